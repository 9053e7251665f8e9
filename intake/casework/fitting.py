"""When a decision makes sense, and when what was answered is for a complaints manager alone."""

from __future__ import annotations

from collections.abc import Set

from intake.casework.awaited import (
    awaits_acceptance,
    awaits_call,
    awaits_interest,
    awaits_route,
    has_own_right,
    interest_is_open,
)
from intake.casework.codes import EventKind, Status
from intake.casework.safety import unsettled
from intake.casework.situation import Situation
from intake.questions.vocabulary import Case
from intake.records.complainant import YOUNG
from intake.records.record import Kind
from intake.rules.clocks import UNDER_THE_ACT
from intake.rules.codes import Clock, Flag, Part, Route, TimeLimit
from intake.rules.standing import NOT_CLEAR, OF_INTEREST, OF_INTEREST_BY_DECISION, REPRESENTATIVES

# Who may turn out to need sufficient interest.
_OF_INTEREST = OF_INTEREST | OF_INTEREST_BY_DECISION | NOT_CLEAR
# Parts for which there is nothing to answer here: it may be closed without a reply once that is decided.
_ELSEWHERE = frozenset({Part.CP_CONFERENCE, Part.PROFESSIONAL_ESCALATION, Part.SIGNPOST, Route.COMPLIMENT_COMMENT})

_MAYBE_LATE = frozenset({TimeLimit.LATE, TimeLimit.IN_TIME_PART_LATE, TimeLimit.CANNOT_TELL})


def always(_: Situation) -> bool:
    return True


def may_need_interest(s: Situation) -> bool:
    may_be_asked = awaits_interest(s.record, s.progress) or s.who is None or s.who in _OF_INTEREST
    return s.is_being_dealt_with and s.progress.interest is None and may_be_asked and not has_own_right(s.record)


def may_be_late(s: Situation) -> bool:
    """Whether the year of regulation 9 can matter: weighed once, of nothing that came in time, and never at a later
    stage (LGSCO 22 009 191).
    """
    is_late = Flag.LATE_DISCRETION in s.record.flags or s.record.time_limit in _MAYBE_LATE
    return s.is_being_dealt_with and is_late and s.progress.late is None and s.progress.is_under_the_act


def may_be_extended(s: Situation) -> bool:
    clock = s.clock
    return s.is_running and clock is not None and (clock.at_most is None or clock.due != clock.at_most)


def may_be_suspended(s: Situation) -> bool:
    """Only at stage 1, and never a parent's own complaint (reg 14(3); law 4)."""
    return s.is_running and s.progress.clock is Clock.STAGE1 and s.who in YOUNG | REPRESENTATIVES


def may_be_replied_to(s: Situation) -> bool:
    """Not before a manager has said that it is taken: a reply takes neither decision for them (regs 9(2) and 12)."""
    is_waiting = s.is_suspended or s.progress.held == "all" or awaits_acceptance(s.record, s.progress)
    return s.is_being_dealt_with and not is_waiting


def may_be_made_a_complaint(s: Situation) -> bool:
    """Once, and not while they ask to stop. A call for help says nothing to complain of: it is rung, and taken as a
    call.
    """
    is_something_else = not s.progress.is_complaint and s.record.kind != Kind.URGENT
    return s.is_open and is_something_else and not s.progress.withdrawal_is_asked and not _became_a_complaint(s)


def may_be_reopened(s: Situation) -> bool:
    """What became a complaint goes on as that one, and never as a second."""
    return not s.is_open and not _became_a_complaint(s)


def _became_a_complaint(s: Situation) -> bool:
    return any(event.kind == EventKind.MADE_COMPLAINT for event in s.events)


def may_be_closed(s: Situation) -> bool:
    """Nothing that wants an answer is closed without one, and nothing while a part is held or somebody in danger."""
    progress = s.progress
    cannot_be_answered = {Flag.ANONYMOUS, Flag.NO_REPLY_POSSIBLE} <= set(s.record.flags)
    is_elsewhere = progress.route_is_decided and progress.parts <= _ELSEWHERE
    must_be_called = s.record.kind == Kind.HANDOVER and awaits_call(s.record, progress)
    needs_no_reply = not progress.is_complaint or progress.is_answered or cannot_be_answered or is_elsewhere
    is_waiting = progress.held is not None or must_be_called or bool(unsettled(s.record, progress))
    return s.is_open and needs_no_reply and not is_waiting


# ── What is for a manager alone, although the page is not ────────────────────────────────────────────────────────────


def leaves(s: Situation, case: Case) -> bool:
    """Whether it takes a complaint out of the procedure of the Act or away from the council, or settles what the rules
    left to the manager.
    """
    return _leaves(s, {case.words("route")})


def takes_a_part_out(s: Situation, case: Case) -> bool:
    """The same, of any part of one that is split."""
    return _leaves(s, {case.words(f"part_{n}") for n in range(1, 5)} - {""})


def _leaves(s: Situation, ways: Set[str]) -> bool:
    leaves_the_act = s.progress.is_under_the_act and not ways <= UNDER_THE_ACT
    leaves_us = not ways.isdisjoint(_ELSEWHERE) and not s.progress.parts <= _ELSEWHERE
    settles_interest = Part.STATUTORY in ways and interest_is_open(s.record, s.progress)
    return leaves_the_act or leaves_us or settles_interest or awaits_route(s.record, s.progress)


def was_refused(s: Situation, _: Case) -> bool:
    return s.progress.ended is Status.REFUSED_BY_CM
