"""From a draft to a record: the only door between what was answered and what the complaints team receives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intake.council.model import Council
from intake.questions.catalogue import QUESTIONS
from intake.questions.display import Asked, Speak, asked, asked_of
from intake.questions.vocabulary import Answer, Answers, Case, Voice
from intake.records.complainant import YOUNG
from intake.records.dates_said import day_said
from intake.records.draft import Draft
from intake.records.facts import facts_from
from intake.records.record import SCHEMA_VERSION, Event, Kind, Record
from intake.records.report_codes import nature_of, service_of
from intake.records.subjects import topics_chosen
from intake.rules.assessment import RULE_VERSION, Assessment, assess
from intake.rules.codes import Channel, Flag, TimeLimit
from intake.rules.facts import Facts
from intake.rules.reading import read_facts
from intake.rules.spans import span_of
from intake.rules.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Receipt:
    """That something reached us: its ids, the moment, and the London date, which is day 0 of every clock."""

    id: str
    reference: str
    once: str
    draft_id: str | None
    at: datetime
    on: date


def assess_answers(case: Case, at: datetime, calendar: WorkingCalendar) -> Assessment:
    """What the rules suggest for these answers, were they received at this moment."""
    return assess(facts_from(case.answers, voice=case.voice, received_at=at, today=case.today), calendar)


def build(draft: Draft, receipt: Receipt, council: Council, calendar: WorkingCalendar, speak: Speak) -> Record:
    """The record of what this draft says: only the answers on the person's path, in the words they read."""
    route = draft.route(receipt.on)
    case = route.case
    said = facts_from(case.answers, voice=case.voice, received_at=receipt.at, today=receipt.on)
    facts = read_facts(said)
    assessment = assess(facts, calendar)
    kind = Kind(case.words("kind"))
    is_referral = kind == Kind.ADVOCATE_ONLY
    words = list(asked(route, speak))
    return Record(
        id=receipt.id,
        reference=receipt.reference,
        once=receipt.once,
        draft_id=receipt.draft_id,
        kind=kind,
        council=council.key,
        voice=case.voice,
        language=draft.language,
        method=facts.channel,
        received_at=receipt.at,
        received_date=receipt.on,
        stage="intake",
        status="new",
        route=None if is_referral else assessment.route,
        time_limit=TimeLimit.NOT_APPLICABLE if is_referral else assessment.time_limit,
        flags=sorted(assessment.flags),
        envelope=_envelope(draft, case, said, assessment)
        | {
            "issues": _issues(case, facts, said, assessment),
            "due": _due(case, assessment, council, calendar),
        },
        story=_story(case, words),
        identity=_identity(case, said, words),
    )


def build_urgent(answers: Answers, draft: Draft, receipt: Receipt, council: Council, speak: Speak) -> Record:
    """The record of a call for help: its three fields and its time. No route and no clock: the duty team acts on it."""
    words = list(asked_of((QUESTIONS["quick_help"],), answers, speak))
    return Record(
        id=receipt.id,
        reference=receipt.reference,
        once=receipt.once,
        draft_id=receipt.draft_id,
        kind=Kind.URGENT,
        council=council.key,
        voice=draft.voice,
        language=draft.language,
        method=Channel.E_FORM_YOUNG_PERSON if draft.voice == Voice.CHILD else Channel.E_FORM,
        received_at=receipt.at,
        received_date=receipt.on,
        stage="intake",
        status="new",
        route=None,
        time_limit=TimeLimit.NOT_APPLICABLE,
        flags=[Flag.SAFEGUARDING_IMMEDIATE],
        envelope=_versions() | {"recorded_by": "self"},
        story={"story": "", "answers": {}, "asked": []},
        identity={
            "urgent": {name: answers.get(f"quick_{name}") for name in ("name", "where", "phone")},
            "answers": dict(answers),
            "asked": [each.to_plain() for each in words],
        },
    )


def received(record: Record) -> Event:
    """The first thing that happens to every record."""
    return Event(record.received_at, "received", "self", {"method": record.method, "route": record.route})


def _versions() -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, "rule_version": RULE_VERSION}


def _due(case: Case, assessment: Assessment, council: Council, calendar: WorkingCalendar) -> dict[str, str]:
    """The dates of the rules, and the day by which a person acknowledges a complaint: the council's own limit."""
    due = {str(key): day.isoformat() for key, day in assessment.due.items()}
    if case.words("kind") == Kind.COMPLAINT:
        due["acknowledge"] = calendar.after(case.today, council.clocks.acknowledge_within_working_days).isoformat()
    return due


