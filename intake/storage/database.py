"""One engine, and the ways into it: to read, and to write."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from select import POLLIN, poll
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select
from sqlalchemy.exc import DisconnectionError

from intake.storage.tables import records


class Database:
    """The database of one service.

    SQLite takes one writer at a time and lets the others sleep and poll, which gives a few of them a very long wait.
    Writers of this process therefore queue on a lock of their own; readers are never held up. PostgreSQL needs none.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine = create_engine(
            self.url,
            isolation_level="AUTOCOMMIT",  # a transaction begins where we say so: a driver knows of one kind only
            pool_size=16,
            max_overflow=16,
            pool_use_lifo=True,  # the connection that was used last has the pages still at hand
            hide_parameters=True,
        )
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
            self._begin_reading, self._begin_writing = "BEGIN", "BEGIN IMMEDIATE"
        else:
            _prepare_postgresql(self.engine)
            reading, writing = "REPEATABLE READ", "READ COMMITTED"
            self._begin_reading, self._begin_writing = (f"BEGIN ISOLATION LEVEL {each}" for each in (reading, writing))
        self._turn: AbstractContextManager[Any] = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def read(self, *, at_one_moment: bool = False) -> Iterator[Connection]:
        """A connection that only reads: each statement sees what is there by then, or all of them the same moment."""
        with self.engine.connect() as connection:
            if at_one_moment:
                connection.exec_driver_sql(self._begin_reading)
            yield connection
            if at_one_moment:
                connection.commit()  # at a rollback, psycopg forgets all statements that it has prepared

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Connection]:
        """A connection whose transaction is committed at the end, or rolled back whole when anything is raised.

        What is committed survives the end of the process. A `lasting` transaction survives a power cut as well; on
        SQLite that means waiting for the disk, which a step of a draft does not.
        """
        with self._turn, self.engine.begin() as connection:
            self._wait_for_disk(connection, lasting)
            connection.exec_driver_sql(self._begin_writing)
            yield connection

    @contextmanager
    def write_one(self) -> Iterator[Connection]:
        """A connection for one statement, which is a transaction of its own and no `lasting` one."""
        with self._turn, self.engine.begin() as connection:
            self._wait_for_disk(connection, lasting=False)
            yield connection

    def ask(self) -> None:
        """Asks for one record; raises SQLAlchemyError where the database or its tables are not there."""
        with self.engine.connect() as connection:
            connection.execute(select(records.c.id).limit(1)).first()

    def erase_traces(self) -> None:
        """Empties SQLite's write-ahead log, where deleted text otherwise stays readable for a while."""
        if self.is_sqlite:
            with self._turn, self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout=100")  # a long reader must not hold up the writers
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql(f"PRAGMA busy_timeout={_BUSY_MS}")

    def close(self) -> None:
        self.engine.dispose()

    def _wait_for_disk(self, connection: Connection, lasting: bool) -> None:
        """Says what SQLite waits for at the end of a transaction: the disk, or only the operating system."""
        if self.is_sqlite and connection.info.get("waits_for_disk") is not lasting:
            connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}")
            connection.info["waits_for_disk"] = lasting


_BUSY_MS = 15_000
# secure_delete: what is deleted is overwritten.
_PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}", "secure_delete=ON")


# Nothing of the engine's own is listened for, only of its pool: SQLAlchemy would else look for listeners around each
# statement.


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(engine: Engine) -> None:
    """Has a connection that the server has ended replaced before it is used. That can be heard without asking; of one
    that was lost on the way without a word, only the first statement knows.
    """

    @event.listens_for(engine, "checkout")
    def taken(connection: Any, *_: Any) -> None:
        if connection.closed or _hears(connection.fileno()):
            raise DisconnectionError("the connection has ended, or the server speaks unasked: expected silence")


def _hears(socket: int) -> bool:
    """Whether something has come that nobody has read."""
    ear = poll()
    ear.register(socket, POLLIN)
    return bool(ear.poll(0))
