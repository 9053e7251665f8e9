"""The filters of the queue that somebody uses often, each under a name of theirs."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, delete, insert, select

from intake.storage.tables import saved_filters, staff

MOST = 20

_row = saved_filters.c
_OF = select(_row.name, _row.wanted).where(_row.staff_id == bindparam("staff_id"))


def keep(db: Connection, staff_id: str, name: str, wanted: Mapping[str, str]) -> bool:
    """Keeps a filter under this name, in place of the one that had it; False where there are `MOST` already.

    `wanted` is what the form of the list sends, codes such as "overdue" or "me": they mean another day on another day.
    """
    db.execute(select(staff.c.id).where(staff.c.id == staff_id).with_for_update()).one()  # one page of theirs at a time
    if len(of(db, staff_id).keys() - {name}) >= MOST:
        return False
    drop(db, staff_id, name)
    db.execute(insert(saved_filters).values(staff_id=staff_id, name=name, wanted=dict(wanted)))
    return True


def of(db: Connection, staff_id: str) -> dict[str, dict[str, str]]:
    """The filters of one person by their names, in the order of the names."""
    found = db.execute(_OF, {"staff_id": staff_id})
    return {row.name: row.wanted for row in sorted(found, key=lambda row: (row.name.casefold(), row.name))}


def drop(db: Connection, staff_id: str, name: str) -> None:
    """Forgets a filter, where there is one."""
    db.execute(delete(saved_filters).where(_row.staff_id == staff_id, _row.name == name))
