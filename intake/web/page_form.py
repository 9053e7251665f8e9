"""The only place that turns a question into a WTForms field."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, assert_never

from wtforms import Form

from intake.questions.catalogue import copy
from intake.questions.vocabulary import (
    EXCLUSIVE,
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
    Page,
    Part,
    Phone,
    Tick,
    Words,
)
from intake.web.fields import (
    CodesField,
    DayField,
    LineField,
    Says,
    WordsField,
    day_on_one_line,
    is_age,
    is_email,
    is_phone,
    keepable,
    month_number,
    whole_number,
)
from intake.web.speaker import Speaker


@lru_cache(maxsize=512)
def form_class(page: Page, speak: Speaker) -> type[Form]:
    """The form of a page: a field for each question and part that is asked in this voice."""
    fields: dict[str, Any] = {}
    for question in page.questions:
        if question.answer is not None:
            fields[question.key] = _answer_field(question.answer, speak)
        fields.update({part.code: _part_field(part, speak) for part in question.parts if part.label.said(speak.voice)})
    return type("PageForm", (Form,), fields)


def _answer_field(kind: Choice | Words, speak: Speaker) -> Any:
    match kind:
        case OneOf(options):
            codes = set(_offered(options, speak))
            return LineField(validators=[Says(codes.__contains__, speak(copy.UNKNOWN_CHOICE))])
        case ManyOf(options):
            order = _offered(options, speak)
            return CodesField(
                order,
                validators=[
                    Says(set(order).issuperset, speak(copy.UNKNOWN_CHOICE)),
                    Says(_stands_alone, speak(copy.CHOOSE_ALONE)),
                ],
            )
        case Words(at_most):
            return WordsField(validators=_typed(at_most, speak))
        case _:
            assert_never(kind)


def _part_field(part: Part, speak: Speaker) -> Any:
    def line(holds: Any, otherwise: str) -> LineField:
        wrong = speak(part.wrong) if part.wrong else otherwise
        return LineField(validators=[*_typed(200, speak), Says(holds, wrong)])

    match part.kind:
        case Words(at_most):
            return WordsField(validators=_typed(at_most, speak))
        case Line(at_most):
            return LineField(validators=_typed(at_most, speak))
        case Phone():
            return line(is_phone, speak(copy.NOT_A_PHONE))
        case Email():
            return line(is_email, speak(copy.NOT_AN_EMAIL))
        case Number(low, high):
            return line(lambda text: whole_number(text) in range(low, high + 1), speak(copy.NOT_A_NUMBER))
        case Month():
            return line(lambda text: month_number(text, speak.language), speak(copy.NOT_A_MONTH))
        case Birthday(or_age):
            return line(
                lambda text: day_on_one_line(text, speak.language) or (or_age and is_age(text)), speak(copy.NOT_A_DATE)
            )
        case Day():
            return DayField(speak.language)
        case Tick():
            return LineField(validators=[Says("yes".__eq__, speak(copy.UNKNOWN_CHOICE))])
        case _:
            assert_never(part.kind)


def _offered(options: Iterable[Option], speak: Speaker) -> list[str]:
    return [option.code for option in options if option.label.said(speak.voice)]


def _typed(at_most: int, speak: Speaker) -> list[Says]:
    too_long = speak.filled(copy.TOO_LONG, limit=at_most)
    return [
        Says(keepable, speak(copy.CANNOT_KEEP)),
        Says(lambda text: len(text) <= at_most, too_long),
    ]


def _stands_alone(codes: list[str]) -> bool:
    return len(codes) < 2 or not EXCLUSIVE.intersection(codes)
