"""What a phone has to load, counted at a real socket: every byte of status line, headers and body."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.request import urlopen

import pytest
from flask import Flask
from playwright.sync_api import Browser

from intake.council.load import load
from tests.browser import PHONE, Visitor, scripted
from tests.crawl.scenes import port_of
from tests.crawl.states import Crawl, Seen
from tests.make import Clock, persona
from tests.wire import ENCODINGS, bytes_of

FIRST_PAGE, MOST_REQUESTS = 14_600, 3
WHOLE_JOURNEY = 90_000


@pytest.mark.parametrize("language", load("northshire").languages)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_first_page_arrives_in_one_flight(
    language: str, encoding: str, app: Flask, base: str, clock: Clock, browser: Browser
) -> None:
    visitor = Crawl(Seen(language, encoding=encoding), app, clock, port_of(base)).visitor()
    cookie = visitor.client.get_cookie("wdyt")
    asked: list[str] = []
    with browser.new_context(base_url=base, viewport=PHONE) as context:
        if cookie is not None:
            context.add_cookies([{"name": "wdyt", "value": cookie.value, "url": base}])
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/", wait_until="networkidle")
        assert page.locator("html").get_attribute("lang") == language
    asked = [address.removeprefix(base) for address in asked if not address.startswith("data:")]
    assert asked[0] == "/"
    assert any(".css" in path for path in asked) and any(".js" in path for path in asked)
    assert len(asked) <= MOST_REQUESTS, asked

    answers = {path: visitor.client.get(path) for path in asked}
    assert {answer.status_code for answer in answers.values()} == {200}
    sizes = {path: bytes_of(answer) for path, answer in answers.items()}
    assert sum(sizes.values()) <= FIRST_PAGE, sizes


def test_no_page_waits_for_the_scripts(base: str, browser: Browser) -> None:
    with browser.new_context(base_url=base, viewport=PHONE) as context:
        page = context.new_page()
        page.goto("/")
        loaded, asked_for = scripted(page).evaluate("""() => [
          performance.getEntriesByType('navigation')[0].loadEventStart,
          performance.getEntriesByType('resource').find(each => each.name.includes('.js')).startTime,
        ]""")
    assert 0 < loaded <= asked_for


@dataclass
class Counted:
    """What went through a door in front of a server, each way."""

    port: int
    up: int = 0
    down: int = 0

    def let_in(self, door: socket.socket, passing: ThreadPoolExecutor) -> None:
        """Takes whoever comes to the door, until it is shut."""
        while True:
            try:
                inside, _ = door.accept()
            except OSError:
                return
            passing.submit(self._carried, inside, passing)

    def _carried(self, inside: socket.socket, passing: ThreadPoolExecutor) -> None:
        with inside, socket.create_connection(("127.0.0.1", self.port)) as outside:
            up = passing.submit(self._passed_on, "up", inside, outside)
            self._passed_on("down", outside, inside)
            up.result()

    def _passed_on(self, way: str, source: socket.socket, sink: socket.socket) -> None:
        while piece := source.recv(65_536):
            setattr(self, way, getattr(self, way) + len(piece))
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def counted(base: str) -> Iterator[tuple[str, Counted]]:
    """An address that leads to the same server, and what has gone through there."""
    counts = Counted(port_of(base))
    with socket.create_server(("127.0.0.1", 0)) as door, ThreadPoolExecutor(64) as passing:
        passing.submit(counts.let_in, door, passing)
        yield f"http://127.0.0.1:{door.getsockname()[1]}", counts
        door.shutdown(socket.SHUT_RDWR)


def test_a_whole_journey_is_light(app: Flask, base: str, browser: Browser) -> None:
    """From the first page to the done page with all that a browser loads on the way, scripts and pictures among it."""
    with counted(base) as (address, counts), browser.new_context(base_url=address, viewport=PHONE) as context:
        pages: list[str] = []
        child = Visitor(context.new_page(), app, lambda page: pages.append(scripted(page).url))
        child.to_done(persona("worker-never-rings")["answers"])
    assert len(pages) >= 14
    assert counts.up > 5_000, "it is counted both ways"
    assert counts.down <= WHOLE_JOURNEY, f"{counts.down} bytes down and {counts.up} up for {len(pages)} pages"


def test_what_goes_through_the_door_is_counted(app: Flask, base: str) -> None:
    with counted(base) as (address, counts), urlopen(f"{address}/code") as answer:
        body = answer.read()
    assert len(body) < counts.down < len(body) + 1_500
    assert counts.up > 50


def test_the_style_sheet_of_the_first_page_is_kept_for_the_later_ones(app: Flask, base: str, clock: Clock) -> None:
    visitor = Crawl(Seen(), app, clock, port_of(base)).visitor()
    sheets = [
        re.findall(r'<link rel="stylesheet" href="([^"]+)"', visitor.client.get(path).text) for path in ("/", "/code")
    ]
    assert len(sheets[0]) == 1
    assert sheets[0] == sheets[1]
    assert visitor.client.get(sheets[0][0]).headers["Cache-Control"] == "public, max-age=31536000, immutable"
