"""A record as it is when somebody decides about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from intake.casework.days import clock_in_force, waits_since
from intake.casework.progress import Progress, progress_of
from intake.casework.standing import Standing
from intake.records.record import Event, Record
from intake.rules.decisions import ClockState
from intake.rules.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Situation:
    """A record as it is when somebody decides. `progress` and `clock` follow from its events."""

    record: Record
    events: Sequence[Event]
    standing: Standing
    calendar: WorkingCalendar
    progress: Progress = field(init=False)
    clock: ClockState | None = field(init=False)

    def __post_init__(self) -> None:
        progress = progress_of(self.record, self.events)
        object.__setattr__(self, "progress", progress)
        object.__setattr__(self, "clock", clock_in_force(self.record, progress, self.calendar))

    @property
    def is_open(self) -> bool:
        return self.progress.is_open

    @property
    def is_being_dealt_with(self) -> bool:
        """Whether it is a complaint that has had neither a reply nor another end."""
        return self.is_open and self.progress.is_complaint and not self.progress.is_answered

    @property
    def is_suspended(self) -> bool:
        return self.clock is not None and self.clock.is_suspended

    @property
    def waits_since(self) -> date | None:
        """Since which day it waits for another case or for an advocate."""
        return waits_since(self.progress, self.clock)

    @property
    def is_running(self) -> bool:
        """Whether a clock runs that could be moved."""
        is_held = self.progress.held == "all"
        return self.is_being_dealt_with and self.clock is not None and not self.is_suspended and not is_held

    @property
    def who(self) -> str | None:
        who: str | None = self.record.envelope.get("complainant_type")
        return who
