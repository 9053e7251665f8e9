"""A call: what is typed while somebody talks, in whatever order and from however many windows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from intake.questions.catalogue import PAGES
from intake.questions.catalogue.panels import OF_EVERY_CALLER, PANELS, QUESTION_OF
from intake.questions.vocabulary import Voice
from intake.records.call import Call, mark
from intake.records.submission import Correction
from tests.records.sending import MONDAY, NOON

LATER = NOON + timedelta(minutes=4)


def written(call: Call, *, seen: Call | None = None, **contents: Any) -> Call:
    """The call after a page that has seen it, or an older state of it, was sent with these contents."""
    return call.written(contents, {key: mark((seen or call).content(key)) for key in contents}, NOON)


def test_every_question_of_the_form_stands_in_one_panel() -> None:
    on_the_form = {question.key for page in PAGES for question in page.questions}
    on_the_sheet = [question.key for panel in PANELS for question in panel.questions]
    assert sorted(on_the_sheet) == sorted(on_the_form | OF_EVERY_CALLER)
    assert [panel.letter for panel in PANELS] == list("abcdef")


def test_staff_have_words_for_whatever_a_caller_can_be_asked() -> None:
    """The sheet is read in the handler's voice: it takes every answer that a child or an adult can give."""
    for question in QUESTION_OF.values():
        options = getattr(question.answer, "options", ())
        for words in (question.ask, *(each.label for each in options), *(each.label for each in question.parts)):
            assert words.said(Voice.HANDLER), question.key


def test_a_call_comes_back_from_json_as_it_was() -> None:
    call = Call(
        answers={"kind": "complaint", "topic": ["other"], "preferred": "Zoë 🙂"},
        unread={"change_date": {"change_date_day": ["45"]}},
        overtaken={"what_happened": "older words"},
        heard={"want.sorry": "no"},
        corrections=(Correction("topic", None, ["other"]),),
        help_sent=("WDYT-7K3M2Q",),
        danger_answered_at=NOON.isoformat(),
        advocate_explained=True,
    )
    assert Call.from_json(call.to_json()) == call


# ── What is asked ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_until_it_is_known_who_calls_only_what_anybody_is_asked_is_shown() -> None:
    asked = Call().asked(MONDAY)
    assert {"who_are_you", "safe_now", "what_happened", "topic", "want", "name", "callback_if_cut_off"} <= asked
    assert asked.isdisjoint({"relationship", "about_child", "feeling", "age", "good_what"})


@pytest.mark.parametrize(
    ("answers", "opened", "closed"),
    [
        pytest.param({"who_are_you": "child"}, {"feeling", "age", "helped_by"}, {"relationship"}, id="a child"),
        pytest.param({"who_are_you": "adult"}, {"relationship", "about_child"}, {"feeling", "age"}, id="an adult"),
        pytest.param(
            {"who_are_you": "adult", "relationship": "self"}, {"impact"}, {"about_child", "advocate"}, id="a carer"
        ),
        pytest.param({"who_are_you": "child", "when_happened": "over_year"}, {"why_late"}, set(), id="long ago"),
        pytest.param({"who_are_you": "child", "kind": "compliment"}, {"good_what"}, {"safe_now", "topic"}, id="thanks"),
    ],
)
def test_an_answer_opens_and_closes_questions(answers: dict[str, Any], opened: set[str], closed: set[str]) -> None:
    asked = written(Call(), **answers).asked(MONDAY)
    assert opened <= asked
    assert closed.isdisjoint(asked)


@pytest.mark.parametrize(
    ("answers", "lacking"),
    [
        pytest.param({}, ["who_are_you", "what_happened"], id="nothing"),
        pytest.param({"who_are_you": "child"}, ["what_happened"], id="no story"),
        pytest.param({"who_are_you": "child", "topic": ["promise"]}, [], id="a topic is enough"),
        pytest.param({"who_are_you": "child", "what_happened": "x"}, [], id="a story is enough"),
        pytest.param({"who_are_you": "child", "talk_instead": "yes"}, [], id="a wish to talk is enough"),
        pytest.param({"who_are_you": "adult", "topic_other": "x"}, [], id="words under the topic are enough"),
        pytest.param({"topic": ["promise"]}, ["who_are_you"], id="nobody"),
        pytest.param({"who_are_you": "adult", "kind": "idea"}, ["idea_what"], id="an idea without one"),
        pytest.param({"who_are_you": "adult", "kind": "compliment", "topic": ["home"]}, ["good_what"], id="thanks"),
        pytest.param({"who_are_you": "child", "kind": "advocate_only"}, [], id="an advocate needs no story"),
    ],
)
def test_only_who_and_what_about_are_required(answers: dict[str, Any], lacking: list[str]) -> None:
    assert written(Call(), **answers).lacking(MONDAY) == lacking


