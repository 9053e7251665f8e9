"""A page that somebody has read aloud for this language and voice begins with their recording."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask

STATIC = Path(__file__).parents[2] / "static"
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(200)


@pytest.fixture
def recorded(app: Flask, tmp_path: Path) -> Flask:
    """A service with recordings of the first page, the help page and one question, in the child's voice."""
    static = tmp_path / "static"
    shutil.copytree(STATIC, static)
    spoken = static / "audio" / "en" / "child"
    spoken.mkdir(parents=True)
    for page in ("start", "help", "q-now"):
        (spoken / f"{page}.mp3").write_bytes(SOUND)
    app.static_folder = str(static)
    return app


def player(app: Flask, path: str) -> dict[str, str] | None:
    found = BeautifulSoup(app.test_client().get(path).get_data(as_text=True), "html.parser").select_one("main audio")
    return None if found is None else {name: str(value) for name, value in found.attrs.items()}


@pytest.mark.parametrize(("path", "page"), [("/", "start"), ("/help", "help")])
def test_its_player_works_without_a_script_and_loads_nothing_before_it_is_pressed(
    recorded: Flask, path: str, page: str
) -> None:
    found = player(recorded, path)
    assert found is not None
    assert found["src"].startswith(f"/static/audio/en/child/{page}.mp3?v=")
    assert (found["preload"], "controls" in found) == ("none", True)
    assert found["aria-label"] == "Listen to this page"
    with recorded.test_client().get(found["src"]) as answer:
        assert answer.mimetype == "audio/mpeg"
        assert answer.get_data() == SOUND


def test_a_part_of_it_can_be_asked_for(recorded: Flask) -> None:
    found = player(recorded, "/")
    assert found is not None
    with recorded.test_client().get(found["src"], headers={"Range": "bytes=0-2"}) as answer:
        assert (answer.status_code, answer.get_data()) == (206, b"ID3")


@pytest.mark.parametrize("path", ["/code", "/read/traces", "/start/grown", "/help/../etc"])
def test_a_page_without_a_recording_has_no_player(recorded: Flask, path: str) -> None:
    assert player(recorded, path) is None


def test_the_grown_ups_page_does_not_begin_with_the_childs_recording(recorded: Flask) -> None:
    client = recorded.test_client()
    token = BeautifulSoup(client.get("/start/grown").get_data(as_text=True), "html.parser").select_one(
        "[name=csrf_token]"
    )
    assert token is not None
    assert client.post("/start/grown", data={"csrf_token": token["value"], "kind": "complaint"}).status_code == 302
    assert "<audio" not in client.get("/q/now").get_data(as_text=True)


def test_none_is_shipped(app: Flask) -> None:
    assert not (STATIC / "audio").exists()
    assert player(app, "/") is None
