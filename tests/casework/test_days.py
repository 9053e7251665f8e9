from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from intake.casework.codes import Basis, DeskDue, Timeliness
from intake.casework.days import DueDay, clocks_of, due_days
from intake.casework.decisions import CannotFollow, Situation
from intake.casework.progress import Progress, progress_of
from intake.records.record import Event
from intake.rules.codes import Due
from tests.casework.situations import (
    CALENDAR,
    COUNCIL,
    LATER,
    a_child,
    a_handover,
    a_persona,
    after,
    decide,
    received_on,
    situation,
)
from tests.records.sending import MONDAY


def days(at: Situation) -> dict[str, DueDay]:
    return {due.code: due for due in due_days(at.record, at.events, COUNCIL, CALENDAR)}


def left(at: Situation) -> dict[str, date]:
    return {code: due.day for code, due in days(at).items() if due.done_on is None}


def aims(at: Situation) -> tuple[date | None, date | None]:
    """The day that is due and the last one, by the clock in force."""
    now = clocks_of(at.record, at.events, CALENDAR)[0].now
    return now.due, now.at_most


@pytest.mark.parametrize(
    ("received", "within_10", "within_20"),
    [
        pytest.param(date(2026, 11, 23), date(2026, 12, 7), date(2026, 12, 21), id="a Monday"),
        pytest.param(date(2026, 11, 27), date(2026, 12, 11), date(2026, 12, 29), id="a Friday"),
        pytest.param(date(2026, 11, 28), date(2026, 12, 11), date(2026, 12, 29), id="a Saturday"),
        pytest.param(date(2026, 11, 29), date(2026, 12, 11), date(2026, 12, 29), id="a Sunday"),
        pytest.param(date(2026, 12, 14), date(2026, 12, 30), date(2027, 1, 14), id="over Christmas"),
        pytest.param(date(2026, 12, 24), date(2027, 1, 12), date(2027, 1, 26), id="on Christmas Eve"),
        pytest.param(date(2027, 3, 17), date(2027, 4, 2), date(2027, 4, 16), id="over Easter"),
        pytest.param(date(2027, 3, 25), date(2027, 4, 12), date(2027, 4, 26), id="before Good Friday"),
        pytest.param(date(2027, 4, 29), date(2027, 5, 14), date(2027, 5, 28), id="over both holidays of May"),
        pytest.param(date(2027, 12, 24), date(2028, 1, 12), date(2028, 1, 26), id="with substitute days"),
    ],
)
def test_the_clock_of_stage_1_runs_from_receipt(received: date, within_10: date, within_20: date) -> None:
    at = situation(received_on(a_child(), received))
    assert aims(at) == (within_10, within_20)
    assert left(at) == {
        "acknowledge": CALENDAR.after(received, 3),
        "stage1_10wd": within_10,
        "stage1_20wd_max": within_20,
    }


def test_an_extension_goes_to_the_latest_day_or_to_one_before_it() -> None:
    whole = after(a_child(), "extended")
    assert aims(whole) == (date(2026, 12, 21), date(2026, 12, 21))
    assert left(whole)[DeskDue.REPLY_EXTENDED] == date(2026, 12, 21)
    assert Due.STAGE1_10WD not in days(whole)
    short = after(a_child(), ("extended", LATER, {"until": "2026-12-10"}))
    assert aims(short) == (date(2026, 12, 10), date(2026, 12, 21))
    again = after(a_child(), ("extended", LATER, {"until": "2026-12-10"}), "extended")
    assert aims(again) == (date(2026, 12, 21), date(2026, 12, 21))


def test_a_clock_stopped_for_an_advocate_starts_anew_when_they_are_there() -> None:
    record = received_on(a_child(), date(2026, 12, 14))
    stopped_on, appointed_on = date(2026, 12, 16), date(2027, 1, 5)
    stopped = after(record, ("suspended", stopped_on, {"told_on": "2026-12-16"}))
    assert aims(stopped) == (None, None)
    assert left(stopped).keys() == {"acknowledge", "look_again"}
    started = after(
        record,
        ("suspended", stopped_on, {"told_on": "2026-12-16"}),
        ("resumed", appointed_on, {"on": "2027-01-05"}),
    )
    assert aims(started) == (date(2027, 1, 19), date(2027, 2, 2))
    states = clocks_of(started.record, started.events, CALENDAR)[0].states
    assert (states[0].due, states[0].at_most) == (date(2026, 12, 30), date(2027, 1, 14))


