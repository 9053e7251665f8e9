"""Whatever somebody answers, the rules can read it, and the person can be told what happens next."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, assert_never

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.council.calendar import england
from intake.questions.catalogue import PAGES, QUESTIONS
from intake.questions.catalogue.outcomes import what_happens
from intake.questions.path import walk
from intake.questions.vocabulary import (
    Answer,
    Answers,
    Birthday,
    Case,
    Day,
    Email,
    Line,
    ManyOf,
    Month,
    Number,
    OneOf,
    PartKind,
    Phone,
    Tick,
    Voice,
    Words,
)
from intake.records.facts import facts_from
from intake.rules.assessment import Assessment, assess

ENGLAND = england()
PERSONAS = {path.stem: json.loads(path.read_text()) for path in sorted(Path(__file__).parents[1].glob("personas/*"))}


def assessed(answers: Answers, voice: Voice, today: date) -> Assessment:
    received_at = datetime(today.year, today.month, today.day, 10, tzinfo=UTC)
    return assess(facts_from(answers, voice=voice, received_at=received_at, today=today), ENGLAND)


# ── People we know ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("persona", PERSONAS.values(), ids=PERSONAS)
def test_a_persona_is_assessed_as_expected(persona: dict[str, Any]) -> None:
    today = date(2026, 11, 23)
    voice = Voice.ADULT if persona["answers"]["who_are_you"] == "adult" else Voice.CHILD
    answers = walk(PAGES, Case(voice, today, persona["answers"])).case.answers
    expected = persona["expect"]

    facts = facts_from(answers, voice=voice, received_at=datetime(2026, 11, 23, 10, tzinfo=UTC), today=today)
    found = assess(facts, ENGLAND)

    assert answers["kind"] == expected["kind"]
    assert found.route == expected.get("route", found.route)
    assert found.time_limit == expected.get("time_limit", found.time_limit)
    assert facts["advocate"] == expected.get("advocate", facts["advocate"])
    assert found.flags >= set(expected.get("flags_include", []))
    assert found.flags.isdisjoint(expected.get("flags_exclude", []))


def test_to_ask_for_an_advocate_starts_no_clock_and_keeps_what_was_said_of_danger() -> None:
    said: dict[str, Answer] = {"who_are_you": "child", "kind": "advocate_only", "safe_now": "not_safe"}
    found = assessed(said, Voice.CHILD, date(2026, 11, 23))
    assert (found.due, found.time_limit) == ({}, "not_applicable")
    assert found.flags >= {"advocate_referral", "safeguarding_immediate"}


# ── Anybody at all ───────────────────────────────────────────────────────────────────────────────────────────────────

DAYS = st.dates(date(1850, 1, 1), date(2150, 12, 31)).map(date.isoformat)


def typed(kind: PartKind) -> st.SearchStrategy[str]:
    """What the form may store for a control, checks between controls left aside."""
    match kind:
        case Words() | Line() | Phone() | Email():
            return st.sampled_from(["", " ", "words", "SEND"])
        case Number(low, high):
            return st.integers(low, high).map(str)
        case Month():
            return st.integers(1, 12).map(str)
        case Day():
            return DAYS
        case Birthday(or_age=False):
            return DAYS
        case Birthday():
            return DAYS | st.integers(0, 120).map(str)
        case Tick():
            return st.just("yes")
        case _:
            assert_never(kind)


def answer_to(kind: OneOf | ManyOf | Words) -> st.SearchStrategy[Answer]:
    match kind:
        case OneOf(options):
            return st.sampled_from([option.code for option in options])
        case ManyOf(options):
            return st.lists(st.sampled_from([option.code for option in options]), unique=True)
        case Words():
            return typed(kind)
        case _:
            assert_never(kind)


CONTROLS: dict[str, st.SearchStrategy[Answer]] = {}
for question in QUESTIONS.values():
    if question.answer is not None:
        CONTROLS[question.key] = st.none() | answer_to(question.answer)
    CONTROLS |= {part.code: st.none() | typed(part.kind) for part in question.parts}

ANY_ANSWERS = st.fixed_dictionaries({}, optional=CONTROLS)
ANY_DAY = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@settings(max_examples=300, deadline=None)
@given(answers=ANY_ANSWERS, voice=st.sampled_from(Voice), today=ANY_DAY)
def test_the_rules_can_read_any_answers_also_those_that_no_path_holds(
    answers: Answers, voice: Voice, today: date
) -> None:
    found = assessed(answers, voice, today)
    assert len(found.issues) == (len(answers.get("topic") or [""]) if answers.get("kind") == "complaint" else 0)


@settings(max_examples=300, deadline=None)
@given(answers=ANY_ANSWERS, today=ANY_DAY, who=st.sampled_from(["child", "care_leaver", "adult"]))
def test_everybody_can_be_told_what_happens_next(answers: Answers, today: date, who: str) -> None:
    voice = Voice.ADULT if who == "adult" else Voice.CHILD
    said = walk(PAGES, Case(voice, today, {**answers, "who_are_you": who})).case.answers
    found = assessed(said, voice, today)
    told = what_happens(found.route, found.flags, found.signposts)
    assert told
    assert [say for say in told if say.said(voice) is None] == []


@settings(max_examples=100, deadline=None)
@given(answers=ANY_ANSWERS, today=ANY_DAY)
def test_the_same_answers_give_the_same_facts_in_every_voice(answers: Answers, today: date) -> None:
    received_at = datetime(today.year, today.month, today.day, 10, tzinfo=UTC)
    spoken = [facts_from(answers, voice=voice, received_at=received_at, today=today) for voice in Voice]
    assert len({json.dumps({**facts, "channel": ""}) for facts in spoken}) == 1
    assert len({facts["channel"] for facts in spoken}) == len(Voice)
