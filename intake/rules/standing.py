"""Who is asking, and in what right. A person without standing is not refused: their complaint goes another way."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from intake.rules.codes import ActingFor, ChildConsent, ChildStatus, ParentalResponsibility, ReplyWay, Standing, Who
from intake.rules.facts import Facts
from intake.rules.rule import Rule, first_fitting, otherwise, written

REPRESENTATIVES = frozenset({Who.ADVOCATE, Who.SOLICITOR, Who.ADVOCATE_OR_REPRESENTATIVE})
# People who may speak for somebody of 18 or over, but have no right of their own in that person's matters.
FAMILY_AND_FRIENDS = frozenset(
    {
        Who.PARENT,
        Who.STEP_PARENT,
        Who.PARTNER_OF_PARENT,
        Who.EX_PARTNER,
        Who.GRANDPARENT,
        Who.SIBLING,
        Who.OTHER_RELATIVE,
        Who.FRIEND_NEIGHBOUR,
    }
)
FOR_THEMSELVES = frozenset({Who.CHILD, Who.CARE_LEAVER})
FOR_A_YOUNG_PERSON = frozenset({ActingFor.CHILD_BY_INSTRUCTION, ActingFor.YOUNG_ADULT})
ADULT_AGE = 18

PROFESSIONALS = frozenset({Who.PROFESSIONAL, Who.HEAD_TEACHER, Who.HEALTH_STAFF, Who.OTHER_AGENCY})
OF_INTEREST = frozenset(
    {
        Who.STEP_PARENT,
        Who.PARTNER_OF_PARENT,
        Who.EX_PARTNER,
        Who.GRANDPARENT,
        Who.SIBLING,
        Who.OTHER_RELATIVE,
        Who.FRIEND_NEIGHBOUR,
        Who.PRIVATE_FOSTER_CARER,
    }
)
OF_INTEREST_BY_DECISION = frozenset({Who.FORMER_FOSTER_CARER, Who.KINSHIP_CARER})
NOT_CLEAR = frozenset({Who.PROSPECTIVE_FOSTER_CARER, Who.ADULT_SERVICE_USER, Who.ANONYMOUS, Who.UNKNOWN})

# Standings of people who do not complain as somebody close to the child.
OUTSIDERS = frozenset({Standing.UNREACHABLE, Standing.PROFESSIONAL, Standing.STAFF, Standing.PUBLIC})


class Speaker(NamedTuple):
    """Who speaks, for whom by their own word, and whether the child or young person is 18 or over."""

    who: Who
    acting_for: ActingFor
    about_an_adult: bool

    def may_speak_for_another(self) -> bool:
        """Whether it was left open that the complaint is somebody else's."""
        return self.acting_for in (ActingFor.SELF, ActingFor.CHILD)


# None stands for `acting_for` as it was given.
ACTING: tuple[Rule[Speaker, ActingFor | None], ...] = (
    Rule(
        "S1",
        "`acting_for` is self or child, `child.age` is 18 or more, and `who` is parent, step_parent, "
        "partner_of_parent, ex_partner, grandparent, sibling, other_relative, friend_neighbour, advocate, solicitor or "
        "advocate_or_representative",
        "acting is young_adult",
        "s24D†; s26(3)†",
        lambda s: (
            s.may_speak_for_another() and s.about_an_adult and (s.who in FAMILY_AND_FRIENDS or s.who in REPRESENTATIVES)
        ),
        ActingFor.YOUNG_ADULT,
    ),
    Rule(
        "S1",
        "`acting_for` is self or child, and `who` is advocate, solicitor or advocate_or_representative",
        "acting is child_by_instruction",
        "s24D†; s26(3)†",
        lambda s: s.may_speak_for_another() and s.who in REPRESENTATIVES,
        ActingFor.CHILD_BY_INSTRUCTION,
    ),
    Rule("S1", "otherwise", "acting is `acting_for` as it was given", "s24D†; s26(3)†", otherwise, None),
)


class Person(NamedTuple):
    """Who is asking, with what follows from the facts about them."""

    facts: Facts
    acting: ActingFor
    acting_rule: Rule[Speaker, ActingFor | None]
    is_represented: bool
    concerns_a_child: bool
    is_anonymous: bool
    no_reply_possible: bool
    is_unreachable: bool


def person_of(facts: Facts) -> Person:
    """The person whom the facts describe."""
    about_an_adult = facts.child.age is not None and facts.child.age >= ADULT_AGE
    acting_rule = _acting_for(Speaker(facts.who, facts.acting_for, about_an_adult))
    acting = acting_rule.result or facts.acting_for
    anonymous = is_anonymous(facts)
    no_reply = has_no_reply_way(facts, anonymous)
    return Person(
        facts=facts,
        acting=acting,
        acting_rule=acting_rule,
        is_represented=is_represented(acting),
        concerns_a_child=concerns_a_child(facts),
        is_anonymous=anonymous,
        no_reply_possible=no_reply,
        is_unreachable=anonymous and no_reply,
    )


@cache
def _acting_for(speaker: Speaker) -> Rule[Speaker, ActingFor | None]:
    return first_fitting(ACTING, speaker)


@written(
    "S2",
    "acting is child_by_instruction or young_adult",
    "the person is represented, and the child or young person is the complainant",
    "GBFC†; LGSCO 23 016 281",
)
def is_represented(acting: ActingFor) -> bool:
    """Whether somebody else speaks for the child or young person who complains."""
    return acting in FOR_A_YOUNG_PERSON


