"""What happens next, for one record: in words, with its real dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from intake.council.model import Council
from intake.questions.catalogue import QUESTIONS, copy
from intake.questions.catalogue.outcomes import what_happens
from intake.questions.display import row_lines
from intake.questions.vocabulary import Case, Say, Voice
from intake.records.facts import ways_not_permitted
from intake.records.record import Kind, Record
from intake.records.referral import Referral, ReferralState
from intake.records.submission import answers_of
from intake.rules.codes import AdvocateAnswer, ChildStatus, Due, ResponsibleCouncil, Route, TimeLimit
from intake.rules.working_days import WorkingCalendar
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
    return format_date(day, "EEEE d MMMM", locale=speak.language)


def next_steps(
    record: Record, referral: Referral | None, council: Council, calendar: WorkingCalendar, speak: Speaker
) -> NextSteps:
    """What this person may be told to expect, and nothing that is not on record."""
    facts = _facts(record, council, calendar, speak) | _advocate_facts(referral, speak)
    envelope = record.envelope
    happens: tuple[Say, ...] = ()
    if record.kind == Kind.COMPLAINT:
        route = None if record.route == Route.STATUTORY else record.route  # whose words the dates have said
        happens = what_happens(route, record.flags, envelope["signposts"])
    not_tell = [copy.ASK_FIRST] if envelope["ask_first"] else []
    if envelope["do_not_tell"]:
        facts["people"] = ", ".join(
            row_lines(QUESTIONS["who_may_know"], {"who_may_know": envelope["do_not_tell"]}, speak)
        )
        not_tell.insert(0, copy.NOT_TELL)
    said_of_danger = record.kind in {Kind.COMPLAINT, Kind.ADVOCATE_ONLY}
    return NextSteps(
        facts=facts,
        next=speak.all_filled(_next(record), **facts),
        happens=speak.all_filled(happens, **facts),
        advocate=speak.all_filled(_advocate(record, referral), **facts),
        may_stop_advocate=referral is not None and referral.state != ReferralState.WITHDRAWN,
        reply=speak.all_filled(_replies(record), **facts),
        not_tell=speak.all_filled(not_tell, **facts),
        worse=speak.all_filled(copy.WORSE if said_of_danger else (), **facts),
    )


def state_of(record: Record) -> str:
    """Which of the five plain states this is."""
    return _STATES.get(record.status, "looking")


def state_lines(record: Record, steps: NextSteps, today: date, speak: Speaker) -> list[str]:
    """When it was sent and what comes next in this state; that the answer is late, where it is."""
    state = state_of(record)
    lines = [copy.RECEIVED_ON, copy.STATES_NEXT[state]]
    latest = _first_due(record, _LATEST_BY)
    if latest and state not in {"ready", "finished"} and today > date.fromisoformat(latest):
        lines = [copy.RECEIVED_ON, copy.ANSWER_IS_LATE]
    return [line for line in speak.all_filled(lines, **steps.facts) if line not in steps.next]


_STATES = {
    "new": "got_it",
    "replied": "ready",
    "withdrawn": "finished",
    "refused_by_cm": "finished",
    "passed_on": "finished",
    "closed": "finished",
}

# The day we aim at and the latest day, at whichever stage it is.
_REPLY_BY = (Due.STAGE1_10WD, Due.STAGE2_25WD)
_LATEST_BY = (Due.STAGE1_20WD_MAX, Due.STAGE2_65WD_MAX)


def _first_due(record: Record, keys: Sequence[str]) -> str | None:
    """The ISO date of the first of these keys that this record has."""
    due: dict[str, str] = record.envelope["due"]
    return next((due[key] for key in keys if key in due), None)


def _facts(record: Record, council: Council, calendar: WorkingCalendar, speak: Speaker) -> dict[str, str]:
    """The dates that this record has, in words; a date that it has not is left out, and every line that needs it."""
    dates = {"ack_by": ("acknowledge",), "reply_by": _REPLY_BY, "latest_by": _LATEST_BY}
    due = {name: _first_due(record, keys) for name, keys in dates.items()}
    facts = {name: long_date(date.fromisoformat(day), speak) for name, day in due.items() if day}
    advocate_by = calendar.after(record.received_date, council.advocate.contact_within_working_days)
    return facts | {
        "ref": record.reference,
        "received_on": long_date(record.received_date, speak),
        "advocate_by": long_date(advocate_by, speak),
    }


def _next(record: Record) -> list[Say]:
    """What is done with it, step by step."""
    envelope, lines = record.envelope, list(copy.NEXT[record.kind])
    match record.kind:
        case Kind.COMPLAINT:
            lines = [*_before(record), *lines, *_after(record)]
            lines += [copy.PASSED_ON[envelope["pass_on"]]] if envelope["pass_on"] else []
            lines += [copy.RATHER_TALK] if record.story["talk_instead"] else []
        case Kind.COMPLIMENT if envelope["share_praise"]:
            lines.append(copy.PRAISE_SHARED[envelope["share_praise"]])
        case Kind.IDEA if envelope["hear_back"]:
            lines.append(copy.IDEA_HEARD)
    return lines


def _before(record: Record) -> list[Say]:
    """What a complaint follows, where it follows one."""
    if Due.STAGE2_25WD in record.envelope["due"]:
        return [copy.NEXT_STAGE]
    return [copy.HOW_FAR] if record.time_limit == TimeLimit.ACCEPTED_EARLIER else []


def _after(record: Record) -> list[Say]:
    """What can follow the answer: a stage of this procedure while its clock runs, and the Ombudsman in the end."""
    if Due.STAGE2_25WD in record.envelope["due"]:
        return [copy.NOT_HAPPY_AGAIN, copy.OMBUDSMAN]
    if Due.STAGE1_10WD in record.envelope["due"]:
        return [copy.NOT_HAPPY, copy.OMBUDSMAN]
    return [] if record.envelope["responsible_council"] == ResponsibleCouncil.OTHER else [copy.OMBUDSMAN]


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
    return [copy.ADVOCATE_STATUS[choice]]


def _asked_for(referral: Referral) -> list[Say]:
    """How far it is, and whom to call where that is not far enough."""
    lines = list(copy.ADVOCATE_ASKED[referral.state])
    match referral.state:
        case ReferralState.WITHDRAWN:
            lines += [copy.ADVOCATE_TOLD] if referral.sent_at else []
            lines.append(copy.ADVOCATE_STATUS[AdvocateAnswer.NOT_NOW])
        case ReferralState.WAITING | ReferralState.SENT | ReferralState.RECEIVED | ReferralState.APPOINTED:
            can_be_reached = any(way["safe"] for way in referral.agreed.get("contact_ways", []))
            lines.append(copy.ADVOCATE_BY if can_be_reached else copy.ADVOCATE_STATUS[AdvocateAnswer.WANTS])
    return lines


def _replies(record: Record) -> list[Say]:
    """How we reply, to whoever was asked."""
    chosen = answers_of(record).get("reply_how")
    if not chosen:
        return [copy.REPLY_NONE] if record.kind in {Kind.COMPLAINT, Kind.ADVOCATE_ONLY} else []
    methods, refused = record.envelope["contact_methods"], _not_permitted(record)
    lines = [copy.REPLY_NOT_TICKED[way] if way in refused else copy.REPLY[way] for way in methods]
    return [*lines, copy.REPLY_NONE] if set(methods) <= set(refused) else lines


def _not_permitted(record: Record) -> list[str]:
    return ways_not_permitted(Case(Voice(record.voice), record.received_date, answers_of(record)))
