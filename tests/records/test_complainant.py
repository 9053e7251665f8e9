"""Who complains, about which child, and in what relation."""

from datetime import date

import pytest

from intake.questions.catalogue.who import RELATIONSHIP
from intake.questions.vocabulary import Answer, Case, OneOf, Voice
from intake.records.complainant import (
    child_concerned,
    child_consent,
    council_responsible,
    parental_responsibility,
    who_complains,
)

CHILD: dict[str, Answer] = {"who_are_you": "child"}
CARE_LEAVER: dict[str, Answer] = {"who_are_you": "care_leaver"}
PARENT: dict[str, Answer] = {"who_are_you": "adult", "relationship": "parent"}
THEMSELF: dict[str, Answer] = {"who_are_you": "adult", "relationship": "self"}

RELATIONSHIPS = {
    "parent": "parent",
    "step_parent": "step_parent",
    "grandparent": "grandparent",
    "sibling": "sibling",
    "other_relative": "other_relative",
    "special_guardian": "special_guardian",
    "foster_carer": "foster_carer",
    "adopter": "adopter",
    "advocate": "advocate_or_representative",
    "professional": "professional",
    "friend": "friend_neighbour",
    "self": "unknown",
}


def case(answers: dict[str, Answer]) -> Case:
    return Case(Voice.ADULT, date(2026, 11, 23), answers)


@pytest.mark.parametrize(("relationship", "who"), RELATIONSHIPS.items())
def test_an_adult_is_who_they_are_to_the_child(relationship: str, who: str) -> None:
    assert who_complains(case({"who_are_you": "adult", "relationship": relationship})) == who


def test_every_relationship_of_the_catalogue_is_known() -> None:
    assert isinstance(RELATIONSHIP.answer, OneOf)
    assert {option.code for option in RELATIONSHIP.answer.options} == set(RELATIONSHIPS)


@pytest.mark.parametrize(
    ("answers", "who"),
    [
        pytest.param(CHILD, "child", id="a child"),
        pytest.param(CARE_LEAVER, "care_leaver", id="a care leaver"),
        pytest.param({"who_are_you": "adult"}, "unknown", id="an adult who was not asked"),
        pytest.param({"who_are_you": "adult", "relationship": None}, "unknown", id="an adult who skipped it"),
        pytest.param({}, "unknown", id="a caller who has not said"),
    ],
)
def test_everybody_else_is_who_they_said_at_the_start(answers: dict[str, Answer], who: str) -> None:
    assert who_complains(case(answers)) == who


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        pytest.param(PARENT | {"service": "in_care"}, "looked_after", id="in care"),
        pytest.param(PARENT | {"service": "living_at_home"}, "in_need", id="at home"),
        pytest.param(PARENT | {"service": "protection"}, "child_protection_plan", id="protection"),
        pytest.param(CHILD | {"service": "leaving_care"}, "care_leaver", id="leaving care"),
        pytest.param(CHILD | {"service": "fostering"}, "not_known", id="a team that says nothing of it"),
        pytest.param(CHILD, "not_known", id="no team"),
        pytest.param(CARE_LEAVER, "care_leaver", id="a care leaver"),
        pytest.param(CARE_LEAVER | {"service": "in_care"}, "care_leaver", id="a care leaver about being in care"),
        pytest.param(THEMSELF | {"service": "in_care"}, "not_applicable", id="how they were treated themself"),
    ],
)
def test_how_the_child_stands_to_the_council(answers: dict[str, Answer], status: str) -> None:
    told = case(answers)
    assert child_concerned(told, who_complains(told))["status"] == status


@pytest.mark.parametrize(
    ("answers", "age"),
    [
        pytest.param(CHILD | {"age": "9"}, 9, id="a child is the child it is about"),
        pytest.param(CARE_LEAVER | {"dob": "2004-11-23"}, 22, id="and so is a care leaver"),
        pytest.param(PARENT | {"child_dob": "15"}, 15, id="an age for a parent's child"),
        pytest.param(PARENT | {"child_dob": "2008-11-23"}, 18, id="a birthday, 18 today"),
        pytest.param(PARENT | {"child_dob": "2008-11-24"}, 17, id="a birthday, 18 tomorrow"),
        pytest.param(PARENT | {"child_dob": None}, None, id="not said"),
        pytest.param(PARENT | {"child_dob": "2027-01-01"}, None, id="not born yet"),
    ],
)
def test_the_age_of_the_child(answers: dict[str, Answer], age: int | None) -> None:
    told = case(answers)
    assert child_concerned(told, who_complains(told))["age"] == age


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param({"parental_responsibility": "yes"}, "yes", id="yes"),
        pytest.param({"parental_responsibility": "shared"}, "yes", id="shared with the council"),
        pytest.param({"parental_responsibility": "no"}, "no", id="no"),
        pytest.param({"parental_responsibility": "not_sure"}, "not_sure", id="not sure"),
        pytest.param({"parental_responsibility": None}, "not_sure", id="asked and skipped"),
        pytest.param({}, "not_applicable", id="never asked"),
    ],
)
def test_parental_responsibility(answers: dict[str, Answer], expected: str) -> None:
    assert parental_responsibility(case(PARENT | answers)) == expected


@pytest.mark.parametrize(
    ("answers", "consent"),
    [
        pytest.param(PARENT | {"child_knows": "agrees"}, "given", id="agrees"),
        pytest.param(PARENT | {"child_knows": "knows_no_view"}, "not_asked", id="no view"),
        pytest.param(PARENT | {"child_knows": "does_not_agree"}, "refused", id="does not agree"),
        pytest.param(PARENT | {"child_knows": "does_not_know"}, "not_asked", id="does not know"),
        pytest.param(PARENT | {"child_knows": "too_young"}, "not_able", id="too young"),
        pytest.param(PARENT | {"child_knows": "not_safe_to_ask"}, "not_asked", id="not safe to ask"),
        pytest.param(PARENT | {"child_knows": None}, "not_asked", id="skipped"),
        pytest.param(PARENT, "not_asked", id="never asked"),
        pytest.param(CHILD, "not_needed", id="a child's own"),
        pytest.param(CARE_LEAVER, "not_needed", id="a care leaver's own"),
        pytest.param(THEMSELF, "not_needed", id="how they were treated themself"),
    ],
)
def test_what_the_child_thinks_of_it(answers: dict[str, Answer], consent: str) -> None:
    told = case(answers)
    assert child_consent(told, who_complains(told)) == consent


@pytest.mark.parametrize(
    ("said", "council"), [("this", "this"), ("another", "other"), ("not_sure", "not_sure"), (None, "this")]
)
def test_which_council_is_responsible(said: Answer, council: str) -> None:
    assert council_responsible(case({"which_council": said})) == council
