from __future__ import annotations

import re
from enum import StrEnum

import pytest

from intake.casework import codes
from intake.casework.decisions import DECISIONS
from intake.casework.roles import Role
from intake.casework.standing import WaitsFor
from intake.casework.words import LABELS, label
from intake.questions.vocabulary import ManyOf, OneOf, Say, Voice
from intake.records.record import Kind, Purpose
from intake.rules import codes as rules

INNER = {rules.Mark, rules.Standing, rules.Step}  # what the rules say to themselves
LISTS: list[type[StrEnum]] = [
    *(each for module in (codes, rules) for each in vars(module).values()
      if isinstance(each, type) and issubclass(each, StrEnum) and each not in INNER | {StrEnum}),
    Role, WaitsFor, Kind, Purpose, Voice,
]  # fmt: skip


@pytest.mark.parametrize("codes_of", LISTS, ids=lambda each: f"{each.__module__}.{each.__name__}")
def test_every_code_that_staff_see_has_words(codes_of: type[StrEnum]) -> None:
    assert [code for code in codes_of if code not in LABELS] == []


def test_the_words_are_plain_and_never_the_code() -> None:
    for words in LABELS.values():
        assert words == words.strip() and "_" not in words
        assert not re.search(r"[!]|\b(please|invalid|sorry)\b", words, re.IGNORECASE)


def test_a_code_that_means_two_things_says_which() -> None:
    assert label("person") != label("person", "reply_way")
    assert label("replied", "reply_way") == label("replied")


def test_a_code_that_nobody_named_is_shown_without_its_underscores() -> None:
    assert label("made_up_code") == "Made up code"


def said(kind: str) -> list[str]:
    """Everything that a page of a decision says."""
    page = DECISIONS[kind].page
    says: list[Say] = [page.title, *page.intro]
    for question in page.questions:
        options = question.answer.options if isinstance(question.answer, OneOf | ManyOf) else ()
        says += [*question.said, *(check.wrong for check in question.checks)]
        says += [words for words in (question.missing, *(part.missing for part in question.parts)) if words]
        says += [option.hint for option in options if option.hint]
    return [words.to(Voice.HANDLER) for words in says]


@pytest.mark.parametrize("kind", DECISIONS)
def test_the_pages_speak_to_staff_alone_in_short_plain_sentences(kind: str) -> None:
    for words in said(kind):
        assert not re.search(r"[!%]|\b(please|invalid|sorry|must not be blank)\b", words, re.IGNORECASE), words
        assert all(len(sentence.split()) <= 25 for sentence in re.split(r"[.?:]", words)), words
    assert DECISIONS[kind].page.title.said(Voice.CHILD) is None


def test_the_page_of_a_hold_says_that_a_running_case_is_not_enough() -> None:
    assert "A running case is not enough" in " ".join(said("held"))


def test_the_page_of_an_extension_says_that_too_few_staff_is_no_reason() -> None:
    assert "Too few staff is never a reason." in said("extended")


def test_the_page_that_confirms_a_withdrawal_says_that_safety_goes_on() -> None:
    assert any("keep anybody safe goes on" in words for words in said("withdrawal_confirmed"))
