"""A device that others use too, left alone: the code is asked for again, what comes late is kept, help stays open."""

from __future__ import annotations

import pytest
from flask import Flask

from intake.access.code import Code
from intake.questions.catalogue import signal
from intake.questions.vocabulary import Voice
from tests.make import Clock, queue_of
from tests.person import Person
from tests.web.everybody import EVERYBODY
from tests.web.test_drafts import CHILD, STORY, code_on

ASKED = signal.ASKED_AGAIN_SAVED.to(Voice.CHILD)
LATE = {"minutes": 10, "seconds": 1}


@pytest.fixture
def shared(app: Flask) -> tuple[Person, Code]:
    """A child on a shared device who has seen the code and is on the page of the story."""
    person = Person(app.test_client()).begin({**CHILD, "shared": "yes"}).answer(CHILD)
    code = code_on(person)
    person.open("/on").post({"skip": "yes"})
    return person.post({"topic": "promise"}), code


def test_the_code_is_asked_for_after_ten_minutes_without_anybody(shared: tuple[Person, Code], clock: Clock) -> None:
    person, code = shared
    clock.move(minutes=9)
    assert person.open("/q/about").path == "/q/about"
    clock.move(**LATE)
    assert person.open("/q/about").path == "/code"
    assert ASKED in person.text
    for path in ("/on", "/q/about", "/check", "/later"):
        assert person.open(path).path == "/code", "and it stays so"
    assert person.post({"enter_code": code.words}, path="/code").path == "/q/what"
    assert ASKED not in person.open("/code").text


def test_each_request_begins_the_ten_minutes_anew(shared: tuple[Person, Code], clock: Clock) -> None:
    person, _ = shared
    for path in ("/q/about", "/here", "/q/about", "/here"):
        clock.move(minutes=9)
        assert person.client.get(path).status_code in {200, 204}
    assert person.open("/q/about").path == "/q/about"


@pytest.mark.parametrize("story", [STORY, "x" * 10_001], ids=["an answer", "too long"])
def test_what_comes_late_is_kept_and_then_the_code_is_asked_for(
    story: str, shared: tuple[Person, Code], clock: Clock
) -> None:
    person, code = shared
    clock.move(**LATE)
    person.post({"what_happened": story})
    assert person.path == "/code" and story not in str(person.html)
    person.post({"enter_code": code.digits}).open("/q/what")
    assert story in person.text


def test_what_a_script_keeps_late_is_kept_too(shared: tuple[Person, Code], clock: Clock) -> None:
    person, code = shared
    clock.move(**LATE)
    data = {"csrf_token": person.token, "keep": "yes", "what_happened": STORY}
    assert person.client.post("/q/what", data=data).location == "/code"
    person.open("/code").post({"enter_code": code.digits})
    assert person.path == "/q/what" and STORY in person.text


def test_sending_late_sends(app: Flask, clock: Clock) -> None:
    person = Person(app.test_client()).go_to_check({**EVERYBODY["child"], "shared": "yes"})
    code = code_on(person.open("/later"))
    person.open("/check")
    clock.move(**LATE)
    person.post({"send": "yes"})
    assert person.path == "/code" and len(queue_of(app)) == 1
    assert person.post({"enter_code": code.words}).path == "/where"


def test_what_was_sent_is_not_left_open_either(app: Flask, clock: Clock) -> None:
    person = Person(app.test_client()).go_to_check({**EVERYBODY["child"], "shared": "yes"}).send()
    code = code_on(person)
    person.post({"skip": "yes"})
    clock.move(**LATE)
    assert person.open("/done").path == "/code"
    assert person.post({"enter_code": code.words}).path == "/where"


def test_help_and_reading_stay_open(shared: tuple[Person, Code], clock: Clock) -> None:
    person, _ = shared
    clock.move(**LATE)
    for path in ("/help", "/read/private", "/", "/language"):
        assert person.open(path).path == path
    person.open("/help").post({"quick_name": "Ali", "send_now": "yes"})
    assert person.path == "/help/sent"
    assert person.open("/on").path == "/code"


@pytest.mark.parametrize(
    ("path", "typed"),
    [("/q/what", {"what_happened": STORY, "keep": "help"}), ("/q/now", {"safe_now": "not_safe"})],
    ids=["Help now", "an answer that leads to help"],
)
def test_who_wants_help_late_gets_it_before_the_code_is_asked_for(
    path: str, typed: dict[str, str], shared: tuple[Person, Code], clock: Clock
) -> None:
    person, _ = shared
    clock.move(**LATE)
    assert person.post(typed, path=path).path == "/help"
    assert person.open("/on").path == "/code"


def test_the_next_person_begins_anew_and_is_asked_for_nothing(shared: tuple[Person, Code], clock: Clock) -> None:
    person, _ = shared
    clock.move(**LATE)
    person.begin(CHILD)
    assert person.path == "/q/now"
    clock.move(**LATE)
    assert person.open("/on").path == "/q/now"


def test_leaving_the_page_open_asks_for_the_code_at_once(shared: tuple[Person, Code]) -> None:
    person, code = shared
    person.post({"keep": "away", "what_happened": STORY})
    assert person.path == "/code" and ASKED in person.text
    assert person.open("/on").path == "/code"
    person.post({"enter_code": code.words}, path="/code")
    assert person.path == "/q/what" and STORY in person.text


def test_nobody_is_shut_out_before_they_have_seen_a_code(app: Flask, clock: Clock) -> None:
    person = Person(app.test_client()).begin({**CHILD, "shared": "yes"})
    clock.move(**LATE)
    assert person.open("/on").path == "/q/now"
    assert person.open("/away").path == "/q/now"


def test_a_device_of_ones_own_is_never_asked(app: Flask, clock: Clock) -> None:
    person = Person(app.test_client()).begin(CHILD).answer(CHILD)
    code_on(person.open("/later"))
    clock.move(days=13)
    assert person.open("/on").path == "/q/how"
    assert person.open("/away").path == "/q/how"


def test_being_here_costs_few_bytes_and_no_cookie(shared: tuple[Person, Code], app: Flask) -> None:
    person, _ = shared
    answer = person.client.get("/here")
    assert (answer.status_code, answer.data, answer.headers.get("Set-Cookie")) == (204, b"", None)
    assert answer.headers["Cache-Control"] == "no-store"
    assert app.test_client().get("/here").status_code == 204
