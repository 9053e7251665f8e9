"""The clock of what goes by the council's general process: the Complaint Handling Code of the LGSCO, not the Act."""

from __future__ import annotations

from datetime import date

from intake.casework.progress import Progress, Start
from intake.records.record import Record
from intake.rules.codes import Due, Part, TimeLimit
from intake.rules.decisions import ClockState
from intake.rules.working_days import WorkingCalendar

_ACKNOWLEDGE_WITHIN = 5
# The working days from the acknowledgement in which an answer is wanted, and in which at the latest.
_AT_FIRST, _AT_THE_LATER_STAGE = (10, 20), (20, 40)


def acknowledge_by(record: Record, progress: Progress, calendar: WorkingCalendar) -> date | None:
    """By which day it is acknowledged; None where nothing of it goes by this process."""
    if progress.route_is_decided and Part.CORPORATE not in progress.parts:
        return None
    given = record.envelope.get("due", {}).get(Due.CORPORATE_ACK_5WD)
    if given:
        return date.fromisoformat(given)
    return calendar.after(record.received_date, _ACKNOWLEDGE_WITHIN) if progress.route_is_decided else None


def corporate_clock(record: Record, progress: Progress, calendar: WorkingCalendar) -> ClockState | None:
    """How its clock stands; None where nothing of it goes by this process.

    It is counted from the acknowledgement, or from the day by which there had to be one: a late one delays no answer.
    """
    by = acknowledge_by(record, progress, calendar)
    if by is None:
        return None
    anew = [step.on for step in progress.clock_steps if isinstance(step, Start) and step.replaces]
    counted_from = anew[-1] if anew else min(by, progress.acknowledged_on or by)
    is_later_stage = record.time_limit == TimeLimit.ACCEPTED_EARLIER
    within, at_most = _AT_THE_LATER_STAGE if is_later_stage else _AT_FIRST
    latest = calendar.after(counted_from, at_most)
    extension = progress.corporate_extension
    return ClockState(
        started_on=anew[-1] if anew else record.received_date,
        due=(extension.until or latest) if extension else calendar.after(counted_from, within),
        at_most=latest,
        decision=extension,
    )
