"""What happened to a record, in words: each event with who did it, when, and what they answered or wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from intake.casework.codes import EventKind
from intake.casework.decisions import DECISIONS
from intake.casework.words import label
from intake.questions.display import row_lines
from intake.records.record import Event
from intake.rules.london import london_day
from intake.storage.cases import LOOKS_SHOWN, Case
from intake.web.desk.showing import day, moment, speaker

_OTHERS = {"self": "The person", "provider": "The advocates’ provider", "service": "This service"}


@dataclass(frozen=True, slots=True)
class Happened:
    """An event in words. `lines` are what it says besides, such as a reason, each with what it answers."""

    at: datetime
    kind: str
    what: str
    who: str
    lines: list[tuple[str, list[str]]]


def timeline(case: Case, events: Iterable[Event]) -> list[Happened]:
    """These events of the record, in words: of one that names a record they may not see, only that it happened."""
    return [
        Happened(event.at, event.kind, what(event), who(event.by, case), list(lines))
        for event in events
        for lines in [_lines(event, case.names) if event.references <= case.named else ()]
    ]


def what(event: Event) -> str:
    """What happened, in a few words."""
    is_nobodys = event.kind == EventKind.ASSIGNED and not event.detail.get("assigned_to")
    return "Given to nobody" if is_nobodys else label(event.kind)


@dataclass(frozen=True, slots=True)
class Looked:
    """That somebody looked at a record on one day: when last, and how often. `or_more`: only the last were counted."""

    last_at: datetime
    what: str
    who: str
    times: int
    or_more: bool


def looked(case: Case) -> list[Looked]:
    """Who has looked at the record last, the newest first: once for each person, day and kind of look."""
    same: dict[tuple[date, str, str], list[datetime]] = {}
    for look in reversed(case.looks):
        same.setdefault((london_day(look.at), look.kind, look.by), []).append(look.at)
    cut_off_on = min(on for on, _, _ in same) if len(case.looks) == LOOKS_SHOWN else None
    return [
        Looked(times[0], label(kind), who(by, case), len(times), on == cut_off_on)
        for (on, kind, by), times in same.items()
    ]


def who(mark: str, case: Case) -> str:
    """Who stands behind the mark of an event."""
    return _OTHERS.get(mark) or case.names.get(mark.removeprefix("staff:"), "Somebody unknown")


def _lines(event: Event, names: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """What the event holds: first what was answered on the page of its decision, then the rest of it.

    What somebody wrote stands as they typed it, be it the same as a code or a day.
    """
    coded = {key: _with_name(value, names) for key, value in event.detail.items()}
    held: dict[str, Any] = {**coded, **event.words}
    decision = DECISIONS.get(event.kind)
    shown: set[str] = set()
    for question in decision.page.questions if decision else ():
        lines = row_lines(question, held, speaker())
        shown.update(question.keys)
        if lines:
            yield speaker()(question.ask), lines
    for key, value in held.items():
        if key not in {*shown, "at"} and value not in (None, "", [], {}):
            values = value if isinstance(value, list) else [value]
            yield label(key), values if key in event.words else list(map(in_words, values))


def _with_name(value: Any, names: Mapping[str, str]) -> Any:
    """The value of a detail; in the place of somebody's id their name, and in that of a plain day the day in words."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return day(value)
    return names.get(value, value) if isinstance(value, str) else value


def in_words(value: object) -> str:
    """A value of an event as staff read it: days and moments as such, codes in words, all else as it is."""
    text = str(value)
    try:
        return moment(datetime.fromisoformat(text)) if "T" in text else day(date.fromisoformat(text))
    except ValueError:
        return _PLACES.get(text) or (label(text) if _CODE.fullmatch(text) else text)


_PLACES = {"side": "On the page about an advocate", "before": "On the page before the questions"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE = re.compile(r"[a-z0-9_]+")
