"""What somebody has to look at. Flags only add; none blocks anything and none is a refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from intake.rules.codes import (
    ActingFor,
    Adjustment,
    AdvocateAnswer,
    AdvocateOffer,
    AllegationArea,
    Channel,
    ChildConsent,
    ChildStatus,
    Clock,
    Earlier,
    Flag,
    HelpedBy,
    LateReason,
    Mark,
    OtherParty,
    Outcome,
    ParentalResponsibility,
    Proceedings,
    ReplyWay,
    Request,
    ResponsibleCouncil,
    Route,
    Safety,
    Standing,
    Step,
    Subject,
    TimeLimit,
    Who,
    WithdrawReason,
)
from intake.rules.matter import Matter
from intake.rules.rule import Rule
from intake.rules.safety import CONTROLLED_AT_HOME, has_allegation, is_case_concern, is_immediate, needs_referral
from intake.rules.signposts import is_with_an_agency
from intake.rules.standing import FOR_THEMSELVES, OUTSIDERS, REPRESENTATIVES
from intake.rules.steps import COUNTING_ANEW

RUNNING = frozenset(
    {
        Proceedings.CARE,
        Proceedings.PRIVATE_LAW,
        Proceedings.CRIMINAL,
        Proceedings.TRIBUNAL,
        Proceedings.DISCIPLINARY,
        Proceedings.POLICE_INVESTIGATION,
    }
)
IN_ONES_OWN_MATTER = frozenset({Who.CHILD, Who.CARE_LEAVER, Who.ADOPTED_PERSON, Who.ADULT_SERVICE_USER})
# People who as a rule have parental responsibility, or need none.
LIKE_PARENTS = frozenset({Who.PARENT, Who.ADOPTER, Who.SPECIAL_GUARDIAN, Who.GUARDIAN_WITH_PR})
SPEAKING_FOR_OTHERS = REPRESENTATIVES | {Who.MP_OR_COUNCILLOR}
SPOKEN = frozenset({Channel.TELEPHONE, Channel.TELEPHONE_CONTACT_CENTRE, Channel.IN_PERSON, Channel.VIDEO_CALL})
ABOUT_CARERS = frozenset({Subject.CARE_PLACEMENT, Subject.CHILDRENS_HOME_PROVIDER})
ABOUT_WORKERS = frozenset({Subject.SW_STAFF_CONDUCT, Subject.SW_COMMUNICATION, Subject.STAFF_DISCIPLINE_REQUEST})
IMPAIRMENTS = frozenset({LateReason.HEALTH_OR_TRAUMA, LateReason.DISABILITY_OR_COMMUNICATION})
NOT_PURSUED = frozenset({Step.WITHDRAW, Step.COMPLIMENT})
AFTER_AN_ANSWER = frozenset({Step.FINISHED, Step.SAME_OR_NEW})
# Ages from which a child is as a rule asked before an adult is told about them.
ASKED_FROM_AGE = 12
LATE_AFTER_WORKING_DAYS = 20

# Members found once: Python 3.11 takes its time to find one, and every assessment asks for nearly all of these.
WANTS, UNSURE, HAS = AdvocateAnswer.WANTS, AdvocateAnswer.UNSURE, AdvocateAnswer.HAS
MUST = AdvocateOffer.MUST
STAGE1, STAGE2, STAGE3 = Clock.STAGE1, Clock.STAGE2, Clock.STAGE3
COMPLIMENT, WITHDRAW, STATUS = Step.COMPLIMENT, Step.WITHDRAW, Step.STATUS
LATE, PART_LATE, CANNOT_TELL = TimeLimit.LATE, TimeLimit.IN_TIME_PART_LATE, TimeLimit.CANNOT_TELL
DATA, DEADLINE, SCOPE = Mark.DATA, Mark.DEADLINE, Mark.SCOPE
AGREEMENT_UNCLEAR = Standing.AGREEMENT_UNCLEAR
SPLIT = Route.SPLIT
GIVEN, NOT_ABLE, REFUSED = ChildConsent.GIVEN, ChildConsent.NOT_ABLE, ChildConsent.REFUSED
STAGE1_OPEN, STAGE1_OVERDUE, CONCURRENT_HOLD = Earlier.STAGE1_OPEN, Earlier.STAGE1_OVERDUE, Earlier.CONCURRENT_HOLD
OTHER_FAMILY_COMPLAINT, PARENTS_APART = OtherParty.OTHER_FAMILY_COMPLAINT, OtherParty.PARENTS_APART
HOMELESS_TONIGHT, THREAT_TO_STAFF = Safety.HOMELESS_TONIGHT, Safety.THREAT_TO_STAFF
BSL = Adjustment.BSL
STOP_OR_DELAY_A_DECISION = Outcome.STOP_OR_DELAY_A_DECISION
TO_WITHDRAW = Request.WITHDRAW
ANOTHER_COUNCIL = ResponsibleCouncil.OTHER
ADVOCATE = Who.ADVOCATE
ANOTHER_ADULT, FOR_A_CHILD = ActingFor.OTHER, ActingFor.CHILD


def _is_complaint_or_status(m: Matter) -> bool:
    return m.is_complaint or m.step is STATUS


def _is_past_the_limit(m: Matter, start: date | None) -> bool:
    return start is not None and m.received_on > m.calendar.after(start, LATE_AFTER_WORKING_DAYS)


def _needs_childs_views(m: Matter) -> bool:
    facts = m.facts
    return m.interest_decision or (
        m.is_complaint
        and m.person.concerns_a_child
        and not m.person.is_represented
        and facts.child_consent in (ChildConsent.NOT_ASKED, REFUSED)
        and facts.who not in IN_ONES_OWN_MATTER
        and m.standing not in OUTSIDERS
    )


def _limits_information(m: Matter) -> bool:
    facts, person = m.facts, m.person
    if (
        m.step in NOT_PURSUED
        or not person.concerns_a_child
        or person.no_reply_possible
        or facts.who in IN_ONES_OWN_MATTER
        or m.standing in OUTSIDERS
    ):
        return False
    if person.is_represented:
        return facts.child_consent is not GIVEN
    return (
        (facts.child.age is not None and facts.child.age >= ASKED_FROM_AGE)
        or facts.child.status is ChildStatus.LOOKED_AFTER
        or facts.child_consent is REFUSED
        or PARENTS_APART in facts.other_parties
        or facts.pr is ParentalResponsibility.NO
        or (facts.who not in LIKE_PARENTS and facts.pr is not ParentalResponsibility.YES)
    )


def _may_be_under_pressure(m: Matter) -> bool:
    facts = m.facts
    if facts.request is TO_WITHDRAW and facts.withdraw_reason in (WithdrawReason.SCARED, WithdrawReason.TOLD_TO):
        return True
    return facts.who in FOR_THEMSELVES and (
        (facts.helped_by is HelpedBy.CARER and not ABOUT_CARERS.isdisjoint(m.subjects))
        or (facts.helped_by is HelpedBy.WORKER and not ABOUT_WORKERS.isdisjoint(m.subjects))
    )


def _needs_safe_contact(m: Matter) -> bool:
    return (
        m.facts.safe_contact
        or _may_be_under_pressure(m)
        or not CONTROLLED_AT_HOME.isdisjoint(m.facts.safety)
        or (m.a_young_person_complains and is_immediate(m.facts))
    )


def _needs_representatives_consent(m: Matter) -> bool:
    facts = m.facts
    if facts.who is ADVOCATE and facts.child_consent is GIVEN:
        return False
    return m.person.is_represented or facts.acting_for is ANOTHER_ADULT or facts.who in SPEAKING_FOR_OTHERS


def _needs_proceedings_check(m: Matter) -> bool:
    proceedings = m.facts.proceedings
    return m.is_complaint and (
        proceedings in RUNNING
        or proceedings is Proceedings.NOT_SURE
        or (m.subject_counts and Subject.CARE_ORDER_APPLICATION in m.subjects)
    )


def _is_stage_1_overdue(m: Matter) -> bool:
    facts = m.facts
    return m.step is not COMPLIMENT and (
        facts.earlier is STAGE1_OVERDUE
        or (facts.earlier is STAGE1_OPEN and _is_past_the_limit(m, facts.stage1_received))
    )


def _flag(flag: Flag, condition: str, source: str, holds: Callable[[Matter], bool]) -> Rule[Matter, Flag]:
    return Rule(flag, condition, f"flag {flag}", source, holds, flag)


FLAGS: tuple[Rule[Matter, Flag], ...] = (
    _flag(
        Flag.ADVOCATE_MUST_OFFER,
        "`advocate_offer` is must, and `advocate` is not has",
        "s26A; reg 11†",
        lambda m: m.advocate_offer is MUST and m.facts.advocate is not HAS,
    ),
    _flag(
        Flag.ADVOCATE_REFERRAL,
        "`advocate` is wants; or unsure, with `advocate_consent` true",
        "s26A; reg 11†",
        lambda m: m.facts.advocate is WANTS or (m.facts.advocate is UNSURE and m.facts.advocate_consent),
    ),
    _flag(Flag.ANONYMOUS, "the person is anonymous (S4)", "GBFC†", lambda m: m.person.is_anonymous),
    _flag(
        Flag.CASE_CONCERN_SAME_DAY,
        "`safety` has a same-day code (missing_or_ran_away, homeless_tonight, no_food_or_money_today or "
        "unsafe_placement), or `needs_same_day` is true",
        "Hampshire 2017/18",
        lambda m: is_case_concern(m.facts),
    ),
    _flag(
        Flag.CHILD_VIEWS_NEEDED,
        "there is an interest decision; or the step is a complaint step, a child is concerned, the person is not "
        "represented, `child_consent` is not_asked or refused, `who` is none of child, care_leaver, adopted_person and "
        "adult_service_user, and standing is none of unreachable, professional, staff and public",
        "reg 12; West Sussex procedures",
        _needs_childs_views,
    ),
    _flag(
        Flag.CLOCK_MAY_BE_SUSPENDED,
        "`advocate` is wants, `advocate_offer` is must, and the statutory clock is stage1",
        "reg 14(3)†; North East Lincolnshire 2021/22",
        lambda m: m.facts.advocate is WANTS and m.advocate_offer is MUST and m.clock is STAGE1,
    ),
    _flag(
        Flag.CONFLICT_OF_INTEREST,
        "`complained_about_complaints_manager` is true",
        "practice",
        lambda m: m.facts.complained_about_complaints_manager,
    ),
    _flag(
        Flag.CONTACT_YOUNG_PERSON_FIRST,
        "the step is a complaint step, and standing is agreement_unclear",
        "s24D†; GBFC†",
        lambda m: m.is_complaint and m.standing is AGREEMENT_UNCLEAR,
    ),
    _flag(Flag.DATA_PROTECTION_ROUTE, "a mark is data", "LGSCO 22 004 444", lambda m: DATA in m.marks),
    _flag(
        Flag.DATE_CHECK,
        "the step is new, same_or_new or finished, and an issue is future (T5)",
        "practice",
        lambda m: m.step in COUNTING_ANEW and any(issue.time.future for issue in m.issues),
    ),
    _flag(
        Flag.DUPLICATE_FAMILY,
        "`other_parties` has other_family_complaint",
        "West Sussex procedures",
        lambda m: OTHER_FAMILY_COMPLAINT in m.facts.other_parties,
    ),
    _flag(
        Flag.EARLY_RESOLUTION_CANDIDATE,
        "`agreed_early_resolution` is true, and the statutory clock is stage1",
        "North East Lincolnshire 2021/22",
        lambda m: m.facts.agreed_early_resolution and m.clock is STAGE1,
    ),
    _flag(
        Flag.EXTERNAL_DEADLINE,
        "a mark is deadline",
        "Solihull procedure; LGSCO fact sheets",
        lambda m: DEADLINE in m.marks,
    ),
    _flag(
        Flag.FREEZE_REQUEST,
        "the step is neither withdraw nor compliment, and either `change_soon.pause` is true or `outcome_sought` has "
        "stop_or_delay_a_decision",
        "GBFC†",
        lambda m: (
            m.step not in NOT_PURSUED
            and (
                (m.facts.change_soon is not None and m.facts.change_soon.pause)
                or STOP_OR_DELAY_A_DECISION in m.facts.outcome_sought
            )
        ),
    ),
    _flag(
        Flag.INFO_SHARING_LIMITED,
        "the step is neither withdraw nor compliment, a child is concerned, a reply is possible, `who` is none of "
        "child, care_leaver, adopted_person and adult_service_user, and standing is none of unreachable, professional, "
        "staff and public; and, if the person is represented, `child_consent` is not given; if not, any of these: "
        "`child.age` is 12 or more, `child.status` is looked_after, `child_consent` is refused, `other_parties` has "
        "parents_apart, `pr` is no, or `who` is none of parent, adopter, special_guardian and guardian_with_pr while "
        "`pr` is not yes",
        "West Sussex procedures; LGSCO July 2019",
        _limits_information,
    ),
    _flag(
        Flag.INTERPRETER,
        "`interpreter` is true, or `adjustments` has bsl",
        "Equality Act 2010",
        lambda m: m.facts.interpreter or BSL in m.facts.adjustments,
    ),
    _flag(
        Flag.LADO_REFERRAL,
        "`safety` has allegation_against_person_working_with_children",
        "LADO procedures",
        lambda m: has_allegation(m.facts),
    ),
    _flag(
        Flag.LATE_DISCRETION,
        "`time_limit` is late",
        "reg 9(2)†",
        lambda m: m.time_limit is LATE,
    ),
    _flag(
        Flag.LGSCO_INFO,
        "no stage is left; or `first_notice` is given, and the step is a complaint step or status",
        "LGA 1974 s26B",
        lambda m: m.no_stage_left or (m.facts.first_notice is not None and _is_complaint_or_status(m)),
    ),
    _flag(
        Flag.NO_REPLY_POSSIBLE,
        "no reply is possible (S4)",
        "Hull procedure",
        lambda m: m.person.no_reply_possible,
    ),
    _flag(
        Flag.NON_INSTRUCTED,
        "`child_consent` is not_able, and acting is child, child_by_instruction or young_adult",
        "s26A",
        lambda m: m.facts.child_consent is NOT_ABLE and (m.person.acting is FOR_A_CHILD or m.person.is_represented),
    ),
    _flag(
        Flag.ORAL_CONFIRM_RECORD,
        "`channel` is telephone, telephone_contact_centre, in_person or video_call, the step is a complaint step, and "
        "a reply is possible",
        "reg 16; Hampshire 2017/18",
        lambda m: m.facts.channel in SPOKEN and m.is_complaint and not m.person.no_reply_possible,
    ),
    _flag(
        Flag.OTHER_COUNCIL_TRANSFER,
        "`council` is other; or `safety` has the allegation, and `allegation_area` is other",
        "LGSCO 19 000 704",
        lambda m: (
            m.facts.council is ANOTHER_COUNCIL
            or (has_allegation(m.facts) and m.facts.allegation_area is AllegationArea.OTHER)
        ),
    ),
    _flag(
        Flag.PART_LATE,
        "`time_limit` is in_time_part_late",
        "reg 9†",
        lambda m: m.time_limit is PART_LATE,
    ),
    _flag(
        Flag.POSSIBLE_PRESSURE,
        "`request` is withdraw, with `withdraw_reason` scared or told_to; or `who` is child or care_leaver, and either "
        "`helped_by` is carer and an issue's subject is care_placement or childrens_home_provider, or `helped_by` is "
        "worker and an issue's subject is sw_staff_conduct, sw_communication or staff_discipline_request",
        "reg 7†; practice",
        _may_be_under_pressure,
    ),
    _flag(
        Flag.POSSIBLE_REPEAT,
        "the step is finished or same_or_new; or there is no earlier stage on record (N2)",
        "Gloucestershire procedure; Hampshire 2017/18",
        lambda m: m.step in AFTER_AN_ANSWER or m.no_earlier_stage_on_record,
    ),
    _flag(
        Flag.PRIORITY_CHILD,
        "a child complains, and the step is not compliment",
        "Hampshire 2017/18",
        lambda m: m.a_child_complains and m.step is not COMPLIMENT,
    ),
    _flag(
        Flag.PROCEEDINGS_CHECK,
        "the step is a complaint step, and either `proceedings` is running (care, private_law, criminal, tribunal, "
        "disciplinary or police_investigation) or not_sure, or the subject counts and an issue's subject is "
        "care_order_application",
        "reg 8; reg 3",
        _needs_proceedings_check,
    ),
    _flag(
        Flag.REASONABLE_ADJUSTMENT,
        "`adjustments` is not empty; or `late_reasons` has health_or_trauma or disability_or_communication",
        "Equality Act 2010; LGSCO 20 006 409",
        lambda m: bool(m.facts.adjustments) or not IMPAIRMENTS.isdisjoint(m.facts.late_reasons),
    ),
    _flag(
        Flag.REPLY_WANTED,
        "the step is compliment, and `reply_wanted` is true; or the person is anonymous, and `reply_ways` is exactly "
        "code",
        "practice",
        lambda m: (
            (m.step is COMPLIMENT and m.facts.reply_wanted)
            or (m.person.is_anonymous and m.facts.reply_ways == {ReplyWay.CODE})
        ),
    ),
    _flag(
        Flag.REPRESENTATIVE_CONSENT_CHECK,
        "the person is represented, or `acting_for` is other, or `who` is advocate, solicitor, "
        "advocate_or_representative or mp_or_councillor; but never when `who` is advocate and `child_consent` is given",
        "GBFC†; LGSCO 21 002 324",
        _needs_representatives_consent,
    ),
    _flag(
        Flag.RESUBMIT_RIGHT,
        "`earlier` is concurrent_hold, and the step is a complaint step or status; or `proceedings` is running, and a "
        "statutory clock runs",
        "reg 8†; LGSCO 24 017 740",
        lambda m: (
            (m.facts.earlier is CONCURRENT_HOLD and _is_complaint_or_status(m))
            or (m.facts.proceedings in RUNNING and m.clock is not None)
        ),
    ),
    _flag(
        Flag.SAFE_CONTACT,
        "`safe_contact` is true; or there is possible_pressure; or `safety` has domestic_abuse, forced_marriage_or_fgm "
        "or trafficking; or a young person complains, and `safety` has an immediate code",
        "practice",
        _needs_safe_contact,
    ),
    _flag(
        Flag.SAFEGUARDING_IMMEDIATE,
        "`safety` has an immediate code (being_hurt_now, immediate_danger, sexual_harm_or_exploitation, trafficking, "
        "forced_marriage_or_fgm, radicalisation, domestic_abuse, neglect or self_harm_or_suicide)",
        "Hampshire 2017/18",
        lambda m: is_immediate(m.facts),
    ),
    _flag(
        Flag.SAFEGUARDING_REFERRAL,
        "`safety` has a referral code (worry_about_child or past_harm_disclosed)",
        "Doncaster page",
        lambda m: needs_referral(m.facts),
    ),
    _flag(Flag.SCOPE_CHECK, "a mark is scope", "LGSCO fact sheet", lambda m: SCOPE in m.marks),
    _flag(
        Flag.SPLIT_ROUTES,
        "the base route is split; or `independent_agency` is true, the subject counts, and `who` is foster_carer, "
        "former_foster_carer or prospective_foster_carer",
        "LGSCO 20 012 558",
        lambda m: m.base_route is SPLIT or is_with_an_agency(m),
    ),
    _flag(
        Flag.STAFF_SAFETY_ALERT,
        "`safety` has threat_to_staff",
        "Hampshire 2017/18",
        lambda m: THREAT_TO_STAFF in m.facts.safety,
    ),
    _flag(
        Flag.STAGE1_OVERDUE,
        "the step is not compliment, and either `earlier` is stage1_overdue, or `earlier` is stage1_open, "
        "`stage1_received` is given, and the day received is after the 20th working day from it",
        "reg 14; GBFC†",
        _is_stage_1_overdue,
    ),
    _flag(
        Flag.STAGE2_REQUEST_LATE,
        "the statutory clock is stage2, `stage1_response_received` is given, and the day received is after the 20th "
        "working day from it",
        "Gloucestershire procedure",
        lambda m: m.clock is STAGE2 and _is_past_the_limit(m, m.facts.stage1_response_received),
    ),
    _flag(
        Flag.STAGE3_REQUEST_LATE,
        "the statutory clock is stage3, `stage2_response_received` is given, and the day received is after the 20th "
        "working day from it",
        "reg 18†; LGSCO 20 003 273",
        lambda m: m.clock is STAGE3 and _is_past_the_limit(m, m.facts.stage2_response_received),
    ),
    _flag(
        Flag.SUFFICIENT_INTEREST_DECISION,
        "there is an interest decision",
        "reg 12",
        lambda m: m.interest_decision,
    ),
    _flag(
        Flag.TIME_UNCLEAR,
        "`time_limit` is cannot_tell",
        "reg 9†",
        lambda m: m.time_limit is CANNOT_TELL,
    ),
    _flag(
        Flag.URGENT_HOMELESS,
        "`safety` has homeless_tonight",
        "LGSCO 24 017 942",
        lambda m: HOMELESS_TONIGHT in m.facts.safety,
    ),
    _flag(Flag.WITHDRAW_CONFIRM, "the step is withdraw", "reg 7†", lambda m: m.step is WITHDRAW),
)


def flags_of(matter: Matter) -> list[Rule[Matter, Flag]]:
    """The rules of all flags that are on, in the order of the table."""
    return [rule for rule in FLAGS if rule.holds(matter)]
