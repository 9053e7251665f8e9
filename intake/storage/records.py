"""Records at rest, sealed in two columns: what was said, and who said it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import Session

from intake.access.sealing import KeyRing
from intake.records.record import Event, Record
from intake.storage.tables import Base, RecordRow

# What sending does, as statements made once: on the tables, since nothing of the mapper is needed.
_ADD = insert(Base.metadata.tables["records"])
_NOTE = insert(Base.metadata.tables["events"])

_PLAIN = (
    "id", "reference", "once", "draft_id", "kind", "council", "voice", "language", "method", "received_at",
    "received_date", "stage", "status", "route", "time_limit", "flags", "envelope",
)  # fmt: skip


def add(session: Session, record: Record, ring: KeyRing, first: Event, code_lookup: bytes | None) -> None:
    """Adds the record and the first thing that happened to it; IntegrityError where `once` or reference is taken."""
    values = {name: getattr(record, name) for name in _PLAIN}
    sealed = {
        "story": _seal(ring, record.story, "story", record.id),
        "identity": _seal(ring, record.identity, "identity", record.id),
    }
    session.execute(_ADD, {**values, **sealed, "code_lookup": code_lookup})
    note(session, record.id, first)


def note(session: Session, record_id: str, event: Event) -> None:
    """Adds to what happened to a record."""
    session.execute(_NOTE, {"record_id": record_id, **asdict(event)})


def reference_sent(session: Session, once: str) -> str | None:
    """The reference of what was sent under this key, or None where nothing was."""
    return session.execute(select(RecordRow.reference).where(RecordRow.once == once)).scalar_one_or_none()


def reference_of_code(session: Session, code_lookup: bytes) -> str | None:
    """The reference that this code opens, or None."""
    return session.execute(select(RecordRow.reference).where(RecordRow.code_lookup == code_lookup)).scalar_one_or_none()


def has_code(session: Session, reference: str) -> bool:
    """Whether a secret code opens this record."""
    found = session.execute(select(RecordRow.code_lookup).where(RecordRow.reference == reference)).scalar_one_or_none()
    return found is not None


def keep_code(session: Session, reference: str, code_lookup: bytes) -> None:
    """Lets the code open this record, where none does yet."""
    session.execute(
        update(RecordRow)
        .where(RecordRow.reference == reference, RecordRow.code_lookup.is_(None))
        .values(code_lookup=code_lookup)
    )


def find(session: Session, reference: str, ring: KeyRing) -> Record | None:
    """The record with this reference, or None."""
    return next(_read(session, _SELECT.where(RecordRow.reference == reference), ring), None)


def linked(session: Session, record: Record) -> list[str]:
    """The references of the other records that came from the same draft, oldest first."""
    if record.draft_id is None:
        return []
    return list(
        session.execute(
            select(RecordRow.reference)
            .where(RecordRow.draft_id == record.draft_id, RecordRow.id != record.id)
            .order_by(RecordRow.received_at, RecordRow.id)
        ).scalars()
    )


def queue(session: Session, ring: KeyRing, since: datetime | None = None) -> Iterator[Record]:
    """Every record, oldest first; with `since`, those received at or after that moment."""
    query = _SELECT.order_by(RecordRow.received_at, RecordRow.id)
    return _read(session, query.where(RecordRow.received_at >= since) if since else query, ring)


def reseal(session: Session, ring: KeyRing, most: int) -> int:
    """How many records were sealed anew with the ring's current key; at most so many at a time, 0 when all are."""
    done = 0
    for row in session.execute(select(RecordRow.id, RecordRow.story, RecordRow.identity)).yield_per(500):
        if ring.is_current(row.story) and ring.is_current(row.identity):
            continue
        fresh = {
            column: ring.seal(ring.open(sealed, _place(column, row.id)), _place(column, row.id))
            for column, sealed in (("story", row.story), ("identity", row.identity))
        }
        session.execute(update(RecordRow).where(RecordRow.id == row.id).values(**fresh))
        done += 1
        if done == most:
            break
    return done


_SELECT = select(*(getattr(RecordRow, name) for name in (*_PLAIN, "story", "identity")))


def _read(session: Session, query: Select[Any], ring: KeyRing) -> Iterator[Record]:
    for row in session.execute(query).yield_per(200).mappings():
        plain = {name: row[name] for name in _PLAIN}
        story = _open(ring, row["story"], "story", row["id"])
        identity = _open(ring, row["identity"], "identity", row["id"])
        yield Record(**plain, story=story, identity=identity)


def _place(column: str, row_id: str) -> str:
    return f"records.{column}:{row_id}"


def _seal(ring: KeyRing, content: dict[str, Any], column: str, row_id: str) -> bytes:
    return ring.seal(json.dumps(content, ensure_ascii=False).encode(), _place(column, row_id))


def _open(ring: KeyRing, sealed: bytes, column: str, row_id: str) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(ring.open(sealed, _place(column, row_id))))
