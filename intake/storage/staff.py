"""Who works at the desk, and who is signed in. How somebody proves who they are stands in `credentials`."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, cast, func, insert, or_, select, update

from intake.casework.roles import Role, Staff
from intake.records.call import CallState
from intake.storage.tables import Codes, calls, staff, staff_sessions

_row = staff.c
_session = staff_sessions.c
_PERSON = (
    *(_row.id, _row.sign_in, _row.name, _row.known_as, _row.email),
    cast(_row.roles, Codes).label("roles"),
    *(_row.is_active, _row.single_keys),
)
_EVERYBODY = select(*_PERSON).order_by(_row.name, _row.id)


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in that has not ended. `proved_at` is when this person last proved who they are.

    `call_saved_at` is when something was last typed, since then, into a call that this person has under way, or None.
    """

    id: bytes = field(repr=False)
    staff: Staff
    begun_at: datetime
    seen_at: datetime
    proved_at: datetime
    call_saved_at: datetime | None = None


# ── Who works here ───────────────────────────────────────────────────────────────────────────────────────────────────


def new_id() -> str:
    """The id of somebody who begins to work at the desk."""
    return secrets.token_hex(8)


def add(db: Connection, person: Staff, now: datetime) -> None:
    """Adds somebody who has neither password nor second step yet; IntegrityError where the sign-in name is taken."""
    db.execute(
        insert(staff).values(
            id=person.id,
            sign_in=in_one_form(person.sign_in),
            name=person.name,
            known_as=person.known_as,
            email=person.email,
            roles=sorted(person.roles),
            totp_step=0,
            failures=0,
            must_change=True,
            single_keys=person.single_keys,
            is_active=person.is_active,
            added_at=now,
        )
    )


def find(db: Connection, staff_id: str) -> Staff | None:
    """The person with this id, or None."""
    return _one(db, _row.id == staff_id)


def named(db: Connection, sign_in: str) -> Staff | None:
    """The person with this sign-in name, in any case, or None."""
    return _one(db, _row.sign_in == in_one_form(sign_in))


def by_subject(db: Connection, subject: str) -> Staff | None:
    """The person whom the council's own sign-in knows as this, or None."""
    return _one(db, _row.subject == subject)


def by_email(db: Connection, email: str) -> Staff | None:
    """The one person who works here with this email address, in any case; None where there is none, or two have it."""
    found = db.execute(select(*_PERSON).where(func.lower(_row.email) == email.strip().lower(), _row.is_active)).all()
    return _person(found[0]) if len(found) == 1 else None


def everybody(db: Connection) -> list[Staff]:
    """All who work or worked at the desk, by name."""
    return [_person(row) for row in db.execute(_EVERYBODY)]


def change(db: Connection, person: Staff) -> None:
    """Keeps what has changed of somebody: names, email, roles, keys. Their next request is answered accordingly."""
    db.execute(
        update(staff)
        .where(_row.id == person.id)
        .values(
            name=person.name,
            known_as=person.known_as,
            email=person.email,
            roles=sorted(person.roles),
            single_keys=person.single_keys,
        )
    )


def bind_subject(db: Connection, staff_id: str, subject: str) -> bool:
    """Notes whom the council's own sign-in knows this person as; False where somebody is noted there already."""
    done = db.execute(update(staff).where(_row.id == staff_id, _row.subject.is_(None)).values(subject=subject))
    return done.rowcount == 1


def deactivate(db: Connection, staff_id: str, now: datetime) -> None:
    """Somebody no longer works here: all their sessions end."""
    db.execute(update(staff).where(_row.id == staff_id).values(is_active=False))
    end_sessions(db, staff_id, now)


def activate(db: Connection, staff_id: str) -> None:
    """Somebody works here again."""
    db.execute(update(staff).where(_row.id == staff_id).values(is_active=True))


def in_one_form(sign_in: str) -> str:
    """A sign-in name as it is stored and looked for."""
    return sign_in.strip().casefold()


# ── Who is signed in ─────────────────────────────────────────────────────────────────────────────────────────────────


def begin_session(db: Connection, staff_id: str, now: datetime) -> str:
    """Signs this person in; gives what their cookie is to hold."""
    token = secrets.token_urlsafe(32)
    db.execute(
        insert(staff_sessions).values(
            id=_digest(token), staff_id=staff_id, begun_at=now, seen_at=now, proved_at=now, ended_at=None
        )
    )
    return token


_CALL_SAVED_AT = (
    select(func.max(calls.c.saved_at))
    .where(
        calls.c.staff_id == _row.id,
        or_(*(calls.c.state == state for state in (CallState.OPEN, CallState.READ_BACK))),
        calls.c.closed_at.is_(None),
        calls.c.saved_at >= _session.begun_at,
    )
    .correlate(staff, staff_sessions)
    .scalar_subquery()
)
_SESSION = (
    select(
        *_PERSON,
        _session.id.label("session_id"),
        *(_session.begun_at, _session.seen_at, _session.proved_at),
        _CALL_SAVED_AT.label("call_saved_at"),
    )
    .join_from(staff_sessions, staff)
    .where(_session.id == bindparam("digest"), _session.ended_at.is_(None), _row.is_active)
)


def session_of(db: Connection, token: str) -> Session | None:
    """The session that this cookie opens, or None: it has ended, or its person no longer works here."""
    found = db.execute(_SESSION, {"digest": _digest(token)}).one_or_none()
    if found is None:
        return None
    person = _person(found)
    return Session(found.session_id, person, found.begun_at, found.seen_at, found.proved_at, found.call_saved_at)


def whose_session(db: Connection, token: str) -> str | None:
    """The id of whoever signed in with this cookie, be their session long over; None where there was none."""
    found: str | None = db.execute(select(_session.staff_id).where(_session.id == _digest(token))).scalar_one_or_none()
    return found


def seen(db: Connection, session_id: bytes, now: datetime) -> None:
    """Notes that somebody is there."""
    db.execute(update(staff_sessions).where(_session.id == session_id).values(seen_at=now))


def proved(db: Connection, session_id: bytes, now: datetime) -> None:
    """Notes that this person has just proved who they are."""
    db.execute(update(staff_sessions).where(_session.id == session_id).values(seen_at=now, proved_at=now))


def end_session(db: Connection, session_id: bytes, now: datetime) -> None:
    """Ends a session for good."""
    _end(db, _session.id == session_id, now)


def end_sessions(db: Connection, staff_id: str, now: datetime) -> None:
    """Ends all sessions of somebody, wherever they are signed in."""
    _end(db, _session.staff_id == staff_id, now)


def _end(db: Connection, which: ColumnElement[bool], now: datetime) -> None:
    db.execute(update(staff_sessions).where(which, _session.ended_at.is_(None)).values(ended_at=now))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _one(db: Connection, which: ColumnElement[bool]) -> Staff | None:
    row = db.execute(select(*_PERSON).where(which)).one_or_none()
    return _person(row) if row else None


def _person(row: Any) -> Staff:
    return Staff(
        id=row.id,
        sign_in=row.sign_in,
        name=row.name,
        known_as=row.known_as,
        email=row.email,
        roles=_roles(row.roles),
        is_active=row.is_active,
        single_keys=row.single_keys,
    )


@lru_cache
def _roles(codes: tuple[str, ...]) -> frozenset[Role]:
    return frozenset(map(Role, codes))
