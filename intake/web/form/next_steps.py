"""What happens next, for one record: in words, with its real dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from intake.council.model import Council
from intake.questions.catalogue import QUESTIONS, copy, since
from intake.questions.catalogue.language import LISTED
from intake.questions.catalogue.outcomes import what_happens
from intake.questions.display import row_lines
from intake.questions.vocabulary import Case, Say, Voice
from intake.records.facts import wants_no_calls, ways_not_permitted
from intake.records.record import Event, Kind, Record
from intake.records.referral import Referral, ReferralState
from intake.records.submission import answers_of
from intake.rules.codes import AdvocateAnswer, ChildStatus, Clock, ReplyWay, ResponsibleCouncil, TimeLimit
from intake.rules.working_days import WorkingCalendar
from intake.web.days import day_said
from intake.web.form.states import Since, since_of, state_said
from intake.web.speaker import Speaker


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Lines to read, in their order. `facts` are the dates and the reference that they were filled with."""

    facts: dict[str, str]
    next: list[str]
    happens: list[str]
    advocate: list[str]
    may_stop_advocate: bool
    reply: list[str]
    not_tell: list[str]
    worse: list[str]


def long_date(day: date, speak: Speaker) -> str:
    """The day with its weekday, such as Monday 7 December."""
    return day_said(day, speak.locale)


def next_steps(
    record: Record,
    referral: Referral | None,
    council: Council,
    calendar: WorkingCalendar,
    speak: Speaker,
    today: date,
    events: Sequence[Event] = (),
) -> NextSteps:
    """What this person may be told to expect, after all these events, and nothing that is not on record or is over."""
    now = since_of(record, events, council, calendar)
    facts = _facts(now, council, calendar, today, speak) | _advocate_facts(referral, speak)
    envelope = record.envelope
    happens: tuple[Say, ...] = ()
    concerns_safety = record.kind in {Kind.COMPLAINT, Kind.ADVOCATE_ONLY}
    if concerns_safety and not now.is_over:
        happens = what_happens(now.route, now.flags, envelope["signposts"])
    not_tell = [copy.ASK_FIRST] if envelope["ask_first"] else []
    if envelope["do_not_tell"]:
        people = row_lines(QUESTIONS["who_may_know"], {"who_may_know": envelope["do_not_tell"]}, speak)
        facts["people"] = reduce(lambda before, last: speak.filled(LISTED, before=before, last=last), people)
        not_tell.insert(0, copy.NOT_TELL)
    return NextSteps(
        facts=facts,
        next=speak.all_filled(_next(now), **facts),
        happens=speak.all_filled(happens, **facts),
        advocate=speak.all_filled(_advocate(record, referral), **facts),
        may_stop_advocate=referral is not None and referral.state != ReferralState.WITHDRAWN,
        reply=speak.all_filled(_replies(now) if now.progress.is_open else (), **facts),
        not_tell=speak.all_filled(not_tell, **facts),
        worse=speak.all_filled(copy.WORSE if concerns_safety else (), **facts),
    )


def state_lines(now: Since, steps: NextSteps, today: date, speak: Speaker) -> list[str]:
    """When it was sent and what comes next in the state it is in, but for what the steps say already."""
    said_already = _TOLD_STEP_BY_STEP if steps.next else ()
    said = speak.all_filled((line for line in state_said(now, today) if line not in said_already), **steps.facts)
    return [line for line in said if line not in steps.next]


_TOLD_STEP_BY_STEP = (copy.STATES_NEXT["got_it"], copy.STATES_NEXT["looking"])


def _facts(now: Since, council: Council, calendar: WorkingCalendar, today: date, speak: Speaker) -> dict[str, str]:
    """The dates in force, in words; one that was met or has passed is left out, and every line that needs it."""
    advocate_by = calendar.after(now.record.received_date, council.advocate.contact_within_working_days)
    dates = {**now.dates, "advocate_by": advocate_by}
    return {fact: long_date(day, speak) for fact, day in dates.items() if day >= today} | {
        "ref": now.record.reference,
        "received_on": long_date(now.record.received_date, speak),
    }


