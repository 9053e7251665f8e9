"""The scripts of the public pages come as one file, which a browser keeps for as long as it stays the same."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.web.form.scripts import SCRIPTS, joined

STATIC = Path(__file__).parents[2] / "static"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A static folder with scripts of its own, each of which says its name."""
    (tmp_path / "form").mkdir()
    for name in SCRIPTS:
        (tmp_path / "form" / f"{name}.js").write_text(f'// Says it.\n\nif (window) {{\n  say("{name}");\n}}\n')
    return tmp_path


@pytest.fixture
def address(app: Flask) -> str:
    """Where the first page says the scripts are."""
    return scripts_of(app.test_client())


def scripts_of(client: FlaskClient) -> str:
    (found,) = re.findall(r'<script data-src="([^"]+)">', client.get("/").get_data(as_text=True))
    return str(found)


def test_all_scripts_of_the_folder_are_sent() -> None:
    assert {path.stem for path in (STATIC / "form").glob("*.js")} == set(SCRIPTS)
    assert SCRIPTS[0] == "leave", "leaving works before anything else is read"


def test_they_come_in_order_each_in_a_block_of_its_own_without_comments(elsewhere: Path) -> None:
    assert joined(elsewhere).text == "".join(f'{{\nif (window) {{\nsay("{name}");\n}}\n}}\n' for name in SCRIPTS)


def test_no_text_of_a_script_runs_over_a_line_for_there_indentation_would_count() -> None:
    lines = [line for name in SCRIPTS for line in (STATIC / "form" / f"{name}.js").read_text("utf-8").splitlines()]
    assert [line for line in lines if line.count("`") % 2 or "/*" in line] == []


def test_their_address_changes_with_what_they_say(app: Flask, address: str, elsewhere: Path) -> None:
    assert re.fullmatch(r"/form\.js\?v=[0-9a-f]{8}", address)
    app.static_folder = str(elsewhere)
    shutil.copy(STATIC / "site.css", elsewhere)
    first = joined(elsewhere).mark
    (elsewhere / "form" / "leave.js").write_text('say("goodbye");\n')
    joined.cache_clear()
    assert len({first, joined(elsewhere).mark, joined(STATIC).mark}) == 3


def test_every_page_names_the_same_address(app: Flask, address: str) -> None:
    assert {scripts_of(app.test_client())} == {address}
    assert address in app.test_client().get("/help").get_data(as_text=True)
    assert address in app.test_client().get("/nowhere").get_data(as_text=True)


def test_they_are_kept_for_a_year_and_carry_no_cookie(app: Flask, address: str) -> None:
    client = app.test_client()
    client.get("/code")
    with client.session_transaction() as session:
        session["changed"] = "yes"
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "Cookie" not in answer.headers["Vary"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("encoding", "unpack", "most_bytes"), [("br", brotli.decompress, 5_100), ("gzip", gzip.decompress, 5_900)]
)
def test_they_are_light(
    app: Flask, address: str, encoding: str, unpack: Callable[[bytes], bytes], most_bytes: int
) -> None:
    answer = app.test_client().get(address, headers={"Accept-Encoding": encoding})
    packed = answer.get_data()
    assert answer.headers["Content-Encoding"] == encoding
    assert unpack(packed).decode() == joined(STATIC).text
    assert len(packed) < most_bytes
