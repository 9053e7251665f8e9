"""A page in words: what the templates show, said once for each voice and language and then kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from intake.questions.catalogue import copy, signal
from intake.questions.display import Speak
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
    Page,
    Part,
    PartKind,
    Phone,
    Question,
    Say,
    Section,
    Tick,
    Voice,
    Words,
)
from intake.web.speaker import Speaker

SHOWN_AT_FIRST = 8
A_LINE = 200  # letters that one line is enough for
A_STORY = 10_000  # letters that only a whole story is given
# About help, the limits of secrecy or a consent: read in English too, until a native speaker has read the translation.
GRAVE = frozenset({"quick_help", "who_may_know", "advocate_share"})


@dataclass(frozen=True, slots=True)
class WordedOption:
    """A choice in words. `id` is its control's: that of the first is the question's key, to which an error leads."""

    id: str
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class WordedPart:
    """A control in words. `look` is what the template makes of it: area, line, short, tick or day.

    `most`: how many letters a big box takes, 0 for any other control.
    """

    code: str
    label: str
    look: str
    inputmode: str
    autofill: str
    most: int


@dataclass(frozen=True, slots=True, eq=False)
class WordedQuestion:
    """A question in words, equal only to itself.

    `look`: radios, boxes, area, line, or '' for parts alone. `more`: options folded away.
    `aside`: a second hint, for a whole story. `prompts`: lines to begin with. `most`: as of a part.
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
    aside: str
    prompts: tuple[str, ...]
    most: int


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
    is_grave = any(question.key in GRAVE for question in page.questions)
    intro = speak.all_both(page.intro) if is_grave else speak.all_filled(page.intro)
    return WordedPage(page.slug, speak(page.title), intro, questions, _meanings(page, speak))


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
    say = speak.both if question.key in GRAVE else speak
    options = _options(question, role, speak.voice, say)
    fold = len(options) > SHOWN_AT_FIRST + 2
    return WordedQuestion(
        key=question.key if question.answer else f"{question.key}-all",
        ask=say(question.ask),
        hint=_if_said(question.hint, speak.voice, say),
        why=_if_said(question.why, speak.voice, say),
        look=_look(question.answer),
        options=options[:SHOWN_AT_FIRST] if fold else options,
        more=options[SHOWN_AT_FIRST:] if fold else (),
        parts=tuple(_part(part, say) for part in question.parts if part.label.said(speak.voice)),
        aside=_if_said(signal.SPEAK_INSTEAD, speak.voice, say) if _most(question.answer) >= A_STORY else "",
        prompts=tuple(say(prompt) for prompt in signal.PROMPTS.get(question.key, ())),
        most=_most(question.answer),
    )


def _if_said(words: Say | None, voice: Voice, say: Speak) -> str:
    return say(words) if words is not None and words.said(voice) is not None else ""


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


def _most(kind: Choice | PartKind | None) -> int:
    """How many letters a big box takes; 0 where it is none."""
    return kind.at_most if isinstance(kind, Words) and kind.at_most > A_LINE else 0


def _options(question: Question, role: str, voice: Voice, say: Speak) -> tuple[WordedOption, ...]:
    match question.answer:
        case OneOf(options):
            ordered = options
        case ManyOf(options, first_for):
            first = first_for.get(role, ())
            place = {code: n for n, code in enumerate(first)}
            ordered = tuple(sorted(options, key=lambda option: place.get(option.code, len(place))))
        case _:
            return ()
    offered = (option for option in ordered if option.label.said(voice))
    return tuple(
        WordedOption(f"{question.key}-{option.code}" if n else question.key, option.code, say(option.label))
        for n, option in enumerate(offered)
    )


def _part(part: Part, say: Speak) -> WordedPart:
    look, inputmode, autofill = "line", "", ""
    match part.kind:
        case Words(_, autofill):
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
        case Birthday(_, autofill):
            pass
    return WordedPart(part.code, say(part.label), look, inputmode, autofill, _most(part.kind))


@lru_cache(maxsize=128)
def part_line(section: Section | None, speak: Speaker) -> str:
    """Where in the form this is, such as "Part 2 of 4: What you want"; '' for a page outside the four parts."""
    if section is None:
        return ""
    names = list(copy.SECTIONS)
    return speak.filled(copy.PART_LINE, n=names.index(section) + 1, of=len(names), name=speak(copy.SECTIONS[section]))
