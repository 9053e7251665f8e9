"""What was said about time: the bands, the dates, and the days on which a leap year can go wrong."""

from datetime import date, timedelta

import pytest

from intake.questions.vocabulary import Answer, Case, Voice
from intake.records.dates_said import age_said, day_said, first_told, when_it_happened
from intake.rules.spans import one_year_after

TODAY = date(2026, 11, 23)
LEAP_DAY = date(2028, 2, 29)
TEN_YEARS = [date(2023, 1, 1) + timedelta(days=n) for n in range(3653)]


def case(today: date = TODAY, **answers: Answer) -> Case:
    return Case(Voice.CHILD, today, answers)


def between(start: str | None, end: str) -> dict[str, object]:
    return {"kind": "range", "from": start, "to": end}


@pytest.mark.parametrize(
    ("band", "today", "expected"),
    [
        pytest.param("now", TODAY, {"kind": "ongoing", "since": None}, id="still going on"),
        pytest.param("days", TODAY, between("2026-11-16", "2026-11-23"), id="days"),
        pytest.param("month", TODAY, between("2026-10-23", "2026-11-23"), id="month"),
        pytest.param("year", TODAY, between("2025-11-24", "2026-11-23"), id="year"),
        pytest.param("year", LEAP_DAY, between("2027-03-02", "2028-02-29"), id="year, on a leap day"),
        pytest.param("over_year", TODAY, between(None, "2025-11-22"), id="over a year"),
        pytest.param("over_year", LEAP_DAY, between(None, "2027-02-27"), id="over a year, on a leap day"),
        pytest.param("over_year", date(2029, 3, 1), between(None, "2028-02-29"), id="over a year, up to a leap day"),
        pytest.param("over_year", date(2029, 2, 28), between(None, "2028-02-27"), id="over a year, before a leap day"),
        pytest.param("not_sure", TODAY, {"kind": "unknown"}, id="not sure"),
        pytest.param(None, TODAY, {"kind": "unknown"}, id="skipped"),
    ],
)
def test_a_band_is_a_span_of_days(band: Answer, today: date, expected: dict[str, object]) -> None:
    assert when_it_happened(case(today, when_happened=band)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({"day": "5", "month": "9", "year": "2019"}, {"kind": "exact", "date": "2019-09-05"}, id="a day"),
        pytest.param(
            {"day": "29", "month": "2", "year": "2024"}, {"kind": "exact", "date": "2024-02-29"}, id="a leap day"
        ),
        pytest.param({"month": "5", "year": "2019"}, {"kind": "month", "month": "2019-05"}, id="a month"),
        pytest.param({"month": "12", "year": "2019"}, {"kind": "month", "month": "2019-12"}, id="December"),
        pytest.param({"year": "2019"}, {"kind": "year", "year": 2019}, id="a year"),
        pytest.param({"day": "5", "year": "2019"}, {"kind": "year", "year": 2019}, id="a day without its month"),
        pytest.param(
            {"day": "31", "month": "2", "year": "2026"},
            {"kind": "month", "month": "2026-02"},
            id="a day that its month has not",
        ),
        pytest.param(
            {"day": None, "month": None, "year": "2019", "when_words": "in spring"},
            {"kind": "year", "year": 2019},
            id="a year with words",
        ),
    ],
)
@pytest.mark.parametrize("band", ["year", "over_year", "not_sure"])
def test_a_date_wins_over_the_band(band: str, said: dict[str, Answer], expected: dict[str, object]) -> None:
    assert when_it_happened(case(when_happened=band, **said)) == expected


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"when_words": "in May 2019"}, id="own words alone"),
        pytest.param({"month": "5"}, id="a month without its year"),
        pytest.param({"day": "5"}, id="a day alone"),
        pytest.param({"year": "2100"}, id="a year beyond the rules"),
        pytest.param({"day": None, "month": None, "year": None, "when_words": None}, id="skipped"),
    ],
)
def test_without_a_year_the_band_stands(said: dict[str, Answer]) -> None:
    assert when_it_happened(case(when_happened="over_year", **said)) == between(None, "2025-11-22")


