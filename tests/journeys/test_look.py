"""How the pages look, as a browser lays them out: on the smallest phone, bigger, in other colours, without a mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.test import Client, TestResponse

from intake.questions.catalogue import copy
from intake.questions.catalogue import look as words
from intake.questions.vocabulary import Voice
from tests.browser import look, serving
from tests.journeys.axe import AXE, violations
from tests.make import make_app, persona, service_of
from tests.person import Person
from tests.wire import Wire, bytes_of

BAR = """() => [...document.querySelectorAll('.bar > a:not(.skip), .bar > button:not(.first)')].map(each => {
  const box = each.getBoundingClientRect();
  return [each.textContent.trim(), box.left, box.right, box.width, box.height, each.scrollWidth > each.clientWidth];
})"""
ONE_FLIGHT, LATER_PAGE = 14_600, 6_000


@pytest.fixture
def small(browser: Browser, base: str) -> Iterator[Page]:
    """The smallest phone, with JavaScript."""
    context = browser.new_context(base_url=base, viewport={"width": 320, "height": 640})
    context.add_init_script(AXE)
    page = context.new_page()
    page.set_default_timeout(5_000)
    yield page
    context.close()


def arrive(page: Page, person: Person, path: str) -> None:
    """Goes as this person to a page of questions that they have come to."""
    answers = persona("worker-never-rings")["answers"]
    person.begin(answers)
    while person.path != path:
        person.answer(answers)
    cookie = person.client.get_cookie("wdyt")
    assert cookie is not None
    page.context.add_cookies([{"name": "wdyt", "value": cookie.value, "url": page.url or ""}])


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("path", ["/", "/q/name"])
def test_the_bar_fits_the_smallest_phone(small: Page, person: Person, path: str, direction: str) -> None:
    small.goto("/")
    if path != "/":
        arrive(small, person, path)
        small.goto(path)
    small.evaluate("to => document.documentElement.dir = to", direction)
    small.evaluate("document.querySelector('.listen').hidden = false")
    if not small.locator(".bar").get_by_text("Language").count():
        small.evaluate(
            "document.querySelector('.listen').insertAdjacentHTML('afterend', '<a href=\"/language\">Language</a>')"
        )
    items = small.evaluate(BAR)
    assert [name for name, *_ in items] == ["Help now", "Listen", "Language", "Leave now"]
    assert all(width >= 44 and height >= 44 and not cut for *_, width, height, cut in items), items
    edges = sorted((left, right) for _, left, right, *_ in items)
    assert edges[0][0] >= 0 and edges[-1][1] <= 320
    assert all(one[1] <= other[0] + 0.5 for one, other in pairwise(edges)), edges
    leave = items[-1]
    assert (leave[2] == 320) if direction == "ltr" else (leave[1] == 0)
    assert small.evaluate("document.querySelector('.bar').getBoundingClientRect().height") <= 52


def test_a_button_and_a_link_in_the_bar_look_the_same(small: Page, person: Person) -> None:
    style = "e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor, s.font, s.padding, s.border]; }"
    small.goto("/")
    link = small.locator(".bar a", has_text="Help now").evaluate(style)
    arrive(small, person, "/q/name")
    small.goto("/q/name")
    assert small.locator('.bar button[value="help"]').evaluate(style) == link


def test_enter_in_a_line_goes_on_and_not_to_help(small: Page, person: Person) -> None:
    small.goto("/")
    arrive(small, person, "/q/name")
    small.goto("/q/name")
    line = small.locator("main input:not([type])").first
    line.fill("Sam")
    with small.expect_navigation():
        line.press("Enter")
    assert "/help" not in small.url and "/q/name" not in small.url
    small.go_back()
    assert small.locator("main input:not([type])").first.input_value() == "Sam"


@pytest.mark.parametrize("path", ["/", "/start/young", "/q/how", "/q/what", "/help", "/look"])
def test_bigger_and_simpler_fits_and_breaks_no_rule(small: Page, person: Person, path: str) -> None:
    small.goto("/")
    if path.startswith("/q/"):
        arrive(small, person, path)
    small.goto("/look")
    small.get_by_label(words.BIGGER.to(Voice.CHILD), exact=True).check()
    with small.expect_navigation():
        small.get_by_role("button", name=words.SHOW_LIKE_THIS.to(Voice.CHILD)).click()
    small.goto(path)
    style = small.evaluate(
        "(() => { const s = getComputedStyle(document.body); return [s.fontSize, s.lineHeight]; })()"
    )
    assert style == ["24px", "43.2px"]
    look(small)
    assert violations(small) == []


@pytest.mark.parametrize("page", ["cream", "blue", "dark"])
def test_every_colour_of_the_page_can_be_read(small: Page, page: str) -> None:
    small.emulate_media(color_scheme="light" if page == "dark" else "dark")
    small.goto("/look")
    small.get_by_label(words.COLOURS[page].to(Voice.CHILD), exact=True).check()
    with small.expect_navigation():
        small.get_by_role("button", name=words.SHOW_LIKE_THIS.to(Voice.CHILD)).click()
    assert small.url.endswith("/")
    background = small.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == {"cream": "rgb(255, 253, 245)", "blue": "rgb(232, 242, 251)", "dark": "rgb(20, 22, 43)"}[page]
    assert violations(small) == []
    small.goto("/help")
    assert violations(small) == []


def test_faces_stand_two_beside_each_other_and_each_is_chosen_by_the_keyboard(small: Page, person: Person) -> None:
    small.goto("/")
    arrive(small, person, "/q/how")
    small.goto("/q/how")
    edges = small.evaluate("[...document.querySelectorAll('.faces .choice')].map(e => e.getBoundingClientRect().left)")
    assert len(set(edges)) == 2
    small.get_by_label("Worried", exact=True).focus()
    small.keyboard.press("Space")
    assert small.get_by_label("Worried", exact=True).is_checked()
    look(small)
    assert violations(small) == []


def test_leaving_is_the_second_thing_a_keyboard_reaches(small: Page) -> None:
    small.goto("/read/private")
    small.keyboard.press("Tab")
    small.keyboard.press("Tab")
    focused = small.locator(":focus")
    assert focused.inner_text() == copy.LEAVE_NOW.to(Voice.CHILD)
    assert focused.get_attribute("href") == "/leave"
    box = focused.bounding_box()
    assert box is not None and box["width"] > 44 and box["y"] > 48


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_page_of_feelings_is_light_and_so_is_a_council_with_a_logo(
    base: str, person: Person, encoding: str, tmp_path: Path
) -> None:
    answers = persona("worker-never-rings")["answers"]
    person.begin(answers)
    while person.path != "/q/how":
        person.answer(answers)
    there = Client(Wire(urlsplit(base).port or 0, encoding), TestResponse)
    cookie = person.client.get_cookie("wdyt")
    assert cookie is not None
    there.set_cookie("wdyt", cookie.value)
    assert bytes_of(there.get("/q/how")) <= LATER_PAGE
    app = make_app(f"sqlite:///{tmp_path}/eastborough.db", council="eastborough")
    with serving(app) as address:
        there = Client(Wire(urlsplit(address).port or 0, encoding), TestResponse)
        first = there.get("/")
        parts = re.findall(r'(?:href|src)="(/(?:site.css|form.js)[^"]*)"', first.get_data(as_text=True))
        assert len(parts) == 2
        assert bytes_of(first) + sum(bytes_of(there.get(part)) for part in parts) <= ONE_FLIGHT
    service_of(app).database.close()
