"""Working days in England. The closed days are given in; the rules look nothing up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container
from datetime import date, timedelta

from intake.rules.rule import written

_SATURDAY = 5
_DAY = timedelta(days=1)


class WorkingCalendar:
    """The working days, counted. `closed_days` are the bank holidays and whatever else is closed in law.

    Any container of dates will do, also one that finds out about a year only when it is asked.
    """

    __slots__ = ("_closed_days", "_years")

    def __init__(self, closed_days: Container[date] = frozenset()) -> None:
        self._closed_days = closed_days
        self._years: dict[int, list[date]] = {}

    @written(
        "D1",
        "a day is not a Saturday or Sunday, nor Christmas Day, Boxing Day, Good Friday or a bank holiday in England "
        "(with substitute days, and days that the council's settings add)",
        "it is a working day; the n-th working day from a day is counted strictly after it, and 'before' strictly "
        "before it, whether or not that day is itself a working day",
        "reg 2",
    )
    def is_working_day(self, day: date) -> bool:
        """Whether the day counts. Office closing days, such as 29 to 31 December, do."""
        return day.weekday() < _SATURDAY and day not in self._closed_days

    def after(self, start: date, n: int) -> date:
        """The n-th working day strictly after `start`; n is 1 or more."""
        year = start.year
        days = self._working_days(year)
        place = bisect_right(days, start) + n - 1
        while place >= len(days):
            place -= len(days)
            year += 1
            days = self._working_days(year)
        return days[place]

    def before(self, end: date, n: int) -> date:
        """The n-th working day strictly before `end`; n is 1 or more."""
        year = end.year
        days = self._working_days(year)
        place = bisect_left(days, end) - n
        while place < 0:
            year -= 1
            days = self._working_days(year)
            place += len(days)
        return days[place]

    def _working_days(self, year: int) -> list[date]:
        """The working days of a year in order, worked out when the year is first asked for."""
        days = self._years.get(year)
        if days is None:
            first = date(year, 1, 1)
            days = [day for n in range(366) if (day := first + n * _DAY).year == year and self.is_working_day(day)]
            self._years[year] = days
        return days
