"""The records of which somebody may have to be reminded, a part of them at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, select, tuple_

from intake.casework.standing import Rank, WaitsFor
from intake.storage.tables import EVERY, records

_row = records.c


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the records have been looked through: in which of the rounds below, and the last of it."""

    round: int = 0
    due_on: date = date.min
    id: str = ""


START = Mark()


def due_up_to(db: Connection, day: date, after: Mark, most: int) -> tuple[list[str], Mark]:
    """The ids of at most so many open records that are due by this day, and the mark after which to go on.

    In danger, and where the manager has to decide, something is due whether or not there is a day for it: such a record
    may come twice. The mark is START again where no more are left.
    """
    rounds = (  # each has an index of its own
        _row.rank == Rank.DANGER,
        and_(_row.rank == Rank.SAME_DAY, _row.due_on <= day),
        and_(_row.rank == Rank.OTHER, _row.due_on <= day),
        _row.waits_for == WaitsFor.COMPLAINTS_MANAGER,
    )
    found: list[str] = []
    for n, wanted in enumerate(rounds):
        if n < after.round:
            continue
        begin = (after.due_on, after.id) if n == after.round else (date.min, "")
        rows = db.execute(
            select(_row.due_on, _row.id)
            .where(_row.is_open.is_(True), EVERY, wanted, tuple_(_row.due_on, _row.id) > begin)
            .order_by(_row.due_on, _row.id)
            .limit(most - len(found))
        ).all()
        found.extend(row.id for row in rows)
        if len(found) == most:
            return found, Mark(n, rows[-1].due_on, rows[-1].id)
    return found, START
