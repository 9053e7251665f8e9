"""Sealing anew what lies in a column, once the ring has a new key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, Connection, select, update

from intake.access.sealing import KeyRing
from intake.storage.tables import calls

_AT_ONCE = 500  # rows in memory


def reseal(db: Connection, ring: KeyRing, column: Column[Any], place: Callable[[Any], str], most: int) -> int:
    """How many rows had this column sealed anew with the ring's current key; at most so many, 0 when all have.

    `place` says of a row where its column is bound to.
    """
    table, done = column.table, 0
    query = select(table).where(column.is_not(None)).execution_options(yield_per=_AT_ONCE)
    with db.execute(query) as found:
        for row in found:
            sealed = getattr(row, column.name)
            if ring.is_current(sealed):
                continue
            fresh = ring.seal(ring.open(sealed, place(row)), place(row))
            db.execute(update(table).where(table.c.id == row.id).values({column.name: fresh}))
            done += 1
            if done == most:
                break
    return done


def reseal_calls(db: Connection, ring: KeyRing, most: int) -> int:
    """How many calls were sealed anew, as for `reseal`."""
    return reseal(db, ring, calls.c.sealed, lambda row: f"calls.sealed:{row.id}", most)
