"""Records that belong together: two about the same child, a duplicate, the parts of one that was split."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    bindparam,
    insert,
    literal,
    or_,
    select,
    union_all,
)

from intake.storage.tables import links, records

_row = links.c
_record = records.c


@dataclass(frozen=True, slots=True)
class Linked:
    """A record that belongs to another. `kind` is the code of how, `by` the mark of who said so.

    `same_draft`: nobody said so, but both came from one draft, as a call for help and what follows it.
    """

    id: str
    reference: str
    kind: str
    record_kind: str
    received_date: date
    stage: str
    status: str
    is_open: bool
    at: datetime
    by: str


def join(db: Connection, one: str, other: str, kind: str, by: str, at: datetime) -> bool:
    """Joins the records with these ids; False, and nothing done, where they are joined already or are one."""
    first, second = sorted((one, other))
    db.execute(select(_record.id).where(_record.id == first).with_for_update()).one()  # another joins them after us
    pair = (_row.record_id == first, _row.other_id == second)
    if first == second or db.execute(select(_row.kind).where(*pair)).first():
        return False
    db.execute(insert(links).values(record_id=first, other_id=second, kind=kind, by=by, at=at))
    return True


def of_one_matter(db: Connection, record_id: str) -> set[str]:
    """The ids of this record and of all that were split off or made of it, or that it was split off or made of; of its
    duplicates; and of what came from the same draft or call.
    """
    found, new = set[str](), {record_id}
    while new:
        found |= new
        beside = select(_row.record_id, _row.other_id).where(
            _row.kind.in_(_OF_ONE_MATTER), or_(_row.record_id.in_(new), _row.other_id.in_(new))
        )
        drafts = select(_record.draft_id).where(_record.id.in_(new), _record.draft_id.is_not(None))
        same_draft = set(db.scalars(select(_record.id).where(_record.draft_id.in_(drafts))))
        new = {each for pair in db.execute(beside) for each in pair} | same_draft
        new -= found
    return found


_OF_ONE_MATTER = ("split", "made_complaint", "duplicate")


def of(db: Connection, record_id: str, seen: ColumnElement[bool], draft_id: str | None = None) -> list[Linked]:
    """The records joined to this one, and after them those from the same draft, each once and oldest first.

    Those that may be seen (`conflicts.seen_by`); no word of the others.
    """
    found: dict[str, Linked] = {}
    for row in db.execute(_beside(seen), {"record_id": record_id, "draft_id": draft_id}).mappings():
        found.setdefault(row["id"], Linked(**row))
    return list(found.values())


def called_and_complained(db: Connection, record_id: str) -> set[str]:
    """The ids of the call that this record was made of, and of the complaint that it was made."""
    pairs = select(_row.record_id, _row.other_id).where(
        _row.kind == "made_complaint", or_(_row.record_id == record_id, _row.other_id == record_id)
    )
    return {each for pair in db.execute(pairs) for each in pair} - {record_id}


_SAME_DRAFT = literal("same_draft").label("kind")


def _ways(record_id: ColumnElement[str], draft_id: ColumnElement[str]) -> tuple[Select[Any], ...]:
    """The ways in which others belong to the record with this id, of this draft."""
    other = records.alias("other").c
    return (
        select(_row.other_id.label("id"), _row.kind, _row.at, _row.by).where(_row.record_id == record_id),
        select(_row.record_id, _row.kind, _row.at, _row.by).where(_row.other_id == record_id),
        select(other.id, _SAME_DRAFT, other.received_at, literal("self")).where(
            other.draft_id == draft_id, other.id != record_id
        ),
    )


# For a query of `records`: whether there are others that belong to each, seen or not.
IS_BESIDE_OTHERS = or_(*(way.correlate(records).exists() for way in _ways(_record.id, _record.draft_id)))

_BESIDE = union_all(*_ways(bindparam("record_id", type_=String), bindparam("draft_id", type_=String))).subquery(
    "beside"
)


@lru_cache(maxsize=512)
def _beside(seen: ColumnElement[bool]) -> Select[Any]:
    its = _BESIDE.c
    return (
        select(
            _record.id, _record.reference, its.kind, _record.kind.label("record_kind"), _record.received_date,
            _record.stage, _record.status, _record.is_open, its.at, its.by,
        )
        .join_from(_BESIDE, records, _record.id == its.id)
        .where(seen)
        .order_by(its.kind == _SAME_DRAFT, _record.received_at, _record.id)
    )  # fmt: skip
