"""One engine, and the ways into it: to read, and to write."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select

from intake.storage.tables import records

# What SQLite waits for at the end of a transaction: the disk, or only the operating system.
_SYNC = {True: "FULL", False: "NORMAL"}


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
            pool_size=16,
            max_overflow=16,
            pool_use_lifo=True,  # the connection that was used last has the pages still at hand
            pool_pre_ping=not self.is_sqlite,
            hide_parameters=True,
        )
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
        alone = {"begin": ""} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._reading = self.engine.execution_options(**alone)
        self._reading_at_one_moment = (
            self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="REPEATABLE READ")
        )
        self._writing = {
            lasting: self.engine.execution_options(begin="BEGIN IMMEDIATE", synchronous=synchronous)
            for lasting, synchronous in _SYNC.items()
        }
        self._writing_one = self.engine.execution_options(**alone, synchronous=_SYNC[False])
        self._turn: AbstractContextManager[Any] = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def read(self, *, at_one_moment: bool = False) -> Iterator[Connection]:
        """A connection that only reads: each statement sees what is there by then, or all of them the same moment."""
        with (self._reading_at_one_moment if at_one_moment else self._reading).connect() as connection:
            yield connection

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Connection]:
        """A connection whose transaction is committed at the end, or rolled back whole when anything is raised.

        What is committed survives the end of the process. A `lasting` transaction survives a power cut as well; on
        SQLite that means waiting for the disk, which a step of a draft does not.
        """
        with self._turn, self._writing[lasting].begin() as connection:
            yield connection

    @contextmanager
    def write_one(self) -> Iterator[Connection]:
        """A connection for one statement, which is a transaction of its own and no `lasting` one."""
        with self._turn, self._writing_one.begin() as connection:
            yield connection

    def ask(self) -> None:
        """Asks for one record; raises SQLAlchemyError where the database or its tables are not there."""
        with self.engine.connect() as connection:
            connection.execute(select(records.c.id).limit(1)).first()

    def erase_traces(self) -> None:
        """Empties SQLite's write-ahead log, where deleted text otherwise stays readable for a while."""
        if self.is_sqlite:
            with self._turn, self._reading.connect() as connection:
                connection.exec_driver_sql("PRAGMA busy_timeout=100")  # a long reader must not hold up the writers
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql(f"PRAGMA busy_timeout={_BUSY_MS}")

    def close(self) -> None:
        self.engine.dispose()


_BUSY_MS = 15_000
# secure_delete: what is deleted is overwritten.
_PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}", "secure_delete=ON")


def _prepare_sqlite(engine: Engine) -> None:
    """Lets SQLAlchemy begin transactions itself: the driver's own deferred BEGIN fails when two of them write."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        options = connection.get_execution_options()
        synchronous = options.get("synchronous")
        if synchronous and connection.info.get("synchronous") != synchronous:
            connection.exec_driver_sql(f"PRAGMA synchronous={synchronous}")
            connection.info["synchronous"] = synchronous
        if begin := options.get("begin", "BEGIN"):
            connection.exec_driver_sql(begin)
