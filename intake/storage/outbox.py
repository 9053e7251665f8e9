"""What has to reach somebody because of a record: written in the record's own transaction, leased, and settled.

A worker leases a row in one short transaction, sends it with none open, and settles it in another. A worker that dies
in between leaves its lease to run out, and the row is sent again under the same key: at least once, and never lost.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, delete, func, insert, select, update

from intake.records.deliveries import Delivery
from intake.records.record import Purpose
from intake.storage.tables import deliveries, past_deliveries


class State(StrEnum):
    """How far a delivery is. The last three are final, but for a failure that somebody has tried again."""

    READY = "ready"
    LEASED = "leased"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Leased:
    """A delivery that this worker alone may try now. `key` is the same on every try, and tells nothing.

    `about` is what tells it apart from others of its purpose and place.
    """

    id: int
    record_id: str
    purpose: Purpose
    target: str
    key: str
    about: str
    attempts: int
    lease: str


_row = deliveries.c
_is_open = _row.finished_at.is_(None)
_ADD = insert(deliveries)
_NEXT_DUE = select(func.min(_row.due_at)).where(_row.target == bindparam("wanted"), _is_open)
_FIRST_DUE = (
    select(_row.id)
    .where(_row.target == bindparam("wanted"), _is_open, _row.due_at <= bindparam("now"))
    .order_by(_row.due_at)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_LEASE = (
    update(deliveries)
    .where(_row.id == _FIRST_DUE.scalar_subquery(), _row.due_at <= bindparam("now"), _is_open)
    .values(state=State.LEASED, due_at=bindparam("until"), lease=bindparam("mark"), attempts=_row.attempts + 1)
    .returning(_row.id, _row.record_id, _row.purpose, _row.target, _row.once, _row.attempts, _row.lease)
)

_SETTLE = update(deliveries).where(_row.id == bindparam("its_id"), _row.lease == bindparam("its_lease"))


def enqueue(db: Connection, record_id: str, wanted: Iterable[Delivery], now: datetime) -> None:
    """Adds each delivery, once for each record, purpose, place and what it is about: IntegrityError the second time."""
    rows = [
        {
            "record_id": record_id,
            "purpose": each.purpose,
            "target": each.target,
            "once": _once(record_id, each),
            "state": State.READY,
            "created_at": now,
            "due_at": each.due_at,
            "attempts": 0,
        }
        for each in wanted
    ]
    if rows:
        db.execute(_ADD, rows)


def enqueue_missing(db: Connection, record_id: str, wanted: Iterable[Delivery], now: datetime) -> int:
    """How many of these deliveries were added: those that were never there before, be it long over."""
    by_mark = {_once(record_id, each): each for each in wanted}
    known = {
        mark
        for table in (deliveries, past_deliveries)
        for mark in db.execute(select(table.c.once).where(table.c.once.in_(list(by_mark)))).scalars()
    }
    missing = [each for mark, each in by_mark.items() if mark not in known]
    enqueue(db, record_id, missing, now)
    return len(missing)


def lease(db: Connection, target: str, now: datetime, until: datetime) -> Leased | None:
    """The delivery to this place that has been due longest, leased until then; None where none is due."""
    mark = secrets.token_hex(8)
    row = db.execute(_LEASE, {"wanted": target, "now": now, "until": until, "mark": mark}).one_or_none()
    return None if row is None else _leased(row)


def sent(db: Connection, leased: Leased, now: datetime) -> bool:
    """Notes that the place accepted it; False where the lease is no longer this worker's."""
    return _settle(db, leased, state=State.SENT, reason=None, finished_at=now)


def later(db: Connection, leased: Leased, due_at: datetime, reason: str) -> bool:
    """Notes why it was not accepted now, and when to try again; False as for `sent`."""
    return _settle(db, leased, state=State.READY, due_at=due_at, reason=reason)


def failed(db: Connection, leased: Leased, reason: str, now: datetime) -> bool:
    """Notes that it is not tried again until somebody says so; False as for `sent`."""
    return _settle(db, leased, state=State.FAILED, reason=reason, finished_at=now)


