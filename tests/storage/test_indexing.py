"""What is worked out of records can be worked out again, some at a time, and comes out the same."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from intake.access.marks import Marks
from intake.access.sealing import KeyRing
from intake.council.calendar import england
from intake.council.load import load
from intake.records.record import Event
from intake.storage import events, queue, search
from intake.storage.database import Database
from intake.storage.indexing import index_anew
from intake.storage.tables import records
from tests.storage.kept import MARKS, MINUTE, NOON, STANDING, a_record, add, rows

NEW = Marks(b"\x01" * 32)


def index(database: Database, ring: KeyRing, after: str, most: int) -> list[str]:
    with database.write() as db:
        return index_anew(db, ring, NEW, load("northshire"), england(), after, most)


def test_some_at_a_time_until_there_are_no_more(database: Database, ring: KeyRing) -> None:
    add(database, ring, *(a_record() for _ in range(5)))
    with database.read() as db:
        ids = list(db.execute(select(records.c.id).order_by(records.c.id)).scalars())
    batches: list[list[str]] = []
    after = ""
    while not batches or batches[-1]:
        batches.append(index(database, ring, after, 2))
        after = batches[-1][-1] if batches[-1] else after
    assert batches == [ids[:2], ids[2:4], ids[4:], []]


def test_what_has_happened_counts_and_what_stood_there_does_not(database: Database, ring: KeyRing) -> None:
    record = a_record(flags=["priority_child"])
    add(database, ring, record)
    [at_first] = rows(database, "records")
    with database.write() as db:
        events.append(db, record.id, Event(NOON + MINUTE, "assigned", "staff:1", {"assigned_to": "staff2"}))
        assert queue.move(db, record.id, [], replace(STANDING, stage="stage_2", is_safety=True), 1)
        search.mark(db, record, MARKS)
    assert index(database, ring, "", 9) == [record.id]
    [after] = rows(database, "records")
    assert (after["stage"], after["is_safety"]) == (at_first["stage"], at_first["is_safety"])
    assert (after["version"], after["assigned_to"]) == (2, "staff2")
    assert [row["flag"] for row in rows(database, "record_flags")] == ["priority_child"]
    assert {row["mark"] for row in rows(database, "search_marks")} == {NEW.of("name", "jay")}
