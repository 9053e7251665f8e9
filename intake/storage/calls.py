"""Calls at rest: each is sealed, and only whoever took it finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, or_, select, update

from intake.access.sealing import KeyRing
from intake.records.call import Call, CallState
from intake.storage import resealing
from intake.storage.database import Database
from intake.storage.tables import calls, staff

_row = calls.c


@dataclass(frozen=True, slots=True)
class StoredCall:
    """One call. `version` is what `replace` and `close` must have seen; `reference` is of what became of it."""

    id: str
    state: CallState
    opened_at: datetime
    saved_at: datetime
    version: int
    call: Call


@dataclass(frozen=True, slots=True)
class ClosedCall:
    """What is left of a call that is over. `reference` is of the record that it became, if it became one."""

    id: str
    state: CallState
    opened_at: datetime
    closed_at: datetime
    reference: str | None


def add(db: Connection, ring: KeyRing, call_id: str, staff_id: str, call: Call, now: datetime) -> None:
    """Opens a call."""
    db.execute(
        insert(calls).values(
            id=call_id,
            staff_id=staff_id,
            state=CallState.OPEN,
            opened_at=now,
            saved_at=now,
            version=1,
            sealed=_seal(ring, call, call_id),
        )
    )


def find(db: Connection, ring: KeyRing, call_id: str, staff_id: str) -> StoredCall | None:
    """The call with this id; None where it is over, is somebody else's, or is not there."""
    row = db.execute(_OPEN.where(_row.id == call_id, _row.staff_id == staff_id)).mappings().one_or_none()
    return _stored(ring, row) if row else None


def find_closed(db: Connection, call_id: str, staff_id: str) -> ClosedCall | None:
    """What is left of this call where it is over; None where it is not, is somebody else's, or is not there."""
    row = db.execute(_CLOSED.where(_row.id == call_id, _row.staff_id == staff_id)).mappings().one_or_none()
    return _closed(row) if row else None


def under_way(db: Connection, ring: KeyRing, staff_id: str) -> Iterator[StoredCall]:
    """The calls of this person that are not over, the latest first."""
    query = _OPEN.where(_row.staff_id == staff_id).order_by(_row.opened_at.desc(), _row.id)
    return (_stored(ring, row) for row in db.execute(query).mappings())


def finished(db: Connection, staff_id: str, since: datetime) -> list[ClosedCall]:
    """The calls of this person that became a record since then, the latest first."""
    query = _CLOSED.where(_row.staff_id == staff_id, _row.closed_at >= since, _row.reference.is_not(None))
    return [_closed(row) for row in db.execute(query.order_by(_row.closed_at.desc(), _row.id)).mappings()]


def untouched(db: Connection, since: datetime) -> list[tuple[str, str, bool]]:
    """The calls under way into which nobody has typed since then, or whose agent no longer works here.

    Each by its id and that of its agent, with whether the agent works here; those longest untouched first.
    """
    query = (
        select(_row.id, _row.staff_id, staff.c.is_active)
        .join(staff, staff.c.id == _row.staff_id)
        .where(_row.closed_at.is_(None), or_(_row.saved_at <= since, staff.c.is_active.is_(False)))
        .order_by(_row.saved_at, _row.id)
    )
    return [(call_id, staff_id, is_active) for call_id, staff_id, is_active in db.execute(query)]


def replace(
    db: Connection, ring: KeyRing, seen: StoredCall, call: Call, now: datetime, state: CallState | None = None
) -> bool:
    """Whether the new content took the place of what was seen; False where another window was faster."""
    changed = db.execute(
        update(calls)
        .where(_row.id == seen.id, _row.version == seen.version, _row.closed_at.is_(None))
        .values(version=seen.version + 1, saved_at=now, state=state or seen.state, sealed=_seal(ring, call, seen.id))
    )
    return changed.rowcount == 1


def close(
    db: Connection,
    ring: KeyRing,
    seen: StoredCall,
    state: CallState,
    now: datetime,
    reference: str | None = None,
    because: str = "",
) -> bool:
    """Whether the call as it was seen is over now; False where another window was faster.

    What was said is no longer kept here: it stands in the record, or was no wish to tell us anything.
    """
    changed = db.execute(
        update(calls)
        .where(_row.id == seen.id, _row.version == seen.version, _row.closed_at.is_(None))
        .values(
            version=seen.version + 1,
            state=state,
            saved_at=now,
            closed_at=now,
            reference=reference,
            sealed=_seal(ring, Call(answers={}, closed_because=because), seen.id),
        )
    )
    return changed.rowcount == 1


def reseal(database: Database, ring: KeyRing) -> int:
    """How many calls were sealed anew, as for `resealing.reseal`."""
    return resealing.reseal(database, ring, (_row.sealed,), lambda row, _: _place(row.id))


_OPEN = select(_row.id, _row.state, _row.opened_at, _row.saved_at, _row.version, _row.sealed).where(
    _row.closed_at.is_(None)
)
_CLOSED = select(_row.id, _row.state, _row.opened_at, _row.closed_at, _row.reference).where(_row.closed_at.is_not(None))


def _stored(ring: KeyRing, row: RowMapping) -> StoredCall:
    call = Call.from_json(ring.open(row["sealed"], _place(row["id"])))
    return StoredCall(row["id"], CallState(row["state"]), row["opened_at"], row["saved_at"], row["version"], call)


def _closed(row: RowMapping) -> ClosedCall:
    return ClosedCall(row["id"], CallState(row["state"]), row["opened_at"], row["closed_at"], row["reference"])


def _seal(ring: KeyRing, call: Call, call_id: str) -> bytes:
    return ring.seal(call.to_json(), _place(call_id))


def _place(call_id: str) -> str:
    return f"calls.sealed:{call_id}"
