"""Builders of what is kept, with defaults, and a look at the raw rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from intake.access.sealing import KeyRing
from intake.records.record import Event, Record
from intake.storage import records, tables
from intake.storage.database import Database

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

_numbers = count(1)


def a_record(**changes: Any) -> Record:
    """A record that differs from every other one in its id, its reference and what makes it once."""
    number = next(_numbers)
    plain: dict[str, Any] = {
        "id": f"record{number}",
        "reference": f"WDYT-{number:06}",
        "once": f"draft:{number}",
        "draft_id": f"draft{number}",
        "kind": "complaint",
        "council": "northshire",
        "voice": "child",
        "language": "en",
        "method": "e_form_young_person",
        "received_at": NOON,
        "received_date": date(2026, 11, 23),
        "stage": "intake",
        "status": "new",
        "route": "statutory",
        "time_limit": "in_time",
        "flags": ["advocate_must_offer"],
        "envelope": {"schema_version": 1, "due": {"stage1_10wd": "2026-12-07"}},
        "story": {"story": "Nobody rings back. لا أحد 🙂", "answers": {"topic": ["cannot_reach"]}, "asked": []},
        "identity": {"complainant": {"preferred": "Jay"}, "answers": {"preferred": "Jay"}, "asked": []},
    }
    return Record(**{**plain, **changes})


def add(database: Database, ring: KeyRing, *kept: Record, code_lookup: bytes | None = None) -> None:
    """Keeps records, each with its first event."""
    with database.write() as db:
        for record in kept:
            records.add(db, record, ring, Event(record.received_at, "received", "self"), code_lookup)


def find(database: Database, ring: KeyRing, reference: str) -> Record | None:
    with database.read() as db:
        return records.find(db, reference, ring)


def rows(database: Database, table: str) -> list[dict[str, Any]]:
    """Every row of a table, as it lies there."""
    with database.read() as db:
        return [dict(row) for row in db.execute(select(tables.metadata.tables[table])).mappings()]
