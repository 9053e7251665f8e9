"""The rows that belong to a row, as one value of it: one statement where there would be one for each kind of them."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Date,
    Dialect,
    FromClause,
    LargeBinary,
    Select,
    TypeDecorator,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from intake.storage.tables import Instant


def gathered(rows: Select[Any], beside: FromClause) -> ColumnElement[Any]:
    """A column for a query of the table `beside`, to which `rows` refers: a list of them, named as their own columns.

    In no order, and empty where there are none.
    """
    its = rows.correlate(beside).subquery()
    return select(_Gathered(*its.c)).scalar_subquery()


class _Gathered(FunctionElement[Any]):
    """All rows as a JSON array of arrays."""

    inherit_cache = True

    def __init__(self, *columns: ColumnElement[Any]) -> None:
        super().__init__(*columns)
        self.type = _Rows(tuple((str(column.key), _reader(column.type)) for column in columns))


@compiles(_Gathered, "sqlite")
def _for_sqlite(element: _Gathered, compiler: SQLCompiler, **options: Any) -> str:
    def cell(column: ColumnElement[Any]) -> str:
        value = compiler.process(column, **options)
        if _is(column, LargeBinary):
            return f"iif({value} IS NULL, NULL, hex({value}))"
        return f"json({value})" if _is(column, JSON) else value

    return f"json_group_array(json_array({', '.join(map(cell, element.clauses))}))"


@compiles(_Gathered, "postgresql")
def _for_postgresql(element: _Gathered, compiler: SQLCompiler, **options: Any) -> str:
    def cell(column: ColumnElement[Any]) -> str:
        value = compiler.process(column, **options)
        return f"encode({value}, 'hex')" if _is(column, LargeBinary) else value

    return f"json_agg(json_build_array({', '.join(map(cell, element.clauses))}))"


def _is(column: ColumnElement[Any], kind: type[TypeEngine[Any]]) -> bool:
    return isinstance(column.type, kind)


class _Rows(TypeDecorator[Any]):
    """What `_Gathered` gives, read: each row under its names, each value as its own column would have given it."""

    impl = JSON
    cache_ok = True

    def __init__(self, cells: tuple[tuple[str, Callable[[Any], Any] | None], ...]) -> None:
        super().__init__()
        self.cells = cells
        self._row = namedtuple("Row", [name for name, _ in cells])  # type: ignore[misc]
        self._read = [(place, read) for place, (_, read) in enumerate(cells) if read is not None]

    def process_result_value(self, value: list[list[Any]] | None, dialect: Dialect) -> list[Any]:
        rows = value or []
        for row in rows:
            for place, read in self._read:
                if row[place] is not None:
                    row[place] = read(row[place])
        return [self._row(*row) for row in rows]


def _reader(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    """What makes a value of JSON one of this kind of column; None where it is one already."""
    return next((read for known, read in _READERS.items() if isinstance(kind, known)), None)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


_READERS: dict[type[TypeEngine[Any]], Callable[[Any], Any]] = {
    Instant: _moment,
    Date: date.fromisoformat,
    Boolean: bool,
    LargeBinary: bytes.fromhex,
}
