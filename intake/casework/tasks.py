"""What staff still have to do with a record, and what of it they have done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from intake.casework.awaited import awaits_acceptance, awaits_call, awaits_interest, awaits_late, awaits_route
from intake.casework.codes import DeskDue, EventKind, TaskKind
from intake.casework.days import DueDay, days_of, runs_of
from intake.casework.progress import Progress, progress_of
from intake.casework.safety import duties_of, settled_on, unsettled
from intake.casework.standing import REPLY_BY, WaitsFor
from intake.casework.words import label
from intake.council.model import Council
from intake.records.record import Event, Kind, Record
from intake.rules.codes import AdvocateAnswer, Due, Flag
from intake.rules.working_days import WorkingCalendar

TEAM, MANAGER = WaitsFor.COMPLAINTS_TEAM, WaitsFor.COMPLAINTS_MANAGER


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, by a day where there is one. `decision` is the page by which it is done; None: another one, or
    none as yet.
    """

    kind: TaskKind
    words: str
    day: date | None
    waits_for: WaitsFor
    decision: EventKind | None
    done_on: date | None = None


def tasks_of(record: Record, events: Iterable[Event], council: Council, calendar: WorkingCalendar) -> tuple[Task, ...]:
    """What there is to do here, what is done among it, in the order of a day's work."""
    progress = progress_of(record, events)
    days = days_of(record, progress, council, calendar)
    tasks = [*_about_danger(record, progress, days), *_first_steps(record, progress, days)]
    if progress.is_open:
        tasks += [
            *_decisions(record, progress),
            *_advocate(record, progress),
            *_answer(record, progress, days, calendar),
        ]
    return tuple(tasks)


def _task(
    kind: TaskKind,
    decision: EventKind | None,
    waits_for: WaitsFor = TEAM,
    day: date | None = None,
    done_on: date | None = None,
) -> Task:
    return Task(kind, label(kind), day, waits_for, decision, done_on)


def _about_danger(record: Record, progress: Progress, days: Iterable[DueDay]) -> Iterator[Task]:
    by = {due.code: due.day for due in days}
    for duty in duties_of(record):
        waits_for = WaitsFor.DUTY_TEAM if duty.is_danger else TEAM
        yield _task(duty.kind, EventKind.SAFETY_ACTED, waits_for, by[duty.due], settled_on(duty, progress))


def _first_steps(record: Record, progress: Progress, days: Iterable[DueDay]) -> Iterator[Task]:
    if progress.called_back_on or awaits_call(record, progress):
        due = _first(days, {DeskDue.CALL_BACK})
        day = due.day if due else None
        yield _task(TaskKind.CALL_BACK, EventKind.CALLED_BACK, MANAGER, day, progress.called_back_on)
    due = _first(days, {DeskDue.ACKNOWLEDGE, Due.CORPORATE_ACK_5WD, Due.STAGE3_ACK_2WD})
    if due and progress.is_complaint:
        yield _task(TaskKind.ACKNOWLEDGE, EventKind.ACKNOWLEDGED, TEAM, due.day, due.done_on)


def _decisions(record: Record, progress: Progress) -> Iterator[Task]:
    if awaits_interest(record, progress):
        yield _task(TaskKind.DECIDE_INTEREST, EventKind.INTEREST_DECIDED, MANAGER)
    if awaits_late(record, progress):
        yield _task(TaskKind.DECIDE_LATE, EventKind.LATE_DECIDED, MANAGER)
    if awaits_route(record, progress):
        yield _task(TaskKind.DECIDE_ROUTE, EventKind.ROUTE_DECIDED, MANAGER)
    if progress.withdrawal_is_asked:
        yield _task(TaskKind.CONFIRM_WITHDRAWAL, EventKind.WITHDRAWAL_CONFIRMED, MANAGER)


def _advocate(record: Record, progress: Progress) -> Iterator[Task]:
    """To offer one where the answer on the form is no referral yet, and to ask after one who has not answered."""
    if _has_to_be_offered(record):
        yield _task(TaskKind.OFFER_ADVOCATE, EventKind.ADVOCATE_OFFERED, done_on=progress.advocate_offered_on)
    if progress.advocate_is_missed:
        yield _task(TaskKind.FOLLOW_UP_ADVOCATE, None)


def _answer(record: Record, progress: Progress, days: Iterable[DueDay], calendar: WorkingCalendar) -> Iterator[Task]:
    """What leads to an answer; none is to be given while it is held or the clock is stopped for an advocate."""
    if Flag.ORAL_CONFIRM_RECORD in record.flags:
        yield _task(TaskKind.SEND_WRITTEN_COPY, None, done_on=progress.written_copy_on)
    if progress.held:
        yield _task(TaskKind.TAKE_UP_HELD, EventKind.HOLD_ENDED)
    runs = runs_of(progress, calendar)
    look_again = _first(days, {DeskDue.LOOK_AGAIN})
    if look_again:
        yield _task(TaskKind.LOOK_AGAIN, EventKind.LOOKED_AGAIN, TEAM, look_again.day)
    is_stopped = bool(runs) and runs[0].now.is_suspended and not progress.is_answered
    if is_stopped:
        yield _task(TaskKind.START_CLOCK, EventKind.RESUMED, MANAGER)
    if progress.is_complaint and not is_stopped and progress.held != "all":
        due = _first(days, REPLY_BY)
        replied = None if awaits_acceptance(record, progress) else EventKind.REPLIED
        yield _task(TaskKind.REPLY, replied, TEAM, due.day if due else None, progress.answered_on)
    if progress.is_answered and not progress.held and not unsettled(record, progress):
        yield _task(TaskKind.CLOSE, EventKind.CLOSED)


def _has_to_be_offered(record: Record) -> bool:
    """An adult's yes is for the child to hear; a young person's, or none at all, is no consent to a referral."""
    advocate = record.envelope.get("advocate", {})
    if advocate.get("consented"):
        return False
    is_wanted = advocate.get("choice") in (AdvocateAnswer.WANTS, AdvocateAnswer.UNSURE)
    was_missed = advocate.get("choice") == AdvocateAnswer.NOT_ASKED and Flag.ADVOCATE_MUST_OFFER in record.flags
    return is_wanted or was_missed or record.kind == Kind.ADVOCATE_ONLY


def _first(days: Iterable[DueDay], codes: Iterable[str]) -> DueDay | None:
    """The first of these that is open; the first of them where all are done."""
    found = sorted((due for due in days if due.code in codes), key=lambda due: (due.done_on is not None, due.day))
    return found[0] if found else None
