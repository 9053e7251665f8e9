"""Danger: Help opens once, a call for help goes out at once, and nothing that was typed is lost by it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from bs4 import Tag
from flask import Flask

from intake.records.record import Purpose
from intake.storage.outbox import State
from intake.storage.tracking import Tracked
from intake.web.form.alert import Alert, AlertState, alert_of
from intake.web.receiving import keep_once
from tests.make import NOON, Clock, persona, queue_of, service_of
from tests.person import Person
from tests.records.sending import helped
from tests.web.desk.cases import taken_in
from tests.web.everybody import at_the_end
from tests.web.places import accept, put_off, refuse

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


# ── Whether the duty team has been told ──────────────────────────────────────────────────────────────────────────────

REACHED = "The duty team has had our message since "
TRYING = "We have not reached the duty team yet. We keep trying. They read these day and night."
FAILED = "We could not reach the duty team. "
NUMBERS = "01632 960 110 in the day or 01632 960 111 at night"
HOURS = "They read these from 8:30am to 5:30pm, Monday to Friday."
MINUTE = timedelta(minutes=1)

_ids = count(1)


def alert(state: State, minutes: int | None = None, purpose: Purpose = Purpose.DUTY_ALERT) -> Tracked:
    """A delivery in this state, settled so many minutes after noon, or open."""
    finished_at = None if minutes is None else NOON + minutes * MINUTE
    return Tracked(next(_ids), "WDYT-222222", purpose, "duty-mailbox", state, NOON, NOON, 1, None, finished_at)


TEAM_HAS_IT = alert(State.SENT, 1, Purpose.TEAM_NOTICE)


@pytest.mark.parametrize(
    ("deliveries", "expected"),
    [
        pytest.param([], None, id="nothing to tell anybody"),
        pytest.param([TEAM_HAS_IT], None, id="nothing to tell the duty team"),
        pytest.param([alert(State.READY)], Alert(AlertState.TRYING), id="not tried yet"),
        pytest.param([alert(State.LEASED), TEAM_HAS_IT], Alert(AlertState.TRYING), id="only the other team has it"),
        pytest.param([alert(State.FAILED, 1), alert(State.READY)], Alert(AlertState.TRYING), id="one place is left"),
        pytest.param([alert(State.FAILED, 1), alert(State.LEASED)], Alert(AlertState.TRYING), id="at the last place"),
        pytest.param([alert(State.FAILED, 1), alert(State.FAILED, 6)], Alert(AlertState.FAILED), id="every place"),
        pytest.param([alert(State.CANCELLED, 1)], Alert(AlertState.FAILED), id="called off, and nobody has it"),
        pytest.param(
            [alert(State.SENT, 2), alert(State.CANCELLED, 2)],
            Alert(AlertState.REACHED, NOON + 2 * MINUTE, "duty-mailbox"),
            id="the first place, so the second was spared",
        ),
        pytest.param(
            [alert(State.FAILED, 1), alert(State.SENT, 6)],
            Alert(AlertState.REACHED, NOON + 6 * MINUTE, "duty-mailbox"),
            id="the second place",
        ),
        pytest.param(
            [alert(State.SENT, 9), alert(State.SENT, 6)],
            Alert(AlertState.REACHED, NOON + 6 * MINUTE, "duty-mailbox"),
            id="both, the second one first",
        ),
        pytest.param(
            [alert(State.READY), alert(State.SENT, 6)],
            Alert(AlertState.REACHED, NOON + 6 * MINUTE, "duty-mailbox"),
            id="one is enough",
        ),
    ],
)
def test_one_place_that_accepted_is_enough_and_it_has_failed_when_none_is_left(
    deliveries: list[Tracked], expected: Alert | None
) -> None:
    assert alert_of(deliveries) == expected


def called(app: Flask) -> Person:
    """Somebody in the middle of the form who has sent a call for help, on the page that says so."""
    person = Person(app.test_client()).begin(CHILD).post({"safe_now": "not_safe"})
    return call(person, **SAM)


def links(person: Person) -> dict[str, str]:
    return {each.get_text(): str(each["href"]) for each in person.html.select("main a")}


def test_until_a_place_has_accepted_it_the_page_says_so_and_whom_to_call(app: Flask) -> None:
    person = called(app)
    assert f"You sent this at 12:00. {TRYING} If you need help now, call {NUMBERS}." in person.text
    assert REACHED not in person.text and not person.html.select("main .done, main svg")
    assert links(person)["Look again"] == "/help/sent"
    assert {"tel:999", "tel:01632960110", "tel:01632960111"} <= set(links(person).values())


def test_a_place_that_does_not_answer_changes_nothing_about_that(app: Flask, clock: Clock) -> None:
    person = called(app)
    before = person.text
    put_off(app, "duty-mailbox")
    clock.move(minutes=1)
    refuse(app, "duty-mailbox")
    assert person.open("/help/sent").text == before, "there is a second place, which is tried in some minutes"


def test_once_a_place_has_accepted_it_the_page_says_since_when_and_no_more_than_that(app: Flask, clock: Clock) -> None:
    person = called(app)
    clock.move(minutes=2)
    accept(app, "duty-mailbox")
    clock.move(minutes=30)
    person.open("/help/sent")
    assert f"You sent this at 12:00. {REACHED}12:02. {HOURS} We cannot see if someone has read it yet." in person.text
    assert TRYING not in person.text and FAILED not in person.text
    assert "Look again" not in links(person) and person.html.select("main .done svg")
    assert "Do not wait for us if you are in danger. Call 999." in person.text


def test_when_no_place_accepts_it_the_page_says_so_and_whom_to_call(app: Flask, clock: Clock) -> None:
    person = called(app)
    clock.move(minutes=5)
    for place in ("duty-mailbox", "night-mailbox"):
        refuse(app, place)
    person.open("/help/sent")
    assert f"{FAILED}Call them now on {NUMBERS}. We still have what you sent." in person.text
    assert REACHED not in person.text and not person.html.select("main .done, main svg")
    assert links(person)["Look again"] == "/help/sent"


def test_at_night_it_goes_to_who_is_there_at_night_and_the_page_says_when_they_read_it(
    app: Flask, clock: Clock
) -> None:
    clock.now = NOON.replace(hour=22)
    person = called(app)
    accept(app, "night-mailbox")
    at_night = "They read these at night, at weekends and on days when banks are shut."
    assert f"{REACHED}22:00. {at_night}" in person.open("/help/sent").text


def test_where_those_of_the_night_do_not_accept_it_it_goes_to_those_of_the_day(app: Flask, clock: Clock) -> None:
    clock.now = NOON.replace(hour=22)
    person = called(app)
    refuse(app, "night-mailbox")
    clock.move(minutes=5)
    accept(app, "duty-mailbox")
    assert f"{REACHED}22:05. {HOURS}" in person.open("/help/sent").text


def test_an_adult_is_told_in_their_own_words(app: Flask) -> None:
    person = Person(app.test_client()).begin({"who_are_you": "adult", "kind": "complaint"})
    call(person.open("/help"), **SAM)
    assert f"If someone needs help now, call {NUMBERS}." in person.text


def test_looking_again_loses_nothing_and_leads_back_into_the_form(app: Flask) -> None:
    person = called(app)
    for _ in range(2):
        person.open(links(person)["Look again"])
    assert links(person)["Carry on telling us"] == "/on"
    assert person.open("/on").path == "/q/how"
    assert len(queue_of(app)) == 1


def done_after(app: Flask, name: str) -> Person:
    return Person(app.test_client()).to_done(persona(name)["answers"])


@pytest.mark.parametrize("path", ["/done", "/where"])
def test_the_page_after_sending_says_it_too(path: str, app: Flask, clock: Clock) -> None:
    person = done_after(app, "not-safe").open(path)
    assert TRYING in person.text and links(person)["Look again"] == path
    accept(app, "duty-mailbox")  # the call for help
    assert TRYING in person.open(path).text, "each of the two has an alert of its own"
    clock.move(minutes=3)
    accept(app, "duty-mailbox")
    assert f"{REACHED}12:03. {HOURS}" in person.open(path).text
    assert TRYING not in person.text and "Look again" not in links(person)


def test_on_another_day_the_day_is_said_as_well(app: Flask, clock: Clock) -> None:
    person = done_after(app, "not-safe")
    for _ in range(2):
        accept(app, "duty-mailbox")
    clock.move(days=1)
    assert f"{REACHED}12:00, Monday 23 November. {HOURS}" in person.open("/where").text


def test_the_time_is_the_one_on_a_clock_in_london(app: Flask, clock: Clock) -> None:
    clock.now = NOON.replace(month=6, hour=23, minute=30)  # half past midnight there, in summer
    person = called(app)
    accept(app, "night-mailbox")
    assert f"{REACHED}00:30. " in person.open("/help/sent").text


@pytest.mark.parametrize("path", ["/done", "/where"])
def test_what_cannot_wait_until_tomorrow_is_told_to_the_duty_team_with_whom_to_call(path: str, app: Flask) -> None:
    person = done_after(app, "moved-on-friday").open(path)
    assert f"If it cannot wait, call {NUMBERS}." in person.text
    assert TRYING in person.text
    accept(app, "duty-mailbox")
    assert REACHED in person.open(path).text


@pytest.mark.parametrize("path", ["/done", "/where"])
def test_whoever_is_in_no_danger_reads_nothing_of_it(path: str, app: Flask) -> None:
    person = done_after(app, "worker-never-rings").open(path)
    assert "duty team" not in person.text and "Look again" not in links(person)


def test_it_goes_out_under_another_reference_where_the_first_is_taken(app: Flask) -> None:
    taken = taken_in(app)
    free = replace(helped(dict(SAM)), id="1" * 32, once="help:sam")
    drawn = iter([replace(free, reference=taken.reference), free])
    assert keep_once(service_of(app), "help:sam", lambda: next(drawn), "self") == free.reference
    assert keep_once(service_of(app), "help:sam", lambda: next(drawn), "self") == free.reference
    assert {each["ref"] for each in queue_of(app)} == {taken.reference, free.reference}
