"""Whether the service says truly that it can do its work."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from intake.settings import Settings
from intake.storage import migrate
from intake.storage.database import Database
from intake.storage.postgresql import ANSWER_SECONDS
from intake.web.app import create_app
from intake.web.commands.keys import new_keys
from intake.web.desk.guard import COOKIE
from tests.bench.faults_postgres import postgres
from tests.make import service_of


def served_on(database_url: str) -> Flask:
    keys = new_keys()
    return create_app(Settings("northshire", database_url, bytes.fromhex(keys["SECRET_KEY"]), keys["SEAL_KEYS"]))


def test_a_database_that_answers_is_good(app: Flask) -> None:
    response = app.test_client().get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})
    assert response.headers["Cache-Control"] == "no-store"


def test_a_folder_that_is_gone_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = served_on(f"sqlite:///{tmp_path}/here/wdyt.db")
    shutil.rmtree(tmp_path / "here")
    response = app.test_client().get("/healthz")
    assert (response.status_code, response.json) == (503, {"status": "no database"})
    assert [record.message for record in caplog.records] == ["the database does not answer"]
    service_of(app).database.close()


def test_a_file_that_was_removed_or_replaced_meanwhile_is_told(
    new_service_on_sqlite: Callable[[Path], str], tmp_path: Path
) -> None:
    file = tmp_path / "wdyt.db"
    app = served_on(new_service_on_sqlite(file))
    with service_of(app).database.read() as db:
        migrate.revision_of(db)
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    file.rename(tmp_path / "elsewhere.db")
    assert client.get("/healthz").json == {"status": "no database"}
    assert not file.exists()
    shutil.copyfile(tmp_path / "elsewhere.db", file)
    assert client.get("/healthz").json == {"status": "no database"}, "what is written goes into the old file"
    service_of(app).database.close()


@pytest.mark.parametrize("revision", [None, *migrate.REVISIONS[:-1]])
def test_other_tables_than_this_version_has_are_told(tmp_path: Path, revision: str | None) -> None:
    app = served_on(f"sqlite:///{tmp_path}/wdyt.db")
    database = service_of(app).database
    with database.read():
        pass
    if revision is not None:
        migrate.upgrade(database, revision)
    response = app.test_client().get("/healthz")
    assert (response.status_code, response.json) == (503, {"status": "other tables"})
    migrate.upgrade(database)
    assert app.test_client().get("/healthz").status_code == 200
    database.close()


def test_a_server_that_hangs_is_told_within_seconds_and_requests_do_not_hang_with_it() -> None:
    with postgres() as server:
        app = served_on(server.new_database())
        database = service_of(app).database
        migrate.upgrade(database)
        database.answer_promptly()
        client = app.test_client()
        client.set_cookie(COOKIE, "token", path="/desk")
        assert client.get("/desk/").status_code == 302
        with server.hanging():
            begun = time.monotonic()
            assert client.get("/healthz").json == {"status": "no database"}
            assert time.monotonic() - begun < 5
            assert client.get("/desk/").status_code == 500, "the connection was open before"
            assert time.monotonic() - begun < 5 + ANSWER_SECONDS + 1
        assert client.get("/desk/").status_code == 302
        assert client.get("/healthz").status_code == 200
        database.close()


def test_a_statement_that_takes_too_long_is_given_up_by_the_server(new_postgresql: Callable[[], str]) -> None:
    database = Database(new_postgresql())
    with database.read() as db:
        assert db.exec_driver_sql("SHOW statement_timeout").scalar_one() == "0", "long work may take its time"
    database.answer_promptly()
    with database.read() as db:
        assert db.exec_driver_sql("SHOW statement_timeout").scalar_one() == "10s"
    database.close()


def test_a_server_that_does_not_answer_is_told_and_its_password_is_not(caplog: pytest.LogCaptureFixture) -> None:
    app = served_on("postgresql+psycopg://wdyt:pass-word@127.0.0.1:1/wdyt?connect_timeout=2")
    response = app.test_client().get("/healthz")
    assert response.status_code == 503
    assert "pass-word" not in response.text + caplog.text
    assert app.test_client().get("/").status_code == 200, "the numbers to ring are still there"
    service_of(app).database.close()
