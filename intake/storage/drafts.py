"""Drafts at rest: sealed rows that the person alone can open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from intake.storage.tables import Base, DraftRow

# What every step of the form does, as statements made once: on the table, since nothing of the mapper is needed.
_TABLE = Base.metadata.tables["drafts"]
_COLUMNS = _TABLE.c
_FIND = select(_COLUMNS.id, _COLUMNS.sealed, _COLUMNS.version, _COLUMNS.wipe_at, _COLUMNS.wrapped_key).where(
    _COLUMNS.wipe_at > bindparam("now")
)
_FIND_BY_ID = _FIND.where(_COLUMNS.id == bindparam("wanted"))
_FIND_BY_CODE = _FIND.where(_COLUMNS.code_lookup == bindparam("wanted"))
_ADD = insert(_TABLE)
_REPLACE = (
    update(_TABLE)
    .where(_COLUMNS.id == bindparam("seen_id"), _COLUMNS.version == bindparam("seen_version"))
    .values(version=_COLUMNS.version + 1, sealed=bindparam("new_sealed"), wipe_at=bindparam("new_wipe_at"))
)
_REMOVE = delete(_TABLE).where(_COLUMNS.id == bindparam("sent")).returning(_COLUMNS.code_lookup)


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """One row as it lies there. `version` is what `replace` must name, so that two tabs cannot undo each other."""

    id: str
    sealed: bytes
    version: int
    wipe_at: datetime
    wrapped_key: bytes | None


def add(session: Session, draft_id: str, sealed: bytes, wipe_at: datetime) -> None:
    session.execute(_ADD, {"id": draft_id, "sealed": sealed, "version": 1, "wipe_at": wipe_at})


def find(session: Session, draft_id: str, now: datetime) -> StoredDraft | None:
    """The draft, or None where there is none or its time is over, wiped yet or not."""
    return _one(session, _FIND_BY_ID, draft_id, now)


def find_by_code(session: Session, code_lookup: bytes, now: datetime) -> StoredDraft | None:
    """The draft that this code opens, or None."""
    return _one(session, _FIND_BY_CODE, code_lookup, now)


def replace(session: Session, seen: StoredDraft, sealed: bytes, wipe_at: datetime) -> bool:
    """Whether the new content took the place of what was seen; False where somebody else was faster."""
    changed = session.execute(
        _REPLACE,
        {"seen_id": seen.id, "seen_version": seen.version, "new_sealed": sealed, "new_wipe_at": wipe_at},
    )
    return cast("CursorResult[object]", changed).rowcount == 1


def keep_code(session: Session, draft_id: str, code_lookup: bytes, wrapped_key: bytes) -> None:
    """Lets the code open this draft from now on."""
    session.execute(
        update(DraftRow).where(DraftRow.id == draft_id).values(code_lookup=code_lookup, wrapped_key=wrapped_key)
    )


def wipe_early(session: Session, draft_id: str, wipe_at: datetime) -> None:
    """Brings the end of a draft forward, unless a code was made for it."""
    session.execute(
        update(DraftRow)
        .where(DraftRow.id == draft_id, DraftRow.code_lookup.is_(None), DraftRow.wipe_at > wipe_at)
        .values(wipe_at=wipe_at)
    )


def remove(session: Session, draft_id: str) -> bytes | None:
    """Deletes the draft because it was sent, and returns the lookup of its code if it had one."""
    code_lookup: bytes | None = session.execute(_REMOVE, {"sent": draft_id}).scalar_one_or_none()
    return code_lookup


def wipe(session: Session, now: datetime) -> int:
    """How many drafts were deleted because their time is over."""
    gone = session.execute(delete(DraftRow).where(DraftRow.wipe_at <= now))
    return cast("CursorResult[object]", gone).rowcount


def _one(session: Session, query: Select[Any], wanted: str | bytes, now: datetime) -> StoredDraft | None:
    row = session.execute(query, {"wanted": wanted, "now": now}).one_or_none()
    return StoredDraft(*row) if row else None
