"""A way through the queue in its own order, along one index, from a key onwards and never too far at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Label,
    Select,
    String,
    Subquery,
    bindparam,
    func,
    join,
    literal,
    literal_column,
    select,
    true,
    tuple_,
)

from intake.casework.standing import Rank
from intake.storage.tables import CLOSED, EVERY, NO_DAY, record_flags, records

LOOKED_THROUGH = 1000  # records that one step looks through, at most

LAST_RANK = max(Rank)

_row = records.c
_flagged = record_flags.c
_KEY = re.compile(r"([0-9])\.([0-9]{4}-[0-9]{2}-[0-9]{2})\.(\w{1,64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Key:
    """A place in the queue, after which a page begins: `str(key)` and `Key.read(text)` put it into an address.

    What is closed stands behind all others, under the day on which it was received.
    """

    rank: int
    day: date
    id: str

    def __str__(self) -> str:
        return f"{self.rank}.{self.day.isoformat()}.{self.id}"

    @classmethod
    def read(cls, text: str) -> Key | None:
        """The key that was put into an address, or None where this is none."""
        found = _KEY.fullmatch(text)
        try:
            return Key(int(found[1]), date.fromisoformat(found[2]), found[3]) if found else None
        except ValueError:
            return None

    @property
    def given(self) -> dict[str, Any]:
        """What a statement is given that goes on after this key."""
        return {"after_rank": self.rank, "after_day": self.day, "after_id": self.id}


_AFTER_RANK = bindparam("after_rank", type_=Integer)
_AFTER_DAY = bindparam("after_day", type_=Date)
_AFTER_ID = bindparam("after_id", type_=String)


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a walk begins that goes on after a key, as far as its statements differ by that.

    Within one of these the same statements serve every key, which each is `given`.
    """

    rank: int
    is_last_day: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One range of one index, in its order.

    The first of `order` is the same all through it where it is for what has no value: without it PostgreSQL sorts.
    """

    source: FromClause
    conditions: tuple[ColumnElement[bool], ...]
    order: tuple[ColumnElement[Any], ...]
    key: tuple[ColumnElement[Any], ...]
    is_descending: bool

    def matching(
        self, columns: Sequence[Column[Any] | Label[Any]], wanted: ColumnElement[bool], most: int
    ) -> Select[Any]:
        """These columns of the records for which the condition holds, and their keys as `key_0` to `key_2`.

        The condition is a column of what is looked through: a join would let the database turn its plan round and read
        all the records.
        """
        looked = self._looked(*columns, wanted.label("is_wanted"))
        shown = (looked.c[name] for name in (*(column.name for column in columns), "key_0", "key_1", "key_2"))
        return select(*shown).where(looked.c.is_wanted).order_by(*self._in_order(looked)).limit(_number(most))

    def last(self) -> Select[Any]:
        """The last of the keys that are looked through, with its number: see `reach_of`."""
        looked = self._looked()
        number = func.row_number().over(order_by=self._in_order(looked)).label("number")
        numbered = select(looked, number).subquery()
        return select(numbered).order_by(numbered.c.number.desc()).limit(1)

    def _looked(self, *columns: ColumnElement[Any]) -> Subquery:
        key = [column.label(f"key_{n}") for n, column in enumerate(self.key)]
        order = [column.label(f"order_{n}") for n, column in enumerate(self.order)]
        looked = select(*columns, *key, *order).select_from(self.source).where(*self.conditions)
        return looked.order_by(*self._ordered(self.order)).limit(_number(LOOKED_THROUGH)).subquery()

    def _in_order(self, looked: Subquery) -> list[ColumnElement[Any]]:
        return self._ordered(looked.c[f"order_{n}"] for n in range(len(self.order)))

    def _ordered(self, columns: Iterable[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
        return [column.desc() if self.is_descending else column.asc() for column in columns]


def reach_of(last: Any) -> Key | None:
    """How far a step went, from its last key; None where there are no more of them."""
    return Key(last.key_0, last.key_1, last.key_2) if last and last.number == LOOKED_THROUGH else None


@dataclass(frozen=True, slots=True)
class Walk:
    """All records of one filter, open or closed: `column` and `value`, a flag, or none. An empty value is no value.

    `due_from` and `due_to` narrow it down further, as long as the records are open; `among` is a condition by which few
    records are found at once.
    """

    is_open: bool
    column: str | None = None
    value: str | bool | None = None
    due_from: date | None = None
    due_to: date | None = None
    among: ColumnElement[bool] | None = None

    def begin(self, after: Key | None) -> Begin | None:
        """Where this walk begins that goes on after a key; None for its very beginning."""
        return Begin(after.rank, after.day == self._last_day) if after else None

    def steps(self, begin: Begin | None) -> Iterator[Step]:
        """What to look through from there on, one step after the other. Their statements are `given` the key."""
        if not self.is_open:
            closed = _flagged.rank == CLOSED if self._by_flag else _row.is_open.is_(False)
            beyond = tuple_(self._day, self._id) < tuple_(_AFTER_DAY, _AFTER_ID) if begin else true()
            yield self._step(literal(CLOSED), [closed, beyond], [self._day, self._id])
        elif self.due_from is None and self.due_to is None and (begin is None or begin.rank < LAST_RANK):
            key = tuple_(self._rank, self._day, self._id)
            beyond = key > tuple_(_AFTER_RANK, _AFTER_DAY, _AFTER_ID) if begin else true()
            yield self._step(self._rank, [self._open, beyond], [*key])
        else:
            for rank in Rank:
                if begin is None or rank >= begin.rank:
                    yield self._in_rank(rank, begin if begin and rank == begin.rank else None)

    def _in_rank(self, rank: Rank, begin: Begin | None) -> Step:
        """Within a rank all that is due in some days stands together."""
        first, last = _day(self.due_from or date.min), _day(self._last_day)
        within = [self._rank == int(rank), self._day >= first, self._day <= last]
        if begin and begin.is_last_day:
            # Of a pair that is higher PostgreSQL would expect nothing here, and choose its plan by that.
            within = [self._rank == int(rank), self._day == last, self._id > _AFTER_ID]
        elif begin:
            within.append(tuple_(self._day, self._id) > tuple_(_AFTER_DAY, _AFTER_ID))
        return self._step(self._rank, [self._open, *within], [self._day, self._id])

    @property
    def _last_day(self) -> date:
        return self.due_to or (NO_DAY if self.due_from is None else NO_DAY - timedelta(days=1))

    def _step(
        self, rank: ColumnElement[int], conditions: list[ColumnElement[bool]], order: list[ColumnElement[Any]]
    ) -> Step:
        return Step(
            source=join(record_flags, records, _row.id == _flagged.record_id) if self._by_flag else records,
            conditions=(self._filter, *conditions),
            order=(*([_row[str(self.column)]] if self.value == "" else []), *order),
            key=(rank, self._day, self._id),
            is_descending=not self.is_open,
        )

    @property
    def condition(self) -> ColumnElement[bool]:
        """What holds for the records of this walk, told of a record."""
        if self._by_flag:
            return select(_flagged.flag).where(_flagged.record_id == _row.id, self._filter).exists()
        return self._filter

    @property
    def _by_flag(self) -> bool:
        return self.column == "flag"

    @property
    def _filter(self) -> ColumnElement[bool]:
        if self.column is None:
            return EVERY if self.among is None else self.among
        if self._by_flag:
            return _flagged.flag == _constant(self.value)
        if isinstance(self.value, bool):
            return _row[self.column].is_(self.value)
        return _row[self.column] == _constant(self.value) if self.value else _row[self.column].is_(None)

    @property
    def _open(self) -> ColumnElement[bool]:
        return _flagged.rank < CLOSED if self._by_flag else _row.is_open.is_(True)

    @property
    def _rank(self) -> Column[int]:
        return _flagged.rank if self._by_flag else _row.rank

    @property
    def _day(self) -> Column[date]:
        if self._by_flag:
            return _flagged.due_on
        return _row.due_on if self.is_open else _row.received_date

    @property
    def _id(self) -> Column[str]:
        return _flagged.record_id if self._by_flag else _row.id


def _constant(value: str | bool | None) -> ColumnElement[str]:
    """A value that stands in the statement itself, quoted.

    A plan that is to serve every value of a filter expects many records of each, and for a rare one reads them all.
    """
    quoted = literal(value, String).compile(compile_kwargs={"literal_binds": True})
    return literal_column(str(quoted), String)  # `literal_execute` would look for it in the text at each execution


def _day(day: date) -> ColumnElement[date]:
    return literal(day, Date)


def _number(most: int) -> ColumnElement[int]:
    """A limit that stands in the statement itself, as `_constant`: a plan for any limit expects a tenth of all."""
    return literal_column(str(int(most)))
