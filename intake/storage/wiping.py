"""Records that were kept long enough, or are to be forgotten: wiped, with everything that belongs to them.

A reference stays of each, and the digests of what had happened to it: without these the seals would prove nothing of
the records that were dealt with on the same days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, exists, func, insert, or_, select, update

from intake.storage.tables import (
    calls,
    deliveries,
    events,
    links,
    metadata,
    records,
    wiped_events,
    wiped_records,
)

_record = records.c
_event = events.c
_BELONGS = tuple(
    column for table in metadata.tables.values() for column in table.columns if column.references(_record.id)
)


class NewestOfAllError(Exception):
    """The newest event or delivery of all is of this record: SQLite would give its number again."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A record that is closed, and when something was last done to it. Looking at it is no change.

    About somebody's safety, or linked to a record that is open, or from one draft with it: then somebody should think
    twice.
    """

    id: str
    reference: str
    kind: str
    changed_at: datetime
    is_safety: bool
    is_linked_to_open: bool


@dataclass(frozen=True, slots=True)
class Wiped:
    """What is known of a record that was wiped. `was_early`: before its time was over."""

    reference: str
    wiped_at: datetime
    was_early: bool


_changed_at = (
    select(func.max(_event.at)).where(_event.record_id == _record.id, _event.is_change.is_(True)).scalar_subquery()
)
_other = records.alias()
_is_open = _other.c.is_open.is_(True)
_is_linked_to_open = or_(
    exists().where(links.c.record_id == _record.id, links.c.other_id == _other.c.id, _is_open),
    exists().where(links.c.other_id == _record.id, links.c.record_id == _other.c.id, _is_open),
    exists().where(_other.c.draft_id == _record.draft_id, _is_open),
)
_CLOSED = select(
    _record.id,
    _record.reference,
    _record.kind,
    _changed_at.label("changed_at"),
    _record.is_safety,
    _is_linked_to_open.label("is_linked_to_open"),
).where(_record.is_open.is_(False))


def kept_long_enough(db: Connection, since: datetime) -> list[Closed]:
    """Every closed record to which nothing has happened since that moment, oldest first."""
    found = _CLOSED.where(_record.received_at < since, _changed_at < since).order_by(_record.received_at, _record.id)
    return [Closed(**row) for row in db.execute(found).mappings()]


def closed(db: Connection, reference: str) -> Closed | None:
    """The record with this reference; None where there is none, or where it is open."""
    row = db.execute(_CLOSED.where(_record.reference == reference)).mappings().one_or_none()
    return Closed(**row) if row else None


def wipe(db: Connection, record: Closed, now: datetime, *, was_early: bool) -> None:
    """Takes the record away for good, with all that belongs to it. NewestOfAllError where that has to wait."""
    db.execute(select(_record.id).where(_record.id == record.id).with_for_update())  # nothing more happens to it
    for table in (events, deliveries):
        its, newest = table.c, select(func.max(table.c.id)).scalar_subquery()
        if db.execute(select(its.id).where(its.record_id == record.id, its.id == newest)).first():
            raise NewestOfAllError(f"{record.reference} has the newest of all {table.name}: expected a newer one first")
    told = {"id": record.id, "reference": record.reference, "wiped_at": now, "was_early": was_early}
    db.execute(insert(wiped_records), told)
    names = [column.name for column in wiped_events.columns]
    digests = select(*(_event[name] for name in names)).where(_event.record_id == record.id)
    db.execute(insert(wiped_events).from_select(names, digests))
    for column in _BELONGS:
        db.execute(delete(column.table).where(column == record.id))
    db.execute(update(calls).where(calls.c.reference == record.reference).values(reference=None))
    db.execute(delete(records).where(_record.id == record.id))


def wiped(db: Connection) -> list[Wiped]:
    """Every record that was wiped, in that order."""
    row = wiped_records.c
    found = select(row.reference, row.wiped_at, row.was_early).order_by(row.wiped_at, row.reference)
    return [Wiped(*each) for each in db.execute(found)]
