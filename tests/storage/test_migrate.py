"""The migrations lead to the tables that the code knows, and back."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text

from intake.access.sealing import KeyRing
from intake.storage import drafts, migrate
from intake.storage.database import Database
from tests.storage.kept import NOON, a_record, add, find, rows

TABLES = {"drafts", "records", "events", "deliveries", "equality_counts"}


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


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


def test_the_way_down_leaves_no_table_and_the_way_up_begins_anew(database: Database, ring: KeyRing) -> None:
    add(database, ring, a_record())
    with database.write() as db:
        drafts.add(db, "d1", b"sealed", NOON)
    migrate.downgrade(database, "base")
    assert tables(database) == set()
    migrate.upgrade(database)
    assert migrate.differences(database) == []
    assert all(rows(database, table) == [] for table in TABLES)
