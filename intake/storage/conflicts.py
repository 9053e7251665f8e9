"""Who is shut out of a record because it names them, or seems to, and what the manager says of it.

What each may see because of it stands in `sight`, and is had from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from intake.access.marks import Marks
from intake.access.sealing import KeyRing
from intake.casework.naming import may_be
from intake.casework.roles import Staff, Viewer
from intake.records.record import Event, Record
from intake.storage import events, records, search, staff
from intake.storage.sight import (
    ConflictState,
    Keepers,
    keepers_for,
    keepers_of,
    kept_by,
    managers,
    may_keep,
    may_see,
    seen_by,
)
from intake.storage.tables import records as records_table
from intake.storage.tables import shut_out
from intake.storage.tables import staff as staff_table

__all__ = [
    "Conflict", "ConflictState", "Keepers", "confirm", "keepers_for", "keepers_of", "kept_by", "lift",
    "managers", "may_keep", "may_see", "of_record", "seen_by", "shut_out_everywhere", "shut_out_named", "shut_out_of",
    "shut_out_together", "state_now", "waiting", "worker_named",
]  # fmt: skip

_row = shut_out.c
_record = records_table.c
_ADD = insert(shut_out)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody who works at the desk and is shut out of a record, or was."""

    record_id: str
    reference: str
    received_date: date
    staff_id: str
    staff_name: str
    state: ConflictState
    at: datetime
    by: str


# ── Whom a record names ──────────────────────────────────────────────────────────────────────────────────────────────


def shut_out_named(db: Connection, record: Record, at: datetime) -> list[Staff]:
    """Shuts everybody out who works at the desk and seems to be named in this record, or in one from the same draft or
    call: who these are. Of those others they are shut out as well.
    """
    named = worker_named(record)
    people = [person for person in staff.everybody(db) if may_be(named, person)] if named else []
    for person in people:
        _suspect(db, record.id, person, at)
    same = select(_record.id).where(_record.draft_id == record.draft_id, _record.id != record.id).order_by(_record.id)
    others = list(db.scalars(same))
    for other in others:
        shut_out_together(db, record.id, other, at)
    return shut_out_of(db, record.id) if others else people


def shut_out_together(db: Connection, one: str, other: str, at: datetime) -> None:
    """Shuts whoever is shut out of one of these two records out of the other, where nothing was said of them there."""
    for of, out_of in ((one, other), (other, one)):
        for each in of_record(db, of):
            if each.state != ConflictState.LIFTED and state_now(db, out_of, each.staff_id) is None:
                events.append(db, out_of, Event(at, "conflict_found", "service", {"staff": each.staff_id}))
                added = {"staff_id": each.staff_id, "record_id": out_of, "state": each.state, "at": at, "by": each.by}
                db.execute(_ADD, added)


def shut_out_everywhere(db: Connection, ring: KeyRing, marks: Marks, person: Staff, at: datetime) -> int:
    """How many records now shut out somebody who was added, renamed or is back. What was lifted stays lifted."""
    known = select(_row.record_id).where(_row.staff_id == person.id)
    found = 0
    for record_id in search.naming(db, marks, (person.name, person.known_as), known):
        record = records.find_by_id(db, record_id, ring)
        if record and may_be(worker_named(record), person):
            _suspect(db, record_id, person, at)
            found += 1
    return found


def worker_named(record: Record) -> str:
    """The name under which the record complains of somebody, or ''. Who is praised is in no conflict."""
    return str(record.identity.get("worker", {}).get("name") or "")


def _suspect(db: Connection, record_id: str, person: Staff, at: datetime) -> None:
    events.append(db, record_id, Event(at, "conflict_found", "service", {"staff": person.id}))
    added = {"staff_id": person.id, "record_id": record_id, "state": ConflictState.SUSPECTED, "at": at, "by": "service"}
    db.execute(_ADD, added)


# ── What the manager says of it ──────────────────────────────────────────────────────────────────────────────────────

_TOLD = (
    select(
        _row.record_id, _record.reference, _record.received_date, _row.staff_id,
        staff_table.c.name.label("staff_name"), _row.state, _row.at, _row.by,
    )
    .join_from(shut_out, records_table)
    .join(staff_table, staff_table.c.id == _row.staff_id)
    .order_by(_row.at, _row.record_id, _row.staff_id)
)  # fmt: skip


def waiting(db: Connection, viewer: Viewer, keepers: Keepers, most: int = 100) -> list[Conflict]:
    """The suspicions that nobody has settled, oldest first, in records that this person keeps."""
    suspected = _TOLD.where(_row.state == ConflictState.SUSPECTED, kept_by(viewer, keepers))
    return _conflicts(db, suspected.limit(most))


def of_record(db: Connection, record_id: str) -> list[Conflict]:
    """Who is shut out of a record or was, oldest first."""
    return _conflicts(db, _TOLD.where(_row.record_id == record_id))


def shut_out_of(db: Connection, record_id: str) -> list[Staff]:
    """Who is shut out of a record now."""
    found = (staff.find(db, each.staff_id) for each in of_record(db, record_id) if each.state != ConflictState.LIFTED)
    return [person for person in found if person]


def confirm(db: Connection, ring: KeyRing, record_id: str, staff_id: str, by: Staff, reason: str, at: datetime) -> bool:
    """Shuts somebody out for good, also somebody whom nothing pointed at, or oneself. Adds the event
    `conflict_confirmed`.

    It is about this record alone: `casework.keep_out` sees to all that belongs to it.
    False, and nothing done, where it is confirmed already.
    """
    was = state_now(db, record_id, staff_id)
    if was == ConflictState.CONFIRMED:
        return False
    if was is None:
        state = {"state": ConflictState.CONFIRMED, "at": at, "by": by.mark}
        db.execute(_ADD, {"staff_id": staff_id, "record_id": record_id, **state})
    _settle(db, ring, record_id, staff_id, ConflictState.CONFIRMED, by, reason, at)
    return True


def lift(db: Connection, ring: KeyRing, record_id: str, staff_id: str, by: Staff, reason: str, at: datetime) -> bool:
    """Lets somebody see a record again. Adds the event `conflict_lifted`.

    False, and nothing done, where they are not shut out, or it would be about oneself.
    """
    if state_now(db, record_id, staff_id) in {None, ConflictState.LIFTED} or by.id == staff_id:
        return False
    _settle(db, ring, record_id, staff_id, ConflictState.LIFTED, by, reason, at)
    return True


def _settle(
    db: Connection,
    ring: KeyRing,
    record_id: str,
    staff_id: str,
    state: ConflictState,
    by: Staff,
    reason: str,
    at: datetime,
) -> None:
    pair = (_row.record_id == record_id, _row.staff_id == staff_id)
    db.execute(update(shut_out).where(*pair).values(state=state, at=at, by=by.mark))
    detail = {"staff": staff_id}
    events.append(db, record_id, Event(at, f"conflict_{state}", by.mark, detail, {"reason": reason}), ring)


def state_now(db: Connection, record_id: str, staff_id: str) -> ConflictState | None:
    """The state by now, or None for none; whoever else would change it waits until this transaction is over."""
    db.execute(select(_record.id).where(_record.id == record_id).with_for_update()).one()
    pair = (_row.record_id == record_id, _row.staff_id == staff_id)
    state = db.execute(select(_row.state).where(*pair)).scalar_one_or_none()
    return None if state is None else ConflictState(state)


def _conflicts(db: Connection, query: Select[Any]) -> list[Conflict]:
    return [Conflict(**{**row, "state": ConflictState(row["state"])}) for row in db.execute(query).mappings()]
