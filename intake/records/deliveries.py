"""Whom a record has to reach: what is for whom, and from when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from intake.council.model import Audience, Council, DeliverTo, EmailTo, NotifyTo, Way
from intake.questions.vocabulary import Case, Voice
from intake.records.facts import ways_not_permitted
from intake.records.record import Kind, Purpose, Record
from intake.records.submission import answers_of
from intake.rules.codes import Flag, ReplyWay

FOR_WHOM: Mapping[Purpose, Audience] = MappingProxyType(
    {
        Purpose.TEAM_NOTICE: Audience.TEAM,
        Purpose.REFERRAL_UNANSWERED: Audience.TEAM,
        Purpose.REMINDER: Audience.TEAM,
        Purpose.RECORD_COPY: Audience.CASE_SYSTEM,
        Purpose.DUTY_ALERT: Audience.DUTY,
        Purpose.ADVOCATE_REFERRAL: Audience.ADVOCATE,
        Purpose.ADVOCATE_WITHDRAWN: Audience.ADVOCATE,
        Purpose.ACKNOWLEDGEMENT: Audience.PERSON,
    }
)


# What the duty team has to act on at once or on the same day, also at night and at weekends.
ALERTS: frozenset[Flag] = frozenset({Flag.SAFEGUARDING_IMMEDIATE, Flag.CASE_CONCERN_SAME_DAY, Flag.URGENT_HOMELESS})


def for_whom(purpose: Purpose, team: Audience | None = Audience.TEAM) -> Audience | None:
    """Who is to have it. `team` has what is for the team, where the record is about one of them: None is nobody."""
    whom = FOR_WHOM[purpose]
    return team if whom == Audience.TEAM else whom


def audiences(purpose: Purpose) -> set[Audience]:
    """Everybody who may have it, be it that or that it is about one of them."""
    whom = FOR_WHOM[purpose]
    return {Audience.TEAM, Audience.SECOND_PERSON} if whom == Audience.TEAM else {whom}


_WAYS = {ReplyWay.EMAIL: Way.EMAIL, ReplyWay.TEXT: Way.TEXT, ReplyWay.LETTER: Way.LETTER}


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something that has to reach one place because of a record, and the first moment to try.

    `about` tells those apart that reach one place for one purpose.
    """

    purpose: Purpose
    target: str
    due_at: datetime
    about: str = ""


def deliveries(
    record: Record, council: Council, at: datetime, *, team: Audience | None = Audience.TEAM
) -> list[Delivery]:
    """What follows from taking it in at this moment: who is told, and who where the first place did not accept it.

    `team`: who has what is for the team, as in `for_whom`. A call handed over is no case yet, and its caller has spoken
    with somebody: what is for the case system and for the caller comes with the complaint.
    """
    is_handover = record.kind == Kind.HANDOVER
    purposes = [Purpose.TEAM_NOTICE] if is_handover else [Purpose.TEAM_NOTICE, Purpose.RECORD_COPY]
    if not ALERTS.isdisjoint(record.flags):
        purposes.append(Purpose.DUTY_ALERT)
    if record.envelope.get("advocate", {}).get("consented"):
        purposes.append(Purpose.ADVOCATE_REFERRAL)
    told = [each for purpose in purposes for each in to_all(purpose, council, at, team=team)]
    own = () if is_handover else council.places(Audience.PERSON)
    ways = permitted_ways(record)
    return [*told, *_deliveries(Purpose.ACKNOWLEDGEMENT, [place for place in own if _way_of(place) in ways], at)]


def to_all(
    purpose: Purpose, council: Council, at: datetime, *, team: Audience | None = Audience.TEAM, about: str = ""
) -> list[Delivery]:
    """This to every place for it: all at this moment, but an alert to one after the other, first where somebody is.

    `team` and `about` as in `for_whom` and `Delivery`.
    """
    if purpose == Purpose.DUTY_ALERT:
        between = timedelta(minutes=council.duty.next_place_after_minutes)
        return _deliveries(purpose, council.duty_places(at), at, between, about)
    whom = for_whom(purpose, team)
    places = council.places(whom) if whom else ()
    return _deliveries(purpose, places, at, about=about)


def permitted_ways(record: Record) -> set[Way]:
    """The ways in which they chose to be answered, and said that it is safe."""
    chosen = record.envelope.get("contact_methods", [])
    if not chosen:
        return set()
    refused = ways_not_permitted(Case(Voice(record.voice), record.received_date, answers_of(record)))
    return {_WAYS[way] for way in chosen if way in _WAYS and way not in refused}


def _deliveries(
    purpose: Purpose,
    places: Iterable[DeliverTo],
    at: datetime,
    between: timedelta = timedelta(),
    about: str = "",
) -> list[Delivery]:
    return [Delivery(purpose, place.name, at + n * between, about) for n, place in enumerate(places)]


def _way_of(place: DeliverTo) -> Way | None:
    return place.way if isinstance(place, EmailTo | NotifyTo) else None
