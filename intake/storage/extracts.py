"""What leaves the desk in one file: records in the order in which they were received, so many at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, tuple_

from intake.casework.codes import EventKind
from intake.casework.days import due_days
from intake.council.model import Council
from intake.records.record import Event, Record
from intake.rules.working_days import WorkingCalendar
from intake.storage import events
from intake.storage.tables import NO_DAY, records

_row = records.c


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records. None is no limit; the two days of receipt, London's, count themselves."""

    received_from: date | None = None
    received_to: date | None = None
    kind: str | None = None
    status: str | None = None
    is_open: bool | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """A record and where it stands, in codes, dates and references: its story and identity are left empty.

    `due`: the days that are in force or were met, by their codes. `reply`: the last one, without its words.
    """

    record: Record
    due_on: date | None
    due_what: str | None
    waits_for: str
    assigned_to: str | None
    is_young: bool
    is_open: bool
    due: Mapping[str, date]
    reply: Event | None


def batch(
    db: Connection,
    seen: ColumnElement[bool],
    wanted: Wanted,
    until: datetime,
    after: Record | None,
    most: int,
    council: Council,
    calendar: WorkingCalendar,
) -> Sequence[Extract]:
    """The next records after this one that may be seen (`conflicts.seen_by`), of those received before `until`."""
    query = select(*_COLUMNS).where(seen, _row.received_at < until, *_conditions(wanted))
    if after is not None:
        query = query.where(tuple_(_row.received_at, _row.id) > tuple_(after.received_at, after.id))
    found = db.execute(query.order_by(_row.received_at, _row.id).limit(most))
    return [_extract(row, council, calendar) for row in found]


_LIMITS: Mapping[str, Callable[[Any], ColumnElement[bool]]] = {
    "received_from": _row.received_date.__ge__,
    "received_to": _row.received_date.__le__,
    "kind": _row.kind.__eq__,
    "status": _row.status.__eq__,
    "is_open": _row.is_open.is_,
}


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    return [limit(value) for name, limit in _LIMITS.items() if (value := getattr(wanted, name)) is not None]


_PLAIN = [each.name for each in fields(Record) if each.name not in {"story", "identity"}]
_WORKED_OUT = {"record", "due", "reply"}
_PLACED = [each.name for each in fields(Extract) if each.name not in _WORKED_OUT]
_COLUMNS = (*(_row[name] for name in (*_PLAIN, *_PLACED)), events.CODES_OF_CHANGES)


def _extract(row: Row[Any], council: Council, calendar: WorkingCalendar) -> Extract:
    record = Record(**{name: getattr(row, name) for name in _PLAIN}, story={}, identity={})
    happened = events.read_codes(row.changes)
    placed = {name: getattr(row, name) for name in _PLACED}
    return Extract(
        record,
        **{**placed, "due_on": None if row.due_on == NO_DAY else row.due_on},
        due={each.code: each.day for each in due_days(record, happened, council, calendar)},
        reply=next((event for event in reversed(happened) if event.kind == EventKind.REPLIED), None),
    )
