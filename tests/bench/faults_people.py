"""People who send, and press again when nobody answers, until they have seen that it arrived."""

from __future__ import annotations

import http.client
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock
from urllib.parse import urlencode

from flask import Flask

from tests.bench import journeys
from tests.bench.journeys import Journey
from tests.bench.visits import Visitor

_REFERENCE = re.compile(r"WDYT-[0-9A-Z]{6}")
_PAUSE_SECONDS = 0.1  # before somebody presses again
_LONGEST_SECONDS = 300


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    cookie: str
    text: str


def words(number: int) -> str:
    return f"My social worker never rings me back, says number {number}."


def number_of(story: str) -> int:
    return int(story.rpartition(" ")[2].rstrip("."))


def address(number: int) -> str:
    return f"person{number}@people.example"


def ready(app: Flask, journey: Journey, count: int) -> list[Visitor]:
    """So many children with a draft of their own: they ask for an advocate, and to be answered by email."""
    visitors = []
    for number in range(count):
        own = {"what_happened": words(number), "reply_how": ["email"], "email": address(number)}
        visitors += journeys.ready_to_send(app, replace(journey, answers=journey.answers | own), 1)
    return visitors


def ask(port: int, method: str, path: str, cookie: str, form: dict[str, str]) -> Answer | None:
    """What the service at this port answers, or None where it does not."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    try:
        connection.request(method, path, urlencode(form), headers)
        response = connection.getresponse()
        text = response.read().decode()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    given = response.getheader("Set-Cookie", cookie).split(";")[0]
    return Answer(response.status, response.getheader("Location", ""), given, text)


class Crowd:
    """All who send. `confirmed` holds for each number the reference that this person was shown."""

    def __init__(self, port: int, visitors: list[Visitor], seconds_to_think: float, at_once: int = 8) -> None:
        self._port = port
        self._visitors = visitors
        self._seconds_to_think = seconds_to_think
        self._at_once = at_once
        self._lock = Lock()
        self.confirmed: dict[int, str] = {}
        self.pressed_again = 0

    def send_all(self) -> None:
        with ThreadPoolExecutor(self._at_once) as people:
            list(people.map(self._send, range(len(self._visitors))))

    def _send(self, number: int) -> None:
        visitor = self._visitors[number]
        time.sleep(self._seconds_to_think)
        sent = self._insist("POST", "/check", visitor, csrf_token=visitor.token.decode(), send="yes")
        assert (sent.status, sent.location) == (302, "/about-you"), f"number {number}: {sent.status} {sent.location}"
        page = self._insist("GET", "/about-you", replace(visitor, cookie=sent.cookie.encode()))
        shown = _REFERENCE.search(page.text)
        assert page.status == 200 and shown, f"number {number}: {page.status} without a reference"
        with self._lock:
            self.confirmed[number] = shown[0]

    def _insist(self, method: str, path: str, visitor: Visitor, **form: str) -> Answer:
        """The first answer that is not a fault of the service's."""
        until = time.monotonic() + _LONGEST_SECONDS
        while time.monotonic() < until:
            answer = ask(self._port, method, path, visitor.cookie.decode(), form)
            if answer is not None and answer.status < 500:
                return answer
            self.pressed_again += 1
            time.sleep(_PAUSE_SECONDS)
        raise RuntimeError(f"{path} was not answered in {_LONGEST_SECONDS} seconds")
