"""What somebody said about time, as days. What they wrote in words of their own is for a person to read.

Dates that no calendar has, or outside the years 1900 to 2099, say nothing: the form has asked about them already.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from intake.questions.vocabulary import Case
from intake.rules.codes import WhenKind

YEARS = range(1900, 2100)
AGES = range(121)

# How far back each band reaches from today. A year is 364 days here, so that the whole band is in time on a leap day
# too. Source: regulation 9 of the Children Act 1989 Representations Procedure (England) Regulations 2006.
_DAYS_BACK = {"days": 7, "month": 31, "year": 364}


def when_it_happened(case: Case) -> dict[str, object]:
    """When it happened, in the words of the rules. A date, a month or a year wins over the band."""
    said = _calendar_time(case, "year", "month", "day")
    if said is not None:
        return said
    band, today = case.words("when_happened"), case.today
    if band == "now":
        return {"kind": WhenKind.ONGOING, "since": None}
    if band in _DAYS_BACK:
        start = today - timedelta(days=_DAYS_BACK[band])
        return {"kind": WhenKind.RANGE, "from": start.isoformat(), "to": today.isoformat()}
    if band == "over_year":
        end = _anniversary(today, today.year - 1) - timedelta(days=1)
        return {"kind": WhenKind.RANGE, "from": None, "to": end.isoformat()}
    return {"kind": WhenKind.UNKNOWN}


def first_told(case: Case) -> str | None:
    """The day the council was first told: the last of the month they gave, but never after today."""
    year, month = _number(case, "first_year"), _number(case, "first_month")
    if not year or year not in YEARS or not month:
        return None
    return min(date(year, month, monthrange(year, month)[1]), case.today).isoformat()


def day_said(case: Case, key: str) -> date | None:
    """The whole date under this key, or None."""
    try:
        day = date.fromisoformat(case.words(key))
    except ValueError:
        return None
    return day if day.year in YEARS else None


def age_said(case: Case, *keys: str) -> int | None:
    """The age under the first of these keys that has an answer: an age as it stands, a birthday counted up to today."""
    key = next((key for key in keys if case.words(key)), "")
    birthday = day_said(case, key)
    age = _number(case, key) if birthday is None else _years(birthday, case.today)
    return age if age in AGES else None


def _calendar_time(case: Case, year_key: str, month_key: str, day_key: str) -> dict[str, object] | None:
    """The day, month or year that was given, as exactly as it was; None without a year."""
    year, month, day = _number(case, year_key), _number(case, month_key), _number(case, day_key)
    if not year or year not in YEARS:
        return None
    if not month:
        return {"kind": WhenKind.YEAR, "year": year}
    if not day or day > monthrange(year, month)[1]:
        return {"kind": WhenKind.MONTH, "month": f"{year}-{month:02}"}
    return {"kind": WhenKind.EXACT, "date": date(year, month, day).isoformat()}


def _number(case: Case, key: str) -> int | None:
    words = case.words(key)
    return int(words) if words.isdecimal() else None


def _anniversary(day: date, year: int) -> date:
    """The same day in another year; 28 February for a 29th that this year has not."""
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _years(birthday: date, today: date) -> int:
    """Whole years from a birthday to today."""
    return today.year - birthday.year - (today < _anniversary(birthday, today.year))
