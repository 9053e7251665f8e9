"""When an advocate must be offered: to every child and care leaver who complains or thanks, at any age."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from intake.rules.codes import ActingFor, AdvocateOffer, ChildConsent, Who
from intake.rules.rule import Rule, first_fitting, otherwise, written
from intake.rules.standing import ADULT_AGE, Person


@written(
    "A1",
    "`who` is child, or `age` is below 18, or acting is child_by_instruction",
    "a child complains",
    "s26A",
)
def is_a_child_complaining(person: Person) -> bool:
    """Whether the complainant is a child, themselves or through somebody; a parent below 18 is one too."""
    facts = person.facts
    return (
        facts.who is Who.CHILD
        or (facts.age is not None and facts.age < ADULT_AGE)
        or person.acting is ActingFor.CHILD_BY_INSTRUCTION
    )


@written(
    "A2",
    "a child complains, or `who` is care_leaver (at any age), or acting is young_adult",
    "a young person complains",
    "s26A; s24D†",
)
def is_a_young_person_complaining(person: Person) -> bool:
    """Whether the complainant is somebody for whom the council must arrange an advocate."""
    return (
        is_a_child_complaining(person) or person.facts.who is Who.CARE_LEAVER or person.acting is ActingFor.YOUNG_ADULT
    )


class Complainant(NamedTuple):
    """All that the offer depends on."""

    is_a_young_person: bool
    acting: ActingFor
    child_consent: ChildConsent


OFFERS: tuple[Rule[Complainant, AdvocateOffer], ...] = (
    Rule(
        "A3",
        "a young person complains, or acting is child and `child_consent` is not_able, whatever the request",
        "an advocate must be offered",
        "s26A; reg 11†",
        lambda c: c.is_a_young_person or (c.acting is ActingFor.CHILD and c.child_consent is ChildConsent.NOT_ABLE),
        AdvocateOffer.MUST,
    ),
    Rule("A3", "otherwise", "an advocate may be offered", "s26A; reg 11†", otherwise, AdvocateOffer.MAY),
)


@cache
def offer_to(complainant: Complainant) -> Rule[Complainant, AdvocateOffer]:
    """The rule that says whether an advocate must be offered."""
    return first_fitting(OFFERS, complainant)
