"""Whom else the person may turn to. A signpost never replaces the record."""

from __future__ import annotations

from collections.abc import Callable

from intake.rules.codes import Outcome, Part, ResponsibleCouncil, Route, Signpost, Standing, Subject, Who
from intake.rules.matter import Matter
from intake.rules.rule import Rule

FOSTER_CARERS = frozenset({Who.FOSTER_CARER, Who.FORMER_FOSTER_CARER, Who.PROSPECTIVE_FOSTER_CARER})


def _only(*signposts: Signpost) -> Callable[[Matter], frozenset[Signpost]]:
    these = frozenset(signposts)
    return lambda _: these


def is_with_an_agency(matter: Matter) -> bool:
    """Whether a foster carer of an independent agency complains of a subject that counts."""
    facts = matter.facts
    return matter.subject_counts and facts.independent_agency and facts.who in FOSTER_CARERS


def _is_partly_corporate(matter: Matter) -> bool:
    return (
        matter.subject_counts
        and matter.base_route is not Route.CORPORATE
        and (
            Subject.S47_ENQUIRY in matter.subjects
            or (matter.base_route is Route.SPLIT and Part.CORPORATE in matter.parts)
        )
    )


SIGNPOSTS: tuple[Rule[Matter, Callable[[Matter], frozenset[Signpost]]], ...] = (
    Rule(
        "G1",
        "the subject counts",
        "the signposts of each issue's subject",
        "the table of subjects (P1)",
        lambda m: bool(m.subject_signposts),
        lambda m: m.subject_signposts,
    ),
    Rule(
        "G2",
        "the subject counts, the base route is not corporate, and either an issue's subject is s47_enquiry, or the "
        "base route is split and one of the parts is corporate",
        "signpost corporate_complaint",
        "reg 3; LGSCO 25 002 927, 20 012 689, 20 012 558",
        _is_partly_corporate,
        _only(Signpost.CORPORATE_COMPLAINT),
    ),
    Rule(
        "G3",
        "the subject counts, `independent_agency` is true, and `who` is foster_carer, former_foster_carer or "
        "prospective_foster_carer",
        "signpost fostering_agency",
        "GBFC†; North East Lincolnshire 2021/22",
        is_with_an_agency,
        _only(Signpost.FOSTERING_AGENCY),
    ),
    Rule(
        "G4",
        "the subject counts, and `who` is adult_service_user",
        "signpost adult_social_care_complaint",
        "LGSCO 24 017 890",
        lambda m: m.subject_counts and m.facts.who is Who.ADULT_SERVICE_USER,
        _only(Signpost.ADULT_SOCIAL_CARE_COMPLAINT),
    ),
    Rule(
        "G5",
        "the subject counts, and `council` is other",
        "signpost other_council",
        "practice",
        lambda m: m.subject_counts and m.facts.council is ResponsibleCouncil.OTHER,
        _only(Signpost.OTHER_COUNCIL),
    ),
    Rule(
        "G6",
        "there is an interest decision, and `outcome_sought` has change_contact",
        "signpost court_legal_advice",
        "LGSCO 17 019 004",
        lambda m: m.interest_decision and Outcome.CHANGE_CONTACT in m.facts.outcome_sought,
        _only(Signpost.COURT_LEGAL_ADVICE),
    ),
    Rule(
        "G7",
        "the step is a complaint step, and standing is staff",
        "signposts hr_grievance and whistleblowing",
        "Hampshire 2017/18",
        lambda m: m.is_complaint and m.standing is Standing.STAFF,
        _only(Signpost.HR_GRIEVANCE, Signpost.WHISTLEBLOWING),
    ),
    Rule(
        "G8",
        "no stage is left",
        "signpost lgsco",
        "LGSCO fact sheet",
        lambda m: m.no_stage_left,
        _only(Signpost.LGSCO),
    ),
)


def signposts_of(matter: Matter) -> list[Rule[Matter, Callable[[Matter], frozenset[Signpost]]]]:
    """The rules of all signposts that the matter has."""
    return [rule for rule in SIGNPOSTS if rule.holds(matter)]
