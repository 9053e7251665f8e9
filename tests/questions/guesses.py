"""Answers made up by chance: one that each control could give, and people who fill in page after page with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import assert_never

from hypothesis import strategies as st

from intake.questions.catalogue import PAGES, QUESTIONS
from intake.questions.path import lacking
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
    Page,
    PartKind,
    Phone,
    Tick,
    Voice,
    Words,
)
from intake.records.draft import Draft

TODAY = date(2026, 11, 23)

ROLES = ("child", "care_leaver", "adult")
KINDS = ("complaint", "compliment", "idea", "advocate_only")

CONTROLS: dict[str, Choice | PartKind] = {
    key: kind
    for question in QUESTIONS.values()
    for key, kind in (
        *(((question.key, question.answer),) if question.answer is not None else ()),
        *((part.code, part.kind) for part in question.parts),
    )
}


def guess(kind: Choice | PartKind, random: Random) -> Answer:
    """An answer that this kind of control can give."""
    match kind:
        case OneOf(options):
            return random.choice(options).code
        case ManyOf(options):
            codes = [option.code for option in options if random.random() < 0.25]
            return [code for code in codes if code not in EXCLUSIVE] or [random.choice(options).code]
        case Words() | Line():
            return random.choice(("She said she would ring.", "لا أحد يتصل", "🙂", "a\nb"))
        case Phone():
            return "07700 900123"
        case Email():
            return "sam@example.org"
        case Number(low, high):
            return str(random.randint(low, high))
        case Month():
            return str(random.randint(1, 12))
        case Day():
            return f"2026-12-{random.randint(1, 31):02}"
        case Birthday(or_age):
            return "14" if or_age and random.random() < 0.5 else "2012-02-29"
        case Tick():
            return "yes"
        case _:
            assert_never(kind)


def fill_in(page: Page, case: Case, random: Random, given: float = 0.6) -> dict[str, Answer]:
    """An answer or a skip for every control of the page, and an answer wherever one is asked for."""
    answers: dict[str, Answer] = {
        key: guess(CONTROLS[key], random) if random.random() < given else None for key in page.keys
    }
    while missing := [key for key, _ in lacking(page, replace(case, answers={**case.answers, **answers}))]:
        answers[missing[0]] = guess(CONTROLS[missing[0]], random)
    return answers


def begun(role: str, kind: str, **answers: Answer) -> Draft:
    return Draft(answers={"who_are_you": role, "kind": kind, "shared": None, **answers})


def goes_on(draft: Draft, random: Random, given: float = 0.6) -> tuple[Draft, list[str]]:
    """The draft as it comes to the check page, and the pages on the way there."""
    visited = []
    for _ in range(len(PAGES) + 1):
        route = draft.route(TODAY)
        page = route.first_open
        if page is None:
            return draft, visited
        visited.append(page.slug)
        draft = draft.with_answers(fill_in(page, route.case, random, given))
    raise AssertionError(f"no check page after {visited}")


def says_enough(draft: Draft, slug: str) -> Draft:
    """The draft after "I have said enough" on this page, which has been dealt with."""
    return replace(draft, spared=tuple(sorted(draft.route(TODAY).still_open(slug))))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A person who has said any of the things that can be said, on their path or not."""
    keys = draw(st.sets(st.sampled_from(sorted(CONTROLS))))
    random = draw(st.randoms(use_true_random=False))
    answers: dict[str, Answer] = {key: guess(CONTROLS[key], random) for key in sorted(keys)}
    answers |= dict.fromkeys(draw(st.sets(st.sampled_from(sorted(CONTROLS)), max_size=8)))
    answers["who_are_you"] = draw(st.sampled_from(ROLES))
    answers["kind"] = draw(st.sampled_from(KINDS))
    return Case(Voice.ADULT if answers["who_are_you"] == "adult" else Voice.CHILD, TODAY, answers)
