"""The server is killed over and over while people send: whoever saw it confirmed is in the queue, once."""

from __future__ import annotations

import random
import re
import signal
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from intake.settings import Settings
from intake.web.app import create_app
from tests.bench.faults_people import Answer, ask
from tests.bench.served import Served, serve_form
from tests.make import environ_of, queue_of

PEOPLE = 500
AT_ONCE = 8
KILLS = 6
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Street:
    """People who say thank you one after the other to a server that is killed now and then."""

    def __init__(self, environ: dict[str, str], folder: Path) -> None:
        self._environ, self._folder = environ, folder
        self._waiting = list(range(PEOPLE))
        self._up = threading.Event()
        self.confirmed: list[int] = []
        self._start()

    def _start(self) -> None:
        self.server: Served = serve_form(self._environ, self._folder)
        self._up.set()

    def kill_and_start_again(self) -> None:
        self._up.clear()
        self.server.stop(signal.SIGKILL)
        self._start()

    def send_all(self) -> None:
        """One after the other takes a number, sends, and notes it when they have seen that it arrived."""
        while True:
            try:
                number = self._waiting.pop()
            except IndexError:
                return
            Sender(self).send(words(number))
            self.confirmed.append(number)

    def ask(self, method: str, path: str, cookie: str, form: dict[str, str]) -> Answer | None:
        """What the server answers, or None where it was killed meanwhile."""
        self._up.wait()
        return ask(self.server.port, method, path, cookie, form)


@dataclass
class Sender:
    """One person with one cookie, who presses again when nobody answers."""

    street: Street
    cookie: str = field(default="", init=False)

    def send(self, story: str) -> None:
        self._press("/start/young", kind="compliment")
        self._press("/q/good", good_what=story)
        while not self._press("/check", send="yes").startswith("/about-you"):
            pass

    def _press(self, path: str, **form: str) -> str:
        """Opens the page and presses its button, until that is answered; where that leads to."""
        while True:
            page = self._ask("GET", path)
            if page is not None and page.status == 302:
                return page.location
            token = TOKEN.search(page.text) if page is not None else None
            answer = self._ask("POST", path, csrf_token=token[1], **form) if token else None
            if answer is not None:
                assert answer.status == 302, f"{path} answered {answer.status}"
                return answer.location

    def _ask(self, method: str, path: str, **form: str) -> Answer | None:
        answer = self.street.ask(method, path, self.cookie, form)
        if answer is not None:
            assert answer.status < 500, f"{path} answered {answer.status}"
            self.cookie = answer.cookie
        return answer


def words(number: int) -> str:
    return f"thank you from number {number}"


def test_nothing_confirmed_is_lost_and_nothing_is_there_twice(tmp_path: Path) -> None:
    environ = environ_of(f"sqlite:///{tmp_path}/wdyt.db", tmp_path / "mail")
    street = Street(environ, tmp_path)
    people = [threading.Thread(target=street.send_all) for _ in range(AT_ONCE)]
    for person in people:
        person.start()
    moments = random.Random(7)
    for kill in range(KILLS):
        while len(street.confirmed) < (kill + 1) * PEOPLE // (KILLS + 2):
            people[0].join(0.02)
        people[0].join(moments.random() / 10)
        street.kill_and_start_again()
    for person in people:
        person.join()
    street.server.stop()

    stories = Counter(record["story"] for record in queue_of(create_app(Settings.from_environ(environ))))
    assert sorted(street.confirmed) == list(range(PEOPLE))
    assert stories == Counter(words(number) for number in range(PEOPLE))
