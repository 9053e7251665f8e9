"""A person who fills in the form: reads each page as it comes and answers what they have an answer to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import Client, TestResponse

from intake.questions.catalogue import QUESTIONS
from intake.questions.vocabulary import OneOf, Voice
from intake.records.draft import Draft
from intake.web.form import keeping
from tests.make import service_of
from tests.pages import check_page

Answers = Mapping[str, str | list[str]]
LONGEST_WAY = 40


def label_of(question: str, code: str, voice: Voice = Voice.CHILD) -> str:
    """The words on a card or a button for this option."""
    answer = QUESTIONS[question].answer
    assert isinstance(answer, OneOf)
    return next(option.label.to(voice) for option in answer.options if option.code == code)


@dataclass
class Person:
    """Walks over plain HTTP, without JavaScript. Every page they meet is held to the rules of all pages.

    `enough_at`: the page on which they have said enough, or '' for nowhere.
    """

    client: Client
    enough_at: str = ""
    path: str = ""
    html: BeautifulSoup = field(default_factory=BeautifulSoup)
    visited: list[str] = field(default_factory=list)
    response: TestResponse | None = None

    def open(self, path: str) -> Person:
        """Opens a page by its path and follows redirects of this service."""
        return self._arrive(self.client.get(path))

    def post(self, data: dict[str, Any], path: str = "") -> Person:
        """Posts to the page they are on (or another), with the page's own token."""
        return self._arrive(self.client.post(path or self.path, data={"csrf_token": self.token, **data}))

    def _arrive(self, response: TestResponse) -> Person:
        while response.status_code in {301, 302, 303} and response.location.startswith("/"):
            response = self.client.get(response.location)
        self.response = response
        self.path = response.request.path
        self.html = BeautifulSoup(response.get_data(as_text=True), "html.parser")
        if response.content_type.startswith("text/html") and response.status_code not in {301, 302, 303}:
            check_page(response, self.html)
        self.visited.append(self.path)
        return self

    @property
    def text(self) -> str:
        main = self.html.find("main")
        return " ".join(main.get_text(" ").split()) if main else ""

    @property
    def token(self) -> str:
        found = self.html.find("input", {"name": "csrf_token"})
        return str(found["value"]) if isinstance(found, Tag) else ""

    @property
    def controls(self) -> set[str]:
        """The names of what can be filled in here."""
        found = self.html.select("main input[name], main textarea[name]")
        return {str(each["name"]) for each in found} - {"csrf_token", "once"}

    @property
    def buttons(self) -> set[str]:
        """The names of the buttons here; a plain Continue has none."""
        return {str(each.get("name", "")) for each in self.html.select("main button")}

    def begin(self, answers: Answers) -> Person:
        """From the first page to the first question, by the cards and buttons with the option's own words."""
        who, kind = str(answers["who_are_you"]), str(answers["kind"])
        self.open("/")
        card = self.html.find("a", string=label_of("who_are_you", who))
        assert isinstance(card, Tag), f"no card says {label_of('who_are_you', who)}"
        self.open(str(card["href"]))
        voice = Voice.ADULT if who == "adult" else Voice.CHILD
        assert self.html.find("button", string=label_of("kind", kind, voice)), f"no button for {kind}"
        return self.post({"kind": kind} | ({"shared": "yes"} if answers.get("shared") else {}))

    def answer(self, answers: Answers) -> Person:
        """Fills in what they have an answer to and goes on; skips a page for which they have none."""
        if self.path == "/help":
            return self._help(answers)
        if self.path == "/help/sent" or self.path == "/later":
            return self.open("/on")
        given = self._given(answers)
        if self.enough_at and self.path == f"/q/{self.enough_at}":
            return self.post({**given, "enough": "yes"})
        if not given and "skip" in self.buttons:
            return self.post({"skip": "yes"})
        return self.post(given)

    def _given(self, answers: Answers) -> dict[str, Any]:
        """What they have an answer to on this page; a whole date goes into its three boxes."""
        controls = self.controls
        given: dict[str, Any] = {name: value for name, value in answers.items() if name in controls}
        for name, value in answers.items():
            if f"{name}_day" in controls:
                boxes = (f"{name}_{box}" for box in ("year", "month", "day"))
                given.update(zip(boxes, str(value).split("-"), strict=True))
        return given

    def _help(self, answers: Answers) -> Person:
        given = self._given(answers)
        if not given:
            return self.open("/on")
        once = self.html.find("input", {"name": "once"})
        assert isinstance(once, Tag)
        return self.post({**given, "once": once["value"], "send_now": "yes"})

    def go_to_check(self, answers: Answers) -> Person:
        """From the first question to the check page."""
        self.begin(answers)
        for _ in range(LONGEST_WAY):
            if self.path == "/check":
                return self
            before = self.path
            self.answer(answers)
            stuck = self.html.select(".errors")
            assert not stuck, f"{before} refused: {stuck[0].get_text(' ')}"
        raise AssertionError(f"no check page after {self.visited}")

    def add(self, answers: Answers) -> Person:
        """Adds, from the check page, whatever they have an answer to and were not asked."""
        for slug in re.findall(r'href="/q/([a-z-]+)"', str(self.html.select_one("ul.extras") or "")):
            self.open(f"/q/{slug}")
            given = self._given(answers)
            if given:
                self.post(given)
            while self.path.startswith("/q/") and given:
                self.answer(answers)
            self.open("/check")
        return self

    def send(self) -> Person:
        """Sends from the check page, which leads to the equality page."""
        return self.post({"send": "yes"})

    def to_done(self, answers: Answers) -> Person:
        """The whole way, from the first page to the done page."""
        self.go_to_check(answers).add(answers).send()
        assert self.path == "/about-you", f"not sent: {self.path} {self.text[:200]}"
        given = {name: value for name, value in answers.items() if name in self.controls}
        self.post(given or {"skip": "yes"})
        assert self.path == "/done"
        return self


def draft_of(person: Person, app: Flask) -> Draft:
    """The draft that this browser's cookie opens."""
    cookie = person.client.get_cookie("wdyt")
    assert cookie is not None
    with app.test_request_context(headers={"Cookie": f"wdyt={cookie.value}"}):
        found = keeping.current(service_of(app))
    assert found is not None
    return found.draft
