"""What is somebody's goes into the gaps of a page that is kept: theirs, whole, and nobody else's."""

from __future__ import annotations

import pytest
from bs4 import Tag
from flask import Flask

from intake.questions.catalogue import PAGES
from intake.questions.vocabulary import Answers, Voice
from intake.web.form.controls import own_of, shown_values
from intake.web.form.wording import worded
from intake.web.packing import CSRF, Gaps, ReadyPage
from tests.make import service_of
from tests.person import Person

BY_SLUG = {page.slug: page for page in PAGES}
SHARP = f"\n</textarea><b>\"'&amp; {Gaps().get('once')} \x01 checked"


@pytest.mark.parametrize(
    ("slug", "answers", "own"),
    [
        pytest.param("when", {"when_happened": "now"}, {"when_happened": " checked"}, id="the first choice"),
        pytest.param("now", {"safe_now": "skip"}, {"safe_now-skip": " checked"}, id="another choice"),
        pytest.param("now", {"safe_now": " onclick=x"}, {}, id="a choice never offered"),
        pytest.param(
            "about",
            {"topic": ["not_listened", "school"], "topic_other": "Buses"},
            {"topic": " checked", "topic-school": " checked", "topic-more": " open", "topic_other": "Buses"},
            id="several, one of them folded away",
        ),
        pytest.param("about", {"topic": ["refused"]}, {"topic-refused": " checked"}, id="none of the folded ones"),
        pytest.param(
            "what",
            {"what_happened": SHARP, "talk_instead": "yes"},
            {"what_happened": SHARP, "talk_instead": " checked"},
            id="words, and a tick",
        ),
        pytest.param(
            "soon",
            {"change_date": "2026-03-09", "change_soon": None},
            {"change_date_day": "9", "change_date_month": "3", "change_date_year": "2026"},
            id="a date",
        ),
        pytest.param("how", {"feeling": [], "what_happened": "of another page"}, {}, id="nothing of this page"),
    ],
)
def test_an_answer_is_in_its_control(app: Flask, slug: str, answers: Answers, own: dict[str, str]) -> None:
    page = BY_SLUG[slug]
    in_words = worded(page, "", service_of(app).speakers.of(Voice.CHILD, "en"))
    assert own_of(in_words, shown_values(page, answers)) == own


def test_a_gap_takes_any_words_as_text_and_is_nothing_without_them() -> None:
    gap = Gaps().get
    page = ReadyPage(f"<p>{gap('own')}</p><i>{gap(CSRF)}</i><b>{gap('other')}</b>")
    filled = page.filled({"own": f"{gap('other')}<&", CSRF: "1"})
    assert page.has_token
    assert filled == f"<p>{gap('other')}&lt;&amp;</p><i>1</i><b></b>"


def test_two_with_the_same_errors_each_see_their_own_words_alone(app: Flask) -> None:
    """The page is the same, and kept: what was typed on it is not."""
    long = {"sharp": SHARP * 10, "plain": "Nothing like that. " * 20}
    pages = {
        name: Person(app.test_client()).open("/help").post({"quick_name": words, "send_now": "yes"})
        for name, words in long.items()
    }
    for name, page in pages.items():
        box = page.html.find("input", {"name": "quick_name"})
        assert page.html.select_one(".errors") and isinstance(box, Tag)
        assert box["value"] == long[name]
    assert len({page.html.select_one("input[name=once]")["value"] for page in pages.values()}) == 2
