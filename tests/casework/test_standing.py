from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intake.casework.codes import DeskDue, Status
from intake.casework.days import due_days
from intake.casework.decisions import DECISIONS, Situation
from intake.casework.standing import Rank, WaitsFor, at_first, standing_of
from intake.records.record import Event, Record
from intake.records.submission import received
from intake.rules.codes import Due, Flag, Route
from tests.casework.situations import (
    CALENDAR,
    COUNCIL,
    LETTER,
    WHY,
    a_call_for_help,
    a_child,
    a_handover,
    a_parent,
    a_persona,
    after,
    situation,
)
from tests.make import NOON, PERSONAS
from tests.records.sending import MONDAY

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize("name", [each.stem for each in PERSONAS])
def test_before_anybody_acts_it_stands_where_it_stood_at_first(name: str) -> None:
    record = a_persona(name)
    standing = standing_of(record, [received(record)], COUNCIL, CALENDAR)
    assert standing == at_first(record)
    assert standing == standing_of(record, (), COUNCIL, CALENDAR)
    assert (standing.stage, standing.status, standing.is_open) == ("intake", "new", True)
    assert standing.due_on is None or standing.due_on >= MONDAY


def test_to_read_a_record_or_give_it_to_somebody_leaves_it_new() -> None:
    record = a_child()
    read = Event(NOON, "read", "staff:1")
    given = after(record, "assigned").events
    standing = standing_of(record, [*given, read], COUNCIL, CALENDAR)
    assert (standing.status, standing.assigned_to) == (Status.NEW, "staff7")


