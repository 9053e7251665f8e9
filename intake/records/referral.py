"""An advocate asked for: what the person agreed to share, and how far the provider is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from intake.council.model import Council
from intake.questions.catalogue import QUESTIONS
from intake.questions.catalogue.advocate import CONSENT_VERSION
from intake.questions.vocabulary import Case, Voice
from intake.records.complainant import YOUNG
from intake.records.content import consents, shared
from intake.records.facts import ways_not_permitted
from intake.records.record import Event, Kind, Record
from intake.records.submission import answers_of
from intake.rules.codes import AdvocateAnswer, Channel, ChildStatus, ReplyWay, Who
from intake.rules.london import LONDON
from intake.rules.working_days import WorkingCalendar


class ReferralState(StrEnum):
    """How far it is. `unanswered`: the provider did not say in time that they have it, and the team follows it up."""

    WAITING = "waiting"
    SENT = "sent"
    RECEIVED = "received"
    APPOINTED = "appointed"
    CONTACTED = "contacted"
    UNANSWERED = "unanswered"
    WITHDRAWN = "withdrawn"


# The provider has no more to say: their link is closed.
CLOSED = frozenset({ReferralState.CONTACTED, ReferralState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Referral:
    """What is sent to the advocates' provider, on consent only, and what they have said since.

    `agreed` holds only what the person ticked, under the names of the law's referral record. `answer_by` is the end of
    the council's time for the provider to say that they have it.
    """

    id: str
    record_id: str
    state: ReferralState
    consent_by: str
    consent_how: str
    consent_version: str
    consent_at: datetime
    agreed: dict[str, Any] = field(repr=False)
    answer_by: datetime | None = None
    sent_at: datetime | None = None
    sent_to: str | None = None
    received_at: datetime | None = None
    advocate_name: str | None = field(default=None, repr=False)
    appointed_at: datetime | None = None
    contacted_on: date | None = None
    unanswered_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def can_be_reached(self) -> bool:
        """Whether the provider was given a way to get in touch that the person said is safe."""
        return any(way["safe"] for way in self.agreed.get("contact_ways", []))


def referral_of(record: Record, referral_id: str, answer_by: datetime) -> Referral | None:
    """The referral that this record's person consented to, or None."""
    advocate = record.envelope.get("advocate", {})
    if not advocate.get("consented"):
        return None
    how = "said_on_phone" if record.method == Channel.TELEPHONE_CONTACT_CENTRE else "ticked"
    return _agreed_to(record, referral_id, advocate["share"], how, record.received_at, answer_by)


def referral_since(record: Record, offer: Event, referral_id: str, answer_by: datetime) -> Referral | None:
    """The referral that this record's person consented to when staff offered them an advocate, or None.

    Nobody consents for a child or care leaver, and of nobody else does the record say how to reach them.
    """
    said = offer.detail
    is_theirs = said.get("to") == "young_person" and record.envelope.get("complainant_type") in YOUNG
    if not is_theirs or said.get("answer") != AdvocateAnswer.WANTS or not consents(said.get("advocate_share", ())):
        return None
    share = shared(said["advocate_share"])
    return _agreed_to(record, referral_id, share, "said_to_staff", offer.at, answer_by)


def _agreed_to(
    record: Record, referral_id: str, share: Mapping[str, bool], how: str, at: datetime, answer_by: datetime
) -> Referral:
    return Referral(
        id=referral_id,
        record_id=record.id,
        state=ReferralState.WAITING,
        consent_by="self",
        consent_how=how,
        consent_version=CONSENT_VERSION,
        consent_at=at,
        agreed=_agreed(record, share),
        answer_by=answer_by,
    )


def answer_by(received_on: date, council: Council, calendar: WorkingCalendar) -> datetime:
    """The last second, in London, of the last working day on which the provider's answer is in time."""
    day = calendar.after(received_on, council.advocate.answer_within_working_days)
    return datetime.combine(day, time(23, 59, 59), LONDON)


def offered(record: Record) -> Event | None:
    """That an advocate was offered, where and with which answer; None where it was not.

    The page before the questions offers one by a button of its own, which is the answer too.
    """
    advocate = record.envelope.get("advocate", {})
    if record.kind == Kind.ADVOCATE_ONLY:
        where, at = "before", None
    elif advocate.get("offered_at"):
        where, at = "side", advocate["offered_at"]
    else:
        return None
    detail = {"where": where, "answer": str(AdvocateAnswer(advocate["choice"])), "at": at}
    return Event(record.received_at, "advocate_offered", "self", detail)


# ── What they agreed to share ────────────────────────────────────────────────────────────────────────────────────────


