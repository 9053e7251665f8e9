"""The only place that turns a posted page into answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict
from wtforms import Field

from intake.questions.catalogue import copy
from intake.questions.path import blank, lacking
from intake.questions.vocabulary import Answer, Birthday, Case, Month, Number, Page
from intake.web.fields import DayField, day_on_one_line, is_age, month_number, whole_number
from intake.web.page_form import form_class
from intake.web.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Reading:
    """What a posted page says: an answer for each key of the page, and one error for each control that has one."""

    answers: dict[str, Answer]
    errors: dict[str, str]


def read(page: Page, posted: MultiDict[str, str], case: Case, speak: Speaker) -> Reading:
    """The answers of a posted page, checked by themselves and together with the case they would join."""
    form = form_class(page, speak)(posted)
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
                    age = str(whole_number(answer)) if is_age(answer) else answer
                    stored[part.code] = day_on_one_line(answer, language) or age
                case _:
                    pass
    return stored