def test_a_decision_on_interest_begins_a_clock_that_is_kept_and_the_earlier_one_is_shown() -> None:
    at = after(a_persona("grandmother"), ("interest_decided", date(2026, 11, 30), {}))
    receipt, decided = clocks_of(at.record, at.events, CALENDAR)
    assert (receipt.basis, receipt.now.due) == (Basis.RECEIPT, date(2026, 12, 7))
    assert (decided.basis, decided.now.due) == (Basis.SI_DECISION, date(2026, 12, 14))
    assert at.standing.due_on == date(2026, 11, 26)
    assert left(at)["stage1_10wd"] == date(2026, 12, 7)


def test_so_does_a_late_complaint_that_is_taken() -> None:
    at = after(a_persona("a-year-and-a-day"), ("late_decided", date(2026, 11, 30), {}))
    assert [run.basis for run in clocks_of(at.record, at.events, CALENDAR)] == [Basis.RECEIPT, Basis.LATE_ACCEPTED]
    assert left(at)["stage1_10wd"] == date(2026, 12, 7)


def test_an_extension_before_a_decision_on_interest_is_about_the_clock_that_ran_then() -> None:
    at = after(a_persona("grandmother"), "extended", ("interest_decided", date(2026, 11, 30), {}))
    receipt, decided = clocks_of(at.record, at.events, CALENDAR)
    assert receipt.now.due == date(2026, 12, 21)
    assert decided.now.due == date(2026, 12, 14)


def test_a_clock_that_began_while_another_was_stopped_has_nothing_to_start_again() -> None:
    late = a_child(flags=["late_discretion"])
    at = after(late, "suspended", ("late_decided", LATER, {}), ("resumed", date(2026, 12, 1), {"on": "2026-12-01"}))
    receipt, taken = clocks_of(at.record, at.events, CALENDAR)
    assert (receipt.now.started_on, receipt.now.due) == (date(2026, 12, 1), date(2026, 12, 15))
    assert (taken.now.started_on, taken.now.due) == (LATER, date(2026, 12, 9))


def test_what_is_sent_again_after_a_hold_keeps_its_first_day_and_has_a_new_clock() -> None:
    held = after(a_child(), "held")
    assert left(held).keys() == {"acknowledge", "look_again"}
    again = after(a_child(), "held", ("hold_ended", date(2027, 1, 5), {"on": "2027-01-05"}))
    new, first = clocks_of(again.record, again.events, CALENDAR)
    assert (new.basis, new.now.due, new.now.at_most) == (
        Basis.RESUBMITTED,
        date(2027, 1, 19),
        date(2027, 2, 2),
    )
    assert (first.basis, first.now.due) == (Basis.RECEIPT, date(2026, 12, 7))
    assert again.record.received_date == MONDAY
    assert again.events[-1].detail["first_received"] == "2026-11-23"


def test_a_hold_of_a_part_leaves_the_rest_its_clock() -> None:
    part = {"how_much": "part", "which_part": "The fall"}
    at = after(a_child(), ("held", LATER, {**part}), "hold_ended")
    assert [run.basis for run in clocks_of(at.record, at.events, CALENDAR)] == [Basis.RECEIPT, Basis.RESUBMITTED]
    answered = after(a_child(), ("held", LATER, {**part}), "replied", "hold_ended")
    assert clocks_of(answered.record, answered.events, CALENDAR)[0].basis == Basis.RESUBMITTED
    assert days(answered)["acknowledge"].done_on == date(2026, 11, 24), "the reply of that day told them"
    assert answered.standing.due_what == Due.STAGE1_10WD


PART: dict[str, Any] = {"how_much": "part", "which_part": "The fall"}
LOOKED = ("looked_again", date(2026, 12, 10), {"on": "2026-12-10"})


@pytest.mark.parametrize(
    ("done", "look_again"),
    [
        pytest.param(("held",), date(2026, 12, 23), id="held"),
        pytest.param((("held", LATER, PART),), date(2026, 12, 23), id="a part held"),
        pytest.param((("held", LATER, PART), "replied"), date(2026, 12, 23), id="the rest answered"),
        pytest.param(("suspended",), date(2026, 12, 23), id="stopped for an advocate"),
        pytest.param(("held", LOOKED), date(2027, 1, 12), id="looked at once"),
        pytest.param(("suspended", LOOKED), date(2027, 1, 12), id="looked at while it was stopped"),
        pytest.param(
            ("held", LOOKED, "hold_ended", ("held", date(2026, 12, 14), {})), date(2027, 1, 14), id="held again"
        ),
        pytest.param(("held", "hold_ended"), None, id="taken up again"),
        pytest.param(("suspended", "resumed"), None, id="started again"),
        pytest.param(("held", "withdrawal_asked", "withdrawal_confirmed"), None, id="ended"),
    ],
)
def test_what_waits_is_looked_at_again_within_20_working_days(done: tuple[Any, ...], look_again: date | None) -> None:
    assert left(after(a_child(), "acknowledged", *done)).get("look_again") == look_again


