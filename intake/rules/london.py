"""London's time, by which every day of a complaint is counted."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_day(at: datetime) -> date:
    """The day that it is in London at this moment, which has to know its time zone."""
    return at.astimezone(LONDON).date()
