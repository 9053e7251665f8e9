"""What staff decide about a record that they have opened, which moves it on.

Where a record stands is worked out anew from all of its events each time that one is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, literal, select, update

from intake.access.marks import Marks
from intake.access.sealing import KeyRing
from intake.casework.codes import EventKind
from intake.casework.decisions import DECISIONS
from intake.casework.progress import progress_of
from intake.casework.roles import Staff
from intake.casework.safety import unsettled
from intake.casework.standing import standing_of
from intake.council.model import Council
from intake.records.payload import RouteDecided
from intake.records.record import Event, Record
from intake.rules.codes import Route
from intake.rules.working_days import WorkingCalendar
from intake.storage import conflicts, events, links, queue, search, staff
from intake.storage import records as kept
from intake.storage.cases import Case
from intake.storage.tables import QUEUE_ORDER, records, shut_out
from intake.storage.tables import events as events_table

_row = records.c
_event = events_table.c
_WAYS = (
    select(_event.kind, _event.at, _event.by, _event.detail)
    .where(
        _event.record_id == bindparam("record_id"),
        _event.kind.in_((EventKind.RECEIVED, EventKind.ROUTE_DECIDED, EventKind.SPLIT)),
    )
    .order_by(_event.seq)
)


def lock(db: Connection, record_ids: Iterable[str]) -> None:
    """Lets nobody else change these records until this transaction is over.

    Whoever changes several locks them here first, always in one order: else two who began at either end would wait for
    each other.
    """
    db.execute(select(_row.id).where(_row.id.in_(set(record_ids))).order_by(_row.id).with_for_update()).all()


def decide(
    db: Connection, ring: KeyRing, case: Case, happened: Iterable[Event], council: Council, calendar: WorkingCalendar
) -> bool:
    """Adds what was decided, and lets the record stand where that leaves it.

    False, and nothing done, where somebody has changed the record since it was opened.
    """
    if _version(db, case.record.id) != case.version:
        return False
    _add(db, ring, case.record, happened, case.version, council, calendar)
    return True


def link(
    db: Connection, ring: KeyRing, case: Case, other: Case, event: Event, council: Council, calendar: WorkingCalendar
) -> bool:
    """Joins another record to the one that `event` is about, and says so of the other too; False where they are."""
    if not links.join(db, case.record.id, other.record.id, event.detail["link"], event.by, event.at):
        return False
    if event.detail["link"] == "duplicate":
        conflicts.shut_out_together(db, case.record.id, other.record.id, event.at)
    there = replace(event, detail={**event.detail, "other_reference": case.record.reference})
    _add(db, ring, other.record, [there], _version(db, other.record.id), council, calendar)
    return True


def carry_on(
    db: Connection,
    ring: KeyRing,
    marks: Marks,
    case: Case,
    part: Record,
    happened: Sequence[Event],
    council: Council,
    calendar: WorkingCalendar,
) -> None:
    """Keeps a part of a record that was split, with what had happened until then and what happened to it alone."""
    first, *rest = (each for each in case.events if each.kind in _HISTORY)
    kept.add(db, part, ring, first, None)
    search.mark(db, part, marks)
    belong(db, case, part.id, "split", happened[0])
    _add(db, ring, part, [*rest, *happened], _version(db, part.id), council, calendar)


def go_on_as(
    db: Connection,
    ring: KeyRing,
    case: Case,
    complaint: Record,
    event: Event,
    council: Council,
    calendar: WorkingCalendar,
) -> None:
    """Joins the complaint that a record became to it, with what staff had done for the person until then."""
    belong(db, case, complaint.id, "made_complaint", event)
    done = [each for each in case.events if each.kind in _FOR_THE_PERSON and each.by != "self"]
    if done:
        _add(db, ring, complaint, done, _version(db, complaint.id), council, calendar)


def act_there_too(
    db: Connection, ring: KeyRing, others: Iterable[str], event: Event, council: Council, calendar: WorkingCalendar
) -> None:
    """Says of these records too what was done about a danger, where something is still to be done about it."""
    for each in others:
        record = kept.find_by_id(db, each, ring)
        if record and unsettled(record, progress_of(record, events.changes(db, each, ring))):
            _add(db, ring, record, [event], _version(db, each), council, calendar)


_FOR_THE_PERSON = frozenset(
    {
        EventKind.SAFETY_ACTED,
        EventKind.CALLED_BACK,
        EventKind.ADVOCATE_OFFERED,
        EventKind.ASSIGNED,
        EventKind.NOTED,
    }
)


def belong(db: Connection, case: Case, new_id: str, kind: str, event: Event) -> None:
    """Joins a record to the one that it was made of, and hides it from whoever may not see that one."""
    links.join(db, case.record.id, new_id, kind, event.by, event.at)
    row = shut_out.c
    already = select(row.staff_id).where(row.record_id == new_id)
    others = select(row.staff_id, literal(new_id), row.state, row.at, row.by).where(
        row.record_id == case.record.id, row.staff_id.not_in(already)
    )
    db.execute(insert(shut_out).from_select(["staff_id", "record_id", "state", "at", "by"], others))


# What a record and its parts have in common. The rest is about who has looked at it, and what was sent.
_HISTORY = frozenset(
    {
        EventKind.RECEIVED,
        EventKind.CONFLICT_FOUND,
        EventKind.CONFLICT_CONFIRMED,
        EventKind.CONFLICT_LIFTED,
        *DECISIONS,
    }
)


def keep_out(
    db: Connection,
    ring: KeyRing,
    record_id: str,
    staff_id: str,
    by: Staff,
    reason: str,
    at: datetime,
    council: Council,
    calendar: WorkingCalendar,
) -> bool:
    """Shuts somebody out of a record for good, and of all that it was split off or made of or that was of it.

    Where it was given to them it is theirs no longer. False, and nothing done, as for `conflicts.confirm`.
    """
    together = links.of_one_matter(db, record_id)
    lock(db, together)
    if not conflicts.confirm(db, ring, record_id, staff_id, by, reason, at):
        return False
    for each in sorted(together | links.of_one_matter(db, record_id)):  # what was made before we had the lock
        conflicts.confirm(db, ring, each, staff_id, by, reason, at)
        take_back(db, ring, each, staff_id, Event(at, EventKind.ASSIGNED, by.mark), council, calendar)
    return True


def left_behind(db: Connection, second_person: str, most: int) -> list[tuple[str, str]]:
    """The ids of open records that are given to somebody who no longer works on records, each with whose it is."""
    gone = [each.id for each in staff.everybody(db) if not each.works_on_records(second_person)]
    theirs = (
        select(_row.id, _row.assigned_to)
        .where(_row.is_open.is_(True), _row.assigned_to.in_(gone))
        .order_by(_row.assigned_to, *QUEUE_ORDER)  # as their index has it
        .limit(most)
    )
    return [(row.id, row.assigned_to) for row in db.execute(theirs)]


def take_back(
    db: Connection,
    ring: KeyRing,
    record_id: str,
    staff_id: str,
    event: Event,
    council: Council,
    calendar: WorkingCalendar,
) -> None:
    """Gives a record to nobody, as `event` says, if it is still this person's."""
    is_theirs = select(_row.id).where(_row.id == record_id, _row.assigned_to == staff_id).with_for_update()
    record = kept.find_by_id(db, record_id, ring) if db.execute(is_theirs).first() else None
    if record is not None:
        _add(db, ring, record, [event], _version(db, record_id), council, calendar)


