"""The schema of the answers takes what each kind of control can give, and nothing else."""

from __future__ import annotations

from random import Random

import pytest
from jsonschema import Draft202012Validator

from intake.questions.catalogue import QUESTIONS
from intake.questions.schema import answers_schema
from intake.questions.vocabulary import (
    Birthday,
    Choice,
    Day,
    Email,
    Line,
    ManyOf,
    Month,
    Number,
    OneOf,
    Option,
    Part,
    PartKind,
    Phone,
    Question,
    Tick,
    Words,
    same,
)
from tests.questions.guesses import CONTROLS, guess

OPTIONS = (Option("a", same("A")), Option("b", same("B")))


def accepts(kind: Choice | PartKind, answer: object) -> bool:
    if isinstance(kind, OneOf | ManyOf | Words):
        question = Question("key", same("Ask?"), kind)
    else:
        question = Question("q", same("Ask?"), parts=(Part("key", same("Part"), kind),))
    validator = Draft202012Validator(answers_schema([question]), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return validator.is_valid({"key": answer})


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        pytest.param(OneOf(OPTIONS), ["a", "b"], ["", "c", "A", ["a"], 1, True], id="one"),
        pytest.param(ManyOf(OPTIONS), [["a"], ["b", "a"]], ["a", [], ["a", "a"], ["c"], [None]], id="many"),
        pytest.param(Words(3), ["a", "a\nb", "🙂🙂🙂"], ["", "abcd", 1, ["a"]], id="words"),
        pytest.param(Line(3), ["a", "abc"], ["", "abcd", 1], id="line"),
        pytest.param(Phone(), ["07700 900123"], ["", "1" * 201, 7700], id="phone"),
        pytest.param(Email(), ["sam@example.org"], ["", "a" * 201], id="email"),
        pytest.param(Number(0, 120), ["0", "14"], ["", "-1", "1.5", "fourteen", 14], id="number"),
        pytest.param(Month(), ["1", "9", "10", "12"], ["0", "13", "01", "May", 5], id="month"),
        pytest.param(Day(), ["2024-02-29"], ["2026-02-29", "1 May 2026", "2026-5-1", 20260501], id="day"),
        pytest.param(Birthday(), ["2012-02-29"], ["14", "2011-02-29"], id="birthday"),
        pytest.param(Birthday(or_age=True), ["2012-02-29", "14", "0"], ["1400", "about 14"], id="birthday or age"),
        pytest.param(Tick(), ["yes"], ["no", True, ""], id="tick"),
    ],
)
def test_each_kind_takes_its_own_answers(kind: Choice | PartKind, good: list[object], bad: list[object]) -> None:
    assert [answer for answer in good if not accepts(kind, answer)] == []
    assert [answer for answer in bad if accepts(kind, answer)] == []


@pytest.mark.parametrize(
    "kind", [OneOf(OPTIONS), ManyOf(OPTIONS), Words(9), Tick()], ids=lambda kind: type(kind).__name__
)
def test_every_answer_may_be_skipped(kind: Choice | PartKind) -> None:
    assert accepts(kind, None)


def test_an_answer_that_nobody_asks_for_is_refused() -> None:
    validator = Draft202012Validator(answers_schema([QUESTIONS["safe_now"]]))
    assert validator.is_valid({"safe_now": "safe"})
    assert validator.is_valid({})
    assert not validator.is_valid({"safe_now": "safe", "nickname": "Jay"})
    assert not validator.is_valid(["safe"])


def test_every_control_of_the_catalogue_has_its_place() -> None:
    assert set(answers_schema(QUESTIONS.values())["properties"]) == set(CONTROLS)  # type: ignore[call-overload]


@pytest.mark.parametrize("key", CONTROLS)
def test_whatever_a_control_can_give_is_taken(key: str) -> None:
    schema = answers_schema(QUESTIONS.values())
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for seed in range(5):
        assert validator.is_valid({key: guess(CONTROLS[key], Random(seed))})


def test_it_is_itself_a_schema() -> None:
    Draft202012Validator.check_schema(answers_schema(QUESTIONS.values()))
