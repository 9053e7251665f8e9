"""One record as staff open it: whole, with all that happened to it and belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, bindparam, select

from intake.access.sealing import KeyRing
from intake.casework.roles import Viewer
from intake.casework.standing import Rank, Standing, WaitsFor
from intake.council.model import Council
from intake.records.record import Event, Record
from intake.records.referral import Referral
from intake.storage import conflicts, events, links, referrals, tracking
from intake.storage import records as kept
from intake.storage.conflicts import Keepers
from intake.storage.events import Head
from intake.storage.gathered import gathered
from intake.storage.links import Linked
from intake.storage.tables import NO_DAY, records, staff
from intake.storage.tables import referrals as referrals_beside

LOOKS_SHOWN = 20

_row = records.c
_STANDING = tuple(each.name for each in fields(Standing))
_ALSO = tuple(_row[name] for name in (*_STANDING, "version", "events", "head"))
_COLUMNS = tuple(dict.fromkeys((*kept.COLUMNS, *_ALSO)))
_BESIDE = (
    *referrals.BESIDE,
    events.CHANGES,
    events.last_looks(LOOKS_SHOWN).label("looks"),
    *tracking.BESIDE,
    links.IS_BESIDE_OTHERS.label("is_beside_others"),
    gathered(select(staff.c.id, staff.c.name), records).label("people"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A record with all that happened to it and belongs to it. `version` counts its changes by people; `looks` are the
    last times that somebody only looked at it, and `head` is where its chain ended.

    `by`: whoever opened it, as they are in this record; `is_kept`: whether they are its manager, or in the place of
    one. `named`: the references in its events that they may know; who may not see a record is not told of it either.
    `names`: the name of everybody who works at the desk or did, by their id.
    """

    record: Record
    by: Viewer
    is_kept: bool
    standing: Standing
    version: int
    head: Head
    events: Sequence[Event]
    looks: Sequence[Event]
    referral: Referral | None
    deliveries: Sequence[tracking.Tracked]
    linked: Sequence[Linked]
    named: frozenset[str]
    names: Mapping[str, str]


def opened(db: Connection, ring: KeyRing, viewer: Viewer, council: Council, reference: str) -> Case | None:
    """The record with this reference; None where there is none, or where this person may not see it.

    What belongs to it is that of the moment at which its row was read, whatever comes meanwhile.
    """
    keepers = conflicts.keepers_for(db, viewer, council.desk.second_person)
    row = db.execute(_as_seen_by(viewer, keepers), {"reference": reference}).mappings().one_or_none()
    if row is None:
        return None
    record, seen = kept.record_of(row, ring), conflicts.seen_by(viewer, keepers)
    changes, looks = (events.read(row[name], record.id, ring) for name in ("changes", "looks"))
    return Case(
        record=record,
        by=replace(viewer, is_second_person=viewer.is_second_person and bool(row["is_kept"])),
        is_kept=bool(row["is_kept"]),
        standing=_standing(row),
        version=row["version"],
        head=Head(row["events"], row["head"]),
        events=changes,
        looks=looks,
        referral=referrals.beside(row, ring),
        deliveries=tracking.beside(row),
        linked=links.of(db, record.id, seen, record.draft_id) if row["is_beside_others"] else [],
        named=_named(db, record, changes, seen),
        names={person.id: person.name for person in row["people"]},
    )


@lru_cache(maxsize=512)
def _as_seen_by(viewer: Viewer, keepers: Keepers) -> Select[Any]:
    is_kept = conflicts.kept_by(viewer, keepers).label("is_kept")
    seen = conflicts.seen_by(viewer, keepers)
    whole = select(*_COLUMNS, *_BESIDE, is_kept).outerjoin_from(records, referrals_beside)
    return whole.where(_row.reference == bindparam("reference"), seen)


def _named(db: Connection, record: Record, happened: Iterable[Event], seen: ColumnElement[bool]) -> frozenset[str]:
    own = {record.reference}
    others = frozenset[str]().union(*(event.references for event in happened)) - own
    if not others:
        return frozenset(own)
    return frozenset(db.scalars(select(_row.reference).where(_row.reference.in_(others), seen))) | own


def _standing(row: RowMapping) -> Standing:
    placed = {name: row[name] for name in _STANDING}
    return Standing(
        **{
            **placed,
            "rank": Rank(row["rank"]),
            "waits_for": WaitsFor(row["waits_for"]),
            "due_on": None if row["due_on"] == NO_DAY else row["due_on"],
        }
    )
