"""The clocks of a record and the days by which something is due: worked out from all its events each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from intake.casework.codes import Basis, DeskDue, Timeliness
from intake.casework.corporate import acknowledge_by, corporate_clock
from intake.casework.progress import AIM_OF, Progress, Start, progress_of
from intake.casework.safety import DUTIES, Duty, duties_of, settled_on
from intake.council.model import Council
from intake.records.record import Event, Kind, Record
from intake.rules.codes import Clock, ClockChange, Due, Part
from intake.rules.decisions import BadDecision, ClockDecision, ClockState, course
from intake.rules.due import LIMITS
from intake.rules.working_days import WorkingCalendar

# The last day that each clock allows, where the law names one.
_LAST_OF: Mapping[Clock, Due] = {Clock.STAGE1: Due.STAGE1_20WD_MAX, Clock.STAGE2: Due.STAGE2_65WD_MAX}
_OF_A_CLOCK = frozenset({*AIM_OF.values(), *_LAST_OF.values()})
_ACKNOWLEDGED_BY = frozenset({DeskDue.ACKNOWLEDGE, Due.CORPORATE_ACK_5WD, Due.STAGE3_ACK_2WD})
_OF_THE_ANSWER = frozenset(
    {
        *_OF_A_CLOCK,
        *(DeskDue.REPLY_EXTENDED, Due.EARLY_RESOLUTION_5WD),
        *(DeskDue.CORPORATE_REPLY, DeskDue.CORPORATE_LATEST),
    }
)
_OF_SAFETY: Mapping[str, Duty] = {duty.due: duty for duty in DUTIES}  # those with one code are settled alike
# Until when the person may go on, from the day they had the answer. Guidance, not a bar.
_NEXT_STAGE: Mapping[Clock, Due] = {
    Clock.STAGE1: Due.STAGE2_REQUEST_BY_20WD,
    Clock.STAGE2: Due.STAGE3_REQUEST_BY_20WD,
}
_NEXT_STAGE_WITHIN = 20
LOOK_AGAIN_WITHIN = 20  # working days: no law says so, but nothing that waits is to be forgotten

_TIMELINESS: Mapping[Clock, tuple[Timeliness, Timeliness, Timeliness]] = {
    Clock.STAGE1: (Timeliness.STAGE1_WITHIN_10, Timeliness.STAGE1_WITHIN_20, Timeliness.STAGE1_OVER_20),
    Clock.STAGE2: (Timeliness.STAGE2_WITHIN_25, Timeliness.STAGE2_WITHIN_65, Timeliness.STAGE2_OVER_65),
    Clock.STAGE3: (Timeliness.STAGE3_IN_TIME, Timeliness.STAGE3_OVER, Timeliness.STAGE3_OVER),
}


@dataclass(frozen=True, slots=True)
class ClockRun:
    """One clock as it ran, from what started it through every decision: `states` are never fewer than before."""

    clock: Clock
    basis: Basis
    states: tuple[ClockState, ...]

    @property
    def now(self) -> ClockState:
        """How it stands, or stood last."""
        return self.states[-1]


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day by which something is due, and the day on which it was done."""

    code: str
    day: date
    done_on: date | None = None

    def is_overdue(self, today: date) -> bool:
        """Whether we have missed it. Until when the person may go on is guidance, and no bar (law 3, row 7)."""
        return self.done_on is None and today > self.day and self.code not in _THE_PERSONS


def clocks_of(record: Record, events: Iterable[Event], calendar: WorkingCalendar) -> tuple[ClockRun, ...]:
    """Every clock that ran or runs under the Children Act, the one in force first; none where the Act does not apply.

    A decision about sufficient interest or lateness begins one of its own, which is kept; the one from receipt is
    earlier and stays in force (law 3, rows 5a and 5b). What is sent again after a hold has a new one in its place.
    """
    return runs_of(progress_of(record, events), calendar)


def due_days(
    record: Record, events: Iterable[Event], council: Council, calendar: WorkingCalendar
) -> tuple[DueDay, ...]:
    """Every day that is in force or was met, in order. What a decision has moved or ended is in `clocks_of`."""
    return days_of(record, progress_of(record, events), council, calendar)


def timeliness_of(progress: Progress, replied_on: date, calendar: WorkingCalendar) -> Timeliness | None:
    """Whether an answer on this day is in time by the clock in force; None where none runs."""
    runs = runs_of(progress, calendar)
    if not runs:
        return None
    run = runs[0]
    within, at_most = LIMITS[run.clock]
    first, second, over = _TIMELINESS[run.clock]
    if replied_on <= calendar.after(run.now.started_on, within):
        return first
    return second if at_most and replied_on <= calendar.after(run.now.started_on, at_most) else over


def clock_in_force(record: Record, progress: Progress, calendar: WorkingCalendar) -> ClockState | None:
    """How the clock stands by which an answer is due: that of the Act, else that of the council's general process."""
    runs = runs_of(progress, calendar)
    return runs[0].now if runs else corporate_clock(record, progress, calendar)


