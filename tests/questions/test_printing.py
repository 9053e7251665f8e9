"""The printed questionnaires say all that is asked. After a change: `make golden`, and the difference is the review."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.questions.catalogue import QUESTIONS
from intake.questions.printing import questionnaire
from intake.questions.vocabulary import ManyOf, OneOf, Option, Part, Question, Say, Voice

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("voice", Voice)
def test_the_questionnaire_is_the_one_that_was_reviewed(voice: Voice) -> None:
    assert questionnaire(voice) == (GOLDEN / f"{voice}.en.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("voice", Voice)
def test_every_question_and_every_answer_is_printed_with_its_code(voice: Voice) -> None:
    lines = questionnaire(voice).splitlines()
    for question in QUESTIONS.values():
        ask = question.ask.said(voice)
        assert (ask is not None) == (f"{question.key}: {ask}" in lines), question.key
        coded = [*_options(question), *question.parts] if ask is not None else []
        for each in coded:
            label = each.label.said(voice)
            printed = any(f" {label} [{each.code}]" in line for line in lines)
            assert printed == (label is not None), f"{question.key}: {each.code}"


@pytest.mark.parametrize("voice", Voice)
def test_everything_that_is_said_beside_a_question_is_printed(voice: Voice) -> None:
    text = questionnaire(voice)
    for question in QUESTIONS.values():
        if question.ask.said(voice) is None:
            continue
        beside: list[Say | None] = [question.hint, question.why, question.missing]
        beside += [check.wrong for check in question.checks]
        beside += [say for part in question.parts if part.label.said(voice) for say in (part.missing, part.wrong)]
        for said in (say.said(voice) for say in beside if say is not None):
            assert said is None or f": {said}" in text, f"{question.key}: {said}"


def test_a_question_on_two_pages_is_printed_once() -> None:
    lines = questionnaire(Voice.CHILD).splitlines()
    assert sum(line.startswith("reply_how: How") for line in lines) == 1
    assert "reply_how: as above" in lines


def test_a_page_without_words_in_a_voice_is_not_in_its_questionnaire() -> None:
    assert "/q/how:" not in questionnaire(Voice.ADULT) and "/q/how:" in questionnaire(Voice.CHILD)
    assert "/q/the-child:" not in questionnaire(Voice.CHILD) and "/q/the-child:" in questionnaire(Voice.ADULT)


def _options(question: Question) -> tuple[Option | Part, ...]:
    return question.answer.options if isinstance(question.answer, OneOf | ManyOf) else ()
