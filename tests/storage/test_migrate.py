"""The migrations lead to the tables that the code knows, and back, with what is in them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import MetaData, inspect, select, text

from intake.access.sealing import KeyRing
from intake.casework.roles import Role, Viewer
from intake.records.record import Event, Purpose
from intake.storage import chain, events, migrate, outbox, queue, sight
from intake.storage.database import Database
from intake.storage.queue import Wanted
from intake.storage.tables import NO_DAY
from tests.desk import a_person
from tests.storage.earlier import AT_001, AT_002, fill_001, fill_002, put
from tests.storage.kept import NOON, a_record, add, everything, fill, fill_003, find, lease, leased, rows

OF_THE_DESK = {
    *("staff", "recovery_codes", "staff_sessions", "calls", "shut_out", "seals"),
    *("record_flags", "search_marks", "links", "saved_filters"),
}
AT_003 = AT_002 | OF_THE_DESK
TABLES = AT_003 | {"wiped_records", "wiped_events"}
HOUR = timedelta(hours=1)


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


def known_then(found: dict[str, list[dict[str, Any]]], before: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Of all rows what an earlier version knew of them."""
    columns = {table: then[0].keys() for table, then in before.items()}
    return {
        table: sorted(({name: row[name] for name in names} for row in found[table]), key=repr)
        for table, names in columns.items()
    }


def test_the_first_version_comes_up_with_all_that_is_in_it_and_goes_back(
    empty_database: Database, ring: KeyRing
) -> None:
    migrate.upgrade(empty_database, "001")
    record = fill_001(empty_database, ring)
    before = raw(empty_database)
    assert {table for table, found in before.items() if found} == AT_001

    migrate.upgrade(empty_database)
    assert migrate.differences(empty_database) == []
    after = raw(empty_database)
    assert known_then(after, before) == before
    added = {"target": "", "lease": None, "reason": None, "finished_at": None}
    assert after["deliveries"] == [row | added | {"created_at": row["due_at"]} for row in before["deliveries"]]
    assert find(empty_database, ring, record.reference) == record

    migrate.downgrade(empty_database, "001")
    assert raw(empty_database) == before


def test_the_third_version_comes_up_with_all_that_is_in_it_and_goes_back(
    empty_database: Database, ring: KeyRing
) -> None:
    migrate.upgrade(empty_database)
    fill_003(empty_database, ring)
    put(empty_database, "seals", {"day": NOON.date(), "at": NOON, "last_event": 0, "records": 0, "digest": b"d"})
    filled = raw(empty_database)
    migrate.downgrade(empty_database, "003")
    before = raw(empty_database)
    assert known_then(filled, before) == before
    assert {table for table, found in before.items() if found} == AT_003

    migrate.upgrade(empty_database)
    assert migrate.differences(empty_database) == []
    assert known_then(raw(empty_database), before) == before

    migrate.downgrade(empty_database, "003")
    assert raw(empty_database) == before


# ── The desk ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def raised(empty_database: Database, ring: KeyRing) -> Database:
    """A database that was filled as the second version had it, and brought up to date."""
    migrate.upgrade(empty_database, "002")
    fill_002(empty_database, ring)
    migrate.upgrade(empty_database)
    return empty_database


def test_the_second_version_comes_up_with_all_that_is_in_it_and_goes_back(
    empty_database: Database, ring: KeyRing
) -> None:
    migrate.upgrade(empty_database, "002")
    kept = fill_002(empty_database, ring)
    before = raw(empty_database)
    assert {table for table, found in before.items() if found} == AT_002

    migrate.upgrade(empty_database)
    assert migrate.differences(empty_database) == []
    assert known_then(raw(empty_database), before) == before
    assert [find(empty_database, ring, record.reference) for record in kept] == kept

    migrate.downgrade(empty_database, "002")
    assert raw(empty_database) == before


def test_what_happened_before_there_was_a_chain_is_chained(raised: Database, ring: KeyRing) -> None:
    assert chain.verify(raised, ring) is None
    found = [(row["record_id"], row["seq"], row["kind"]) for row in rows(raised, "events")]
    first, other = (row["id"] for row in sorted(rows(raised, "records"), key=lambda row: int(row["reference"][-6:])))
    assert sorted(found) == sorted(
        [
            (first, 1, "received"),
            (first, 2, "advocate_offered"),
            (first, 3, "referral_received"),
            (other, 1, "received"),
        ]
    )
    with raised.write() as db:
        events.append(db, first, Event(NOON + HOUR, "noted", "staff:1", {}, {"reason": "They rang"}), ring)
        chain.seal(db, NOON.date(), NOON + HOUR)
    assert chain.verify(raised, ring) is None
    with raised.write() as db:
        db.execute(text("UPDATE events SET kind = 'looked_at' WHERE kind = 'advocate_offered'"))
    assert "event 2 (looked_at, 2026-11-23T12:01:00+00:00): it was changed" in (chain.verify(raised, ring) or "")


def test_what_was_there_before_the_queue_stands_in_it(raised: Database) -> None:
    officer = Viewer(a_person(Role.COMPLAINTS_OFFICER))
    with raised.read() as db:
        found = queue.page(db, officer, sight.managers(db, ""), Wanted()).rows
        flagged = queue.page(db, officer, sight.managers(db, ""), Wanted(flag="case_concern_same_day")).rows
    assert [(row.rank, row.due_on, row.due_what, row.version) for row in found] == [
        (rank, date(2026, 12, 7), "stage1_10wd", 1) for rank in (1, 2)
    ]
    assert [row.waits_for for row in found] == ["complaints_team"] * 2
    assert [row.is_safety for row in found] == [True, False]
    assert flagged == found[:1]


def test_danger_from_before_comes_first_and_waits_for_the_duty_team(empty_database: Database, ring: KeyRing) -> None:
    migrate.upgrade(empty_database, "001")
    fill_001(empty_database, ring)
    migrate.upgrade(empty_database)
    [row] = rows(empty_database, "records")
    assert (row["rank"], row["waits_for"], row["is_safety"]) == (0, "duty_team", True)
    assert row["due_on"] < NO_DAY
    assert {row["flag"] for row in rows(empty_database, "record_flags")} == set(row["flags"])


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
    for table in ("drafts", "equality_counts"):
        assert after[table] == before[table]
    for table in ("records", "events"):
        assert [row["id"] for row in after[table]] == [row["id"] for row in before[table]]
    assert [table for table in ("past_deliveries", "referrals", *OF_THE_DESK) if after[table]] == ["record_flags"]
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


def test_several_who_begin_at_once_with_nothing_all_go_on(new_postgresql: Callable[[], str]) -> None:
    address = new_postgresql()
    services = [Database(address) for _ in range(4)]
    with ThreadPoolExecutor(len(services)) as threads:
        list(threads.map(migrate.upgrade, services))
    assert migrate.differences(services[0]) == []
    for service in services:
        service.close()


def test_the_way_down_leaves_no_table_and_the_way_up_begins_anew(database: Database, ring: KeyRing) -> None:
    fill(database, ring)
    migrate.downgrade(database, "base")
    assert tables(database) == set()
    migrate.upgrade(database)
    assert migrate.differences(database) == []
    assert all(rows(database, table) == [] for table in TABLES)
