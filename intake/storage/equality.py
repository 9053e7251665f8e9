"""Counters of equality answers, which no person can be found in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from intake.storage.tables import EqualityCountRow


def quarter(day: date) -> str:
    """The calendar quarter of this day, such as 2026-Q4."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def count(session: Session, day: date, role: str, answers: Iterable[tuple[str, str]]) -> None:
    """Adds one to the counter of each (question, answer) in this day's quarter."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for question, answer in sorted(answers):  # in one order for everybody, or two could wait for each other for ever
        first = dialect.insert(EqualityCountRow).values(
            quarter=quarter(day), role=role, question=question, answer=answer, count=1
        )
        session.execute(
            first.on_conflict_do_update(
                index_elements=EqualityCountRow.__table__.primary_key, set_={"count": EqualityCountRow.count + 1}
            )
        )


def counts(session: Session) -> list[tuple[str, str, str, str, int]]:
    """Every counter: quarter, role, question, answer, count; in that order."""
    row = EqualityCountRow
    columns = (row.quarter, row.role, row.question, row.answer)
    found = session.execute(select(*columns, row.count).order_by(*columns))
    return [(each[0], each[1], each[2], each[3], each[4]) for each in found]
