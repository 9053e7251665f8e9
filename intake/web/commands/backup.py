"""All that is kept, as one file: written while the service runs, and read into an empty database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from intake.storage.backup import BackupError, backup, restore
from intake.web.service import service

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("path", type=_FILE)
@with_appcontext
def backup_command(path: Path) -> None:
    """Writes all that is kept into one file, as it is at this moment; the service may go on meanwhile."""
    with _said_in_one_sentence(path):
        rows = backup(service().database, path, service().now())
    click.echo(f"{path}: {_told(rows)}")
    click.echo("What is sealed stays sealed: keep SEAL_KEYS and SECRET_KEY apart from it. Nothing opens without them.")


@click.command("restore")
@click.argument("path", type=_FILE)
@with_appcontext
def restore_command(path: Path) -> None:
    """Reads such a file into a database that is empty: all of it, or nothing."""
    with _said_in_one_sentence(path):
        rows = restore(service().database, path)
    click.echo(f"{path}: {_told(rows)}")
    click.echo("It opens with the SEAL_KEYS and SECRET_KEY of its time. What was not delivered then is delivered now.")


def _told(rows: Counter[str]) -> str:
    return f"{rows.total()} rows" + "".join(f", {table} {count}" for table, count in rows.items())


@contextmanager
def _said_in_one_sentence(path: Path) -> Iterator[None]:
    try:
        yield
    except BackupError as refused:
        raise click.ClickException(str(refused)) from None
    except OSError as fault:
        raise click.ClickException(f"{path} cannot be read or written: {fault.strerror}") from None
    except SQLAlchemyError as fault:
        raise click.ClickException(f"the database refused: {type(fault).__name__}") from None
