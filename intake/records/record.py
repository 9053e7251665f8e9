"""The record: what the complaints team receives, and what their case system is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import chain
from typing import Any

from intake.access.reference import PREFIX

SCHEMA_VERSION = 1


class Kind(StrEnum):
    """The kinds of thing in the queue."""

    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    IDEA = "idea"
    ADVOCATE_ONLY = "advocate_only"
    URGENT = "urgent"
    HANDOVER = "contact_centre_handoff"


class Recorder(StrEnum):
    """Who wrote it down. It is never who complains."""

    SELF = "self"
    CONTACT_CENTRE = "contact_centre"


class Purpose(StrEnum):
    """Why something has to be delivered."""

    TEAM_NOTICE = "team_notice"
    RECORD_COPY = "record_copy"
    DUTY_ALERT = "duty_alert"
    ADVOCATE_REFERRAL = "advocate_referral"
    ADVOCATE_WITHDRAWN = "advocate_withdrawn"
    REFERRAL_UNANSWERED = "referral_unanswered"
    ACKNOWLEDGEMENT = "acknowledgement"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a record. `by` is who did it; `detail` holds codes, dates and references only.

    `words` is what somebody wrote: it is sealed.
    """

    at: datetime
    kind: str
    by: str
    detail: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    @property
    def references(self) -> frozenset[str]:
        """The references of records that it names."""
        listed = (each if isinstance(each, list) else [each] for each in self.detail.values())
        return frozenset(each for each in chain(*listed) if isinstance(each, str) and each.startswith(f"{PREFIX}-"))


@dataclass(frozen=True, slots=True)
class Record:
    """One thing in the queue.

    The typed fields and `envelope` hold codes, dates and references only. `story` is what was said, `identity` is who
    said it, about whom, and how to reach them: the two are sealed apart. `once` makes sending twice the same as once;
    `draft_id` joins what came from one draft.
    """

    id: str
    reference: str
    once: str
    draft_id: str | None
    kind: str
    council: str
    voice: str
    language: str
    method: str
    received_at: datetime
    received_date: date
    stage: str
    status: str
    route: str | None
    time_limit: str
    flags: list[str]
    envelope: dict[str, Any]
    story: dict[str, Any]
    identity: dict[str, Any]
