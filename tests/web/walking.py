"""People who fill in the form in another language, and what they read."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag
from flask import Flask
from werkzeug.test import TestResponse

from intake.web.form.start import PATHS
from tests.person import Answers, Person

_READ_ALOUD_OR_SHOWN = ("aria-label", "alt", "title", "placeholder")


class Speaking(Person):
    """Somebody who finds their way by addresses, since the words on cards are those of their language.

    `read`: what stood on each page they have met, under its path; without what is marked as another language or as
    somebody's own words.
    """

    def __init__(self, app: Flask, language: str) -> None:
        super().__init__(app.test_client())
        self.read: dict[str, list[str]] = {}
        self.open("/language").post({"language": language, "from": "/"})
        self.read.clear()

    def begin(self, answers: Answers) -> Person:
        self.open(f"/start/{PATHS[str(answers['who_are_you'])]}")
        return self.post({"kind": str(answers["kind"])} | ({"shared": "yes"} if answers.get("shared") else {}))

    def _arrive(self, response: TestResponse) -> Person:
        super()._arrive(response)
        if self.response is not None and self.response.content_type.startswith("text/html"):
            self.read.setdefault(f"{self.path} {self.response.status_code}", []).extend(words_on(self.html))
        return self


def words_on(html: BeautifulSoup) -> Iterator[str]:
    """Every text of a page in its own language, with what is read aloud of its elements or said by its scripts."""
    root = html.html
    assert root is not None
    yield from _words_in(root, str(root["lang"]))


def _words_in(element: Tag, language: str) -> Iterator[str]:
    if element.get("lang", language) != language or element.get("dir") == "auto" or element.name in {"script", "style"}:
        return
    for name, value in element.attrs.items():
        if name in _READ_ALOUD_OR_SHOWN or (name.startswith("data-") and " " in value):
            yield str(value)
    for child in element.children:
        if isinstance(child, Tag):
            yield from _words_in(child, language)
        elif type(child) is NavigableString and child.strip():
            yield str(child)
