from __future__ import annotations

from datetime import date

import pytest

from intake.casework.codes import ReminderReason
from intake.casework.decisions import Situation
from intake.casework.reminders import Reminder, reminder_for
from intake.casework.standing import WaitsFor
from intake.records.record import Record
from intake.rules.codes import Flag
from tests.casework.situations import (
    CALENDAR,
    a_call_for_help,
    a_child,
    a_handover,
    a_persona,
    after,
    situation,
)
from tests.records.sending import MONDAY


def reminded(at: Situation, today: date) -> Reminder | None:
    return reminder_for(at.record, at.standing, at.events, today, CALENDAR)


def november(day: int) -> date:
    return date(2026, 11, day)


def december(day: int) -> date:
    return date(2026, 12, day)


ACKNOWLEDGED = after(a_child(), "acknowledged")
STAFF_AT_RISK = a_child(flags=[Flag.STAFF_SAFETY_ALERT])
NO_DANGER = ("safety_acted", november(25), {"told": ["staff_manager"]})
LOOKED = ("looked_again", december(22), {"on": "2026-12-22"})
CORPORATE = after(a_persona("school-transport"), "acknowledged")
GRANDMOTHER = after(a_persona("grandmother"), "acknowledged")


@pytest.mark.parametrize(
    ("at", "today", "why"),
    [
        pytest.param(situation(a_child()), november(24), None, id="two days before"),
        pytest.param(situation(a_child()), november(25), "due_soon", id="the day before"),
        pytest.param(situation(a_child()), november(26), "due_soon", id="the day itself"),
        pytest.param(situation(a_child()), november(27), "not_acknowledged", id="the day after"),
        pytest.param(ACKNOWLEDGED, november(27), None, id="acknowledged"),
        pytest.param(ACKNOWLEDGED, december(3), None, id="a Thursday before a Monday"),
        pytest.param(ACKNOWLEDGED, december(4), "due_soon", id="the Friday before a Monday"),
        pytest.param(ACKNOWLEDGED, december(7), "due_soon", id="the tenth day"),
        pytest.param(ACKNOWLEDGED, december(8), "overdue", id="the eleventh day"),
        pytest.param(after(a_child(), "acknowledged", "extended"), december(8), None, id="extended"),
        pytest.param(after(a_child(), "acknowledged", "suspended"), december(8), None, id="stopped for an advocate"),
        pytest.param(after(a_child(), "acknowledged", "held"), december(21), None, id="held"),
        pytest.param(after(a_child(), "acknowledged", "held"), december(22), "due_soon", id="held for long"),
        pytest.param(after(a_child(), "acknowledged", "held"), december(24), "overdue", id="held and forgotten"),
        pytest.param(after(a_child(), "acknowledged", "held", LOOKED), december(24), None, id="held and looked at"),
        pytest.param(
            after(a_child(), "acknowledged", "suspended"), december(24), "overdue", id="stopped and forgotten"
        ),
        pytest.param(after(a_child(), "acknowledged", "replied"), december(8), None, id="replied"),
        pytest.param(after(a_child(), "refused"), december(8), None, id="refused"),
        pytest.param(CORPORATE, december(4), None, id="corporate, two days before"),
        pytest.param(CORPORATE, december(7), "due_soon", id="corporate, the day before"),
        pytest.param(CORPORATE, december(9), "overdue", id="corporate, the eleventh day"),
        pytest.param(GRANDMOTHER, november(24), None, id="a decision, the day after"),
        pytest.param(GRANDMOTHER, november(25), "decision_waiting", id="a decision, after two days"),
        pytest.param(
            after(a_persona("grandmother"), "acknowledged", "interest_decided"), november(26), None, id="decided"
        ),
        pytest.param(situation(a_handover()), november(24), None, id="a call in two days"),
        pytest.param(situation(a_handover()), november(25), "call_back_due", id="a call tomorrow"),
        pytest.param(situation(a_handover()), november(30), "call_back_due", id="a call that was not made"),
        pytest.param(after(a_handover(), "called_back"), november(30), None, id="called"),
        pytest.param(situation(a_call_for_help()), MONDAY, "danger_waiting", id="danger, the same day"),
        pytest.param(situation(STAFF_AT_RISK), MONDAY, "due_soon", id="staff at risk, the same day"),
        pytest.param(situation(STAFF_AT_RISK), november(24), "overdue", id="staff at risk, the day after"),
        pytest.param(after(STAFF_AT_RISK, "acknowledged", NO_DANGER), november(27), None, id="staff are safe"),
        pytest.param(after(a_call_for_help(), "safety_acted"), november(27), None, id="danger acted on"),
    ],
)  # fmt: skip
def test_the_team_is_reminded_until_it_is_done(at: Situation, today: date, why: str | None) -> None:
    reminder = reminded(at, today)
    assert (reminder and reminder.why) == why


def test_danger_comes_before_every_other_reason() -> None:
    record: Record = a_child(flags=[Flag.SAFEGUARDING_IMMEDIATE])
    assert reminded(situation(record), december(30)) == Reminder(
        ReminderReason.DANGER_WAITING, MONDAY, WaitsFor.DUTY_TEAM
    )


@pytest.mark.parametrize("waits", ["held", "suspended"])
def test_it_is_the_team_that_looks_again_at_what_waits_for_somebody_else(waits: str) -> None:
    reminder = reminded(after(a_child(), "acknowledged", waits), december(24))
    assert reminder == Reminder(ReminderReason.OVERDUE, december(23), WaitsFor.COMPLAINTS_TEAM)


def test_a_withdrawal_that_nobody_confirms_is_not_forgotten() -> None:
    reminder = reminded(after(a_child(), "acknowledged", "withdrawal_asked"), november(27))
    assert reminder == Reminder(ReminderReason.DECISION_WAITING, november(25), WaitsFor.COMPLAINTS_MANAGER)
