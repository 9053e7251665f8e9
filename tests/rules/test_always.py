"""What holds for every valid input."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.council.calendar import england
from intake.rules.assessment import assess
from intake.rules.codes import Due, Flag, Route, Safety, TimeResult
from tests.rules.facts_strategy import START, facts, issues, whens
from tests.rules.random_facts import random_facts
from tests.rules.test_cases import ASSESSMENT, FACTS, comparable

ENGLAND = england()
SAFETY_FLAGS = {
    Flag.CASE_CONCERN_SAME_DAY,
    Flag.LADO_REFERRAL,
    Flag.SAFE_CONTACT,
    Flag.SAFEGUARDING_IMMEDIATE,
    Flag.SAFEGUARDING_REFERRAL,
    Flag.STAFF_SAFETY_ALERT,
    Flag.URGENT_HOMELESS,
}
COUNTED_OTHERWISE = {Due.CASE_CONCERN_SAME_DAY, Due.RESUBMIT_BY, Due.LGSCO_LAST_DAY}
bounded = settings(max_examples=150, derandomize=True, deadline=None)


@pytest.mark.parametrize("seed", range(100, 104))
def test_fifty_thousand_facts_at_random_raise_nothing(seed: int) -> None:
    routes = {assess(given_facts, ENGLAND).route for given_facts in random_facts(seed, 50_000)}
    assert routes == set(Route)


@bounded
@given(facts())
def test_an_assessment_is_never_a_refusal_and_has_the_agreed_shape(plain: dict[str, Any]) -> None:
    FACTS.validate(plain)
    written = json.dumps(assess(plain, ENGLAND).to_plain())
    ASSESSMENT.validate(json.loads(written))
    for word in ("refus", "reject", "ineligible", "not_eligible", "denied"):
        assert word not in written


@bounded
@given(facts(), st.sampled_from(sorted(Safety)))
def test_adding_a_safety_fact_never_removes_a_safety_flag(plain: dict[str, Any], safety: Safety) -> None:
    before = assess(plain, ENGLAND).flags & SAFETY_FLAGS
    after = assess({**plain, "safety": [*plain.get("safety", []), safety]}, ENGLAND).flags
    assert before <= after


@bounded
@given(facts(), st.sampled_from(sorted(Safety)))
def test_danger_never_moves_a_clock(plain: dict[str, Any], safety: Safety) -> None:
    before = assess(plain, ENGLAND).due
    after = assess({**plain, "safety": [*plain.get("safety", []), safety]}, ENGLAND).due
    assert {key: after[key] for key in before} == before


@bounded
@given(whens(), st.integers(0, 1800), st.integers(1, 800))
def test_a_later_receipt_never_turns_late_into_in_time(when: dict[str, Any], start: int, later: int) -> None:
    first = START + timedelta(days=start)
    second = first + timedelta(days=later)
    today = second.isoformat()

    def result(received_on: date) -> TimeResult:
        plain = {"received": f"{received_on}T12:00:00Z", "today": today, "issues": [{"when": when}]}
        return assess(plain, ENGLAND).issues[0].time_result

    if result(first) is TimeResult.LATE:
        assert result(second) is TimeResult.LATE
    if result(second) is TimeResult.IN_TIME:
        assert result(first) is TimeResult.IN_TIME


@bounded
@given(facts())
def test_a_date_counted_in_working_days_is_a_working_day(plain: dict[str, Any]) -> None:
    for key, day in assess(plain, ENGLAND).due.items():
        assert key in COUNTED_OTHERWISE or ENGLAND.is_working_day(day), key


@bounded
@given(facts(), st.lists(issues(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_issues_changes_nothing_overall(
    plain: dict[str, Any], several: list[dict[str, Any]], random: Any
) -> None:
    shuffled = random.sample(several, len(several))
    one = comparable(assess({**plain, "issues": several}, ENGLAND).to_plain())
    other = comparable(assess({**plain, "issues": shuffled}, ENGLAND).to_plain())
    assert {**one, "issues": None} == {**other, "issues": None}


@bounded
@given(facts())
def test_every_reason_has_a_source_and_every_flag_and_due_date_has_a_reason(plain: dict[str, Any]) -> None:
    assessment = assess(plain, ENGLAND)
    codes = {reason.code for reason in assessment.reasons}
    assert codes >= assessment.flags | assessment.due.keys()
    assert all(reason.source for reason in assessment.reasons)
