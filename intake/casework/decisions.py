"""What staff can decide about a record: the whole table, and the events that it becomes.

An event holds under each key of its page what was answered: free text in `words`, all else in `detail`. So the same
page reads it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intake.casework import fitting
from intake.casework.awaited import awaits_call, has_own_right, has_to_have_interest
from intake.casework.codes import Basis, EventKind, RefusalReason
from intake.casework.days import timeliness_of
from intake.casework.pages import clock, ends, first, routes, weighed
from intake.casework.roles import COMPLAINTS_TEAM, Role, Viewer
from intake.casework.situation import Situation
from intake.casework.words import label
from intake.questions.path import blank, lacking
from intake.questions.vocabulary import Answer, Answers, Case, Email, Line, ManyOf, OneOf, Page, Phone, Voice, Words
from intake.records.record import Event, Kind
from intake.rules.codes import ClockReason

__all__ = ["DECISIONS", "CannotFollow", "Decision", "Situation", "case_of", "event_of", "offered"]

MANAGER = frozenset({Role.COMPLAINTS_MANAGER})
ALL_READERS = COMPLAINTS_TEAM | {Role.DUTY_TEAM}

# A line that holds no words of anybody: an id of staff, a reference of a record.
_PLAIN = frozenset({"assigned_to", "other_reference"})


@dataclass(frozen=True, slots=True)
class CannotFollow:
    """Why something cannot be decided here, in plain words. `at` is the control it is about; '' for the page."""

    why: str
    at: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """Something that staff can decide. `key` is the kind of the event that it becomes.

    `fits`: whether it makes sense as things are. `for_manager`: whether what was answered is for a complaints manager
    alone, although the page is not. `adds`: codes and dates that the event has beside what was answered. `why_not`: why
    an answer cannot be taken, where its page alone cannot tell.
    """

    key: EventKind
    label: str
    page: Page
    roles: frozenset[Role]
    fits: Callable[[Situation], bool]
    for_manager: Callable[[Situation, Case], bool] = lambda *_: False
    adds: Callable[[Situation, Case], Mapping[str, str]] = lambda *_: {}
    why_not: Callable[[Situation, Case], CannotFollow | None] = lambda *_: None


# ── What an event says besides ───────────────────────────────────────────────────────────────────────────────────────


def _refused_if(key: str, answer: str, reason: RefusalReason) -> Callable[[Situation, Case], Mapping[str, str]]:
    return lambda _, case: {"refusal_reason": reason} if case.words(key) == answer else {}


def _timeliness(s: Situation, case: Case) -> Mapping[str, str]:
    found = timeliness_of(s.progress, date.fromisoformat(case.words("on")), s.calendar)
    return {"timeliness": found} if found else {}


def _first_received(s: Situation, _: Case) -> Mapping[str, str]:
    return {"first_received": s.record.received_date.isoformat(), "clock_basis": Basis.RESUBMITTED}


def _not_a_working_day(s: Situation, case: Case) -> CannotFollow | None:
    """Days are counted in working days, so the day that is due has to be one (reg 2)."""
    until = case.words("until")
    if not until or s.calendar.is_working_day(date.fromisoformat(until)):
        return None
    return CannotFollow("This is a weekend or a bank holiday. Choose a working day", "until")


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────────

_TABLE: tuple[Decision, ...] = (
    Decision(
        EventKind.SAFETY_ACTED,
        "What was done about the danger",
        first.SAFETY_ACTED,
        ALL_READERS,
        fitting.always,
    ),
    Decision(
        EventKind.CALLED_BACK,
        "You called them back",
        first.CALLED_BACK,
        COMPLAINTS_TEAM,
        lambda s: awaits_call(s.record, s.progress),
    ),
    Decision(
        EventKind.MADE_COMPLAINT,
        "Make it a complaint",
        first.MADE_COMPLAINT,
        COMPLAINTS_TEAM,
        fitting.may_be_made_a_complaint,
    ),
    Decision(
        EventKind.ACKNOWLEDGED,
        "Acknowledge it",
        first.ACKNOWLEDGED,
        COMPLAINTS_TEAM,
        lambda s: s.is_being_dealt_with and s.progress.acknowledged_on is None,
    ),
    Decision(EventKind.ASSIGNED, "Give it to somebody", first.ASSIGNED, COMPLAINTS_TEAM, lambda s: s.is_open),
    Decision(EventKind.NOTED, "Write a note", first.NOTED, ALL_READERS, fitting.always),
    Decision(
        EventKind.ADVOCATE_OFFERED,
        "An advocate was offered",
        first.ADVOCATE_OFFERED,
        COMPLAINTS_TEAM,
        lambda s: s.is_open,
    ),
    Decision(
        EventKind.ROUTE_DECIDED,
        "Decide the route",
        routes.ROUTE_DECIDED,
        COMPLAINTS_TEAM,
        lambda s: s.is_being_dealt_with,
        for_manager=fitting.leaves,
    ),
    Decision(
        EventKind.SPLIT,
        "Split it",
        routes.SPLIT,
        COMPLAINTS_TEAM,
        lambda s: s.is_being_dealt_with,
        for_manager=fitting.takes_a_part_out,
    ),
    Decision(EventKind.LINKED, "Link it with another record", routes.LINKED, COMPLAINTS_TEAM, fitting.always),
    Decision(
        EventKind.PASSED_ON,
        "Pass it on",
        routes.PASSED_ON,
        COMPLAINTS_TEAM,
        lambda s: s.is_open and s.record.kind != Kind.URGENT,
    ),
    Decision(
        EventKind.INTEREST_DECIDED,
        "Decide if they have sufficient interest",
        weighed.INTEREST_DECIDED,
        MANAGER,
        fitting.may_need_interest,
        adds=_refused_if("interest", "no", RefusalReason.NO_SUFFICIENT_INTEREST),
    ),
    Decision(
        EventKind.LATE_DECIDED,
        "Decide if we take it although it is late",
        weighed.LATE_DECIDED,
        MANAGER,
        fitting.may_be_late,
        adds=_refused_if("late", "refused", RefusalReason.OUT_OF_TIME),
    ),
    Decision(
        EventKind.HELD,
        "Hold it for another case",
        weighed.HELD,
        MANAGER,
        lambda s: s.is_being_dealt_with and s.progress.held is None,
    ),
    Decision(
        EventKind.HOLD_ENDED,
        "Take it up again after a hold",
        weighed.HOLD_ENDED,
        COMPLAINTS_TEAM,
        lambda s: s.is_open and s.progress.held is not None,
        adds=_first_received,
    ),
    Decision(
        EventKind.LOOKED_AGAIN,
        "Look again at what waits",
        weighed.LOOKED_AGAIN,
        COMPLAINTS_TEAM,
        lambda s: s.is_open and s.waits_since is not None,
    ),
    Decision(EventKind.REFUSED, "Refuse it", weighed.REFUSED, MANAGER, lambda s: s.is_being_dealt_with),
    Decision(
        EventKind.EXTENDED,
        "Extend the time to reply",
        clock.EXTENDED,
        MANAGER,
        fitting.may_be_extended,
        why_not=_not_a_working_day,
    ),
    Decision(
        EventKind.SUSPENDED,
        "Stop the clock for an advocate",
        clock.SUSPENDED,
        MANAGER,
        fitting.may_be_suspended,
        adds=lambda *_: {"clock_reason": ClockReason.ADVOCATE_NEEDED},
    ),
    Decision(
        EventKind.RESUMED,
        "Start the clock again",
        clock.RESUMED,
        MANAGER,
        lambda s: s.is_being_dealt_with and s.is_suspended,
    ),
    Decision(
        EventKind.REPLIED,
        "The reply has gone out",
        ends.REPLIED,
        COMPLAINTS_TEAM,
        fitting.may_be_replied_to,
        adds=_timeliness,
    ),
    Decision(
        EventKind.WITHDRAWAL_ASKED,
        "They ask to stop",
        ends.WITHDRAWAL_ASKED,
        COMPLAINTS_TEAM,
        lambda s: s.is_open and not s.progress.withdrawal_is_asked,
    ),
    Decision(
        EventKind.WITHDRAWAL_CONFIRMED,
        "Confirm that it stops",
        ends.WITHDRAWAL_CONFIRMED,
        MANAGER,
        lambda s: s.is_open and s.progress.withdrawal_is_asked,
    ),
    Decision(
        EventKind.WITHDRAWAL_UNDONE,
        "They want to go on",
        ends.WITHDRAWAL_UNDONE,
        COMPLAINTS_TEAM,
        lambda s: s.is_open and s.progress.withdrawal_is_asked,
    ),
    Decision(EventKind.CLOSED, "Close it", ends.CLOSED, COMPLAINTS_TEAM, fitting.may_be_closed),
    Decision(
        EventKind.REOPENED,
        "Open it again",
        ends.REOPENED,
        COMPLAINTS_TEAM,
        fitting.may_be_reopened,
        for_manager=fitting.was_refused,
    ),
)
DECISIONS: Mapping[str, Decision] = {decision.key: decision for decision in _TABLE}


# ── Deciding ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_NOT_NOW = "This cannot be decided as things are now. Somebody may have decided something since you opened the page."
_FOR_MANAGER = "Only a complaints manager can decide this"
_NOT_A_CHOICE = "Select one of the answers here"


def offered(situation: Situation, by: Viewer) -> list[Decision]:
    """The decisions that make sense now and that this person may take, in the order of the table."""
    return [
        decision
        for decision in DECISIONS.values()
        if not by.roles.isdisjoint(decision.roles) and decision.fits(situation)
    ]


def case_of(situation: Situation, today: date) -> Case:
    """What the checks of a page look at beside its own answers: give it to `intake.web.forms.read`."""
    clock = situation.clock
    known: dict[str, Answer] = {
        "record_received": situation.record.received_date.isoformat(),
        "record_who": situation.who,
        "record_flags": list(situation.record.flags),
        "record_own_right": "yes" if has_own_right(situation.record) else None,
        "record_needs_interest": "yes" if has_to_have_interest(situation.record, situation.progress) else None,
        "record_child_named": "yes" if (situation.record.identity.get("child") or {}).get("name_used") else None,
        "clock_due": _iso(clock.due if clock else None),
        "clock_at_most": _iso(clock.at_most if clock else None),
        "clock_started": _iso(clock.started_on if clock else None),
        "clock_changed": _iso(clock.decision.on if clock and clock.decision else None),
        "held_on": _iso(situation.progress.held_on),
        "waits_since": _iso(situation.waits_since),
        "replied_on": _iso(situation.progress.replied_on),
        "withdrawal_asked_on": _iso(situation.progress.withdrawal_asked_on),
    }
    return Case(Voice.HANDLER, today, known)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def event_of(
    decision: Decision, answers: Answers, situation: Situation, by: Viewer, now: datetime, today: date
) -> Event | CannotFollow:
    """The event that the decision becomes; why not, where this person cannot decide this, here or with these answers.

    It leans on no check made before. `today` is the London date.
    """
    known = case_of(situation, today)
    given = {key: answers[key] for key in decision.page.keys if not blank(answers.get(key))}
    case = Case(known.voice, today, {**known.answers, **given})
    if not decision.fits(situation):
        return CannotFollow(_NOT_NOW)
    if by.roles.isdisjoint(decision.roles):
        names = " or ".join(label(role).lower() for role in Role if role in decision.roles)
        return CannotFollow(f"This is for another role to decide: {names}")
    fault = next(_faults(decision.page, case), None) or decision.why_not(situation, case)
    if fault is not None:
        return fault
    if Role.COMPLAINTS_MANAGER not in by.roles and decision.for_manager(situation, case):
        return CannotFollow(_FOR_MANAGER)
    free = _free_text(decision.page)
    detail: dict[str, Any] = {key: answer for key, answer in given.items() if key not in free}
    words = {key: str(answer) for key, answer in given.items() if key in free}
    return Event(now, decision.key, by.staff.mark, detail | dict(decision.adds(situation, case)), words)


def _faults(page: Page, case: Case) -> Iterator[CannotFollow]:
    """What is missing from the answers or wrong with them, in the order of the page."""
    for key, missing in lacking(page, case):
        yield CannotFollow(missing.to(case.voice), key)
    for question in page.questions:
        if isinstance(question.answer, OneOf | ManyOf):
            codes = {option.code for option in question.answer.options}
            if not case.codes(question.key) <= codes:
                yield CannotFollow(_NOT_A_CHOICE, question.key)
        for check in question.checks:
            if not check.holds(case):
                yield CannotFollow(check.wrong.to(case.voice), check.at)


def _free_text(page: Page) -> frozenset[str]:
    """The keys under which somebody writes in their own words."""
    own = {question.key for question in page.questions if isinstance(question.answer, Words)}
    parts = {
        part.code
        for question in page.questions
        for part in question.parts
        if isinstance(part.kind, Words | Line | Phone | Email)
    }
    return frozenset(own | parts) - _PLAIN
