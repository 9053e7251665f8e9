"""The working calendar of England, from the `holidays` library and the council's own extra days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from intake.rules.working_days import WorkingCalendar

# A year more on either side than facts may name, as far as the library goes: clocks run over the turn of a year.
YEARS = range(1899, 2101)


@cache
def bank_holidays() -> frozenset[date]:
    """The bank holidays of England with their substitute days, one-off days among them, from 1899 to 2100.

    Without the subdivision the library leaves out Easter Monday and the August holiday. Before 1975 it gives the
    days as the law of that time had them (no New Year's Day, for one).
    """
    # Imported here because the library reads every country of the world, which no command should wait for in vain.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=YEARS))


class ClosedDays:
    """The bank holidays, found out when somebody first asks, and the extra days of one council."""

    __slots__ = ("_extra_days",)

    def __init__(self, extra_days: Iterable[date]) -> None:
        self._extra_days = frozenset(extra_days)

    def __contains__(self, day: object) -> bool:
        return day in self._extra_days or day in bank_holidays()


def england(extra_days: Iterable[date] = ()) -> WorkingCalendar:
    """The calendar of a council in England; `extra_days` are bank holidays that the library does not know yet.

    It costs nothing until a day is counted. Keep it: it remembers the years it has worked out.
    """
    return WorkingCalendar(ClosedDays(extra_days))
