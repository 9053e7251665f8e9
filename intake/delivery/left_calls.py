"""Calls that nobody goes on with: what was told in them becomes a record, which more than one person can see."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.access.reference import new_reference
from intake.access.sealing import KeyRing
from intake.casework.codes import EventKind
from intake.casework.left_calls import LEFT_IN_DANGER_AFTER, is_left
from intake.casework.roles import mark_of
from intake.council.model import Council
from intake.delivery.letters import Speakers
from intake.records.call import CallState
from intake.records.record import Event, Record
from intake.records.submission import Receipt, build_handover, received
from intake.rules.london import london_day
from intake.rules.working_days import WorkingCalendar
from intake.storage import calls, events
from intake.storage.calls import StoredCall
from intake.storage.database import Database

log = logging.getLogger(__name__)

# Takes a record in, with all that follows from it.
Receive = Callable[[Connection, Record, Event], None]


@dataclass(frozen=True, slots=True)
class LeftCalls:
    """The calls of one council that were left."""

    database: Database
    ring: KeyRing
    council: Council
    calendar: WorkingCalendar
    speakers: Speakers
    receive: Receive

    def hand_over(self, now: datetime) -> None:
        """Hands over each that is left by now, as it stands; one that cannot be is tried again the next time."""
        with self.database.read() as db:
            untouched = calls.untouched(db, now - LEFT_IN_DANGER_AFTER)
        for call_id, staff_id, is_agent_here in untouched:
            try:
                self._look_at(call_id, staff_id, now, is_agent_here=is_agent_here)
            except Exception as fault:  # its text may hold a caller's words: it is kept and logged nowhere
                log.error("call %s could not be handed over: %s", call_id, type(fault).__name__)

    def _look_at(self, call_id: str, staff_id: str, now: datetime, *, is_agent_here: bool) -> None:
        with self.database.read() as db:
            stored = calls.find(db, self.ring, call_id, staff_id)
        if stored is None:
            return
        opened_on = london_day(stored.opened_at)
        if not is_left(stored.call, stored.saved_at, now, opened_on, is_agent_here=is_agent_here):
            return
        record = self._record_of(stored)
        with self.database.write() as db:
            if calls.close(db, self.ring, stored, CallState.HANDED_OVER, now, record.reference):
                self.receive(db, record, received(record, mark_of(staff_id)))
                events.append(db, record.id, Event(now, EventKind.CALL_LEFT, "service"))

    def _record_of(self, stored: StoredCall) -> Record:
        call, at = stored.call, stored.opened_at
        on = london_day(at)
        receipt = Receipt(uuid.uuid4().hex, new_reference(), f"call:{stored.id}", stored.id, at, on)
        speak = self.speakers.of(call.draft.voice, "en")
        return build_handover(call.draft, receipt, self.council, self.calendar, speak, beside=call.beside)
