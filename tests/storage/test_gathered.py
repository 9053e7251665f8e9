"""Rows gathered into one value of the row that they belong to are what they are when they are asked for alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Column, Table, select

from intake.access.sealing import KeyRing
from intake.records.deliveries import Delivery
from intake.records.record import Event, Purpose
from intake.storage import events, outbox
from intake.storage.database import Database
from intake.storage.gathered import gathered
from intake.storage.tables import deliveries, records
from intake.storage.tables import events as event_rows
from tests.storage.kept import NOON, a_record, add

ODD = NOON + timedelta(microseconds=120_000)


@pytest.mark.parametrize(
    ("table", "key"),
    [(event_rows, event_rows.c.record_id), (deliveries, deliveries.c.record_id), (records, records.c.id)],
)
def test_each_value_is_what_its_own_column_gives(
    database: Database, ring: KeyRing, table: Table, key: Column[str]
) -> None:
    record = a_record()
    add(database, ring, record, a_record())
    with database.write() as db:
        noted = Event(ODD, "noted", "staff:1", {"days": ["2026-11-23", None], "“q”": {"n": 1.5}}, {"note": "žluťoučký"})
        events.append(db, record.id, noted, ring)
        outbox.enqueue(db, record.id, [Delivery(Purpose.TEAM_NOTICE, "team", ODD)], NOON)
    its = table.alias()
    whose = its.c[key.name]
    with database.read() as db:
        alone = db.execute(select(its).where(whose == record.id)).all()
        beside = gathered(select(its).where(whose == records.c.id), records)
        together = db.execute(select(beside).where(records.c.id == record.id)).scalar_one()
    assert alone
    assert [row._asdict() for row in together] == [row._asdict() for row in alone]


def test_where_there_are_none_the_list_is_empty(database: Database, ring: KeyRing) -> None:
    add(database, ring, a_record())
    none = select(deliveries).where(deliveries.c.record_id == records.c.id)
    with database.read() as db:
        assert db.execute(select(gathered(none, records))).scalar_one() == []
