"""The proof of what happened: each record's chain of events, and the heads of all chains sealed into one each day.

Whoever changes an event breaks its record's chain. Whoever makes that chain anew, or takes a whole record away, breaks
the seal of the day, and with it all that follow. Whoever makes the seals anew as well is found out by a seal that was
kept elsewhere. Of a record that was wiped the digests stay, under its reference: the seals go on proving all others.

The digest of a seal is the SHA-256 of the digest before it, of its day, its moment and its last event, and of the id
and the newest digest of each record to which something has happened since the seal before, in the order of the ids.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, exists, func, insert, select, text, union_all

from intake.access.sealing import CannotOpen, KeyRing
from intake.casework.codes import LOOKS
from intake.records.record import Event
from intake.storage.database import Database
from intake.storage.events import digest, mark_of_words
from intake.storage.tables import events, records, seals, wiped_events

DIGEST_BYTES = 32

_AT_ONCE = 500  # rows in memory
_event = events.c
_record = records.c
_seal = seals.c


@dataclass(frozen=True, slots=True)
class Seal:
    """The heads of all chains at one moment, as one digest. `records` is how many had changed since the seal before."""

    day: date
    at: datetime
    last_event: int
    records: int
    digest: bytes

    def __str__(self) -> str:
        return f"{self.day.isoformat()}:{self.digest.hex()}"


_NONE_YET = Seal(date.min, datetime.min.replace(tzinfo=UTC), 0, 0, b"")

# ── Sealing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def seal(db: Connection, today: date, now: datetime) -> Seal | None:
    """The seal of this day, made now where there is none yet. The transaction has to be one of its own.

    None where nothing has ever happened: a database in which there is nothing stays one that a backup goes back into.
    Where the clock was put back, the newest seal stands for the day.
    """
    if db.dialect.name == "postgresql":
        db.execute(text("LOCK TABLE seals IN SHARE ROW EXCLUSIVE MODE"))  # one at a time
    before = _newest(db)
    if before.day >= today:
        return before
    last_event = _last_event(db)
    if not last_event and not before.digest:
        return None
    made = _sealed(db, before, today, now, last_event)
    db.execute(
        insert(seals).values(
            day=made.day, at=made.at, last_event=made.last_event, records=made.records, digest=made.digest
        )
    )
    return made


def _newest(db: Connection) -> Seal:
    row = db.execute(_SEALS.order_by(_seal.id.desc()).limit(1)).one_or_none()
    return Seal(*row) if row else _NONE_YET


def _last_event(db: Connection) -> int:
    """The highest id of an event, once no lower one can come any more.

    PostgreSQL gives ids out before they are committed: whoever is adding events is waited for, and let go on at once.
    """
    highest = select(func.coalesce(func.max(_event.id), 0))
    if db.dialect.name != "postgresql":
        return int(db.execute(highest).scalar_one())
    with db.begin_nested() as until_here:
        db.execute(text("LOCK TABLE events IN SHARE MODE"))
        found = int(db.execute(highest).scalar_one())
        until_here.rollback()  # gives the lock back
    return found


def _sealed(db: Connection, before: Seal, day: date, at: datetime, last_event: int) -> Seal:
    """What the seal of this day has to be, after the one before."""
    whole = hashlib.sha256(before.digest)
    whole.update(json.dumps([day.isoformat(), at.astimezone(UTC).isoformat(), last_event]).encode())
    its = _HAPPENED.c
    heads = (
        select(its.record_id, its.digest)
        .where(its.id > before.last_event, its.id <= last_event)
        .order_by(its.record_id.collate(_BYTE_BY_BYTE[db.dialect.name]), its.seq)
        .execution_options(yield_per=_AT_ONCE)
    )
    count = 0
    for record_id, group in groupby(db.execute(heads), lambda row: row.record_id):
        *_, newest = group
        whole.update(json.dumps([record_id, newest.digest.hex()]).encode())
        count += 1
    return Seal(day, at, last_event, count, whole.digest())


_HAPPENED = union_all(
    *(select(*(table.c[name] for name in ("id", "record_id", "seq", "digest"))) for table in (events, wiped_events))
).subquery("happened")
_SEALS = select(_seal.day, _seal.at, _seal.last_event, _seal.records, _seal.digest)
_BYTE_BY_BYTE = {"postgresql": "C", "sqlite": "BINARY"}  # a backup of one database is proved in another as well

# ── Proving ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def verify(database: Database, ring: KeyRing, kept: Mapping[date, str] | None = None) -> str | None:
    """The first place where something is not as it was written, in a sentence; None where all is.

    `kept`: seals that were kept elsewhere, as hex. Everything is read as it is at one moment, a few rows at a time.
    """
    with database.read(at_one_moment=True) as db, closing(_breaks(db, ring, kept or {})) as breaks:
        return next(breaks, None)


def _breaks(db: Connection, ring: KeyRing, kept: Mapping[date, str]) -> Generator[str]:
    yield from _without_record(db)
    with db.execute(_CHAINS) as chains:
        for _, group in groupby(chains, lambda row: row.record):
            yield from _in_chain(ring, group)
    yield from _in_seals(db, kept)


_CHAINS = (
    select(
        _record.id.label("record"), _record.reference, _record.events, _record.head,
        _event.seq, _event.at, _event.kind, _event.by, _event.detail, _event.words, _event.words_mark, _event.is_change,
        _event.digest,
    )
    .join_from(records, events, _event.record_id == _record.id, isouter=True)
    .order_by(_record.id, _event.seq)
    .execution_options(yield_per=_AT_ONCE)
)  # fmt: skip


def _without_record(db: Connection) -> Iterator[str]:
    gone = select(_event.id, _event.record_id).where(~exists().where(_record.id == _event.record_id)).limit(1)
    for row in db.execute(gone):
        yield f"event number {row.id} is of the record {row.record_id}: the record is gone"


def _in_chain(ring: KeyRing, group: Iterator[Any]) -> Iterator[str]:
    """What is wrong with the chain of one record, whose events these are: or its record alone, where it has none."""
    before, count, row = b"", 0, None
    for row in group:
        if row.seq is None:
            break
        count += 1
        event = Event(row.at, row.kind, row.by, row.detail)
        if row.seq != count:
            yield f"{row.reference}, event {count}: it is missing"
        elif row.digest != digest(before, row.record, row.seq, event, row.words_mark) or not _is_shown(row):
            yield f"{row.reference}, event {count} ({row.kind}, {row.at.isoformat()}): it was changed"
        elif (key_id := _missing_key(ring, row)) is not None:
            yield (
                f"{row.reference}, event {count} ({row.kind}, {row.at.isoformat()}): its words are sealed with the key"
                f" {key_id!r}: expected it in SEAL_KEYS"
            )
        elif not _words_are_as_written(ring, row):
            yield f"{row.reference}, event {count} ({row.kind}, {row.at.isoformat()}): its words were changed"
        before = row.digest
    if row is None:
        return
    if count < row.events:
        yield f"{row.reference}, event {count + 1}: it is missing"
    elif count > row.events:
        yield f"{row.reference}, event {row.events + 1}: it was added behind the others"
    elif row.head != before:
        yield f"{row.reference}: the digest of its last event was changed"


def _is_shown(row: Any) -> bool:
    """Whether it stands among what changed the record, if it did: no page shows it otherwise."""
    return bool(row.is_change == (row.kind not in LOOKS))


def _missing_key(ring: KeyRing, row: Any) -> str | None:
    """The id of the key that sealed the words, where that is none of the ring's."""
    try:
        key_id = ring.key_of(row.words) if row.words is not None else ring.current
    except CannotOpen:
        return None
    return None if key_id in ring.keys else key_id


def _words_are_as_written(ring: KeyRing, row: Any) -> bool:
    if row.words is None:
        return row.words_mark is None
    try:
        return bool(mark_of_words(ring, row.record, row.seq, row.words) == row.words_mark)
    except CannotOpen:
        return False


def _in_seals(db: Connection, kept: Mapping[date, str]) -> Iterator[str]:
    before, known = _NONE_YET, dict(kept)
    for row in list(db.execute(_SEALS.order_by(_seal.id))):  # a row a day
        found = Seal(*row)
        if found.digest.hex() != known.pop(found.day, found.digest.hex()):
            yield f"the seal of {found.day}: it is another than the one that was kept elsewhere"
        if found != _sealed(db, before, found.day, found.at, found.last_event):
            yield (
                f"the seal of {found.day}: it was changed, or something that had happened by then was changed with the"
                " whole chain of its record, or a record is gone"
            )
        before = found
    for day in sorted(known):
        yield f"the seal of {day}: it is missing"
