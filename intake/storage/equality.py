"""Counters of equality answers, which no person can be found in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from typing import NamedTuple

from sqlalchemy import Connection, select

from intake.storage.tables import equality_counts

_FEWEST = _STEP = 5

_row = equality_counts.c


class Counter(NamedTuple):
    """How many in this role gave this answer in this quarter."""

    quarter: str
    role: str
    question: str
    answer: str
    people: int


def quarter(day: date) -> str:
    """The calendar quarter of this day, such as 2026-Q4."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def count(db: Connection, day: date, role: str, answers: Iterable[tuple[str, str]]) -> None:
    """Adds one to the counter of each (question, answer) in this day's quarter."""
    insert = import_module(f"sqlalchemy.dialects.{db.dialect.name}").insert  # each has its own upsert
    add_one = (
        insert(equality_counts)
        .values(quarter=quarter(day), role=role, count=1)
        .on_conflict_do_update(index_elements=equality_counts.primary_key, set_={"count": _row.count + 1})
    )
    for question, answer in sorted(answers):  # in one order for everybody, or two could wait for each other for ever
        db.execute(add_one, {"question": question, "answer": answer})


def counts(db: Connection) -> list[Counter]:
    """Every counter, in the order of its columns."""
    columns = (_row.quarter, _row.role, _row.question, _row.answer)
    return [Counter(*each) for each in db.execute(select(*columns, _row.count).order_by(*columns))]


def told(db: Connection, today: date) -> list[Counter]:
    """The counters that nobody is traced by, as `counts`: of quarters that are over, of five people or more, in fives.

    Of a quarter that goes on, two lists would show what whoever answered between them added to each question; and a
    small number that is left out could be worked out from exact ones beside it.
    """
    return [
        each._replace(people=(each.people + _STEP // 2) // _STEP * _STEP)
        for each in counts(db)
        if each.quarter < quarter(today) and each.people >= _FEWEST
    ]
