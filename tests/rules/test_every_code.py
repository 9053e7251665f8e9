"""No dead words: every output code is produced, and every input code changes something or is kept for the record."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest

from intake.council.calendar import england
from intake.rules import codes as c
from intake.rules.assessment import assess
from tests.rules.random_facts import MANY_CODES, ONE_CODE, TRUTHS, random_facts
from tests.rules.test_cases import GIVEN, comparable

ENGLAND = england()
TRIES = 600

# Codes that say nothing that leaving the field out would not say, for the assessment; the record and the annual
# report need them. Those of `late_reasons` and `outcome_sought` are all but the ones named.
RECORD_ONLY: dict[str, set[str]] = {
    "channel": {*c.Channel} - {"telephone", "telephone_contact_centre", "in_person", "video_call"},
    "status": {*c.ChildStatus} - {"looked_after", "not_applicable"},
    "council": {"not_sure"},
    "late_reasons": {*c.LateReason} - {"health_or_trauma", "disability_or_communication"},
    "outcome_sought": {*c.Outcome} - {"change_contact", "stop_or_delay_a_decision"},
}
# Codes that say the same as saying nothing: that there is nothing, or nothing that matters here.
NOTHING_MORE: dict[str, set[str]] = {
    "pr": {"not_sure"},
    "proceedings": {"concluded"},
    "earlier": {"told_worker"},
    "allegation_area": {"this"},
    "advocate": {"not_now", "declined"},
    "helped_by": {"no", "friend", "advocate", "family", "other"},
    "withdraw_reason": {"sorted", "too_hard", "took_long", "other"},
}
# What else has to be so for a code to matter, where that would be rare by chance.
LEADING_UP: dict[tuple[str, str], dict[str, Any]] = {
    ("withdraw_reason", "scared"): {"request": "withdraw"},
    ("withdraw_reason", "told_to"): {"request": "withdraw"},
    ("helped_by", "carer"): {"who": "child", "issues": [{"subject": "care_placement"}]},
    ("helped_by", "worker"): {"who": "child", "issues": [{"subject": "sw_staff_conduct"}]},
    ("allegation_area", "other"): {"safety": ["allegation_against_person_working_with_children"]},
    ("outcome_sought", "change_contact"): {"who": "grandparent", "issues": [{}], "request": "new", "earlier": "none"},
}


def facts_with(field: str, code: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Facts at random without the code and with it, everything else the same; a subject beside another one."""
    for facts in random_facts(11, TRIES):
        without = {**facts, **LEADING_UP.get((field, code), {})}
        match field:
            case "status":
                age = {"age": 9}
                yield {**without, "child": age}, {**without, "child": {**age, "status": code}}
            case "subject":
                other = "lado_process" if code != "lado_process" else "nhs"
                yield {**without, "issues": [{"subject": other}]}, {**without, "issues": [{"subject": code}]}
            case "reply_ways":
                yield {**without, field: []}, {**without, field: [code]}
            case _ if field in MANY_CODES:
                yield {**without, field: []}, {**without, field: [code]}
            case _:
                yield {name: value for name, value in without.items() if name != field}, {**without, field: code}


def changes_something(field: str, code: str) -> bool:
    """Whether there are facts of which the code changes the assessment."""
    return any(assessed(without) != assessed(with_it) for without, with_it in facts_with(field, code))


def assessed(facts: dict[str, Any]) -> dict[str, Any]:
    """The assessment without the codes it repeats from the facts."""
    assessment = comparable(assess(facts, ENGLAND).to_plain())
    return {**assessment, "issues": [{**issue, "subject": ""} for issue in assessment["issues"]]}


ALL: dict[str, type[StrEnum]] = {
    **ONE_CODE,
    **MANY_CODES,
    "status": c.ChildStatus,
    "subject": c.Subject,
    "reply_ways": c.ReplyWay,
}
DEFAULTS = {
    ("channel", "e_form"),
    ("who", "unknown"),
    ("pr", "not_applicable"),
    ("acting_for", "self"),
    ("child_consent", "not_needed"),
    ("council", "this"),
    ("proceedings", "none"),
    ("request", "new"),
    ("earlier", "none"),
    ("same_matter", "not_sure"),
    ("allegation_area", "not_known"),
    ("advocate", "not_asked"),
    ("helped_by", "not_asked"),
    ("withdraw_reason", "not_given"),
    ("status", "not_known"),
}
EVERY = {(field, str(code)) for field, codes in ALL.items() for code in codes} - DEFAULTS
QUIET = {(field, code) for table in (RECORD_ONLY, NOTHING_MORE) for field, codes in table.items() for code in codes}


@pytest.mark.parametrize(("field", "code"), sorted(EVERY - QUIET))
def test_an_input_code_changes_something(field: str, code: str) -> None:
    assert changes_something(field, code)


@pytest.mark.parametrize("field", sorted(RECORD_ONLY | NOTHING_MORE))
def test_a_code_kept_for_the_record_changes_nothing(field: str) -> None:
    quiet = sorted(code for name, code in QUIET | DEFAULTS if name == field)
    for facts in random_facts(12, 60):
        for code in quiet:
            match field:
                case "status":
                    pairs = {**facts, "child": {}}, {**facts, "child": {"status": code}}
                case _ if field in MANY_CODES:
                    pairs = {**facts, field: []}, {**facts, field: [code]}
                case _:
                    pairs = {name: value for name, value in facts.items() if name != field}, {**facts, field: code}
            assert assessed(pairs[0]) == assessed(pairs[1]), code


@pytest.mark.parametrize("field", TRUTHS)
def test_a_truth_changes_something(field: str) -> None:
    several = random_facts(13, TRIES)
    assert any(assessed({**facts, field: True}) != assessed({**facts, field: False}) for facts in several)


@pytest.fixture(scope="module")
def produced() -> dict[type[StrEnum], set[str]]:
    """Every code that the worked scenarios and facts at random bring out."""
    found: dict[type[StrEnum], set[str]] = {codes: set() for codes in OUTPUT}
    for facts in (*(case["facts"] for case in GIVEN["cases"]), *random_facts(14, 6_000)):
        assessment = assess(facts, ENGLAND)
        found[c.Route].add(assessment.route)
        found[c.TimeLimit].add(assessment.time_limit)
        found[c.AdvocateOffer].add(assessment.advocate_offer)
        found[c.Flag] |= assessment.flags
        found[c.Signpost] |= assessment.signposts
        found[c.Due] |= assessment.due.keys()
        for issue in assessment.issues:
            found[c.Part] |= issue.parts
            found[c.TimeResult].add(issue.time_result)
    return found


OUTPUT = (c.Route, c.TimeLimit, c.AdvocateOffer, c.Flag, c.Signpost, c.Due, c.Part, c.TimeResult)


@pytest.mark.parametrize("codes", OUTPUT, ids=lambda codes: codes.__name__)
def test_every_output_code_is_produced_by_some_input(
    codes: type[StrEnum], produced: dict[type[StrEnum], set[str]]
) -> None:
    assert produced[codes] == set(codes)
