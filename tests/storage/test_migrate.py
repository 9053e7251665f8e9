"""The migrations lead to the tables that the code knows, and back, with what is in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import MetaData, insert, inspect, select, text

from intake.access.sealing import KeyRing
from intake.records.record import Purpose
from intake.storage import drafts, equality, migrate, outbox
from intake.storage.database import Database
from tests.storage.kept import NOON, a_record, add, everything, fill, find, lease, leased, rows

AT_001 = {"drafts", "records", "events", "deliveries", "equality_counts"}
TABLES = AT_001 | {"past_deliveries", "referrals"}
HOUR = timedelta(hours=1)
AS_AT_FIRST = {"state": "ready", "due_at": NOON, "attempts": 0}


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def raw(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that is there, whatever the code knows."""
    found = MetaData()
    with database.read() as db:
        found.reflect(db)
        return {
            name: sorted(map(dict, db.execute(select(table)).mappings()), key=repr)
            for name, table in found.tables.items()
            if name != "alembic_version"
        }


def fill_001(database: Database, ring: KeyRing) -> None:
    """Puts something into every table as the first version had them."""
    record = a_record()
    add(database, ring, record, code_lookup=b"lookup")
    waiting = MetaData()
    with database.write() as db:
        drafts.add(db, "d1", b"\x00 sealed", NOON)
        equality.count(db, NOON.date(), "child", [("eq_age", "13_15")])
        waiting.reflect(db, only=["deliveries"])
        db.execute(
            insert(waiting.tables["deliveries"]),
            [
                {"record_id": record.id, "purpose": purpose, "once": f"{record.id}:{purpose}", **AS_AT_FIRST}
                for purpose in ("team_notice", "duty_alert")
            ],
        )


def test_an_empty_database_becomes_what_the_code_knows(empty_database: Database) -> None:
    assert migrate.differences(empty_database)
    migrate.upgrade(empty_database)
    assert tables(empty_database) == TABLES
    assert migrate.differences(empty_database) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        pytest.param("DROP INDEX ix_records_received", "add_index", id="an index is missing"),
        pytest.param("ALTER TABLE drafts ADD COLUMN note VARCHAR", "remove_column", id="a column too many"),
        pytest.param("ALTER TABLE records DROP COLUMN language", "add_column", id="a column is missing"),
        pytest.param("CREATE TABLE notes (id INTEGER PRIMARY KEY)", "remove_table", id="a table too many"),
    ],
)
def test_a_database_that_is_not_what_the_code_knows_is_told_apart(database: Database, change: str, what: str) -> None:
    with database.write() as db:
        db.execute(text(change))
    assert what in repr(migrate.differences(database))


def test_upgrading_again_keeps_everything(database: Database, ring: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    migrate.upgrade(database)
    assert find(database, ring, record.reference) == record


def test_the_first_version_comes_up_with_all_that_is_in_it_and_goes_back(
    empty_database: Database, ring: KeyRing
) -> None:
    migrate.upgrade(empty_database, "001")
    fill_001(empty_database, ring)
    before = raw(empty_database)
    assert {table for table, found in before.items() if found} == AT_001

    migrate.upgrade(empty_database)
    assert migrate.differences(empty_database) == []
    after = raw(empty_database)
    assert {table: after[table] for table in AT_001 - {"deliveries"}} == {
        table: before[table] for table in AT_001 - {"deliveries"}
    }
    added = {"target": "", "lease": None, "reason": None, "finished_at": None}
    assert after["deliveries"] == [row | added | {"created_at": row["due_at"]} for row in before["deliveries"]]

    migrate.downgrade(empty_database, "001")
    assert raw(empty_database) == before


def test_what_waited_before_there_were_targets_is_delivered_to_the_first(
    empty_database: Database, ring: KeyRing
) -> None:
    migrate.upgrade(empty_database, "001")
    fill_001(empty_database, ring)
    migrate.upgrade(empty_database)
    with empty_database.write() as db:
        assert outbox.readdress(db, Purpose.TEAM_NOTICE, ["team", "backup"], "team") == 1
    assert leased(empty_database, "team").purpose == Purpose.TEAM_NOTICE


def test_going_down_and_up_again_keeps_every_delivery_and_sends_none_of_them_twice(
    database: Database, ring: KeyRing
) -> None:
    fill(database, ring)
    before = everything(database)
    migrate.downgrade(database, "001")
    assert tables(database) == AT_001
    assert len(raw(database)["deliveries"]) == len(before["deliveries"] + before["past_deliveries"])

    migrate.upgrade(database)
    assert migrate.differences(database) == []
    after = everything(database)
    known_at_001 = AT_001 - {"deliveries"}
    assert {table: after[table] for table in known_at_001} == {table: before[table] for table in known_at_001}
    assert (after["past_deliveries"], after["referrals"]) == ([], [])
    assert _as_at_first(after["deliveries"]) == _as_at_first(before["deliveries"] + before["past_deliveries"])

    places = [row["target"] for row in after["deliveries"]]
    again = {place for place in places if lease(database, place, NOON + HOUR) is not None}
    assert again == {"tried", "under-way", "waiting"}
    with database.write() as db:
        assert outbox.retry(db, NOON) == 1
        assert outbox.archive(db, NOON + HOUR, 10) == 3


def _as_at_first(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the first version knew of deliveries, and where each one goes."""
    kept = ("id", "record_id", "purpose", "target", "once", "state", "due_at", "attempts")
    return sorted(({name: row[name] for name in kept} for row in found), key=lambda row: int(row["id"]))


def test_the_way_down_leaves_no_table_and_the_way_up_begins_anew(database: Database, ring: KeyRing) -> None:
    fill(database, ring)
    migrate.downgrade(database, "base")
    assert tables(database) == set()
    migrate.upgrade(database)
    assert migrate.differences(database) == []
    assert all(rows(database, table) == [] for table in TABLES)
