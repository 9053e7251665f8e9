"""Stopping and coming back: what the code opens, how long a draft lives, and what a thief of the database gets."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from intake.access.code import Code, read_code
from intake.access.locks import CodeLock, ServerKeys
from intake.storage import drafts, tables
from tests.make import QUICK, Clock, make_app, queue_of, service_of
from tests.person import Person
from tests.storage.kept import rows as stored_rows
from tests.web.everybody import EVERYBODY, at_the_end

CHILD = {"who_are_you": "child", "kind": "complaint", "safe_now": "safe"}
STORY = "They said they would come."


def begun(app: Flask, **more: Any) -> Person:
    """A child who has written something and is on the page after it."""
    person = Person(app.test_client()).begin({**CHILD, **more}).answer(CHILD)
    if person.path == "/later":
        person.open("/on")
    person.post({"what_happened": STORY}, path="/q/what")
    return person.open("/on")


def code_on(person: Person) -> Code:
    """The code that this page shows, which stands there in words and in numbers."""
    words, digits = (part.text for part in person.html.select(".code dd"))
    code = read_code(words)
    assert code is not None and code == read_code(digits) and (code.words, code.digits) == (words, digits)
    return code


def has_story(person: Person) -> bool:
    """Whether this browser opens the draft: only who opens it gets to the page at all."""
    person.open("/on").post({"skip": "yes"}, path="/q/how")
    person.post({"topic": "promise"}, path="/q/about").open("/q/what")
    return person.path == "/q/what" and STORY in person.text


def rows(app: Flask) -> list[dict[str, Any]]:
    """The drafts as a thief finds them."""
    return stored_rows(service_of(app).database, "drafts")


def enter(app: Flask, typed: str, address: str = "127.0.0.1") -> Person:
    """Somebody in another browser who types this code."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return Person(client).open("/code").post({"enter_code": typed})


# ── The code ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", ["words", "digits"])
def test_the_code_opens_the_draft_in_another_browser(form: str, app: Flask) -> None:
    code = code_on(begun(app).open("/later"))
    other = enter(app, getattr(code, form))
    assert other.path.startswith("/q/")
    assert has_story(other)
    assert code_on(other.open("/later")) == code


def test_the_code_stays_the_same_on_every_later_page(app: Flask) -> None:
    person = begun(app)
    code = code_on(person.open("/later"))
    assert code_on(person.open("/on").open("/later")) == code
    person = at_the_end(app, "child")
    code = code_on(person.open("/later"))
    person.open("/check").send()
    assert code_on(person) == code
    assert code_on(person.open("/done")) == code


def test_two_tabs_and_a_lost_answer_show_the_same_code(app: Flask) -> None:
    """Both ask before either answer has brought its cookie: whichever page is written down, it works."""
    person = begun(app)
    cookie = person.client.get_cookie("wdyt")
    assert cookie is not None
    codes = []
    for _ in range(3):
        tab = Person(app.test_client())
        tab.client.set_cookie("wdyt", cookie.value)
        codes.append(code_on(tab.open("/later")))
    assert codes == [codes[0]] * 3
    assert has_story(enter(app, codes[0].words))


def test_stopping_forgets_the_draft_here_and_keeps_it_for_the_code(app: Flask) -> None:
    person = begun(app).open("/later")
    code = code_on(person)
    assert person.post({"stop": "yes"}).path == "/"
    assert person.open("/on").path == "/"
    assert has_story(enter(app, code.words))


def test_on_a_shared_device_the_code_is_shown_at_the_first_continue(app: Flask) -> None:
    person = Person(app.test_client()).begin({**CHILD, "shared": "yes"})
    assert person.path == "/q/now"
    person.answer(CHILD)
    assert person.path == "/later"
    code = code_on(person)
    person.open("/on")
    assert person.post({"feeling": "sad"}).path == "/q/about"
    found = person.client.get_cookie("wdyt")
    assert found is not None and found.expires is None, "a shared browser forgets when it is closed"
    assert enter(app, code.digits).path == "/q/about"


def test_on_a_device_of_ones_own_the_cookie_outlives_the_browser(app: Flask) -> None:
    found = begun(app).client.get_cookie("wdyt")
    assert found is not None and found.expires is not None


