"""A question on the call sheet: what the caller hears, in a child's words and in an adult's, and how to say it.

Both wordings stand in the page and one of them shows, so that it changes with who is calling even while there is no
connection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from intake.questions.catalogue import copy
from intake.questions.vocabulary import ManyOf, OneOf, Question, Say, Voice
from intake.web.form.wording import WordedPart, worded_question
from intake.web.service import service
from intake.web.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Both:
    """The same thing to a child and to an adult. '' where it is not said to them."""

    child: str
    adult: str


@dataclass(frozen=True, slots=True)
class ScriptedOption:
    code: str
    label: Both


@dataclass(frozen=True, slots=True)
class ScriptedPart:
    """A control; `part` says what it looks like."""

    part: WordedPart
    label: Both


@dataclass(frozen=True, slots=True)
class ScriptedQuestion:
    """`ask` and `hint` are read to the caller; `say` and `how` tell staff how to say it. `look` as on the form.

    A hint for staff stands in place of the form's own, which speaks of the page that somebody has before them.
    """

    key: str
    ask: Both
    hint: Both
    say: str
    how: str
    look: str
    options: tuple[ScriptedOption, ...]
    parts: tuple[ScriptedPart, ...]
    aloud: tuple[Both, ...]


def scripted(question: Question) -> ScriptedQuestion:
    """The question as the sheet shows it."""
    child, adult, staff = (service().speakers.of(voice, "en") for voice in (Voice.CHILD, Voice.ADULT, Voice.HANDLER))
    return _scripted(question, child, adult, staff)


@lru_cache(maxsize=128)
def _scripted(question: Question, child: Speaker, adult: Speaker, staff: Speaker) -> ScriptedQuestion:
    def heard(words: Say | None) -> Both:
        """What they hear; nothing where it is not said to them."""
        return Both(child.if_said(words), adult.if_said(words))

    def shown(words: Say) -> Both:
        """The same, and the words for staff where nobody else has any."""
        both = heard(words)
        return both if both.child or both.adult else Both(staff(words), staff(words))

    worded = worded_question(question, staff)
    for_staff = staff(question.hint) if question.hint and question.hint.handler else ""
    options = question.answer.options if isinstance(question.answer, OneOf | ManyOf) else ()
    labels = {part.code: part.label for part in question.parts}
    return ScriptedQuestion(
        key=question.key,
        ask=shown(question.ask),
        hint=Both("", "") if for_staff else heard(question.hint),
        say=staff(question.ask),
        how=for_staff,
        look=worded.look,
        options=tuple(ScriptedOption(option.code, shown(option.label)) for option in options),
        parts=tuple(ScriptedPart(part, shown(labels[part.code])) for part in worded.parts),
        aloud=tuple(map(heard, _ALOUD.get(question.key, ()))),
    )


# What is read to the caller in full beside a question: the form says it on the same page.
_ALOUD: Mapping[str, tuple[Say, ...]] = {
    "relationship": (copy.FAMILY_ADVICE,),
    "parental_responsibility": (copy.WITH_OR_WITHOUT,),
    "why_late": copy.LATE,
    "advocate": (
        *(*copy.ADVOCATE, copy.ADVOCATE_UP_TO_25, copy.ADVOCATE_FOR_THE_CHILD),
        *(copy.ADVOCATE_CALL, copy.ADVOCATE_CALL_NATIONAL),
    ),
}
