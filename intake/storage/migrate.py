"""Brings a database to the present shape of the tables."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from intake.storage.database import Database
from intake.storage.tables import metadata

_SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Moves the database up to this revision, keeping what is in it."""
    with database.engine.begin() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Moves the database down to this revision; 'base' leaves no table of ours."""
    with database.engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def differences(database: Database) -> list[object]:
    """What the tables in the code have that the database has not, or the other way round."""
    with database.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config
