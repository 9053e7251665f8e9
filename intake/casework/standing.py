"""Where a record stands: worked out from what happened to it, never written over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from intake.casework.awaited import awaited, awaits_call
from intake.casework.codes import DeskDue, Stage, Status
from intake.casework.days import DueDay, clock_in_force, days_of, given_days
from intake.casework.progress import Progress, progress_of
from intake.casework.safety import duties_of, unsettled
from intake.council.model import Council
from intake.records.complainant import YOUNG
from intake.records.record import Event, Kind, Record
from intake.rules.codes import Clock, ClockChange, Due, Part
from intake.rules.decisions import ClockState
from intake.rules.working_days import WorkingCalendar


class Rank(IntEnum):
    """What comes first in the queue."""

    DANGER = 0
    SAME_DAY = 1
    OTHER = 2


class WaitsFor(StrEnum):
    """Whose turn it is."""

    DUTY_TEAM = "duty_team"
    COMPLAINTS_TEAM = "complaints_team"
    COMPLAINTS_MANAGER = "complaints_manager"
    CONTACT_CENTRE = "contact_centre"
    PERSON = "person"
    ADVOCATE = "advocate"
    COURT = "court"
    NOBODY = "nobody"


# By when an answer is due, whatever the stage.
REPLY_BY = frozenset(
    {Due.STAGE1_10WD, Due.STAGE2_25WD, Due.PANEL_BY_30WD, DeskDue.REPLY_EXTENDED, DeskDue.CORPORATE_REPLY}
)
# What staff have to do by a day, in the order of a day's work: the first that is open is what a record is due for.
AIMS: tuple[str, ...] = (
    DeskDue.DUTY_TEAM_SAME_DAY,
    Due.CASE_CONCERN_SAME_DAY,
    DeskDue.STAFF_SAFE_SAME_DAY,
    Due.LADO_1WD,
    DeskDue.CALL_BACK,
    DeskDue.ACKNOWLEDGE,
    Due.CORPORATE_ACK_5WD,
    Due.STAGE3_ACK_2WD,
    Due.STAGE1_10WD,
    Due.STAGE2_25WD,
    Due.PANEL_BY_30WD,
    DeskDue.REPLY_EXTENDED,
    DeskDue.CORPORATE_REPLY,
    DeskDue.LOOK_AGAIN,
)
_STAGES = {Clock.STAGE1: Stage.STAGE_1, Clock.STAGE2: Stage.STAGE_2, Clock.STAGE3: Stage.STAGE_3}

_COMPLAINTS = (None, Kind.COMPLAINT)
_STAGES_OF_COMPLAINTS = (Stage.INTAKE, Stage.STAGE_1, Stage.STAGE_2, Stage.STAGE_3, Stage.CLOSED)
_STATUSES_OF_COMPLAINTS = tuple(status for status in Status if status is not Status.ESCALATED)
_ENDS = (Status.WITHDRAWN, Status.PASSED_ON, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record stands. `due_on` is the next day by which something is due, and `due_what` what: a code of
    `records.envelope["due"]`, of a duty or of a clock; None where nothing is.

    `is_safety` stays when the danger is dealt with: whoever dealt with it can read what was done. A record is open
    until it has come to an end and nobody is left in danger.
    """

    stage: str
    status: str
    route: str | None
    rank: Rank
    due_on: date | None
    due_what: str | None
    waits_for: WaitsFor
    team: str | None
    assigned_to: str | None
    is_young: bool
    is_safety: bool
    is_open: bool


def stages_of(kind: str | None) -> tuple[Stage, ...]:
    """The stages at which a record of this kind can be; None is any kind."""
    return _STAGES_OF_COMPLAINTS if kind in _COMPLAINTS else (Stage.INTAKE, Stage.CLOSED)


def statuses_of(kind: str | None) -> tuple[Status, ...]:
    """The same of what can be happening to it. Only a complaint is decided on and answered."""
    if kind in _COMPLAINTS:
        return _STATUSES_OF_COMPLAINTS
    ends = (end for end in _ENDS if end is not Status.PASSED_ON or kind != Kind.URGENT)
    return (Status.NEW, Status.ACTIVE, *ends)


