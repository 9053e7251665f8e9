"""Days, times and hours in the words of a language. Digits are Western ones in every language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time, get_day_names

from intake.council.hours import AroundTheClock, Hours, Open
from intake.questions.catalogue import language as words

_BRITAIN = Locale.parse("en_GB")


@lru_cache
def locale_of(language: str) -> Locale:
    """How days and numbers are written in this language; English is that of Britain."""
    return _BRITAIN if language == "en" else Locale.parse(language)


def day_said(day: date, locale: Locale) -> str:
    """The day with its weekday, such as Monday 7 December."""
    return format_date(day, _day_pattern(locale), locale=locale)


def time_said(at: time | datetime, locale: Locale) -> str:
    """The time of day, such as 17:05; a moment is one of the right time zone already."""
    return format_time(at.time() if isinstance(at, datetime) else at, "short", locale=locale)


@lru_cache
def _day_pattern(locale: Locale) -> str:
    """A language's own order of weekday, day and month, which all have with short names, here with long ones."""
    short = str(locale.datetime_skeletons["MMMEd"].pattern)
    return re.sub(r"E+", "EEEE", re.sub(r"([ML])+", r"\1\1\1\1", short))


# ── When somebody is there ───────────────────────────────────────────────────────────────────────────────────────────

# The words for open hours, for always and for nights: at the end of "Someone answers …", of "It is read …", and as a
# sentence of their own.
_ANSWERS = (words.HOURS, words.HOURS_ALWAYS, words.HOURS_NIGHTS)
_READS = (words.READ_HOURS, words.READ_ALWAYS, words.READ_NIGHTS)
_CALLS = (words.CALL_HOURS, words.CALL_ALWAYS, words.CALL_NIGHTS)
_WORDS_OF = {"hours": _READS, "duty_hours": _READS, "childline_hours": _CALLS}


def hours_said(fact: str, hours: Hours, fill: Callable[..., str], locale: Locale) -> str:
    """When somebody is there, as the fact of this name is said. `fill` says words with facts in them."""
    open_hours, always, nights = _WORDS_OF.get(fact, _ANSWERS)
    match hours:
        case AroundTheClock.ALWAYS:
            return fill(always)
        case AroundTheClock.NIGHTS:
            return fill(nights)
        case Open(_, _, opens, closes):
            times = {"opens": _hour_said(opens, locale), "closes": _hour_said(closes, locale)}
            return fill(open_hours, days=_days_said(hours, fill, locale), **times)


def _days_said(hours: Open, fill: Callable[..., str], locale: Locale) -> str:
    if hours.is_every_day:
        return fill(words.EVERY_DAY)
    names = get_day_names("wide", "stand-alone", locale=locale)
    first, last = str(names[hours.first]), str(names[hours.last])
    return first if first == last else fill(words.DAYS, first_day=first, last_day=last)


def _hour_said(at: time, locale: Locale) -> str:
    """A time to remember: in English 9am and 8:30am, elsewhere as any other time."""
    if locale is not _BRITAIN:
        return time_said(at, locale)
    return format_time(at, "h:mma" if at.minute else "ha", locale=locale)
