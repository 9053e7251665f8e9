"""Chromium, a server for it, and somebody who walks the form by the words that they see."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Playwright, Request, Response

from intake.questions.catalogue import EQUALITY, PAGES, QUESTIONS, copy
from intake.questions.vocabulary import Day, ManyOf, OneOf, Option, Question, Say, Tick, Voice
from intake.web.server import Server
from intake.web.speaker import Speaker
from tests.make import service_of

COMMANDS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # whatever a page asks for, nobody outside is reached
)
PHONE = {"width": 320, "height": 640}
LONGEST_WAY = 40
_BY_SLUG = {page.slug: page.questions for page in PAGES}

# Looks at everything that can be pressed or filled in, as somebody does who goes down with the Tab key and up again.
LOOK = """() => {
  const wrong = [], root = document.documentElement, bar = document.querySelector('.bar');
  const named = element => `${element.localName}#${element.id} "${element.textContent.trim().slice(0, 30)}"`;
  if (root.scrollWidth > root.clientWidth) wrong.push(`${root.scrollWidth} pixels wide`);
  const down = [...document.querySelectorAll('a[href], button, summary, textarea, input:not([type=hidden])')];
  for (const element of [...down, ...down.toReversed()]) {
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    element.focus();
    const seen = element.matches('.choice input') ? element.nextElementSibling : element;
    const style = getComputedStyle(seen), box = seen.getBoundingClientRect();
    if (Math.min(box.width, box.height) < 24) wrong.push(`${named(element)} is ${box.width} by ${box.height}`);
    if (parseFloat(style.outlineWidth) < 2 || style.outlineStyle == 'none') wrong.push(`${named(element)} hides focus`);
    const under = bar.contains(element) || element.className == 'skip' ? 0 : bar.getBoundingClientRect().bottom;
    const covered = box.bottom > 0 && box.top < under && box.height < innerHeight / 2;
    if (covered) wrong.push(`${named(element)} is behind the bar`);
  }
  for (const depth of [0, root.scrollHeight / 2, root.scrollHeight]) {
    scrollTo(0, depth);
    const leave = document.querySelector('a.leave'), box = leave.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (top != leave) wrong.push(`Leave now is out of reach ${depth} pixels down`);
  }
  return wrong;
}"""


class NoBrowserError(Exception):
    """No Chromium on this machine: the one command that brings it."""


def launch(playwright: Playwright) -> Browser:
    """A Chromium: the machine's own, or else the one that playwright has brought."""
    found = next(filter(None, map(shutil.which, COMMANDS)), playwright.chromium.executable_path)
    if not Path(found).exists():
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
        mend = "apt-get install --yes chromium-headless-shell" if as_root else "playwright install --with-deps chromium"
        raise NoBrowserError(f"no Chromium: expected one of {', '.join(COMMANDS)}. Run: {mend}")
    return playwright.chromium.launch(executable_path=found, args=[*ARGUMENTS])


@contextmanager
def serving(app: Any, port: int = 0, threads: int = 4) -> Iterator[str]:
    """The address at which this app answers, on this port or on any that is free."""
    server = Server(app, "127.0.0.1", port, threads)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        thread.join(timeout=10)


def look(page: Page) -> None:
    """AssertionError where the page does not fit the screen, or something on it cannot be pressed or seen."""
    page.keyboard.press("Tab")
    wrong = page.evaluate(LOOK)
    assert not wrong, f"{page.url}: {wrong}"


def scripted(page: Page) -> Page:
    """This page, once its scripts run: they come when it can be read already."""
    page.locator("html.scripted").wait_for(state="attached")
    return page


@dataclass
class Watch:
    """What went wrong behind a page, and which other hosts it asked for."""

    base: str
    wrong: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def left_for(self, page: Page, place: str) -> bool:
        """Whether this page gives way to that other place, and to no other. It cannot be reached from here."""
        for _ in range(100):
            if page.url.startswith("chrome-error:"):
                break
            page.wait_for_timeout(20)
        return self.elsewhere == [place]

    def _said(self, message: ConsoleMessage) -> None:
        # A page that says what is wrong with an answer comes as 422, which Chromium notes as an error of the page.
        if message.type in {"error", "warning"} and "the server responded with a status of 4" not in message.text:
            self.wrong.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "data:")):
            self.elsewhere.append(request.url)

    def _answered(self, response: Response) -> None:
        worst = 500 if response.request.is_navigation_request() else 400
        if response.status >= worst:
            self.wrong.append(f"{response.status} for {response.url}")


