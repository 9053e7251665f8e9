"""The accounts of those who work at the desk: how each signs in, and what an administrator changes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select, update

from intake.casework.roles import Role, Staff
from intake.storage import credentials
from intake.storage import staff as people
from intake.storage.staff import Session
from intake.storage.tables import staff, staff_sessions

_row = staff.c


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody with how they sign in. `seen_at` is the last sign of them at the desk."""

    person: Staff
    has_password: bool
    has_second_step: bool
    has_single_sign_on: bool
    seen_at: datetime | None


def accounts(db: Connection) -> list[Account]:
    """Everybody's, by name."""
    seen = select(func.max(staff_sessions.c.seen_at)).where(staff_sessions.c.staff_id == _row.id).scalar_subquery()
    columns = (_row.id, _row.password_hash, _row.totp, _row.subject, seen.label("seen_at"))
    by_id = {row.id: row for row in db.execute(select(*columns))}
    return [
        Account(
            person,
            has_password=by_id[person.id].password_hash is not None,
            has_second_step=by_id[person.id].totp is not None,
            has_single_sign_on=by_id[person.id].subject is not None,
            seen_at=by_id[person.id].seen_at,
        )
        for person in people.everybody(db)
    ]


def account(db: Connection, staff_id: str) -> Account | None:
    """The account of one person, or None."""
    return next((each for each in accounts(db) if each.person.id == staff_id), None)


def has_other_administrator(db: Connection, staff_id: str) -> bool:
    """Whether anybody besides this person looks after the accounts.

    No account changes until the transaction is over: two administrators cannot each take the role from the other.
    """
    found = db.execute(select(_row.id, _row.roles).where(_row.is_active).order_by(_row.id).with_for_update())
    return any(row.id != staff_id and Role.ADMINISTRATOR in row.roles for row in found)


def begin_anew(db: Connection, staff_id: str, password_hash: str | None, now: datetime) -> None:
    """Lets somebody sign in as on their first day: with this first password, or with the council's sign-on alone."""
    credentials.reset(db, staff_id, password_hash or "", now)
    alone = {} if password_hash else {"password_hash": None, "must_change": False}
    db.execute(update(staff).where(_row.id == staff_id).values(subject=None, **alone))


def set_single_keys(db: Connection, staff_id: str, *, is_on: bool) -> None:
    """Turns the shortcuts of single keys on or off for somebody."""
    db.execute(update(staff).where(_row.id == staff_id).values(single_keys=is_on))


def other_sessions(db: Connection, session: Session) -> int:
    """How often this person is signed in elsewhere."""
    return db.execute(select(func.count()).select_from(staff_sessions).where(*_elsewhere(session))).scalar_one()


def end_other_sessions(db: Connection, session: Session, now: datetime) -> None:
    """Ends whatever else this person is signed in to."""
    db.execute(update(staff_sessions).where(*_elsewhere(session)).values(ended_at=now))


def sent_by_provider(db: Connection, subject: str, email: str) -> Staff | None:
    """Whom the council's sign-on means, if they may work here: None for all others, and nothing is made for them.

    The first time they are found by the email address that the provider has checked, if just one person who works here
    has it and signs in by no other way; from then on by the subject alone.
    """
    known = people.by_subject(db, subject)
    # Beyond ASCII, one letter can become another as it is made small: such an address finds nobody.
    if known is None and email and email.isascii():
        match = people.by_email(db, email)
        if match and not _has_password(db, match.id) and people.bind_subject(db, match.id, subject):
            known = match
    return known if known and known.is_active else None


def subject_of(db: Connection, staff_id: str) -> str | None:
    """By what the council's sign-on knows this person, or None."""
    return db.execute(select(_row.subject).where(_row.id == staff_id)).scalar_one_or_none()


def _elsewhere(session: Session) -> tuple[ColumnElement[bool], ...]:
    its = staff_sessions.c
    return its.staff_id == session.staff.id, its.id != session.id, its.ended_at.is_(None)


def _has_password(db: Connection, staff_id: str) -> bool:
    return db.execute(select(_row.password_hash).where(_row.id == staff_id)).scalar_one_or_none() is not None
