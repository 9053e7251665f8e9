"""Every public page in English, in every state and every mode, as axe, the Nu checker and the Tab key see it."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from playwright.sync_api import Browser

from intake.questions.catalogue import PAGES
from tests.crawl.looks import sweep
from tests.crawl.markup import violations_of_markup
from tests.crawl.scenes import every_state, once_each
from tests.crawl.states import State, pages_of, too_heavy


@pytest.fixture(scope="module")
def states() -> list[State]:
    """Every state, in English, as it comes to a phone."""
    return every_state()


def test_no_state_of_a_page_breaks_a_rule(states: list[State], browser: Browser) -> None:
    assert sweep(browser, states, "light") == []


def test_every_state_is_valid_html(states: list[State]) -> None:
    assert violations_of_markup(states) == []


def test_every_page_after_the_first_is_light(states: list[State]) -> None:
    assert max(state.wire_bytes for state in states) > 1_000
    assert too_heavy(states) == {}


def test_no_page_breaks_a_rule_in_forced_colours_or_on_a_wide_screen(states: list[State], browser: Browser) -> None:
    assert sweep(browser, once_each(states), "forced colours", "wide") == []


def test_the_longest_words_fit_on_a_wide_screen(states: list[State], browser: Browser) -> None:
    assert sweep(browser, [state for state in states if "at length" in state.state], "wide") == []


# ── Whether that was everything ──────────────────────────────────────────────────────────────────────────────────────


def test_every_address_of_the_public_is_looked_at(states: list[State], app: Flask) -> None:
    assert {rule.endpoint for rule in pages_of(app)} == {state.endpoint for state in states if state.endpoint}


def test_every_page_of_questions_is_looked_at_by_all_whom_it_speaks_to(states: list[State]) -> None:
    seen = {(state.path, "adult" if state.who == "adult" else "child") for state in states}
    both = {(f"/q/{page.slug}", voice) for page in PAGES for voice in ("child", "adult")}
    assert {path for path, _ in both} == {path for path, _ in seen & both}
    assert len(seen & both) >= 50


def test_every_kind_of_state_is_looked_at(states: list[State]) -> None:
    kinds = Counter(kind for state in states for kind in state.state.split(", "))
    assert kinds["refused"] > 60 and kinds["filled in"] > 40 and kinds["in danger"] > 20 and kinds["at length"] > 10
    assert {"sent without its draft", "with words along", "waits", "reached", "failed"} <= kinds.keys()
    assert {"blocked", "broken", "too big"} <= kinds.keys()
    assert {state.status for state in states} >= {200, 404, 405, 409, 413, 422, 429, 500}
    assert {state.who for state in states} >= {"nobody", "child", "care_leaver", "adult", "provider"}
    assert {state.kind for state in states} >= {"complaint", "compliment", "idea", "advocate_only"}
