"""Drafts at rest: sealed rows that the person alone can open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from intake.storage.tables import drafts

# Statements made once: a step of the form should not build the same two again.
_row = drafts.c
_FIND = select(_row.id, _row.sealed, _row.version, _row.wipe_at, _row.wrapped_key).where(
    _row.wipe_at > bindparam("now")
)
_FIND_BY_ID = _FIND.where(_row.id == bindparam("wanted"))
_FIND_BY_CODE = _FIND.where(_row.code_lookup == bindparam("wanted"))
_ADD = insert(drafts)
_REPLACE = (
    update(drafts)
    .where(_row.id == bindparam("seen_id"), _row.version == bindparam("seen_version"))
    .values(version=_row.version + 1, sealed=bindparam("new_sealed"), wipe_at=bindparam("new_wipe_at"))
)
_TAKE = (
    delete(drafts)
    .where(_row.id == bindparam("seen_id"), _row.version == bindparam("seen_version"))
    .returning(_row.code_lookup)
)


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """One row as it lies there. `version` is what `replace` must name, so that two tabs cannot undo each other."""

    id: str
    sealed: bytes
    version: int
    wipe_at: datetime
    wrapped_key: bytes | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What is left of a draft that was sent: the lookup of its code, if it had one."""

    code_lookup: bytes | None


def add(db: Connection, draft_id: str, sealed: bytes, wipe_at: datetime) -> None:
    db.execute(_ADD, {"id": draft_id, "sealed": sealed, "version": 1, "wipe_at": wipe_at})


def find(db: Connection, draft_id: str, now: datetime) -> StoredDraft | None:
    """The draft, or None where there is none or its time is over, wiped yet or not."""
    return _one(db, _FIND_BY_ID, draft_id, now)


def find_by_code(db: Connection, code_lookup: bytes, now: datetime) -> StoredDraft | None:
    """The draft that this code opens, or None."""
    return _one(db, _FIND_BY_CODE, code_lookup, now)


def replace(db: Connection, seen: StoredDraft, sealed: bytes, wipe_at: datetime) -> bool:
    """Whether the new content took the place of what was seen; False where somebody else was faster."""
    changed = db.execute(
        _REPLACE,
        {"seen_id": seen.id, "seen_version": seen.version, "new_sealed": sealed, "new_wipe_at": wipe_at},
    )
    return changed.rowcount == 1


def keep_longer(db: Connection, draft_id: str, wipe_at: datetime) -> None:
    """Puts the end of a draft off: its content is as it was."""
    db.execute(update(drafts).where(_row.id == draft_id).values(wipe_at=wipe_at))


def keep_code(db: Connection, draft_id: str, code_lookup: bytes, wrapped_key: bytes) -> None:
    """Lets the code open this draft from now on."""
    db.execute(update(drafts).where(_row.id == draft_id).values(code_lookup=code_lookup, wrapped_key=wrapped_key))


def wipe_early(db: Connection, draft_id: str, wipe_at: datetime) -> None:
    """Brings the end of a draft forward, unless a code was made for it."""
    db.execute(
        update(drafts)
        .where(_row.id == draft_id, _row.code_lookup.is_(None), _row.wipe_at > wipe_at)
        .values(wipe_at=wipe_at)
    )


def take(db: Connection, seen: StoredDraft) -> Taken | None:
    """Deletes what was seen because it is being sent; None where somebody else was faster."""
    row = db.execute(_TAKE, {"seen_id": seen.id, "seen_version": seen.version}).one_or_none()
    return None if row is None else Taken(row.code_lookup)


def wipe(db: Connection, now: datetime) -> int:
    """How many drafts were deleted because their time is over."""
    return db.execute(delete(drafts).where(_row.wipe_at <= now)).rowcount


def _one(db: Connection, query: Select[Any], wanted: str | bytes, now: datetime) -> StoredDraft | None:
    row = db.execute(query, {"wanted": wanted, "now": now}).one_or_none()
    return StoredDraft(*row) if row else None