def test_danger_is_what_opens_the_help_page_of_the_form() -> None:
    assert written(Call(), safe_now="not_safe").is_in_danger(MONDAY)
    assert written(Call(), who_are_you="child", topic=["hurt"]).is_in_danger(MONDAY)
    assert not written(Call(), safe_now="safe").is_in_danger(MONDAY)


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_blank_box_is_not_reached() -> None:
    call = written(Call(), what_happened="She never rings", topic=["promise"], preferred="Jay")
    assert written(call, what_happened=" ", topic=[], preferred=None).answers == {"kind": "complaint"}


def test_a_call_always_has_a_kind() -> None:
    assert written(Call(), kind=None).answers == {"kind": "complaint"}
    assert written(Call(), kind="idea").answers == {"kind": "idea"}


def test_what_cannot_be_read_is_kept_as_it_was_typed_and_is_no_answer() -> None:
    call = written(Call(), age="12")
    call = written(call, age={"age": ["twelve"]})
    assert "age" not in call.answers
    assert call.unread == {"age": {"age": ["twelve"]}}
    assert written(call, age="12").unread == {}


def test_each_window_changes_only_what_was_typed_in_it() -> None:
    before = written(Call(), preferred="Jay", full="J")
    first = written(before, seen=before, preferred="Jaya", full="J")
    both = written(first, seen=before, preferred="Jay", full="J. Singh")
    assert (both.answers["preferred"], both.answers["full"]) == ("Jaya", "J. Singh")
    assert both.overtaken == {}


def test_the_newer_words_win_and_the_older_ones_are_kept_beside_them() -> None:
    before = written(Call(), what_happened="She")
    first = written(before, seen=before, what_happened="She never rings")
    second = written(first, seen=before, what_happened="She was late")
    assert second.answers["what_happened"] == "She was late"
    assert second.overtaken == {"what_happened": "She never rings"}
    assert written(second, what_happened="She was late and never rings").overtaken == {}


def test_the_same_words_from_two_windows_overtake_nothing() -> None:
    before = Call()
    first = written(before, what_happened="She never rings")
    assert written(first, seen=before, what_happened="She never rings") == first


def test_an_answer_is_emptied_by_the_window_that_empties_it() -> None:
    before = written(Call(), preferred="Jay")
    assert "preferred" not in written(before, preferred=None).answers


# ── What is noted ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_moments_that_the_form_notes_are_noted() -> None:
    call = Call().written({"safe_now": "safe", "advocate": "tell_more"}, {}, NOON)
    call = call.written({"safe_now": "not_safe", "advocate": "yes"}, {}, LATER)
    assert call.danger_answered_at == LATER.isoformat()
    assert call.advocate_offered_at == NOON.isoformat()
    assert call.advocate_explained


def test_a_correction_keeps_what_was_said_first() -> None:
    said = written(Call(), when_happened="month", preferred="Jay")
    once = said.written({"when_happened": "year"}, {}, NOON, reading_back=True)
    twice = once.written({"when_happened": "now"}, {}, NOON, reading_back=True)
    assert twice.corrections == (Correction("when_happened", "month", "now"),)
    assert twice.answers["when_happened"] == "now"
    assert twice.written({"when_happened": "month"}, {}, NOON, reading_back=True).corrections == ()


def test_only_what_was_read_back_is_corrected() -> None:
    said = written(Call(), what_happened="She never rings", want=["sorry"])
    heard = replace(said, heard={"want.sorry": "yes"})
    call = written(heard, what_happened="She never rings me", want=["sorry", "listen"])
    assert call.corrections == (Correction("want", ["sorry"], ["sorry", "listen"]),)
