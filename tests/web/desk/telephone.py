"""Somebody at the desk who takes a call in a browser without JavaScript: fills in boxes and presses buttons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from intake.casework.roles import Role
from tests.desk import Desk, sign_in

CALLS = "/desk/calls"
Answers = Mapping[str, Any]


@dataclass
class Telephone:
    """One call. A page posts all its boxes, as a browser does, with what is filled in now in place of what stood."""

    desk: Desk
    url: str
    html: BeautifulSoup = field(default_factory=BeautifulSoup)
    response: TestResponse | None = None

    @property
    def id(self) -> str:
        return self.url.rsplit("/", 1)[1]

    @property
    def text(self) -> str:
        return " ".join(self.html.get_text(" ").split())

    @property
    def status(self) -> int:
        assert self.response is not None
        return self.response.status_code

    @property
    def path(self) -> str:
        assert self.response is not None
        return self.response.request.path

    @property
    def asked(self) -> set[str]:
        """The questions that the sheet shows."""
        shown = self.html.select(".scripted[data-question]:not([hidden])")
        return {str(each["data-question"]) for each in shown}

    def open(self, page: str = "") -> Telephone:
        """Opens a page of this call, such as /read-back."""
        return self._arrive(self.desk.get(self.url + page))

    def fill(self, answers: Answers, press: str = "panel", at: str = "sheet") -> Telephone:
        """Fills in boxes of the page and presses a button of the form."""
        return self.post(self.form(at) | boxes_of(answers) | {press: "yes"})

    def post(self, data: dict[str, Any], page: str | None = None) -> Telephone:
        path = self.path if page is None else self.url + page
        return self._arrive(self.desk.client.post(path, data=data))

    def save(self, answers: Answers, window: BeautifulSoup | None = None) -> dict[str, Any]:
        """What the script of a window sends for the questions of these answers, and what it is told."""
        form = self.form("sheet", window)
        seen = json.loads(form["seen"])
        blocks = (window or self.html).select("[data-question]")
        touched = [block for block in blocks if names_in(block) & boxes_of(answers).keys()]
        names = set().union(*map(names_in, touched)) if touched else set()
        keys = {str(each["id"]).removesuffix("-error") for block in touched for each in block.select("[id$='-error']")}
        sent = {name: value for name, value in (form | boxes_of(answers)).items() if name in names}
        marks = {key: seen[key] for key in keys}
        response = self.desk.client.post(
            f"{self.url}/save", data={**sent, "csrf_token": form["csrf_token"], "seen": json.dumps(marks)}
        )
        told: dict[str, Any] = response.get_json() | {"status": response.status_code}
        return told

    def form(self, name: str, window: BeautifulSoup | None = None) -> dict[str, Any]:
        """All that the form with this id, or the first one, would post as it stands."""
        page = window or self.html
        form = page.select_one(f"form#{name}" if name else "main form")
        assert isinstance(form, Tag), f"no form on {self.path}: {self.text[:300]}"
        posted: dict[str, list[str]] = {}
        for box in form.select("input[name], textarea[name]"):
            if box.get("type") in {"radio", "checkbox"} and not box.has_attr("checked"):
                continue
            value = box.get_text().removeprefix("\n") if box.name == "textarea" else str(box.get("value", "yes"))
            posted.setdefault(str(box["name"]), []).append(value)
        return {key: values[0] if len(values) == 1 else values for key, values in posted.items()}

    def send(self, answers: Answers | None = None) -> Telephone:
        """Ticks that it was read back, and sends."""
        self.open("/read-back")
        return self.fill({"read_back_done": "yes", **(answers or {})}, "send", "read-back")

    def _arrive(self, response: TestResponse) -> Telephone:
        while response.status_code in {302, 303}:
            response = self.desk.get(response.location.partition("#")[0])
        self.response = response
        self.html = BeautifulSoup(response.get_data(as_text=True), "html.parser")
        ids = [str(each["id"]) for each in self.html.find_all(id=True)]
        assert len(ids) == len(set(ids)), f"{self.path}: an id stands twice: {sorted(ids)}"
        for label in self.html.find_all("label"):
            assert label["for"] in ids, f"{self.path}: a label for {label['for']}, which is not there"
        for link in self.html.select(".errors a"):
            assert str(link["href"])[1:] in ids, f"{self.path}: {link['href']} leads nowhere"
        return self


def ring(desk: Desk) -> Telephone:
    """A call that is begun."""
    begun = desk.post(f"{CALLS}/begin", on=CALLS)
    assert begun.status_code == 302, begun.status_code
    return Telephone(desk, begun.location).open()


def agent(app: Flask, **changes: Any) -> Desk:
    return sign_in(app, Role.CONTACT_CENTRE, **changes)


def names_in(block: Tag) -> set[str]:
    return {str(each["name"]) for each in block.select("[name]")}


def boxes_of(answers: Answers) -> dict[str, Any]:
    """The boxes that these answers are typed into: a whole day goes into three of them."""
    boxes: dict[str, Any] = {}
    for name, answer in answers.items():
        if name == "change_date" and answer:
            boxes |= dict(zip((f"{name}_{box}" for box in ("year", "month", "day")), answer.split("-"), strict=True))
        else:
            boxes[name] = answer
    return boxes
