"""Brings a database to the present shape of the tables.

Alembic is loaded where it has something to do, and not before: it is large, and a server's tables are as a rule up to
date when it starts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from intake.storage.database import Database
from intake.storage.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config


class UnknownRevisionError(Exception):
    """The tables are of a version that is not known here: which one, and what was expected."""


_SCRIPTS = Path(__file__).parent / "migrations"
REVISIONS = tuple(sorted(path.name.partition("_")[0] for path in (_SCRIPTS / "versions").glob("[0-9]*.py")))
NEWEST = REVISIONS[-1]
_ONE_AT_A_TIME = 7_309_453_219  # the number of PostgreSQL's lock: several servers may start at once


def revision_of(db: Connection) -> str | None:
    """The revision that the database stands at; None for one that has no table of ours."""
    if not inspect(db).has_table("alembic_version"):
        return None
    revision: str | None = db.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return revision


def upgrade(database: Database, revision: str = NEWEST) -> None:
    """Moves the database up to this revision, keeping what is in it; UnknownRevisionError where that cannot be."""
    with database.read() as db:
        found = revision_of(db)
    if found == revision:
        return
    if found not in (None, *REVISIONS):
        raise UnknownRevisionError(f"the tables are of revision {found!r}: expected {NEWEST} or an earlier one")
    from alembic import command

    with database.write() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Moves the database down to this revision; 'base' leaves no table of ours."""
    from alembic import command

    with database.write() as connection:
        command.downgrade(_config(connection), revision)


def differences(database: Database) -> list[object]:
    """What the tables in the code have that the database has not, or the other way round."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config
