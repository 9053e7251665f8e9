"""The end of a call: it becomes one record, however often that is asked for."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from sqlalchemy.exc import IntegrityError

from intake.access.reference import new_reference
from intake.records.call import CallState
from intake.records.record import Record
from intake.records.submission import Receipt, received
from intake.storage import calls
from intake.storage.calls import StoredCall
from intake.web.desk.call.taking import day_of
from intake.web.desk.guard import me
from intake.web.receiving import keep
from intake.web.service import service


def end_as(stored: StoredCall, state: CallState, record_of: Callable[[Receipt], Record]) -> None:
    """Keeps the record of this call, as it was seen, and closes it; nothing where another window was faster.

    It is received when the call came: no clock waits for the end of it.
    """
    once, on = f"call:{stored.id}", day_of(stored)
    for _ in range(5):
        record = record_of(Receipt(uuid.uuid4().hex, new_reference(), once, stored.id, stored.opened_at, on))
        try:
            with service().database.write() as db:
                if not calls.close(db, service().ring, stored, state, service().now(), record.reference):
                    return
                keep(db, service(), record, received(record, me().mark))
        except IntegrityError:
            continue  # the reference is taken
        service().bell.ring()
        return
    raise RuntimeError("no free reference in five tries: expected one at the first")
