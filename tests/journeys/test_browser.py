"""People walk the form in Chromium, on a screen 320 pixels wide, with JavaScript off."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from intake.questions.catalogue import QUESTIONS, copy
from tests.browser import PHONE, Visitor, Watch, look
from tests.journeys.test_personas import meets
from tests.make import persona, queue_of

# Nine people, and those who name a day and who have said enough.
WALKED = (
    "advocate-only",
    "care-leaver-years-ago",
    "father-without-pr",
    "foster-carer-in-court",
    "grandmother",
    "moved-on-friday",
    "not-safe",
    "parent-who-said-enough",
    "taps-only",
    "thank-you",
    "worker-never-rings",
)


@pytest.fixture
def visitor(phone: Page, app: Flask) -> Visitor:
    return Visitor(phone, app, look)


@pytest.mark.parametrize("name", WALKED)
def test_a_person_gets_to_the_queue_by_the_words_they_see(name: str, app: Flask, visitor: Visitor) -> None:
    told = persona(name)
    visitor.enough_at = told.get("enough_at", "")
    visitor.to_done(told["answers"])

    *urgent, record = queue_of(app)
    meets(record, told["expect"])
    assert record["ref"] in visitor.text
    assert len(urgent) == any(name.startswith("quick_") for name in told["answers"])
    kept = {name for name in told["answers"] if not name.startswith("quick_")}
    assert kept <= {name for name, answer in record["answers"].items() if answer}


def test_going_back_and_answering_again_changes_the_answer(app: Flask, visitor: Visitor) -> None:
    child = persona("worker-never-rings")["answers"]
    visitor.begin(child)
    visitor.answer(child)
    visitor.answer(child)
    assert visitor.path == "/q/about"

    visitor.press(copy.BACK, "link")
    assert visitor.path == "/q/how"
    assert visitor.page.get_by_label("No one listens", exact=True).is_checked()
    visitor.page.go_back()
    visitor.page.go_back()
    assert visitor.path == "/q/how"
    visitor.page.get_by_label("Happy", exact=True).or_(visitor.page.get_by_label("Sad", exact=True)).first.check()
    visitor.press(copy.CONTINUE)
    visitor.go_to_check(child)
    assert "Sad" in visitor.text


def test_going_back_after_sending_leads_to_what_was_sent(app: Flask, visitor: Visitor) -> None:
    visitor.to_done(persona("taps-only")["answers"])
    for _ in range(3):
        visitor.page.go_back()
        assert queue_of(app)[0]["ref"] in visitor.text
    assert len(queue_of(app)) == 1


@pytest.mark.parametrize("at", ["/", "/start/young", "/q/now", "/help", "/code", "/nowhere"])
def test_leave_now_ends_it_and_opens_the_councils_page(at: str, visitor: Visitor, watch: Watch, exit_page: str) -> None:
    visitor.begin(persona("taps-only")["answers"])
    visitor.open(at)
    visitor.page.locator("a.leave").click()
    assert watch.left_for(visitor.page, exit_page)
    watch.elsewhere.clear()
    assert visitor.page.context.cookies() == []
    visitor.open("/q/now")
    assert visitor.path == "/"


@pytest.mark.parametrize("written_as", ["words", "digits"])
def test_the_code_opens_the_draft_on_another_device(
    written_as: str, app: Flask, base: str, browser: Browser, visitor: Visitor, watch: Watch
) -> None:
    child = persona("worker-never-rings")["answers"]
    visitor.begin(child)
    for _ in range(3):
        visitor.answer(child)
    visitor.press(copy.FOOTER_STOP, "link")
    code = visitor.page.locator(".code dd").all_inner_texts()[written_as == "digits"]
    visitor.press(copy.STOP_NOW)
    assert visitor.path == "/"

    with browser.new_context(base_url=base, viewport=PHONE, java_script_enabled=False) as context:
        other = Visitor(context.new_page(), app, look)
        watch.over(other.page)
        other.open("/")
        other.press(copy.HAVE_A_CODE, "link")
        other.page.get_by_label(other.speak(QUESTIONS["enter_code"].ask), exact=True).fill(code)
        other.press(copy.CODE_OPEN)
        assert other.path == "/q/what"
        other.go_to_check(child)
        assert "No one listens" in other.text
        other.send("complaint")
    meets(queue_of(app)[0], persona("worker-never-rings")["expect"])


def test_the_same_code_opens_where_it_stands_after_sending(
    app: Flask, base: str, browser: Browser, visitor: Visitor
) -> None:
    visitor.to_done(persona("taps-only")["answers"])
    words = visitor.page.locator(".code dd").first.inner_text()
    with browser.new_context(base_url=base, viewport=PHONE, java_script_enabled=False) as context:
        other = Visitor(context.new_page(), app, look)
        other.open("/code")
        other.page.get_by_label(other.speak(QUESTIONS["enter_code"].ask), exact=True).fill(words)
        other.press(copy.CODE_OPEN)
        assert other.path == "/where"
        assert queue_of(app)[0]["ref"] in other.text


def test_help_is_sent_at_once_and_the_complaint_goes_on(app: Flask, visitor: Visitor) -> None:
    child = persona("not-safe")["answers"]
    visitor.begin(child)
    visitor.answer(child)
    assert visitor.path == "/help"
    visitor.answer(child)
    assert visitor.path == "/help/sent"
    assert [record["kind"] for record in queue_of(app)] == ["urgent"]
    visitor.answer(child)
    assert visitor.path == "/q/how"


def test_a_look_at_help_loses_nothing(visitor: Visitor) -> None:
    child = persona("worker-never-rings")["answers"]
    visitor.begin(child)
    visitor.answer(child)
    visitor.press(copy.HELP_NOW)
    visitor.press(copy.CARRY_ON, "link")
    assert visitor.path == "/q/how"
