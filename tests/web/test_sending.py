"""Sending: one complaint however often it is pressed, whole or not at all, and counters that lead to nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from intake.storage import equality, migrate
from intake.storage.tables import metadata
from tests.make import queue_of, service_of
from tests.person import Person
from tests.web.everybody import at_the_end


def query(app: Flask, sql: str) -> list[tuple[Any, ...]]:
    """Straight from the database."""
    with service_of(app).database.write() as db:
        result = db.exec_driver_sql(sql)
        return [tuple(row) for row in result] if result.returns_rows else []


def how_many(app: Flask) -> dict[str, int]:
    """How many rows each table of sending has."""
    return {table: query(app, f"SELECT count(*) FROM {table}")[0][0] for table in SENT_ONCE}


# Received, and an advocate offered; to the team, to the advocate and to the person.
SENT_ONCE = {"records": 1, "referrals": 1, "events": 2, "deliveries": 3, "drafts": 0}


@pytest.fixture
def ready(app: Flask) -> Person:
    """A child on the check page who wants an advocate."""
    return at_the_end(app, "child").open("/check")


def same_browser(app: Flask, person: Person) -> Person:
    """Another tab of this person's browser, with the cookie as it is now and the same page in it."""
    tab = Person(app.test_client())
    cookie = person.client.get_cookie("wdyt")
    assert cookie is not None
    tab.client.set_cookie("wdyt", cookie.value)
    return tab


def reference_on(person: Person) -> str:
    found = person.html.select_one(".reference") or person.html.select_one(".done")
    assert found is not None
    return next(word.strip(".") for word in found.text.split() if word.startswith("WDYT-"))


def together(*acts: Callable[[], object]) -> None:
    """All of them at the same moment, each in a thread of its own."""
    gate = threading.Barrier(len(acts))
    faults: list[BaseException] = []

    def act(each: Callable[[], object]) -> None:
        gate.wait()
        try:
            each()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=act, args=(each,)) for each in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults


def test_sending_twice_is_one_complaint_with_one_reference(app: Flask, ready: Person) -> None:
    token = ready.token
    ready.send()
    assert ready.path == "/about-you"
    reference = reference_on(ready)
    ready.post({"send": "yes", "csrf_token": token}, path="/check")
    assert ready.path == "/about-you" and reference_on(ready) == reference
    ready.post({"skip": "yes"})
    ready.post({"send": "yes", "csrf_token": token}, path="/check")
    assert ready.path == "/done" and reference_on(ready) == reference
    assert how_many(app) == SENT_ONCE
    assert [record["ref"] for record in queue_of(app)] == [reference]


@pytest.mark.parametrize("path", ["/check", "/q/what", "/on", "/q/now"])
def test_back_after_sending_shows_what_was_sent(path: str, app: Flask, ready: Person) -> None:
    reference = reference_on(ready.send())
    ready.post({"skip": "yes"})
    assert ready.open(path).path == "/done"
    assert reference_on(ready) == reference


def test_words_typed_after_going_back_are_not_lost(app: Flask, ready: Person) -> None:
    token = ready.send().token
    ready._arrive(ready.client.post("/q/what", data={"csrf_token": token, "what_happened": "one more thing"}))
    assert "one more thing" in ready.text
    assert how_many(app) == SENT_ONCE


@pytest.mark.parametrize("path", ["/check", "/q/what", "/on", "/done", "/about-you", "/where"])
def test_a_lost_answer_is_found_again(path: str, app: Flask, ready: Person) -> None:
    """The browser still holds the cookie of before: it knows the draft and no reference."""
    before = same_browser(app, ready)
    ready.send()
    before.open(path)
    assert before.path in {"/about-you", "/done", "/where"}
    assert reference_on(before) == reference_on(ready.open("/done"))
    before.post({"send": "yes"}, path="/check")
    assert how_many(app) == SENT_ONCE


@pytest.mark.parametrize("turn", range(3))
def test_two_tabs_sending_at_once_are_one_complaint(turn: int, app: Flask, ready: Person) -> None:
    tabs = [same_browser(app, ready) for _ in range(6)]
    token = ready.token
    together(*(lambda tab=tab: tab.post({"send": "yes", "csrf_token": token}, path="/check") for tab in tabs))
    assert {tab.path for tab in tabs} == {"/about-you"}
    assert len({reference_on(tab) for tab in tabs}) == 1
    codes = {tuple(part.text for part in tab.html.select(".code dd")) for tab in tabs}
    assert len(codes) == 1, "each tab shows a code, and each opens it"
    assert how_many(app) == SENT_ONCE