def test_what_waits_stands_in_the_queue_by_the_day_on_which_it_is_looked_at_again() -> None:
    for waits in ("held", "suspended"):
        standing = after(a_child(), "acknowledged", waits).standing
        assert (standing.due_on, standing.due_what) == (date(2026, 12, 23), DeskDue.LOOK_AGAIN)
    rest = after(a_child(), "acknowledged", ("held", LATER, PART))
    assert (rest.standing.due_on, rest.standing.due_what) == (date(2026, 12, 7), Due.STAGE1_10WD)


@pytest.mark.parametrize(
    ("day", "timeliness"),
    [
        pytest.param(date(2026, 12, 7), Timeliness.STAGE1_WITHIN_10, id="on the tenth day"),
        pytest.param(date(2026, 12, 8), Timeliness.STAGE1_WITHIN_20, id="on the eleventh"),
        pytest.param(date(2026, 12, 21), Timeliness.STAGE1_WITHIN_20, id="on the twentieth"),
        pytest.param(date(2026, 12, 22), Timeliness.STAGE1_OVER_20, id="on the twenty-first"),
    ],
)
def test_the_reply_says_if_it_was_in_time(day: date, timeliness: Timeliness) -> None:
    event = decide(situation(a_child()), "replied", day, on=day.isoformat())
    assert isinstance(event, Event)
    assert event.detail["timeliness"] == timeliness


@pytest.mark.parametrize(
    ("working_days", "timeliness"),
    [
        pytest.param(25, Timeliness.STAGE2_WITHIN_25, id="on the twenty-fifth day"),
        pytest.param(26, Timeliness.STAGE2_WITHIN_65, id="on the twenty-sixth"),
        pytest.param(65, Timeliness.STAGE2_WITHIN_65, id="on the sixty-fifth"),
        pytest.param(66, Timeliness.STAGE2_OVER_65, id="on the sixty-sixth"),
    ],
)
def test_so_does_the_reply_at_stage_2(working_days: int, timeliness: Timeliness) -> None:
    day = CALENDAR.after(MONDAY, working_days)
    event = decide(situation(a_persona("answered-and-not-happy")), "replied", day, on=day.isoformat())
    assert isinstance(event, Event)
    assert event.detail["timeliness"] == timeliness


def test_after_an_advocate_came_it_is_in_time_by_the_clock_that_started_then() -> None:
    record = received_on(a_child(), date(2026, 12, 14))
    at = after(
        record,
        ("suspended", date(2026, 12, 16), {"told_on": "2026-12-16"}),
        ("resumed", date(2027, 1, 5), {"on": "2027-01-05"}),
    )
    event = decide(at, "replied", date(2027, 1, 19), on="2027-01-19")
    assert isinstance(event, Event)
    assert event.detail["timeliness"] == Timeliness.STAGE1_WITHIN_10


def test_what_is_done_stays_with_the_day_on_which_it_was_done() -> None:
    at = after(a_child(), "acknowledged", ("replied", date(2026, 12, 4), {"on": "2026-12-03"}))
    done = days(at)
    assert done["acknowledge"].done_on == date(2026, 11, 24)
    assert done["stage1_10wd"] == DueDay("stage1_10wd", date(2026, 12, 7), date(2026, 12, 3))
    assert done["stage2_request_by_20wd"] == DueDay("stage2_request_by_20wd", CALENDAR.after(date(2026, 12, 3), 20))
    assert at.standing.due_on is None


