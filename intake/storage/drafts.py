"""Drafts at rest: sealed rows that the person alone can open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, CursorResult, delete, insert, select, update
from sqlalchemy.orm import Session

from intake.storage.tables import DraftRow


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """One row as it lies there. `version` is what `replace` must name, so that two tabs cannot undo each other."""

    id: str
    sealed: bytes
    version: int
    wipe_at: datetime
    wrapped_key: bytes | None


def add(session: Session, draft_id: str, sealed: bytes, wipe_at: datetime) -> None:
    session.execute(insert(DraftRow).values(id=draft_id, sealed=sealed, version=1, wipe_at=wipe_at))


def find(session: Session, draft_id: str, now: datetime) -> StoredDraft | None:
    """The draft, or None where there is none or its time is over, wiped yet or not."""
    return _one(session, DraftRow.id == draft_id, now)


def find_by_code(session: Session, code_lookup: bytes, now: datetime) -> StoredDraft | None:
    """The draft that this code opens, or None."""
    return _one(session, DraftRow.code_lookup == code_lookup, now)


def replace(session: Session, seen: StoredDraft, sealed: bytes, wipe_at: datetime) -> bool:
    """Whether the new content took the place of what was seen; False where somebody else was faster."""
    changed = session.execute(
        update(DraftRow)
        .where(DraftRow.id == seen.id, DraftRow.version == seen.version)
        .values(sealed=sealed, version=seen.version + 1, wipe_at=wipe_at)
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
    return session.execute(
        delete(DraftRow).where(DraftRow.id == draft_id).returning(DraftRow.code_lookup)
    ).scalar_one_or_none()


def wipe(session: Session, now: datetime) -> int:
    """How many drafts were deleted because their time is over."""
    gone = session.execute(delete(DraftRow).where(DraftRow.wipe_at <= now))
    return cast("CursorResult[object]", gone).rowcount


def _one(session: Session, condition: ColumnElement[bool], now: datetime) -> StoredDraft | None:
    row = session.execute(
        select(DraftRow.id, DraftRow.sealed, DraftRow.version, DraftRow.wipe_at, DraftRow.wrapped_key).where(
            condition, DraftRow.wipe_at > now
        )
    ).one_or_none()
    return StoredDraft(*row) if row else None