@pytest.mark.parametrize("turn", range(3))
def test_an_answer_that_another_tab_saves_meanwhile_is_not_lost(turn: int, app: Flask, ready: Person) -> None:
    """It is in what was sent, or the person checks again, or they are shown their words: never gone in silence."""
    tab, token = same_browser(app, ready), ready.token
    words = {"what_happened": "the newest words", "csrf_token": token}
    together(lambda: ready.post({"send": "yes"}), lambda: tab.post(words, path="/q/what"))
    if ready.path == "/check":
        ready.send()
    (record,) = queue_of(app)
    assert record["story"] == "the newest words" or "the newest words" in tab.text
    assert how_many(app) == SENT_ONCE


@pytest.mark.parametrize("table", ["events", "referrals", "deliveries"])
def test_it_is_kept_whole_or_not_at_all(table: str, app: Flask, ready: Person) -> None:
    """The last thing that belongs to it cannot be written: then nothing is, and the draft is still there."""
    query(app, f"ALTER TABLE {table} RENAME TO elsewhere")
    with pytest.raises(DBAPIError, match=rf"no such table: {table}|relation \"{table}\" does not exist"):
        ready.send()
    query(app, f"ALTER TABLE elsewhere RENAME TO {table}")
    assert how_many(app) == {**dict.fromkeys(SENT_ONCE, 0), "drafts": 1}
    assert ready.open("/check").path == "/check"
    assert ready.send().path == "/about-you"
    assert how_many(app) == SENT_ONCE


def test_each_delivery_waits_once_and_the_first_event_is_the_receiving(app: Flask, ready: Person) -> None:
    ready.send()
    assert query(app, "SELECT kind FROM events ORDER BY id") == [("received",), ("advocate_offered",)]
    assert query(app, "SELECT state, attempts, count(*) FROM deliveries GROUP BY 1, 2") == [("ready", 0, 3)]
    (before,) = query(app, "SELECT received_at FROM records")
    (due,) = query(app, "SELECT DISTINCT due_at FROM deliveries")
    assert due >= before


# ── Equality ─────────────────────────────────────────────────────────────────────────────────────────────────────────

ABOUT = {"eq_age": "13_15", "eq_sex": "pns", "eq_ethnic": "mixed"}


def counted(app: Flask) -> list[tuple[str, str, str, str, int]]:
    service = service_of(app)
    with service.database.read() as db:
        return equality.counts(db)


def test_equality_answers_are_counted_once(app: Flask, ready: Person) -> None:
    ready.send()
    token = ready.token
    for _ in range(3):
        ready.post({**ABOUT, "csrf_token": token}, path="/about-you")
        assert ready.path == "/done"
    assert counted(app) == [
        ("2026-Q4", "child", "eq_age", "13_15", 1),
        ("2026-Q4", "child", "eq_ethnic", "mixed", 1),
        ("2026-Q4", "child", "eq_sex", "pns", 1),
    ]


def test_equality_answers_add_up_over_people(app: Flask) -> None:
    for _ in range(2):
        at_the_end(app, "child").send().post(ABOUT)
    assert {count for *_, count in counted(app)} == {2}


def test_skipping_or_rubbish_counts_nothing(app: Flask, ready: Person) -> None:
    ready.send().post({**ABOUT, "skip": "yes"})
    other = at_the_end(app, "thanks").send().post({"eq_age": "my name is Sam", "eq_sex": ["x", "\0"], "eq_none": "1"})
    assert other.path == "/done"
    assert counted(app) == []


def test_equality_without_the_token_counts_nothing(app: Flask, ready: Person) -> None:
    ready.send()
    assert ready.client.post("/about-you", data=ABOUT).status_code == 200
    assert counted(app) == []


def test_the_counters_have_no_room_for_a_person_or_a_moment(app: Flask) -> None:
    columns = {column.name: str(column.type) for column in metadata.tables["equality_counts"].columns}
    assert columns == {
        "quarter": "VARCHAR",
        "role": "VARCHAR",
        "question": "VARCHAR",
        "answer": "VARCHAR",
        "count": "INTEGER",
    }
    assert not metadata.tables["equality_counts"].foreign_keys
    assert migrate.differences(service_of(app).database) == []


def test_nothing_else_changes_when_equality_answers_come(app: Flask, ready: Person) -> None:
    """No column of the record tells whether, or what, somebody answered."""
    ready.send()
    before = query(app, "SELECT * FROM records") + query(app, "SELECT * FROM events")
    ready.post(ABOUT)
    assert query(app, "SELECT * FROM records") + query(app, "SELECT * FROM events") == before
