"""The queue: where each record stands in it, and a page of what stands where.

A page is read in the queue's own order from an index, so that it takes as long with a million records as with one. With
several filters there is no index of just what is wanted: then the index of each filter is looked through for a while.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Select, and_, cast, delete, func, insert, select, update

from intake.casework.roles import COMPLAINTS_TEAM, Role, Viewer
from intake.casework.standing import Standing
from intake.storage.sight import Keepers, seen_by
from intake.storage.tables import CLOSED, NO_DAY, Codes, record_flags, records, staff
from intake.storage.walk import Begin, Key, Step, Walk, reach_of

__all__ = ["NOBODY", "Key", "Page", "Row", "Wanted", "columns_of", "move", "page", "place", "put"]

_row = records.c
_flagged = record_flags.c
_PUT = insert(record_flags)

NOBODY = ""  # as `Wanted.assigned_to`: what nobody has taken on

# By which filter to look first: whichever is likely to leave the fewest.
_RAREST_FIRST = ("assigned_to", "flag", "team", "kind", "status", "stage", "waits_for", "method", "voice")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see of the queue. None is no filter.

    `assigned_to` is the id of a member of staff, or NOBODY; the days of `due_from` and `due_to` count themselves.
    What is overdue has a `due_to` of yesterday. Nothing is due of what is closed.
    """

    stage: str | None = None
    status: str | None = None
    flag: str | None = None
    team: str | None = None
    assigned_to: str | None = None
    method: str | None = None
    voice: str | None = None
    waits_for: str | None = None
    kind: str | None = None
    due_from: date | None = None
    due_to: date | None = None
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A record as a list shows it: plain columns only."""

    id: str
    reference: str
    kind: str
    voice: str
    method: str
    rank: int
    is_young: bool
    is_safety: bool
    flags: tuple[str, ...]
    stage: str
    status: str
    route: str | None
    due_on: date | None
    due_what: str | None
    waits_for: str
    team: str | None
    assigned_to: str | None
    received_date: date
    version: int
    assigned_name: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the queue. `after` is the key at which the next page begins; None where this is the last.

    With several filters a page may hold fewer rows than were asked for, even none, and still not be the last: so many
    records were looked through, and whoever wants to goes on looking after `after`.
    """

    rows: list[Row]
    after: Key | None

    @property
    def more(self) -> bool:
        return self.after is not None


# ── Standing in it ───────────────────────────────────────────────────────────────────────────────────────────────────


def columns_of(standing: Standing) -> dict[str, Any]:
    """The plain columns that say where a record stands."""
    said = {name: getattr(standing, name) for name in _STANDING}
    return {**said, "rank": int(standing.rank), "due_on": standing.due_on or NO_DAY}


_STANDING = tuple(each.name for each in fields(Standing))


def put(db: Connection, record_id: str, flags: Iterable[str], placed: Mapping[str, Any]) -> None:
    """Puts the flags of a record that has none there yet where the record stands."""
    rows = [
        {"flag": flag, "rank": placed["rank"], "due_on": placed["due_on"], "record_id": record_id} for flag in flags
    ]
    if rows:
        db.execute(_PUT, rows)


def move(db: Connection, record_id: str, flags: Iterable[str], standing: Standing, version: int) -> bool:
    """Lets the record stand where `standing` says; False, and nothing done, where it is no longer at this version."""
    at_version = (_row.id == record_id, _row.version == version)
    changed = db.execute(update(records).where(*at_version).values(**columns_of(standing), version=version + 1))
    if changed.rowcount == 0:
        return False
    _put_anew(db, record_id, flags, standing)
    return True


def place(db: Connection, record_id: str, flags: Iterable[str], standing: Standing) -> None:
    """Lets the record stand where `standing` says, though nobody has decided anything: its version stays."""
    db.execute(update(records).where(_row.id == record_id).values(**columns_of(standing)))
    _put_anew(db, record_id, flags, standing)


def _put_anew(db: Connection, record_id: str, flags: Iterable[str], standing: Standing) -> None:
    db.execute(delete(record_flags).where(_flagged.record_id == record_id))
    placed = columns_of(standing)
    if not standing.is_open:
        received = db.execute(select(_row.received_date).where(_row.id == record_id)).scalar_one()
        placed = {"rank": CLOSED, "due_on": received}
    put(db, record_id, flags, placed)


