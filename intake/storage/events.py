"""What happened to each record: only ever added to, and chained so that a change is found.

The digest of an event is the SHA-256 of the digest before it and of the event itself, as JSON with sorted keys. What
somebody wrote stands in the chain by its own digest, over the words and a random salt: the chain tells nothing of them.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, bindparam, insert, select, update

from intake.access.sealing import KeyRing
from intake.casework.codes import LOOKS
from intake.records.record import Event
from intake.storage import resealing
from intake.storage.database import Database
from intake.storage.gathered import gathered
from intake.storage.tables import events, records

_row = events.c
_ADD = insert(events).inline()  # nobody asks for the number it gets


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain of a record ends: how many events it has, and the digest of the last."""

    count: int
    digest: bytes


_record = records.c
_HEAD = select(_record.events, _record.head).where(_record.id == bindparam("record_id")).with_for_update()
_MOVE_ON = (
    update(records)
    .where(_record.id == bindparam("record_id"), _record.events == bindparam("before"))
    .values(events=bindparam("new_seq"), head=bindparam("new_digest"))
)
_moved = _MOVE_ON.returning(_record.id).cte("moved")
_NEW = tuple(column for column in _row if column is not _row.id)
_GIVEN = select(*(bindparam(f"new_{column.name}", type_=column.type) for column in _NEW))
_MOVE_ON_AND_ADD = (
    insert(events).from_select(_NEW, _GIVEN.select_from(_moved)).execution_options(preserve_rowcount=True)
)


def note(database: Database, record_id: str, event: Event, head: Head) -> None:
    """Adds an event without words to a record, in a transaction of its own. `head` as for `append`.

    NoResultFound where the record was wiped meanwhile.
    """
    if not database.is_sqlite:  # which changes one table in a statement
        with database.write_one() as db:
            if db.execute(_MOVE_ON_AND_ADD, _given(row_of(record_id, event, None, head.count, head.digest))).rowcount:
                return
    with database.write() as db:
        append(db, record_id, event, head=head)


def append(db: Connection, record_id: str, event: Event, ring: KeyRing | None = None, head: Head | None = None) -> None:
    """Adds to what happened to a record. Its words, where it has some, need a ring to be sealed with.

    `head`: where its chain ended a moment ago. It is asked for where nobody knows, or where it is so no longer.
    """
    row = row_of(record_id, event, ring, head.count, head.digest) if head else None
    if row is None or not _moved_on(db, row):
        now = db.execute(_HEAD, {"record_id": record_id}).one()
        row = row_of(record_id, event, ring, now.events, now.head)
        _moved_on(db, row)
    add(db, row)


def _moved_on(db: Connection, row: Mapping[str, Any]) -> bool:
    """Lets the chain of a record end with this event; False where another has followed on the one before it."""
    return db.execute(_MOVE_ON, _given(row)).rowcount == 1


def _given(row: Mapping[str, Any]) -> dict[str, Any]:
    new = {f"new_{name}": value for name, value in row.items()}
    return {**new, "record_id": row["record_id"], "before": row["seq"] - 1}


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


def rows_of_new(record_id: str, happened: Iterable[Event], ring: KeyRing) -> list[dict[str, Any]]:
    """Events as they are kept, of a record to which nothing had happened before them."""
    rows: list[dict[str, Any]] = []
    for count, event in enumerate(happened):
        rows.append(row_of(record_id, event, ring, count, rows[-1]["digest"] if rows else b""))
    return rows


def add(db: Connection, *rows: dict[str, Any]) -> None:
    """Keeps events of a record that says already how many it has."""
    db.execute(_ADD, list(rows))


_READ = select(_row.seq, _row.at, _row.kind, _row.by, _row.detail, _row.words)
_OF_RECORD = _READ.where(_row.record_id == bindparam("record_id", type_=String)).order_by(_row.seq)
_IN_ORDER = _OF_RECORD.where(_row.is_change.is_(True))
_BESIDE = _READ.where(_row.record_id == _record.id)


def of_record(db: Connection, record_id: str, ring: KeyRing) -> list[Event]:
    """All that happened to a record, in its order, with the words."""
    return read(db.execute(_OF_RECORD, {"record_id": record_id}), record_id, ring)


def changes(db: Connection, record_id: str, ring: KeyRing) -> list[Event]:
    """The same without those who have only looked at it: however often that was, this stays short."""
    return read(db.execute(_IN_ORDER, {"record_id": record_id}), record_id, ring)


# For a query of `records`: the changes of each, and who has looked at it last. `read` makes events of what they give.
CHANGES = gathered(_BESIDE.where(_row.is_change.is_(True)), records).label("changes")
# The same without what anybody wrote, for `read_codes`.
CODES_OF_CHANGES = gathered(
    select(_row.seq, _row.at, _row.kind, _row.by, _row.detail).where(
        _row.record_id == _record.id, _row.is_change.is_(True)
    ),
    records,
).label("changes")


def last_looks(most: int) -> ColumnElement[Any]:
    """A column for a query of `records`: those who have looked at each last, so many at most."""
    return gathered(_BESIDE.where(_row.is_change.is_(False)).order_by(_row.seq.desc()).limit(most), records)


def read(rows: Iterable[Any], record_id: str, ring: KeyRing) -> list[Event]:
    """These rows of one record as events, in the order of the record."""
    return [_event(row, record_id, ring) for row in sorted(rows, key=lambda row: int(row.seq))]


def read_codes(rows: Iterable[Any]) -> list[Event]:
    """The same without their words, which stay sealed."""
    return [Event(row.at, row.kind, row.by, row.detail) for row in sorted(rows, key=lambda row: int(row.seq))]


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


def reseal(database: Database, ring: KeyRing) -> int:
    """How many events had their words sealed anew, as for `resealing.reseal`."""
    return resealing.reseal(database, ring, (_row.words,), lambda row, _: place_of(row.record_id, row.seq))


def place_of(record_id: str, seq: int) -> str:
    """Where the words of an event are bound to when they are sealed."""
    return f"events.words:{record_id}:{seq}"


def _sealed(record_id: str, seq: int, words: Mapping[str, str], ring: KeyRing | None) -> tuple[bytes, bytes]:
    if ring is None:
        raise ValueError("the words of an event: expected a ring to seal them with")
    content = {"salt": secrets.token_hex(16), "words": dict(words)}
    plain = json.dumps(content, ensure_ascii=False).encode()
    return ring.seal(plain, place_of(record_id, seq)), hashlib.sha256(plain).digest()
