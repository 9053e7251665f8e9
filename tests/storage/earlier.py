"""What lay in the tables as earlier versions had them, row by row: the code of today cannot write there any more."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import MetaData, Table, insert

from intake.access.sealing import KeyRing
from intake.records.record import Event, Record
from intake.storage import drafts, equality
from intake.storage.database import Database
from tests.storage.kept import MINUTE, NOON, a_record, a_referral

AT_001 = {"drafts", "records", "events", "deliveries", "equality_counts"}
AT_002 = AT_001 | {"past_deliveries", "referrals"}
_PLAIN = (
    "id", "reference", "once", "draft_id", "kind", "council", "voice", "language", "method", "received_at",
    "received_date", "stage", "status", "route", "time_limit", "flags", "envelope",
)  # fmt: skip


def put(database: Database, table: str, *rows: dict[str, Any]) -> None:
    """Puts rows into a table as it is there."""
    found = Table(table, MetaData(), autoload_with=database.engine)
    with database.write() as db:
        db.execute(insert(found), list(rows))


def add(database: Database, ring: KeyRing, record: Record, *events: Event, code_lookup: bytes | None = None) -> None:
    """Keeps a record with what happened to it: that it was received, at least."""
    sealed = {
        column: ring.seal(json.dumps(content, ensure_ascii=False).encode(), f"records.{column}:{record.id}")
        for column, content in (("story", record.story), ("identity", record.identity))
    }
    plain = {name: getattr(record, name) for name in _PLAIN}
    put(database, "records", {**plain, **sealed, "code_lookup": code_lookup})
    for event in (Event(record.received_at, "received", "self", {"method": record.method}), *events):
        happened = {"record_id": record.id, "at": event.at, "kind": event.kind, "by": event.by, "detail": event.detail}
        put(database, "events", happened)


def fill_001(database: Database, ring: KeyRing) -> Record:
    """Puts something into every table as the first version had them: a record, in danger, that has a code."""
    record = a_record(flags=["advocate_must_offer", "safeguarding_immediate"])
    add(database, ring, record, Event(NOON + MINUTE, "advocate_offered", "self"), code_lookup=b"lookup")
    _fill_drafts(database)
    for purpose in ("team_notice", "duty_alert"):
        waiting = {"record_id": record.id, "purpose": purpose, "once": f"{record.id}:{purpose}", "state": "ready"}
        put(database, "deliveries", {**waiting, "due_at": NOON, "attempts": 0})
    return record


def fill_002(database: Database, ring: KeyRing) -> list[Record]:
    """Puts something into every table as the second version had them."""
    first, other = a_record(flags=["advocate_must_offer", "case_concern_same_day"]), a_record(flags=[])
    add(database, ring, first, Event(NOON + MINUTE, "advocate_offered", "self"), code_lookup=b"lookup")
    add(database, ring, other)
    later = Event(NOON + 2 * MINUTE, "referral_received", "provider", {"on": "2026-11-23", "name": "Zoë"})
    put(database, "events", {"record_id": first.id, **{name: getattr(later, name) for name in _OF_EVENT}})
    _fill_drafts(database)
    for table, state, over in (("deliveries", "ready", None), ("past_deliveries", "sent", NOON + timedelta(hours=1))):
        delivery = {"id": len(table), "record_id": first.id, "purpose": "team_notice", "target": table}
        once = {"once": f"{first.id}:team_notice:{table}", "state": state, "created_at": NOON, "due_at": NOON}
        put(database, table, {**delivery, **once, "attempts": 1, "finished_at": over})
    put(database, "referrals", a_referral(first))
    return [first, other]


_OF_EVENT = ("at", "kind", "by", "detail")


def _fill_drafts(database: Database) -> None:
    with database.write() as db:
        drafts.add(db, "d1", b"\x00 sealed", NOON)
        equality.count(db, NOON.date(), "child", [("eq_age", "13_15")])
