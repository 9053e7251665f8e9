"""Copy and Print beside what somebody has to keep: a script adds them, and the page does without."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from intake.questions.catalogue import copy, listen
from intake.questions.vocabulary import Say, Voice
from tests.browser import PHONE, Visitor, Watch, scripted
from tests.journeys.axe import violations

ANSWERS = {"who_are_you": "child", "kind": "idea", "idea_what": "More bikes."}


@pytest.fixture
def context(browser: Browser, base: str) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=base, viewport=PHONE, reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"]
    )
    yield context
    context.close()


@pytest.fixture
def done(context: BrowserContext, app: Flask, watch: Watch) -> Callable[[], Page]:
    """To the page that says that it was sent, with JavaScript."""

    def walk() -> Page:
        page = context.new_page()
        page.set_default_timeout(5_000)
        watch.over(page)
        Visitor(page, app, lambda _: None).to_done(ANSWERS)
        return scripted(page)

    return walk


def said(words: Say) -> str:
    return words.to(Voice.CHILD)


def press_copy(page: Page, panel: str) -> None:
    page.locator(f"{panel} button").first.click()
    page.wait_for_function("panel => document.querySelector(`${panel} .tool [role=status]`).textContent", arg=panel)


@pytest.mark.parametrize("panel", [".code", ".reference"])
def test_copy_keeps_it_and_says_so(done: Callable[[], Page], panel: str) -> None:
    page = done()
    assert page.locator(f"{panel} [role=status]").inner_text() == ""
    press_copy(page, panel)
    assert page.locator(f"{panel} [role=status]").inner_text() == said(listen.COPIED)
    kept = page.locator(f"{panel} .copy").first.inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == kept
    assert violations(page) == []


def test_what_was_copied_opens_the_record(done: Callable[[], Page]) -> None:
    page = done()
    press_copy(page, ".code")
    page.goto("/code")
    page.locator("#enter_code").focus()
    page.keyboard.press("Control+V")
    page.get_by_role("button", name=said(copy.CODE_OPEN), exact=True).click()
    page.wait_for_url("**/where")


def test_the_buttons_say_what_they_copy(done: Callable[[], Page]) -> None:
    page = done()
    reference = page.locator(".reference .copy").inner_text()
    for kept in (said(copy.YOUR_CODE), reference):
        name = f"{said(listen.COPY_CODE)}: {kept}"
        button = page.get_by_role("button", name=name, exact=True)
        assert button.inner_text() == said(listen.COPY_CODE)
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


@pytest.mark.parametrize(
    ("is_copied", "told"),
    [pytest.param(True, listen.COPIED, id="as it was done before"), pytest.param(False, listen.NOT_COPIED, id="not")],
)
def test_without_a_clipboard_it_is_selected(
    context: BrowserContext, done: Callable[[], Page], is_copied: bool, told: Say
) -> None:
    context.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        f"document.execCommand = command => command === 'copy' && {str(is_copied).lower()};"
    )
    page = done()
    press_copy(page, ".code")
    assert page.evaluate("getSelection().toString().trim()") == page.locator(".code .copy").first.inner_text()
    assert page.locator(".code [role=status]").inner_text() == said(told)


def test_print_prints(context: BrowserContext, done: Callable[[], Page]) -> None:
    context.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; }")
    page = done()
    page.get_by_role("button", name=said(listen.PRINT), exact=True).click()
    assert page.evaluate("window.printed") == 1
    page.emulate_media(media="print")
    assert page.locator(".code .copy").first.is_visible()
    assert page.locator(".tool:visible").count() == 0


def test_without_a_script_there_are_no_such_buttons(phone: Page, app: Flask) -> None:
    Visitor(phone, app, lambda _: None).to_done(ANSWERS)
    assert phone.locator(".code .copy").first.is_visible()
    assert phone.locator(".code button, .reference button").count() == 0
