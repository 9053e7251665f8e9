"""The bank holidays of England, as the library gives them."""

from datetime import date

import pytest

from intake.council.calendar import bank_holidays, england

CLOSED = [
    ("the jubilee of 2022", "2022-06-03"),
    ("the spring holiday moved for it", "2022-06-02"),
    ("the funeral of 2022", "2022-09-19"),
    ("the coronation", "2023-05-08"),
    ("Boxing Day on a Saturday", "2026-12-28"),
    ("Christmas on a Saturday", "2027-12-27"),
    ("Boxing Day on the Sunday after it", "2027-12-28"),
    ("New Year's Day on a Saturday", "2028-01-03"),
    ("Easter Monday, which is England's", "2027-03-29"),
    ("the August holiday, which is England's", "2027-08-30"),
    ("Good Friday", "2027-03-26"),
]
OPEN = [
    ("the old date of the spring holiday of 2022", "2022-05-30"),
    ("2 January, which is Scotland's", "2024-01-02"),
    ("St Andrew's Day, which is Scotland's", "2026-11-30"),
    ("St Patrick's Day, which is Northern Ireland's", "2026-03-17"),
    ("12 July, which is Northern Ireland's", "2027-07-12"),
    ("29 December", "2026-12-29"),
    ("30 December", "2026-12-30"),
    ("31 December", "2026-12-31"),
    ("Maundy Thursday", "2027-03-25"),
]


@pytest.mark.parametrize("day", [row[1] for row in CLOSED], ids=[row[0] for row in CLOSED])
def test_a_bank_holiday_in_england_is_no_working_day(day: str) -> None:
    assert not england().is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", [row[1] for row in OPEN], ids=[row[0] for row in OPEN])
def test_any_other_weekday_is_a_working_day(day: str) -> None:
    assert england().is_working_day(date.fromisoformat(day))


def test_an_extra_day_of_the_councils_is_closed_for_that_council_alone() -> None:
    crowning = date(2027, 5, 7)
    assert england([crowning]).after(date(2027, 5, 6), 1) == date(2027, 5, 10)
    assert england().after(date(2027, 5, 6), 1) == crowning


def test_every_year_that_facts_may_name_has_its_holidays() -> None:
    years = {day.year for day in bank_holidays()}
    assert years == set(range(1899, 2101))
