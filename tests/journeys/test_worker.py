"""The worker as it is run, beside the server and alone: woken, stopped, and with everything that it needs away."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from statistics import median

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select, text

from intake.settings import Settings
from intake.storage import migrate
from intake.storage.outbox import State
from intake.storage.tables import deliveries
from intake.web.app import create_app
from intake.web.commands.keys import new_keys
from tests.bench import faults_app, journeys
from tests.bench.faults import states_of
from tests.bench.faults_people import Crowd, ready
from tests.bench.faults_postgres import Postgres, postgres
from tests.bench.faults_processes import Kept, flask, wait_until_answered
from tests.bench.journeys import Journey
from tests.delivery.mail_server import Inbox, free_port, serving
from tests.delivery.receiver import Receiver
from tests.make import persona, service_of
from tests.person import Person

EMAILS = 3  # for each person who sends: to the team, to the advocates, and to themselves
SECRET = "whsec_" + "c2VjcmV0" * 5


class Town:
    """A service whose processes are started as they are needed, and end with the test."""

    def __init__(self, url: str, folder: Path, mail_port: int, at_the_end: ExitStack) -> None:
        self.environ = {
            **new_keys(),
            "COUNCIL": "northshire",
            "DATABASE_URL": url,
            "MAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "MAIL_FROM": "messages@northshire.example",
            "PUBLIC_URL": "https://tell.northshire.example",
        }
        self._folder, self._at_the_end = folder, at_the_end
        self.app: Flask = create_app(Settings.from_environ(self.environ))
        at_the_end.callback(service_of(self.app).database.close)
        migrate.upgrade(service_of(self.app).database)

    def run(self, *words: str) -> Kept:
        """This command of `flask`."""
        kept = Kept(flask(*words, app="wsgi"), self.environ, self._folder / f"{words[0]}.log")
        self._at_the_end.callback(kept.stop)
        return kept

    def serve(self, *words: str) -> tuple[Kept, int]:
        """`flask serve`, and the port that it answers on."""
        kept = self.run("serve", "--port", str(port := free_port()), *words)
        wait_until_answered(port)
        return kept, port

    def send(self, port: int, people: int = 1) -> None:
        """So many people send, and see that it arrived."""
        Crowd(port, ready(self.app, self._journey, people), seconds_to_think=0).send_all()

    @cached_property
    def _journey(self) -> Journey:
        return journeys.full(self._folder)

    def seconds_to_deliver(self) -> list[float]:
        """How long each delivery took that was accepted, from the moment it was sent on."""
        row = deliveries.c
        with service_of(self.app).database.read() as db:
            taken = db.execute(select(row.created_at, row.finished_at).where(row.state == State.SENT)).all()
        return [(finished - created).total_seconds() for created, finished in taken]


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/wdyt.db"
    server: Postgres = request.getfixturevalue("server")
    return server.new_database()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def town(url: str, tmp_path: Path, inbox: Inbox) -> Iterator[Town]:
    with ExitStack() as at_the_end:
        yield Town(url, tmp_path, at_the_end.enter_context(serving(inbox)), at_the_end)


def wait_until(so: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < until, f"not so after {seconds} seconds"
        time.sleep(0.02)


# ── Woken ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_worker_beside_the_server_delivers_at_once(town: Town, inbox: Inbox) -> None:
    _, port = town.serve()
    for sent in range(1, 4):
        town.send(port)
        wait_until(lambda: len(inbox.emails) == sent * EMAILS, 10)  # noqa: B023 - asked within the round
    wait_until(lambda: states_of(town.app) == {State.SENT: 3 * EMAILS}, 5)
    assert median(town.seconds_to_deliver()) < 0.5


def test_a_worker_alone_delivers_soon(town: Town, inbox: Inbox) -> None:
    """PostgreSQL tells it at once, though it would look only every 30 seconds; on SQLite it looks every two."""
    _, port = town.serve("--no-worker")
    town.run("deliver")
    town.send(port)
    wait_until(lambda: len(inbox.emails) == EMAILS, 15)  # it has started by then
    town.send(port)
    wait_until(lambda: states_of(town.app) == {State.SENT: 2 * EMAILS}, 10)
    assert min(town.seconds_to_deliver()) < (3 if service_of(town.app).database.is_sqlite else 1)


def test_a_worker_with_nothing_to_do_does_nothing(town: Town, inbox: Inbox) -> None:
    served, port = town.serve()
    town.send(port)
    wait_until(lambda: states_of(town.app) == {State.SENT: EMAILS}, 10)
    before = served.cpu_seconds()
    time.sleep(4)
    assert served.cpu_seconds() - before <= 0.12  # three in a hundred of a core


# ── Stopped ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_being_sent_is_finished_before_it_stops(town: Town, inbox: Inbox) -> None:
    inbox.pause = 1.5
    _, port = town.serve("--no-worker")
    town.send(port, people=4)
    worker = town.run("deliver")
    wait_until(lambda: len(inbox.emails) >= 1, 15)
    assert worker.stop() == 0
    states = states_of(town.app)
    assert states[State.SENT] == len(inbox.emails) < 4 * EMAILS
    assert states == {State.SENT: len(inbox.emails), State.READY: 4 * EMAILS - len(inbox.emails)}


def test_once_delivers_what_is_due_and_ends(town: Town, inbox: Inbox) -> None:
    _, port = town.serve("--no-worker")
    town.send(port, people=2)
    result = town.app.test_cli_runner().invoke(args=["deliver", "--once"])
    assert result.output.startswith("6 sent, 0 later, 0 failed")
    assert len(inbox.emails) == 2 * EMAILS


# ── With what it needs away ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_database_that_was_away_wakes_the_worker_again(server: Postgres, tmp_path: Path, inbox: Inbox) -> None:
    with ExitStack() as at_the_end:
        town = Town(server.new_database(), tmp_path, at_the_end.enter_context(serving(inbox)), at_the_end)
        _, port = town.serve("--no-worker")
        town.run("deliver")
        town.send(port)
        wait_until(lambda: len(inbox.emails) == EMAILS, 15)
        server.kill()
        wait_until(lambda: is_listened_to(town.app), 15)  # the worker has found that out
        town.send(port)
        wait_until(lambda: len(inbox.emails) == 2 * EMAILS, 5)  # it would look again after 30


def is_listened_to(app: Flask) -> bool:
    """Whether somebody waits for this database to tell of what is enqueued."""
    listening = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    with service_of(app).database.read() as db:
        return db.execute(text(listening)).first() is not None


@contextmanager
def mail_server_at(port: int, inbox: Inbox) -> Iterator[None]:
    controller = Controller(inbox, "127.0.0.1", port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def test_with_everything_down_people_send_and_when_it_is_back_all_of_it_arrives_once(url: str, tmp_path: Path) -> None:
    mail_port, case_port, inbox = free_port(), free_port(), Inbox()
    with ExitStack() as at_the_end:
        environ = {
            **Town(url, tmp_path, mail_port, at_the_end).environ,
            "CASE_SYSTEM_URL": f"http://127.0.0.1:{case_port}/records",
            "CASE_SYSTEM_SECRETS": SECRET,
        }
        app = faults_app.create(environ)
        at_the_end.callback(service_of(app).database.close)
        worker = Kept(flask("deliver-quickly"), environ, tmp_path / "worker.log")
        at_the_end.callback(worker.stop)

        people = [Person(app.test_client()) for _ in range(3)]
        for person in people:
            person.to_done(persona("not-safe")["answers"])
        first, second = (place.name for place in service_of(app).council.duty_places(service_of(app).now()))
        wait_until(lambda: tried(app) == {"team-mailbox", first, "young-voices", faults_app.CASE_SYSTEM}, 15)
        for person in people:
            assert "We have not reached the duty team yet." in person.open("/done").text
            assert "has had our message" not in person.text
        assert State.SENT not in states_of(app)

        with mail_server_at(mail_port, inbox), Receiver(SECRET, port=case_port) as case_system:
            wait_until(lambda: states_of(app).keys() <= {State.SENT, State.CANCELLED}, 20)
            assert worker.stop() == 0
        for person in people:
            assert "The duty team has had our message since" in person.open("/done").text
        emails = Counter(email["Message-ID"] for email in inbox.emails)
        assert set(emails.values()) == set(case_system.accepted.values()) == {1}
        assert len(emails) + len(case_system.accepted) == states_of(app)[State.SENT]
        assert states_of(app)[State.CANCELLED] == len(alerts_at(app, second))


def tried(app: Flask) -> set[str]:
    """The places of which it is known that they did not answer."""
    with service_of(app).database.read() as db:
        return set(db.execute(select(deliveries.c.target).where(deliveries.c.reason == "no_connection")).scalars())


def alerts_at(app: Flask, place: str) -> list[str]:
    """How far the alerts are that were to be tried at this place."""
    with service_of(app).database.read() as db:
        return list(db.execute(select(deliveries.c.state).where(deliveries.c.target == place)).scalars())
