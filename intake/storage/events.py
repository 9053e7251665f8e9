"""What happened to each record: only ever added to, and chained so that a change is found.

The digest of an event is the SHA-256 of the digest before it and of the event itself, as JSON with sorted keys. What
somebody wrote stands in the chain by its own digest, over the words and a random salt: the chain tells nothing of them.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from intake.access.sealing import KeyRing
from intake.casework.codes import LOOKS
from intake.records.record import Event
from intake.storage import resealing
from intake.storage.tables import events, records

_row = events.c
_ADD = insert(events).inline()  # nobody asks for the number it gets


def append(db: Connection, record_id: str, event: Event, ring: KeyRing | None = None) -> None:
    """Adds to what happened to a record. Its words, where it has some, need a ring to be sealed with."""
    last = db.execute(select(records.c.events, records.c.head).where(records.c.id == record_id).with_for_update()).one()
    row = row_of(record_id, event, ring, last.events, last.head)
    add(db, row)
    db.execute(update(records).where(records.c.id == record_id).values(events=row["seq"], head=row["digest"]))


def row_of(
    record_id: str, event: Event, ring: KeyRing | None = None, count: int = 0, head: bytes = b""
) -> dict[str, Any]:
    """An event as it is kept, after so many others of which the last has the digest `head`."""
    seq = count + 1
    words, mark = _sealed(record_id, seq, event.words, ring) if event.words else (None, None)
    return {
        "record_id": record_id,
        "seq": seq,
        "at": event.at,
        "kind": event.kind,
        "by": event.by,
        "detail": event.detail,
        "words": words,
        "words_mark": mark,
        "is_change": event.kind not in LOOKS,
        "digest": digest(head, record_id, seq, event, mark),
    }


def add(db: Connection, row: dict[str, Any]) -> None:
    """Keeps an event of a record that says already how many it has."""
    db.execute(_ADD, row)


_READ = select(_row.seq, _row.at, _row.kind, _row.by, _row.detail, _row.words).where(
    _row.record_id == bindparam("record_id")
)
_ALL = _READ.order_by(_row.seq)
_CHANGES = _READ.where(_row.is_change.is_(True)).order_by(_row.seq)
_LAST_LOOKS = _READ.where(_row.is_change.is_(False)).order_by(_row.seq.desc()).limit(bindparam("most"))


def of_record(db: Connection, record_id: str, ring: KeyRing) -> list[Event]:
    """All that happened to a record, in its order, with the words."""
    return [_event(row, record_id, ring) for row in db.execute(_ALL, {"record_id": record_id})]


def changes(db: Connection, record_id: str, ring: KeyRing) -> list[Event]:
    """The same without those who have only looked at it: however often that was, this stays short."""
    return [_event(row, record_id, ring) for row in db.execute(_CHANGES, {"record_id": record_id})]


def last_looks(db: Connection, record_id: str, ring: KeyRing, most: int) -> list[Event]:
    """Who has looked at it last, so many at most, oldest first."""
    found = db.execute(_LAST_LOOKS, {"record_id": record_id, "most": most}).all()
    return [_event(row, record_id, ring) for row in reversed(found)]


def _event(row: Any, record_id: str, ring: KeyRing) -> Event:
    words = opened(ring, record_id, row.seq, row.words) if row.words else {}
    return Event(row.at, row.kind, row.by, row.detail, words)


def digest(before: bytes, record_id: str, seq: int, event: Event, words_mark: bytes | None) -> bytes:
    """The digest of an event that follows on the one with the digest `before`."""
    at = event.at.astimezone(UTC).isoformat()
    plain = [record_id, seq, at, event.kind, event.by, event.detail, words_mark.hex() if words_mark else None]
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(before + canonical.encode()).digest()


def opened(ring: KeyRing, record_id: str, seq: int, sealed: bytes) -> dict[str, str]:
    """The words of an event; CannotOpen where they are not what was sealed there."""
    content: dict[str, Any] = json.loads(ring.open(sealed, place_of(record_id, seq)))
    words: dict[str, str] = content["words"]
    return words


def mark_of_words(ring: KeyRing, record_id: str, seq: int, sealed: bytes) -> bytes:
    """The digest by which these words stand in the chain; CannotOpen as for `opened`."""
    return hashlib.sha256(ring.open(sealed, place_of(record_id, seq))).digest()


def reseal(db: Connection, ring: KeyRing, most: int) -> int:
    """How many events had their words sealed anew with the ring's current key; at most so many, 0 when all have."""
    return resealing.reseal(db, ring, _row.words, lambda row: place_of(row.record_id, row.seq), most)


def place_of(record_id: str, seq: int) -> str:
    """Where the words of an event are bound to when they are sealed."""
    return f"events.words:{record_id}:{seq}"


def _sealed(record_id: str, seq: int, words: Mapping[str, str], ring: KeyRing | None) -> tuple[bytes, bytes]:
    if ring is None:
        raise ValueError("the words of an event: expected a ring to seal them with")
    content = {"salt": secrets.token_hex(16), "words": dict(words)}
    plain = json.dumps(content, ensure_ascii=False).encode()
    return ring.seal(plain, place_of(record_id, seq)), hashlib.sha256(plain).digest()
