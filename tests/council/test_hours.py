"""When somebody is there is read from a few words of the council's file, or it is named what is wrong with them."""

from __future__ import annotations

from datetime import time

import pytest

from intake.council.hours import AroundTheClock, Hours, HoursError, Open, read_hours


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
