"""Whatever door somebody comes in by, the same answers become the same record."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from intake.records.call import Call, mark
from intake.records.payload import to_plain
from tests.make import PERSONAS, queue_of
from tests.person import Person
from tests.questions.guesses import KINDS, ROLES, TODAY, begun, fill_in, goes_on
from tests.records.sending import NOON, sent, told_by_phone
from tests.web.desk.telephone import agent, ring

# What tells one door from the other: how it came, who wrote it down, when, under which reference, and that it was read
# back. What was only spoken is confirmed in writing: one rule, and the flag that it raises.
OF_THE_DOOR = ("method", "recorded_by", "ref", "received_at", "safety_answered_at", "linked", "confirmation")
RULE_OF_THE_DOOR = "oral_confirm_record"


def without_its_door(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what tells its door, and without the answers that are null.

    The form keeps a null where somebody passes a question by with Skip, and the facts say so: no reason given, not
    now, not sure. On the telephone there is no Skip: a box that is blank was not reached, whatever was asked, so that
    nothing is put into the mouth of a caller, and the facts then say that it was not asked. Whether others use the
    device is asked of whoever has one.
    """
    answers = {key: answer for key, answer in record["answers"].items() if key != "shared"}
    nulls = {key for key, answer in answers.items() if answer is None}
    left = {name: value for name, value in record.items() if name not in OF_THE_DOOR}
    left["answers"] = {key: answer for key, answer in answers.items() if answer is not None}
    left["asked"] = [each for each in record["asked"] if each["answer"] is not None and each["key"] != "shared"]
    left["flags"] = [flag for flag in record["flags"] if flag != RULE_OF_THE_DOOR]
    left["route_reason_codes"] = [rule for rule in record["route_reason_codes"] if rule != RULE_OF_THE_DOOR]
    left["advocate"] = {name: value for name, value in record["advocate"].items() if name != "offered_at"}
    if "advocate" in nulls:
        left["advocate"] |= {"choice": "not_asked", "info_shown": False}
    if {"why_late", "late_text"} <= nulls:
        left["late_reasons"] = []
    if "parental_responsibility" in nulls:
        left["complainant"] = record["complainant"] | {"has_pr": "not_applicable"}
    return left


@pytest.mark.parametrize("file", PERSONAS, ids=lambda path: path.stem)
def test_a_caller_becomes_the_same_record_as_on_the_form(file: Path, app: Flask, person: Person) -> None:
    persona = json.loads(file.read_text())
    person.enough_at = persona.get("enough_at", "")
    person.to_done(persona["answers"])
    by_form = queue_of(app)[-1]

    call = ring(agent(app))
    answers = {key: answer for key, answer in persona["answers"].items() if not key.startswith(("quick_", "eq_"))}
    call.fill(answers).fill(answers).send()
    assert call.path.endswith("/done"), call.text[:500]
    by_call = queue_of(app)[-1]

    assert by_call["method"] == "telephone_contact_centre"
    assert by_call["recorded_by"] == "contact_centre"
    assert without_its_door(by_call) == without_its_door(by_form)


@given(st.sampled_from(ROLES), st.sampled_from(KINDS), st.integers(0, 10_000))
def test_answers_typed_in_any_order_become_what_the_form_makes_of_them(role: str, kind: str, seed: int) -> None:
    """Also where something else was said first, and the path that it opened was left again."""
    random = Random(seed)
    draft, _ = goes_on(begun(role, kind), random)
    other, _ = goes_on(begun(random.choice(ROLES), random.choice(KINDS)), random)
    on_path = draft.route(TODAY).case.answers

    call = typed(Call(), {key: answer for key, answer in other.answers.items() if key != "shared"}, random)
    call = typed(call, {**dict.fromkeys(call.answers), **on_path}, random)

    assert call.answers == {key: answer for key, answer in on_path.items() if answer is not None}
    noted = replace(draft, advocate_explained=call.advocate_explained)  # which the form notes as it shows the pages
    by_call, by_form = to_plain(told_by_phone(call.draft)), to_plain(sent(noted))
    assert without_its_door(by_call) == without_its_door(by_form)


@given(st.sampled_from(ROLES), st.sampled_from(KINDS), st.integers(0, 10_000))
def test_a_changed_mind_on_the_telephone_leaves_no_ghost(role: str, kind: str, seed: int) -> None:
    random = Random(seed)
    call = Call()
    for _ in range(3):
        asked = begun(random.choice(ROLES), random.choice(KINDS))
        for stop in asked.route(TODAY).stops:
            call = typed(call, {**asked.answers, **fill_in(stop.page, asked.route(TODAY).case, random)}, random)
    call = typed(call, {"who_are_you": role, "kind": kind}, random)

    kept = to_plain(told_by_phone(call.draft))["answers"]
    path = {key for stop in call.draft.route(TODAY).stops for key in stop.page.keys} | {"who_are_you", "kind"}
    assert kept.keys() <= path
    assert kept == {key: answer for key, answer in call.answers.items() if key in path}


def typed(call: Call, answers: dict[str, Any], random: Random) -> Call:
    """The call with these answers, saved one or a few at a time."""
    keys = [key for key in answers if key != "shared"]
    random.shuffle(keys)
    while keys:
        some, keys = keys[:3], keys[3:]
        seen = {key: mark(call.content(key)) for key in some}
        call = call.written({key: answers[key] for key in some}, seen, NOON)
    return call
