"""The public pages in their states, each as it was served to somebody who got there over plain HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bs4 import Tag
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import Client, TestResponse

from intake.web.form.start import PATHS
from tests.make import Clock
from tests.person import Answers, Person
from tests.wire import PACKED_BY, Wire, bytes_of, headers_of, packing_of

NOT_PUBLIC = ("/desk", "/health", "/static")
# Views that show no page: they lead on, or are part of one.
NO_PAGE = frozenset({"help.leave", "ask.carry_on", "away.here", "away.left_open", "scripts.form", "sheet.sheet"})
LATER_PAGE = 6_000  # bytes with headers, besides the person's own words
LONG_WORD = "w" * 300
TOO_LONG = LONG_WORD + " and more words" * 700


@dataclass(frozen=True)
class State:
    """One page in one state. `path` is without what differs for everybody; `who` and `kind` say who had it open."""

    path: str
    state: str
    who: str
    kind: str
    endpoint: str
    status: int
    headers: tuple[tuple[str, str], ...]
    html: str
    wire_bytes: int
    packing: str

    def __str__(self) -> str:
        return f"{self.path} {self.state} ({', '.join(filter(None, (self.who, self.kind)))})"

    @property
    def what(self) -> tuple[str, ...]:
        """What makes it a state of its own: a question is the same for every kind, and its errors for a whole voice."""
        as_it_comes = self.state.startswith("as it comes")
        return (
            self.path,
            self.state,
            self.who if as_it_comes else voice_of(self.who),
            "" if self.path.startswith("/q/") else self.kind,
        )

    @cached_property
    def looks(self) -> str:
        """What is on it, without the marks of one visit: two states that look the same are one."""
        return re.sub(r'<input type="hidden"[^>]*>', "", self.html)

    def bytes_besides(self, words: str) -> int:
        """Its bytes on the wire, but for those that this long word and all that repeats it take."""
        pack = PACKED_BY.get(self.packing, bytes)
        without = re.sub(rf"[^<>\"]*{words}[^<>\"]*", "", self.html)
        return self.wire_bytes - len(pack(self.html.encode())) + len(pack(without.encode()))


def too_heavy(states: Iterable[State]) -> dict[str, int]:
    """Those after the first page that weigh more on the wire than a page may, whatever somebody has written."""
    weights = {str(state): state.bytes_besides(LONG_WORD[:100]) for state in states if state.path != "/"}
    return {name: weight for name, weight in weights.items() if weight > LATER_PAGE}


@dataclass(frozen=True)
class Seen:
    """The states met so far, in the order they were met, and how whoever meets them sees them."""

    language: str = "en"
    easy: bool = False
    encoding: str = "gzip"
    brief: bool = False  # each page as it comes, and no more
    states: list[State] = field(default_factory=list)
    tried: set[tuple[str, ...]] = field(default_factory=set)

    def first(self, *what: str) -> bool:
        """Whether this was not tried before."""
        new = what not in self.tried
        self.tried.add(what)
        return new

    def note(self, state: State) -> None:
        """Adds a state that was not met yet: neither by its name nor by its looks."""
        if self.first("met", *state.what) and self.first("looks", state.path, state.looks):
            self.states.append(state)


@dataclass(frozen=True)
class Crawl:
    """A service to crawl, and what was seen of it."""

    seen: Seen
    app: Flask
    clock: Clock
    port: int

    def visitor(self, **changes: Any) -> Visitor:
        """Somebody new, whose pages are in this language and this look."""
        client = Client(Wire(self.port, self.seen.encoding))
        if self.seen.language != "en" or self.seen.easy:
            with (made := self.app.test_client()).session_transaction() as session:
                session.permanent = True
                session["language"] = self.seen.language
                session["look"] = {"easy": self.seen.easy}
            cookie = made.get_cookie("wdyt")
            assert cookie is not None
            client.set_cookie("wdyt", cookie.value)
        return Visitor(client, crawl=self, **changes)


@dataclass
class Visitor(Person):
    """Walks the form by its paths and codes, whatever its language. What they meet is noted where they say so."""

    crawl: Crawl = field(kw_only=True)
    who: str = "nobody"
    kind: str = ""

    def begin(self, answers: Answers) -> Visitor:
        self.who, self.kind = str(answers["who_are_you"]), str(answers["kind"])
        self.open("/").here("as it comes")
        self.open(f"/start/{PATHS[self.who]}").here("as it comes").pressed_late({"kind": self.kind})
        self.post({"kind": self.kind} | ({"shared": "yes"} if answers.get("shared") else {}))
        return self

    def open(self, path: str) -> Visitor:
        super().open(path)
        return self

    def post(self, data: dict[str, Any], path: str = "") -> Visitor:
        super().post(data, path)
        return self

    def here(self, state: str, path: str = "") -> Visitor:
        """Notes the page that is open; `path` where its own is nobody else's."""
        response = self.response
        assert response is not None
        if response.mimetype == "text/html":
            warned = ", in danger" if self.html.select_one(".strip") else ""
            long = ", at length" if LONG_WORD[:100] in response.text and not state.startswith("refused") else ""
            self.crawl.seen.note(_state_of(self, response, state + long + warned, path or self.path))
        return self

    def first(self, state: str) -> bool:
        """Whether nobody like them has tried this on this page."""
        kind = "" if self.path.startswith("/q/") else self.kind
        return self.crawl.seen.first(self.path, state, voice_of(self.who), kind)

    def also(self) -> Visitor:
        """Somebody with the same cookie, to try something on the same page."""
        other = Visitor(Client(self.client.application), crawl=self.crawl, who=self.who, kind=self.kind)
        cookie = self.client.get_cookie("wdyt")
        if cookie is not None:
            other.client.set_cookie("wdyt", cookie.value)
        other.path, other.html, other.response = self.path, self.html, self.response
        return other

    def pressed_late(self, data: dict[str, Any]) -> Visitor:
        """What comes when the form is sent with a token whose time is over."""
        if self.token and not self.crawl.seen.brief and self.first("late"):
            self.also().post({**data, "csrf_token": "stale"}).here("pressed too late")
        return self

    def refused(self, path: str = "") -> Visitor:
        """The errors of this page: of nothing at all, and of choices never offered and words too long."""
        for state, data in (("refused, empty", self.blank), ("refused, all wrong", self.all_wrong)):
            if self.crawl.seen.brief or not self.html.select_one("main form") or not self.first(state):
                continue
            other = self.also().post(data)
            if other.response is not None and other.response.status_code >= 400:
                other.here(state, path)
        return self

    @property
    def blank(self) -> dict[str, Any]:
        """The form with nothing in it, as its first button sends it."""
        hidden = {str(each["name"]): str(each["value"]) for each in self.html.select("main input[type=hidden]")}
        button = self.html.select_one("main form button.go[name]")
        return {**hidden, **({str(button["name"]): str(button["value"])} if isinstance(button, Tag) else {})}

    @property
    def all_wrong(self) -> dict[str, Any]:
        """The form with more words in each line and box than it takes, and with choices that were never offered."""
        controls = self.html.select("main input[name]:not([type=hidden]), main textarea[name]")
        chosen = {"radio", "checkbox"}
        return {
            **self.blank,
            **{str(each["name"]): "nonsense" if each.get("type") in chosen else TOO_LONG for each in controls},
        }


