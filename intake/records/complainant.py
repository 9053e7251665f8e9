"""Who complains, about which child, and in what relation: from the answers to the words of the rules."""

from __future__ import annotations

from intake.questions.vocabulary import Case
from intake.records.dates_said import age_said
from intake.rules.codes import ChildConsent, ChildStatus, ParentalResponsibility, ResponsibleCouncil, Who

YOUNG = frozenset({Who.CHILD, Who.CARE_LEAVER})

_RELATIONSHIPS = {
    "parent": Who.PARENT,
    "step_parent": Who.STEP_PARENT,
    "grandparent": Who.GRANDPARENT,
    "sibling": Who.SIBLING,
    "other_relative": Who.OTHER_RELATIVE,
    "special_guardian": Who.SPECIAL_GUARDIAN,
    "foster_carer": Who.FOSTER_CARER,
    "adopter": Who.ADOPTER,
    "advocate": Who.ADVOCATE_OR_REPRESENTATIVE,
    "professional": Who.PROFESSIONAL,
    "friend": Who.FRIEND_NEIGHBOUR,
}
_STATUSES = {
    "in_care": ChildStatus.LOOKED_AFTER,
    "living_at_home": ChildStatus.IN_NEED,
    "protection": ChildStatus.CHILD_PROTECTION_PLAN,
    "leaving_care": ChildStatus.CARE_LEAVER,
}
_RESPONSIBILITIES = {
    "yes": ParentalResponsibility.YES,
    "shared": ParentalResponsibility.YES,
    "no": ParentalResponsibility.NO,
}
_CONSENTS = {
    "agrees": ChildConsent.GIVEN,
    "does_not_agree": ChildConsent.REFUSED,
    "too_young": ChildConsent.NOT_ABLE,
}
_COUNCILS = {
    "another": ResponsibleCouncil.OTHER,
    "not_sure": ResponsibleCouncil.NOT_SURE,
}


def who_complains(case: Case) -> Who:
    """The person whose complaint it is; an adult who tells of their own treatment is nobody the law has a word for."""
    who_are_you = case.words("who_are_you")
    if who_are_you in YOUNG:
        return Who(who_are_you)
    return _RELATIONSHIPS.get(case.words("relationship"), Who.UNKNOWN)


def child_concerned(case: Case, who: Who) -> dict[str, object]:
    """The age and the status of the child or young person it is about: themself, where they are one."""
    if _is_about_themself(case):
        return {"age": None, "status": ChildStatus.NOT_APPLICABLE}
    age = age_said(case, "age", "dob") if who in YOUNG else age_said(case, "child_dob")
    if who == Who.CARE_LEAVER:
        return {"age": age, "status": ChildStatus.CARE_LEAVER}
    return {"age": age, "status": _STATUSES.get(case.words("service"), ChildStatus.NOT_KNOWN)}


def parental_responsibility(case: Case) -> ParentalResponsibility:
    """Asked and passed over is not sure; never asked does not apply."""
    if "parental_responsibility" not in case.answers:
        return ParentalResponsibility.NOT_APPLICABLE
    return _RESPONSIBILITIES.get(case.words("parental_responsibility"), ParentalResponsibility.NOT_SURE)


def child_consent(case: Case, who: Who) -> ChildConsent:
    """What the child thinks of an adult's complaint, as far as the adult can tell."""
    if who in YOUNG or _is_about_themself(case):
        return ChildConsent.NOT_NEEDED
    return _CONSENTS.get(case.words("child_knows"), ChildConsent.NOT_ASKED)


def council_responsible(case: Case) -> ResponsibleCouncil:
    """This council, unless they said otherwise."""
    return _COUNCILS.get(case.words("which_council"), ResponsibleCouncil.THIS)


def _is_about_themself(case: Case) -> bool:
    return case.words("relationship") == "self"
