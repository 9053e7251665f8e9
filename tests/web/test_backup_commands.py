"""A backup is written while the service runs and read into an empty one, and what is wrong is said in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result
from flask import Flask

from intake.settings import Settings
from intake.web.app import create_app
from intake.web.commands.backup import backup_command, restore_command
from tests.make import Clock, persona, queue_of, service_of
from tests.person import Person

SEAL_KEYS, SECRET = "k1:" + "A" * 43 + "=", bytes(32)


def new_service(address: str) -> Flask:
    """A service with the same keys wherever it stands, and an empty database without tables."""
    return create_app(Settings("northshire", address, SECRET, SEAL_KEYS), Clock(), raise_faults=True)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    made = new_service(f"sqlite:///{tmp_path}/new/wdyt.db")
    yield made
    service_of(made).database.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wdyt.backup"


def run(app: Flask, command: click.Command, path: Path) -> Result:
    return app.test_cli_runner().invoke(command, [str(path)])


def test_a_service_moves_by_its_backup(empty: Flask, tmp_path: Path, path: Path) -> None:
    old = empty
    assert run(old, restore_command, path).exit_code == 1  # nothing to restore yet
    assert old.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    Person(old.test_client()).to_done(persona("worker-never-rings")["answers"])
    written = run(old, backup_command, path)
    assert written.exit_code == 0, written.output
    counted, keys = written.stdout.splitlines()
    assert counted.startswith(f"{path}: ") and " rows, records 1, " in counted and "drafts" not in counted
    assert "keep SEAL_KEYS and SECRET_KEY apart from it" in keys

    new = new_service(f"sqlite:///{tmp_path}/newer/wdyt.db")
    read = run(new, restore_command, path)
    assert read.exit_code == 0, read.output
    assert read.stdout.splitlines()[0] == counted
    assert queue_of(new) == queue_of(old) != []
    service_of(new).database.close()


def test_what_cannot_be_backed_up_is_said(app: Flask, empty: Flask, path: Path) -> None:
    nowhere = path / "nowhere"
    path.write_text("a file")
    for service, where, said in (
        (empty, path, "the database has no tables yet: expected one that `flask db upgrade` has been run on"),
        (app, nowhere, f"{nowhere} cannot be read or written: Not a directory"),
    ):
        result = run(service, backup_command, where)
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Error: {said}\n")
    assert path.read_text() == "a file"


def test_what_cannot_be_restored_is_said(app: Flask, empty: Flask, path: Path) -> None:
    result = run(empty, restore_command, path)
    assert result.stderr == f"Error: {path} cannot be read or written: No such file or directory\n"
    path.write_text("a file")
    result = run(empty, restore_command, path)
    assert result.stderr == (
        f"Error: {path} is cut off, altered or no backup at all: expected a file of `flask db backup`\n"
    )
    assert run(app, backup_command, path).exit_code == 0
    Person(app.test_client()).begin(persona("taps-only")["answers"])
    result = run(app, restore_command, path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: the table drafts already holds something: expected an empty database\n"


def test_a_database_that_does_not_answer_is_said(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    nowhere = new_service(f"sqlite:///{folder}")
    result = run(nowhere, backup_command, path)
    assert (result.exit_code, result.stderr) == (1, "Error: the database refused: OperationalError\n")
    assert not path.exists()
    service_of(nowhere).database.close()
