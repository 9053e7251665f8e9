"""Counters of equality answers, which no person can be found in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module

from sqlalchemy import Connection, select

from intake.storage.tables import equality_counts

_row = equality_counts.c


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


def counts(db: Connection) -> list[tuple[str, str, str, str, int]]:
    """Every counter: quarter, role, question, answer, count; in that order."""
    columns = (_row.quarter, _row.role, _row.question, _row.answer)
    found = db.execute(select(*columns, _row.count).order_by(*columns))
    return [(each[0], each[1], each[2], each[3], each[4]) for each in found]
