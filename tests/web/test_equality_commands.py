"""`flask equality list` tells how the answers were spread, and traces nobody by them."""

from __future__ import annotations

from datetime import date

from flask import Flask

from intake.storage import equality
from tests.make import Clock, Run, service_of

DAY = date(2026, 11, 23)
NEXT_QUARTER = 60  # days later


def answer(app: Flask, role: str, question: str, answer: str, times: int, day: date = DAY) -> None:
    for _ in range(times):
        with service_of(app).database.write() as db:
            equality.count(db, day, role, [(question, answer)])


def test_counters_are_told_in_fives_for_a_quarter_that_is_over(app: Flask, run: Run, clock: Clock) -> None:
    answer(app, "parent", "eq_sex", "female", 12)
    answer(app, "child", "eq_age", "13_15", 8)
    answer(app, "child", "eq_age", "16_17", 7)
    clock.move(days=NEXT_QUARTER)
    told = run("equality", "list")
    assert (told.exit_code, told.output.splitlines()) == (
        0,
        [
            "2026-Q4  child  eq_age  13_15  10",
            "2026-Q4  child  eq_age  16_17  5",
            "2026-Q4  parent  eq_sex  female  10",
        ],
    )


def test_what_few_answered_is_not_told_apart_from_what_nobody_did(app: Flask, run: Run, clock: Clock) -> None:
    answer(app, "special_guardian", "eq_ethnic", "mixed", 4)
    answer(app, "child", "eq_age", "10_12", 1)
    answer(app, "child", "eq_age", "13_15", 5)
    clock.move(days=NEXT_QUARTER)
    assert run("equality", "list").output == "2026-Q4  child  eq_age  13_15  5\n"


def test_nobodys_answers_are_seen_to_come_in(app: Flask, run: Run, clock: Clock) -> None:
    """What is told of a quarter never changes, so what one person added cannot be found by asking twice."""
    answer(app, "child", "eq_age", "13_15", 30)
    assert run("equality", "list").output == ""
    clock.move(days=NEXT_QUARTER)
    told = run("equality", "list").output
    answer(app, "child", "eq_age", "13_15", 30, service_of(app).today())
    assert run("equality", "list").output == told == "2026-Q4  child  eq_age  13_15  30\n"
