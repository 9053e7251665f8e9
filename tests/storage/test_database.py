"""Writers wait for each other and none fails; readers are held up by nobody; what was deleted is gone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from intake.access.sealing import KeyRing
from intake.storage import drafts, migrate
from intake.storage.database import Database
from tests.storage.kept import MINUTE, NOON, a_record, add, find, rows


def save_once_more(database: Database) -> None:
    """Reads the draft and writes it back, again until nobody else was faster."""
    while True:
        with database.write() as db:
            seen = drafts.find(db, "d1", NOON)
            assert seen is not None
            if drafts.replace(db, seen, seen.sealed + b"+", seen.wipe_at):
                return


def test_eight_writers_at_once_lose_nothing(database: Database) -> None:
    with database.write() as db:
        drafts.add(db, "d1", b"", NOON + MINUTE)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: save_once_more(database), range(120)))
    [row] = rows(database, "drafts")
    assert (row["sealed"], row["version"]) == (b"+" * 120, 121)


def test_two_processes_on_one_file_never_find_it_locked(tmp_path: Path) -> None:
    """Two services of their own, as two processes would have: the lock within one process is then not enough."""
    services = [Database(f"sqlite:///{tmp_path}/wdyt.db") for _ in range(2)]
    migrate.upgrade(services[0])
    with services[0].write() as db:
        drafts.add(db, "d1", b"", NOON + MINUTE)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: save_once_more(services[number % 2]), range(80)))
    assert rows(services[0], "drafts")[0]["version"] == 81
    for service in services:
        service.close()


def test_a_reader_is_not_held_up_by_a_writer_and_does_not_see_what_is_not_committed(
    database: Database, ring: KeyRing
) -> None:
    record = a_record()
    writing, seen = threading.Event(), threading.Event()

    def write() -> None:
        with database.write() as db:
            drafts.add(db, "d1", b"sealed", NOON + MINUTE)
            writing.set()
            assert seen.wait(10)

    with ThreadPoolExecutor(1) as threads:
        writer = threads.submit(write)
        assert writing.wait(10)
        assert rows(database, "drafts") == []
        seen.set()
        writer.result(10)
    add(database, ring, record)
    assert find(database, ring, record.reference) == record
    assert len(rows(database, "drafts")) == 1


def test_what_fails_halfway_is_not_kept(database: Database) -> None:
    def write_half() -> None:
        with database.write() as db:
            drafts.add(db, "d1", b"sealed", NOON + MINUTE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert rows(database, "drafts") == []


def test_a_database_answers_or_says_why_not(database: Database, tmp_path: Path) -> None:
    with database.apart() as db:
        assert migrate.revision_of(db) == migrate.NEWEST
    folder = tmp_path / "a folder"
    folder.mkdir()
    nowhere = Database(f"sqlite:///{folder}")
    with pytest.raises(OperationalError), nowhere.apart():
        pass
    nowhere.close()


def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    made = Database(f"sqlite:///{tmp_path}/new/folder/wdyt.db")
    with made.engine.connect():
        assert (tmp_path / "new" / "folder").is_dir()
    made.close()


def test_what_was_wiped_cannot_be_read_from_the_files(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/wdyt.db")
    migrate.upgrade(database)
    with database.write() as db:
        drafts.add(db, "d1", b"CANARY" * 2000, NOON)
    assert b"CANARY" in _files(tmp_path)
    with database.write() as db:
        drafts.wipe(db, NOON)
    database.erase_traces()
    assert b"CANARY" not in _files(tmp_path)
    database.close()


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


@pytest.mark.parametrize(("lasting", "synchronous"), [(True, 2), (False, 1)], ids=["a record", "a step of a draft"])
def test_only_what_must_survive_a_power_cut_waits_for_the_disk(tmp_path: Path, lasting: bool, synchronous: int) -> None:
    database = Database(f"sqlite:///{tmp_path}/wdyt.db")
    for _ in range(2):
        with database.write(lasting=not lasting) as db:
            drafts_before = db.exec_driver_sql("PRAGMA synchronous").scalar_one()
        with database.write(lasting=lasting) as db:
            assert db.exec_driver_sql("PRAGMA synchronous").scalar_one() == synchronous != drafts_before
    database.close()


def test_a_connection_that_the_server_has_ended_is_replaced_before_it_is_used(
    new_service_on_postgresql: Callable[[], str],
) -> None:
    """After a restart of the server nobody who presses a button meets the old connection."""
    database = Database(new_service_on_postgresql())
    with database.read() as db:
        ended = db.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    other = Database(database.url.render_as_string(hide_password=False))
    with other.read() as db:
        db.exec_driver_sql(f"SELECT pg_terminate_backend({ended}, 10000)")
    other.close()
    with database.write() as db:
        assert db.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() != ended
        drafts.add(db, "d1", b"sealed", NOON + MINUTE)
    assert len(rows(database, "drafts")) == 1
    database.close()


def test_what_is_prepared_stays_so_after_a_reading_at_one_moment(new_service_on_postgresql: Callable[[], str]) -> None:
    """Else each page that is read so would have the next ones planned anew."""
    database = Database(new_service_on_postgresql())
    for _ in range(8):  # psycopg prepares what it has met a few times
        with database.read(at_one_moment=True) as db:
            drafts.find(db, "d1", NOON)
    with database.read() as db:
        prepared = db.exec_driver_sql("SELECT statement FROM pg_prepared_statements").scalars().all()
    assert any("FROM drafts" in each for each in prepared)
    database.close()


def test_what_is_read_at_one_moment_does_not_see_what_comes_after_it(database: Database) -> None:
    with database.read(at_one_moment=True) as db:
        before = drafts.find(db, "d1", NOON)
        with database.write() as writing:
            drafts.add(writing, "d1", b"sealed", NOON + MINUTE)
        assert (before, drafts.find(db, "d1", NOON)) == (None, None)
    with database.read() as db:
        assert drafts.find(db, "d1", NOON) is not None
