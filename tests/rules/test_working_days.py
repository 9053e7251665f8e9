"""Working days, counted strictly after and strictly before a day."""

from datetime import date, timedelta

import pytest

from intake.council.calendar import england
from intake.rules.assessment import assess
from intake.rules.codes import Due
from intake.rules.working_days import WorkingCalendar

FRIDAY = date(2026, 11, 20)
SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)


def test_a_weekend_is_not_counted_in_either_direction() -> None:
    plain = WorkingCalendar()
    assert [plain.after(day, 1) for day in (FRIDAY, SATURDAY, MONDAY)] == [MONDAY, MONDAY, date(2026, 11, 24)]
    assert [plain.before(day, 1) for day in (FRIDAY, SATURDAY, MONDAY)] == [date(2026, 11, 19), FRIDAY, FRIDAY]


def test_a_closed_day_is_not_counted() -> None:
    calendar = WorkingCalendar(frozenset({MONDAY}))
    assert calendar.after(FRIDAY, 1) == date(2026, 11, 24)
    assert calendar.before(date(2026, 11, 24), 1) == FRIDAY
    assert not calendar.is_working_day(MONDAY)


@pytest.mark.parametrize("start", ["2023-12-31", "2024-02-29", "2026-12-31", "2027-01-01"])
@pytest.mark.parametrize("one", [timedelta(days=1), timedelta(days=-1)], ids=["after", "before"])
def test_counting_one_by_one_gives_the_same_day_over_many_years(start: str, one: timedelta) -> None:
    calendar = england()
    day = date.fromisoformat(start)
    count = calendar.after if one > timedelta() else calendar.before
    for n in range(1, 600):
        day += one
        while not calendar.is_working_day(day):
            day += one
        assert count(date.fromisoformat(start), n) == day


RECEIPTS = [
    ("Monday", "2026-11-23", ("2026-12-07", "2026-12-21", "2026-12-30", "2027-02-25")),
    ("Friday", "2026-11-27", ("2026-12-11", "2026-12-29", "2027-01-06", "2027-03-03")),
    ("Saturday as Friday", "2026-11-28", ("2026-12-11", "2026-12-29", "2027-01-06", "2027-03-03")),
    ("Sunday as Friday", "2026-11-29", ("2026-12-11", "2026-12-29", "2027-01-06", "2027-03-03")),
    ("over Christmas", "2026-12-14", ("2026-12-30", "2027-01-14", "2027-01-21", "2027-03-18")),
    ("Christmas Eve", "2026-12-24", ("2027-01-12", "2027-01-26", "2027-02-02", "2027-04-01")),
    ("over Easter", "2027-03-17", ("2027-04-02", "2027-04-16", "2027-04-23", "2027-06-22")),
    ("Maundy Thursday", "2027-03-25", ("2027-04-12", "2027-04-26", "2027-05-04", "2027-06-30")),
    ("over both May holidays", "2027-04-29", ("2027-05-14", "2027-05-28", "2027-06-07", "2027-08-02")),
    ("a Christmas at the weekend", "2027-12-24", ("2028-01-12", "2028-01-26", "2028-02-02", "2028-03-29")),
]


@pytest.mark.parametrize(("received", "days"), [row[1:] for row in RECEIPTS], ids=[row[0] for row in RECEIPTS])
def test_the_clocks_of_stages_1_and_2_run_from_receipt(received: str, days: tuple[str, ...]) -> None:
    plain = {"received": f"{received}T18:00:00Z", "issues": [{"subject": "sw_assessment"}], "who": "parent"}
    first = assess(plain, england()).to_plain()["due"]
    second = assess({**plain, "request": "stage2", "earlier": "stage1_answered"}, england()).to_plain()["due"]
    assert first == {"stage1_10wd": days[0], "stage1_20wd_max": days[1]}
    assert second == {"stage2_25wd": days[2], "stage2_65wd_max": days[3]}


def test_the_clocks_of_stage_3_run_from_the_request_the_panel_and_the_recommendations() -> None:
    asked = {
        "received": "2026-11-23T10:00:00Z",
        "who": "parent",
        "issues": [{"subject": "sw_assessment"}],
        "request": "stage3",
        "earlier": "stage2_answered",
        "stage2_response_received": "2026-10-26",
        "panel_date": "2027-01-07",
    }
    assert assess(asked, england()).to_plain()["due"] == {
        "stage3_ack_2wd": "2026-11-25",
        "panel_by_30wd": "2027-01-07",
        "stage3_request_by_20wd": "2026-11-23",
        "panel_notice_10wd_before": "2026-12-21",
    }
    held = {**asked, "earlier": "stage3_panel_held", "recommendations_received": "2027-01-14"}
    assert assess(held, england()).to_plain()["due"] == {
        "panel_report_5wd": "2027-01-14",
        "panel_response_15wd": "2027-02-04",
    }


@pytest.mark.parametrize(
    ("told", "due"),
    [("2026-12-23", "2026-12-24"), ("2026-12-24", "2026-12-29")],
    ids=["the day before Christmas Eve", "Christmas Eve"],
)
def test_an_allegation_goes_to_the_designated_officer_within_a_working_day(told: str, due: str) -> None:
    plain = {"received": f"{told}T10:00:00Z", "safety": ["allegation_against_person_working_with_children"]}
    assert assess(plain, england()).due[Due.LADO_1WD] == date.fromisoformat(due)


def test_the_last_years_that_facts_may_name_can_still_be_counted() -> None:
    plain = {"received": "2099-12-31T23:59:59-12:00", "request": "stage2", "earlier": "stage1_answered"}
    assert assess(plain, england()).due.keys() == {"stage2_25wd", "stage2_65wd_max"}
    panel = {**plain, "received": "1900-01-01T00:00:00+14:00", "earlier": "stage2_answered", "panel_date": "1900-01-01"}
    assert assess(panel, england()).due[Due.PANEL_NOTICE_10WD_BEFORE].year == 1899
