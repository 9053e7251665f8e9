"""Every page, in every state and every mode, as axe sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from intake.questions.catalogue import PAGES
from intake.web.form import reading
from tests.browser import PHONE, Watch, look, serving
from tests.journeys.axe import MODES, turn, violations, violations_of_look
from tests.make import make_app, persona, service_of
from tests.person import Person

# Between them they come to every page, and to most in both voices.
WALKED = (
    "care-leaver-years-ago",
    "answer-is-late",
    "not-safe",
    "idea-to-hear-back",
    "advocate-only",
    "thank-you",
    "advocate-only-for-a-child",
    "another-council-no",
    "care-leaver-money-stops",
    "child-who-said-enough",
)
# Two ways to be refused: nothing at all; and every choice at once, with words that are no number, date or address.
ANSWER = """all => {
  for (const box of document.querySelectorAll('main :checked')) box.checked = false;
  for (const box of document.querySelectorAll('main input[type=checkbox]')) box.checked = all;
  for (const line of document.querySelectorAll('main input:not([type]), main textarea')) line.value = all ? '?' : '';
}"""


@dataclass
class Crawl:
    """Goes where a person goes, with a browser that has their cookie, and looks at each page the first time."""

    page: Page
    app: Flask
    base: str
    found: dict[str, list[str]] = field(default_factory=lambda: {mode: [] for mode in MODES})
    seen: set[tuple[str, str]] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)

    def walk(self, name: str) -> None:
        told = persona(name)
        answers, voice = told["answers"], "adult" if told["answers"]["who_are_you"] == "adult" else "child"
        person = Person(self.app.test_client(), enough_at=told.get("enough_at", ""))
        self.page.context.clear_cookies()
        self.fresh("/", person, voice)
        person.begin(answers)
        while person.path != "/check":
            path = person.path
            new = self.fresh(path, person, voice)
            person.answer(answers)
            if new and path.startswith("/q/"):
                self.open(path, person)
                self.hold(f"{path} filled in")
        for slug in re.findall(r'href="/q/([a-z-]+)"', str(person.html.select_one("ul.extras") or "")):
            self.fresh(f"/q/{slug}", person, voice)
        person.open("/check").add(answers)
        roads = {"child": "/start/young", "care_leaver": "/start/older", "adult": "/start/grown"}
        for path in (roads[str(answers["who_are_you"])], "/check", "/help", "/later", "/code", "/nowhere"):
            self.fresh(path, person, voice)
        for slug in reading.PAGES:
            self.fresh(f"/read/{slug}", person, voice)
        person.open("/check").send()
        self.fresh("/about-you", person, voice)
        person.post({"skip": "yes"})
        for path in ("/done", "/where"):
            self.fresh(path, person, voice)

    def fresh(self, path: str, person: Person, voice: str) -> bool:
        """Looks at the page as it comes, in each mode, and then with its errors; False where it was seen before."""
        if (path, voice) in self.seen:
            return False
        words_only = path in {seen for seen, _ in self.seen}  # the other voice changes nothing else
        self.seen.add((path, voice))
        self.open(path, person)
        self.hold(path)
        for mode in () if words_only else MODES[1:]:
            turn(self.page, mode)
            self.found[mode] += [f"{path}: {each}" for each in violations_of_look(self.page)]
            look(self.page)
        turn(self.page, "phone")
        if path.startswith("/q/") or path in {"/help", "/code"}:
            self.with_errors(path, person)
        return True

    def with_errors(self, path: str, person: Person) -> None:
        for everything in (False, True):
            self.open(path, person)
            self.page.evaluate(ANSWER, everything)
            with self.page.expect_navigation():
                self.page.locator("main form button.go").last.click()
            if self.page.locator(".errors").count():
                self.refused.add(path)
                self.hold(f"{path} with errors")
                return

    def open(self, path: str, person: Person) -> None:
        cookie = person.client.get_cookie("wdyt")
        if cookie is not None:
            self.page.context.add_cookies([{"name": "wdyt", "value": cookie.value, "url": self.base}])
        self.page.goto(path)

    def hold(self, state: str) -> None:
        self.found["phone"] += [f"{state}: {each}" for each in violations(self.page)]
        look(self.page)

    def lost(self, told: dict[str, str]) -> None:
        """The two pages that come where a POST cannot be taken: a stale token, and a draft that is gone."""
        for stale, wait in ((True, ".note"), (False, "textarea")):
            person = Person(self.app.test_client()).begin(told)
            self.open("/q/what", person)
            while self.page.url != f"{self.base}/q/what":
                person.answer(told)
                self.open("/q/what", person)
            self.page.locator("textarea").fill("Nobody rings back.")
            if stale:
                self.page.evaluate("document.querySelector('[name=csrf_token]').value = 'stale'")
            else:
                self.page.context.clear_cookies()
            with self.page.expect_navigation():
                self.page.locator("main form button.go").click()
            assert self.page.locator(wait).count()
            self.hold("/q/what with a stale token" if stale else "/q/what without its draft")


@pytest.fixture(scope="module")
def crawl(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    """Every page, looked at."""
    app = make_app(f"sqlite:///{tmp_path_factory.mktemp('access')}/wdyt.db")
    with serving(app) as base, browser.new_context(base_url=base, viewport=PHONE, reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_default_timeout(5_000)
        watch = Watch(base)
        watch.over(page)
        crawl = Crawl(page, app, base)
        for name in WALKED:
            crawl.walk(name)
        crawl.lost(persona("worker-never-rings")["answers"])
        assert not watch.wrong
        assert not watch.elsewhere
        yield crawl
    service_of(app).database.close()


@pytest.mark.parametrize("mode", MODES)
def test_no_page_breaks_a_rule(mode: str, crawl: Crawl) -> None:
    assert crawl.found[mode] == []


def test_every_page_is_looked_at(crawl: Crawl) -> None:
    looked = {path.removeprefix("/q/") for path, _ in crawl.seen}
    assert {page.slug for page in PAGES} <= looked
    assert {"/help", "/help/sent", "/check", "/about-you", "/done", "/where", "/later", "/code"} <= looked


def test_pages_are_looked_at_with_their_errors(crawl: Crawl) -> None:
    refused = {path.removeprefix("/q/") for path in crawl.refused}
    assert refused >= {"now", "you", "the-child", "better", "about-when", "reach", "name", "details", "/code"}, refused
