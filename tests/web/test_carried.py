"""Help, language and size lose nothing typed on any page with a form, without a script and without keeping it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import Tag
from flask import Flask

from intake.questions.catalogue import copy
from intake.questions.catalogue import language as words
from intake.questions.vocabulary import Voice
from intake.web.form.unfinished import MOST_LETTERS
from tests.make import Clock, persona, queue_of, service_of
from tests.person import Person
from tests.storage.kept import rows
from tests.tongues import pseudo, speaks
from tests.web.pressing import WORDS, fill_in, form_of, press, typed_on
from tests.web.referring import asks, link_to

HELP, LANGUAGE, SIZE = (f'button[name="keep"][value="{value}"]' for value in ("help", "language", "look"))
POLISH, CARRY_ON = 'button[value="pl"]', 'main button[name="keep"][value="again"]'
PRESS_AGAIN = copy.PRESS_AGAIN.to(Voice.CHILD)


@pytest.fixture
def app(app: Flask) -> Flask:
    """A council that speaks what stands for Polish, beside English."""
    return speaks(app, pseudo("pl"))


def at(path: str) -> Callable[[Flask], Person]:
    return lambda app: Person(app.test_client()).open(path)


def lost(app: Flask, words: str = "Nobody rings.") -> Person:
    """A child whose draft was gone when they pressed Continue: what they typed is in this page and nowhere else."""
    person = on_the_story(app)
    person.client.delete_cookie("wdyt")
    person.post({"what_happened": words})
    assert person.response is not None and person.response.status_code == 409
    return person


def lost_on_a_page_of_many_controls(app: Flask) -> Person:
    return Person(app.test_client()).open("/code").post({"preferred": "Ali"}, "/q/name")


def on_the_story(app: Flask, safe_now: str = "safe") -> Person:
    child = {"who_are_you": "child", "kind": "complaint", "safe_now": safe_now}
    person = Person(app.test_client()).begin(child).answer(child).open("/q/how").post({"skip": "yes"})
    return person.post({"topic": "promise"}).open("/q/what")


def copied(person: Person) -> str:
    """The secret code that stands on this page."""
    return str(person.html.select("dd.copy, .code dd")[0].text)


def just_sent(app: Flask) -> Person:
    return Person(app.test_client()).go_to_check(persona("worker-never-rings")["answers"]).send()


def provider(app: Flask) -> Person:
    asks(app)
    return Person(app.test_client()).open(link_to(app))


PAGES: dict[str, Callable[[Flask], Person]] = {
    "help": at("/help"),
    "help, in the middle": lambda app: on_the_story(app).open("/help"),
    "the code": at("/code"),
    "about you": just_sent,
    "the provider's": provider,
    "words whose draft is gone": lost,
    "many controls whose draft is gone": lost_on_a_page_of_many_controls,
    "before the questions": at("/start/young"),
    "how it looks": at("/look"),
}
everywhere = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
away_from_help = pytest.mark.parametrize(
    "page",
    [page for name, page in PAGES.items() if "help" not in name],
    ids=[name for name in PAGES if "help" not in name],
)


def root_of(person: Person) -> Tag:
    root = person.html.html
    assert root is not None
    return root


def is_bigger(person: Person) -> bool:
    return "easy" in (root_of(person).get("class") or [])


def heading(person: Person) -> str:
    found = person.html.h1
    assert found is not None
    return found.text


def is_fine(person: Person) -> bool:
    """Whether this page is an answer as wished: nothing on it is wrong, nothing has to be pressed again."""
    assert person.response is not None
    return person.response.status_code == 200 and not person.html.select("main .errors, main .note[role=alert]")


# ── Each page, each press ────────────────────────────────────────────────────────────────────────────────────────────


@everywhere
def test_another_size_keeps_what_is_typed(page: Callable[[Flask], Person], app: Flask) -> None:
    person = page(app)
    typed, title = fill_in(person), heading(person)
    assert typed
    press(person, SIZE)
    assert is_fine(person) and is_bigger(person) and heading(person) == title
    chosen = {"easy": ["yes"]} if "easy" in typed else {}  # on the page of choices, the size that it now has
    assert typed_on(person) == {**typed, **chosen}
    assert typed_on(press(person, SIZE)) == {**typed, **({"easy": ["no"]} if chosen else {})}
    assert not is_bigger(person)


@everywhere
def test_another_language_keeps_what_is_typed(page: Callable[[Flask], Person], app: Flask) -> None:
    person = page(app)
    typed = fill_in(person)
    press(person, LANGUAGE)
    assert is_fine(person) and heading(person) == words.LANGUAGE_TITLE.to(Voice.CHILD)
    press(person, POLISH)
    assert is_fine(person) and root_of(person)["lang"] == "pl"
    assert typed_on(person) == typed
    press(press(person, LANGUAGE), 'button[value="en"]')
    assert root_of(person)["lang"] == "en" and typed_on(person) == typed


@away_from_help
def test_help_keeps_what_is_typed(page: Callable[[Flask], Person], app: Flask) -> None:
    person = page(app)
    typed, title = fill_in(person), heading(person)
    press(person, HELP)
    assert is_fine(person) and heading(person) == copy.HELP_TITLE.to(Voice.CHILD)
    press(person, CARRY_ON)
    assert is_fine(person) and heading(person) == title
    assert typed_on(person) == typed


@everywhere
@pytest.mark.parametrize("button", [SIZE, LANGUAGE], ids=["size", "language"])
def test_a_press_on_a_page_whose_session_is_over_keeps_it_too(
    button: str, page: Callable[[Flask], Person], app: Flask
) -> None:
    person = page(app)
    typed = fill_in(person)
    press(person, button, is_stale=True)
    if button == LANGUAGE:
        press(person, POLISH, is_stale=True)
        assert heading(person) == words.LANGUAGE_TITLE.to(Voice.CHILD)
    assert person.html.select(".note[role=alert]") and not is_bigger(person) and root_of(person)["lang"] == "en"
    press(person, POLISH if button == LANGUAGE else button)
    assert is_fine(person)
    assert {**typed_on(person), "easy": typed.get("easy")} == {**typed, "easy": typed.get("easy")}


@everywhere
def test_enter_in_a_line_presses_none_of_them(page: Callable[[Flask], Person], app: Flask) -> None:
    """A browser presses the first button of the form."""
    person = page(app)
    within = [*form_of(person).find_all("button"), *person.html.select('button[form="answers"]')]
    first = next(button for button in person.html.find_all("button") if button in within)
    assert first.get("name") is None and first["aria-hidden"] == "true"


# ── One after the other ──────────────────────────────────────────────────────────────────────────────────────────────


def test_from_the_page_of_languages_size_and_help_lose_nothing_either(app: Flask) -> None:
    for button in (SIZE, HELP, LANGUAGE):
        person = lost(app)
        typed = fill_in(person)
        press(press(person, LANGUAGE), button)
        if button != SIZE:
            press(person, CARRY_ON if button == HELP else POLISH)
        assert typed_on(person) == typed, button


def test_a_call_for_help_on_the_way_is_sent_once_and_the_words_come_back(app: Flask) -> None:
    person = lost(app)
    typed = fill_in(person)
    press(person, HELP)
    said = fill_in(person)
    assert typed_on(press(press(press(person, SIZE), LANGUAGE), POLISH)) == said
    first = form_of(person).select_one("button.go")
    assert first is not None
    for control in form_of(person).select("#quick_phone"):
        control["value"] = "07700 900123"
    again = typed_on(person, hidden=True)
    press(person, 'button[name="send_now"]')
    assert [record["kind"] for record in queue_of(app)] == ["urgent"]
    person.client.post("/help", data={**again, "send_now": "yes"})
    assert len(queue_of(app)) == 1, "asked for again, as a browser does that loads the page again"
    assert typed_on(press(person, CARRY_ON)) == typed
    press(person, "form#answers button.go")
    assert person.path == "/"


def test_words_that_could_not_be_kept_come_along_to_help(app: Flask, clock: Clock) -> None:
    person = on_the_story(app)
    typed = fill_in(person)
    press(person, HELP, is_stale=True)
    assert heading(person) == copy.HELP_TITLE.to(Voice.CHILD)
    press(person, CARRY_ON)
    assert (person.path, typed_on(person)) == ("/q/what", typed)
    assert typed_on(person.open("/on")) == typed, "and are kept by now"

    clock.move(days=15)
    fill_in(person)
    press(press(person, HELP), CARRY_ON)
    assert heading(person) == copy.LOST_TITLE.to(Voice.CHILD) and typed_on(person) == typed


def test_more_than_can_be_kept_comes_along_to_help(app: Flask) -> None:
    person = on_the_story(app)
    fill_in(person)
    for box in form_of(person).select("textarea"):
        box.string = "x" * (MOST_LETTERS + 1)
    press(press(person, HELP), CARRY_ON)
    assert typed_on(person)["what_happened"] == ["x" * (MOST_LETTERS + 1)]


def test_the_strip_that_leads_to_help_keeps_what_is_typed(app: Flask) -> None:
    person = on_the_story(app, safe_now="not_safe")
    typed = fill_in(person)
    press(person, ".strip button")
    assert person.path == "/help"
    assert typed_on(person.open("/on")) == typed


def test_the_code_gets_the_rest_back_and_what_was_typed_last_with_it(app: Flask) -> None:
    person = on_the_story(app)
    code = copied(person.open("/later"))
    person.open("/q/what").client.delete_cookie("wdyt")
    person.post({"what_happened": "The last of it."})
    press(person, "main [formaction]")
    assert person.path == "/code" and is_fine(person)
    for tried in ("no code", code):
        for box in form_of(person).select("#enter_code"):
            box["value"] = tried
        press(person, SIZE)
        press(person, "form#answers button.go")
    assert (person.path, typed_on(person)) == ("/q/what", {"what_happened": ["The last of it."]})
    assert "checked" in str(person.open("/q/about").html.select_one("input[value=promise]"))


def opened_with_words_along(person: Person, code: str) -> Person:
    """From the page that shows the words, by its own button for who has a code."""
    press(person, "main [formaction]")
    for box in form_of(person).select("#enter_code"):
        box["value"] = code
    return press(person, "form#answers button.go")


def test_words_that_come_along_stand_below_those_of_the_draft(app: Flask) -> None:
    for kept in ({"keep": "look"}, {}):
        person = on_the_story(app)
        code = copied(person.open("/later"))
        person.open("/q/what").post({"what_happened": "The beginning.", **kept})
        person.open("/q/what").client.delete_cookie("wdyt")
        person.post({"what_happened": "The end."})
        page = person.path, person.html, person.response
        for time in ("once", "twice"):
            person.path, person.html, person.response = page
            opened_with_words_along(person, code)
            arrived = (person.path, typed_on(person))
            assert arrived == ("/q/what", {"what_happened": ["The beginning.\nThe end."]}), time


@pytest.mark.parametrize("typed", ["it", "The beginning", "beginning of it."])
def test_words_that_stand_within_others_by_chance_come_along_all_the_same(typed: str, app: Flask) -> None:
    person = on_the_story(app)
    code = copied(person.open("/later"))
    person.open("/q/what").post({"what_happened": "The beginning of it."})
    person.open("/q/what").client.delete_cookie("wdyt")
    opened_with_words_along(person.post({"what_happened": typed}), code)
    assert typed_on(person) == {"what_happened": [f"The beginning of it.\n{typed}"]}


def test_who_presses_twice_to_start_again_with_the_words_has_them_once(app: Flask) -> None:
    person = lost(app)
    typed = fill_in(person)
    page = person.path, person.html, person.response
    for _ in range(3):
        person.path, person.html, person.response = page
        person.post(typed_on(person, hidden=True) | {"csrf_token": Person(person.client).open("/code").token}, "/keep")
        assert person.path == "/"
    child = {"who_are_you": "child", "kind": "complaint", "safe_now": "safe"}
    person.begin(child).answer(child).post({"skip": "yes"}).post({"skip": "yes"})
    assert (person.path, typed_on(person)) == ("/q/what", typed)


@pytest.mark.parametrize("origin", ["http://[", "://", "null", "http://localhost:x"])
def test_a_browser_that_says_nonsense_of_itself_loses_no_word(origin: str, app: Flask) -> None:
    person = lost(app)
    typed = fill_in(person)
    data = typed_on(person, hidden=True) | {"keep": "look", "csrf_token": "stale"}
    person._arrive(person.client.post("/keep", data=data, headers={"Origin": origin}))
    assert typed_on(person) == typed and not is_bigger(person)


def test_words_for_which_the_draft_has_no_page_stay_where_they_can_be_read(app: Flask) -> None:
    code = copied(on_the_story(app).open("/later"))
    person = Person(app.test_client()).begin({"who_are_you": "child", "kind": "compliment"})
    assert person.path == "/q/good"
    person.client.delete_cookie("wdyt")
    typed = fill_in(person)
    press(person, "form#answers button.go")
    assert typed_on(opened_with_words_along(person, code)) == typed
    press(person, "main button.go")
    assert heading(person) == copy.LOST_TITLE.to(Voice.CHILD) and typed_on(person) == typed


def test_who_has_no_code_after_all_comes_back_to_the_words(app: Flask) -> None:
    person = lost(app)
    typed = fill_in(person)
    press(press(person, "main [formaction]"), "main [formaction]")
    assert heading(person) == copy.LOST_TITLE.to(Voice.CHILD) and typed_on(person) == typed


def test_a_code_of_what_was_sent_leaves_the_words_where_they_are(app: Flask) -> None:
    code = copied(just_sent(app))
    person = lost(app)
    typed = fill_in(person)
    press(person, "main [formaction]")
    for box in form_of(person).select("#enter_code"):
        box["value"] = code
    press(person, "form#answers button.go")
    assert heading(person) == copy.LOST_TITLE.to(Voice.CHILD) and typed_on(person) == typed
    assert person.open("/where").path == "/where"


# ── Nowhere else ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_kept_nowhere_but_in_the_page(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    person = lost(app)
    fill_in(person)
    before = rows(service_of(app).database, "drafts")
    for button in (SIZE, LANGUAGE, POLISH, HELP, CARRY_ON):
        press(person, button)
        assert person.response is not None and person.response.headers["Cache-Control"] == "no-store"
        assert person.response.request.query_string == b"" and "Location" not in person.response.headers
    assert rows(service_of(app).database, "drafts") == before
    assert WORDS[:9] not in caplog.text
    cookie = person.client.get_cookie("wdyt")
    assert cookie is not None and len(cookie.value) < 400


def test_a_code_is_not_tried_before_it_is_opened(app: Flask) -> None:
    person = at("/code")(app)
    for control in form_of(person).select("#enter_code"):
        control["value"] = "1111 2222 3333 4444"
    for _ in range(30):
        press(person, SIZE)
    assert is_fine(person)
    press(person, "form#answers button.go")
    assert person.response is not None and person.response.status_code == 422


def test_nothing_is_sent_counted_or_told_by_a_press_in_the_bar(app: Flask) -> None:
    for page in PAGES.values():
        before = len(queue_of(app))
        person = page(app)
        sent = len(queue_of(app)) - before
        fill_in(person)
        for button in (SIZE, LANGUAGE, POLISH):
            press(person, button)
        assert len(queue_of(app)) - before == sent
    assert rows(service_of(app).database, "equality_counts") == []
    told = provider(app)
    link, asked = told.path, set(typed_on(told, hidden=True)) | set(fill_in(told))
    for button in (SIZE, LANGUAGE, POLISH, HELP, CARRY_ON):
        press(told, button)
    told.open(link)
    assert set(typed_on(told, hidden=True)) | set(fill_in(told)) == asked, "every step is still asked"
    begins = at("/start/young")(app).post({"kind": "complaint", "keep": "again"})
    assert begins.path == "/start/young"


def test_on_a_device_for_many_nothing_is_shown_again_to_who_comes_late(app: Flask, clock: Clock) -> None:
    person = Person(app.test_client()).go_to_check({**persona("worker-never-rings")["answers"], "shared": "yes"}).send()
    assert person.path == "/about-you"
    reference = queue_of(app)[-1]["ref"]
    for button in (SIZE, LANGUAGE, HELP):
        other = Person(app.test_client(), path=person.path, html=person.html)
        cookie = person.client.get_cookie("wdyt")
        assert cookie is not None
        other.client.set_cookie("wdyt", cookie.value)
        clock.move(minutes=11)
        press(other, button)
        assert other.path == "/code" and reference not in other.html.text


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/keep",
        "//elsewhere.example/code",
        "javascript:alert(1)",
        "/check",
        "/change-my-mind",
        "/later",
        "/leave",
        "/desk/sign-in",
        "/help",
        "",
    ],
)
def test_nobody_carries_on_at_any_other_address(address: str, person: Person) -> None:
    person.open("/help").post({"keep": "look", "back": address, "stop": "yes"})
    assert not person.html.select("main [formaction], main [name=stop], main [name=back]")
    assert person.html.select('main a.button[href="/"]')
