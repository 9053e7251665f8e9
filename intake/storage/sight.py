"""Who may see which record: nobody whom it names or seems to name, and never nobody at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, false, func, or_, select

from intake.casework.roles import COMPLAINTS_TEAM, Role, Staff, Viewer
from intake.storage import staff
from intake.storage.tables import records, shut_out

_row = shut_out.c
_record = records.c


class ConflictState(StrEnum):
    """How sure we are that a record names somebody. Who is suspected is shut out as much as who is confirmed."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    LIFTED = "lifted"


_SHUTS_OUT = _row.state != ConflictState.LIFTED


@dataclass(frozen=True, slots=True)
class Keepers:
    """The ids of those who are active and to whom records are left, one after the other.

    `managers` are the complaints managers, `second_person` the one of the council's file (or nobody), `administrators`
    the last; `officers` can see records as well, and decide less.
    """

    managers: tuple[str, ...]
    officers: tuple[str, ...]
    second_person: tuple[str, ...]
    administrators: tuple[str, ...]


def managers(db: Connection, second_person: str) -> Keepers:
    """Who there is now. `second_person` is the sign-in name of the council's file (`council.desk.second_person`)."""
    return keepers_of(staff.everybody(db), second_person)


def keepers_for(db: Connection, viewer: Viewer, second_person: str) -> Keepers:
    """The same, asked for only where it matters to what this person may see: where records may be left to them."""
    return managers(db, second_person) if _may_be_left_some(viewer) else _UNASKED


_UNASKED = Keepers((), (), (), ())


def keepers_of(everybody: Iterable[Staff], second_person: str) -> Keepers:
    """The same, where it is known already who works at the desk."""
    active = [person for person in everybody if person.is_active]

    def ids(people: Iterable[Staff]) -> tuple[str, ...]:
        return tuple(person.id for person in people)

    return Keepers(
        managers=ids(person for person in active if person.has(Role.COMPLAINTS_MANAGER)),
        officers=ids(person for person in active if person.has(Role.COMPLAINTS_OFFICER)),
        second_person=ids(person for person in active if person.sign_in == second_person),
        administrators=ids(person for person in active if person.has(Role.ADMINISTRATOR)),
    )


@lru_cache(maxsize=512)
def seen_by(viewer: Viewer, keepers: Keepers) -> ColumnElement[bool]:
    """Which records this person may see: a WHERE clause over `records`, for every list, search, page and export.

    The complaints team sees all but those that name them; the duty team those that are about somebody's safety; the
    second person those which no active manager may see; administrators those which the second person may not see
    either. Where everybody is shut out the administrators see it all the same: each could let themselves in anyhow.
    """
    ways: list[ColumnElement[bool]] = []
    if viewer.staff.has(*COMPLAINTS_TEAM):
        ways.append(_not_shut_out(viewer))
    if viewer.staff.has(Role.DUTY_TEAM):
        ways.append(and_(_record.is_safety.is_(True), _not_shut_out(viewer)))
    return or_(false(), *ways, *_left(viewer, keepers))


@lru_cache(maxsize=512)
def kept_by(viewer: Viewer, keepers: Keepers) -> ColumnElement[bool]:
    """Which records this person decides about as their complaints manager, or in the place of one: as `seen_by`.

    To see a record in another role is not to keep it: only here does the second person act as a manager.
    """
    is_manager = viewer.staff.has(Role.COMPLAINTS_MANAGER)
    return or_(false(), *([_not_shut_out(viewer)] if is_manager else []), *_left(viewer, keepers))


def _not_shut_out(viewer: Viewer) -> ColumnElement[bool]:
    return _record.id.not_in(select(_row.record_id).where(_row.staff_id == viewer.staff.id, _SHUTS_OUT))


def _left(viewer: Viewer, keepers: Keepers) -> Iterator[ColumnElement[bool]]:
    """Which records are left to the second person, or to an administrator."""
    if not _may_be_left_some(viewer):
        return  # nothing is left to them, and nobody has asked who there is: see `keepers_for`
    before = [keepers.managers] if viewer.is_second_person else []
    if viewer.staff.has(Role.ADMINISTRATOR):
        before.append(keepers.managers + keepers.second_person)
    if not all(before):
        yield _not_shut_out(viewer)  # nobody comes before this person
    if before:
        yield _record.id.in_(_left_to(viewer, keepers, before))


def _may_be_left_some(viewer: Viewer) -> bool:
    return viewer.is_second_person or viewer.staff.has(Role.ADMINISTRATOR)


def _left_to(viewer: Viewer, keepers: Keepers, before: Iterable[tuple[str, ...]]) -> Select[Any]:
    """The ids of the records that shut out all who come before this person: one condition, so that they are few."""
    left = [and_(_all_of(people), _none_of([viewer.staff.id])) for people in before]
    if viewer.staff.has(Role.ADMINISTRATOR):
        left.append(_all_of(keepers.managers + keepers.officers + keepers.second_person + keepers.administrators))
    return select(_row.record_id).where(_SHUTS_OUT).group_by(_row.record_id).having(or_(*left))


def may_see(db: Connection, viewer: Viewer, keepers: Keepers, record_id: str) -> bool:
    """Whether this person may see the record with this id; False where there is none."""
    query = select(_record.id).where(_record.id == record_id, seen_by(viewer, keepers))
    return db.execute(query).first() is not None


def may_keep(db: Connection, viewer: Viewer, keepers: Keepers, record_id: str) -> bool:
    """Whether this person decides about the record with this id as its manager, or in the place of one."""
    query = select(_record.id).where(_record.id == record_id, kept_by(viewer, keepers))
    return db.execute(query).first() is not None


def _all_of(people: Iterable[str]) -> ColumnElement[bool]:
    """Whether all of these are among those whom one record shuts out."""
    ids = sorted(set(people))
    return _number_of(ids) == len(ids)


def _none_of(people: Sequence[str]) -> ColumnElement[bool]:
    return _number_of(people) == 0


def _number_of(ids: Sequence[str]) -> ColumnElement[int]:
    return func.sum(case((_row.staff_id.in_(ids), 1), else_=0))
