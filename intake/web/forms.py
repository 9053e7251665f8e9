"""The only place that turns a question into a WTForms field, and a posted page into answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, assert_never

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form

from intake.questions.catalogue import copy
from intake.questions.path import blank, lacking
from intake.questions.vocabulary import (
    EXCLUSIVE,
    Answer,
    Birthday,
    Case,
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
    is_email,
    is_phone,
    keepable,
    month_number,
    whole_number,
)
from intake.web.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Reading:
    """What a posted page says: an answer for each key of the page, and one error for each control that has one."""

    answers: dict[str, Answer]
    errors: dict[str, str]


def read(page: Page, posted: MultiDict[str, str], case: Case, speak: Speaker) -> Reading:
    """The answers of a posted page, checked by themselves and together with the case they would join."""
    form = _form_class(page, speak)(posted)
    form.validate()
    errors = {key: str(field.errors[0]) for key, field in form._fields.items() if field.errors}
    typed = {key: _plain(field) for key, field in form._fields.items()}
    answers = _canonical(page, typed, speak.language)
    for key, field in form._fields.items():
        if isinstance(field, DayField) and field.filled and field.data is None:
            errors.setdefault(key, speak(copy.NOT_A_DATE))
    joined = replace(case, answers={**case.answers, **answers})
    for key, missing in lacking(page, joined):
        errors.setdefault(key, speak(missing))
    for question in page.questions:
        for check in question.checks:
            if not errors.get(check.at) and not check.holds(joined):
                errors[check.at] = speak(check.wrong)
    return Reading(answers, errors)


@lru_cache(maxsize=512)
def _form_class(page: Page, speak: Speaker) -> type[Form]:
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
                lambda text: day_on_one_line(text, speak.language) or (or_age and _is_age(text)), speak(copy.NOT_A_DATE)
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


def _is_age(text: str) -> bool:
    return len(text) <= 3 and whole_number(text) in range(121)


def _plain(field: Field) -> Answer:
    return None if blank(field.data) else field.data


def _canonical(page: Page, answers: Mapping[str, Answer], language: str) -> dict[str, Answer]:
    """The answers as they are checked and stored: months, ages and plain numbers as digits, birthdays as ISO dates."""
    stored = dict(answers)
    for question in page.questions:
        for part in question.parts:
            answer = stored.get(part.code)
            if not isinstance(answer, str):
                continue
            match part.kind:
                case Month():
                    stored[part.code] = str(month_number(answer, language) or answer)
                case Number():
                    number = whole_number(answer)
                    stored[part.code] = answer if number is None else str(number)
                case Birthday():
                    age = str(whole_number(answer)) if _is_age(answer) else answer
                    stored[part.code] = day_on_one_line(answer, language) or age
                case _:
                    pass
    return stored
