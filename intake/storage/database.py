"""One engine, and the ways into it: to read, and to write."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError


class DatabaseGoneError(Exception):
    """The file of the database is not there any more, or is another one than was opened at first."""


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
        self._is_prompt = False
        self._file_opened: tuple[int, int] | None = None
        self.engine = self._engine(
            pool_size=16,
            max_overflow=16,
            pool_use_lifo=True,  # the connection that was used last has the pages still at hand
        )
        self._apart = self._engine(poolclass=NullPool)
        if self.is_sqlite:
            self._begin_reading, self._begin_writing = "BEGIN", "BEGIN IMMEDIATE"
        else:
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

    @contextmanager
    def apart(self) -> Iterator[Connection]:
        """A new connection beside all others: it shows whether the database is there now.

        DatabaseGoneError where its file was taken away or replaced: who has it open goes on with what nobody finds.
        """
        if self.is_sqlite and (self._file() is None or self._file_opened not in (None, self._file())):
            raise DatabaseGoneError(f"{self.url.database} is not the file that was opened: expected it in its place")
        with self._apart.connect() as connection:
            yield connection

    def answer_promptly(self) -> None:
        """From now on nobody waits long for a PostgreSQL that hangs: for what serves people, and for no long work."""
        self._is_prompt = True
        self.engine.dispose()

    def erase_traces(self) -> None:
        """Empties SQLite's write-ahead log, where deleted text otherwise stays readable for a while."""
        if self.is_sqlite:
            with self._turn, self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout=100")  # a long reader must not hold up the writers
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql(f"PRAGMA busy_timeout={_BUSY_MS}")

    def close(self) -> None:
        self.engine.dispose()

    def _engine(self, **pool: Any) -> Engine:
        # A transaction begins where we say so: a driver knows of one kind only.
        usual: dict[str, Any] = {"isolation_level": "AUTOCOMMIT", "hide_parameters": True, **pool}
        if self.is_sqlite:
            made = create_engine(self.url, **usual)
            self._prepare_sqlite(made)
            return made
        from intake.storage import postgresql  # its driver is an extra

        made = create_engine(self.url, creator=lambda: postgresql.connect(self.url, is_prompt=self._is_prompt), **usual)
        _prepare_postgresql(made)
        return made

    def _prepare_sqlite(self, engine: Engine) -> None:
        @event.listens_for(engine, "connect")
        def connected(connection: Any, _: Any) -> None:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            self._file_opened = self._file_opened or self._file()

    def _file(self) -> tuple[int, int] | None:
        """Which file stands in the place of the database, be it the one that is open or another; None where none is."""
        try:
            found = Path(self.url.database or "").stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

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


def _prepare_postgresql(engine: Engine) -> None:
    """Has a connection that the server has ended replaced before it is used. That can be heard without asking; of one
    that was lost on the way without a word, only the first statement knows.
    """

    from intake.storage import postgresql

    @event.listens_for(engine, "checkout")
    def taken(connection: Any, *_: Any) -> None:
        if connection.closed or postgresql.hears(connection):
            raise DisconnectionError("the connection has ended, or the server speaks unasked: expected silence")
