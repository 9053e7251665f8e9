"""The codes of the annual report: what a complaint is about in the words of the report's own tables.

A nature or a service is the form's suggestion; people refine it. Source: the complaint categories of the councils'
published annual reports under regulation 13 of the Children Act 1989 Representations Procedure (England)
Regulations 2006.
"""

from __future__ import annotations

from intake.questions.vocabulary import Case

NOT_KNOWN = "not_known"


def nature_of(topic: str, case: Case) -> str:
    """What kind of complaint a topic makes; a plan is about the record where they want the record put right."""
    if topic == "plan" and "fix_record" in case.codes("want"):
        return "records_inaccurate"
    return _NATURES.get(topic, NOT_KNOWN)


def service_of(case: Case) -> str:
    """Which service it is about, as far as they know."""
    return _SERVICES.get(case.words("service"), NOT_KNOWN)


_NATURES = {
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

_SERVICES = {
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
}
