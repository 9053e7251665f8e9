"""Drafts that are sent on Monday 23 November 2026, and the records they become."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from intake.council.calendar import england
from intake.council.load import load
from intake.questions.vocabulary import Answer
from intake.records.draft import Draft
from intake.records.payload import to_plain
from intake.records.record import Record, Recorder
from intake.records.submission import Confirmation, Receipt, build, build_handover, build_urgent
from intake.rules.codes import Channel
from intake.web.fields import month_number
from intake.web.speaker import Speakers
from tests.make import persona

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RECEIPT = Receipt("0" * 32, "WDYT-7K3M2Q", "draft:d1", "d1", NOON, MONDAY)

CHILD: dict[str, Answer] = {"who_are_you": "child", "kind": "complaint", "safe_now": "safe", "topic": ["promise"]}
PARENT: dict[str, Answer] = {
    **CHILD,
    "who_are_you": "adult",
    "relationship": "parent",
    "child_name": "A",
    "parental_responsibility": "yes",
}


def sent(draft: Draft, council: str = "northshire", receipt: Receipt = RECEIPT) -> Record:
    """The record that this draft becomes at this council."""
    facts = load(council)
    speak = Speakers(facts).of(draft.voice, draft.language)
    return build(draft, receipt, facts, england(facts.extra_closed_days), speak)


BY_PHONE: dict[str, Any] = {"method": Channel.TELEPHONE_CONTACT_CENTRE, "recorded_by": Recorder.CONTACT_CENTRE}


def told_by_phone(draft: Draft, confirmation: Confirmation | None = None) -> Record:
    """The record that these answers become when an agent of the contact centre types them."""
    facts = load("northshire")
    speak = Speakers(facts).of(draft.voice, draft.language)
    calendar = england(facts.extra_closed_days)
    return build(draft, RECEIPT, facts, calendar, speak, **BY_PHONE, confirmation=confirmation)


def handed_over(
    answers: dict[str, Answer], council: str = "northshire", receipt: Receipt = RECEIPT, **facts: Any
) -> Record:
    """The record of a call that a manager takes up. `facts` are those of the draft."""
    of_council = load(council)
    draft = Draft(answers=answers, **facts)
    speak = Speakers(of_council).of(draft.voice, draft.language)
    return build_handover(draft, receipt, of_council, england(of_council.extra_closed_days), speak)


def exported(answers: dict[str, Answer], council: str = "northshire", **facts: Any) -> dict[str, Any]:
    """The record that these answers become, as the queue exports it. `facts` are those of the draft."""
    return to_plain(sent(Draft(answers=answers, **facts), council))


def helped(answers: dict[str, Answer], draft: Draft | None = None) -> Record:
    """The record of a call for help."""
    draft = draft or Draft(answers={"who_are_you": "child"})
    facts = load("northshire")
    receipt = replace(RECEIPT, once="help:1")
    return build_urgent(answers, draft, receipt, facts, Speakers(facts).of(draft.voice, draft.language))


def answers_of_persona(name: str) -> dict[str, Answer]:
    """What the form keeps of what this person answers, without the call for help."""
    typed: dict[str, Answer] = persona(name)["answers"]
    answers = {key: answer for key, answer in typed.items() if not key.startswith("quick_")}
    months = {key: str(month_number(str(answers[key]))) for key in ("month", "first_month") if answers.get(key)}
    return answers | months
