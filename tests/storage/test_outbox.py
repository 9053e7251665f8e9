"""What has to be delivered because of a record is written once, with the record."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from intake.access.sealing import KeyRing
from intake.records.record import Purpose
from intake.storage import outbox
from intake.storage.database import Database
from tests.storage.kept import NOON, a_record, add, rows


def test_each_purpose_is_a_delivery_that_is_due_at_once(database: Database, ring: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    with database.write() as db:
        outbox.enqueue(db, record.id, (Purpose.TEAM_NOTICE, Purpose.DUTY_ALERT), NOON)
    kept = [(row["record_id"], row["purpose"], row["state"], row["due_at"], row["attempts"]) for row in _all(database)]
    assert kept == [
        (record.id, "team_notice", "ready", NOON, 0),
        (record.id, "duty_alert", "ready", NOON, 0),
    ]


def test_nothing_to_deliver_is_nothing_written(database: Database, ring: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    with database.write() as db:
        outbox.enqueue(db, record.id, (), NOON)
    assert _all(database) == []


def test_a_delivery_is_written_once_for_each_record(database: Database, ring: KeyRing) -> None:
    one, other = a_record(), a_record()
    add(database, ring, one, other)
    for record in (one, other):
        with database.write() as db:
            outbox.enqueue(db, record.id, (Purpose.TEAM_NOTICE,), NOON)
    with pytest.raises(IntegrityError), database.write() as db:
        outbox.enqueue(db, one.id, (Purpose.DUTY_ALERT, Purpose.TEAM_NOTICE), NOON)
    assert [(row["record_id"], row["purpose"]) for row in _all(database)] == [
        (one.id, "team_notice"),
        (other.id, "team_notice"),
    ]


def test_nothing_is_delivered_for_a_record_that_is_not_there(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as db:
        outbox.enqueue(db, "nobody", (Purpose.TEAM_NOTICE,), NOON)


def _all(database: Database) -> list[dict[str, object]]:
    return sorted(rows(database, "deliveries"), key=lambda row: int(row["id"]))