def _agreed(record: Record, share: Mapping[str, bool]) -> dict[str, Any]:
    """Under each tick what it covers; what was not said is left out, and a no to getting in touch never is."""
    agreed = {"complaint_ref": record.reference, "share_story": "all" if share["story"] else "none"}
    if share["contact"]:
        agreed |= _person(record, knows_story=share["story"])
    if share["needs"]:
        agreed |= _needs(record)
    if share["story"]:
        agreed |= _story(record)
    return {name: value for name, value in agreed.items() if value not in (None, "", [], {})}


def _person(record: Record, *, knows_story: bool) -> dict[str, Any]:
    """Who they are and how to reach them, always with what keeps that safe.

    That they are in care, or how else they stand to the council, is part of what they told about it.
    """
    who, contact = record.identity["complainant"], record.identity["contact"]
    refused = ways_not_permitted(Case(Voice(record.voice), record.received_date, answers_of(record)))
    status = record.envelope["child_status"]
    is_care_leaver = record.envelope["complainant_type"] == Who.CARE_LEAVER
    known = _STATUSES.get(status, "child") if knows_story else "child"
    return {
        "name_to_use": who["preferred"] or who["full"],
        "age": who["age"],
        "who_am_i": "care_leaver" if is_care_leaver else known,
        "contact_ways": [_way(way, contact, refused) for way in record.envelope["contact_methods"] if way in _WAYS],
        "may_say_council": contact["safe"]["say_council"],
        "safe_word": contact["safe"]["word"],
        "who_may_know": {_PEOPLE[code]: False for code in record.envelope["do_not_tell"]},
        "ask_first": record.envelope["ask_first"] or None,
        "do_not_contact": answers_of(record).get("who_other"),
    }


_STATUSES = {
    ChildStatus.LOOKED_AFTER: "child_in_care",
    ChildStatus.IN_NEED: "child_in_need",
    ChildStatus.CHILD_PROTECTION_PLAN: "child_protection_plan",
    ChildStatus.CARE_LEAVER: "care_leaver",
}
_PEOPLE = {"carer": "carer", "family": "family", "worker": "social_worker", "school": "school", "other": "other"}

# The law's name of each way to reply, and where its detail stands.
_WAYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        ReplyWay.TEXT: ("text", "phone"),
        ReplyWay.CALL: ("phone", "phone"),
        ReplyWay.EMAIL: ("email", "email"),
        ReplyWay.LETTER: ("letter", "address"),
        ReplyWay.PERSON: ("through_person", "person"),
    }
)


def _way(way: str, contact: Mapping[str, Any], refused: Collection[str]) -> dict[str, Any]:
    """A way to reach them. One that we may not use is named, so that nobody tries it, without its detail."""
    (kind, detail), safe = _WAYS[way], contact["safe"]
    if way in refused:
        return {"type": kind, "safe": False}
    found = {"type": kind, "value": contact[detail], "safe": True, "times": safe["times"], "avoid": safe["avoid"]}
    if kind == "phone":
        found["leave_message"] = safe["message"]
    return {name: value for name, value in found.items() if value is not None}


def _needs(record: Record) -> dict[str, Any]:
    """The help they need to talk."""
    answers = answers_of(record)
    language = answers.get("language") or []
    return {
        "language": answers.get("lang") or (record.language if record.language != "en" else None),
        "dialect": answers.get("dialect"),
        "interpreter": record.envelope["interpreter"] or None,
        "interpreter_nobody_known": "not_person" in language or None,
        "interpreter_wanted": answers.get("gender"),
        "communication_needs": record.envelope["adjustments"],
        "communication_note": answers.get("help_other"),
    }


# What "What I told you here" covers: not who anybody is, and nothing that has a tick of its own.
_TOLD = frozenset(
    key
    for question in (
        *("safe_now", "feeling", "topic", "impact", "when_happened", "when_date", "why_late"),
        *("change_soon", "sorted_today", "want"),
    )
    for key in QUESTIONS[question].keys
)


def _story(record: Record) -> dict[str, Any]:
    """What they told, with the questions as they read them, and whether it cannot wait."""
    said, change = record.story, record.envelope["change_soon"] or {}
    same_day = record.envelope["needs_same_day"]
    why = {"change": change.get("kind"), "date": change.get("date"), "today": same_day or None}
    return {
        "story": said["story"],
        "told": [
            {"question": each["question"], "answer": each["answer"]}
            for each in said["asked"]
            if each["key"] in _TOLD and each["answer"]
        ],
        "urgent": bool(change or same_day),
        "urgent_why": {name: value for name, value in why.items() if value},
    }
