"""The boxes of the call sheet: what was posted in them, and what is to be shown in them again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from werkzeug.datastructures import MultiDict

from intake.questions.catalogue.panels import PANELS, QUESTION_OF
from intake.questions.display import row_lines
from intake.questions.path import lacking
from intake.questions.vocabulary import Answer, Case, ManyOf, Page, Question, Voice, same
from intake.records.call import Call, Content, Typed, mark
from intake.web import forms
from intake.web.desk.showing import speaker
from intake.web.fields import without_unkeepable
from intake.web.form.controls import shown_values

# Each question is read by itself: a page of the sheet may send one of them and not the others of its panel.
_ALONE = {
    question.key: Page(question.key, same(panel.title), (question,)) for panel in PANELS for question in panel.questions
}
_BOXES = ("", "_day", "_month", "_year")


def marks(call: Call, keys: Collection[str] = QUESTION_OF.keys()) -> dict[str, str]:
    """What a page that shows these controls has seen of them."""
    return {key: mark(call.content(key)) for key in keys}


def seen_by_page(posted: MultiDict[str, str]) -> dict[str, str]:
    """The marks that a page carries, which also say what it asks: a box that is not ticked is not posted."""
    try:
        seen = json.loads(posted.get("seen", "{}"))
    except ValueError:
        return {}
    if not isinstance(seen, dict):
        return {}
    return {key: text for key, text in seen.items() if key in QUESTION_OF and isinstance(text, str)}


def contents(posted: MultiDict[str, str], call: Call, seen: Collection[str], today: date) -> dict[str, Content]:
    """What stands in the controls of a posted page: an answer, or what was typed where none can be read."""
    found: dict[str, Content] = {}
    for question in _questions(seen):
        answers, wrong = _read(question, posted, call, today)
        for key in question.keys:
            typed = _typed(key, posted) if key in wrong else {}
            found[key] = typed or answers.get(key)
    return found


def wrong_in(call: Call, keys: Collection[str], today: date) -> dict[str, str]:
    """What to say beside each of these controls that holds something wrong, in the sheet's order."""
    found: dict[str, str] = {}
    for question in _questions(keys):
        if any(call.content(key) for key in question.keys):
            found |= _read(question, _as_posted(question, call), call, today)[1]
    return found


def values_of(call: Call) -> dict[str, Answer]:
    """What the boxes of the sheet show, by their names."""
    return {name: value for question in _questions() for name, value in _shown(question, call).items()}


def overtaken_in(call: Call) -> dict[str, str]:
    """The words that stood in a control when another window wrote over it."""
    return {key: in_words(key, content) for key, content in call.overtaken.items()}


def in_words(key: str, content: Content) -> str:
    """What stands in a control, as somebody reads it: also where no answer can be read from it."""
    if isinstance(content, Mapping):
        return " ".join(text for texts in content.values() for text in texts)
    return "\n".join(row_lines(QUESTION_OF[key], {key: content}, speaker()))


def _questions(keys: Collection[str] = QUESTION_OF.keys()) -> Iterator[Question]:
    return (page.questions[0] for page in _ALONE.values() if not set(page.keys).isdisjoint(keys))


def _read(
    question: Question, posted: MultiDict[str, str], call: Call, today: date
) -> tuple[dict[str, Answer], dict[str, str]]:
    """The answers, and what is wrong with any of them. That one is blank is nothing wrong: it was not reached."""
    page, case = _ALONE[question.key], Case(Voice.HANDLER, today, call.answers)
    reading = forms.read(page, posted, case, speaker())
    joined = replace(case, answers={**case.answers, **reading.answers})
    blank = {key for key, _ in lacking(page, joined)}
    return reading.answers, {key: words for key, words in reading.errors.items() if key not in blank}


def _typed(key: str, posted: MultiDict[str, str]) -> Typed:
    texts = {f"{key}{box}": [without_unkeepable(text) for text in posted.getlist(f"{key}{box}")] for box in _BOXES}
    return {name: typed for name, typed in texts.items() if any(map(str.strip, typed))}


def _shown(question: Question, call: Call) -> dict[str, Answer]:
    """What the boxes of this question show: its answers, and what was typed where none could be read."""
    values = shown_values(_ALONE[question.key], call.answers)
    for key in question.keys:
        is_many = isinstance(question.answer, ManyOf) and key == question.key
        values |= {name: list(texts) if is_many else texts[0] for name, texts in call.unread.get(key, {}).items()}
    return values


def _as_posted(question: Question, call: Call) -> MultiDict[str, str]:
    """The same boxes as they would be posted."""
    posted: MultiDict[str, str] = MultiDict()
    for name, value in _shown(question, call).items():
        posted.setlist(name, [value] if isinstance(value, str) else list(value or ()))
    return posted
