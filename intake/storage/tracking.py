"""How far deliveries are, for whoever watches them: those on their way, and those long over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Select, Table, bindparam, select, union_all

from intake.records.record import Purpose
from intake.storage.gathered import gathered
from intake.storage.outbox import State
from intake.storage.tables import deliveries, past_deliveries, records


@dataclass(frozen=True, slots=True)
class Tracked:
    """A delivery as it stands. `attempts` counts the tries begun, `reason` is the code of the last one's failure."""

    id: int
    reference: str
    purpose: Purpose
    target: str
    state: State
    created_at: datetime
    due_at: datetime
    attempts: int
    reason: str | None
    finished_at: datetime | None


_LARGEST_ID = 2**31 - 1  # that an integer of PostgreSQL holds


def find(db: Connection, delivery_id: int) -> Tracked | None:
    """The delivery with this id, also when it is long over; None where there is none."""
    if delivery_id > _LARGEST_ID:
        return None
    found = (db.execute(_tracking(table).where(table.c.id == delivery_id)).one_or_none() for table in _TABLES)
    return next((_tracked(row) for row in found if row is not None), None)


def of_record(db: Connection, record_id: str) -> list[Tracked]:
    """Every delivery of a record, in the order in which they were written; those long over as well."""
    return _in_order(db.execute(_OF_RECORD, {"record_id": record_id}))


def unsettled(db: Connection, most: int) -> list[Tracked]:
    """What has failed, and after it what is still on its way, each oldest first; at most so many."""
    is_open = deliveries.c.finished_at.is_(None)
    wanted = _tracking(deliveries).where(is_open | (deliveries.c.state == State.FAILED))
    found = db.execute(wanted.order_by(is_open, deliveries.c.created_at, deliveries.c.id).limit(most))
    return list(map(_tracked, found))


def _tracking(table: Table) -> Select[Any]:
    return select(table, records.c.reference).where(records.c.id == table.c.record_id)


_TABLES = (deliveries, past_deliveries)
_OF_RECORD = union_all(*(_tracking(table).where(table.c.record_id == bindparam("record_id")) for table in _TABLES))

# For a query of `records`: the deliveries of each. `beside` reads what they give.
BESIDE = tuple(gathered(_tracking(table), records).label(table.name) for table in _TABLES)


def beside(row: RowMapping) -> list[Tracked]:
    """Every delivery of a record whose row was read with `BESIDE` as well, as `of_record`."""
    return _in_order(each for table in _TABLES for each in row[table.name])


def _in_order(rows: Iterable[Any]) -> list[Tracked]:
    return sorted(map(_tracked, rows), key=lambda each: each.id)


def _tracked(row: Row[Any]) -> Tracked:
    return Tracked(
        id=row.id,
        reference=row.reference,
        purpose=Purpose(row.purpose),
        target=row.target,
        state=State(row.state),
        created_at=row.created_at,
        due_at=row.due_at,
        attempts=row.attempts,
        reason=row.reason,
        finished_at=row.finished_at,
    )
