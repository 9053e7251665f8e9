"""Every public page, in every state and every mode, as axe, the Nu checker and the Tab key see it."""

from __future__ import annotations

from collections import Counter

import pytest
from babel import Locale
from flask import Flask
from playwright.sync_api import Browser

from intake.council.load import load
from intake.questions.catalogue import PAGES
from tests.crawl.looks import sweep
from tests.crawl.markup import violations_of_markup
from tests.crawl.scenes import every_page, every_state, once_each
from tests.crawl.states import LONG_WORD, State, pages_of

LATER_PAGE = 6_000  # bytes with headers, besides the person's own words
FROM_RIGHT_TO_LEFT = next(
    language for language in load("northshire").languages if Locale.parse(language).text_direction == "rtl"
)


@pytest.fixture(scope="module")
def states() -> list[State]:
    """Every state, in English, as it comes to a phone."""
    return every_state()


def test_no_state_of_a_page_breaks_a_rule(states: list[State], browser: Browser) -> None:
    assert sweep(browser, states, "light") == []


def test_every_state_is_valid_html(states: list[State]) -> None:
    assert violations_of_markup(states) == []


def test_every_page_after_the_first_is_light(states: list[State]) -> None:
    later = {str(state): state.bytes_besides(LONG_WORD[:100]) for state in states if state.path != "/"}
    assert max(state.wire_bytes for state in states) > 1_000
    assert {name: size for name, size in later.items() if size > LATER_PAGE} == {}


def test_no_page_breaks_a_rule_from_right_to_left_in_the_dark(browser: Browser) -> None:
    pages = every_page(FROM_RIGHT_TO_LEFT)
    assert all(' dir="rtl"' in page.html for page in pages if page.path != "/a/…")
    assert sweep(browser, pages, "dark") == []


def test_no_page_breaks_a_rule_in_forced_colours(states: list[State], browser: Browser) -> None:
    assert sweep(browser, once_each(states), "forced colours") == []


def test_no_page_breaks_a_rule_bigger_and_simpler(browser: Browser) -> None:
    assert sweep(browser, every_page(easy=True), "light") == []


def test_no_page_breaks_a_rule_on_a_wide_screen(states: list[State], browser: Browser) -> None:
    assert sweep(browser, once_each(states), "wide") == []


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
    assert {"sent without its draft", "waits", "reached", "failed", "blocked", "broken", "too big"} <= kinds.keys()
    assert {state.status for state in states} >= {200, 404, 405, 409, 413, 422, 429, 500}
    assert {state.who for state in states} >= {"nobody", "child", "care_leaver", "adult", "provider"}
    assert {state.kind for state in states} >= {"complaint", "compliment", "idea", "advocate_only"}
