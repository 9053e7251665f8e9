"""A page that nobody touches is covered after a warning; on a device for many, the code is asked for again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from intake.questions.catalogue import copy, signal
from intake.questions.vocabulary import Say, Voice
from tests.browser import Watch, scripted
from tests.journeys.axe import violations

MINUTE = 60_000
WORDS = "Nobody else should read this."


def said(words: Say) -> str:
    return words.to(Voice.CHILD)


STILL_THERE, I_AM_HERE = said(signal.STILL_THERE_TITLE), said(signal.I_AM_HERE)


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """A screen whose clock can be put forward."""
    page = context.new_page()
    watch.over(page)
    page.clock.install()
    return page


def begin(page: Page, kind: str, *, shared: bool = False) -> None:
    """To the first question, which is a box for thanks and for ideas."""
    page.goto("/start/young")
    if shared:
        page.get_by_role("checkbox").check()
    page.get_by_role("button", name=kind).click()
    page.wait_for_url(re.compile("/q/"))
    scripted(page)


@pytest.fixture
def own(page: Page) -> Page:
    """A child who has written an idea on a device of their own."""
    begin(page, "I have an idea")
    page.locator("textarea").fill(WORDS)
    return page


@pytest.fixture
def shared(page: Page) -> Page:
    """A child on a shared device who has seen the code, and has chosen something on the second page."""
    begin(page, "Something is wrong", shared=True)
    page.locator("input[value=safe]").check(force=True)
    page.locator("#answers .go").click()
    page.get_by_role("link", name=said(copy.CARRY_ON_NOW)).click()
    page.wait_for_url(re.compile("/q/how"))
    scripted(page)
    page.locator("input[value=sad]").check(force=True)
    return page


def warning(page: Page) -> Locator:
    return page.get_by_role("alertdialog", name=STILL_THERE)


def is_covered(page: Page) -> bool:
    return page.get_by_role("heading", name=said(signal.COVERED_TITLE)).is_visible()


# ── The warning ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_minutes_before_somebody_is_asked_whether_they_are_there(own: Page) -> None:
    own.clock.fast_forward(17 * MINUTE)
    expect(warning(own)).to_have_count(0)
    own.clock.fast_forward(MINUTE)
    expect(warning(own)).to_be_visible()
    assert own.evaluate("document.activeElement.textContent") == I_AM_HERE
    assert own.locator("textarea").is_visible() and own.locator(".bar .leave").is_visible()
    assert violations(own) == []


def test_it_does_not_say_saved_where_it_is_not(own: Page, context: BrowserContext, watch: Watch) -> None:
    own.clock.fast_forward(18 * MINUTE)
    expect(warning(own)).to_contain_text(said(signal.STILL_THERE_SAVED))
    own.get_by_role("button", name=I_AM_HERE).click()
    context.clear_cookies()
    own.locator("textarea").press("x")
    own.clock.fast_forward(3_000)
    expect(own.get_by_text(said(signal.NOT_SAVED))).to_be_visible()
    own.clock.fast_forward(18 * MINUTE)
    expect(warning(own)).not_to_contain_text(said(signal.STILL_THERE_SAVED))
    watch.wrong[:] = [each for each in watch.wrong if not each.startswith("409 ")]


def test_they_may_say_so_as_often_as_they_like(own: Page) -> None:
    for _ in range(12):
        own.clock.fast_forward(18 * MINUTE)
        own.get_by_role("button", name=I_AM_HERE).press("Enter")
        expect(warning(own)).to_have_count(0)
        assert own.evaluate("document.activeElement.localName") == "textarea", "the focus is where it was"
    assert own.locator("textarea").input_value() == WORDS


def test_whoever_is_there_is_not_asked(own: Page) -> None:
    for _ in range(4):
        own.clock.fast_forward(10 * MINUTE)
        own.locator("textarea").press("End")
    expect(warning(own)).to_have_count(0)


def test_a_page_with_nothing_of_anybody_is_never_covered(page: Page) -> None:
    page.goto("/")
    scripted(page)
    page.clock.fast_forward(60 * MINUTE)
    assert page.title().startswith(said(copy.START_TITLE))
    assert page.locator("template#idle").count() == 0


# ── The cover ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_after_twenty_minutes_nothing_can_be_read_and_one_press_shows_it_again(own: Page) -> None:
    own.evaluate("scrollTo(0, 200)")
    own.clock.fast_forward(18 * MINUTE)
    own.clock.fast_forward(2 * MINUTE)
    assert is_covered(own)
    assert own.title() == said(copy.SERVICE)
    assert not own.locator("textarea").is_visible() and own.locator(".bar .leave").is_visible()
    assert own.locator("main").inner_text().count(WORDS) == 0
    assert violations(own) == []
    own.get_by_role("button", name=said(signal.UNCOVER)).click()
    assert not is_covered(own)
    assert own.locator("textarea").input_value() == WORDS
    assert own.title() != said(copy.SERVICE)


def test_a_phone_that_slept_wakes_up_covered(own: Page) -> None:
    own.clock.fast_forward(60 * MINUTE)
    assert is_covered(own)


def test_the_page_can_be_left_while_it_is_covered(own: Page, watch: Watch, exit_page: str) -> None:
    own.clock.fast_forward(30 * MINUTE)
    own.locator(".bar .leave").click(no_wait_after=True)
    assert watch.left_for(own, exit_page)
    watch.elsewhere.clear()


# ── A device that others use too ─────────────────────────────────────────────────────────────────────────────────────


def test_on_a_shared_device_the_words_are_kept_and_the_code_is_asked_for(shared: Page) -> None:
    code = code_of(shared)
    shared.clock.fast_forward(8 * MINUTE)
    expect(warning(shared)).to_be_visible()
    shared.clock.fast_forward(2 * MINUTE)
    expect(shared).to_have_url(re.compile("/code$"))
    expect(shared.get_by_role("alert")).to_have_text(said(signal.ASKED_AGAIN_SAVED))
    shared.goto("/q/how")
    expect(shared).to_have_url(re.compile("/code$"))
    shared.get_by_role("textbox").fill(code)
    shared.get_by_role("button", name=said(copy.CODE_OPEN), exact=True).click()
    expect(shared).to_have_url(re.compile("/q/how$"))
    assert shared.locator("input[value=sad]").is_checked()


def code_of(page: Page) -> str:
    """The code, looked up in another tab."""
    tab = page.context.new_page()
    tab.goto("/later")
    code = tab.locator(".code dd").first.inner_text()
    tab.close()
    return code


def test_without_signal_a_shared_device_stays_covered_and_loses_nothing(
    shared: Page, context: BrowserContext, watch: Watch
) -> None:
    context.set_offline(True)
    shared.clock.fast_forward(20 * MINUTE)
    assert is_covered(shared) and shared.url.endswith("/q/how")
    shared.get_by_role("button", name=said(signal.USE_MY_CODE)).click()
    expect(shared.get_by_role("alert")).to_contain_text(said(signal.NO_SIGNAL[0]))
    context.set_offline(False)
    expect(shared).to_have_url(re.compile("/code$"))
    watch.wrong[:] = [each for each in watch.wrong if "net::ERR_" not in each]


def test_before_a_code_was_shown_a_shared_device_is_covered_sooner_and_opens_again(page: Page) -> None:
    begin(page, "I have an idea", shared=True)
    page.locator("textarea").fill(WORDS)
    page.clock.fast_forward(10 * MINUTE)
    assert is_covered(page)
    page.get_by_role("button", name=said(signal.UNCOVER)).click()
    assert page.locator("textarea").input_value() == WORDS
