"""What follows from a decision, in the same transaction: on this record, and on those that it joins or makes."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from intake.access.reference import new_reference
from intake.casework.awaited import awaits_call
from intake.casework.codes import DeskDue, EventKind
from intake.casework.decisions import CannotFollow
from intake.casework.roles import Staff, Viewer
from intake.questions.vocabulary import Answer
from intake.records.deliveries import to_all
from intake.records.draft import Draft
from intake.records.record import Event, Purpose, Record
from intake.records.submission import answers_of, complaint_from, received, without_code
from intake.storage import casework, conflicts, links, outbox, records, staff
from intake.storage.cases import Case
from intake.web.desk.record.opening import find, situation_of
from intake.web.receiving import keep, keep_referral_since
from intake.web.service import service


@dataclass(frozen=True, slots=True)
class Step:
    """All that a decision comes to: the events of its own record, and what is done beside them.

    `others`: the ids of further records that this changes.
    """

    events: tuple[Event, ...]
    beside: Callable[[Connection], None] = lambda _: None
    others: tuple[str, ...] = ()


def carry_out(case: Case, event: Event) -> CannotFollow | bool:
    """Whether the decision was taken with all that follows; False, and nothing done, where the record has changed.

    CannotFollow where somebody or something that it names is not there.
    """

    def carried_out() -> CannotFollow | bool:
        step = _STEPS.get(event.kind, _alone)(case, event)
        return step if isinstance(step, CannotFollow) else _taken(case, step)

    return records.with_free_references(carried_out)


def who_can_take(case: Case) -> list[Staff]:
    """Who of the complaints team may be given this record: nobody whom it names."""
    second_person = service().council.desk.second_person
    with service().database.read() as db:
        keepers = conflicts.managers(db, second_person)
        return [
            each
            for each in staff.everybody(db)
            if each.works_on_records(second_person)
            and conflicts.may_see(db, Viewer(each, each.sign_in == second_person), keepers, case.record.id)
        ]


def _taken(case: Case, step: Step) -> bool:
    with service().database.write() as db:
        casework.lock(db, (case.record.id, *step.others))
        is_taken = casework.decide(db, service().ring, case, step.events, service().council, service().calendar)
        if is_taken:
            step.beside(db)
    service().bell.ring()
    return is_taken


def _alone(_: Case, event: Event) -> Step | CannotFollow:
    return Step((event,))


def _assigned(case: Case, event: Event) -> Step | CannotFollow:
    chosen = event.detail.get("assigned_to")
    if chosen and chosen not in {each.id for each in who_can_take(case)}:
        return CannotFollow("Select somebody who may see this record", "assigned_to")
    return Step((event,))


def _safety_acted(case: Case, event: Event) -> Step | CannotFollow:
    """The call and the complaint that it became tell of one danger: what is done about it is done for both."""
    with service().database.read() as db:
        others = tuple(sorted(links.called_and_complained(db, case.record.id)))

    def beside(db: Connection) -> None:
        casework.act_there_too(db, service().ring, others, event, service().council, service().calendar)

    return Step((event,), beside, others)


def _advocate_offered(case: Case, event: Event) -> Step | CannotFollow:
    return Step((event,), lambda db: keep_referral_since(db, service(), case.record, event))


def _linked(case: Case, event: Event) -> Step | CannotFollow:
    other = find(event.detail["other_reference"])
    if other is None or other.record.id == case.record.id:
        return CannotFollow("There is no other record with this reference", "other_reference")
    if other.record.id in {each.id for each in case.linked}:
        return CannotFollow("These two are linked already", "other_reference")
    here = replace(event, detail={**event.detail, "other_reference": other.record.reference})

    def beside(db: Connection) -> None:
        casework.link(db, service().ring, case, other, here, service().council, service().calendar)

    return Step((here,), beside, others=(other.record.id,))


def _split(case: Case, event: Event) -> Step | CannotFollow:
    """The record goes on as the first part; each further part is a record with the same words."""
    first, *further = _parts_of(event)
    made = [(_part(case.record), route) for route in further]
    named = replace(event, detail={**event.detail, "parts_made": [part.reference for part, _ in made]})

    def beside(db: Connection) -> None:
        for part, route in made:
            happened = (named, _goes(named, route))
            casework.carry_on(
                db, service().ring, service().marks, case, part, happened, service().council, service().calendar
            )
            outbox.enqueue(db, part.id, to_all(Purpose.RECORD_COPY, service().council, event.at), event.at)

    return Step((named, _goes(named, first)), beside)


def _parts_of(event: Event) -> Iterator[str]:
    return (route for key, route in sorted(event.detail.items()) if key.startswith("part_"))


def _part(record: Record) -> Record:
    part_id = uuid.uuid4().hex
    return replace(record, id=part_id, reference=new_reference(), once=f"part:{part_id}", stage="intake", status="new")


def _goes(split: Event, route: str) -> Event:
    return replace(
        split, kind=EventKind.ROUTE_DECIDED, detail={"route": route}, words={"reason": split.words["reason"]}
    )


def _made_complaint(case: Case, event: Event) -> Step | CannotFollow:
    """What came in is closed; its complaint was received when it was and by whom it was, and leads to the same advocate
    and dates. What staff had done for the person, and the call that is still owed to them, go on there.
    """
    handover = case.record
    since: dict[str, Answer] = {key: event.detail[key] for key in ("who_are_you",) if key in event.detail}
    voice = Draft(answers={**answers_of(handover), **since}).voice
    speak = service().speakers.of(voice, "en")
    built = complaint_from(handover, since, service().council, service().calendar, speak)
    if awaits_call(handover, situation_of(case).progress):
        owed = {DeskDue.CALL_BACK: handover.envelope["due"][DeskDue.CALL_BACK]}
        built = replace(built, envelope={**built.envelope, "due": {**built.envelope["due"], **owed}})
    complaint = replace(built, id=uuid.uuid4().hex, reference=new_reference(), once=f"complaint:{handover.id}")
    taken_by = next(each.by for each in case.events if each.kind == EventKind.RECEIVED)
    made = replace(event, detail={**event.detail, "complaint": complaint.reference})
    closed = Event(event.at, EventKind.CLOSED, event.by, {"closed_why": "done_elsewhere"})

    def beside(db: Connection) -> None:
        code = casework.take_code(db, handover.id)
        keep(db, service(), complaint if code else without_code(complaint), received(complaint, taken_by), code)
        casework.go_on_as(db, service().ring, case, complaint, made, service().council, service().calendar)

    return Step((made, closed), beside)


_STEPS: Mapping[str, Callable[[Case, Event], Step | CannotFollow]] = {
    EventKind.SAFETY_ACTED: _safety_acted,
    EventKind.ADVOCATE_OFFERED: _advocate_offered,
    EventKind.ASSIGNED: _assigned,
    EventKind.LINKED: _linked,
    EventKind.SPLIT: _split,
    EventKind.MADE_COMPLAINT: _made_complaint,
}
