"""What is read back to a caller, row by row, in the words of the one who speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from intake.questions.catalogue import QUESTIONS
from intake.questions.display import row_lines
from intake.questions.vocabulary import Answers, ManyOf, Question
from intake.records.call import Call, Heard
from intake.web.speaker import Speaker

# Read one choice at a time: what they want, and each thing that is safe or is not.
_EACH_CHOICE = ("want", "safe_contact")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One thing that is read out. `key` is the question's, with the code of a choice behind a dot."""

    key: str
    lines: tuple[str, ...]
    heard: str


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """One question with what is read of it. `was`: how it stood before the caller corrected it."""

    question: Question
    asked: str
    rows: tuple[ReadRow, ...]
    was: tuple[str, ...]


def read_out(call: Call, today: date, speak: Speaker) -> list[ReadQuestion]:
    """Everything on the path that goes into the record, in the order of the form."""
    route = call.draft.route(today)
    answers = route.case.answers
    asked = [QUESTIONS["who_are_you"], QUESTIONS["kind"]]
    asked += [question for stop in route.stops for question in stop.page.questions]
    found = []
    for question in asked:
        was = tuple(row_lines(question, _as_first_said(call, question), speak)) if _is_corrected(call, question) else ()
        rows = tuple(_rows(question, answers, call, speak))
        if rows or was:
            found.append(ReadQuestion(question, speak(question.ask), rows, was))
    return found


def not_said(call: Call, today: date, speak: Speaker) -> list[tuple[str, str]]:
    """The questions that the form asks everybody on this path and that have no answer: key and words."""
    route = call.draft.route(today)
    return [
        (question.key, speak(question.ask))
        for stop in route.way
        for question in stop.page.questions
        if not any(route.case.answers.get(key) for key in question.keys)
    ]


def objected_to(call: Call, today: date, speak: Speaker) -> list[str]:
    """The rows to which the caller said no, and that stand as they were read."""
    return [row.key for each in read_out(call, today, speak) for row in each.rows if row.heard == Heard.NO]


def _rows(question: Question, answers: Answers, call: Call, speak: Speaker) -> Iterator[ReadRow]:
    def row(key: str, lines: list[str]) -> ReadRow:
        return ReadRow(key, tuple(lines), call.heard.get(key, ""))

    if question.key not in _EACH_CHOICE or not isinstance(question.answer, ManyOf):
        if lines := row_lines(question, answers, speak):
            yield row(question.key, lines)
        return
    if not any(answers.get(key) for key in question.keys):
        return
    chosen = answers.get(question.key) or []
    for option in question.answer.options:
        if option.code in chosen:
            yield row(f"{question.key}.{option.code}", [f"{speak(option.label)}: yes"])
        elif question.key == "safe_contact":
            yield row(f"{question.key}.{option.code}", [f"{speak(option.label)}: no"])
    if lines := row_lines(question, {**answers, question.key: None}, speak):
        yield row(question.key, lines)


def _is_corrected(call: Call, question: Question) -> bool:
    return any(each.key in question.keys for each in call.corrections)


def _as_first_said(call: Call, question: Question) -> Answers:
    said = {each.key: each.said for each in call.corrections if each.key in question.keys}
    return {**{key: call.answers.get(key) for key in question.keys}, **said}