@pytest.mark.parametrize("band", ["days", "month", "year"])
def test_a_band_within_the_year_is_wholly_in_time_on_any_day(band: str) -> None:
    spans = [(today, when_it_happened(case(today, when_happened=band))) for today in TEN_YEARS]
    late = [today for today, span in spans if one_year_after(date.fromisoformat(str(span["from"]))) < today]
    assert late == []


def test_more_than_a_year_ago_is_wholly_late_on_any_day() -> None:
    spans = [(today, when_it_happened(case(today, when_happened="over_year"))) for today in TEN_YEARS]
    in_time = [today for today, span in spans if one_year_after(date.fromisoformat(str(span["to"]))) >= today]
    assert in_time == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({"first_month": "2", "first_year": "2024"}, "2024-02-29", id="a month gives its last day"),
        pytest.param({"first_month": "10", "first_year": "2026"}, "2026-10-31", id="last month"),
        pytest.param({"first_month": "11", "first_year": "2026"}, "2026-11-23", id="this month gives today"),
        pytest.param({"first_month": "12", "first_year": "2026"}, "2026-11-23", id="a month to come gives today"),
        pytest.param({"first_year": "2024"}, None, id="a year alone"),
        pytest.param({"first_month": "2"}, None, id="a month alone"),
        pytest.param({"first_words": "in spring"}, None, id="own words alone"),
        pytest.param({"first_month": "2", "first_year": "2100"}, None, id="a year beyond the rules"),
        pytest.param({"first_month": None, "first_year": None}, None, id="skipped"),
        pytest.param({}, None, id="never asked"),
    ],
)
def test_the_day_the_council_was_first_told(said: dict[str, Answer], expected: str | None) -> None:
    assert first_told(case(**said)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2099-12-31", date(2099, 12, 31)),
        ("2100-01-01", None),
        ("1899-12-31", None),
        ("15", None),
        (None, None),
    ],
)
def test_a_whole_date(said: Answer, expected: date | None) -> None:
    assert day_said(case(change_date=said), "change_date") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({"age": "9"}, 9, id="an age"),
        pytest.param({"age": "0"}, 0, id="a baby"),
        pytest.param({"age": "121"}, None, id="an age that nobody has"),
        pytest.param({"dob": "2012-11-23"}, 14, id="on the birthday"),
        pytest.param({"dob": "2012-11-24"}, 13, id="on the day before it"),
        pytest.param({"age": "9", "dob": "2012-11-24"}, 9, id="an age wins over a birthday"),
        pytest.param({"age": None, "dob": "2012-11-24"}, 13, id="a birthday where the age is skipped"),
        pytest.param({"dob": "2026-11-23"}, 0, id="born today"),
        pytest.param({"dob": "2026-11-24"}, None, id="born tomorrow"),
        pytest.param({"dob": "1901-01-01"}, None, id="born too long ago"),
        pytest.param({}, None, id="nothing"),
    ],
)
def test_an_age(said: dict[str, Answer], expected: int | None) -> None:
    assert age_said(case(**said), "age", "dob") == expected


@pytest.mark.parametrize(
    ("today", "age"),
    [
        pytest.param(date(2027, 2, 27), 18, id="27 February"),
        pytest.param(date(2027, 2, 28), 19, id="28 February of a common year"),
        pytest.param(date(2028, 2, 28), 19, id="28 February of a leap year"),
        pytest.param(date(2028, 2, 29), 20, id="29 February"),
    ],
)
def test_who_was_born_on_a_leap_day_is_older_on_28_february_of_other_years(today: date, age: int) -> None:
    assert age_said(case(today, dob="2008-02-29"), "dob") == age
