"""The big box: it grows, counts when it is nearly full, and takes a line to begin with. Nothing is taken out of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from intake.questions.catalogue import signal
from intake.questions.vocabulary import Voice
from tests.browser import Watch, look, scripted
from tests.journeys.axe import violations
from tests.journeys.test_keeping import to_story

PROMPTS = [words.to(Voice.CHILD) for words in signal.PROMPTS["what_happened"]]


@pytest.fixture
def story(context: BrowserContext, watch: Watch) -> Page:
    """A child on the page of the story, whose clock can be put forward."""
    page = context.new_page()
    watch.over(page)
    page.clock.install()
    page.goto("/start/young")
    page.get_by_role("button", name="Something is wrong").click()
    to_story(page)
    return scripted(page)


def height(page: Page) -> float:
    box = page.locator("textarea").bounding_box()
    assert box is not None
    return box["height"]


def test_it_grows_with_the_words_and_is_big_before(story: Page) -> None:
    before = height(story)
    assert before >= 8 * 1.5 * 19, "eight lines"
    story.locator("textarea").fill("a line\n" * 12)
    assert height(story) > before
    story.locator("textarea").fill("")
    assert height(story) == before


def test_it_grows_in_a_browser_that_does_not_know_how(story: Page) -> None:
    other = story.context.new_page()
    other.add_init_script("CSS.supports = () => false")
    other.goto("/q/what")
    scripted(other).locator("textarea").fill("a line\n" * 12)
    assert "px" in other.locator("textarea").evaluate("box => box.style.height")


@pytest.mark.parametrize(
    ("letters", "told"),
    [(7_500, ""), (7_501, "Letters left: 2,499"), (10_000, "Letters left: 0"), (10_012, "Letters too many: 12")],
)
def test_letters_are_counted_when_three_quarters_are_used(letters: int, told: str, story: Page) -> None:
    story.locator("textarea").fill("🙂" * letters)
    story.clock.fast_forward(1_000)
    expect(story.locator("textarea + [role=status]")).to_have_text(told)


def test_a_line_to_begin_with_is_added_and_clears_nothing(story: Page) -> None:
    field = story.locator("textarea")
    story.get_by_role("button", name=PROMPTS[0]).click()
    assert field.input_value() == f"{PROMPTS[0]} "
    field.press_sequentially("Ana")
    story.get_by_role("button", name=PROMPTS[1]).click()
    assert field.input_value() == f"{PROMPTS[0]} Ana\n{PROMPTS[1]} "
    assert story.evaluate("document.activeElement.localName") == "textarea"
    assert story.url.endswith("/q/what")
    look(story)
    assert violations(story) == []


def test_the_microphone_is_named_and_without_a_script_no_button_is_that_does_nothing(story: Page, phone: Page) -> None:
    phone.context.add_cookies(story.context.cookies())
    phone.goto("/q/what")
    for page in (story, phone):
        assert page.get_by_text(signal.SPEAK_INSTEAD.to(Voice.CHILD)).is_visible()
    assert story.get_by_role("button", name=PROMPTS[0]).is_visible()
    assert not phone.get_by_role("button", name=PROMPTS[0]).is_visible()