def test_on_a_shared_device_the_next_person_begins_anew(app: Flask) -> None:
    person = begun(app, shared="yes")
    person.begin(CHILD)
    assert not has_story(person)


@pytest.mark.parametrize(("first", "then"), [("parent", "child"), ("child", "parent")])
def test_somebody_else_who_goes_on_is_asked_for_themself(first: str, then: str, app: Flask) -> None:
    """Of what the first one said of themself, or allowed, nothing goes with what the second one sends."""
    said = {
        "advocate": "yes", "advocate_share": ["contact", "story"], "preferred": "Bo Private", "full": "Bo Private",
        "email": "bo@example.org", "pass_on": "yes", "help_needed": ["bsl"],
    }  # fmt: skip
    person = at_the_end(app, first)
    for slug in ("side", "share", "name", "details", "easier"):
        person.open(f"/q/{slug}")
        if person.path == f"/q/{slug}":
            person.post(
                {name: value for name, value in {**EVERYBODY[first], **said}.items() if name in person.controls}
            )
    who = EVERYBODY[then]["who_are_you"]
    person.begin({**CHILD, "who_are_you": who})
    own = {"relationship": "parent", "child_name": "B", "what_happened": EVERYBODY[first]["what_happened"]}
    for _ in range(20):
        if person.path != "/check":
            person.answer(own).open("/on")
    assert person.path == "/check", person.visited
    person.send()
    (record,) = queue_of(app)
    answers = record["answers"]
    assert answers["what_happened"] == EVERYBODY[first]["what_happened"]
    assert not any(answers.get(name) for name in (*said, "reply_how", "phone", "address", "person"))
    assert record["advocate"]["choice"] != "wants"
    assert "Bo Private" not in str(record)


def test_after_sending_the_code_opens_where_it_stands(app: Flask, clock: Clock) -> None:
    person = at_the_end(app, "child")
    code = code_on(person.open("/later"))
    person.open("/check").send().open("/done")
    reference = person.html.select_one(".reference")
    assert reference is not None
    clock.move(days=30)
    other = enter(app, code.digits)
    assert other.path == "/where"
    assert reference.text.split()[-1].rstrip(".") in other.text
    assert "Monday 23 November" in other.text


def test_a_code_made_after_sending_opens_it_too(app: Flask) -> None:
    person = at_the_end(app, "child").send()
    assert enter(app, code_on(person).words).path == "/where"


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "hello", "1111 1111 1111", "1111 2222 7777 0000", "<b>" * 60, "x" * 5000, "\0", "👩🏽‍🦽"],
    ids=["nothing", "spaces", "a word", "three groups", "no dice", "markup", "very long", "NUL", "emoji"],
)
def test_what_is_no_code_is_told_kindly_and_is_no_guess(typed: str, app: Flask) -> None:
    code = code_on(begun(app).open("/later"))
    for _ in range(12):
        wrong = enter(app, typed)
        assert wrong.response is not None and wrong.response.status_code == 422
        assert wrong.path == "/code" and wrong.html.select('.errors a[href="#enter_code"]')
    assert has_story(enter(app, code.words))


def test_wrong_codes_are_limited_for_an_address_and_lock_nobodys_draft(app: Flask) -> None:
    code = code_on(begun(app).open("/later"))
    guesses = [f"1111 1111 1111 111{digit}" for digit in "123456"] * 2
    answers = [enter(app, guess, "198.51.100.7").response for guess in guesses]
    assert [answer.status_code for answer in answers if answer] == [422] * 10 + [429] * 2
    blocked = enter(app, code.words, "198.51.100.7")
    assert blocked.response is not None and blocked.response.status_code == 429
    assert code.words in str(blocked.html), "what was typed stays in the box"
    assert has_story(enter(app, code.words, "198.51.100.8"))


