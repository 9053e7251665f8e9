"""From a draft to a record: the only door between what was answered and what the complaints team receives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from intake.council.model import Council
from intake.questions.catalogue import QUESTIONS
from intake.questions.display import Speak, asked, asked_of
from intake.questions.path import Route
from intake.questions.vocabulary import Answer, Answers, Case, Question, Voice
from intake.records import content
from intake.records.draft import Draft
from intake.records.facts import facts_from
from intake.records.record import SCHEMA_VERSION, Event, Kind, Record, Recorder
from intake.rules.assessment import RULE_VERSION, Assessment, assess
from intake.rules.codes import Channel, Flag, ReplyWay, Request, TimeLimit
from intake.rules.reading import read_facts
from intake.rules.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Receipt:
    """That something reached us: its ids, the moment, and the London date, which is day 0 of every clock."""

    id: str
    reference: str
    once: str
    draft_id: str | None
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer that was changed when the record was read back. `key` is of the question or the part of one.

    In a call handed over also what was typed otherwise, and is no answer.
    """

    key: str
    said: Answer
    corrected: Answer


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That a record was read back to whoever told it, when, and what they changed."""

    read_back_at: datetime
    corrections: tuple[Correction, ...] = ()


def assess_answers(case: Case, at: datetime, calendar: WorkingCalendar) -> Assessment:
    """What the rules suggest for these answers, were they received at this moment."""
    return assess(facts_from(case.answers, voice=case.voice, received_at=at, today=case.today), calendar)


def build(
    draft: Draft,
    receipt: Receipt,
    council: Council,
    calendar: WorkingCalendar,
    speak: Speak,
    *,
    method: Channel | None = None,
    recorded_by: Recorder = Recorder.SELF,
    confirmation: Confirmation | None = None,
) -> Record:
    """The record of what this draft says: only the answers on the person's path, with what was asked in their voice.

    `speak` is in English, which staff read. `method` is the form of their voice where it is left out. The draft holds
    what was corrected when it was read back. What number to ring when they are cut off is on no path, and is kept too:
    it may be the only one.
    """
    route = draft.route(receipt.on)
    case = route.case
    said = facts_from(case.answers, voice=case.voice, received_at=receipt.at, today=receipt.on) | _came_by(method)
    facts = read_facts(said)
    assessment = assess(facts, calendar)
    kind = Kind(case.words("kind"))
    is_referral = kind == Kind.ADVOCATE_ONLY
    words = list(asked(route, speak))
    call_back = list(asked_of((_CALL_BACK,), draft.answers, speak))
    reached = replace(case, answers={**_of_question(_CALL_BACK, draft.answers), **case.answers})
    corrected = confirmation.corrections if confirmation else ()
    return Record(
        **_arrival(draft, receipt, council),
        kind=kind,
        method=facts.channel,
        route=None if is_referral else assessment.route,
        time_limit=TimeLimit.NOT_APPLICABLE if is_referral else assessment.time_limit,
        flags=sorted(assessment.flags),
        envelope=_versions()
        | content.envelope(draft, case, said, assessment)
        | {
            "recorded_by": recorded_by,
            "confirmation": _confirmation(confirmation),
            "issues": content.issues(case, facts, said, assessment),
            "due": _due(case, assessment, council, calendar),
        },
        story=content.story(case, words) | {"corrections": _corrections(corrected, names_people=False)},
        identity=content.identity(reached, said, [*call_back, *words], content.safe_once_sent(reached))
        | {"corrections": _corrections(corrected, names_people=True)},
    )


def build_urgent(
    answers: Answers,
    draft: Draft,
    receipt: Receipt,
    council: Council,
    speak: Speak,
    *,
    method: Channel | None = None,
    recorded_by: Recorder = Recorder.SELF,
) -> Record:
    """The record of a call for help: its three fields and its time. No route and no clock: the duty team acts on it."""
    words = list(asked_of((QUESTIONS["quick_help"],), answers, speak))
    of_the_form = Channel.E_FORM_YOUNG_PERSON if draft.voice == Voice.CHILD else Channel.E_FORM
    return Record(
        **_arrival(draft, receipt, council),
        kind=Kind.URGENT,
        method=method or of_the_form,
        route=None,
        time_limit=TimeLimit.NOT_APPLICABLE,
        flags=[Flag.SAFEGUARDING_IMMEDIATE],
        envelope=_versions() | {"recorded_by": recorded_by},
        story={"story": "", "answers": {}, "asked": []},
        identity={
            "urgent": {name: answers.get(f"quick_{name}") for name in ("name", "where", "phone")},
            "answers": dict(answers),
            "asked": [each.to_plain() for each in words],
        },
    )


def build_handover(
    draft: Draft,
    receipt: Receipt,
    council: Council,
    calendar: WorkingCalendar,
    speak: Speak,
    *,
    beside: Iterable[Correction] = (),
) -> Record:
    """The record of a call that a manager takes up: every answer of it as it is, on the path or not, and what was said
    or typed `beside` them.

    Its only clock is the council's for calling back. It has no route, and starts no other clock before somebody makes
    it a complaint; what was said about safety and needs counts at once. The number to ring is the one for when a call
    is cut off, where there is no other.
    """
    route = draft.route(receipt.on)
    case = replace(route.case, answers=draft.answers)
    said = facts_from(case.answers, voice=case.voice, received_at=receipt.at, today=receipt.on)
    said |= {"request": Request.COMPLIMENT, "issues": []} | _came_by(Channel.TELEPHONE_CONTACT_CENTRE)
    assessment = assess(said, calendar)
    call_back = calendar.after(receipt.on, council.clocks.call_back_within_working_days)
    words = [*asked_of(_off_path(route), case.answers, speak), *asked(route, speak)]
    return Record(
        **_arrival(draft, receipt, council),
        kind=Kind.HANDOVER,
        method=Channel.TELEPHONE_CONTACT_CENTRE,
        route=None,
        time_limit=TimeLimit.NOT_APPLICABLE,
        flags=sorted(assessment.flags),
        envelope=_versions()
        | content.envelope(draft, case, said, assessment)
        | {
            "recorded_by": Recorder.CONTACT_CENTRE,
            "confirmation": None,
            "issues": [],
            "due": {"call_back": call_back.isoformat()},
        },
        story=content.story(case, words) | {"corrections": _corrections(beside, names_people=False)},
        identity=content.identity(case, said, words, content.safe_to_ring_back(case))
        | {"corrections": _corrections(beside, names_people=True)},
    )


_CALL_BACK = QUESTIONS["callback_if_cut_off"]


def _of_question(question: Question, answers: Answers) -> Answers:
    return {key: answers[key] for key in question.keys if key in answers}


def _off_path(route: Route) -> tuple[Question, ...]:
    """The questions that the form would not ask on this path: above all on what number to ring back."""
    on_path = {question for stop in route.stops for question in stop.page.questions}
    return tuple(question for question in QUESTIONS.values() if question not in on_path)


def complaint_from(
    handover: Record, since: Answers, council: Council, calendar: WorkingCalendar, speak: Speak
) -> Record:
    """The complaint that a call handed over turns out to be, with the receipt of that call.

    `since` are the answers given when the manager called back. They must hold who is asking where the call does not.
    An advocate whom the call has asked for is not asked for again.
    """
    envelope = handover.envelope
    draft = Draft(
        answers={**answers_of(handover), **since, "kind": Kind.COMPLAINT},
        language=handover.language,
        danger_answered_at=envelope["safety_answered_at"],
        advocate_offered_at=envelope["advocate"]["offered_at"],
        advocate_explained=envelope["advocate"]["info_shown"],
    )
    ids = (handover.id, handover.reference, handover.once, handover.draft_id)
    receipt = Receipt(*ids, handover.received_at, handover.received_date)
    method, recorded_by = Channel(handover.method), Recorder(envelope["recorded_by"])
    made = build(draft, receipt, council, calendar, speak, method=method, recorded_by=recorded_by)
    contact, before = made.identity["contact"], handover.identity["contact"]
    number = contact["phone"] or before["phone"]  # by which they were called back
    safe = {name: said or before["safe"][name] for name, said in contact["safe"].items()}
    advocate = made.envelope["advocate"]
    if envelope["advocate"]["consented"]:
        advocate = {**advocate, "consented": False, "share": None}
    return replace(
        made,
        envelope={**made.envelope, "advocate": advocate},
        story={**made.story, "corrections": handover.story["corrections"]},
        identity={
            **made.identity,
            "contact": {**contact, "phone": number, "safe": safe},
            "corrections": handover.identity["corrections"],
        },
    )


def without_code(record: Record) -> Record:
    """The record of somebody who has no code: no answer waits for them behind one."""
    methods = [way for way in record.envelope["contact_methods"] if way != ReplyWay.CODE]
    return replace(record, envelope={**record.envelope, "contact_methods": methods})


def received(record: Record, by: str = "self") -> Event:
    """The first thing that happens to every record. `by` is who wrote it down, as in every event."""
    return Event(record.received_at, "received", by, {"method": record.method, "route": record.route})


def _arrival(draft: Draft, receipt: Receipt, council: Council) -> dict[str, Any]:
    """What every record has from the moment at which it arrives."""
    return {
        "id": receipt.id,
        "reference": receipt.reference,
        "once": receipt.once,
        "draft_id": receipt.draft_id,
        "council": council.key,
        "voice": draft.voice,
        "language": draft.language,
        "received_at": receipt.at,
        "received_date": receipt.on,
        "stage": "intake",
        "status": "new",
    }


def _came_by(method: Channel | None) -> dict[str, Any]:
    """The fact of how it came, where that does not follow from the voice."""
    return {} if method is None else {"channel": method}


def _confirmation(confirmation: Confirmation | None) -> dict[str, Any] | None:
    """When it was read back, and the codes of what was changed: the words stand beside the story and the names."""
    if confirmation is None:
        return None
    changed = [each.key for each in confirmation.corrections]
    return {"read_back_at": confirmation.read_back_at.isoformat(), "corrections": changed}


def _corrections(made: Iterable[Correction], *, names_people: bool) -> list[dict[str, Answer]]:
    """What was changed, on this side of the record."""
    return [
        {"key": each.key, "said": each.said, "corrected": each.corrected}
        for each in made
        if (each.key in content.NAMING) is names_people
    ]


def _versions() -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, "rule_version": RULE_VERSION}


def _due(case: Case, assessment: Assessment, council: Council, calendar: WorkingCalendar) -> dict[str, str]:
    """The dates of the rules, and the day by which a person acknowledges a complaint: the council's own limit."""
    due = {str(key): day.isoformat() for key, day in assessment.due.items()}
    if case.words("kind") == Kind.COMPLAINT:
        due["acknowledge"] = calendar.after(case.today, council.clocks.acknowledge_within_working_days).isoformat()
    return due


def answers_of(record: Record) -> dict[str, Answer]:
    """Every answer of the record, from both of its sealed sides."""
    return {**record.story["answers"], **record.identity["answers"]}