def _next(now: Since) -> list[Say]:
    """What is done with it, step by step."""
    record, envelope = now.record, now.record.envelope
    if now.is_over:
        return _after(now) if now.was_answered and record.kind == Kind.COMPLAINT else []
    lines = list(copy.NEXT.get(record.kind, (since.CALLED_BACK_BY,)))
    match record.kind:
        case Kind.COMPLAINT:
            lines = [*_before(now), *lines, *_after(now)]
            lines += [copy.PASSED_ON[envelope["pass_on"]]] if envelope["pass_on"] else []
            lines += [copy.RATHER_TALK] if record.story["talk_instead"] else []
        case Kind.ADVOCATE_ONLY if envelope["child_status"] == ChildStatus.NOT_APPLICABLE:
            lines = [copy.TEAM_READS]
        case Kind.COMPLIMENT if envelope["share_praise"]:
            lines.append(copy.PRAISE_SHARED[envelope["share_praise"]])
        case Kind.IDEA if envelope["hear_back"] and now.can_be_reached:
            lines.append(copy.IDEA_HEARD)
    return lines


def _before(now: Since) -> list[Say]:
    """What a complaint follows, where it follows one."""
    if now.progress.clock is Clock.STAGE2:
        return [copy.NEXT_STAGE]
    return [copy.HOW_FAR] if now.record.time_limit == TimeLimit.ACCEPTED_EARLIER else []


def _after(now: Since) -> list[Say]:
    """What can follow the answer: a stage of this procedure while its clock runs, and the Ombudsman in the end."""
    if now.progress.clock is Clock.STAGE2:
        return [copy.NOT_HAPPY_AGAIN, copy.OMBUDSMAN]
    if now.progress.clock is Clock.STAGE1:
        return [copy.NOT_HAPPY, copy.OMBUDSMAN]
    return [] if now.record.envelope["responsible_council"] == ResponsibleCouncil.OTHER else [copy.OMBUDSMAN]


def _advocate_facts(referral: Referral | None, speak: Speaker) -> dict[str, str]:
    """What the provider has told us: each where they have."""
    if referral is None:
        return {}
    facts = {"name": referral.advocate_name} if referral.advocate_name else {}
    return facts | ({"touched_on": long_date(referral.contacted_on, speak)} if referral.contacted_on else {})


def _advocate(record: Record, referral: Referral | None) -> list[Say]:
    """How far the advocate is that they asked for, or the offer of one.

    To an adult it is made for a child, and only where one is concerned.
    """
    if referral is not None:
        return _asked_for(referral)
    choice = record.envelope["advocate"]["choice"]
    if record.voice == Voice.ADULT:
        for_a_child = record.kind == Kind.COMPLAINT and record.envelope["child_status"] != ChildStatus.NOT_APPLICABLE
        return [copy.ADVOCATE_STATUS[choice]] if for_a_child or choice not in {"wants", "not_asked"} else []
    return [copy.ADVOCATE_NOT_TOLD if choice == AdvocateAnswer.WANTS else copy.ADVOCATE_STATUS[choice]]


def _asked_for(referral: Referral) -> list[Say]:
    """How far it is, and whom to call where that is not far enough."""
    lines = list(copy.ADVOCATE_ASKED[referral.state])
    match referral.state:
        case ReferralState.WITHDRAWN:
            lines += [copy.ADVOCATE_TOLD] if referral.sent_at else []
            lines.append(copy.ADVOCATE_STATUS[AdvocateAnswer.NOT_NOW])
        case ReferralState.WAITING | ReferralState.SENT | ReferralState.RECEIVED | ReferralState.APPOINTED:
            lines.append(copy.ADVOCATE_BY if referral.can_be_reached else copy.ADVOCATE_STATUS[AdvocateAnswer.WANTS])
    return lines


def _replies(now: Since) -> list[Say]:
    """How we reply, to whoever is to have an answer."""
    record = now.record
    case = Case(Voice(record.voice), record.received_date, answers_of(record))
    none = copy.REPLY_NONE_BUT_WRITING if wants_no_calls(case) else copy.REPLY_NONE
    if not case.codes("reply_how"):
        is_asked = record.kind in {Kind.COMPLAINT, Kind.ADVOCATE_ONLY} or bool(record.envelope.get("hear_back"))
        return [none] if is_asked else []
    methods, refused = record.envelope["contact_methods"], ways_not_permitted(case)
    lines = [why_not(way, case) if way in refused else _reply(way, case) for way in methods]
    return [*lines, none] if set(methods) <= set(refused) else lines


def _reply(way: str, case: Case) -> Say:
    is_signed = way == ReplyWay.CALL and "bsl" in case.codes("help_needed")
    return copy.CALL_WITH_SIGNS if is_signed else copy.REPLY[way]


def why_not(way: str, case: Case) -> Say:
    """Why we do not use this way, which they chose."""
    return copy.WANTS_NO_CALLS if way == ReplyWay.CALL and wants_no_calls(case) else copy.REPLY_NOT_TICKED[way]
