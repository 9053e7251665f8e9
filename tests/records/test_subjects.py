"""From topics to subjects, and the annual report's own word for each."""

from datetime import date

import pytest

from intake.questions.catalogue.what_happened import TOPIC
from intake.questions.catalogue.where import SERVICE
from intake.questions.vocabulary import Answer, Case, ManyOf, OneOf, Option, Voice
from intake.records.report_codes import nature_of, service_of
from intake.records.subjects import NO_TOPIC, subject_of, topics_chosen


def case(**answers: Answer) -> Case:
    return Case(Voice.ADULT, date(2026, 11, 23), answers)


PARENT = case(who_are_you="adult", relationship="parent")


def options(answer: object) -> tuple[Option, ...]:
    assert isinstance(answer, OneOf | ManyOf)
    return answer.options


SUBJECTS = {
    "not_listened": "sw_communication",
    "cannot_reach": "sw_communication",
    "worker_manner": "sw_staff_conduct",
    "promise": "sw_support_service",
    "refused": "referral_response",
    "waiting": "sw_support_service",
    "move": "care_placement",
    "home": "care_placement",
    "family_time": "care_contact",
    "money": "sw_support_service",
    "plan": "sw_assessment",
    "unfair": "sw_staff_conduct",
    "private": "data_breach",
    "leaving": "leaving_care_support",
    "hurt": "sw_support_service",
    "meeting": "cp_conference_decision",
    "school": "school",
    "other": "not_known",
}


@pytest.mark.parametrize(("topic", "subject"), SUBJECTS.items())
def test_a_topic_becomes_its_subject(topic: str, subject: str) -> None:
    assert subject_of(topic, PARENT) == subject


def test_every_topic_of_the_catalogue_has_a_subject() -> None:
    assert [option.code for option in options(TOPIC.answer)] == list(SUBJECTS)


@pytest.mark.parametrize(
    ("topic", "answers", "subject"),
    [
        pytest.param(
            "home", {"service": "childrens_home"}, "childrens_home_provider", id="the place, a children's home"
        ),
        pytest.param("move", {"service": "childrens_home"}, "childrens_home_provider", id="a move, a children's home"),
        pytest.param("home", {"service": "in_care"}, "care_placement", id="the place, in care"),
        pytest.param("hurt", {"service": "childrens_home"}, "sw_support_service", id="hurt, a children's home"),
        pytest.param(
            "money", {"relationship": "foster_carer"}, "fostering_support_payment", id="a foster carer's money"
        ),
        pytest.param("money", {"relationship": "special_guardian"}, "sgo_support", id="a special guardian's money"),
        pytest.param("money", {"who_are_you": "care_leaver"}, "leaving_care_support", id="a care leaver's money"),
        pytest.param("money", {"who_are_you": "child"}, "sw_support_service", id="a child's money"),
        pytest.param("plan", {"who_are_you": "child"}, "care_plan_review", id="a child's plan"),
        pytest.param("plan", {"who_are_you": "care_leaver"}, "care_plan_review", id="a care leaver's plan"),
        pytest.param("school", {"service": "in_care", "topic_other": "SEND"}, "school", id="school within social care"),
        pytest.param("school", {"service": "not_social_care"}, "school_transport_admissions", id="school outside it"),
    ],
)
def test_a_service_or_a_relationship_may_say_better(topic: str, answers: dict[str, Answer], subject: str) -> None:
    assert subject_of(topic, case(**answers)) == subject


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        pytest.param({"topic_other": "the SEND team"}, "ehcp_sen", id="SEND beside the topic"),
        pytest.param({"what_happened": "The SEN officer left"}, "ehcp_sen", id="SEN in the story"),
        pytest.param({"what_happened": "His ehcp is late"}, "ehcp_sen", id="the plan, in small letters"),
        pytest.param({"what_happened": "Both EHCPs are late"}, "ehcp_sen", id="two plans"),
        pytest.param({"what_happened": "The EHC plan is late"}, "ehcp_sen", id="the plan, half spelled out"),
        pytest.param({"what_happened": "Special Educational Needs"}, "ehcp_sen", id="spelled out"),
        pytest.param({"court": ["tribunal"]}, "ehcp_sen", id="the tribunal"),
        pytest.param({"what_happened": "You did not send the bus"}, "school_transport_admissions", id="the verb"),
        pytest.param({"what_happened": "NOBODY IS SENDING IT"}, "school_transport_admissions", id="inside a word"),
        pytest.param({"topic_other": None}, "school_transport_admissions", id="nothing said"),
    ],
)
def test_special_needs_are_known_by_what_they_are_called(said: dict[str, Answer], subject: str) -> None:
    assert subject_of("school", case(service="not_social_care", **said)) == subject


@pytest.mark.parametrize("chosen", [[], None], ids=["none", "skipped"])
def test_a_story_without_a_topic_is_for_a_person_to_place(chosen: Answer) -> None:
    told = case(topic=chosen, what_happened="I am cross")
    assert topics_chosen(told) == (NO_TOPIC,)
    assert subject_of(NO_TOPIC, told) == "not_known"
    assert nature_of(NO_TOPIC, told) == "not_known"


def test_topics_come_in_the_order_of_the_question() -> None:
    assert topics_chosen(case(topic=["school", "plan", "cannot_reach"])) == ("cannot_reach", "plan", "school")


NATURES = {
    "not_listened": "not_listened_to",
    "cannot_reach": "poor_communication",
    "worker_manner": "staff_attitude_behaviour",
    "promise": "non_delivery",
    "refused": "refusal_of_service",
    "waiting": "delay",
    "move": "change_of_placement",
    "home": "quality_of_service",
    "family_time": "contact_arrangements",
    "money": "funding_finance",
    "plan": "assessment_outcome",
    "unfair": "discrimination",
    "private": "confidentiality",
    "leaving": "leaving_care",
    "hurt": "safeguarding",
    "meeting": "cp_conference_outcome",
    "school": "out_of_education",
    "other": "other",
}


@pytest.mark.parametrize("topic", [option.code for option in options(TOPIC.answer)])
def test_a_topic_has_its_nature_in_the_report(topic: str) -> None:
    assert nature_of(topic, PARENT) == NATURES[topic]


def test_a_plan_is_about_the_record_where_the_record_is_to_be_put_right() -> None:
    assert nature_of("plan", case(want=["explain", "fix_record"])) == "records_inaccurate"


SERVICES = {
    "in_care": "children_looked_after",
    "leaving_care": "care_leavers",
    "living_at_home": "child_in_need",
    "protection": "child_protection",
    "first_contact": "front_door_mash",
    "disability": "disabled_children",
    "fostering": "fostering",
    "childrens_home": "residential_unit",
    "adoption": "adoption_permanence",
    "early_help": "early_help",
    "review": "independent_reviewing",
    "out_of_hours": "out_of_hours",
    "not_social_care": "other",
    "not_sure": "not_known",
}


@pytest.mark.parametrize("service", [option.code for option in options(SERVICE.answer)])
def test_a_team_has_its_service_in_the_report(service: str) -> None:
    assert service_of(case(service=service)) == SERVICES[service]


def test_a_team_passed_over_is_not_known_to_the_report() -> None:
    assert service_of(case(service=None)) == "not_known"