# ── Reading it ───────────────────────────────────────────────────────────────────────────────────────────────────────


def page(
    db: Connection, viewer: Viewer, keepers: Keepers, wanted: Wanted, after: Key | None = None, most: int = 25
) -> Page:
    """What this person may see of what is wanted, danger first, then by the day on which something is due.

    What is closed comes newest first. Sees to `conflicts.seen_by` itself.
    """
    found: list[tuple[Key, Page]] = []
    given = after.given if after else {}
    for looks in _looks(wanted, viewer, keepers, _every(wanted).begin(after), most):
        part = _walked(db, looks, given, most)
        if part.after is None or len(part.rows) == most:
            return part
        found.append((part.after, part))
    furthest = max if wanted.is_open else min  # what is closed is read backwards
    return furthest(found, key=lambda each: astuple(each[0]))[1]


@dataclass(frozen=True, slots=True)
class _Look:
    """One step of a walk, as the database is asked for it: what of it is wanted, and how far it goes."""

    wanted: Select[Any]
    last: Select[Any]


@lru_cache(maxsize=512)
def _looks(
    wanted: Wanted, viewer: Viewer, keepers: Keepers, begin: Begin | None, most: int
) -> tuple[tuple[_Look, ...], ...]:
    """The ways to what is wanted, step by step. To put them into words takes as long as to find the records."""
    seen = seen_by(viewer, keepers)
    walks = _walks(wanted, viewer, keepers, seen)
    ways = []
    for walk in walks:
        condition = and_(seen, *(other.condition for other in walks if other is not walk))
        ways.append(tuple(_look(step, condition, most) for step in walk.steps(begin)))
    return tuple(ways)


def _look(step: Step, condition: ColumnElement[bool], most: int) -> _Look:
    found = step.matching(_SHOWN, condition, most + 1).subquery()
    due_on = func.nullif(found.c.due_on, NO_DAY, type_=Date).label("due_on")
    plain = (due_on if name == "due_on" else found.c[name] for name in _PLAIN)
    name = select(staff.c.name).where(staff.c.id == found.c.assigned_to).scalar_subquery()
    return _Look(select(*plain, name.label("assigned_name"), found.c.key_0, found.c.key_1, found.c.key_2), step.last())


def _every(wanted: Wanted) -> Walk:
    return Walk(wanted.is_open, due_from=wanted.due_from, due_to=wanted.due_to)


def _walks(wanted: Wanted, viewer: Viewer, keepers: Keepers, seen: ColumnElement[bool]) -> list[Walk]:
    """The ways to what is wanted, each along the index of one filter."""
    every = _every(wanted)
    named = [(name, value) for name in _RAREST_FIRST if (value := getattr(wanted, name)) is not None]
    walks = [replace(every, column=name, value=value) for name, value in named]
    if viewer.staff.has(*COMPLAINTS_TEAM):
        return walks or [every]
    is_keeper = viewer.is_second_person or viewer.staff.has(Role.ADMINISTRATOR)
    if viewer.staff.has(Role.DUTY_TEAM):
        return walks or [every] if is_keeper else [*walks, replace(every, column="is_safety", value=True)]
    # What is left to them is a handful, which is looked up first, as long as there is a manager.
    return [replace(every, among=seen), *walks] if keepers.managers else walks or [every]


def _walked(db: Connection, looks: Iterable[_Look], given: Mapping[str, Any], most: int) -> Page:
    """What of a walk is to be shown, as far as it was looked through."""
    rows: list[Any] = []
    for look in looks:
        rows += db.execute(look.wanted, given)
        if len(rows) > most:
            last = rows[most - 1]
            return Page([_shown(row) for row in rows[:most]], Key(last.key_0, last.key_1, last.key_2))
        if reach := reach_of(db.execute(look.last, given).one_or_none()):
            return Page([_shown(row) for row in rows], reach)
    return Page([_shown(row) for row in rows], None)


_COLUMNS = tuple(each.name for each in fields(Row))
_PLAIN = _COLUMNS[:-1]  # all but the name of whom it is assigned to
_SHOWN = tuple(cast(_row.flags, Codes).label("flags") if name == "flags" else _row[name] for name in _PLAIN)


def _shown(row: Any) -> Row:
    return Row(*row[: len(_COLUMNS)])
