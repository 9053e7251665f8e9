"""The closed vocabulary that every question is written in. Standard library only.

A question says what is asked, never how it looks: no widget, style, template or path in here. Adding a
question is everyday work; adding a kind is a decision, and mypy then points at each place that must know it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Voice(StrEnum):
    """Who is spoken to. The voice changes words only: never keys, kinds, order or checks."""

    CHILD = "child"
    ADULT = "adult"
    HANDLER = "handler"


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """The message itself, marked for translation."""
    return message


class Counted(str):
    """A message that is said otherwise of another number. It is the words for one; `counts` names the fact to go by."""

    __slots__ = ("counts", "plural")
    counts: str
    plural: str

    def of(self, number: int) -> str:
        """The English words for this number."""
        return str(self) if number == 1 else self.plural


def NN_(one: str, many: str, counts: str) -> Counted:  # noqa: N802 - as above
    """The message with its plural, marked for translation: N_ for words in which the fact `counts` is a number.

    Each language chooses among its own forms, of which Arabic has six.
    """
    message = Counted(one)
    message.plural, message.counts = many, counts
    return message


@dataclass(frozen=True, slots=True)
class Say:
    """One thing said three ways, in English. `None` means that it is never said in that voice.

    A handler who has no words of their own uses the adult's. Their own are never translated: they speak English with
    the caller, or through an interpreter. `%(name)s` stands for a fact of the council or of
    the person's case and is filled in when the words are shown.
    """

    child: str | None = None
    adult: str | None = None
    handler: str | None = None

    def to(self, voice: Voice) -> str:
        """The words for this voice; LookupError where nothing is said in it."""
        words = self.said(voice)
        if words is None:
            raise LookupError(f"nothing is said to the {voice} here: {self}")
        return words

    def said(self, voice: Voice) -> str | None:
        """The words for this voice, or None where nothing is said in it."""
        match voice:
            case Voice.CHILD:
                return self.child
            case Voice.ADULT:
                return self.adult
            case Voice.HANDLER:
                return self.handler if self.handler is not None else self.adult


def same(words: str) -> Say:
    """Words that are the same in all three voices."""
    return Say(words, words, words)


# An answer is JSON-plain from the moment it is accepted: words or a code, several codes, or None for "skipped".
# A key that is absent has not been reached.
Answer = str | list[str] | None
Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Case:
    """All that a condition may look at: who is spoken to, the London date, and the answers given on the path."""

    voice: Voice
    today: date
    answers: Answers = field(default_factory=dict)

    def words(self, key: str) -> str:
        """The one answer under this key, or '' where it is skipped or not reached."""
        answer = self.answers.get(key)
        return answer if isinstance(answer, str) else ""

    def codes(self, key: str) -> frozenset[str]:
        """The codes chosen under this key, for a question of one choice or of many."""
        answer = self.answers.get(key)
        if answer is None:
            return frozenset()
        return frozenset((answer,) if isinstance(answer, str) else answer)


Condition = Callable[[Case], bool]


def always(_: Case) -> bool:
    return True


def never(_: Case) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class answered:  # noqa: N801 - reads as a word of the catalogue: when=answered("kind", "idea")
    """Holds when the answer under `key` is, or has among its choices, one of `codes`; any answer if none is named."""

    key: str
    codes: frozenset[str]

    def __init__(self, key: str, *codes: str) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "codes", frozenset(codes))

    def __call__(self, case: Case) -> bool:
        answer = case.answers.get(self.key)
        if not answer or not self.codes:
            return bool(answer)
        return answer in self.codes if isinstance(answer, str) else not self.codes.isdisjoint(answer)


@dataclass(frozen=True, slots=True)
class both:  # noqa: N801 - as above
    """Holds when every one of the conditions holds."""

    conditions: tuple[Condition, ...]

    def __init__(self, *conditions: Condition) -> None:
        object.__setattr__(self, "conditions", conditions)

    def __call__(self, case: Case) -> bool:
        for condition in self.conditions:  # noqa: SIM110 - walked some hundred times in each request
            if not condition(case):
                return False
        return True


@dataclass(frozen=True, slots=True)
class either:  # noqa: N801 - as above
    """Holds when at least one of the conditions holds."""

    conditions: tuple[Condition, ...]

    def __init__(self, *conditions: Condition) -> None:
        object.__setattr__(self, "conditions", conditions)

    def __call__(self, case: Case) -> bool:
        for condition in self.conditions:  # noqa: SIM110 - as above
            if condition(case):
                return True
        return False


@dataclass(frozen=True, slots=True)
class unless:  # noqa: N801 - as above
    """Holds when the condition does not."""

    condition: Condition

    def __call__(self, case: Case) -> bool:
        return not self.condition(case)


# ── The kinds of answer ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the code that is stored for ever, and its words. No words in a voice: not offered there."""

    code: str
    label: Say
    hint: Say | None = None


