"""The year within which to complain: London dates, calendar years, leap days, and times known in part."""

from typing import Any

import pytest

from intake.council.calendar import england
from intake.rules.assessment import assess

TODAY = "2026-11-23"


def time_of(when: dict[str, Any], **facts: Any) -> tuple[str, str | None, bool]:
    """The result of one issue, its last day, and whether its date has to be checked."""
    plain = {"received": f"{TODAY}T10:00:00Z", "issues": [{"when": when}], **facts}
    assessment = assess(plain, england())
    issue: Any = assessment.issues[0].to_plain()
    return issue["time_result"], issue["last_day"], "date_check" in assessment.flags


IN, PART, LATE, OPEN = "in_time", "in_time_part_late", "late", "cannot_tell"
ISSUES: list[tuple[str, dict[str, Any], dict[str, Any], tuple[str, str | None, bool]]] = [
    ("exact: the anniversary", {"kind": "exact", "date": "2025-11-23"}, {}, (IN, TODAY, False)),
    ("exact: the day after it", {"kind": "exact", "date": "2025-11-22"}, {}, (LATE, "2026-11-22", False)),
    ("exact: today", {"kind": "exact", "date": TODAY}, {}, (IN, "2027-11-23", False)),
    ("exact: tomorrow", {"kind": "exact", "date": "2026-11-24"}, {}, (OPEN, None, True)),
    (
        "exact: a leap day, on the last day",
        {"kind": "exact", "date": "2024-02-29"},
        {"received": "2025-02-28T23:59:00Z"},
        (IN, "2025-02-28", False),
    ),
    (
        "exact: a leap day, one day late",
        {"kind": "exact", "date": "2024-02-29"},
        {"received": "2025-03-01T00:00:00Z"},
        (LATE, "2025-02-28", False),
    ),
    (
        "exact: 28 February before a leap year, on the leap day",
        {"kind": "exact", "date": "2023-02-28"},
        {"received": "2024-02-29T10:00:00Z"},
        (LATE, "2024-02-28", False),
    ),
    (
        "exact: 1 March, a year of 366 days",
        {"kind": "exact", "date": "2023-03-01"},
        {"received": "2024-03-01T10:00:00Z"},
        (IN, "2024-03-01", False),
    ),
    (
        "exact: after midnight in London, not yet in UTC",
        {"kind": "exact", "date": "2025-06-30"},
        {"received": "2026-06-30T23:30:00Z"},
        (LATE, "2026-06-30", False),
    ),
    (
        "exact: told in time before",
        {"kind": "exact", "date": "2025-10-01"},
        {"first_raised": "2026-10-01"},
        (IN, "2026-10-01", False),
    ),
    (
        "exact: told later than received",
        {"kind": "exact", "date": "2025-11-23"},
        {"first_raised": "2027-01-01"},
        (IN, TODAY, False),
    ),
    ("month: its first day in time", {"kind": "month", "month": "2025-12"}, {}, (IN, None, False)),
    ("month: begun too early", {"kind": "month", "month": "2025-11"}, {}, (OPEN, None, False)),
    ("month: over too early", {"kind": "month", "month": "2025-10"}, {}, (LATE, "2026-10-31", False)),
    ("month: this one", {"kind": "month", "month": "2026-11"}, {}, (IN, None, False)),
    ("month: next", {"kind": "month", "month": "2026-12"}, {}, (OPEN, None, True)),
    (
        "month: begun today, so a single day",
        {"kind": "month", "month": "2026-11"},
        {"received": "2026-11-01T10:00:00Z"},
        (IN, "2027-11-01", False),
    ),
    ("month: a February of a leap year", {"kind": "month", "month": "2024-02"}, {}, (LATE, "2025-02-28", False)),
    ("year: this one", {"kind": "year", "year": 2026}, {}, (IN, None, False)),
    ("year: the last", {"kind": "year", "year": 2025}, {}, (OPEN, None, False)),
    ("year: the one before", {"kind": "year", "year": 2024}, {}, (LATE, "2025-12-31", False)),
    ("year: the next", {"kind": "year", "year": 2027}, {}, (OPEN, None, True)),
    ("season: winter begins in December", {"kind": "season", "season": "winter", "year": 2025}, {}, (IN, None, False)),
    ("season: winter to come", {"kind": "season", "season": "winter", "year": 2026}, {}, (OPEN, None, True)),
    (
        "season: winter ends on a leap day",
        {"kind": "season", "season": "winter", "year": 2023},
        {},
        (LATE, "2025-02-28", False),
    ),
    (
        "season: a running autumn, or the one before",
        {"kind": "season", "season": "autumn"},
        {},
        (OPEN, None, False),
    ),
    (
        "season: a winter that begins today, or the one a year before to the day",
        {"kind": "season", "season": "winter"},
        {"received": "2026-12-01T10:00:00Z"},
        (IN, None, False),
    ),
    (
        "season: a winter that began yesterday, or the one before",
        {"kind": "season", "season": "winter"},
        {"received": "2026-12-02T10:00:00Z"},
        (OPEN, None, False),
    ),
    (
        "season: the summer before last, at the latest",
        {"kind": "season", "season": "summer"},
        {"received": "2026-05-31T10:00:00Z"},
        (OPEN, None, False),
    ),
    ("season: spring long ago", {"kind": "season", "season": "spring", "year": 2024}, {}, (LATE, "2025-05-31", False)),
    ("age: without a birthday", {"kind": "age", "age": 12}, {}, (OPEN, None, False)),
    ("age: long ago", {"kind": "age", "age": 12, "dob": "2010-05-04"}, {}, (LATE, "2024-05-03", False)),
    ("age: since the last birthday", {"kind": "age", "age": 16, "dob": "2010-05-04"}, {}, (IN, None, False)),
    ("age: not yet reached", {"kind": "age", "age": 17, "dob": "2010-05-04"}, {}, (OPEN, None, True)),
    (
        "age: born on a leap day, birthday on 28 February",
        {"kind": "age", "age": 15, "dob": "2008-02-29"},
        {"received": "2023-02-28T10:00:00Z"},
        (IN, "2024-02-28", False),
    ),
    (
        "age: born on a leap day, the year before a leap year ends on 28 February",
        {"kind": "age", "age": 15, "dob": "2008-02-29"},
        {"received": "2025-03-01T10:00:00Z"},
        (LATE, "2025-02-28", False),
    ),
    ("range: all in time", {"kind": "range", "from": "2026-01-01", "to": "2026-02-01"}, {}, (IN, "2027-02-01", False)),
    ("range: begun late", {"kind": "range", "from": "2025-11-22", "to": "2026-02-01"}, {}, (PART, "2027-02-01", False)),
    (
        "range: begun in time",
        {"kind": "range", "from": "2025-11-23", "to": "2026-02-01"},
        {},
        (IN, "2027-02-01", False),
    ),
    ("range: all late", {"kind": "range", "from": "2020-01-01", "to": "2025-11-22"}, {}, (LATE, "2026-11-22", False)),
    ("range: no beginning", {"kind": "range", "to": "2025-11-23"}, {}, (IN, TODAY, False)),
    (
        "range: an end to come",
        {"kind": "range", "from": "2026-01-01", "to": "2027-02-01"},
        {},
        (IN, "2027-11-23", False),
    ),
    ("range: all to come", {"kind": "range", "from": "2026-11-24", "to": "2027-02-01"}, {}, (OPEN, None, True)),
    ("ongoing: no beginning", {"kind": "ongoing"}, {}, (IN, None, False)),
    ("ongoing: a year, to the day", {"kind": "ongoing", "since": "2025-11-23"}, {}, (IN, None, False)),
    ("ongoing: a day longer", {"kind": "ongoing", "since": "2025-11-22"}, {}, (PART, None, False)),
    ("ongoing: since tomorrow", {"kind": "ongoing", "since": "2026-11-24"}, {}, (OPEN, None, True)),
    ("unknown", {"kind": "unknown"}, {}, (OPEN, None, False)),
]


