"""What is worked out of each record, worked out again: by what it is found, and where it stands."""

from __future__ import annotations

from sqlalchemy import Connection, select

from intake.access.marks import Marks
from intake.access.sealing import KeyRing
from intake.casework.standing import standing_of
from intake.council.model import Council
from intake.rules.working_days import WorkingCalendar
from intake.storage import events, queue, search
from intake.storage import records as kept
from intake.storage.tables import records

_row = records.c


def index_anew(
    db: Connection, ring: KeyRing, marks: Marks, council: Council, calendar: WorkingCalendar, after: str, most: int
) -> list[str]:
    """The ids of the records that were indexed anew: at most so many of those with an id after this one, in order.

    Nobody decides anything about them until the transaction is over. Their versions stay.
    """
    ids = select(_row.id).where(_row.id > after).order_by(_row.id).limit(most).with_for_update()
    done = list(db.execute(ids).scalars())
    for record_id in done:
        record = kept.find_by_id(db, record_id, ring)
        if record is not None:
            standing = standing_of(record, events.changes(db, record_id, ring), council, calendar)
            queue.place(db, record_id, record.flags, standing)
            search.mark_anew(db, record, marks)
    return done