def waits_since(progress: Progress, clock: ClockState | None) -> date | None:
    """Since which day it waits for another case or for an advocate; None while it waits for neither. `clock` is the one
    in force, as it stands.
    """
    stopped_on = clock.decision.on if clock and clock.is_suspended and clock.decision else None
    return min((day for day in (progress.held_on, stopped_on) if day), default=None)


def runs_of(progress: Progress, calendar: WorkingCalendar) -> tuple[ClockRun, ...]:
    """As `clocks_of`, of what is folded already."""
    if progress.clock is None:
        return ()
    runs: list[tuple[Start, list[ClockDecision]]] = []
    running = 0  # from which on they have not been replaced
    in_force = 0
    for step in progress.clock_steps:
        if isinstance(step, Start):
            if step.replaces:
                running = in_force = len(runs)
            runs.append((step, []))
            continue
        for start, decisions in runs[running:]:
            if _follows(progress.clock, start, [*decisions, step], calendar):
                decisions.append(step)
    made = [
        ClockRun(progress.clock, start.basis, course(progress.clock, start.on, decisions, calendar))
        for start, decisions in runs
    ]
    return (made.pop(in_force), *made)


def _follows(clock: Clock, start: Start, decisions: list[ClockDecision], calendar: WorkingCalendar) -> bool:
    """Whether the last of these is about this run: one that began later may have nothing to extend or resume."""
    try:
        course(clock, start.on, decisions, calendar)
    except BadDecision:
        return False
    return True


def days_of(record: Record, progress: Progress, council: Council, calendar: WorkingCalendar) -> tuple[DueDay, ...]:
    """As `due_days`, of what is folded already."""
    days = [
        DueDay(code, day, done_on)
        for code, day in _days(record, progress, council, calendar)
        if _is_in_force(code, progress) or _done_on(code, progress) is not None
        for done_on in [_done_on(code, progress)]
    ]
    return tuple(sorted(days, key=lambda due: (due.day, due.code)))


def given_days(record: Record) -> dict[str, date]:
    """The days that a record comes with: those that the rules gave, and that of each duty which they gave none."""
    given = {str(code): date.fromisoformat(day) for code, day in record.envelope.get("due", {}).items()}
    return {**{duty.due: record.received_date for duty in duties_of(record)}, **given}


def _days(
    record: Record, progress: Progress, council: Council, calendar: WorkingCalendar
) -> Iterator[tuple[str, date]]:
    """Each code with its day. Those of a clock come from its run."""
    received_on = record.received_date
    given = given_days(record)
    if progress.is_complaint and record.kind != Kind.COMPLAINT:
        within = council.clocks.acknowledge_within_working_days
        given.setdefault(DeskDue.ACKNOWLEDGE, calendar.after(received_on, within))
    corporate_by = acknowledge_by(record, progress, calendar)
    if corporate_by:
        given[Due.CORPORATE_ACK_5WD] = corporate_by
    yield from ((code, day) for code, day in given.items() if code not in _OF_A_CLOCK)
    runs = runs_of(progress, calendar)
    is_stopped = bool(runs) and runs[0].now.is_suspended
    waiting = waits_since(progress, runs[0].now if runs else None)
    if waiting:
        looked_on = progress.looked_again_on or waiting
        yield DeskDue.LOOK_AGAIN, calendar.after(max(waiting, looked_on), LOOK_AGAIN_WITHIN)
    corporate = corporate_clock(record, progress, calendar)
    if corporate and not is_stopped:
        yield from _of_state(corporate, DeskDue.CORPORATE_REPLY, DeskDue.CORPORATE_LATEST)
    if runs:
        yield from _of_state(runs[0].now, AIM_OF[runs[0].clock], _LAST_OF.get(runs[0].clock))
        if progress.replied_on and runs[0].clock in _NEXT_STAGE:
            yield _NEXT_STAGE[runs[0].clock], calendar.after(progress.replied_on, _NEXT_STAGE_WITHIN)


def _of_state(state: ClockState, aim: str, latest: str | None) -> Iterator[tuple[str, date]]:
    is_extended = state.decision is not None and state.decision.change is ClockChange.EXTENDED
    if state.due is not None:
        yield DeskDue.REPLY_EXTENDED if is_extended else aim, state.due
    if state.at_most is not None and latest is not None:
        yield latest, state.at_most


def _is_in_force(code: str, progress: Progress) -> bool:
    """Whether anybody still has to keep this day. Danger is never over because the complaint is."""
    if code in _OF_SAFETY:
        return True
    if code == Due.CORPORATE_ACK_5WD and progress.route_is_decided and Part.CORPORATE not in progress.parts:
        return False
    if code in _OF_THE_ANSWER and progress.held == "all":
        return False
    return progress.is_open or code in _THE_PERSONS


_THE_PERSONS = frozenset({*_NEXT_STAGE.values(), Due.RESUBMIT_BY, Due.LGSCO_LAST_DAY})


def _done_on(code: str, progress: Progress) -> date | None:
    if code in _OF_THE_ANSWER:
        return progress.answered_on
    if code in _ACKNOWLEDGED_BY:
        return progress.acknowledged_on or progress.first_replied_on
    if code == DeskDue.CALL_BACK:
        return progress.called_back_on
    return settled_on(_OF_SAFETY[code], progress) if code in _OF_SAFETY else None
