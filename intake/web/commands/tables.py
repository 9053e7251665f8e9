"""The tables of the database, brought up to date before anything works with them."""

from __future__ import annotations

import click
from sqlalchemy.exc import OperationalError

from intake.storage import migrate
from intake.storage.database import Database


def bring_up_to_date(database: Database) -> None:
    """Moves the tables up to this version's; click's own error where they are of a later one, or cannot be reached."""
    try:
        migrate.upgrade(database)
    except migrate.UnknownRevisionError as error:
        raise click.ClickException(f"{error}. Is this an older version of the service?") from None
    except OperationalError as error:
        fault, *_ = str(error.orig).splitlines()
        raise click.ClickException(f"DATABASE_URL leads to no database that can be used: {fault}") from None
