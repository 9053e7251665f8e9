"""Everything that is asked and said: the questions by their keys, and the pages in their order."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from intake.questions.catalogue import (
    advocate,
    coming_back,
    contact,
    danger,
    equality,
    needs,
    start,
    thanks_and_ideas,
    timing,
    told,
    what_happened,
    what_would_help,
    where,
    who,
)
from intake.questions.catalogue.equality import EQUALITY
from intake.questions.catalogue.order import PAGES
from intake.questions.vocabulary import Question

__all__ = ["EQUALITY", "OF_WHO_ASKS", "PAGES", "QUESTIONS"]

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        question.key: question
        for question in (
            start.WHO_ARE_YOU,
            start.SHARED_DEVICE,
            start.KIND,
            danger.SAFE_NOW,
            danger.QUICK_HELP,
            danger.CALLBACK_IF_CUT_OFF,
            who.RELATIONSHIP,
            who.ABOUT_CHILD,
            who.CHILD_KNOWS,
            who.PARENTAL_RESPONSIBILITY,
            who.NAME,
            who.AGE,
            who.HELPED_BY,
            what_happened.FEELING,
            what_happened.TOPIC,
            what_happened.WHAT_HAPPENED,
            what_happened.IMPACT,
            timing.WHEN_HAPPENED,
            timing.WHEN_DATE,
            timing.WHY_LATE,
            timing.CHANGE_SOON,
            timing.SORTED_TODAY,
            where.WHICH_COUNCIL,
            where.PASS_ON,
            where.SERVICE,
            where.WORKER,
            told.TOLD_SOMEONE,
            told.EARLIER_ANSWER,
            told.SAME_MATTER,
            told.FIRST_TOLD,
            told.COURT,
            what_would_help.WANT,
            advocate.ADVOCATE,
            advocate.ADVOCATE_SHARE,
            advocate.ADVOCATE_OWN,
            contact.REPLY_HOW,
            contact.CONTACT_DETAIL,
            contact.SAFE_CONTACT,
            contact.WHO_MAY_KNOW,
            needs.LANGUAGE,
            needs.HELP_NEEDED,
            thanks_and_ideas.GOOD_WHAT,
            thanks_and_ideas.GOOD_SHARE,
            thanks_and_ideas.IDEA_WHAT,
            *equality.EQUALITY,
            coming_back.ENTER_CODE,
            coming_back.RETURN_ACTION,
            coming_back.STOP_REASON,
        )
    }
)

# What somebody says of themself, what they allow and how to reach them. Somebody else may go on with the story, and
# these are not their answers.
OF_WHO_ASKS: frozenset[str] = frozenset(
    key
    for question in (
        danger.QUICK_HELP,
        who.RELATIONSHIP,
        who.CHILD_KNOWS,
        who.PARENTAL_RESPONSIBILITY,
        who.NAME,
        who.AGE,
        who.HELPED_BY,
        where.PASS_ON,
        advocate.ADVOCATE,
        advocate.ADVOCATE_SHARE,
        advocate.ADVOCATE_OWN,
        contact.REPLY_HOW,
        contact.CONTACT_DETAIL,
        contact.SAFE_CONTACT,
        contact.WHO_MAY_KNOW,
        needs.LANGUAGE,
        needs.HELP_NEEDED,
        thanks_and_ideas.GOOD_SHARE,
    )
    for key in question.keys
) | {"hear_back"}
