"""Records on Monday 23 November 2026 with what staff decided about them since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from intake.casework.codes import EventKind
from intake.casework.decisions import DECISIONS, CannotFollow, Situation, event_of
from intake.casework.roles import Role, Staff, Viewer
from intake.casework.standing import standing_of
from intake.council.calendar import england
from intake.council.load import load
from intake.questions.vocabulary import Answer
from intake.records.draft import Draft
from intake.records.record import Event, Kind, Record
from intake.records.submission import received
from tests.records.sending import CHILD, PARENT, answers_of_persona, helped, sent

COUNCIL = load("northshire")
CALENDAR = england(COUNCIL.extra_closed_days)
LETTER: dict[str, Answer] = {"letter_on": "2026-11-24", "ombudsman_told": "yes"}
ON: dict[str, Answer] = {"on": "2026-11-24"}
WHY: dict[str, Answer] = {"reason": "Because it is so."}
LATER = date(2026, 11, 25)

# What a person fills in for each decision, on 25 November for what came on 23 November.
FILLED: Mapping[str, dict[str, Answer]] = {
    "acknowledged": {"how": "call", **ON},
    "route_decided": {"route": "statutory", **WHY},
    "interest_decided": {"interest": "yes", "child_view": "considered", "child_view_why": "She agrees.", **WHY},
    "late_decided": {
        **dict.fromkeys(("limb_sooner", "limb_fair", "vulnerable", "benefit", "information"), "yes"),
        **dict.fromkeys(("human_rights", "was_a_child", "had_advocate", "wrong_council", "health"), "no"),
        "late": "accepted",
    },
    "held": {
        "proceedings": "criminal",
        "prejudice": "A witness would be asked twice.",
        "how_much": "all",
        "letter_on": "2026-11-24",
        "resubmit_told": "yes",
    },
    "hold_ended": {"on": "2026-11-25"},
    "looked_again": {"found": "The trial is in March.", "on": "2026-11-25"},
    "refused": {"refusal_reason": "outside_remit", **WHY, **LETTER},
    "passed_on": {
        "to_whom": "Another council",
        "how_much": "all",
        "agreed": "yes",
        "agreed_how": "call",
        **ON,
        **WHY,
    },
    "split": {
        "part_1": "statutory",
        "part_1_about": "The worker",
        "part_2": "corporate",
        "part_2_about": "The school bus",
        **WHY,
    },
    "linked": {"link": "duplicate", "other_reference": "WDYT-ABCDEF", **WHY},
    "withdrawal_asked": {"asked_by": "person", "how": "call", **ON},
    "withdrawal_confirmed": {"letter_on": "2026-11-24", "may_come_back_told": "yes"},
    "withdrawal_undone": ON,
    "reopened": WHY,
    "extended": {"clock_reason": "complex", **WHY, "told_on": "2026-11-24"},
    "suspended": {"wants_to_wait": "yes", "told_on": "2026-11-24"},
    "resumed": {"why": "appointed", "on": "2026-11-25"},
    "replied": {"finding": "upheld", "outcomes": ["apology"], "next_stage_told": "yes", **ON},
    "closed": {"closed_why": "answered"},
    "assigned": {"assigned_to": "staff7"},
    "noted": {"note": "Ring after school."},
    "safety_acted": {"told": ["duty_team"], "done": "They went there.", **ON},
    "called_back": {"reached": "yes", **ON},
    "made_complaint": {},
    "advocate_offered": {"to": "young_person", "answer": "wants", "advocate_share": ["contact"], **ON},
}


def viewer(*roles: Role) -> Viewer:
    """Somebody of the desk with these roles."""
    return Viewer(Staff("1", "jo", "Jo Field", "", "jo@northshire.example", frozenset(roles)))


MANAGER = viewer(Role.COMPLAINTS_MANAGER)
OFFICER = viewer(Role.COMPLAINTS_OFFICER)


def a_child(**changes: Any) -> Record:
    return replace(sent(Draft(answers=CHILD)), **changes)


def a_parent(**changes: Any) -> Record:
    return replace(sent(Draft(answers=PARENT)), **changes)


def a_persona(name: str) -> Record:
    return sent(Draft(answers=answers_of_persona(name)))


def a_call_for_help() -> Record:
    return helped({"quick_name": "A"})


def a_handover() -> Record:
    """Somebody whom the manager is to call back within three working days."""
    plain = a_parent()
    envelope = {**plain.envelope, "due": {"call_back": "2026-11-26"}, "route_parts": [], "complainant_type": None}
    return replace(plain, kind=Kind.HANDOVER, route=None, time_limit="not_applicable", flags=[], envelope=envelope)


def received_on(record: Record, day: date) -> Record:
    """The same, as it would have been on another day."""
    within = COUNCIL.clocks.acknowledge_within_working_days
    due = {"acknowledge": CALENDAR.after(day, within).isoformat()}
    for code, n in (("stage1_10wd", 10), ("stage1_20wd_max", 20)):
        due[code] = CALENDAR.after(day, n).isoformat()
    at = datetime.combine(day, time(12), UTC)
    return replace(record, received_at=at, received_date=day, envelope={**record.envelope, "due": due})


def situation(record: Record, events: Sequence[Event] = ()) -> Situation:
    happened = [received(record), *events]
    return Situation(record, happened, standing_of(record, happened, COUNCIL, CALENDAR), CALENDAR)


def decide(
    at: Situation, kind: str, day: date = LATER, by: Viewer = MANAGER, **answers: Answer
) -> Event | CannotFollow:
    """What comes of deciding this with the usual answers, some of which are changed; None takes one out."""
    filled = {**FILLED[kind], **answers}
    return event_of(DECISIONS[EventKind(kind)], filled, at, by, datetime.combine(day, time(13), UTC), day)


def after(record: Record, *kinds: str | tuple[str, date, dict[str, Any]]) -> Situation:
    """Where the record is when these were decided one after the other, each with the usual answers or its own."""
    now = situation(record)
    for each in kinds:
        kind, day, answers = (each, LATER, dict[str, Any]()) if isinstance(each, str) else each
        event = decide(now, kind, day, **answers)
        assert isinstance(event, Event), (kind, event)
        now = situation(record, [*now.events[1:], event])
    return now
