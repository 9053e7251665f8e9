"""Danger: Help opens once, a call for help goes out at once, and nothing that was typed is lost by it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from bs4 import Tag
from flask import Flask

from tests.make import queue_of
from tests.person import Person
from tests.web.everybody import at_the_end

CHILD = {"who_are_you": "child", "kind": "complaint"}
SAM = {"quick_name": "Sam", "quick_where": "behind the park", "quick_phone": "07700 900123"}


def has_strip(person: Person) -> bool:
    return bool(person.html.select(".strip"))


def number_of(person: Person) -> str:
    """The page's own number, which a second press repeats."""
    found = person.html.find("input", {"name": "once"})
    assert isinstance(found, Tag)
    return str(found["value"])


def call(person: Person, **typed: str) -> Person:
    """Fills in the call for help that is on this page, and sends it."""
    return person.post({"once": number_of(person), "send_now": "yes", **typed})


@pytest.mark.parametrize("answer", ["not_safe", "not_sure", "other_child"])
def test_danger_opens_help_once_and_a_strip_from_then_on(answer: str, person: Person) -> None:
    person.begin(CHILD).post({"safe_now": answer})
    assert person.path == "/help"
    assert str(person.html.select(".cards a")[0]["href"]) == "tel:999"
    person.open("/on")
    assert person.path == "/q/how" and has_strip(person)
    person.post({"feeling": "scared"})
    assert person.path == "/q/about" and has_strip(person)
    person.post({"topic": "hurt"})
    assert person.path == "/q/what", "help opens once for each draft"
    assert has_strip(person)
    person.open("/q/now").post({"safe_now": answer})
    assert person.path == "/q/how"


@pytest.mark.parametrize("answer", [{"safe_now": "safe"}, {"safe_now": "skip"}])
def test_who_is_safe_or_does_not_say_goes_on(answer: dict[str, str], person: Person) -> None:
    person.begin(CHILD).post(answer)
    assert person.path == "/q/how" and not has_strip(person)


def test_hurt_opens_help_too(person: Person) -> None:
    person.begin(CHILD).post({"safe_now": "safe"}).post({"feeling": "sad"}).post({"topic": ["promise", "hurt"]})
    assert person.path == "/help"
    assert person.open("/on").path == "/q/what"


def test_words_change_nothing_on_the_screen(person: Person) -> None:
    person.begin(CHILD).post({"safe_now": "safe"}).post({"feeling": "sad"}).post({"topic": "promise"})
    person.post({"what_happened": "he hit me and I want to die"})
    assert person.path == "/q/when" and not has_strip(person)


def test_a_call_for_help_is_sent_at_once_and_linked_to_what_follows(app: Flask, person: Person) -> None:
    person.begin(CHILD).post({"safe_now": "not_safe"})
    call(person, **SAM)
    assert person.path == "/help/sent" and "12:00" in person.text
    (urgent,) = queue_of(app)
    assert urgent["kind"] == "urgent" and "safeguarding_immediate" in urgent["flags"]
    assert urgent["urgent"] == {"name": "Sam", "where": "behind the park", "phone": "07700 900123"}

    person.open("/on").post({"skip": "yes"}).post({"topic": "promise", "enough": "yes"})
    for _ in range(10):
        if person.path != "/check":
            person.answer({"advocate": "not_now"})
    person.send()
    urgent, record = queue_of(app)
    assert record["linked"] == [urgent["ref"]] and urgent["linked"] == [record["ref"]]
    assert record["safety"] == ["being_hurt_now"]


def test_pressing_twice_sends_one(app: Flask, person: Person) -> None:
    person.begin(CHILD).post({"safe_now": "not_safe"})
    token, number = person.token, number_of(person)
    for _ in range(2):
        person.post({"csrf_token": token, "once": number, **SAM}, path="/help")
        assert person.path == "/help/sent"
    assert len(queue_of(app)) == 1


def test_pressing_twice_at_once_sends_one(app: Flask, person: Person) -> None:
    person.begin(CHILD).post({"safe_now": "not_safe"})
    posted = {"csrf_token": person.token, "once": number_of(person), **SAM}
    cookie = person.client.get_cookie("wdyt")
    assert cookie is not None
    tabs = [app.test_client() for _ in range(5)]
    for tab in tabs:
        tab.set_cookie("wdyt", cookie.value)
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda tab=tab: statuses.append(tab.post("/help", data=posted).status_code))
        for tab in tabs
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [302] * 5
    assert len(queue_of(app)) == 1


def test_more_said_on_the_same_page_is_sent_too(app: Flask, person: Person) -> None:
    """Sent with a name alone; then Back, the place added, and pressed again."""
    person.begin(CHILD).post({"safe_now": "not_safe"})
    token, number = person.token, number_of(person)
    person.post({"csrf_token": token, "once": number, "quick_name": "Sam"}, path="/help")
    person.post({"csrf_token": token, "once": number, "quick_name": "Sam", "quick_where": "at home"}, path="/help")
    assert [record["urgent"]["where"] for record in queue_of(app)] == [None, "at home"]


@pytest.mark.parametrize("number", ["", "1", "x" * 500, "\0", "'", None])
def test_the_number_of_a_page_never_finds_another_persons_call(number: str | None, app: Flask) -> None:
    """It is whatever a browser sends: two people with the same one are two calls."""
    posted: dict[str, Any] = {} if number is None else {"once": number}
    for name in ("Sam", "Ali", "Sam"):
        person = Person(app.test_client()).open("/help").post({**posted, "quick_name": name})
        assert person.path == "/help/sent"
    assert [record["urgent"]["name"] for record in queue_of(app)] == ["Sam", "Ali", "Sam"]


def test_help_works_without_a_draft(app: Flask, person: Person) -> None:
    call(person.open("/help"), quick_where="outside school")
    assert person.path == "/help/sent"
    (urgent,) = queue_of(app)
    assert urgent["linked"] == [] and urgent["voice"] == "child"


def test_whoever_cannot_be_found_is_told_to_call(app: Flask, person: Person) -> None:
    call(person.open("/help"), quick_phone="07700 900123")
    alone = person.text
    call(person.open("/help"), **SAM)
    assert person.text != alone


@pytest.mark.parametrize(
    "typed",
    [{}, {"quick_name": "  "}, {"quick_phone": "call me"}, {"quick_where": "x" * 201}, {"quick_name": "a\0b"}],
    ids=["nothing", "spaces", "no number", "too long", "NUL"],
)
def test_what_cannot_be_sent_stays_on_the_page(typed: dict[str, str], app: Flask, person: Person) -> None:
    call(person.open("/help"), **typed)
    assert person.response is not None and person.response.status_code == 422
    for name, value in typed.items():
        assert person.html.find("input", {"name": name})["value"] == value.replace("\0", "")  # type: ignore[index]
    assert not queue_of(app)


def test_nothing_typed_is_lost_by_looking_at_help(app: Flask) -> None:
    person = at_the_end(app, "child")
    before = person.open("/check").text
    call(person.open("/help"), **SAM)
    person.open("/help")
    assert person.open("/check").text == before


def test_only_this_browser_sees_its_own_call(app: Flask, person: Person) -> None:
    call(person.open("/help"), **SAM)
    other = Person(app.test_client()).open("/help/sent")
    assert other.path == "/help"
