"""The public pages in the other languages that a council offers, and bigger and simpler."""

from __future__ import annotations

import pytest
from babel import Locale
from playwright.sync_api import Browser

from intake.council.load import load
from tests.crawl.looks import sweep
from tests.crawl.markup import violations_of_markup
from tests.crawl.scenes import every_page, every_state, once_each
from tests.crawl.states import State, too_heavy

OTHERS = load("northshire").languages[1:]
FROM_RIGHT_TO_LEFT = next(each for each in OTHERS if Locale.parse(each).text_direction == "rtl")
# The provider's page, and one that comes when the cookie is gone that held the language.
IN_ENGLISH = {"/a/…", "/keep"}


@pytest.fixture(scope="module", params=OTHERS)
def states(request: pytest.FixtureRequest) -> list[State]:
    """Every state in this language, as it comes to a phone."""
    return every_state(request.param)


def test_every_state_is_valid_html(states: list[State]) -> None:
    assert len(states) > 300
    assert violations_of_markup(states) == []


def test_every_page_after_the_first_is_light(states: list[State]) -> None:
    assert too_heavy(states) == {}


def test_no_page_breaks_a_rule_in_the_dark(states: list[State], browser: Browser) -> None:
    assert sweep(browser, once_each(states), "dark") == []


@pytest.mark.parametrize("states", [FROM_RIGHT_TO_LEFT], indirect=True)
def test_every_page_goes_from_right_to_left(states: list[State]) -> None:
    assert {page.path for page in once_each(states) if ' dir="rtl"' not in page.html} <= IN_ENGLISH


def test_no_page_breaks_a_rule_bigger_and_simpler(browser: Browser) -> None:
    assert sweep(browser, every_page(easy=True), "light") == []
