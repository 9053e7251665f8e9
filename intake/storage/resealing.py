"""Sealing anew what lies in sealed columns, once the ring has a new key, while others go on writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Row, select, update

from intake.access.sealing import KeyRing
from intake.storage.database import Database

Place = Callable[[Row[Any], str], str]


def reseal(database: Database, ring: KeyRing, columns: Sequence[Column[Any]], place: Place, at_once: int = 200) -> int:
    """How many rows had any of these columns of one table sealed anew with the ring's current key: all that needed it.

    What is sealed with that key already is opened, too: CannotOpen where anything is sealed with a key that the ring
    does not hold, or under the same id with another one. `place` says of a row where its column of this name is bound
    to. What somebody changes after it was read stays as they changed it, and is looked at again.
    """
    table, done, last = columns[0].table, 0, None
    page = select(table).order_by(table.c.id).limit(at_once)
    while True:
        with database.read() as db:
            found = db.execute(page if last is None else page.where(table.c.id > last)).all()
        if not found:
            return done
        old = [(row, fresh) for row in found if (fresh := _sealed_anew(ring, row, columns, place))]
        if old:
            with database.write() as db:
                written = [_put(db, row, fresh) for row, fresh in old]
            done += sum(written)
            if not all(written):
                continue
        last = found[-1].id


def _sealed_anew(
    ring: KeyRing, row: Row[Any], columns: Sequence[Column[Any]], place: Place
) -> dict[Column[Any], bytes]:
    """What each of the columns has to hold that older keys have sealed in this row."""
    sealed = {column: row._mapping[column] for column in columns if row._mapping[column] is not None}
    opened = {column: ring.open(old, place(row, column.name)) for column, old in sealed.items()}
    return {
        column: ring.seal(content, place(row, column.name))
        for column, content in opened.items()
        if not ring.is_current(sealed[column])
    }


def _put(db: Connection, row: Row[Any], fresh: dict[Column[Any], bytes]) -> bool:
    """Whether this took the place of what was read; False where that was changed or wiped meanwhile."""
    (table,) = {column.table for column in fresh}
    as_read = [column == row._mapping[column] for column in fresh]
    return db.execute(update(table).where(table.c.id == row.id, *as_read).values(fresh)).rowcount == 1
