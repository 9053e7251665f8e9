"""What a child sends from the first page to the done page: recorded from the form itself, so that it stays true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from werkzeug.test import Client, TestResponse

from intake.records.draft import Draft
from intake.web.form import keeping
from intake.web.service import utc_clock
from tests.bench.visits import Exchange, Visitor
from tests.make import make_app, persona, queue_of, service_of
from tests.person import LONGEST_WAY, Answers, Person


@dataclass(frozen=True)
class Journey:
    """A whole way through the form. `code` is the request in which the secret code is made, and nothing else is so.

    It is asked for a second time in `after`: there it is a page like any other.
    """

    to_send: Sequence[Exchange]
    code: Exchange
    after: Sequence[Exchange]
    answers: dict[str, Any]

    @property
    def requests(self) -> int:
        return len(self.to_send) + len(self.after)

    @property
    def send(self) -> Exchange:
        return self.to_send[-1]

    @property
    def first_page(self) -> Exchange:
        return self.to_send[0]

    def up_to(self, field: str) -> Sequence[Exchange]:
        """Everything up to the POST that has this control."""
        return self.to_send[: self._place(field)]

    def step(self, field: str) -> Exchange:
        """The POST that has this control."""
        return self.to_send[self._place(field)]

    def _place(self, field: str) -> int:
        return next(n for n, each in enumerate(self.to_send) if field in dict(each.fields))


def full(folder: Path) -> Journey:
    """Every page of a child's way, answered."""
    return _recorded(folder, lambda person, answers: person.go_to_check(answers), persona("worker-never-rings"))


def quick(folder: Path) -> Journey:
    """A child who taps what it is about and has said enough as soon as that is offered."""
    return _recorded(folder, _saying_enough, persona("taps-only"))


def like(exchange: Exchange, send: Exchange, code: Exchange | None = None) -> Exchange:
    """What the bare app is asked in place of this exchange of the form."""
    if exchange.method == "POST":
        path = "/send" if exchange is send else "/step"
        return replace(exchange, path=path, status=303, location="/next")
    if not exchange.size:
        return replace(exchange, path="/next", status=303, location="/step")
    return replace(exchange, path=f"/{'code' if exchange is code else 'page'}/{exchange.size}")


def bare(journey: Journey) -> Journey:
    """The same journey through the bare app: as many requests, and pages of the same sizes."""
    return Journey(
        to_send=[like(each, journey.send) for each in journey.to_send],
        code=like(journey.code, journey.send, journey.code),
        after=[like(each, journey.send) for each in journey.after],
        answers=journey.answers,
    )


def ready_to_send(app: Flask, journey: Journey, count: int) -> list[Visitor]:
    """So many visitors of the form with a draft of their own that only has to be sent."""
    return [_begun(app, Draft(answers=journey.answers)) for _ in range(count)]


def _begun(app: Flask, draft: Draft) -> Visitor:
    with app.test_request_context("/"):
        keeping.begin(service_of(app), draft)
        token = generate_csrf()
        response = app.response_class()
        app.session_interface.save_session(app, session, response)  # type: ignore[arg-type]
        return Visitor(response.headers["Set-Cookie"].partition(";")[0].encode(), token.encode())


class _Recorder:
    """Stands between a person and the test client, and writes down what passes."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.exchanges: list[Exchange] = []

    def get(self, path: str) -> TestResponse:
        return self._noted("GET", path, self._client.get(path), {})

    def post(self, path: str, data: dict[str, Any]) -> TestResponse:
        return self._noted("POST", path, self._client.post(path, data=data), data)

    def _noted(self, method: str, path: str, response: TestResponse, data: dict[str, Any]) -> TestResponse:
        fields = tuple(
            (name, value)
            for name, given in data.items()
            if name != "csrf_token"
            for value in ([given] if isinstance(given, str) else given)
        )
        size = len(response.data) if response.status_code == 200 else 0
        location = response.headers.get("Location", "")
        self.exchanges.append(Exchange(method, path, response.status_code, fields, location, size))
        return response


def _recorded(folder: Path, go: Callable[[Person, Answers], object], who: dict[str, Any]) -> Journey:
    app = make_app(f"sqlite:///{folder}/recorded-{who['title'][:8]}.db", clock=utc_clock)  # type: ignore[arg-type]
    recorder = _Recorder(app.test_client())
    person = Person(recorder)  # type: ignore[arg-type]
    go(person, who["answers"])
    person.send()
    sent = next(n for n, each in enumerate(recorder.exchanges) if "send" in dict(each.fields))
    person.post({"skip": "yes"})
    answers = queue_of(app)[-1]["answers"]
    service_of(app).database.close()
    code_page, *rest = recorder.exchanges[sent + 1 :]
    return Journey(recorder.exchanges[: sent + 1], code_page, [code_page, *rest], answers)


def _saying_enough(person: Person, answers: Answers) -> None:
    person.begin(answers)
    for _ in range(LONGEST_WAY):
        if person.path == "/check":
            return
        given = {name: value for name, value in answers.items() if name in person.controls}
        person.post(given | {"enough": "yes"} if "enough" in person.buttons else given)
    raise AssertionError(f"no check page after {person.visited}")