@pytest.mark.parametrize(
    ("kind", "detail", "day_of"),
    [
        pytest.param("acknowledged", {}, lambda p: p.acknowledged_on, id="acknowledged"),
        pytest.param("interest_decided", {"interest": "yes"}, lambda p: p.clock_steps[-1].on, id="interest"),
        pytest.param("late_decided", {"late": "accepted"}, lambda p: p.clock_steps[-1].on, id="lateness"),
        pytest.param("held", {"how_much": "all"}, lambda p: p.held_on, id="held"),
        pytest.param("written_copy_made", {}, lambda p: p.written_copy_on, id="the written copy"),
    ],
)
def test_what_is_done_half_an_hour_after_midnight_in_summer_is_done_on_the_day_in_london(
    kind: str, detail: dict[str, str], day_of: Callable[[Progress], date]
) -> None:
    done = Event(datetime(2027, 6, 30, 23, 30, tzinfo=UTC), kind, "staff:1", detail)
    assert day_of(progress_of(a_child(), [done])) == date(2027, 7, 1)


def test_a_reply_of_26_october_leaves_until_23_november_to_ask_for_stage_2() -> None:
    record = received_on(a_child(), date(2026, 10, 19))
    at = after(record, ("replied", date(2026, 10, 26), {"on": "2026-10-26"}))
    assert days(at)["stage2_request_by_20wd"].day == date(2026, 11, 23)


def test_nothing_is_due_where_it_has_come_to_an_end_or_goes_another_way() -> None:
    assert left(after(a_child(), "refused")) == {}
    corporate = after(a_child(), ("route_decided", LATER, {"route": "corporate"}))
    assert left(corporate) == {
        "acknowledge": date(2026, 11, 26),
        "corporate_ack_5wd": date(2026, 11, 30),
        "corporate_reply": date(2026, 12, 14),
        "corporate_latest": date(2026, 12, 30),
    }
    assert clocks_of(corporate.record, corporate.events, CALENDAR) == ()
    back = after(a_child(), ("route_decided", LATER, {"route": "corporate"}), "route_decided")
    assert left(back).keys() == {"acknowledge", "stage1_10wd", "stage1_20wd_max"}


# ── The council's general process ────────────────────────────────────────────────────────────────────────────────────

CORPORATE = ("route_decided", LATER, {"route": "corporate"})
LATE = ("acknowledged", date(2026, 12, 7), {"on": "2026-12-07"})


@pytest.mark.parametrize(
    ("done", "reply", "latest"),
    [
        pytest.param((), date(2026, 12, 14), date(2026, 12, 30), id="not acknowledged yet"),
        pytest.param(("acknowledged",), date(2026, 12, 8), date(2026, 12, 22), id="from the acknowledgement"),
        pytest.param((LATE,), date(2026, 12, 14), date(2026, 12, 30), id="a late acknowledgement delays nothing"),
        pytest.param(("acknowledged", ("held", LATER, {})), None, None, id="held"),
        pytest.param(
            ("acknowledged", "held", ("hold_ended", date(2027, 1, 5), {"on": "2027-01-05"})),
            date(2027, 1, 19),
            date(2027, 2, 2),
            id="taken up again",
        ),
        pytest.param(("acknowledged", "replied"), None, None, id="answered"),
        pytest.param(("acknowledged", "route_decided"), None, None, id="by the Act after all"),
    ],
)
def test_a_corporate_complaint_is_answered_within_10_working_days_of_its_acknowledgement(
    done: tuple[Any, ...], reply: date | None, latest: date | None
) -> None:
    open_days = left(after(a_child(), CORPORATE, *done))
    assert (open_days.get("corporate_reply"), open_days.get("corporate_latest")) == (reply, latest)


def test_so_is_one_of_which_nobody_has_decided_yet_that_it_is_corporate() -> None:
    bus = a_persona("school-transport")
    assert left(situation(bus))["corporate_reply"] == date(2026, 12, 14)
    acknowledged = after(bus, "acknowledged").standing
    assert (acknowledged.due_on, acknowledged.due_what) == (date(2026, 12, 8), DeskDue.CORPORATE_REPLY)
    assert days(after(bus, "replied"))["corporate_reply"].done_on == date(2026, 11, 24)


def test_one_that_was_answered_before_has_20_working_days() -> None:
    again = after(a_child(time_limit="accepted_earlier"), CORPORATE, "acknowledged")
    assert left(again)["corporate_reply"] == CALENDAR.after(date(2026, 11, 24), 20)
    assert left(again)["corporate_latest"] == CALENDAR.after(date(2026, 11, 24), 40)


