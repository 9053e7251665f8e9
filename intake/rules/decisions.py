"""What the complaints manager decides about a clock. What was due before stays on record; nothing is overwritten.

Source: regulations 14 and 17, known from memory (†); North East Lincolnshire 2021/22. Shortage of staff is no reason
to suspend a clock (LGSCO 20 009 341).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from intake.rules.codes import Clock, ClockChange, ClockReason
from intake.rules.due import LIMITS
from intake.rules.working_days import WorkingCalendar


class DecidingRole(StrEnum):
    """Who may change a clock. There is nobody else to name."""

    COMPLAINTS_MANAGER = "complaints_manager"


class BadDecision(ValueError):  # noqa: N818 - named for what it is about, like BadFacts
    """A decision that cannot follow on what was decided before: which, and what was expected."""


@dataclass(frozen=True, slots=True)
class ClockDecision:
    """One decision about a clock: what, on which day, by whom and why.

    `until` is the new due day of an extension; without it, the latest that the clock allows. `reason` may be left out
    only when the clock is resumed. `note` is for the record and changes nothing.
    """

    change: ClockChange
    on: date
    by: str
    role: DecidingRole
    reason: ClockReason | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClockState:
    """How a clock stood from one decision to the next; `decision` is None for how it began.

    `due` is None while it is suspended, and `at_most` also where the law sets no end to an extension.
    """

    started_on: date
    due: date | None
    at_most: date | None
    decision: ClockDecision | None = None

    @property
    def is_suspended(self) -> bool:
        return self.due is None


def course(
    clock: Clock, started_on: date, decisions: Iterable[ClockDecision], calendar: WorkingCalendar
) -> tuple[ClockState, ...]:
    """Every state of the clock in order: the first as it began, the last the one in force.

    Resuming starts the clock anew from that day: a child whose advocate was appointed on 5 January 2027 has a new
    10 and 20 working days. BadDecision where one does not follow on the one before it.
    """
    states = [_running_from(clock, started_on, calendar)]
    for decision in decisions:
        states.append(_after(states[-1], decision, clock, calendar))
    return tuple(states)


def _running_from(
    clock: Clock, day: date, calendar: WorkingCalendar, decision: ClockDecision | None = None
) -> ClockState:
    within, at_most = LIMITS[clock]
    return ClockState(
        started_on=day,
        due=calendar.after(day, within),
        at_most=None if at_most is None else calendar.after(day, at_most),
        decision=decision,
    )


def _after(before: ClockState, decision: ClockDecision, clock: Clock, calendar: WorkingCalendar) -> ClockState:
    last_on = before.started_on if before.decision is None else before.decision.on
    if decision.on < last_on:
        raise BadDecision(f"{decision.change} on {decision.on}: expected {last_on} or a later day")
    if decision.reason is None and decision.change is not ClockChange.RESUMED:
        raise BadDecision(f"{decision.change} on {decision.on}: expected a reason")
    if before.is_suspended != (decision.change is ClockChange.RESUMED):
        expected = "resumed, as the clock is suspended" if before.is_suspended else "a suspended clock"
        raise BadDecision(f"{decision.change} on {decision.on}: expected {expected}")
    match decision.change:
        case ClockChange.EXTENDED:
            return ClockState(before.started_on, _extended(before, decision), before.at_most, decision)
        case ClockChange.SUSPENDED:
            return ClockState(before.started_on, None, None, decision)
        case ClockChange.RESUMED:
            return _running_from(clock, decision.on, calendar, decision)
        case _:
            assert_never(decision.change)


def _extended(before: ClockState, decision: ClockDecision) -> date:
    until = before.at_most if decision.until is None else decision.until
    if until is None:
        raise BadDecision(f"extended on {decision.on}: expected a day, as this clock sets no latest one")
    if before.due is not None and until <= before.due:
        raise BadDecision(f"extended on {decision.on} until {until}: expected a day after {before.due}")
    if before.at_most is not None and until > before.at_most:
        raise BadDecision(f"extended on {decision.on} until {until}: expected {before.at_most} at the latest")
    return until