def at_first(record: Record) -> Standing:
    """Where a record stands when it has just been received."""
    days = [DueDay(code, day) for code, day in given_days(record).items()]
    return _standing(record, progress_of(record, ()), days, None)


def standing_of(record: Record, events: Iterable[Event], council: Council, calendar: WorkingCalendar) -> Standing:
    """Where a record stands after all that happened to it, in its order."""
    progress = progress_of(record, events)
    days = days_of(record, progress, council, calendar)
    return _standing(record, progress, days, clock_in_force(record, progress, calendar))


def _standing(record: Record, progress: Progress, days: Sequence[DueDay], clock: ClockState | None) -> Standing:
    status = _status(record, progress, clock)
    rank = _rank(record, progress)
    due = _next(days)
    return Standing(
        stage=_stage(progress),
        status=status,
        route=progress.route,
        rank=rank,
        due_on=due.day if due else None,
        due_what=due.code if due else None,
        waits_for=_waits_for(record, progress, status, rank),
        team=record.envelope.get("service"),
        assigned_to=progress.assigned_to,
        is_young=record.envelope.get("complainant_type") in YOUNG,
        is_safety=any(duties_of(record)),
        is_open=progress.is_open or bool(unsettled(record, progress)),
    )


def _next(days: Iterable[DueDay]) -> DueDay | None:
    left = [due for due in days if due.done_on is None and due.code in AIMS]
    return min(left, key=lambda due: (due.day, AIMS.index(due.code)), default=None)


def _stage(progress: Progress) -> Stage:
    if not progress.is_open:
        return Stage.CLOSED
    if not (progress.is_complaint and progress.has_begun):
        return Stage.INTAKE
    if progress.clock is not None:
        return _STAGES[progress.clock]
    return Stage.STAGE_1 if Part.CORPORATE in progress.parts else Stage.INTAKE


def _status(record: Record, progress: Progress, clock: ClockState | None) -> Status:
    """New until somebody has acted on it: the person's own page says "We have got it" until then."""
    if progress.ended is not None:
        return progress.ended
    if not progress.has_begun:
        return Status.NEW
    if progress.held == "all" or (progress.held and progress.is_answered):
        return Status.ON_HOLD_PROCEEDINGS
    if progress.is_answered:
        return Status.REPLIED
    if clock is not None and clock.is_suspended:
        return Status.AWAITING_ADVOCATE
    decision = awaited(record, progress)
    if decision is not None:
        return decision
    changed = clock.decision if clock else None
    return Status.EXTENDED if changed and changed.change is ClockChange.EXTENDED else Status.ACTIVE


def _rank(record: Record, progress: Progress) -> Rank:
    left = unsettled(record, progress)
    if any(duty.is_danger for duty in left):
        return Rank.DANGER
    return Rank.SAME_DAY if left else Rank.OTHER


def _waits_for(record: Record, progress: Progress, status: Status, rank: Rank) -> WaitsFor:
    if rank is Rank.DANGER:
        return WaitsFor.DUTY_TEAM
    if not progress.is_open:
        return WaitsFor.NOBODY if rank is Rank.OTHER else WaitsFor.COMPLAINTS_TEAM
    if progress.withdrawal_is_asked:
        return WaitsFor.COMPLAINTS_MANAGER
    if status in _TURNS:
        return _TURNS[status]
    is_for_manager = awaits_call(record, progress) or awaited(record, progress) is not None
    return WaitsFor.COMPLAINTS_MANAGER if is_for_manager else WaitsFor.COMPLAINTS_TEAM


_TURNS = {
    Status.ON_HOLD_PROCEEDINGS: WaitsFor.COURT,
    Status.REPLIED: WaitsFor.PERSON,
    Status.AWAITING_ADVOCATE: WaitsFor.ADVOCATE,
}