@dataclass
class Visitor:
    """Somebody at a screen. They know the words of questions and answers, and press what carries them.

    `meets` is called with every page they come to.
    """

    page: Page
    app: Flask
    meets: Callable[[Page], None]
    voice: Voice = Voice.CHILD
    enough_at: str = ""  # the page on which they have said enough
    answered: set[str] = field(default_factory=set)

    @property
    def speak(self) -> Speaker:
        return service_of(self.app).speakers.of(self.voice, "en")

    @property
    def path(self) -> str:
        return "/" + self.page.url.split("/", 3)[3]

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.meets(self.page)

    def press(self, words: Say | str, role: Any = "button") -> None:
        """Presses the button or the link with these words, and looks at what comes."""
        name = words if isinstance(words, str) else self.speak(words)
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).click()
        self.meets(self.page)

    def begin(self, answers: Mapping[str, Any]) -> None:
        """From the first page to the first question."""
        self.open("/")
        self.press(_option(QUESTIONS["who_are_you"], answers["who_are_you"]).label, "link")
        self.voice = Voice.ADULT if answers["who_are_you"] == "adult" else Voice.CHILD
        self.answered = {"who_are_you", "kind", "shared"}
        if answers.get("shared"):
            self.page.get_by_label(self.speak(QUESTIONS["shared_device"].parts[0].label), exact=True).check()
        self.press(_option(QUESTIONS["kind"], answers["kind"]).label)

    def answer(self, answers: Mapping[str, Any]) -> None:
        """Answers the page they are on as far as they have something to say, and goes on; else skips it."""
        if self.path in {"/help/sent", "/later"}:
            self.press(copy.CARRY_ON if self.path == "/help/sent" else copy.CARRY_ON_NOW, "link")
        elif self.path == "/help":
            said = self.fill((QUESTIONS["quick_help"],), answers)
            self.press(*((copy.SEND_NOW,) if said else (copy.CARRY_ON, "link")))
        else:
            said = self.fill(self.questions, answers)
            if self.path == f"/q/{self.enough_at}":
                return self.press(copy.ENOUGH)
            skip = self.page.get_by_role("button", name=self.speak(copy.SKIP), exact=True)
            self.press(copy.SKIP if not said and skip.count() else copy.CONTINUE)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked here."""
        return _BY_SLUG[self.path.removeprefix("/q/")]

    def fill(self, questions: tuple[Question, ...], answers: Mapping[str, Any]) -> bool:
        """Whether anything was filled in."""
        before = len(self.answered)
        for question in questions:
            self._fill(question, answers)
        return len(self.answered) > before

    def go_to_check(self, answers: Mapping[str, Any]) -> None:
        """From the first question to the check page."""
        for _ in range(LONGEST_WAY):
            if self.path == "/check":
                return
            before = self.path
            self.answer(answers)
            assert not self.page.locator(".errors").count(), f"{before} refused: {self.text[:300]}"
        raise AssertionError(f"no check page in {LONGEST_WAY} pages; the last is {self.path}")

    def add(self, answers: Mapping[str, Any]) -> None:
        """Adds, from the check page, whatever they have to say and were not asked."""
        for question in QUESTIONS.values():
            words = self.speak.if_said(question.ask)
            left = (answers.keys() & set(question.keys)) - self.answered
            link = self.page.get_by_role("link", name=f"{self.speak(copy.ADD)} {words}", exact=True)
            if left and link.count():
                with self.page.expect_navigation():
                    link.click()
                self.meets(self.page)
                self.go_to_check(answers)

    def send(self, kind: str) -> None:
        self.press(copy.SEND[kind])
        assert self.path == "/about-you", f"not sent: {self.path} {self.text[:200]}"

    def to_done(self, answers: Mapping[str, Any]) -> None:
        """The whole way, from the first page to the done page."""
        self.begin(answers)
        self.go_to_check(answers)
        self.add(answers)
        self.send(answers["kind"])
        self.press(copy.CONTINUE if self.fill(EQUALITY, answers) else copy.SKIP_ALL)
        assert self.path == "/done"

    def _fill(self, question: Question, answers: Mapping[str, Any]) -> None:
        words = self.speak(question.ask)
        group = self.page.get_by_role("group", name=words, exact=True)
        given = answers.get(question.key)
        match question.answer:
            case None:
                pass
            case OneOf() | ManyOf():
                for code in [given] if isinstance(given, str) else given or ():
                    self._choose(group, self.speak(_option(question, code).label))
                    self.answered.add(question.key)
            case _ if given is not None:
                self.page.get_by_label(words, exact=True).fill(given)
                self.answered.add(question.key)
        for part in question.parts:
            if part.code not in answers:
                continue
            self.answered.add(part.code)
            control = self.page.get_by_label(self.speak(part.label), exact=True)
            if isinstance(part.kind, Tick):
                control.check()
            elif isinstance(part.kind, Day):
                control = self.page.get_by_role("group", name=self.speak(part.label), exact=True)
                for box, number in zip((copy.YEAR, copy.MONTH, copy.DAY), answers[part.code].split("-"), strict=True):
                    control.get_by_label(self.speak(box), exact=True).fill(number)
            else:
                control.fill(answers[part.code])

    def _choose(self, group: Locator, words: str) -> None:
        label = group.get_by_text(words, exact=True)
        if not label.is_visible():
            group.get_by_text(self.speak(copy.SHOW_MORE), exact=True).click()
        label.click()


def _option(question: Question, code: str) -> Option:
    assert isinstance(question.answer, OneOf | ManyOf)
    return next(option for option in question.answer.options if option.code == code)
