"""What is typed before Continue is kept as it stands, shown again, and never an answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.questions.catalogue import signal
from intake.questions.vocabulary import Voice
from intake.records.draft import Draft
from intake.web.form.unfinished import MOST_LETTERS
from tests.make import Clock, make_app, persona, queue_of, service_of
from tests.person import LONGEST_WAY, Person, draft_of
from tests.storage.kept import rows
from tests.web.everybody import at_the_end
from tests.web.test_any_input import posts_to

CHILD = {"who_are_you": "child", "kind": "complaint", "safe_now": "safe"}
HALF_DONE = signal.HALF_DONE.to(Voice.CHILD)
WORDS = "They said they would\r\ncome. ትግርኛ"


@pytest.fixture
def writer(person: Person) -> Person:
    """A child on the page of the story."""
    person.begin(CHILD).answer(CHILD).open("/q/how").post({"skip": "yes"})
    return person.post({"topic": "promise"}).open("/q/what")


def kept(person: Person, /, keep: str = "yes", path: str = "/q/what", **typed: Any) -> tuple[int, str | None]:
    """The status and the place to go of what answers a post that only keeps."""
    data = {"csrf_token": person.token, "keep": keep, **typed}
    response = person.client.post(path, data=data)
    return response.status_code, response.location


def shown_on(person: Person, path: str) -> str:
    box = person.open(path).html.select_one("textarea")
    return box.text.removeprefix("\n") if box is not None else ""


# ── Kept ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_typed_is_kept_and_shown_again(writer: Person, app: Flask) -> None:
    assert kept(writer, what_happened=WORDS) == (204, None)
    assert draft_of(writer, app).unfinished == {"what": {"what_happened": [WORDS]}}
    assert shown_on(writer, "/q/what") == WORDS


def test_it_is_no_answer(writer: Person, app: Flask) -> None:
    kept(writer, what_happened=WORDS)
    draft = draft_of(writer, app)
    assert "what_happened" not in draft.answers
    assert writer.open("/check").path == "/q/what", "the page is still to be dealt with"


@pytest.mark.parametrize("button", [{}, {"skip": "yes"}, {"enough": "yes"}], ids=["continue", "skip", "enough"])
def test_going_on_ends_it(button: dict[str, str], writer: Person, app: Flask) -> None:
    kept(writer, what_happened="first")
    writer.post({"what_happened": "second", **button})
    draft = draft_of(writer, app)
    assert draft.unfinished == {}
    assert draft.answers["what_happened"] == (None if "skip" in button else "second")


def test_what_comes_after_going_on_but_was_typed_before_it_changes_nothing(writer: Person, app: Flask) -> None:
    writer.post({"what_happened": "All of it.", "visit": "1"})
    assert kept(writer, what_happened="All", visit="1") == (204, None)
    assert draft_of(writer, app).unfinished == {}
    kept(writer, what_happened="All of it. And more", visit="2")
    assert shown_on(writer, "/q/what") == "All of it. And more"


def test_an_answer_that_is_taken_out_stays_out(writer: Person) -> None:
    writer.open("/q/about")
    assert writer.html.select("input[checked]")
    kept(writer, path="/q/about")
    assert not writer.open("/q/about").html.select("input[checked]")


def test_what_is_as_it_was_answered_is_not_unfinished(writer: Person, app: Flask) -> None:
    kept(writer, path="/q/about", topic=["promise"])
    assert draft_of(writer, app).unfinished == {}


def test_a_date_in_its_boxes_is_kept_as_it_stands(app: Flask, person: Person) -> None:
    told = persona("told-in-time")["answers"]
    person.begin(told)
    while "happened_day_day" not in person.controls and not any(name.endswith("_year") for name in person.controls):
        assert person.path != "/check", "no page asks for a date"
        person.answer(told)
    box = next(name for name in person.controls if name.endswith("_year"))
    kept(person, path=person.path, **{box: "20"})
    field = person.open(person.path).html.select_one(f"input[name={box}]")
    assert field is not None and field["value"] == "20"


def test_what_is_refused_at_continue_is_kept_too(writer: Person) -> None:
    too_long = "x" * 10_001
    writer.post({"what_happened": too_long})
    assert writer.response is not None and writer.response.status_code == 422
    assert shown_on(writer, "/q/what") == too_long


def test_signs_that_cannot_be_kept_are_left_out_and_break_nothing(writer: Person) -> None:
    assert kept(writer, what_happened="a\0b")[0] == 204
    assert shown_on(writer, "/q/what") == "ab"


def test_only_the_controls_of_the_page_are_kept(writer: Person, app: Flask) -> None:
    kept(writer, what_happened=WORDS, topic="hurt", anything="else", skip="yes")
    assert draft_of(writer, app).unfinished == {"what": {"what_happened": [WORDS]}}


def test_more_than_a_page_can_hold_is_refused_and_said_so(writer: Person, app: Flask) -> None:
    kept(writer, what_happened="before")
    assert kept(writer, what_happened="x" * (MOST_LETTERS + 1)) == (409, None)
    assert draft_of(writer, app).unfinished == {"what": {"what_happened": ["before"]}}
    assert kept(writer, what_happened="x" * MOST_LETTERS)[0] == 204


def test_an_old_draft_without_it_still_opens() -> None:
    plain = json.loads(Draft(answers={"kind": "idea"}).to_json())
    del plain["unfinished"]
    assert Draft.from_json(json.dumps(plain).encode()) == Draft(answers={"kind": "idea"})


def test_what_was_left_unfinished_is_not_sent(app: Flask) -> None:
    person = at_the_end(app, "child")
    secret = "Only between me and this box"
    kept(person.open("/q/what"), what_happened=secret)
    kept(person.open("/q/name"), path="/q/name", preferred=secret)
    assert HALF_DONE in person.open("/check").text, "and they are told so"
    person.send()
    assert person.path == "/about-you"
    assert secret not in str(queue_of(app)[-1])
    assert secret not in str(rows(service_of(app).database, "records"))


# ── Not kept ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_keeping_begins_no_draft(app: Flask) -> None:
    stranger = Person(app.test_client()).open("/code")
    assert kept(stranger, what_happened=WORDS) == (409, None)
    assert stranger.open("/on").path == "/"


def test_nothing_is_kept_without_our_pages_token(writer: Person, app: Flask) -> None:
    assert kept(writer, what_happened=WORDS, csrf_token="old") == (409, None)
    assert draft_of(writer, app).unfinished == {}


def test_a_draft_whose_time_is_over_says_so(writer: Person, clock: Clock) -> None:
    clock.move(days=15)
    assert kept(writer, what_happened=WORDS) == (409, None)


# ── Help and language, without a script ──────────────────────────────────────────────────────────────────────────────


def test_help_and_language_keep_what_is_typed_first(writer: Person) -> None:
    for place in ("help", "language"):
        typed = f"on the way to {place}"
        assert kept(writer, place, what_happened=typed) == (303, f"/{place}")
        assert shown_on(writer, "/q/what") == typed
    assert shown_on(writer, "/on") == "on the way to language"


def test_help_opens_even_where_nothing_can_be_kept(app: Flask, writer: Person, clock: Clock) -> None:
    assert kept(writer, "help", csrf_token="old") == (303, "/help")
    for typed in ({"csrf_token": "old"}, {"what_happened": "x" * (MOST_LETTERS + 1)}):
        writer.open("/q/what").post({"what_happened": WORDS, "keep": "help", **typed})
        assert "help now" in str(writer.html.h1) and writer.html.select_one("input[name=what_happened]")
    clock.move(days=15)
    writer.post({"what_happened": WORDS, "keep": "help"}, "/q/what")
    assert "help now" in str(writer.html.h1) and writer.html.select_one("input[name=what_happened]")
    assert kept(Person(app.test_client()), "help", path="/q/nowhere") == (303, "/help")


def test_the_language_waits_until_the_words_are_safe(writer: Person, clock: Clock) -> None:
    writer.post({"keep": "language", "what_happened": WORDS, "csrf_token": "old"})
    assert writer.path == "/q/what" and writer.html.select(".note[role=alert]")
    clock.move(days=15)
    writer.post({"keep": "language", "what_happened": WORDS})
    box = writer.html.select_one("textarea")
    assert box is not None and box.text.strip() == WORDS.strip(), "the draft is gone, the words are not"


def test_who_goes_on_comes_back_to_a_page_left_half_done(writer: Person) -> None:
    """From help, from the code, from a changed answer: never to the pages after it, as if it were done."""
    story = {**CHILD, "topic": "promise", "what_happened": "All of it."}
    writer.post({"what_happened": "All of it."})
    while writer.path != "/check":
        writer.answer(story)
    assert HALF_DONE not in writer.text
    kept(writer.open("/q/what"), "help", what_happened="All of it. And more")
    assert shown_on(writer, "/on") == "All of it. And more"
    writer.post({"what_happened": "All of it. And more"})
    assert writer.path == "/check" and HALF_DONE not in writer.text


def test_half_said_words_are_not_asked_for_again_by_enough(writer: Person) -> None:
    kept(writer, path="/q/when", when_words="in")
    writer.post({"what_happened": WORDS, "enough": "yes"}, path="/q/what")
    assert writer.path != "/q/when" and writer.open("/on").path != "/q/when"


# ── Autosaving changes nothing of what is sent ───────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_app(f"sqlite:///{tmp_path_factory.mktemp('kept')}/wdyt.db")


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data(), name=st.sampled_from(["taps-only", "step-parent-with-responsibility", "not-safe"]))
def test_keeping_at_any_moment_sends_the_same(data: st.DataObject, name: str, service: Flask) -> None:
    answers = persona(name)["answers"]
    sent = []
    for keeps in (False, True):
        person = Person(service.test_client()).begin(answers)
        for _ in range(LONGEST_WAY):
            if person.path == "/check":
                break
            if keeps and person.path.startswith("/q/"):
                for _ in range(data.draw(st.integers(0, 2))):
                    typed = data.draw(posts_to(person.path.removeprefix("/q/")))
                    typed = {key: value for key, value in typed.items() if key not in {"keep", "path"}}
                    assert kept(person, path=person.path, **typed)[0] in {204, 409}
            person.answer(answers)
        person.send()
        record = queue_of(service)[-1]
        sent.append({key: record[key] for key in ("answers", "asked", "kind", "route", "flags", "story")})
    assert sent[0] == sent[1]