# Choices that only make sense alone. The same codes over the whole catalogue.
EXCLUSIVE = frozenset({"none", "no", "nothing", "not_sure", "english"})


@dataclass(frozen=True, slots=True)
class OneOf:
    """One choice, stored as its code."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ManyOf:
    """Any number of choices, stored as a list of codes in the order of the options.

    `first_for` brings some codes to the top for one answer to `who_are_you`.
    """

    options: tuple[Option, ...]
    first_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """The person's own words in a big box, stored exactly as typed; `at_most` counts code points.

    `autofill` is the browser's name for the person's own detail, or '' for off: the same in all that follow.
    """

    at_most: int
    autofill: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A few words on one line."""

    at_most: int = 200
    autofill: str = ""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as typed: digits with spaces, brackets, hyphens and one leading +."""

    autofill: str = ""


@dataclass(frozen=True, slots=True)
class Email:
    """An email address as typed."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from `low` to `high`, stored as its digits."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month, typed as a number, a name or a short name; stored as 1 to 12."""


@dataclass(frozen=True, slots=True)
class Day:
    """A whole date in three boxes, `CODE_day`, `CODE_month` and `CODE_year`; stored as YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class Birthday:
    """A date of birth on one line, stored as YYYY-MM-DD; with `or_age` a plain age from 0 to 120 is kept as it is."""

    or_age: bool = False
    autofill: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A box that is ticked ('yes') or not."""


Choice = OneOf | ManyOf
PartKind = Words | Line | Phone | Email | Number | Month | Day | Birthday | Tick


@dataclass(frozen=True, slots=True)
class Part:
    """A control inside a question, under a code that is unique over the whole catalogue."""

    code: str
    label: Say
    kind: PartKind
    required: Condition = never
    missing: Say | None = None  # said when it is required and blank
    wrong: Say | None = None  # said when what was typed cannot be read as its kind


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold of the answers of one page together; `at` is the control that carries the error."""

    holds: Condition
    at: str
    wrong: Say


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One question, whole. Equal only to itself.

    `key` is never shown, changed or reused. `answer` is what the key itself holds; a question of parts alone has none.
    `names_people` marks answers that say who somebody is or how to reach them: they are sealed apart from the story.
    """

    key: str
    ask: Say
    answer: Choice | Words | None = None
    parts: tuple[Part, ...] = ()
    hint: Say | None = None
    why: Say | None = None
    required: Condition = never
    missing: Say | None = None
    checks: tuple[Check, ...] = ()
    names_people: bool = False
    keys: tuple[str, ...] = field(init=False)  # every key under which this question keeps an answer

    def __post_init__(self) -> None:
        own = (self.key,) if self.answer is not None else ()
        object.__setattr__(self, "keys", own + tuple(part.code for part in self.parts))

    @property
    def said(self) -> tuple[Say, ...]:
        """What a person reads of this question before they have answered it."""
        options = self.answer.options if isinstance(self.answer, OneOf | ManyOf) else ()
        labels = (*(option.label for option in options), *(part.label for part in self.parts))
        return (self.ask, *(words for words in (self.hint, self.why) if words), *labels)


class Section(StrEnum):
    """The four parts of the form that the part line names."""

    HAPPENED = "happened"
    WANT = "want"
    REACH = "reach"
    CHECK = "check"


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Questions shown together. Pages are conditional, questions are not. Equal only to itself.

    `when`: whether it is this person's page at all; answers of a page that is not are dropped.
    `asked`: whether it is asked on the way; otherwise the check page offers it to be added.
    `must_show`: asked even of somebody who has said enough.
    `may_stop`: carries the "I have said enough" button.
    `intro`: what is said before the questions.
    """

    slug: str
    title: Say
    questions: tuple[Question, ...]
    section: Section | None = None
    when: Condition = always
    asked: Condition = always
    must_show: Condition = never
    may_stop: bool = False
    intro: tuple[Say, ...] = ()
    keys: tuple[str, ...] = field(init=False)  # those of its questions

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", tuple(key for question in self.questions for key in question.keys))
