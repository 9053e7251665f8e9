"""A backup goes back into either kind of database as it was, or not at all."""

from __future__ import annotations

import gzip
import json
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, inspect

from intake.access.sealing import KeyRing
from intake.records.deliveries import Delivery
from intake.records.record import Purpose
from intake.storage import chain, drafts, migrate, records, tables
from intake.storage.backup import FORMAT, BackupError, backup, restore
from intake.storage.database import Database
from tests.storage import earlier
from tests.storage.kept import MINUTE, NOON, a_record, add, enqueue, everything, fill, find, leased, rows

Change = Callable[[bytes], bytes]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "wdyt.backup"


@pytest.fixture(autouse=True)
def _folder(path: Path) -> None:
    path.parent.mkdir()


@pytest.fixture(params=["into sqlite", "into postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Another database of each kind in which there is nothing yet, not even a table."""
    if request.param == "into sqlite":
        made = Database(f"sqlite:///{tmp_path}/other.db")
    else:
        made = Database(request.getfixturevalue("new_postgresql")())
    yield made
    made.close()


@pytest.fixture
def filled(database: Database, ring: KeyRing) -> Database:
    fill(database, ring)
    return database


@pytest.fixture
def whole(tmp_path: Path, ring: KeyRing, path: Path) -> bytes:
    """What a backup of an SQLite database holds that has something in every table."""
    made = Database(f"sqlite:///{tmp_path}/wdyt.db")
    migrate.upgrade(made)
    fill(made, ring)
    backup(made, path, NOON)
    made.close()
    return path.read_bytes()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def write(path: Path, *content: dict[str, Any], **last: Any) -> None:
    """Writes lines as a backup that is whole, whatever they say."""
    packed = b"".join(json.dumps(line).encode() + b"\n" for line in content)
    end = {"rows": {}, "sha256": sha256(packed).hexdigest(), **last}
    path.write_bytes(gzip.compress(packed + json.dumps(end).encode() + b"\n"))


# ── There and back ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_kept_comes_back_as_it_was_and_goes_on(
    database: Database, other: Database, ring: KeyRing, path: Path
) -> None:
    kept = fill(database, ring)
    written = backup(database, path, NOON)
    read = restore(other, path)

    before = everything(database)
    assert everything(other) == before
    assert read == written == {table: len(found) for table, found in before.items()}
    assert 0 not in written.values()
    assert migrate.differences(other) == []
    with other.read(at_one_moment=True) as db:
        assert list(records.every(db, ring)) == kept
        assert records.reference_of_code(db, b"\x00\xff lookup") == kept[1].reference

    new = a_record()
    add(other, ring, new)
    enqueue(other, new, Delivery(Purpose.TEAM_NOTICE, "team", NOON))
    assert find(other, ring, new.reference) == new
    for table in ("events", "deliveries"):
        ids = [row["id"] for row in rows(other, table)]
        assert max(ids) == ids[-1] == max(row["id"] for row in before[table]) + 1


def test_a_backup_of_what_was_restored_is_the_same_backup(
    filled: Database, other: Database, path: Path, tmp_path: Path
) -> None:
    backup(filled, path, NOON)
    restore(other, path)
    backup(other, tmp_path / "again", NOON)
    assert sorted(map(repr, lines(tmp_path / "again")[:-1])) == sorted(map(repr, lines(path)[:-1]))


def test_more_rows_than_are_held_in_memory_come_back(database: Database, other: Database, path: Path) -> None:
    with database.write() as db:
        for number in range(1203):
            drafts.add(db, f"d{number}", b"sealed", NOON)
    assert backup(database, path, NOON) == {"drafts": 1203}
    assert restore(other, path) == {"drafts": 1203}
    assert everything(other) == everything(database)


def test_nothing_but_tables_comes_back_as_that(database: Database, other: Database, path: Path) -> None:
    assert backup(database, path, NOON) == restore(other, path) == {}
    assert everything(other) == everything(database)
    add(other, KeyRing({"k1": bytes(32)}), a_record())
    assert [row["id"] for row in rows(other, "events")] == [1]


def test_a_backup_of_earlier_tables_is_migrated(empty_database: Database, other: Database, path: Path) -> None:
    ring = KeyRing({"k1": bytes(32)})
    migrate.upgrade(empty_database, "001")
    record = a_record()
    earlier.add(empty_database, ring, record)
    delivery = {"id": 7, "record_id": record.id, "purpose": "team_notice", "once": "once", "state": "ready"}
    earlier.put(empty_database, "deliveries", {**delivery, "due_at": NOON, "attempts": 2})
    backup(empty_database, path, NOON)
    assert lines(path)[0]["revision"] == "001"

    migrate.upgrade(other)
    restore(other, path)
    assert migrate.differences(other) == []
    assert find(other, ring, record.reference) == record
    [moved] = rows(other, "deliveries")
    assert (moved["id"], moved["attempts"], moved["due_at"]) == (7, 2, NOON)
    assert (moved["target"], moved["created_at"]) == ("", NOON)
    assert chain.verify(other, ring) is None


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_file_says_what_it_is_and_a_line_for_each_row(database: Database, ring: KeyRing, path: Path) -> None:
    record = a_record()
    add(database, ring, record, code_lookup=b"\x00\xff")
    backup(database, path, NOON)
    header, *content, last = lines(path)
    assert header == {"format": FORMAT, "revision": migrate.NEWEST, "made_at": "2026-11-23T12:00:00+00:00"}
    assert [line["table"] for line in content] == ["records", "events", "record_flags"]
    row = content[0]["row"]
    assert list(row) == [column.name for column in tables.records.columns]
    assert row["received_at"] == "2026-11-23T12:00:00+00:00" and row["received_date"] == "2026-11-23"
    assert (row["envelope"], row["code_lookup"]) == (record.envelope, "AP8=")
    packed = gzip.decompress(path.read_bytes())
    assert last == {
        "rows": {"records": 1, "events": 1, "record_flags": 1},
        "sha256": sha256(packed[: packed.rindex(b"\n", 0, -1) + 1]).hexdigest(),
    }


def test_the_file_is_for_its_owner_alone_and_says_no_word_of_anybody(
    database: Database, ring: KeyRing, path: Path
) -> None:
    add(database, ring, a_record(story={"story": "CANARY"}, identity={"complainant": {"preferred": "CANARY"}}))
    backup(database, path, NOON)
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"CANARY" not in gzip.decompress(path.read_bytes())
    assert list(path.parent.iterdir()) == [path]


def test_a_backup_is_of_one_moment_while_others_write(database: Database, ring: KeyRing, path: Path) -> None:
    """Whenever the backup turns to a table, somebody sends one thing more."""
    add(database, ring, a_record())
    somebody = Database(database.url.render_as_string(hide_password=False))

    @event.listens_for(database.engine, "before_cursor_execute")
    def send_more(_: object, __: object, statement: str, *___: object) -> None:
        if any(f"FROM {table}" in statement for table in tables.metadata.tables):
            add(somebody, ring, a_record())

    backup(database, path, NOON)
    event.remove(database.engine, "before_cursor_execute", send_more)
    found = {name: {line["row"][key] for line in lines(path) if line.get("table") == name} for name, key in _JOINED}
    assert len(rows(somebody, "records")) > 4
    assert found["records"] == found["events"] != set()
    somebody.close()


_JOINED = (("records", "id"), ("events", "record_id"))


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────────

HEADER = {"format": FORMAT, "revision": migrate.NEWEST, "made_at": "2026-11-23T12:00:00+00:00"}


def _one_value_changed(content: bytes) -> bytes:
    return gzip.compress(gzip.decompress(content).replace(b'"child"', b'"adult"', 1))


def _without_its_last_line(content: bytes) -> bytes:
    return gzip.compress(b"".join(gzip.decompress(content).splitlines(keepends=True)[:-1]))


def _without_a_row(content: bytes) -> bytes:
    kept = gzip.decompress(content).splitlines(keepends=True)
    return gzip.compress(b"".join(kept[:3] + kept[4:]))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda content: content[:-1], id="its last byte is missing"),
        pytest.param(lambda content: content[: len(content) // 2], id="half of it is missing"),
        pytest.param(lambda _: b"", id="nothing is left"),
        pytest.param(lambda content: content[:500] + bytes([content[500] ^ 1]) + content[501:], id="one bit turned"),
        pytest.param(lambda content: content + b"more", id="something behind it"),
        pytest.param(lambda content: gzip.decompress(content), id="not packed"),
        pytest.param(_one_value_changed, id="a value is another"),
        pytest.param(_without_a_row, id="a row is missing"),
        pytest.param(_without_its_last_line, id="the last line is missing"),
        pytest.param(lambda _: gzip.compress(b"[]\n"), id="a list"),
        pytest.param(lambda _: gzip.compress(b"\xff\xfe\n"), id="no text"),
        pytest.param(lambda _: b"SQLite format 3\0" * 64, id="something else"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(whole: bytes, path: Path, tmp_path: Path, change: Change) -> None:
    path.write_bytes(change(whole))
    with _untouched(tmp_path) as other, pytest.raises(BackupError, match="is cut off, altered or no backup at all"):
        restore(other, path)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        pytest.param({"format": "another"}, "has the format 'another': expected 'what-do-you-think", id="format"),
        pytest.param({"revision": "999"}, "is of other tables than .* knows: .*'999'", id="a later revision"),
        pytest.param({"revision": "0'0"}, "is of other tables than .* knows: .*0'0", id="no revision"),
    ],
)
def test_what_this_service_does_not_know_is_refused_by_its_name(
    tmp_path: Path, path: Path, header: dict[str, str], message: str
) -> None:
    write(path, HEADER | header)
    with _untouched(tmp_path) as other, pytest.raises(BackupError, match=message):
        restore(other, path)


@contextmanager
def _untouched(folder: Path) -> Iterator[Database]:
    """An empty database that must be so afterwards too."""
    other = Database(f"sqlite:///{folder}/untouched.db")
    yield other
    assert inspect(other.engine).get_table_names() in ([], ["alembic_version"])
    other.close()


@pytest.mark.parametrize(
    ("content", "last", "message"),
    [
        pytest.param([("notes", {"id": 1})], {"notes": 1}, "rows of the table 'notes': expected .*drafts", id="table"),
        pytest.param([], {"drafts": 2}, "has other rows than its last line says", id="count"),
    ],
)
@pytest.mark.parametrize("revision", migrate.REVISIONS)
def test_what_fails_halfway_leaves_empty_tables_of_today(
    database: Database,
    path: Path,
    revision: str,
    content: list[tuple[str, dict[str, Any]]],
    last: dict[str, int],
    message: str,
) -> None:
    draft = {"id": "d1", "sealed": "", "version": 1, "wipe_at": "2026-11-23T12:00:00Z"}
    content = [("drafts", draft), *content]
    body = [{"table": table, "row": row} for table, row in content]
    write(path, HEADER | {"revision": revision}, *body, rows={"drafts": 1, **last})
    with pytest.raises(BackupError, match=message):
        restore(database, path)
    assert migrate.differences(database) == []
    assert set(map(len, everything(database).values())) == {0}
    write(path, HEADER, *body[:1], rows={"drafts": 1})
    assert restore(database, path) == {"drafts": 1}


@pytest.mark.parametrize("revision", migrate.REVISIONS)
def test_a_database_that_holds_anything_is_refused_and_keeps_it(database: Database, path: Path, revision: str) -> None:
    write(path, HEADER | {"revision": revision})
    with database.write() as db:
        drafts.add(db, "d1", b"sealed", NOON + MINUTE)
    before = everything(database)
    with pytest.raises(BackupError, match="the table drafts already holds something: expected an empty database"):
        restore(database, path)
    assert everything(database) == before
    assert migrate.differences(database) == []


def test_a_database_without_tables_is_not_backed_up(empty_database: Database, path: Path) -> None:
    with pytest.raises(BackupError, match="has no tables yet"):
        backup(empty_database, path, NOON)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("place", ["nowhere/wdyt.backup", "a file/wdyt.backup", "a folder"])
def test_where_nothing_can_be_written_nothing_is_left(filled: Database, path: Path, place: str) -> None:
    (path.parent / "a file").write_text("kept")
    (path.parent / "a folder" / "with something").mkdir(parents=True)
    with pytest.raises(OSError, match=place.split("/")[0]):
        backup(filled, path.parent / place, NOON)
    assert {found.name for found in path.parent.rglob("*")} == {"a file", "a folder", "with something"}


def test_a_full_disk_leaves_the_backup_that_was_there(filled: Database, path: Path) -> None:
    path.write_text("the one before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            backup(filled, path, NOON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "the one before"
    assert list(path.parent.iterdir()) == [path]


def test_a_delivery_under_way_is_tried_again_when_its_lease_has_run_out(
    filled: Database, other: Database, path: Path
) -> None:
    backup(filled, path, NOON)
    restore(other, path)
    again = leased(other, "under-way", NOON + 5 * MINUTE)
    assert again.attempts == 2
    assert again.key == leased(filled, "under-way", NOON + 5 * MINUTE).key
