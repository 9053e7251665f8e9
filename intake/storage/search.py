"""What a record is found by that is sealed in it: a keyed mark of each exact name, day, number and address.

Without the key a mark tells nothing of its value. It tells which records have the same value, and so how many do. Who
has the key as well can try values: a list of names, all days of birth.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, select

from intake.access.marks import Marks
from intake.casework.naming import words_of, words_wanted
from intake.records.record import Record
from intake.storage.tables import NO_DAY, records, search_marks

_row = records.c
_mark = search_marks.c
_ADD = insert(search_marks)

WORKER = "worker"  # the words of the name of a worker, each for itself: nobody searches by it


class Field(StrEnum):
    """What can be searched for. Upper and lower case, spaces and the ways to write a number make no difference."""

    NAME = "name"
    BIRTH = "birth"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was found: plain columns only."""

    id: str
    reference: str
    kind: str
    is_young: bool
    rank: int
    stage: str
    status: str
    is_open: bool
    due_on: date | None
    received_date: date


# ── Marking ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def mark(db: Connection, record: Record, marks: Marks) -> None:
    """Lets a record that has no marks yet be found by the exact names, days of birth, numbers and addresses in it."""
    made = {(field, marks.of(field, value)) for field, value in _values(record.identity)}
    if made:
        db.execute(_ADD, [{"field": field, "mark": mark, "record_id": record.id} for field, mark in sorted(made)])


def mark_anew(db: Connection, record: Record, marks: Marks) -> None:
    """Lets a record be found by these marks and by no older ones."""
    db.execute(delete(search_marks).where(_mark.record_id == record.id))
    mark(db, record, marks)


# Where in the sealed identity of a record the values stand that it is found by.
_WHERE: tuple[tuple[Field, tuple[tuple[str, str], ...]], ...] = (
    (
        Field.NAME,
        (("complainant", "preferred"), ("complainant", "full"), ("child", "name_used"), ("urgent", "name")),
    ),
    (Field.BIRTH, (("complainant", "dob"), ("child", "dob"))),
    (Field.PHONE, (("contact", "phone"), ("urgent", "phone"))),
    (Field.EMAIL, (("contact", "email"),)),
)


def _values(identity: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every value in its one form, with the field under which it is found."""
    for field, places in _WHERE:
        for part, name in places:
            value = in_one_form(field, identity.get(part, {}).get(name) or "")
            if value:
                yield field, value
    for word in words_of(identity.get("worker", {}).get("name") or ""):
        yield WORKER, word


# ── Finding ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_COLUMNS = ("id", "reference", "kind", "is_young", "rank", "stage", "status", "is_open", "due_on", "received_date")
_SELECT = select(*(_row[name] for name in _COLUMNS))


def find(
    db: Connection, seen: ColumnElement[bool], marks: Marks, field: Field, value: str, most: int = 50
) -> list[Found]:
    """The records with exactly this value, newest first; `seen` is `conflicts.seen_by`.

    A birth day is an ISO day. Nothing is found by an empty value, or one that the field cannot have.
    """
    wanted = [marks.of(field, form) for form in _forms(field, value)]
    if not wanted:
        return []
    marked = select(_mark.record_id).where(_mark.field == field, _mark.mark.in_(wanted))
    return _found(db, _SELECT.where(_row.id.in_(marked), seen).limit(most))


def find_reference(db: Connection, seen: ColumnElement[bool], reference: str) -> Found | None:
    """The record with this reference (brought into its form by `read_reference`), if this person may see it."""
    return next(iter(_found(db, _SELECT.where(_row.reference == reference, seen))), None)


def naming(db: Connection, marks: Marks, names: Iterable[str], but: Select[Any]) -> list[str]:
    """The ids of the records that may name a worker with one of these names, without those of `but`.

    They are all to which `may_be` could say yes, and some more.
    """
    query = select(_mark.record_id).where(_mark.field == WORKER, _mark.record_id.not_in(but))
    words = words_wanted(names)
    if words is not None:
        query = query.where(_mark.mark.in_([marks.of(WORKER, word) for word in sorted(words)]))
    return list(db.execute(query.distinct().order_by(_mark.record_id)).scalars())


def _found(db: Connection, query: Select[Any]) -> list[Found]:
    rows = db.execute(query.order_by(_row.received_date.desc(), _row.id)).mappings()
    return [Found(**{**row, "due_on": None if row["due_on"] == NO_DAY else row["due_on"]}) for row in rows]


# ── One form ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_TYPED_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"})
_ABROAD = re.compile(r"\A\s*(?:\+|00)")
_NATIONAL = re.compile(r"(?:0|440?)?([1-9]\d{8,9})")  # a number of this country, with or without what it begins with
_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")  # as in +44 (0)20


def in_one_form(field: Field, value: str) -> str:
    """The value as it is marked and searched for; '' where it is none that this field can have."""
    return _FORMS[field](value)


def _forms(field: Field, value: str) -> list[str]:
    """Every form in which the value may have been marked: a number is often said without its plus or first nought."""
    form = in_one_form(field, value)
    national = _NATIONAL.fullmatch(form) if field is Field.PHONE else None
    forms = [form] if national is None else [form, *(f"{prefix}{national[1]}" for prefix in ("0", "44", ""))]
    return [each for each in dict.fromkeys(forms) if each]


def _name(value: str) -> str:
    folded = unicodedata.normalize("NFC", value.translate(_TYPED_ALIKE)).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def _birth(value: str) -> str:
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        return ""


def _phone(value: str) -> str:
    """The digits as they are dialled in this country; a number abroad keeps a plus."""
    digits = "".join(str(int(digit)) for digit in _IN_BRACKETS.sub("", value) if digit.isdecimal())
    if not _ABROAD.match(value):
        return digits
    digits = digits.removeprefix("00")
    return "0" + digits[2:].lstrip("0") if digits.startswith("44") else f"+{digits}" if digits else ""


_FORMS: dict[Field, Callable[[str], str]] = {
    Field.NAME: _name,
    Field.BIRTH: _birth,
    Field.PHONE: _phone,
    Field.EMAIL: _name,
}
