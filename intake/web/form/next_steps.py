"""What happens next, for one record: in words, with its real dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from intake.council.model import Council
from intake.questions.catalogue import QUESTIONS, copy
from intake.questions.catalogue.outcomes import what_happens
from intake.questions.display import row_lines
from intake.questions.vocabulary import Say
from intake.records.record import Kind, Record
from intake.records.submission import answers_of
from intake.rules.codes import Due, Route
from intake.rules.working_days import WorkingCalendar
from intake.web.speaker import Speaker


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Lines to read, in their order. `facts` are the dates and the reference that they were filled with."""

    facts: dict[str, str]
    next: list[str]
    happens: list[str]
    advocate: list[str]
    reply: list[str]
    not_tell: list[str]
    worse: list[str]


def long_date(day: date, speak: Speaker) -> str:
    """The day with its weekday, such as Monday 7 December."""
    return format_date(day, "EEEE d MMMM", locale=speak.language)


def next_steps(record: Record, council: Council, calendar: WorkingCalendar, speak: Speaker) -> NextSteps:
    """What this person may be told to expect, and nothing that is not on record."""
    facts = _facts(record, council, calendar, speak)
    envelope, answers = record.envelope, answers_of(record)
    next_lines = list(copy.NEXT[record.kind])
    if record.kind == Kind.COMPLIMENT and envelope["share_praise"]:
        next_lines.append(copy.PRAISE_SHARED[envelope["share_praise"]])
    if record.kind == Kind.IDEA and envelope["hear_back"]:
        next_lines.append(copy.IDEA_HEARD)
    happens: tuple[Say, ...] = ()
    if record.kind == Kind.COMPLAINT and record.route is not None:
        happens = what_happens(Route(record.route), record.flags, envelope["signposts"])
    advocate = [] if record.kind == Kind.ADVOCATE_ONLY else [copy.ADVOCATE_STATUS[envelope["advocate"]["choice"]]]
    if envelope["advocate"]["choice"] == "wants" and record.voice == "child" and not _can_be_reached(record):
        advocate = [copy.ADVOCATE_CANNOT_REACH]
    not_tell = [copy.ASK_FIRST] if envelope["ask_first"] else []
    if envelope["do_not_tell"]:
        chosen = {**answers, "who_may_know": envelope["do_not_tell"]}
        facts["people"] = ", ".join(row_lines(QUESTIONS["who_may_know"], chosen, speak))
        not_tell.insert(0, copy.NOT_TELL)
    return NextSteps(
        facts=facts,
        next=speak.all_filled(next_lines, **facts),
        happens=speak.all_filled(happens, **facts),
        advocate=speak.all_filled(advocate, **facts),
        reply=speak.all_filled(_replies(record), **facts),
        not_tell=speak.all_filled(not_tell, **facts),
        worse=speak.all_filled(copy.WORSE, **facts),
    )


def state_of(record: Record) -> str:
    """Which of the five plain states this is."""
    return _STATES.get(record.status, "looking")


def state_lines(record: Record, steps: NextSteps, today: date, speak: Speaker) -> list[str]:
    """When it was sent and what comes next in this state; that the answer is late, where it is."""
    state = state_of(record)
    lines = [copy.RECEIVED_ON, copy.STATES_NEXT[state]]
    latest = record.envelope["due"].get(Due.STAGE1_20WD_MAX)
    if latest and state not in {"ready", "finished"} and today > date.fromisoformat(latest):
        lines = [copy.RECEIVED_ON, copy.ANSWER_IS_LATE]
    return speak.all_filled(lines, **steps.facts)


_STATES = {
    "new": "got_it",
    "replied": "ready",
    "withdrawn": "finished",
    "refused_by_cm": "finished",
    "passed_on": "finished",
    "closed": "finished",
}

# A way to reply that needs a permission of its own, and the permission.
_PERMITTED_BY = {"text": "text", "call": "call", "letter": "post"}


def _facts(record: Record, council: Council, calendar: WorkingCalendar, speak: Speaker) -> dict[str, str]:
    """The dates that this record has, in words; a date that it has not is left out, and every line that needs it."""
    due = record.envelope["due"]
    dates = {"ack_by": "acknowledge", "reply_by": Due.STAGE1_10WD, "latest_by": Due.STAGE1_20WD_MAX}
    facts = {name: long_date(date.fromisoformat(due[key]), speak) for name, key in dates.items() if key in due}
    advocate_by = calendar.after(record.received_date, council.advocate.contact_within_working_days)
    return facts | {
        "ref": record.reference,
        "received_on": long_date(record.received_date, speak),
        "advocate_by": long_date(advocate_by, speak),
    }


def _can_be_reached(record: Record) -> bool:
    """Whether an advocate was given a way to get in touch."""
    contact = record.identity["contact"]
    shared = record.envelope["advocate"]["share"]
    return bool(shared and shared["contact"] and any(contact[way] for way in ("phone", "email", "address", "person")))


def _replies(record: Record) -> list[Say]:
    if not answers_of(record).get("reply_how"):
        return [copy.REPLY_NONE]
    methods = record.envelope["contact_methods"]
    safe = record.identity["contact"]["safe"]
    refused = {way for way, permission in _PERMITTED_BY.items() if not safe[permission]}
    return [copy.REPLY_NOT_TICKED[way] if way in refused else copy.REPLY[way] for way in methods]