def _state_of(visitor: Visitor, response: TestResponse, state: str, path: str) -> State:
    seen = visitor.crawl.seen
    return State(
        path=path,
        state=", ".join(filter(None, (state, seen.language.replace("en", ""), "easy read" if seen.easy else ""))),
        who=visitor.who,
        kind=visitor.kind,
        endpoint=endpoint_of(visitor.crawl.app, response.request.path),
        status=response.status_code,
        headers=tuple(headers_of(response)),
        html=response.get_data(as_text=True),
        wire_bytes=bytes_of(response),
        packing=packing_of(response),
    )


def voice_of(who: str) -> str:
    """In which voice they are spoken to."""
    return "adult" if who in ("adult", "provider") else "child"


def endpoint_of(app: Flask, path: str) -> str:
    """The name of the view that answers this path, or '' where none does."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path, "GET")
    except HTTPException:
        return ""
    return str(endpoint)


def pages_of(app: Flask) -> Iterator[Rule]:
    """Every address at which the public can open a page."""
    for rule in app.url_map.iter_rules():
        is_public = "GET" in (rule.methods or ()) and not rule.rule.startswith(NOT_PUBLIC)
        if is_public and rule.endpoint not in NO_PAGE:
            yield rule


def open_paths(app: Flask) -> list[str]:
    """Those that need nothing said in them."""
    return [rule.rule for rule in pages_of(app) if not rule.arguments]
