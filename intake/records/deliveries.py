"""Whom a record has to reach: what is for whom, and from when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from intake.council.model import Audience, Council, DeliverTo, EmailTo, NotifyTo, Way
from intake.questions.vocabulary import Case, Voice
from intake.records.facts import ways_not_permitted
from intake.records.record import Purpose, Record
from intake.records.submission import answers_of
from intake.rules.codes import Flag, ReplyWay

FOR_WHOM: Mapping[Purpose, Audience] = MappingProxyType(
    {
        Purpose.TEAM_NOTICE: Audience.TEAM,
        Purpose.REFERRAL_UNANSWERED: Audience.TEAM,
        Purpose.RECORD_COPY: Audience.CASE_SYSTEM,
        Purpose.DUTY_ALERT: Audience.DUTY,
        Purpose.ADVOCATE_REFERRAL: Audience.ADVOCATE,
        Purpose.ADVOCATE_WITHDRAWN: Audience.ADVOCATE,
        Purpose.ACKNOWLEDGEMENT: Audience.PERSON,
    }
)

_WAYS = {ReplyWay.EMAIL: Way.EMAIL, ReplyWay.TEXT: Way.TEXT, ReplyWay.LETTER: Way.LETTER}


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something that has to reach one place because of a record, and the first moment to try."""

    purpose: Purpose
    target: str
    due_at: datetime


def deliveries(record: Record, council: Council) -> list[Delivery]:
    """What follows from sending: who is told at once, and who is told where the first place did not accept it."""
    purposes = [Purpose.TEAM_NOTICE, Purpose.RECORD_COPY]
    if Flag.SAFEGUARDING_IMMEDIATE in record.flags:
        purposes.append(Purpose.DUTY_ALERT)
    if record.envelope.get("advocate", {}).get("consented"):
        purposes.append(Purpose.ADVOCATE_REFERRAL)
    told = [each for purpose in purposes for each in to_all(purpose, council, record.received_at)]
    own = (place for place in council.places(Audience.PERSON) if _way_of(place) in permitted_ways(record))
    return [*told, *_deliveries(Purpose.ACKNOWLEDGEMENT, own, record.received_at, timedelta())]


def to_all(purpose: Purpose, council: Council, at: datetime) -> list[Delivery]:
    """One delivery for each place of the council that this purpose is for.

    An alert goes to one place after the other, and is withdrawn from the rest as soon as one of them accepts it.
    """
    minutes = council.duty.next_place_after_minutes if purpose == Purpose.DUTY_ALERT else 0
    return _deliveries(purpose, council.places(FOR_WHOM[purpose]), at, timedelta(minutes=minutes))


def permitted_ways(record: Record) -> set[Way]:
    """The ways in which they chose to be answered, and said that it is safe."""
    chosen = record.envelope.get("contact_methods", [])
    if not chosen:
        return set()
    refused = ways_not_permitted(Case(Voice(record.voice), record.received_date, answers_of(record)))
    return {_WAYS[way] for way in chosen if way in _WAYS and way not in refused}


def _deliveries(purpose: Purpose, places: Iterable[DeliverTo], at: datetime, between: timedelta) -> list[Delivery]:
    return [Delivery(purpose, place.name, at + n * between) for n, place in enumerate(places)]


def _way_of(place: DeliverTo) -> Way | None:
    return place.way if isinstance(place, EmailTo | NotifyTo) else None
