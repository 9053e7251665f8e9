"""Whether the service says truly that it can do its work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask

from intake.settings import Settings
from intake.web.app import create_app
from intake.web.commands.keys import new_keys
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


def test_a_server_that_does_not_answer_is_told_and_its_password_is_not(caplog: pytest.LogCaptureFixture) -> None:
    app = served_on("postgresql+psycopg://wdyt:pass-word@127.0.0.1:1/wdyt?connect_timeout=2")
    response = app.test_client().get("/healthz")
    assert response.status_code == 503
    assert "pass-word" not in response.text + caplog.text
    assert app.test_client().get("/").status_code == 200, "the numbers to ring are still there"
    service_of(app).database.close()
