"""How many screens and how many taps it takes, counted by people who walk there with real presses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser import PHONE, Visitor
from tests.make import persona
from tests.person import Answers

# Not on the core path: pages that an answer opens for some, and the equality page, which comes after sending.
BRACKETED = frozenset(
    {
        *("help", "help/sent", "later", "about-you"),
        *(f"q/{slug}" for slug in ("about-when", "before-now", "soon", "change", "pass-on", "last-time", "first-time")),
        *(f"q/{slug}" for slug in ("also", "share", "who-helps", "reach", "language")),
    }
)
PRESSES = "addEventListener('pointerdown', () => pressed(location.pathname), {capture: true})"


@dataclass
class Steps:
    """The screens that somebody came to and the presses that they made, on the core path."""

    screens: list[str] = field(default_factory=list)
    taps: int = 0

    def came_to(self, page: Page) -> None:
        path = "/".join(page.url.split("/")[3:])
        if path not in BRACKETED:
            self.screens.append(path)

    def pressed(self, source: object, path: str) -> None:
        self.taps += path.strip("/") not in BRACKETED


@pytest.fixture
def steps() -> Steps:
    return Steps()


@pytest.fixture
def visitor(app: Flask, base: str, browser: Browser, steps: Steps) -> Iterator[Visitor]:
    with browser.new_context(base_url=base, viewport=PHONE, reduced_motion="reduce") as context:
        context.expose_binding("pressed", steps.pressed)
        context.add_init_script(PRESSES)
        page = context.new_page()
        page.set_default_timeout(5_000)
        yield Visitor(page, app, steps.came_to)


QUICK: dict[str, Any] = {
    "who_are_you": "child",
    "kind": "complaint",
    "safe_now": "safe",
    "topic": ["not_listened"],
    "advocate": "not_now",
    "reply_how": ["code"],
}


def test_a_child_in_a_hurry_needs_nine_screens_and_twelve_taps(visitor: Visitor, steps: Steps) -> None:
    visitor.enough_at = "about"
    visitor.to_done(QUICK)
    assert len(steps.screens) <= 9, steps.screens
    assert 9 <= steps.taps <= 12, steps.taps


@pytest.mark.parametrize(
    ("answers", "most"),
    [
        pytest.param({**QUICK, "what_happened": "Nobody rings back.", "preferred": "Jay"}, 14, id="a child"),
        pytest.param(persona("worker-never-rings")["answers"], 14, id="a child who asks for an advocate and a text"),
        pytest.param(persona("care-leaver-money-stops")["answers"], 15, id="a care leaver"),
        pytest.param(persona("father-without-pr")["answers"], 15, id="a parent"),
        pytest.param(persona("foster-carer-in-court")["answers"], 15, id="a foster carer"),
    ],
)
def test_the_full_way_needs_no_more_screens_than_it_may(
    answers: Answers, most: int, visitor: Visitor, steps: Steps
) -> None:
    visitor.begin(answers)
    visitor.go_to_check(answers)
    visitor.send(str(answers["kind"]))
    visitor.open("/done")
    assert len(steps.screens) == len(set(steps.screens))
    assert 10 < len(steps.screens) <= most, steps.screens


def test_a_press_is_counted_once_and_only_on_the_core_path(visitor: Visitor, steps: Steps) -> None:
    visitor.begin(QUICK)
    assert steps.taps == 2
    visitor.answer({"safe_now": "not_safe"})
    assert (visitor.path, steps.taps) == ("/help", 4)
    visitor.answer({})
    assert steps.taps == 4
