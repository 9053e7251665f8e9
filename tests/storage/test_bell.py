"""A bell wakes whoever waits for it, misses nothing that came in between, and hears what other processes wrote."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from intake.access.sealing import KeyRing
from intake.records.deliveries import Delivery
from intake.records.record import Purpose
from intake.storage import migrate
from intake.storage.bell import LISTEN_SECONDS, Bell, listen
from intake.storage.database import Database
from tests.storage.kept import NOON, a_record, add, enqueue

SOON = 15  # seconds that nothing here takes, unless something is wrong


def waited(bell: Bell, heard: int, seconds: float = SOON) -> float:
    """How long it took to wait, as a share of the longest."""
    began = time.monotonic()
    bell.wait(heard, seconds)
    return (time.monotonic() - began) / seconds


# ── In one process ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_ring_between_looking_and_waiting_is_not_missed() -> None:
    bell = Bell()
    heard = bell.rings
    bell.ring()
    assert waited(bell, heard) < 0.5


def test_a_ring_that_was_heard_wakes_nobody_again() -> None:
    bell = Bell()
    bell.ring()
    assert waited(bell, bell.rings, 0.05) >= 1


def test_one_ring_wakes_everybody_who_waits() -> None:
    bell, about_to_wait = Bell(), threading.Barrier(5)
    heard, shares = bell.rings, list[float]()

    def wait() -> None:
        about_to_wait.wait(SOON)
        shares.append(waited(bell, heard))

    sleepers = [threading.Thread(target=wait) for _ in range(4)]
    for sleeper in sleepers:
        sleeper.start()
    about_to_wait.wait(SOON)
    time.sleep(0.2)  # by now they do
    bell.ring()
    for sleeper in sleepers:
        sleeper.join()
    assert len(shares) == 4 and max(shares) < 0.5


@pytest.mark.parametrize("seconds", [0.0, -1.0])
def test_who_has_no_time_does_not_wait(seconds: float) -> None:
    bell = Bell()
    began = time.monotonic()
    bell.wait(bell.rings, seconds)
    assert time.monotonic() - began < 1


# ── Between processes ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def here(new_postgresql: Callable[[], str]) -> Iterator[Database]:
    made = Database(new_postgresql())
    migrate.upgrade(made)
    yield made
    made.close()


@pytest.fixture
def elsewhere(here: Database) -> Iterator[Database]:
    """The same database with connections of its own, as another process has them."""
    made = Database(here.url.render_as_string(hide_password=False))
    yield made
    made.close()


@contextmanager
def listening(database: Database) -> Iterator[Bell]:
    """A bell that rings with what the database tells, from the moment at which it has begun to listen."""
    bell, stopping = Bell(), threading.Event()
    listener = threading.Thread(target=listen, args=(database, bell, stopping))
    listener.start()
    bell.wait(0, SOON)
    try:
        yield bell
    finally:
        stopping.set()
        listener.join(SOON)
    assert not listener.is_alive(), "listening did not stop"
    assert database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def write(database: Database, ring: KeyRing, *purposes: Purpose) -> None:
    """Keeps a record with a delivery for each of these purposes."""
    record = a_record()
    add(database, ring, record)
    enqueue(database, record, *(Delivery(purpose, "team", NOON) for purpose in purposes))


def test_it_rings_for_what_another_process_enqueued_and_for_nothing_else(
    here: Database, elsewhere: Database, ring: KeyRing
) -> None:
    with listening(here) as bell:
        assert bell.rings == 1  # as it begins to listen: something may have come before
        write(elsewhere, ring)
        assert waited(bell, 1, LISTEN_SECONDS + 0.2) >= 1
        for heard in (1, 2):
            write(elsewhere, ring, Purpose.TEAM_NOTICE, Purpose.RECORD_COPY)
            assert waited(bell, heard) < 0.5
            assert bell.rings == heard + 1


def end_listening(database: Database) -> None:
    """Ends every connection that listens to this database, as a restarted server does."""
    address = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'"
        ).fetchall()
    assert ended == [(True,)]


def test_it_listens_again_after_its_connection_was_ended(
    here: Database, elsewhere: Database, ring: KeyRing, caplog: pytest.LogCaptureFixture
) -> None:
    with listening(here) as bell:
        heard = bell.rings
        end_listening(here)
        assert waited(bell, heard) < 0.5  # something may have come while it did not listen
        heard = bell.rings
        write(elsewhere, ring, Purpose.TEAM_NOTICE)
        assert waited(bell, heard) < 0.5
    (said,) = [record.getMessage() for record in caplog.records if record.name.startswith("intake")]
    assert said.startswith("the database does not tell of new deliveries: ")
