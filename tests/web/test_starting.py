"""What cannot start says in one line what is wrong and what was expected, and ends with a status that says so."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from intake.storage import migrate
from intake.storage.database import Database
from tests.make import environ_of

TOP = Path(__file__).parents[2]
BY_FLASK = ("-m", "flask", "--app", "wsgi")


def run(environ: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    whole = {"PATH": os.environ["PATH"], **environ}
    return subprocess.run(
        [sys.executable, *words], cwd=TOP, env=whole, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return environ_of(f"sqlite:///{tmp_path}/wdyt.db", tmp_path / "mail")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param(
            {"DATABASE_URL": "mysql://a:pass-word@b/c"},
            "DATABASE_URL cannot be used: expected sqlite:///",
            id="database",
        ),
        pytest.param({"COUNCIL": "nowhere"}, "COUNCIL is 'nowhere': expected one of eastborough", id="council"),
        pytest.param({"SEAL_KEYS": "k1:no"}, "entry 1 of SEAL_KEYS ('k1'): expected a key of 32 bytes", id="keys"),
        pytest.param({"SECRET_KEY": ""}, "SECRET_KEY is not set: expected", id="secret"),
        pytest.param({"DATABASE_URL": "sqlite:////proc/no/x.db"}, "[Errno 2] No such file or directory", id="folder"),
    ],
)
@pytest.mark.parametrize("words", [("-c", "import wsgi"), (*BY_FLASK, "db", "upgrade")], ids=["a server", "a command"])
def test_what_the_environment_says_wrongly(
    environ: dict[str, str], words: tuple[str, ...], changes: dict[str, str], said: str
) -> None:
    ended = run(environ | changes, *words)
    assert (ended.returncode, ended.stdout) == (1, "")
    (line,) = ended.stderr.splitlines()
    assert line.startswith(f"Error: {said}") and "pass-word" not in line


def test_new_keys_are_printed_before_there_is_anything_else() -> None:
    ended = run({"DATABASE_URL": "postgresql://nowhere/at-all"}, *BY_FLASK, "keys", "new")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "SEAL_KEYS=k1:" in ended.stdout


def test_a_port_that_is_taken(environ: dict[str, str]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        ended = run(environ, *BY_FLASK, "serve", "--port", str(port))
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        f"Error: 127.0.0.1:{port} cannot be served at: Address already in use: expected a free port"
    ]


@pytest.mark.parametrize("words", [("db", "upgrade"), ("serve", "--port", "0"), ("deliver", "--once")])
def test_tables_of_a_later_version(environ: dict[str, str], words: tuple[str, ...]) -> None:
    database = Database(environ["DATABASE_URL"])
    migrate.upgrade(database)
    with database.write() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '999'"))
    database.close()
    ended = run(environ, *BY_FLASK, *words)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert line.startswith(f"Error: the tables are of revision '999': expected {migrate.NEWEST} or an earlier one")


def test_a_database_that_does_not_answer(environ: dict[str, str]) -> None:
    ended = run(environ | {"DATABASE_URL": "postgresql://a:pass-word@127.0.0.1:1/b"}, *BY_FLASK, "db", "upgrade")
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert line.startswith("Error: DATABASE_URL leads to no database that can be used: ")
    assert "pass-word" not in line