# ── How long a draft lives ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("council", "days"), [("northshire", 14), ("eastborough", 10)])
def test_a_draft_lives_as_long_as_the_council_says_from_its_last_touch(
    council: str, days: int, tmp_path: Path, clock: Clock
) -> None:
    app = make_app(f"sqlite:///{tmp_path}/{council}.db", council, clock)
    person = begun(app)
    clock.move(days=days, minutes=-5)
    assert person.post({"feeling": "sad"}, path="/q/how").path == "/q/about"
    clock.move(days=days, minutes=-5)
    assert person.open("/on").path == "/q/about"
    clock.move(minutes=10)
    assert person.open("/on").path == "/"
    assert wipe(app) == 1 and rows(app) == []
    service_of(app).database.close()


def test_the_day_until_which_it_is_kept_is_on_the_page(app: Flask) -> None:
    assert "Monday 7 December" in begun(app).open("/later").text


def test_a_code_opens_nothing_when_the_time_is_over(app: Flask, clock: Clock) -> None:
    code = code_on(begun(app).open("/later"))
    clock.move(days=15)
    assert enter(app, code.words).path == "/code"


def test_whoever_comes_back_has_it_kept_longer(app: Flask, clock: Clock) -> None:
    code = code_on(begun(app).open("/later"))
    clock.move(days=13)
    back = enter(app, code.words)
    clock.move(days=13)
    assert has_story(back) and has_story(enter(app, code.words))


def test_leaving_without_a_code_wipes_an_hour_later(app: Flask, clock: Clock) -> None:
    person = begun(app)
    person.client.get("/leave")
    assert person.open("/on").path == "/"
    clock.move(minutes=59)
    assert wipe(app) == 0
    clock.move(minutes=2)
    assert wipe(app) == 1
    assert rows(app) == []


def test_leaving_with_a_code_keeps_the_draft(app: Flask, clock: Clock) -> None:
    person = begun(app).open("/later")
    code = code_on(person)
    person.client.get("/leave")
    clock.move(days=13)
    assert wipe(app) == 0
    assert has_story(enter(app, code.words))


def test_a_wiped_draft_leaves_no_trace_in_the_file(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "traces.db"
    app = make_app(f"sqlite:///{file}", clock=clock)
    (before,) = (begun(app), rows(app))[1]
    service_of(app).database.erase_traces()
    assert before["sealed"] in file.read_bytes()
    clock.move(days=15)
    wipe(app)
    service_of(app).database.erase_traces()
    for place in (file, file.with_name(file.name + "-wal")):
        assert before["sealed"] not in place.read_bytes()
        assert before["sealed"][20:120] not in place.read_bytes()
    service_of(app).database.close()


def wipe(app: Flask) -> int:
    service = service_of(app)
    with service.database.write() as db:
        return drafts.wipe(db, service.now())


# ── A stolen database ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_stolen_database_opens_nothing(app: Flask) -> None:
    """Not the key, nor the code, nor anything that can be worked out from the code without the server's secret."""
    person = begun(app).open("/later")
    code = code_on(person)
    with person.client.session_transaction() as session:
        key = base64.b64decode(session["key"])
    (row,) = rows(app)
    assert row["code_lookup"] and row["wrapped_key"] and row["sealed"]
    stolen = b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in tuple(row))
    texts = (STORY, code.words, code.digits, key.hex())
    for secret in (key, base64.b64encode(key), *(text.encode() for text in texts)):
        assert secret not in stolen
    assert code.digits.replace(" ", "").encode() not in stolen
    for guess in (bytes(32), b"\1" * 32):
        without = CodeLock(ServerKeys.from_secret(guess), QUICK).open_code(code)
        assert without.lookup not in stolen and without.wrapping not in stolen
    with_it = service_of(app).locks.open_code(code)
    assert with_it.lookup == row["code_lookup"], "the server alone finds the row"
    assert with_it.wrapping not in stolen


def test_a_draft_moved_to_another_row_does_not_open(app: Flask) -> None:
    one, other = begun(app), begun(app)
    first, second = rows(app)
    with service_of(app).database.write() as db:
        for sealed, into in ((first["sealed"], second["id"]), (second["sealed"], first["id"])):
            db.execute(update(tables.drafts).where(tables.drafts.c.id == into).values(sealed=sealed))
    assert one.open("/on").path == other.open("/on").path == "/"
