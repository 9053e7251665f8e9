"""How the time of an issue is known, as an earliest and a latest day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from intake.rules.codes import Season
from intake.rules.facts import (
    AtAge,
    AtUnknownTime,
    InMonth,
    InRange,
    InSeason,
    InYear,
    OnDay,
    Ongoing,
    When,
)
from intake.rules.rule import written

SOURCE = "reg 9†"

_DAY = timedelta(days=1)
_FIRST_MONTH = {Season.SPRING: 3, Season.SUMMER: 6, Season.AUTUMN: 9, Season.WINTER: 12}


class Span(NamedTuple):
    """The earliest and the latest day on which it can have happened; None where that is not known."""

    earliest: date | None
    latest: date | None


@written(
    "T3",
    "always",
    "one year after a day is the same day and month of the next year, and for 29 February it is 28 February; "
    "it is never 365 or 366 days",
    SOURCE,
)
def one_year_after(day: date) -> date:
    """The same day of the next year."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def span_of(when: When, today: date) -> Span:
    """The earliest and the latest day, not yet held against today."""
    return SPANS[type(when)](when, today)


@written("T4", "when is exact", "that day", SOURCE)
def _on_day(when: OnDay, _: date) -> Span:
    return Span(when.date, when.date)


@written("T4", "when is month", "from its first to its last day", SOURCE)
def _in_month(when: InMonth, _: date) -> Span:
    return Span(when.month, _last_day_of_months(when.month, 1))


@written("T4", "when is year", "from 1 January to 31 December", SOURCE)
def _in_year(when: InYear, _: date) -> Span:
    return Span(date(when.year, 1, 1), date(when.year, 12, 31))


@written(
    "T4",
    "when is season",
    "spring is March to May, summer June to August, autumn September to November, winter December to the end of "
    "February of the next year; without a year, from the first day of the season before the latest one that began "
    "on or before `today` to the last day of that latest one",
    SOURCE,
)
def _in_season(when: InSeason, today: date) -> Span:
    month = _FIRST_MONTH[when.season]
    if when.year is not None:
        first = date(when.year, month, 1)
        return Span(first, _last_day_of_months(first, 3))
    latest = date(today.year, month, 1)
    if latest > today:
        latest = years_after(latest, -1)
    return Span(years_after(latest, -1), _last_day_of_months(latest, 3))


@written(
    "T4",
    "when is age",
    "from the birthday at that age to the day before the next one; whoever was born on 29 February has it on "
    "28 February in common years; not known without `dob`",
    SOURCE,
)
def _at_age(when: AtAge, _: date) -> Span:
    if when.dob is None:
        return Span(None, None)
    return Span(years_after(when.dob, when.age), years_after(when.dob, when.age + 1) - _DAY)


@written("T4", "when is range", "from `from`, where it is known, to `to`", SOURCE)
def _in_range(when: InRange, _: date) -> Span:
    return Span(when.from_, when.to)


@written("T4", "when is ongoing", "from `since`, where it is known, to `today`", SOURCE)
def _ongoing(when: Ongoing, today: date) -> Span:
    return Span(when.since, today)


@written("T4", "when is unknown", "neither day is known", SOURCE)
def _at_unknown_time(_when: AtUnknownTime, _: date) -> Span:
    return Span(None, None)


SPANS: dict[type[When], Callable[[Any, date], Span]] = {
    OnDay: _on_day,
    InMonth: _in_month,
    InYear: _in_year,
    InSeason: _in_season,
    AtAge: _at_age,
    InRange: _in_range,
    Ongoing: _ongoing,
    AtUnknownTime: _at_unknown_time,
}


def years_after(day: date, years: int) -> date:
    """The same day so many years later, or before; 28 February for a 29th that this year has not."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February in a common year
        return day.replace(year=day.year + years, day=28)


def _last_day_of_months(first: date, months: int) -> date:
    """The last day of so many months, of which `first` is the first day."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1) - _DAY
