"""Equality answers add to counters, and nothing else is kept of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from intake.storage import equality
from intake.storage.database import Database
from tests.storage.kept import rows

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        pytest.param(date(2026, 1, 1), "2026-Q1", id="first day"),
        pytest.param(date(2026, 3, 31), "2026-Q1", id="last day of a quarter"),
        pytest.param(date(2026, 4, 1), "2026-Q2", id="first day of a quarter"),
        pytest.param(date(2026, 9, 30), "2026-Q3", id="end of summer"),
        pytest.param(date(2026, 12, 31), "2026-Q4", id="last day"),
    ],
)
def test_a_day_has_its_quarter(day: date, quarter: str) -> None:
    assert equality.quarter(day) == quarter


def test_equal_answers_add_up_and_others_stand_beside_them(database: Database) -> None:
    given = [
        (DAY, "child", [("eq_age", "10_12"), ("eq_sex", "pns")]),
        (DAY, "child", [("eq_age", "10_12")]),
        (DAY, "adult", [("eq_age", "26_59")]),
        (date(2027, 1, 1), "child", [("eq_age", "10_12")]),
        (DAY, "child", []),
    ]
    for day, role, answers in given:
        with database.write() as db:
            equality.count(db, day, role, answers)
    with database.read() as db:
        assert equality.counts(db) == [
            ("2026-Q4", "adult", "eq_age", "26_59", 1),
            ("2026-Q4", "child", "eq_age", "10_12", 2),
            ("2026-Q4", "child", "eq_sex", "pns", 1),
            ("2027-Q1", "child", "eq_age", "10_12", 1),
        ]


def test_a_counter_holds_no_person_no_time_and_no_key(database: Database) -> None:
    with database.write() as db:
        equality.count(db, DAY, "child", [("eq_age", "10_12")])
    assert [set(row) for row in rows(database, "equality_counts")] == [
        {"quarter", "role", "question", "answer", "count"}
    ]


def test_answers_given_at_the_same_moment_are_all_counted(database: Database) -> None:
    """Whatever the order in which two people's answers come, neither waits for the other for ever."""
    answers = [("eq_age", "10_12"), ("eq_disability", "no"), ("eq_ethnic", "mixed"), ("eq_sex", "female")]

    def somebody(number: int) -> None:
        with database.write() as db:
            equality.count(db, DAY, "child", answers if number % 2 else answers[::-1])

    with ThreadPoolExecutor(8) as people:
        list(people.map(somebody, range(160)))
    with database.read() as db:
        assert [count for *_, count in equality.counts(db)] == [160] * 4
