"""Leaving at once, where JavaScript helps; without it Leave now is a link like any other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from intake.questions.catalogue import copy
from intake.questions.vocabulary import Voice
from tests.browser import PHONE, Watch, scripted

BLANK = """() => {
  const page = getComputedStyle(document.documentElement), body = getComputedStyle(document.body);
  return body.visibility === 'hidden' && page.backgroundColor === 'rgb(255, 255, 255)';
}"""


@pytest.fixture
def screen(browser: Browser, base: str, watch: Watch) -> Iterator[Page]:
    """A screen with JavaScript, on which somebody has begun."""
    context = browser.new_context(base_url=base, viewport=PHONE, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(5_000)
    watch.over(page)
    page.goto("/start/young")
    yield scripted(page)
    watch.elsewhere.clear()
    context.close()


def shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def stays(page: Page, watch: Watch) -> bool:
    page.wait_for_timeout(100)
    return watch.elsewhere == [] and not page.evaluate(BLANK)


def test_the_page_is_blank_at_once(screen: Page, watch: Watch, exit_page: str) -> None:
    assert not screen.evaluate(BLANK)
    assert screen.evaluate(f"() => {{ document.querySelector('a.leave').click(); return ({BLANK})(); }}")
    assert watch.left_for(screen, exit_page)


def test_back_does_not_lead_here_again(screen: Page, watch: Watch, exit_page: str) -> None:
    screen.locator("a.leave").click(no_wait_after=True)
    assert watch.left_for(screen, exit_page)
    assert screen.context.cookies() == []
    assert screen.evaluate("history.length") <= 2


@pytest.mark.parametrize("path", ["/help", "/nowhere"])
def test_every_link_that_leaves_does_so_as_fast(screen: Page, watch: Watch, exit_page: str, path: str) -> None:
    screen.goto(path)
    links = scripted(screen).locator("a[href='/leave']")
    assert links.count() > 1
    assert links.last.evaluate(f"link => {{ link.click(); return ({BLANK})(); }}")
    assert watch.left_for(screen, exit_page)


def test_leaving_is_two_keys_away(screen: Page, watch: Watch, exit_page: str) -> None:
    screen.keyboard.press("Tab")
    screen.keyboard.press("Tab")
    assert screen.evaluate("document.activeElement.textContent") == copy.LEAVE_NOW.to(Voice.CHILD)
    screen.keyboard.press("Enter")
    assert watch.left_for(screen, exit_page)


def test_each_press_fills_a_dot_under_the_bar(screen: Page) -> None:
    dots = "getComputedStyle(document.querySelector('.presses'), '::after').content"
    assert screen.evaluate(dots) == "none"
    for filled in ("●○○", "●●○"):
        shift(screen, 1)
        assert filled in screen.evaluate(f"{dots} + document.querySelector('.presses').dataset.dots")
        assert screen.evaluate(dots) != "none"
    below = screen.locator(".presses").bounding_box()
    bar = screen.locator(".bar").bounding_box()
    assert below is not None and bar is not None
    assert below["y"] >= bar["y"] + bar["height"] - 4


@pytest.mark.parametrize(("direction", "at_the_right"), [("ltr", True), ("rtl", False)])
def test_leave_now_stands_where_reading_ends(screen: Page, direction: str, at_the_right: bool) -> None:
    screen.evaluate(f"document.documentElement.dir = '{direction}'")
    shift(screen, 1)
    for name in ("a.leave", ".presses"):
        box = screen.locator(name).bounding_box()
        assert box is not None
        assert (box["x"] + box["width"] / 2 > PHONE["width"] / 2) is at_the_right, name


def test_shift_three_times_leaves(screen: Page, watch: Watch, exit_page: str) -> None:
    shift(screen, 2)
    assert screen.get_by_role("status").inner_text() == "Leave: 2 of 3"
    assert stays(screen, watch)
    shift(screen, 1)
    assert watch.left_for(screen, exit_page)


def test_who_types_capitals_does_not_leave(screen: Page, watch: Watch, exit_page: str) -> None:
    for letter in "ABCD":
        screen.keyboard.press(f"Shift+{letter}")
    assert stays(screen, watch)
    assert screen.get_by_role("status").inner_text() == ""


def test_presses_of_long_ago_do_not_count(screen: Page, watch: Watch, exit_page: str) -> None:
    screen.clock.install()
    screen.reload()
    shift(scripted(screen), 2)
    screen.clock.fast_forward(6_000)
    assert screen.get_by_role("status").inner_text() == ""
    shift(screen, 1)
    assert screen.get_by_role("status").inner_text() == "Leave: 1 of 3"
    assert stays(screen, watch)


def test_the_keys_are_named_where_they_work(screen: Page, phone: Page) -> None:
    words = copy.LEAVE_BY_KEYS.to(Voice.CHILD)
    assert screen.get_by_text(words).is_visible()
    phone.goto("/start/young")
    assert not phone.get_by_text(words).is_visible()
