"""Where each subject goes, and how the standing of the person changes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from intake.rules.codes import Mark, Part, Signpost, Standing, Step, Subject
from intake.rules.rule import Rule, Words, first_fitting, otherwise, written
from intake.rules.steps import COMPLAINT_STEPS


@dataclass(frozen=True, slots=True, eq=False)
class Placing(Words):
    """One row of the table of subjects: the parts a subject has, whom else it may go to, and its marks."""

    subjects: tuple[Subject, ...]
    parts: frozenset[Part]
    signposts: frozenset[Signpost]
    marks: frozenset[Mark]


def _placing(
    subjects: tuple[Subject, ...],
    parts: tuple[Part, ...],
    *,
    signposts: tuple[Signpost, ...] = (),
    marks: tuple[Mark, ...] = (),
    source: str,
    code: str = "P1",
    where: str = "",
) -> Placing:
    return Placing(
        code=code,
        condition=f"the subject is {_listed(subjects, 'or')}{where}",
        effect="; ".join(
            f"{word}: {_listed(codes, 'and')}"
            for word, codes in (("parts", parts), ("signposts", signposts), ("marks", marks))
            if codes
        ),
        source=source,
        subjects=subjects,
        parts=frozenset(parts),
        signposts=frozenset(signposts),
        marks=frozenset(marks),
    )


def _listed(words: Iterable[str], last: str) -> str:
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end


SUBJECTS: tuple[Placing, ...] = (
    _placing(
        (
            Subject.SW_ASSESSMENT,
            Subject.SW_SUPPORT_SERVICE,
            Subject.SW_STAFF_CONDUCT,
            Subject.SW_COMMUNICATION,
            Subject.REFERRAL_RESPONSE,
            Subject.CARE_PLACEMENT,
            Subject.CARE_CONTACT,
            Subject.CARE_PLAN_REVIEW,
            Subject.LEAVING_CARE_SUPPORT,
            Subject.STAYING_PUT,
            Subject.HOMELESS_16_17,
            Subject.DISABLED_CHILD_SERVICE,
            Subject.SHORT_BREAKS,
            Subject.DIRECT_PAYMENTS,
            Subject.PARENT_CARER_ASSESSMENT,
            Subject.YOUNG_CARER,
            Subject.PRIVATE_FOSTERING,
            Subject.KINSHIP_SUPPORT,
            Subject.FOSTERING_SUPPORT_PAYMENT,
            Subject.FOSTERING_PLACEMENT_END,
            Subject.FOSTERING_ALLEGATION_PROCESS,
            Subject.ADOPTION_MATCHING,
            Subject.ADOPTION_SUPPORT,
            Subject.SGO_SUPPORT,
            Subject.CARE_ORDER_APPLICATION,
        ),
        (Part.STATUTORY,),
        source="reg 3; CA 1989 Part 3; LGSCO 24 009 410, 24 015 537, 24 022 000, 22 013 890, 25 000 129, 24 006 478",
    ),
    _placing(
        (Subject.FOSTERING_APPROVAL, Subject.ADOPTER_APPROVAL),
        (Part.CM_DECIDES,),
        signposts=(Signpost.IRM,),
        marks=(Mark.SCOPE, Mark.DEADLINE),
        source="LGSCO 22 012 757, 17 013 507",
    ),
    _placing(
        (Subject.S47_ENQUIRY,), (Part.CM_DECIDES,), marks=(Mark.SCOPE,), source="reg 3; LGSCO 25 002 927, 20 012 689"
    ),
    _placing(
        (Subject.AGE_ASSESSMENT,),
        (Part.CM_DECIDES,),
        signposts=(Signpost.LEGAL_ADVICE_URGENT,),
        marks=(Mark.SCOPE, Mark.DEADLINE),
        source="practice",
    ),
    _placing(
        (Subject.EARLY_HELP,), (Part.CM_DECIDES,), marks=(Mark.SCOPE,), source="Hampshire 2017/18; Croydon Q3 2018/19"
    ),
    _placing(
        (Subject.PROFESSIONAL_DISAGREEMENT, Subject.OTHER, Subject.NOT_KNOWN),
        (Part.CM_DECIDES,),
        marks=(Mark.SCOPE,),
        source="practice",
    ),
    _placing(
        (Subject.YOT, Subject.COMPLAINT_HANDLING), (Part.CORPORATE,), marks=(Mark.SCOPE,), source="Hampshire 2017/18"
    ),
    _placing((Subject.LADO_PROCESS,), (Part.CORPORATE,), source="LGSCO 19 019 597, 21 010 853"),
    _placing(
        (Subject.SAR_FOI,),
        (Part.CORPORATE,),
        signposts=(Signpost.DATA_PROTECTION_OFFICER, Signpost.ICO),
        marks=(Mark.DATA,),
        source="practice",
    ),
    _placing(
        (Subject.EHCP_SEN,),
        (Part.CORPORATE,),
        signposts=(Signpost.SEND_TRIBUNAL, Signpost.SENDIASS),
        marks=(Mark.DEADLINE,),
        source="East Sussex policy; LGSCO 20 012 558",
    ),
    _placing(
        (Subject.SCHOOL_TRANSPORT_ADMISSIONS,),
        (Part.CORPORATE,),
        signposts=(Signpost.TRANSPORT_APPEAL,),
        source="Hampshire 2017/18",
    ),
    _placing((Subject.POLICY_GENERAL,), (Part.CORPORATE,), source="Hampshire 2017/18; GBFC†"),
    _placing(
        (Subject.CP_CONFERENCE_DECISION,),
        (Part.CP_CONFERENCE,),
        signposts=(Signpost.CONFERENCE_CHAIR,),
        marks=(Mark.DEADLINE,),
        source="LGSCO fact sheet on child protection; Solihull and Lincolnshire procedures",
    ),
    _placing(
        (Subject.CP_CONFERENCE_PROCESS,),
        (Part.CP_CONFERENCE,),
        signposts=(Signpost.CONFERENCE_CHAIR,),
        marks=(Mark.DEADLINE, Mark.SCOPE),
        source="LGSCO fact sheet on child protection; Solihull and Lincolnshire procedures; "
        "Portsmouth procedure takes another view",
    ),
    _placing(
        (Subject.COURT_DECISION,),
        (Part.SIGNPOST,),
        signposts=(Signpost.COURT_LEGAL_ADVICE,),
        marks=(Mark.DEADLINE,),
        source="LGSCO fact sheet",
    ),
    _placing(
        (Subject.COURT_REPORT_S7_S37,),
        (Part.SIGNPOST,),
        signposts=(Signpost.COURT_LEGAL_ADVICE,),
        marks=(Mark.SCOPE,),
        source="LGSCO 23 008 838, 24 010 590",
    ),
    _placing((Subject.CAFCASS,), (Part.SIGNPOST,), signposts=(Signpost.CAFCASS,), source="practice"),
    _placing((Subject.POLICE,), (Part.SIGNPOST,), signposts=(Signpost.POLICE_COMPLAINTS,), source="LGSCO 25 011 026"),
    _placing((Subject.NHS,), (Part.SIGNPOST,), signposts=(Signpost.NHS_COMPLAINTS,), source="practice"),
    _placing((Subject.OTHER_COUNCIL,), (Part.SIGNPOST,), signposts=(Signpost.OTHER_COUNCIL,), source="practice"),
    _placing((Subject.COUNCILLOR,), (Part.SIGNPOST,), signposts=(Signpost.MONITORING_OFFICER,), source="practice"),
    _placing((Subject.SCHOOL,), (Part.SIGNPOST,), signposts=(Signpost.SCHOOL_COMPLAINT,), source="Hampshire 2017/18"),
    _placing(
        (Subject.ADULT_SOCIAL_CARE,),
        (Part.SIGNPOST,),
        signposts=(Signpost.ADULT_SOCIAL_CARE_COMPLAINT,),
        source="LGSCO 24 017 890",
    ),
    _placing(
        (Subject.EMPLOYMENT_GRIEVANCE,),
        (Part.SIGNPOST,),
        signposts=(Signpost.HR_GRIEVANCE, Signpost.WHISTLEBLOWING),
        source="Hampshire 2017/18",
    ),
    _placing(
        (Subject.DATA_BREACH, Subject.RECORD_INACCURATE),
        (Part.STATUTORY, Part.SIGNPOST),
        signposts=(Signpost.DATA_PROTECTION_OFFICER, Signpost.ICO),
        marks=(Mark.DATA,),
        source="LGSCO 22 004 444, 24 003 258; Lincolnshire 2019/20",
    ),
    _placing(
        (Subject.STAFF_DISCIPLINE_REQUEST,),
        (Part.STATUTORY, Part.SIGNPOST),
        signposts=(Signpost.SOCIAL_WORK_ENGLAND,),
        source="Hampshire 2017/18; LGSCO 25 013 323",
    ),
    _placing(
        (Subject.INSURANCE_COMPENSATION,),
        (Part.STATUTORY, Part.SIGNPOST),
        signposts=(Signpost.INSURANCE_LEGAL,),
        source="practice",
    ),
    _placing(
        (Subject.CHILDRENS_HOME_PROVIDER,),
        (Part.STATUTORY, Part.SIGNPOST),
        signposts=(Signpost.PROVIDER_COMPLAINT, Signpost.OFSTED),
        source="Bournemouth page",
    ),
)
POLICY_FOR_A_CHILD = _placing(
    (Subject.POLICY_GENERAL,),
    (Part.STATUTORY,),
    marks=(Mark.SCOPE,),
    source="GBFC†; Hampshire 2017/18",
    code="P2",
    where=", a child is concerned and standing is not public: the effect of a policy on a child is a listed ground",
)

_BY_SUBJECT = {subject: placing for placing in SUBJECTS for subject in placing.subjects}


def placing_of(subject: Subject, concerns_a_child: bool, standing: Standing) -> Placing:
    """The row of the table for one issue, before standing changes its parts."""
    if subject is Subject.POLICY_GENERAL and concerns_a_child and standing is not Standing.PUBLIC:
        return POLICY_FOR_A_CHILD
    return _BY_SUBJECT[subject]


class Asking(NamedTuple):
    """In what right somebody asks, and for which step."""

    standing: Standing
    step: Step


Change = dict[Part, Part]


def _every_part_to(part: Part) -> Change:
    return dict.fromkeys(Part, part)


CHANGES: tuple[Rule[Asking, Change], ...] = (
    Rule(
        "P3",
        "standing is unreachable",
        "every part becomes cm_decides",
        "Hull procedure; GBFC†",
        lambda a: a.standing is Standing.UNREACHABLE,
        _every_part_to(Part.CM_DECIDES),
    ),
    Rule(
        "P3",
        "standing is professional",
        "every part becomes professional_escalation",
        "Slough procedure",
        lambda a: a.standing is Standing.PROFESSIONAL,
        _every_part_to(Part.PROFESSIONAL_ESCALATION),
    ),
    Rule(
        "P3",
        "standing is staff",
        "every part becomes signpost",
        "Hampshire 2017/18",
        lambda a: a.standing is Standing.STAFF,
        _every_part_to(Part.SIGNPOST),
    ),
    Rule(
        "P3",
        "standing is public",
        "statutory and cm_decides become corporate",
        "Hampshire 2017/18",
        lambda a: a.standing is Standing.PUBLIC,
        {Part.STATUTORY: Part.CORPORATE, Part.CM_DECIDES: Part.CORPORATE},
    ),
    Rule(
        "P3",
        "the step is stage2 or stage3, for any other standing",
        "no change: standing is not tested again",
        "reg 12",
        lambda a: a.step is Step.STAGE2 or a.step is Step.STAGE3,
        {},
    ),
    Rule(
        "P3",
        "standing is interest",
        "statutory becomes statutory_si",
        "reg 12",
        lambda a: a.standing is Standing.INTEREST,
        {Part.STATUTORY: Part.STATUTORY_SI},
    ),
    Rule(
        "P3",
        "standing is interest_cm, unclear or agreement_unclear",
        "statutory becomes cm_decides",
        "reg 12; s24D†",
        lambda a: a.standing in (Standing.INTEREST_CM, Standing.UNCLEAR, Standing.AGREEMENT_UNCLEAR),
        {Part.STATUTORY: Part.CM_DECIDES},
    ),
    Rule("P3", "standing is agreed or own_right", "no change", "s26(3)-(3C)†, s24D†", otherwise, {}),
)


@cache
def change_for(asking: Asking) -> Rule[Asking, Change]:
    """The rule that says how standing changes the parts."""
    return first_fitting(CHANGES, asking)


class PlacedSubject(NamedTuple):
    """One issue placed: the row of its subject, and its parts as standing changes them."""

    row: Placing
    parts: frozenset[Part]


@written(
    "P4",
    "always",
    "the parts of an issue are those of its subject as standing changes them, in the same way for every request; the "
    "parts of the complaint are all of them together; without issues they are those of one issue with the subject "
    "not_known",
    "practice",
)
@cache
def place(subject: Subject, concerns_a_child: bool, asking: Asking) -> PlacedSubject:
    """Where one issue goes for this person."""
    row = placing_of(subject, concerns_a_child, asking.standing)
    change = change_for(asking).result
    return PlacedSubject(row, frozenset(change.get(part, part) for part in row.parts))


@written(
    "P5",
    "the step is a complaint step (new, stage2, stage3, same_or_new or finished), and standing is neither professional "
    "nor staff",
    "the subject counts for marks, flags and signposts; where it does not count there are no marks",
    "practice",
)
@cache
def subject_counts(asking: Asking) -> bool:
    """Whether what the complaint is about has a say in its marks, flags and signposts."""
    return asking.step in COMPLAINT_STEPS and asking.standing not in (Standing.PROFESSIONAL, Standing.STAFF)