@written(
    "S3",
    "`who` is child or care_leaver, or `child.status` is not not_applicable",
    "a child is concerned",
    "s26(3)†",
)
def concerns_a_child(facts: Facts) -> bool:
    """Whether a child or young person is concerned at all."""
    return facts.who in FOR_THEMSELVES or facts.child.status is not ChildStatus.NOT_APPLICABLE


@written(
    "S4",
    "`who` is anonymous, or `name_given` is false",
    "the person is anonymous",
    "GBFC†; Hull procedure",
)
def is_anonymous(facts: Facts) -> bool:
    """Whether no name was given, not even a nickname."""
    return facts.who is Who.ANONYMOUS or not facts.name_given


@written(
    "S4",
    "`reply_ways` is exactly none, or the person is anonymous and `reply_ways` is empty",
    "no reply is possible; who is anonymous as well is unreachable",
    "GBFC†; Hull procedure",
)
def has_no_reply_way(facts: Facts, anonymous: bool) -> bool:
    """Whether an answer cannot reach the person. Ways that were not asked about count only where there is no name."""
    return ReplyWay.NONE in facts.reply_ways or (anonymous and not facts.reply_ways)


class Claim(NamedTuple):
    """All that standing depends on."""

    who: Who
    acting: ActingFor
    child_consent: ChildConsent
    pr: ParentalResponsibility
    is_unreachable: bool


STANDINGS: tuple[Rule[Claim, Standing], ...] = (
    Rule(
        "S5",
        "the person is unreachable",
        "standing is unreachable",
        "Hull procedure",
        lambda c: c.is_unreachable,
        Standing.UNREACHABLE,
    ),
    Rule(
        "S6",
        "acting is child_by_instruction, and `child_consent` is given, not_able or not_needed",
        "standing is agreed",
        "GBFC†; LGSCO 21 002 324",
        lambda c: (
            c.acting is ActingFor.CHILD_BY_INSTRUCTION
            and c.child_consent in (ChildConsent.GIVEN, ChildConsent.NOT_ABLE, ChildConsent.NOT_NEEDED)
        ),
        Standing.AGREED,
    ),
    Rule(
        "S6",
        "acting is child_by_instruction otherwise",
        "standing is agreement_unclear",
        "GBFC†; LGSCO 21 002 324",
        lambda c: c.acting is ActingFor.CHILD_BY_INSTRUCTION,
        Standing.AGREEMENT_UNCLEAR,
    ),
    Rule(
        "S7",
        "acting is young_adult, and `child_consent` is given or not_able",
        "standing is agreed",
        "s24D†",
        lambda c: c.acting is ActingFor.YOUNG_ADULT and c.child_consent in (ChildConsent.GIVEN, ChildConsent.NOT_ABLE),
        Standing.AGREED,
    ),
    Rule(
        "S7",
        "acting is young_adult otherwise",
        "standing is agreement_unclear",
        "s24D†",
        lambda c: c.acting is ActingFor.YOUNG_ADULT,
        Standing.AGREEMENT_UNCLEAR,
    ),
    Rule(
        "S8",
        "`who` is professional, head_teacher, health_staff or other_agency",
        "standing is professional",
        "Slough procedure; Hampshire 2017/18",
        lambda c: c.who in PROFESSIONALS,
        Standing.PROFESSIONAL,
    ),
    Rule(
        "S9",
        "`who` is staff",
        "standing is staff",
        "Hampshire 2017/18",
        lambda c: c.who is Who.STAFF,
        Standing.STAFF,
    ),
    Rule(
        "S10",
        "`who` is member_of_public",
        "standing is public",
        "Hampshire 2017/18",
        lambda c: c.who is Who.MEMBER_OF_PUBLIC,
        Standing.PUBLIC,
    ),
    Rule(
        "S11",
        "`pr` is yes",
        "standing is own_right",
        "s26(3)(c)†",
        lambda c: c.pr is ParentalResponsibility.YES,
        Standing.OWN_RIGHT,
    ),
    Rule(
        "S12",
        "`who` is step_parent, partner_of_parent, ex_partner, grandparent, sibling, other_relative, friend_neighbour "
        "or private_foster_carer",
        "standing is interest",
        "reg 12; LGSCO 24 019 922",
        lambda c: c.who in OF_INTEREST,
        Standing.INTEREST,
    ),
    Rule(
        "S13",
        "`who` is former_foster_carer or kinship_carer",
        "standing is interest_cm",
        "LGSCO 20 009 341, 19 014 414",
        lambda c: c.who in OF_INTEREST_BY_DECISION,
        Standing.INTEREST_CM,
    ),
    Rule(
        "S14",
        "`who` is prospective_foster_carer, adult_service_user, anonymous or unknown",
        "standing is unclear",
        "practice",
        lambda c: c.who in NOT_CLEAR,
        Standing.UNCLEAR,
    ),
    Rule(
        "S15",
        "`who` is anybody else: child, care_leaver, parent with or without parental responsibility, adopter, "
        "foster_carer, special_guardian, sgo_applicant, guardian_with_pr, prospective_adopter, adopted_person, "
        "birth_parent_of_adopted, mp_or_councillor, or a representative acting for another adult",
        "standing is own_right",
        "s26(3)-(3C)†, s24D†; North East Lincolnshire 2021/22",
        otherwise,
        Standing.OWN_RIGHT,
    ),
)


def standing_of(person: Person) -> Rule[Claim, Standing]:
    """The rule that gives the person's standing."""
    facts = person.facts
    return _standing_for(Claim(facts.who, person.acting, facts.child_consent, facts.pr, person.is_unreachable))


@cache
def _standing_for(claim: Claim) -> Rule[Claim, Standing]:
    return first_fitting(STANDINGS, claim)
