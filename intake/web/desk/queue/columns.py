"""What a file for a spreadsheet or another system holds of each record, and how it is written down."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any

from intake.casework.codes import DeskDue
from intake.questions.catalogue import EQUALITY, QUESTIONS
from intake.records.payload import instant
from intake.records.record import Record
from intake.rules.codes import Due
from intake.storage.extracts import Extract


class Depth(StrEnum):
    """How much of each record leaves: codes, dates and references; what was said as well; and who said it."""

    CODES = "codes"
    STORY = "story"
    NAMES = "names"


Value = str | bool | int | list[Any] | dict[str, Any] | None
Columns = Mapping[str, Callable[[Extract], Value]]


# ── What is held ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _envelope(name: str) -> Callable[[Extract], Value]:
    return lambda each: each.record.envelope.get(name)


def _of_issues(name: str) -> Callable[[Extract], Value]:
    """What the issues of a record have under this name, each once."""
    return lambda each: list(dict.fromkeys(issue[name] for issue in each.record.envelope.get("issues", [])))


def _advocate(name: str) -> Callable[[Extract], Value]:
    return lambda each: each.record.envelope.get("advocate", {}).get(name)


def _due(code: str) -> Callable[[Extract], Value]:
    return lambda each: _day(each.due.get(code))


def _reply(name: str) -> Callable[[Extract], Value]:
    return lambda each: None if each.reply is None else each.reply.detail.get(name)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


_CODES: Columns = {
    "ref": attrgetter("record.reference"),
    "kind": attrgetter("record.kind"),
    "received_at": lambda each: instant(each.record.received_at),
    "received_date": lambda each: _day(each.record.received_date),
    "council": attrgetter("record.council"),
    "voice": attrgetter("record.voice"),
    "language": attrgetter("record.language"),
    "method": attrgetter("record.method"),
    "recorded_by": _envelope("recorded_by"),
    "stage": attrgetter("record.stage"),
    "status": attrgetter("record.status"),
    "is_open": attrgetter("is_open"),
    "route": attrgetter("record.route"),
    "time_limit": attrgetter("record.time_limit"),
    "due_on": lambda each: _day(each.due_on),
    "due_what": attrgetter("due_what"),
    "waits_for": attrgetter("waits_for"),
    "assigned_to": attrgetter("assigned_to"),
    "replied_on": _reply("on"),
    "finding": _reply("finding"),
    "timeliness": _reply("timeliness"),
    "young_person": attrgetter("is_young"),
    "flags": attrgetter("record.flags"),
    "subjects": _of_issues("subject"),
    "natures": _of_issues("nature"),
    **{
        name: _envelope(name)
        for name in (
            "complainant_type", "has_pr", "helped_by", "acting_for", "child_status", "child_consent",
            "responsible_council", "pass_on", "service", "outcome_sought", "first_raised", "late_reasons",
            "proceedings", "earlier", "same_matter", "safety", "needs_same_day", "interpreter", "adjustments",
            "do_not_tell", "route_parts", "route_reason_codes", "signposts", "contact_methods", "rule_version",
        )
    },
    **{f"advocate_{name}": _advocate(name) for name in ("choice", "offer", "consented")},
    **{f"due_{code}": _due(code) for code in (*DeskDue, *Due)},
}  # fmt: skip


_NEVER_RECORDED = (*EQUALITY, QUESTIONS["enter_code"])


def _answers(*, with_names: bool) -> Columns:
    """A column for each answer; without names, for each that says nothing of who somebody is."""
    asked = [each for each in QUESTIONS.values() if each not in _NEVER_RECORDED]
    keys = [key for each in asked if with_names or not each.names_people for key in each.keys]
    return {f"answer_{key}": _answer(key) for key in keys}


def _answer(key: str) -> Callable[[Extract], Value]:
    return lambda each: answers_in(each.record).get(key)


def answers_in(record: Record) -> dict[str, Any]:
    """The answers in those parts of a record that were opened."""
    return {**record.story.get("answers", {}), **record.identity.get("answers", {})}


_STORY: Columns = {"story": lambda each: each.record.story.get("story")}
COLUMNS: Mapping[Depth, Columns] = {
    Depth.CODES: _CODES,
    Depth.STORY: {**_CODES, **_STORY, **_answers(with_names=False)},
    Depth.NAMES: {**_CODES, **_STORY, **_answers(with_names=True)},
}


# ── How it is written down ───────────────────────────────────────────────────────────────────────────────────────────

_FORMULA = ("=", "+", "-", "@", "\N{MINUS SIGN}")
_BREAKS_OUT = ("\t", "\r", "\n")


def cell(value: Value) -> str:
    """What stands in one cell: harmless in a spreadsheet, whatever somebody has written."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            text = "; ".join(map(str, value))
        case dict():
            text = json.dumps(value, ensure_ascii=False)
        case _:
            text = str(value)
    return f"'{text}" if _is_carried_out(text) else text


def _is_carried_out(text: str) -> bool:
    """Whether a spreadsheet would take this for a formula, by the first character in it that is seen.

    NFKC makes the wide and the small forms of a sign the plain one.
    """
    seen = next((each for each in text if not each.isspace() and unicodedata.category(each) != "Cf"), "")
    return unicodedata.normalize("NFKC", seen).startswith(_FORMULA) or text.lstrip(" ").startswith(_BREAKS_OUT)


def csv_head(depth: Depth) -> str:
    """What a file for a spreadsheet begins with: the mark by which Excel knows UTF-8, and the names of the columns."""
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + _line(COLUMNS[depth])


def csv_line(each: Extract, depth: Depth) -> str:
    """One record as one row."""
    return _line(cell(value(each)) for value in COLUMNS[depth].values())


def json_head(_: Depth) -> str:
    """What a file of JSON Lines begins with: nothing."""
    return ""


def json_line(each: Extract, depth: Depth) -> str:
    """One record as one line of JSON: the codes of the spreadsheet, and what was said as the record has it."""
    record = each.record
    plain = {name: value(each) for name, value in _CODES.items()} | {"issues": record.envelope.get("issues", [])}
    if depth != Depth.CODES:
        plain |= record.story
    if depth == Depth.NAMES:
        both = {name: record.story.get(name, []) + record.identity.get(name, []) for name in ("asked", "corrections")}
        plain |= record.identity | both | {"answers": answers_in(record)}
    return json.dumps(plain, ensure_ascii=False) + "\n"


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()