def _envelope(draft: Draft, case: Case, facts: dict[str, Any], assessment: Assessment) -> dict[str, Any]:
    """The codes and dates of the record that have no column of their own."""
    return _versions() | {
        "recorded_by": "self",
        "complainant_type": facts["who"],
        "has_pr": facts["pr"],
        "helped_by": facts["helped_by"],
        "acting_for": facts["acting_for"],
        "child_status": facts["child"]["status"],
        "child_consent": facts["child_consent"],
        "responsible_council": facts["council"],
        "service": service_of(case),
        "outcome_sought": facts["outcome_sought"],
        "first_raised": facts["first_raised"],
        "late_reasons": facts["late_reasons"],
        "proceedings": facts["proceedings"],
        "earlier": facts["earlier"],
        "same_matter": facts["same_matter"],
        "safety": facts["safety"],
        "safety_answered_at": draft.danger_answered_at if "safe_now" in case.answers else None,
        "needs_same_day": facts["needs_same_day"],
        "change_soon": facts["change_soon"],
        "interpreter": facts["interpreter"],
        "adjustments": facts["adjustments"],
        "route_parts": sorted({part for issue in assessment.issues for part in issue.parts}),
        "route_reason_codes": assessment.reason_codes,
        "signposts": sorted(assessment.signposts),
        "advocate": _advocate(draft, case, facts, assessment),
        "contact_methods": facts["reply_ways"],
        "do_not_tell": sorted(case.codes("who_may_know") - {"ask_me", "no"}),
        "ask_first": "ask_me" in case.codes("who_may_know"),
        "pass_on": case.words("pass_on") or None,
        "share_praise": case.words("good_share") or None,
        "hear_back": case.words("hear_back") == "yes",
    }


def _issues(case: Case, facts: Facts, said: dict[str, Any], assessment: Assessment) -> list[dict[str, Any]]:
    """Each issue with what was said of its time, the days that can mean, and what the rules make of them."""
    issues = []
    for n, (issue, result) in enumerate(zip(facts.issues, assessment.issues, strict=True)):
        span = span_of(issue.when, case.today)
        issues.append(
            result.to_plain()
            | {
                "nature": nature_of(topics_chosen(case)[n], case),
                "when": said["issues"][n]["when"],
                "earliest": span.earliest and span.earliest.isoformat(),
                "latest": span.latest and span.latest.isoformat(),
            }
        )
    return issues


def _advocate(draft: Draft, case: Case, facts: dict[str, Any], assessment: Assessment) -> dict[str, Any]:
    """What was offered and answered. Only a child or care leaver consents to a referral; an adult's yes is a task."""
    share = case.codes("advocate_share")
    young = facts["who"] in YOUNG
    consents = young and facts["advocate"] == "wants" and bool(share) and "nothing" not in share
    return {
        "choice": facts["advocate"],
        "offer": assessment.advocate_offer,
        "offered_at": draft.advocate_offered_at if "advocate" in case.answers else None,
        "info_shown": draft.advocate_explained and "advocate" in case.answers,
        "consented": consents,
        "share": {code: code in share for code in ("contact", "story", "needs")} if consents else None,
    }


def _story(case: Case, words: Iterable[Asked]) -> dict[str, Any]:
    """What was said, in their own words and codes, without who said it."""
    story = next((case.words(key) for key in ("what_happened", "good_what", "idea_what") if case.words(key)), "")
    return {
        "story": story,
        "impact": case.words("impact") or None,
        "talk_instead": case.words("talk_instead") == "yes",
        "answers": {key: answer for key, answer in case.answers.items() if key not in _NAMING},
        "asked": [each.to_plain() for each in words if not each.names_people],
    }


def _identity(case: Case, facts: dict[str, Any], words: Iterable[Asked]) -> dict[str, Any]:
    """Who said it, about whom, and how to reach them."""
    say = case.answers.get
    safe = case.codes("safe_contact")
    birth = day_said(case, "child_dob")
    return {
        "complainant": {
            "preferred": say("preferred"),
            "full": say("full"),
            "age": facts["age"],
            "dob": say("dob"),
        },
        "child": {
            "name_used": say("child_name"),
            "age": facts["child"]["age"],
            "dob": birth and birth.isoformat(),
            "lives_with": say("child_lives"),
        },
        "contact": {
            "phone": say("phone"),
            "email": say("email"),
            "address": say("address"),
            "person": say("person"),
            "safe": {code: f"ok_{code}" in safe for code in ("call", "text", "message", "say_council", "post")}
            | {"times": say("times"), "avoid": say("not_times"), "word": say("safe_word")},
        },
        "worker": {"name": say("worker_name"), "job": say("worker_job")},
        "praised": say("good_who"),
        "advocate": {
            "name": say("advocate_name"),
            "organisation": say("advocate_org"),
            "may_contact": say("can_contact") == "yes",
        },
        "answers": {key: answer for key, answer in case.answers.items() if key in _NAMING},
        "asked": [each.to_plain() for each in words if each.names_people],
    }


_NAMING: frozenset[str] = frozenset(
    key for question in QUESTIONS.values() if question.names_people for key in question.keys
)


def answers_of(record: Record) -> dict[str, Answer]:
    """Every answer of the record, from both of its sealed sides."""
    return {**record.story["answers"], **record.identity["answers"]}