def test_a_manager_extends_it_by_10_working_days_more_at_most() -> None:
    at = after(a_child(), CORPORATE, "acknowledged")
    whole = after(a_child(), CORPORATE, "acknowledged", "extended")
    assert left(whole)[DeskDue.REPLY_EXTENDED] == left(whole)["corporate_latest"] == date(2026, 12, 22)
    assert "corporate_reply" not in left(whole)
    assert (whole.standing.status, whole.standing.due_what) == ("extended", DeskDue.REPLY_EXTENDED)
    short = after(a_child(), CORPORATE, "acknowledged", ("extended", LATER, {"until": "2026-12-10"}))
    assert left(short)[DeskDue.REPLY_EXTENDED] == date(2026, 12, 10)
    assert isinstance(decide(at, "extended", until="2026-12-23"), CannotFollow)
    assert isinstance(decide(whole, "extended"), CannotFollow)


def test_what_may_go_both_ways_is_due_by_both_and_by_neither_while_it_waits_for_an_advocate() -> None:
    child = a_child()
    due = {**child.envelope["due"], "corporate_ack_5wd": "2026-11-30"}
    both = a_child(envelope={**child.envelope, "route_parts": ["statutory", "corporate"], "due": due})
    assert left(situation(both)).keys() >= {"stage1_10wd", "corporate_ack_5wd", "corporate_reply"}
    stopped = after(both, "acknowledged", "suspended")
    assert left(stopped).keys() == {"look_again"}


def test_an_extension_of_one_procedure_is_none_of_the_other() -> None:
    back = after(a_child(), CORPORATE, "acknowledged", "extended", "route_decided")
    assert aims(back) == (date(2026, 12, 7), date(2026, 12, 21))
    away = after(a_child(), "acknowledged", "extended", CORPORATE)
    assert left(away)["corporate_reply"] == date(2026, 12, 8)


def test_what_was_refused_and_opened_again_is_due_when_it_was() -> None:
    assert left(after(a_child(), "refused", "reopened")) == left(situation(a_child()))


def test_what_was_answered_and_opened_again_is_due_when_it_was_until_it_is_answered_again() -> None:
    replied = ("replied", date(2026, 12, 4), {"on": "2026-12-03"})
    reopened = after(a_child(), replied, ("closed", date(2026, 12, 4), {}), ("reopened", date(2026, 12, 5), {}))
    assert (reopened.standing.due_on, reopened.standing.due_what) == (date(2026, 12, 7), Due.STAGE1_10WD)
    assert left(reopened).keys() >= {"stage1_10wd", "stage1_20wd_max"}
    again = situation(reopened.record, [*reopened.events[1:], _replied(reopened, date(2026, 12, 9))])
    assert days(again)["acknowledge"].done_on == date(2026, 12, 3)
    assert days(again)["stage1_10wd"].done_on == date(2026, 12, 9)
    assert days(again)["stage2_request_by_20wd"].day == CALENDAR.after(date(2026, 12, 9), 20)
    assert again.standing.due_on is None


def test_what_was_answered_and_has_ended_says_when_it_was_answered() -> None:
    closed = after(a_child(), "replied", "closed")
    assert days(closed)["stage1_10wd"].done_on == date(2026, 11, 24)


def _replied(at: Situation, day: date) -> Event:
    event = decide(at, "replied", day, on=day.isoformat())
    assert isinstance(event, Event)
    return event


def test_danger_is_due_however_the_complaint_ended() -> None:
    record = a_child(flags=["lado_referral"], envelope={**a_child().envelope, "due": {"lado_1wd": "2026-11-24"}})
    assert left(after(record, "refused")) == {"lado_1wd": date(2026, 11, 24)}
    acted = after(record, ("safety_acted", LATER, {"told": ["lado"]}))
    assert days(acted)["lado_1wd"].done_on == date(2026, 11, 24)


def test_a_call_made_a_complaint_has_no_day_of_its_own_left() -> None:
    at = after(a_handover(), "called_back", "made_complaint")
    assert left(at) == {}
    assert days(at)["call_back"].done_on == date(2026, 11, 24)
    assert clocks_of(at.record, at.events, CALENDAR) == ()


def test_a_day_is_over_on_the_day_after_it() -> None:
    due = DueDay("acknowledge", date(2026, 11, 26))
    assert not due.is_overdue(date(2026, 11, 26))
    assert due.is_overdue(date(2026, 11, 27))
    assert not DueDay("acknowledge", date(2026, 11, 26), date(2026, 11, 30)).is_overdue(date(2026, 11, 30))
    assert not DueDay("stage2_request_by_20wd", date(2026, 11, 26)).is_overdue(date(2027, 11, 26)), "it is no bar"