def cancelled(db: Connection, leased: Leased, reason: str, now: datetime) -> bool:
    """Notes that it is not to be sent after all; False as for `sent`."""
    return _settle(db, leased, state=State.CANCELLED, reason=reason, finished_at=now)


def cancel(db: Connection, record_id: str, purpose: Purpose, reason: str, now: datetime) -> int:
    """How many deliveries of this purpose were called off: those that no worker is at."""
    return db.execute(
        update(deliveries)
        .where(_row.record_id == record_id, _row.purpose == purpose, _row.state == State.READY)
        .values(state=State.CANCELLED, reason=reason, finished_at=now)
    ).rowcount


def retry(db: Connection, now: datetime, ids: Sequence[int] | None = None) -> int:
    """How many failed deliveries are to be tried again now, all of them or those with these ids."""
    wanted = _row.state == State.FAILED
    return db.execute(
        update(deliveries)
        .where(wanted if ids is None else wanted & _row.id.in_(ids))
        .values(state=State.READY, due_at=now, attempts=0, lease=None, finished_at=None)
    ).rowcount


def next_due(db: Connection, target: str) -> datetime | None:
    """The moment at which the first open delivery to this place is to be tried; None where all are settled."""
    first: datetime | None = db.execute(_NEXT_DUE, {"wanted": target}).scalar_one()
    return first


def hurry(db: Connection, target: str, now: datetime) -> int:
    """How many deliveries that wait for another try at this place are now due at once: it answers again."""
    waiting = (_row.target == target) & _is_open & (_row.state == State.READY) & (_row.attempts > 0)
    return db.execute(update(deliveries).where(waiting, _row.due_at > now).values(due_at=now)).rowcount


def strays(db: Connection, purpose: Purpose, known: Iterable[str], most: int) -> list[str]:
    """The ids of records of which something open for this purpose goes to a place that is no longer known."""
    wanted = _is_stray(purpose, known)
    return list(db.execute(select(_row.record_id).where(wanted).distinct().limit(most)).scalars())


def readdress(db: Connection, purpose: Purpose, known: Iterable[str], first: str, record_id: str | None = None) -> int:
    """How many open deliveries of this purpose went to a place that is no longer known, and now go to `first`.

    Those of one record, or of all.
    """
    wanted = _is_stray(purpose, known)
    return db.execute(
        update(deliveries)
        .where(wanted if record_id is None else wanted & (_row.record_id == record_id))
        .values(target=first)
    ).rowcount


def archive(db: Connection, before: datetime, most: int) -> int:
    """How many deliveries that were over before this moment were moved out of the way. Failures stay in sight.

    The newest of all stays as well, or SQLite would give its id again.
    """
    newest = select(func.max(_row.id)).scalar_subquery()
    over = (
        select(_row.id)
        .where(_row.finished_at < before, _row.state != State.FAILED, _row.id < newest)
        .order_by(_row.finished_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    ids = list(db.execute(over).scalars())
    if ids:
        names = [column.name for column in deliveries.columns]
        moved = select(*(_row[name] for name in names)).where(_row.id.in_(ids))
        db.execute(insert(past_deliveries).from_select(names, moved))
        db.execute(delete(deliveries).where(_row.id.in_(ids)))
    return len(ids)


def _once(record_id: str, wanted: Delivery) -> str:
    what = f"{wanted.purpose}+{wanted.about}" if wanted.about else wanted.purpose
    return f"{record_id}:{what}:{wanted.target}"


def _is_stray(purpose: Purpose, known: Iterable[str]) -> ColumnElement[bool]:
    return and_(_is_open, _row.purpose == purpose, _row.target.not_in(list(known)))


def _settle(db: Connection, leased: Leased, **values: Any) -> bool:
    its = {"its_id": leased.id, "its_lease": leased.lease}
    return db.execute(_SETTLE, {**its, "lease": None, **values}).rowcount == 1


def _leased(row: Row[Any]) -> Leased:
    key = hashlib.sha256(row.once.encode()).hexdigest()[:32]
    what = row.once.removeprefix(f"{row.record_id}:{row.purpose}")
    about = what[1:].split(":")[0] if what.startswith("+") else ""
    return Leased(row.id, row.record_id, Purpose(row.purpose), row.target, key, about, row.attempts, row.lease)
