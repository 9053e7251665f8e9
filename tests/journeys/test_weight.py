"""What goes over the wire, counted as it arrives at a real socket: every byte of status line, headers and body."""

from __future__ import annotations

import gzip
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

import brotli
import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.make import persona
from tests.person import Person

ONE_FLIGHT = 14_600
LATER_PAGE = 6_000
ENCODINGS = {"br": brotli.decompress, "gzip": gzip.decompress}
LONGEST = ("care-leaver-years-ago", "answer-is-late", "not-safe")


@dataclass(frozen=True)
class Wire:
    """Asks over a socket and counts what comes back."""

    base: str
    encoding: str

    def ask(self, person: Person | None, path: str, data: dict[str, str] | None = None) -> tuple[int, int, str]:
        """The bytes of the answer, its status and its text. A person's cookie goes along and stays as it is."""
        host, port = urlsplit(self.base).hostname, urlsplit(self.base).port
        assert host and port
        body = urlencode(data or {}).encode()
        lines = [
            f"{'GET' if data is None else 'POST'} {path} HTTP/1.1",
            f"Host: {host}:{port}",
            f"Accept-Encoding: {self.encoding}",
            "Connection: close",
        ]
        cookie = person.client.get_cookie("wdyt") if person else None
        if cookie is not None:
            lines.append(f"Cookie: wdyt={cookie.value}")
        if data is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        with socket.create_connection((host, port), timeout=10) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)
            answer = b"".join(iter(lambda: connection.recv(65_536), b""))
        head, _, packed = answer.partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        if f"content-encoding: {self.encoding}".encode() in head.lower():
            packed = ENCODINGS[self.encoding](packed)
        return len(answer), status, packed.decode()


@pytest.fixture(params=ENCODINGS)
def wire(request: pytest.FixtureRequest, base: str) -> Wire:
    return Wire(base, request.param)


def test_the_first_page_arrives_in_one_flight(phone: Page, base: str, wire: Wire) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto("/", wait_until="networkidle")
    asked = [address.removeprefix(base) for address in asked if not address.startswith("data:")]
    assert asked[0] == "/"
    assert any(".css" in path for path in asked)

    bytes_and_status = {path: wire.ask(None, path)[:2] for path in asked}
    assert {status for _, status in bytes_and_status.values()} == {200}
    assert sum(size for size, _ in bytes_and_status.values()) <= ONE_FLIGHT, bytes_and_status


def pages_of(name: str, person: Person, wire: Wire) -> Iterator[tuple[str, int]]:
    """Each page of this journey after the first with its bytes: as it comes, and with its errors."""
    told = persona(name)
    answers = told["answers"]
    person.begin(answers)
    while person.path != "/check":
        yield person.path, wire.ask(person, person.path)[0]
        blank = {"csrf_token": person.token, **({"send_now": "yes"} if person.path == "/help" else {})}
        size, status, _ = wire.ask(person, person.path, blank)
        if status == 422:
            yield f"{person.path} with errors", size
        person.answer(answers)
    for slug in re.findall(r'href="/q/([a-z-]+)"', str(person.html.select_one("ul.extras") or "")):
        yield slug, wire.ask(person, f"/q/{slug}")[0]
    person.open("/check").add(answers)
    for path in ("/check", "/later", "/help", "/code", "/read/private", "/read/traces", "/nowhere"):
        yield path, wire.ask(person, path)[0]
    person.open("/check").send()
    yield "/about-you", wire.ask(person, "/about-you")[0]
    person.post({"skip": "yes"})
    for path in ("/done", "/where"):
        yield path, wire.ask(person, path)[0]


@pytest.mark.parametrize("name", LONGEST)
def test_every_later_page_is_light(name: str, app: Flask, person: Person, wire: Wire) -> None:
    weights = dict(pages_of(name, person, wire))
    assert len(weights) > 20
    assert any("errors" in path for path in weights)
    assert {path: size for path, size in weights.items() if size > LATER_PAGE} == {}


def test_the_style_sheet_of_the_first_page_is_kept_for_the_later_ones(base: str, wire: Wire) -> None:
    sheets = [re.findall(r'<link rel="stylesheet" href="([^"]+)"', wire.ask(None, path)[2]) for path in ("/", "/code")]
    assert len(sheets[0]) == 1
    assert sheets[0] == sheets[1]
    with urlopen(base + sheets[0][0]) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