def route_decided(db: Connection, record_id: str) -> RouteDecided | None:
    """The last decision about the way that a record goes; None where nobody has decided one. Unseals nothing."""
    first, *others = db.execute(_WAYS, {"record_id": record_id}).all()
    if not others:
        return None
    last = others[-1]
    return RouteDecided(first.detail.get("route"), last.detail.get("route", Route.SPLIT), last.by, last.at)


def take_code(db: Connection, record_id: str) -> bytes | None:
    """What the person's code is found by, which opens this record no more: it is to open another one."""
    code: bytes | None = db.execute(select(_row.code_lookup).where(_row.id == record_id)).scalar_one()
    db.execute(update(records).where(_row.id == record_id).values(code_lookup=None))
    return code


def _version(db: Connection, record_id: str) -> int:
    """The version that the record has, and keeps until the end of this transaction unless we change it."""
    version: int = db.execute(select(_row.version).where(_row.id == record_id).with_for_update()).scalar_one()
    return version


def _add(
    db: Connection,
    ring: KeyRing,
    record: Record,
    happened: Iterable[Event],
    version: int,
    council: Council,
    calendar: WorkingCalendar,
) -> None:
    for event in happened:
        events.append(db, record.id, event, ring)
    standing = standing_of(record, events.changes(db, record.id, ring), council, calendar)
    queue.move(db, record.id, record.flags, standing, version)
