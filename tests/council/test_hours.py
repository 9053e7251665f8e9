"""When somebody is there is read from a few words of the council's file, or it is named what is wrong with them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from intake.council.calendar import ClosedDays
from intake.council.hours import AroundTheClock, Hours, HoursError, Open, first_gap, is_there, read_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        pytest.param("mon-fri 09:00-17:00", Open(0, 4, time(9), time(17)), id="days of work"),
        pytest.param("mon-sun 10:30-19:00", Open(0, 6, time(10, 30), time(19)), id="every day"),
        pytest.param("sat 10:00-16:00", Open(5, 5, time(10), time(16)), id="one day"),
        pytest.param("tue-tue 00:00-23:59", Open(1, 1, time(0), time(23, 59)), id="one day, from and to"),
        pytest.param("always", AroundTheClock.ALWAYS, id="always"),
        pytest.param("nights", AroundTheClock.NIGHTS, id="nights"),
    ],
)
def test_hours_are_read(text: str, hours: Hours) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("9am to 5pm, Monday to Friday", id="in English"),
        pytest.param("mon-fri 9:00-17:00", id="an hour of one digit"),
        pytest.param("mon-fri 09:00-24:00", id="no such hour"),
        pytest.param("mon-fri 17:00-09:00", id="closes before it opens"),
        pytest.param("mon-fri 09:00-09:00", id="closes as it opens"),
        pytest.param("fri-mon 09:00-17:00", id="over a weekend"),
        pytest.param("mon-fry 09:00-17:00", id="no such day"),
        pytest.param("Mon-Fri 09:00-17:00", id="capitals"),
        pytest.param("mon-fri  09:00-17:00", id="two spaces"),
        pytest.param("mon-fri 09:00-17:00 ", id="a space at the end"),
        pytest.param("mon-fri ٠٩:00-17:00", id="digits of another script"),
    ],
)
def test_anything_else_is_no_hours(text: str) -> None:
    with pytest.raises(HoursError):
        read_hours(text)


@pytest.mark.parametrize(
    ("at", "there"),
    [
        pytest.param("2026-11-23T12:00", {"by day", "always"}, id="a Monday at noon"),
        pytest.param("2026-11-23T08:29", {"nights", "always"}, id="before they open"),
        pytest.param("2026-11-23T08:30", {"by day", "always"}, id="as they open"),
        pytest.param("2026-11-23T17:29", {"by day", "always"}, id="the last minute"),
        pytest.param("2026-11-23T17:30", {"nights", "always"}, id="as they close"),
        pytest.param("2026-11-27T12:00", {"by day", "always"}, id="the last of the days"),
        pytest.param("2026-11-28T12:00", {"nights", "always", "on Saturdays"}, id="a Saturday at noon"),
        pytest.param("2026-12-25T12:00", {"nights", "always"}, id="Christmas, a Friday"),
        pytest.param("2027-05-07T12:00", {"nights", "always"}, id="a closed day of the council's own"),
    ],
)
def test_who_is_there_at_a_moment(at: str, there: set[str]) -> None:
    by_day, closed_days = read_hours("mon-fri 08:30-17:30"), ClosedDays([date(2027, 5, 7)])
    all_hours = {
        "by day": by_day,
        "nights": AroundTheClock.NIGHTS,
        "always": AroundTheClock.ALWAYS,
        "on Saturdays": read_hours("sat 10:00-16:00"),
    }
    moment = datetime.fromisoformat(at)
    assert {name for name, hours in all_hours.items() if is_there(hours, moment, by_day, closed_days)} == there


def test_whoever_is_there_every_day_is_there_on_a_bank_holiday() -> None:
    every_day, christmas = read_hours("mon-sun 08:00-20:00"), datetime.fromisoformat("2026-12-25T12:00")
    assert is_there(every_day, christmas, every_day, ClosedDays([]))
    assert not is_there(AroundTheClock.NIGHTS, christmas, every_day, ClosedDays([]))


def test_where_somebody_is_there_day_and_night_there_are_no_nights_to_stand_in_for() -> None:
    always, midnight = AroundTheClock.ALWAYS, datetime.fromisoformat("2026-11-23T00:00")
    assert not is_there(AroundTheClock.NIGHTS, midnight, always, ClosedDays([]))


@pytest.mark.parametrize(
    ("promised", "kept", "gap"),
    [
        pytest.param("always", ["mon-fri 08:30-17:30", "nights"], "", id="days and nights"),
        pytest.param("always", ["always"], "", id="always"),
        pytest.param("nights", ["always"], "", id="more than promised"),
        pytest.param("mon-fri 09:00-17:00", ["mon-fri 09:00-12:00", "mon-fri 12:00-17:00"], "", id="in two shifts"),
        pytest.param("mon-fri 09:00-17:00", ["mon-fri 09:00-12:00", "mon-fri 12:01-17:00"], "mon 12:00", id="a minute"),
        pytest.param("always", ["nights"], "mon 08:30", id="nights alone"),
        pytest.param("always", ["mon-fri 08:30-17:30"], "mon 00:00", id="days alone"),
        pytest.param("always", ["mon-fri 00:00-17:30", "nights"], "", id="both for a while"),
        pytest.param("always", ["mon-fri 08:30-17:00", "nights"], "mon 17:00", id="half an hour"),
        pytest.param(
            "mon-sun 09:00-17:00", ["mon-fri 09:00-17:00", "sat-sun 09:00-17:00"], "mon 09:00 on a bank holiday"
        ),
        pytest.param("mon-sun 09:00-17:00", ["mon-fri 09:00-17:00", "sat 09:00-17:00"], "sun 09:00", id="Sundays"),
        pytest.param("always", [], "mon 00:00", id="nobody"),
    ],
)
def test_the_first_moment_at_which_nobody_is_there(promised: str, kept: list[str], gap: str) -> None:
    by_day = read_hours("mon-fri 08:30-17:30")
    assert first_gap(read_hours(promised), [read_hours(hours) for hours in kept], by_day) == gap


def test_nobody_is_there_by_night_where_somebody_is_always_there_by_day() -> None:
    assert first_gap(AroundTheClock.ALWAYS, [AroundTheClock.NIGHTS], AroundTheClock.ALWAYS) == "mon 00:00"
