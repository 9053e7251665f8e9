"""When the team is reminded of a record, and why. A reminder stops when what it is about is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from intake.casework.awaited import awaited
from intake.casework.codes import DeskDue, ReminderReason
from intake.casework.progress import Progress, progress_of
from intake.casework.standing import Rank, Standing, WaitsFor
from intake.records.record import Event, Record
from intake.rules.codes import Due
from intake.rules.working_days import WorkingCalendar

SOON_WITHIN = 1  # working days before the day itself
DECISION_WITHIN = 2  # working days from receipt: sufficient interest is decided "as soon as possible" (reg 12)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Why somebody is reminded, since which day it is so or by which day it is due, and whose turn it is."""

    why: ReminderReason
    day: date
    waits_for: WaitsFor


def reminder_for(
    record: Record, standing: Standing, events: Iterable[Event], today: date, calendar: WorkingCalendar
) -> Reminder | None:
    """The most pressing reminder that is due today; None where nothing has to be said. `today` is the London date."""
    if not standing.is_open:
        return None
    if standing.rank is Rank.DANGER:
        return Reminder(ReminderReason.DANGER_WAITING, record.received_date, WaitsFor.DUTY_TEAM)
    progress = progress_of(record, events)
    return _about_day(standing, today, calendar) or _about_decision(record, progress, today, calendar)


def _about_day(standing: Standing, today: date, calendar: WorkingCalendar) -> Reminder | None:
    day, turn = standing.due_on, standing.waits_for
    if standing.due_what == DeskDue.LOOK_AGAIN:
        turn = WaitsFor.COMPLAINTS_TEAM
    if day is None or today < calendar.before(day, SOON_WITHIN):
        return None
    if standing.due_what == DeskDue.CALL_BACK:
        return Reminder(ReminderReason.CALL_BACK_DUE, day, turn)
    if today <= day:
        return Reminder(ReminderReason.DUE_SOON, day, turn)
    is_acknowledgement = standing.due_what in (DeskDue.ACKNOWLEDGE, Due.CORPORATE_ACK_5WD, Due.STAGE3_ACK_2WD)
    return Reminder(ReminderReason.NOT_ACKNOWLEDGED if is_acknowledgement else ReminderReason.OVERDUE, day, turn)


def _about_decision(record: Record, progress: Progress, today: date, calendar: WorkingCalendar) -> Reminder | None:
    waits = progress.is_open and (progress.withdrawal_is_asked or awaited(record, progress) is not None)
    by = calendar.after(record.received_date, DECISION_WITHIN)
    if not waits or today < by:
        return None
    return Reminder(ReminderReason.DECISION_WAITING, by, WaitsFor.COMPLAINTS_MANAGER)
