"""Records that belong together: two about the same child, a duplicate, the parts of one that was split."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, case, insert, or_, select

from intake.storage.tables import links, records

_row = links.c
_record = records.c


@dataclass(frozen=True, slots=True)
class Linked:
    """A record that belongs to another. `kind` is the code of how, `by` the mark of who said so."""

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
    """The ids of this record and of all that were split off or made of it, or that it was split off or made of."""
    found, new = set[str](), {record_id}
    while new:
        found |= new
        beside = select(_row.record_id, _row.other_id).where(
            _row.kind.in_(_OF_ONE_MATTER), or_(_row.record_id.in_(new), _row.other_id.in_(new))
        )
        new = {each for pair in db.execute(beside) for each in pair} - found
    return found


_OF_ONE_MATTER = ("split", "made_complaint")


def of(db: Connection, record_id: str, seen: ColumnElement[bool]) -> list[Linked]:
    """The records joined to this one that may be seen (`conflicts.seen_by`), oldest first. No word of the others."""
    beside = case((_row.record_id == record_id, _row.other_id), else_=_row.record_id)
    query = (
        select(
            _record.id, _record.reference, _row.kind, _record.kind.label("record_kind"), _record.received_date,
            _record.stage, _record.status, _record.is_open, _row.at, _row.by,
        )
        .join_from(links, records, _record.id == beside)
        .where(or_(_row.record_id == record_id, _row.other_id == record_id), seen)
        .order_by(_record.received_at, _record.id)
    )  # fmt: skip
    return [Linked(**row) for row in db.execute(query).mappings()]
