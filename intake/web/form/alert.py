"""Whether the duty team has been told, in words that claim no more than the place that they went to has said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from intake.council.hours import Hours
from intake.questions.catalogue import copy
from intake.questions.catalogue.language import LISTED
from intake.records.deliveries import ALERTS
from intake.records.record import Purpose, Record
from intake.rules.london import LONDON
from intake.storage import tracking
from intake.storage.outbox import State
from intake.storage.tracking import Tracked
from intake.web.days import hours_said, time_said
from intake.web.form.next_steps import long_date
from intake.web.service import service
from intake.web.speaker import Speaker


class AlertState(StrEnum):
    """How far the alert of the duty team is."""

    REACHED = "reached"
    TRYING = "trying"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Alert:
    """`at` is when a place of the duty team accepted it, and `target` which. That a person has read it is not known."""

    state: AlertState
    at: datetime | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class AlertSaid:
    """Lines to read, and whether there is more to do than to wait: to call, and to look again."""

    lines: list[str]
    reached: bool


def alert_of(deliveries: Iterable[Tracked]) -> Alert | None:
    """How far it is by the deliveries of one record; None where the duty team need not be told of it.

    One place that accepted it is enough, and while one is left to try it has not failed.
    """
    alerts = [each for each in deliveries if each.purpose == Purpose.DUTY_ALERT]
    accepted = [(each.finished_at, each.target) for each in alerts if each.state == State.SENT and each.finished_at]
    if accepted:
        return Alert(AlertState.REACHED, *min(accepted))
    if any(each.finished_at is None for each in alerts):
        return Alert(AlertState.TRYING)
    return Alert(AlertState.FAILED) if alerts else None


def alert_said(record: Record, speak: Speaker) -> AlertSaid | None:
    """What to say of this record's alert at this moment; None where there is none."""
    if ALERTS.isdisjoint(record.flags):
        return None
    with service().database.read() as db:
        alert = alert_of(tracking.of_record(db, record.id))
    if alert is None:
        return None
    facts = {"alerted_at": _time(alert.at, service().today(), speak)} if alert.at else {}
    if (hours := _hours_of(alert.target)) is not None:
        facts["duty_hours"] = hours_said("duty_hours", hours, speak.filled, speak.locale)
    return AlertSaid(speak.all_filled(copy.ALERT[alert.state], **facts), alert.state == AlertState.REACHED)


def _hours_of(target: str) -> Hours | None:
    """When somebody reads what this place accepted; None where the council's file no longer names it."""
    council = service().council
    return next((council.hours_of(place) for place in council.deliver_to if place.name == target), None)


def _time(at: datetime, today: date, speak: Speaker) -> str:
    """The time in London, with its day where that is not today."""
    there = at.astimezone(LONDON)
    time = time_said(there, speak.locale)
    return time if there.date() == today else speak.filled(LISTED, before=time, last=long_date(there.date(), speak))
