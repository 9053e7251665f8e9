"""The end of a call: it becomes one record, however often that is asked for."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from intake.access.reference import new_reference
from intake.records.call import CallState
from intake.records.record import Record
from intake.records.submission import Receipt, received
from intake.storage import calls, records
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

    def end() -> None:
        record = record_of(Receipt(uuid.uuid4().hex, new_reference(), once, stored.id, stored.opened_at, on))
        with service().database.write() as db:
            if calls.close(db, service().ring, stored, state, service().now(), record.reference):
                keep(db, service(), record, received(record, me().mark))
        service().bell.ring()

    records.with_free_references(end)