STANDINGS: list[Any] = [
    pytest.param(a_child(), ("acknowledged",), "stage_1", "active", WaitsFor.COMPLAINTS_TEAM, id="acknowledged"),
    pytest.param(
        a_persona("grandmother"),
        ("acknowledged",),
        "stage_1",
        "awaiting_si_decision",
        WaitsFor.COMPLAINTS_MANAGER,
        id="interest to decide",
    ),
    pytest.param(
        a_persona("grandmother"),
        ("interest_decided",),
        "stage_1",
        "active",
        WaitsFor.COMPLAINTS_TEAM,
        id="has interest",
    ),
    pytest.param(
        a_persona("grandmother"),
        (("interest_decided", FRIDAY, {"interest": "no", **LETTER}),),
        "closed",
        "refused_by_cm",
        WaitsFor.NOBODY,
        id="has none",
    ),
    pytest.param(
        a_persona("a-year-and-a-day"),
        ("acknowledged",),
        "stage_1",
        "awaiting_late_decision",
        WaitsFor.COMPLAINTS_MANAGER,
        id="late",
    ),
    pytest.param(
        a_persona("a-year-and-a-day"), ("late_decided",), "stage_1", "active", WaitsFor.COMPLAINTS_TEAM, id="taken"
    ),
    pytest.param(
        a_persona("a-year-and-a-day"),
        (("late_decided", FRIDAY, {"late": "refused", "limb_fair": "no", **WHY, **LETTER}),),
        "closed",
        "refused_by_cm",
        WaitsFor.NOBODY,
        id="too late",
    ),
    pytest.param(
        a_child(route="cm_decides"),
        ("acknowledged",),
        "stage_1",
        "awaiting_scope_decision",
        WaitsFor.COMPLAINTS_MANAGER,
        id="route to decide",
    ),
    pytest.param(
        a_child(route="cm_decides"),
        ("route_decided",),
        "stage_1",
        "active",
        WaitsFor.COMPLAINTS_TEAM,
        id="route decided",
    ),
    pytest.param(a_child(), ("held",), "stage_1", "on_hold_proceedings", WaitsFor.COURT, id="held"),
    pytest.param(
        a_child(),
        (("held", FRIDAY, {"how_much": "part", "which_part": "The fall"}),),
        "stage_1",
        "active",
        WaitsFor.COMPLAINTS_TEAM,
        id="held in part",
    ),
    pytest.param(a_child(), ("held", "looked_again"), "stage_1", "on_hold_proceedings", WaitsFor.COURT, id="looked at"),
    pytest.param(a_child(), ("held", "hold_ended"), "stage_1", "active", WaitsFor.COMPLAINTS_TEAM, id="hold over"),
    pytest.param(a_child(), ("refused",), "closed", "refused_by_cm", WaitsFor.NOBODY, id="refused"),
    pytest.param(a_child(), ("passed_on",), "closed", "passed_on", WaitsFor.NOBODY, id="passed on"),
    pytest.param(
        a_child(),
        (("passed_on", FRIDAY, {"how_much": "part", "which_part": "The school"}),),
        "stage_1",
        "active",
        WaitsFor.COMPLAINTS_TEAM,
        id="passed on in part",
    ),
    pytest.param(a_child(), ("split",), "stage_1", "active", WaitsFor.COMPLAINTS_TEAM, id="split"),
    pytest.param(
        a_child(), ("withdrawal_asked",), "intake", "new", WaitsFor.COMPLAINTS_MANAGER, id="asked to stop"
    ),
    pytest.param(
        a_child(),
        ("withdrawal_asked", "withdrawal_undone"),
        "intake",
        "new",
        WaitsFor.COMPLAINTS_TEAM,
        id="goes on after all",
    ),
    pytest.param(
        a_child(),
        ("withdrawal_asked", "withdrawal_confirmed"),
        "closed",
        "withdrawn",
        WaitsFor.NOBODY,
        id="stopped",
    ),
    pytest.param(a_child(), ("extended",), "stage_1", "extended", WaitsFor.COMPLAINTS_TEAM, id="extended"),
    pytest.param(a_child(), ("suspended",), "stage_1", "awaiting_advocate", WaitsFor.ADVOCATE, id="waits for one"),
    pytest.param(
        a_child(), ("suspended", "resumed"), "stage_1", "active", WaitsFor.COMPLAINTS_TEAM, id="waits no more"
    ),
    pytest.param(a_child(), ("replied",), "stage_1", "replied", WaitsFor.PERSON, id="replied"),
    pytest.param(a_child(), ("replied", "closed"), "closed", "closed", WaitsFor.NOBODY, id="closed"),
    pytest.param(
        a_child(), ("replied", "closed", "reopened"), "stage_1", "active", WaitsFor.COMPLAINTS_TEAM, id="opened again"
    ),
    pytest.param(a_handover(), (), "intake", "new", WaitsFor.COMPLAINTS_MANAGER, id="to be called"),
    pytest.param(a_handover(), ("called_back",), "intake", "active", WaitsFor.COMPLAINTS_TEAM, id="called"),
    pytest.param(
        a_handover(),
        (("called_back", FRIDAY, {"reached": "no"}),),
        "intake",
        "active",
        WaitsFor.COMPLAINTS_MANAGER,
        id="no answer",
    ),
    pytest.param(
        a_handover(),
        ("called_back", "made_complaint"),
        "closed",
        "closed",
        WaitsFor.NOBODY,
        id="a call made a complaint",
    ),
    pytest.param(a_call_for_help(), (), "intake", "new", WaitsFor.DUTY_TEAM, id="a call for help"),
    pytest.param(
        a_call_for_help(), ("safety_acted",), "intake", "active", WaitsFor.COMPLAINTS_TEAM, id="help has gone"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("record", "decided", "stage", "status", "waits_for"), STANDINGS)
def test_a_record_stands_where_its_events_put_it(
    record: Record, decided: Any, stage: str, status: str, waits_for: WaitsFor
) -> None:
    standing = after(record, *decided).standing
    assert (standing.stage, standing.status, standing.waits_for) == (stage, status, waits_for)
    assert standing.is_open == (stage != "closed")


def test_the_table_of_standings_takes_every_decision_that_moves_a_record() -> None:
    seen = {each if isinstance(each, str) else each[0] for param in STANDINGS for each in param.values[1]}
    assert set(DECISIONS) - seen == {"linked", "noted", "assigned", "advocate_offered"}


def moved(at: Situation) -> Record:
    """The record as it is read back after its columns were moved."""
    standing = at.standing
    return replace(at.record, stage=standing.stage, status=standing.status, route=standing.route)


def test_where_it_stands_does_not_lean_on_the_columns_that_it_has_moved() -> None:
    at = after(a_child(), "acknowledged", ("route_decided", FRIDAY, {"route": "signpost"}))
    assert at.standing.route == Route.SIGNPOST
    again = standing_of(moved(at), at.events, COUNCIL, CALENDAR)
    assert again == at.standing
    assert standing_of(moved(at), at.events[:2], COUNCIL, CALENDAR).route == Route.STATUTORY


# ── Danger ───────────────────────────────────────────────────────────────────────────────────────────────────────────

IN_DANGER = a_child(flags=[Flag.SAFEGUARDING_IMMEDIATE])


def test_a_danger_leaves_the_top_of_the_queue_when_somebody_has_acted_and_the_complaint_goes_on() -> None:
    before, acted = situation(IN_DANGER).standing, after(IN_DANGER, "safety_acted").standing
    assert (before.rank, before.waits_for) == (Rank.DANGER, WaitsFor.DUTY_TEAM)
    assert (acted.rank, acted.is_open, acted.is_safety) == (Rank.OTHER, True, True)
    assert acted.due_on == situation(a_child()).standing.due_on


@pytest.mark.parametrize(
    ("record", "due_what"),
    [
        pytest.param(IN_DANGER, DeskDue.DUTY_TEAM_SAME_DAY, id="danger"),
        pytest.param(a_call_for_help(), DeskDue.DUTY_TEAM_SAME_DAY, id="a call for help"),
        pytest.param(a_child(flags=[Flag.SAFEGUARDING_REFERRAL]), DeskDue.DUTY_TEAM_SAME_DAY, id="a worry"),
        pytest.param(a_child(flags=[Flag.STAFF_SAFETY_ALERT]), DeskDue.STAFF_SAFE_SAME_DAY, id="staff"),
        pytest.param(a_child(flags=[Flag.URGENT_HOMELESS]), Due.CASE_CONCERN_SAME_DAY, id="nowhere to sleep"),
    ],
)
def test_what_has_to_be_done_about_a_danger_is_due_on_the_day_it_came(record: Record, due_what: str) -> None:
    for standing in (at_first(record), situation(record).standing):
        assert (standing.due_on, standing.due_what) == (MONDAY, due_what)


def test_danger_moves_no_other_day() -> None:
    plain, in_danger = (
        {due.code: due.day for due in due_days(record, (), COUNCIL, CALENDAR)} for record in (a_child(), IN_DANGER)
    )
    assert in_danger == plain | {"duty_team_same_day": MONDAY}


def test_what_has_come_to_an_end_stays_in_the_queue_while_somebody_may_be_in_danger() -> None:
    ended = after(IN_DANGER, "refused").standing
    assert (ended.stage, ended.is_open, ended.rank, ended.waits_for) == (
        "closed",
        True,
        Rank.DANGER,
        WaitsFor.DUTY_TEAM,
    )
    assert not after(IN_DANGER, "refused", "safety_acted").standing.is_open


@pytest.mark.parametrize(
    ("flag", "told", "rank"),
    [
        pytest.param(Flag.SAFEGUARDING_IMMEDIATE, "team_responsible", Rank.DANGER, id="the wrong people"),
        pytest.param(Flag.SAFEGUARDING_IMMEDIATE, "police_or_ambulance", Rank.OTHER, id="999"),
        pytest.param(Flag.LADO_REFERRAL, "duty_team", Rank.SAME_DAY, id="the LADO does not know"),
        pytest.param(Flag.LADO_REFERRAL, "nobody_in_danger", Rank.SAME_DAY, id="the LADO decides"),
        pytest.param(Flag.LADO_REFERRAL, "lado", Rank.OTHER, id="the LADO knows"),
        pytest.param(Flag.CASE_CONCERN_SAME_DAY, "team_responsible", Rank.OTHER, id="sorted out"),
        pytest.param(Flag.STAFF_SAFETY_ALERT, "staff_manager", Rank.OTHER, id="staff are warned"),
    ],
)
def test_only_those_who_can_act_settle_a_danger(flag: Flag, told: str, rank: Rank) -> None:
    at = after(a_child(flags=[flag]), ("safety_acted", FRIDAY, {"told": [told]}))
    assert at.standing.rank == rank


def test_a_handover_is_due_for_the_call() -> None:
    called = situation(a_handover()).standing
    assert (called.due_what, called.due_on) == (DeskDue.CALL_BACK, date(2026, 11, 26))


def test_thanks_and_ideas_have_no_day_and_no_decision_to_wait_for() -> None:
    for name in ("thank-you", "idea-and-nothing-else", "advocate-only"):
        standing = at_first(a_persona(name))
        assert (standing.due_on, standing.waits_for) == (None, WaitsFor.COMPLAINTS_TEAM)


def test_a_parent_waits_for_no_decision_about_their_interest() -> None:
    record = a_parent(flags=[Flag.SUFFICIENT_INTEREST_DECISION])
    assert after(record, "acknowledged").standing.status == Status.ACTIVE
