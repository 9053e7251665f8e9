"""A page in words: what the templates show, said once for each voice and language and then kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from intake.questions.catalogue import copy
from intake.questions.vocabulary import (
    Answer,
    Birthday,
    Choice,
    Day,
    Email,
    Line,
    ManyOf,
    Month,
    Number,
    OneOf,
    Page,
    Part,
    Phone,
    Question,
    Section,
    Tick,
    Voice,
    Words,
)
from intake.web.speaker import Speaker

SHOWN_AT_FIRST = 8
A_LINE = 200  # letters that one line is enough for


@dataclass(frozen=True, slots=True)
class WordedOption:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class WordedPart:
    """A control in words. `look` is what the template makes of it: area, line, short, tick or day."""

    code: str
    label: str
    look: str
    inputmode: str
    autofill: str


@dataclass(frozen=True, slots=True, eq=False)
class WordedQuestion:
    """A question in words, equal only to itself.

    `look`: radios, boxes, area, line, or '' for parts alone. `more`: options folded away.
    `key` is the control's; for parts alone it is the group's, which must not be the code of a part.
    """

    key: str
    ask: str
    hint: str
    why: str
    look: str
    options: tuple[WordedOption, ...]
    more: tuple[WordedOption, ...]
    parts: tuple[WordedPart, ...]


@dataclass(frozen=True, slots=True, eq=False)
class WordedPage:
    """A page in words. Equal only to itself: there is one for each page, role and speaker."""

    slug: str
    title: str
    intro: list[str]
    questions: tuple[WordedQuestion, ...]
    meanings: list[str]

    @property
    def asks_one_thing(self) -> bool:
        return len(self.questions) == 1


@lru_cache(maxsize=512)
def worded(page: Page, role: str, speak: Speaker) -> WordedPage:
    """The page in words, with the options in the order that suits this answer to who_are_you."""
    questions = tuple(_question(question, role, speak) for question in page.questions)
    return WordedPage(page.slug, speak(page.title), speak.all_filled(page.intro), questions, _meanings(page, speak))


def _meanings(page: Page, speak: Speaker) -> list[str]:
    """What the few long words on this page mean, for those who read in the child's voice."""
    if speak.voice != Voice.CHILD:
        return []
    said = " ".join(words.child or "" for question in page.questions for words in question.said).casefold()
    return [speak(meaning) for word, meaning in copy.MEANINGS.items() if word in said]


@lru_cache(maxsize=64)
def worded_question(question: Question, speak: Speaker) -> WordedQuestion:
    """One question in words, for a page that is laid out by itself."""
    return _question(question, "", speak)


def _question(question: Question, role: str, speak: Speaker) -> WordedQuestion:
    options = _options(question.answer, role, speak)
    fold = len(options) > SHOWN_AT_FIRST + 2
    return WordedQuestion(
        key=question.key if question.answer else f"{question.key}-all",
        ask=speak(question.ask),
        hint=speak.if_said(question.hint),
        why=speak.if_said(question.why),
        look=_look(question.answer),
        options=options[:SHOWN_AT_FIRST] if fold else options,
        more=options[SHOWN_AT_FIRST:] if fold else (),
        parts=tuple(_part(part, speak) for part in question.parts if part.label.said(speak.voice)),
    )


def _look(kind: Choice | Words | None) -> str:
    match kind:
        case OneOf():
            return "radios"
        case ManyOf():
            return "boxes"
        case Words(at_most):
            return "area" if at_most > A_LINE else "line"
        case None:
            return ""


def _options(kind: Choice | Words | None, role: str, speak: Speaker) -> tuple[WordedOption, ...]:
    match kind:
        case OneOf(options):
            ordered = options
        case ManyOf(options, first_for):
            first = first_for.get(role, ())
            place = {code: n for n, code in enumerate(first)}
            ordered = tuple(sorted(options, key=lambda option: place.get(option.code, len(place))))
        case _:
            return ()
    return tuple(WordedOption(option.code, speak(option.label)) for option in ordered if option.label.said(speak.voice))


def _part(part: Part, speak: Speaker) -> WordedPart:
    look, inputmode, autofill = "line", "", ""
    match part.kind:
        case Words():
            look = "area"
        case Tick():
            look = "tick"
        case Day():
            look = "day"
        case Phone(autofill):
            inputmode = "tel"
        case Email():
            inputmode, autofill = "email", "email"
        case Number():
            look, inputmode = "short", "numeric"
        case Line(_, autofill):
            pass
        case Month():
            look = "short"
        case Birthday():
            pass
    return WordedPart(part.code, speak(part.label), look, inputmode, autofill)


def shown_values(page: Page, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers as the controls show them: a date goes back into its three boxes."""
    values = {key: answers.get(key) for key in page.keys}
    for question in page.questions:
        for part in question.parts:
            day = values.get(part.code)
            if isinstance(part.kind, Day) and isinstance(day, str):
                boxes = dict(zip(("year", "month", "day"), day.split("-"), strict=True))
                values.update({f"{part.code}_{box}": number.lstrip("0") for box, number in boxes.items()})
    return values


def part_line(section: Section | None, speak: Speaker) -> str:
    """Where in the form this is, such as "Part 2 of 4: What you want"; '' for a page outside the four parts."""
    if section is None:
        return ""
    names = list(copy.SECTIONS)
    return speak.filled(copy.PART_LINE, n=names.index(section) + 1, of=len(names), name=speak(copy.SECTIONS[section]))
