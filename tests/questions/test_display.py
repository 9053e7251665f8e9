"""What was asked and answered is shown in the words the person read, and codes never are."""

from __future__ import annotations

from datetime import date

import pytest

from intake.questions.catalogue import PAGES, QUESTIONS
from intake.questions.display import Asked, asked, asked_of, row, row_lines
from intake.questions.path import walk
from intake.questions.vocabulary import Answer, Case, ManyOf, OneOf, Page, Question, Say, Voice

TODAY = date(2026, 11, 23)


def speak(words: Say) -> str:
    return words.to(Voice.CHILD)


def speak_to_adults(words: Say) -> str:
    return words.to(Voice.ADULT)


@pytest.mark.parametrize(
    ("key", "answers", "lines"),
    [
        pytest.param("safe_now", {"safe_now": "safe"}, ["Yes, I am safe"], id="one choice"),
        pytest.param(
            "topic", {"topic": ["home", "money"]}, ["The place I live", "Money or things I need"], id="several"
        ),
        pytest.param(
            "topic",
            {"topic": ["money", "home"]},
            ["The place I live", "Money or things I need"],
            id="several, in the order they are offered",
        ),
        pytest.param(
            "topic",
            {"topic": ["other"], "topic_other": "The food"},
            ["Something else", "Tell us more: The food"],
            id="a choice and what was written beside it",
        ),
        pytest.param("what_happened", {"what_happened": " Kept \n as typed "}, [" Kept \n as typed "], id="own words"),
        pytest.param(
            "what_happened",
            {"what_happened": None, "talk_instead": "yes"},
            ["I would rather talk to someone"],
            id="a tick is its own words",
        ),
        pytest.param(
            "age",
            {"age": "14", "dob": "2012-02-29"},
            ["Age: 14", "Birthday (helps us find you): 29 02 2012"],
            id="parts",
        ),
        pytest.param("topic", {"topic": None, "topic_other": None}, [], id="skipped"),
        pytest.param("topic", {}, [], id="not reached"),
        pytest.param("topic", {"topic": [], "topic_other": "  "}, [], id="nothing but blanks"),
    ],
)
def test_the_lines_of_an_answer(key: str, answers: dict[str, Answer], lines: list[str]) -> None:
    assert row_lines(QUESTIONS[key], answers, speak) == lines


def test_a_choice_that_is_not_offered_in_this_voice_keeps_its_words() -> None:
    """Whoever answers as an adult and then says that they are a child may have chosen what a child is not offered."""
    assert row_lines(QUESTIONS["court"], {"court": ["police", "tribunal"]}, speak) == [
        "Yes, the police",
        *row_lines(QUESTIONS["court"], {"court": ["tribunal"]}, speak_to_adults),
    ]


@pytest.mark.parametrize("question", [q for q in QUESTIONS.values() if q.answer], ids=lambda question: question.key)
def test_whatever_was_chosen_can_be_said_in_every_voice_that_is_asked(question: Question) -> None:
    if not isinstance(question.answer, OneOf | ManyOf):
        return
    for voice in (voice for voice in Voice if question.ask.said(voice)):
        for option in question.answer.options:
            lines = row_lines(question, {question.key: option.code}, lambda words, voice=voice: words.to(voice))
            assert len(lines) == 1 and lines[0], option.code


PAGE = Page("page", Say("Page"), (QUESTIONS["what_happened"], QUESTIONS["name"]))


def test_a_row_of_the_check_page_says_whether_its_question_was_reached() -> None:
    skipped = row(QUESTIONS["topic"], PAGE, {"topic": None}, speak)
    assert (skipped.lines, skipped.slug, skipped.own_words) == ((), "page", False)
    assert row(QUESTIONS["topic"], PAGE, {}, speak).lines == ()


@pytest.mark.parametrize(("words", "own"), [("My words", True), (" ", False), (None, False)])
def test_only_words_of_their_own_are_folded_away(words: Answer, own: bool) -> None:
    assert row(QUESTIONS["what_happened"], PAGE, {"what_happened": words}, speak).own_words is own
    assert not row(QUESTIONS["safe_now"], PAGE, {"safe_now": "safe"}, speak).own_words


def test_what_was_asked_is_told_control_by_control_and_marks_what_names_people() -> None:
    case = Case(Voice.CHILD, TODAY, {"what_happened": "Mine", "talk_instead": None, "preferred": "Jay", "full": None})
    assert list(asked(walk([PAGE], case), speak)) == [
        Asked("what_happened", "What happened?", None, "Mine", False),
        Asked("talk_instead", "What happened?", "I would rather talk to someone", None, False),
        Asked("preferred", "What should we call you?", "What we call you", "Jay", True),
        Asked("full", "What should we call you?", "Your full name (helps us find your worker)", None, True),
    ]


def test_what_was_not_reached_was_not_asked() -> None:
    assert list(asked(walk([PAGE], Case(Voice.CHILD, TODAY)), speak)) == []


def test_what_is_off_the_path_was_not_asked() -> None:
    answers: dict[str, Answer] = {"who_are_you": "child", "kind": "idea", "idea_what": "Mine", "what_happened": "Old"}
    told = list(asked(walk(PAGES, Case(Voice.CHILD, TODAY, answers)), speak))
    assert [each.key for each in told] == ["idea_what"]


def test_a_tick_was_answered_with_a_mark() -> None:
    [told] = asked_of((QUESTIONS["shared_device"],), {"shared": "yes"}, speak)
    assert told.answer == "✓"


def test_what_was_asked_as_json_has_a_label_only_for_a_part() -> None:
    assert Asked("key", "Ask?", None, None, False).to_plain() == {"key": "key", "question": "Ask?", "answer": None}
    assert Asked("key", "Ask?", "Part", "Mine", True).to_plain() == {
        "key": "key",
        "question": "Ask?",
        "label": "Part",
        "answer": "Mine",
    }


def test_a_number_behind_a_label_from_right_to_left_is_not_turned() -> None:
    lines = row_lines(QUESTIONS["contact_detail"], {"phone": "07700 900123"}, lambda _: "رقمك")
    assert lines == ["رقمك: \N{FIRST STRONG ISOLATE}07700 900123\N{POP DIRECTIONAL ISOLATE}"]
