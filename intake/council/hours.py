"""When somebody is there, as a council's file says it: "mon-fri 09:00-17:00", "sat 10:00-16:00", "always", "nights"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_OPEN = re.compile(r"(\w{3})(?:-(\w{3}))? (\d\d:\d\d)-(\d\d:\d\d)", re.ASCII)
_A_MONDAY = date(2001, 1, 1)  # any
EXPECTED = 'hours such as "mon-fri 09:00-17:00", "always" or "nights"'


class HoursError(ValueError):
    """This text does not say when somebody is there."""


class AroundTheClock(StrEnum):
    """Hours that need no days and times. Nights go with weekends and bank holidays."""

    ALWAYS = "always"
    NIGHTS = "nights"


@dataclass(frozen=True, slots=True)
class Open:
    """From one time to another, on each day from `first` to `last`: 0 is Monday."""

    first: int
    last: int
    opens: time
    closes: time

    @property
    def is_every_day(self) -> bool:
        return (self.first, self.last) == (0, len(_DAYS) - 1)

    def holds(self, at: datetime, closed_days: Container[date]) -> bool:
        """Whether that is at this moment. Who is not there every day is not there on a closed one."""
        is_closed = at.date() in closed_days and not self.is_every_day
        return not is_closed and self.first <= at.weekday() <= self.last and self.opens <= at.time() < self.closes


Hours = Open | AroundTheClock


def read_hours(text: str) -> Hours:
    """The hours that this text says; HoursError where it says none."""
    if text in list(AroundTheClock):
        return AroundTheClock(text)
    found = _OPEN.fullmatch(text)
    if found is None:
        raise HoursError(text)
    first, last, opens, closes = found.groups()
    try:
        hours = Open(
            _DAYS.index(first), _DAYS.index(last or first), time.fromisoformat(opens), time.fromisoformat(closes)
        )
    except ValueError as error:
        raise HoursError(text) from error
    if hours.first > hours.last or hours.opens >= hours.closes:
        raise HoursError(text)
    return hours


def is_there(hours: Hours, at: datetime, by_day: Hours, closed_days: Container[date]) -> bool:
    """Whether somebody with these hours is there at this moment in London. Nights are when nobody is `by_day`."""
    match hours:
        case Open():
            return hours.holds(at, closed_days)
        case AroundTheClock.ALWAYS:
            return True
        case AroundTheClock.NIGHTS:
            return isinstance(by_day, Open) and not by_day.holds(at, closed_days)


def first_gap(promised: Hours, kept: Iterable[Hours], by_day: Hours) -> str:
    """When in a week somebody with `promised` hours would be there, and nobody with the `kept` ones is; '' for never.

    Days that are bank holidays are looked at after those that are not.
    """
    kept = tuple(kept)
    changes = {time(0)} | {at for hours in (promised, *kept, by_day) if isinstance(hours, Open) for at in _ends(hours)}
    week = [_A_MONDAY + timedelta(days=n) for n in range(len(_DAYS))]
    for closed, said in (((), ""), (week, " on a bank holiday")):
        for at in (datetime.combine(day, change) for day in week for change in sorted(changes)):
            is_kept = any(is_there(hours, at, by_day, closed) for hours in kept)
            if is_there(promised, at, by_day, closed) and not is_kept:
                return f"{_DAYS[at.weekday()]} {at:%H:%M}{said}"
    return ""


def _ends(hours: Open) -> tuple[time, time]:
    return hours.opens, hours.closes
