"""The call sheet: which questions stand in which of its six panels, whatever the order in which somebody talks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from intake.questions.catalogue.advocate import ADVOCATE, ADVOCATE_OWN, ADVOCATE_SHARE
from intake.questions.catalogue.contact import CONTACT_DETAIL, REPLY_HOW, SAFE_CONTACT, WHO_MAY_KNOW
from intake.questions.catalogue.danger import CALLBACK_IF_CUT_OFF, SAFE_NOW
from intake.questions.catalogue.needs import HELP_NEEDED, LANGUAGE
from intake.questions.catalogue.start import KIND, WHO_ARE_YOU
from intake.questions.catalogue.thanks_and_ideas import GOOD_SHARE, GOOD_WHAT, IDEA_WHAT
from intake.questions.catalogue.timing import CHANGE_SOON, SORTED_TODAY, WHEN_DATE, WHEN_HAPPENED, WHY_LATE
from intake.questions.catalogue.told import COURT, EARLIER_ANSWER, FIRST_TOLD, SAME_MATTER, TOLD_SOMEONE
from intake.questions.catalogue.what_happened import FEELING, IMPACT, TOPIC, WHAT_HAPPENED
from intake.questions.catalogue.what_would_help import WANT
from intake.questions.catalogue.where import PASS_ON, SERVICE, WHICH_COUNCIL, WORKER
from intake.questions.catalogue.who import (
    ABOUT_CHILD,
    AGE,
    CHILD_KNOWS,
    HELPED_BY,
    NAME,
    PARENTAL_RESPONSIBILITY,
    RELATIONSHIP,
)
from intake.questions.vocabulary import Question


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of the sheet. Staff alone read its title."""

    letter: str
    title: str
    questions: tuple[Question, ...]


PANELS = (
    Panel("a", "Safety, and ringing back", (CALLBACK_IF_CUT_OFF, SAFE_NOW)),
    Panel(
        "b",
        "Who is calling, and the child",
        (
            *(WHO_ARE_YOU, KIND, NAME, AGE, RELATIONSHIP),
            *(ABOUT_CHILD, CHILD_KNOWS, PARENTAL_RESPONSIBILITY, HELPED_BY),
        ),
    ),
    Panel(
        "c",
        "What happened, in their own words",
        (
            *(WHAT_HAPPENED, TOPIC, FEELING, IMPACT, WHEN_HAPPENED, WHEN_DATE, WHY_LATE),
            *(GOOD_WHAT, GOOD_SHARE, IDEA_WHAT),
        ),
    ),
    Panel(
        "d",
        "Which council, who was told, courts",
        (
            *(WHICH_COUNCIL, PASS_ON, SERVICE, WORKER),
            *(TOLD_SOMEONE, EARLIER_ANSWER, SAME_MATTER, FIRST_TOLD, COURT),
        ),
    ),
    Panel(
        "e",
        "What they want, and an advocate",
        (WANT, CHANGE_SOON, SORTED_TODAY, ADVOCATE, ADVOCATE_SHARE, ADVOCATE_OWN),
    ),
    Panel(
        "f",
        "How to reply, what is safe, what helps",
        (REPLY_HOW, CONTACT_DETAIL, SAFE_CONTACT, WHO_MAY_KNOW, LANGUAGE, HELP_NEEDED),
    ),
)

# Asked of every caller, on whatever path: the form settles two of them before its first page, and has not the third.
OF_EVERY_CALLER = frozenset({CALLBACK_IF_CUT_OFF.key, WHO_ARE_YOU.key, KIND.key})

# The question that each key of the sheet belongs to.
QUESTION_OF: Mapping[str, Question] = MappingProxyType(
    {key: question for panel in PANELS for question in panel.questions for key in question.keys}
)
