"""Extensions and suspensions: what the complaints manager decided, beside what was due before."""

from datetime import date

import pytest

from intake.council.calendar import england
from intake.rules.codes import Clock, ClockChange, ClockReason
from intake.rules.decisions import BadDecision, ClockDecision, ClockState, DecidingRole, course

ENGLAND = england()
RECEIVED = date(2026, 12, 14)
MANAGER = DecidingRole.COMPLAINTS_MANAGER


def suspended(on: date) -> ClockDecision:
    return ClockDecision(ClockChange.SUSPENDED, on, "u1", MANAGER, ClockReason.ADVOCATE_NEEDED)


def resumed(on: date) -> ClockDecision:
    return ClockDecision(ClockChange.RESUMED, on, "u1", MANAGER)


def extended(on: date, until: date | None = None) -> ClockDecision:
    return ClockDecision(ClockChange.EXTENDED, on, "u1", MANAGER, ClockReason.COMPLEX, until)


def days(state: ClockState) -> tuple[date | None, date | None]:
    return state.due, state.at_most


def test_a_clock_that_nobody_touched_runs_from_receipt() -> None:
    (only,) = course(Clock.STAGE1, RECEIVED, (), ENGLAND)
    assert days(only) == (date(2026, 12, 30), date(2027, 1, 14))
    assert only.decision is None


def test_an_advocate_appointed_later_starts_the_clock_anew_and_the_first_days_stay_on_record() -> None:
    states = course(Clock.STAGE1, RECEIVED, [suspended(RECEIVED), resumed(date(2027, 1, 5))], ENGLAND)
    assert [days(state) for state in states] == [
        (date(2026, 12, 30), date(2027, 1, 14)),
        (None, None),
        (date(2027, 1, 19), date(2027, 2, 2)),
    ]
    assert [state.is_suspended for state in states] == [False, True, False]


def test_an_extension_goes_to_the_latest_day_or_to_an_earlier_one_that_is_named() -> None:
    assert course(Clock.STAGE1, RECEIVED, [extended(RECEIVED)], ENGLAND)[-1].due == date(2027, 1, 14)
    named = course(Clock.STAGE1, RECEIVED, [extended(RECEIVED, date(2027, 1, 7))], ENGLAND)
    assert [state.due for state in named] == [date(2026, 12, 30), date(2027, 1, 7)]


def test_stage_2_may_be_extended_to_65_working_days_and_the_panel_without_end() -> None:
    start = date(2026, 11, 23)
    assert course(Clock.STAGE2, start, [extended(start)], ENGLAND)[-1].due == date(2027, 2, 25)
    agreed = date(2027, 4, 1)
    assert course(Clock.STAGE3, start, [extended(start, agreed)], ENGLAND)[-1].due == agreed


LATER = date(2026, 12, 16)
WRONG = [
    ("before receipt", [suspended(date(2026, 12, 13))], "expected 2026-12-14 or a later day"),
    ("before the one before", [extended(LATER), suspended(RECEIVED)], "expected 2026-12-16 or a later day"),
    ("without a reason", [ClockDecision(ClockChange.SUSPENDED, LATER, "u1", MANAGER)], "expected a reason"),
    ("resumed but running", [resumed(LATER)], "expected a suspended clock"),
    ("suspended twice", [suspended(LATER), suspended(LATER)], "expected resumed"),
    ("extended while suspended", [suspended(LATER), extended(LATER)], "expected resumed"),
    ("past the latest day", [extended(LATER, date(2027, 1, 15))], "expected 2027-01-14 at the latest"),
    ("to the day it is due already", [extended(LATER, date(2026, 12, 30))], "expected a day after 2026-12-30"),
]


@pytest.mark.parametrize(("decisions", "message"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_decision_that_cannot_follow_is_refused(decisions: list[ClockDecision], message: str) -> None:
    with pytest.raises(BadDecision, match=message):
        course(Clock.STAGE1, RECEIVED, decisions, ENGLAND)


def test_a_panel_is_not_put_off_without_a_day() -> None:
    with pytest.raises(BadDecision, match="expected a day"):
        course(Clock.STAGE3, RECEIVED, [extended(LATER)], ENGLAND)


def test_only_the_complaints_manager_can_be_named_as_deciding() -> None:
    with pytest.raises(ValueError, match="team_member"):
        DecidingRole("team_member")