@pytest.mark.parametrize(("when", "facts", "expected"), [row[1:] for row in ISSUES], ids=[row[0] for row in ISSUES])
def test_an_issue_against_the_limit(
    when: dict[str, Any], facts: dict[str, Any], expected: tuple[str, str | None, bool]
) -> None:
    assert time_of(when, **facts) == expected


A, P, L, C = (
    {"when": {"kind": "exact", "date": TODAY}},
    {"when": {"kind": "ongoing", "since": "2020-01-01"}},
    {"when": {"kind": "exact", "date": "2020-01-01"}},
    {"when": {"kind": "unknown"}},
)
OVERALL = [
    ("no issues", [], OPEN),
    ("all in time", [A, A], IN),
    ("all late", [L, L], LATE),
    ("all unknown", [C, C], OPEN),
    ("one part late", [A, P], PART),
    ("one part late, one unknown", [C, P], PART),
    ("late and in time", [L, A], PART),
    ("late, in time and unknown", [L, C, A], PART),
    ("late and unknown", [L, C], OPEN),
    ("in time and unknown", [A, C], OPEN),
]


@pytest.mark.parametrize(("issues", "expected"), [row[1:] for row in OVERALL], ids=[row[0] for row in OVERALL])
def test_several_issues_come_to_one_result(issues: list[dict[str, Any]], expected: str) -> None:
    assert assess({"received": f"{TODAY}T10:00:00Z", "issues": issues}, england()).time_limit == expected


OMBUDSMAN = [
    ("an ordinary day", "2026-05-10", "2027-05-09"),
    ("a leap day", "2024-02-29", "2025-02-28"),
    ("the day after 28 February, a leap year later", "2023-03-01", "2024-02-29"),
    ("28 February", "2023-02-28", "2024-02-27"),
    ("1 January", "2026-01-01", "2026-12-31"),
]


@pytest.mark.parametrize(("notice", "last"), [row[1:] for row in OMBUDSMAN], ids=[row[0] for row in OMBUDSMAN])
def test_the_ombudsmans_year_ends_a_day_sooner(notice: str, last: str) -> None:
    due = assess({"received": f"{TODAY}T10:00:00Z", "first_notice": notice}, england()).to_plain()["due"]
    assert isinstance(due, dict)
    assert due["lgsco_last_day"] == last
