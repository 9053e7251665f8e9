"""What was asked and what was answered: for the check page as the person reads it, for the record in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unicodedata import bidirectional

from intake.questions.path import Route, blank
from intake.questions.vocabulary import (
    Answer,
    Answers,
    Birthday,
    Choice,
    Day,
    ManyOf,
    OneOf,
    Page,
    Question,
    Say,
    Tick,
    Voice,
    Words,
    same,
)

Speak = Callable[[Say], str]  # one voice, one language, with the council's facts filled in

# Behind a label that goes from right to left what was typed keeps its own direction: a phone number would be turned.
_APART = "\N{FIRST STRONG ISOLATE}%s\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One control that the person met. `answer` is None where it was skipped or left blank."""

    key: str
    question: str
    label: str | None  # a part's own words
    answer: str | None
    names_people: bool

    def to_plain(self) -> dict[str, str | None]:
        plain: dict[str, str | None] = {"key": self.key, "question": self.question}
        if self.label is not None:
            plain["label"] = self.label
        return plain | {"answer": self.answer}


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the check page. `lines` is empty where nothing was said; `own_words`: typed in a big box."""

    key: str
    slug: str
    question: str
    lines: tuple[str, ...]
    own_words: bool


def asked(route: Route, speak: Speak) -> Iterator[Asked]:
    """Every control the person was shown and passed, in the order of the path."""
    for stop in route.stops:
        for question in stop.page.questions:
            yield from _asked(question, route.case.answers, speak)


def asked_of(questions: tuple[Question, ...], answers: Answers, speak: Speak) -> Iterator[Asked]:
    """Every control of these questions that has an answer or was skipped, asked in this voice or in another."""
    for question in questions:
        yield from _asked(question, answers, speak)


def _asked(question: Question, answers: Answers, speak: Speak) -> Iterator[Asked]:
    words = _words(question.ask, speak)
    if question.answer is not None and question.key in answers:
        answer = "\n".join(_lines(question.answer, answers[question.key], speak)) or None
        yield Asked(question.key, words, None, answer, question.names_people)
    for part in question.parts:
        if part.code in answers:
            answer = _part_words(part.kind, answers[part.code])
            yield Asked(part.code, words, _words(part.label, speak), answer, question.names_people)


def row(question: Question, page: Page, answers: Answers, speak: Speak) -> Row:
    """What the check page shows of one question."""
    return Row(
        key=question.key,
        slug=page.slug,
        question=speak(question.ask),
        lines=tuple(row_lines(question, answers, speak)),
        own_words=any(not blank(answers.get(key)) for key in _big_boxes(question)),
    )


def _big_boxes(question: Question) -> list[str]:
    """The keys under which somebody writes at length."""
    own = [question.key] if isinstance(question.answer, Words) else []
    return own + [part.code for part in question.parts if isinstance(part.kind, Words)]


def row_lines(question: Question, answers: Answers, speak: Speak) -> list[str]:
    """What was answered to one question, in words, a line for each choice and part."""
    lines: list[str] = []
    if question.answer is not None:
        lines.extend(_lines(question.answer, answers.get(question.key), speak))
    for part in question.parts:
        answer = _part_words(part.kind, answers.get(part.code))
        if answer and isinstance(part.kind, Tick):
            lines.append(speak(part.label))
        elif answer:
            lines.append(_labelled(speak(part.label), answer))
    return lines


def _labelled(label: str, answer: str) -> str:
    kept = answer if {"R", "AL"}.isdisjoint(map(bidirectional, label)) else _APART % answer
    return f"{label} {kept}" if label.endswith(("?", "؟")) else f"{label}: {kept}"


def _lines(kind: Choice | Words, answer: Answer, speak: Speak) -> list[str]:
    if blank(answer):
        return []
    match kind:
        case OneOf(options) | ManyOf(options):
            chosen = {answer} if isinstance(answer, str) else set(answer or ())
            return [_words(option.label, speak) for option in options if option.code in chosen]
        case Words():
            return [str(answer)]


def _words(words: Say, speak: Speak) -> str:
    """What is said; where this voice says nothing, the words of another in which it was asked or chosen."""
    try:
        return speak(words)
    except LookupError:
        return speak(same(words.adult or words.handler or words.to(Voice.CHILD)))


def _part_words(kind: object, answer: Answer) -> str | None:
    if blank(answer) or not isinstance(answer, str):
        return None
    match kind:
        case Tick():
            return "✓"
        case Day() | Birthday():
            return " ".join(reversed(answer.split("-")))  # day, month, year: as typed
        case _:
            return answer
