"""Records at rest, sealed in two columns: what was said, and who said it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, RowMapping, Select, bindparam, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from intake.access.sealing import KeyRing
from intake.casework.standing import at_first
from intake.records.record import Event, Record
from intake.storage import events, queue, resealing
from intake.storage.database import Database
from intake.storage.tables import records, wiped_records

Done = TypeVar("Done")

_row = records.c
_GIVEN = select(*(bindparam(f"new_{column.name}", type_=column.type) for column in _row))
_had_before = exists().where(wiped_records.c.reference == bindparam("new_reference", type_=_row.reference.type))
_ADD = insert(records).from_select(tuple(_row), _GIVEN.where(~_had_before)).execution_options(preserve_rowcount=True)
_TRIES = 5

_PLAIN = (
    "id", "reference", "once", "draft_id", "kind", "council", "voice", "language", "method", "received_at",
    "received_date", "stage", "status", "route", "time_limit", "flags", "envelope",
)  # fmt: skip


class ReferenceTakenError(Exception):
    """A record that was wiped had this reference: whoever wrote it down must not meet another's record under it."""


def with_free_references(attempt: Callable[[], Done]) -> Done:
    """What `attempt` gives, which keeps something under references that it draws: begun again where one is taken."""
    for _ in range(_TRIES):
        try:
            return attempt()
        except (IntegrityError, ReferenceTakenError):
            continue
    raise RuntimeError(f"no free reference in {_TRIES} tries: expected one at the first")


def add(db: Connection, record: Record, ring: KeyRing, first: Event, code_lookup: bytes | None, *more: Event) -> None:
    """Adds the record with what happened to it first, and what `more` by now.

    IntegrityError where `once` or reference is taken, ReferenceTakenError where a wiped record had the reference.
    """
    values = {name: getattr(record, name) for name in _PLAIN}
    sealed = {
        "story": _seal(ring, record.story, "story", record.id),
        "identity": _seal(ring, record.identity, "identity", record.id),
    }
    happened = events.rows_of_new(record.id, (first, *more), ring)
    placed = queue.columns_of(at_first(record))
    chained = {"version": 1, "events": len(happened), "head": happened[-1]["digest"]}
    whole = {**values, **sealed, **placed, **chained, "code_lookup": code_lookup}
    if db.execute(_ADD, {f"new_{name}": value for name, value in whole.items()}).rowcount == 0:
        raise ReferenceTakenError(f"{record.reference} was the reference of a wiped record: expected a new one")
    events.add(db, *happened)
    queue.put(db, record.id, record.flags, placed)


def reference_sent(db: Connection, once: str) -> str | None:
    """The reference of what was sent under this key, or None where nothing was."""
    return db.execute(select(_row.reference).where(_row.once == once)).scalar_one_or_none()


def is_kept(db: Connection, reference: str) -> bool:
    """Whether there is a record with this reference: it may have been wiped since somebody was given it."""
    return db.execute(select(_row.id).where(_row.reference == reference)).first() is not None


def reference_of_code(db: Connection, code_lookup: bytes) -> str | None:
    """The reference that this code opens, or None."""
    return db.execute(select(_row.reference).where(_row.code_lookup == code_lookup)).scalar_one_or_none()


def keep_code(db: Connection, reference: str, code_lookup: bytes) -> None:
    """Lets the code open this record, where none does yet."""
    db.execute(
        update(records).where(_row.reference == reference, _row.code_lookup.is_(None)).values(code_lookup=code_lookup)
    )


def find(db: Connection, reference: str, ring: KeyRing) -> Record | None:
    """The record with this reference, or None."""
    return _one(db, _BY_REFERENCE, reference, ring)


def find_by_id(db: Connection, record_id: str, ring: KeyRing) -> Record | None:
    """The record with this id, or None."""
    return _one(db, _BY_ID, record_id, ring)


def linked(db: Connection, record: Record) -> list[str]:
    """The references of the other records that came from the same draft, oldest first."""
    if record.draft_id is None:
        return []
    return list(db.scalars(_LINKED, {"draft": record.draft_id, "own": record.id}))


def every(db: Connection, ring: KeyRing, since: datetime | None = None) -> Iterator[Record]:
    """Every record, oldest first, as they are fetched; with `since`, those received at or after that moment.

    The connection has to be one that reads at one moment.
    """
    query = _SELECT.order_by(_row.received_at, _row.id)
    query = query.where(_row.received_at >= since) if since else query
    return _read(db, query.execution_options(yield_per=200), ring)


def reseal(database: Database, ring: KeyRing) -> int:
    """How many records were sealed anew, as for `resealing.reseal`."""
    return resealing.reseal(database, ring, (_row.story, _row.identity), lambda row, column: _place(column, row.id))


COLUMNS = tuple(_row[name] for name in (*_PLAIN, "story", "identity"))
_SELECT = select(*COLUMNS)
_BY_REFERENCE, _BY_ID = (_SELECT.where(column == bindparam("wanted")) for column in (_row.reference, _row.id))
_LINKED = (
    select(_row.reference)
    .where(_row.draft_id == bindparam("draft"), _row.id != bindparam("own"))
    .order_by(_row.received_at, _row.id)
)


def _one(db: Connection, query: Select[Any], wanted: str, ring: KeyRing) -> Record | None:
    row = db.execute(query, {"wanted": wanted}).mappings().one_or_none()
    return None if row is None else record_of(row, ring)


def _read(db: Connection, query: Select[Any], ring: KeyRing) -> Iterator[Record]:
    for row in db.execute(query).mappings():
        yield record_of(row, ring)


def record_of(row: RowMapping, ring: KeyRing) -> Record:
    """The record in a row that has these columns."""
    plain = {name: row[name] for name in _PLAIN}
    story = _open(ring, row["story"], "story", row["id"])
    identity = _open(ring, row["identity"], "identity", row["id"])
    return Record(**plain, story=story, identity=identity)


def _place(column: str, row_id: str) -> str:
    return f"records.{column}:{row_id}"


def _seal(ring: KeyRing, content: dict[str, Any], column: str, row_id: str) -> bytes:
    return ring.seal(json.dumps(content, ensure_ascii=False).encode(), _place(column, row_id))


def _open(ring: KeyRing, sealed: bytes, column: str, row_id: str) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(ring.open(sealed, _place(column, row_id))))
