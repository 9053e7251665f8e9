"""The queue in a browser: walked with the keyboard, and every state of its pages as axe sees it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from intake.casework.roles import Role
from intake.storage import conflicts, search
from intake.web.desk.guard import COOKIE
from tests.browser import PHONE
from tests.desk import Desk, sign_in
from tests.journeys.axe import violations
from tests.make import NOON, service_of
from tests.storage import kept

WIDE = {"width": 1280, "height": 800}


@pytest.fixture
def manager(app: Flask) -> Desk:
    return sign_in(app, Role.COMPLAINTS_MANAGER, name="Mo Adeyemi")


@pytest.fixture
def references(app: Flask) -> list[str]:
    """Three records in the order of the queue; the last complains of somebody who works here."""
    sign_in(app, Role.COMPLAINTS_OFFICER, name="Wilhelmina Umbridge")
    service = service_of(app)
    found = []
    for n, worker in enumerate((None, None, "Ms Umbridge")):
        due = {"acknowledge": (NOON.date() + timedelta(days=n - 1)).isoformat()}
        named = {"worker": {"name": worker, "job": None}, "complainant": {"full": "Jay Smith"}}
        record = kept.a_record(envelope={"due": due}, identity={**named, "answers": {}, "asked": []}, flags=[])
        kept.add(service.database, service.ring, record)
        with service.database.write() as db:
            search.mark(db, record, service.marks)
            conflicts.shut_out_named(db, record, NOON)
        found.append(record.reference)
    return found


@pytest.fixture
def page(browser: Browser, base: str, manager: Desk, references: list[str]) -> Iterator[Page]:
    yield from signed_in(browser, base, manager)


def signed_in(browser: Browser, base: str, desk: Desk) -> Iterator[Page]:
    cookie = desk.client.get_cookie(COOKIE, path="/desk")
    assert cookie is not None
    with browser.new_context(base_url=base, viewport=WIDE, reduced_motion="reduce") as context:
        context.add_cookies([{"name": COOKIE, "value": cookie.value, "url": f"{base}/desk"}])
        page = context.new_page()
        page.set_default_timeout(5_000)
        yield page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent")).strip()


def test_rows_are_walked_and_opened_with_single_keys(page: Page, references: list[str]) -> None:
    page.goto("/desk/queue")
    walked = []
    for key in ("j", "j", "k", "ArrowDown", "ArrowDown", "j", "ArrowUp"):
        page.keyboard.press(key)
        walked.append(focused(page))
    first, second, third = references
    assert walked == [first, second, first, second, third, third, second]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/r/{second}")


def test_a_slash_leads_to_the_search_and_a_question_mark_to_the_keys(page: Page) -> None:
    page.goto("/desk/queue")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("j")
    assert focused(page) == "Close", "no key works behind the list of keys"
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.wait_for_url("**/desk/search")
    page.keyboard.press("/")
    expect(page.locator("#sought")).to_be_focused()


def test_single_keys_do_nothing_while_somebody_types(page: Page) -> None:
    page.goto("/desk/search")
    page.locator("#sought").focus()
    page.keyboard.type("j/k?")
    expect(page.locator("#sought")).to_have_value("j/k?")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_single_keys_can_be_turned_off_and_arrows_stay(
    browser: Browser, base: str, app: Flask, references: list[str]
) -> None:
    without = sign_in(app, Role.COMPLAINTS_OFFICER, single_keys=False)
    for page in signed_in(browser, base, without):
        page.goto("/desk/queue")
        page.keyboard.press("j")
        page.keyboard.press("?")
        assert focused(page) not in references
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.get_by_role("link", name=references[0]).focus()
        page.keyboard.press("ArrowDown")
        assert focused(page) == references[1]


@pytest.mark.parametrize("mode", ["wide", "phone", "dark"])
def test_no_state_of_a_page_breaks_a_rule(mode: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark" if mode == "dark" else "light")
    page.set_viewport_size(PHONE if mode == "phone" else WIDE)
    found: list[str] = []

    def hold(state: str) -> None:
        found.extend(f"{state}: {each}" for each in violations(page))
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{state}: wider than the screen")

    def press(name: str) -> None:
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=name).first.click()

    page.goto("/desk/queue")
    hold("the queue")
    page.locator("main").get_by_role("button", name="Keys").click()
    hold("the list of keys")
    page.goto("/desk/queue?due=overdue")
    page.get_by_text("Filter the list").click()
    hold("the filters")
    press("Keep")
    hold("a filter without a name")
    page.goto("/desk/queue?kind=idea")
    hold("nothing that matches")
    page.goto("/desk/search")
    press("Search")
    hold("nothing to search for")
    for sought in ("Jay Smith", "Somebody Else"):
        page.locator("#sought").fill(sought)
        press("Search")
        hold(f"what was found for {sought}")
    page.goto("/desk/export")
    hold("the export")
    press("Get the file")
    hold("an export without a format")
    page.goto("/desk/conflicts")
    hold("somebody named")
    press("Lift")
    hold("no reason")
    assert found == []
