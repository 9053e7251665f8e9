"""How those who work at the desk prove who they are: password, second step, recovery codes; and how often they may try.

After 5 wrong tries of anything an account is shut for a minute, after each further one for twice as long, up to a
quarter of an hour. Tries stand in a queue, so that of a hundred sent at once only five are looked at. What is tried
while the account is shut is no try, and keeps nobody out for longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from intake.access.sealing import KeyRing
from intake.storage import resealing
from intake.storage.database import Database
from intake.storage.staff import end_sessions, in_one_form
from intake.storage.tables import recovery_codes, staff

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)

_row = staff.c
_code = recovery_codes.c


@dataclass(frozen=True, slots=True)
class Credentials:
    """What one account is opened with. `totp` is the secret of the second step, `totp_step` the last one used."""

    staff_id: str
    sign_in: str
    name: str
    is_active: bool
    must_change: bool
    totp_step: int
    is_bound: bool  # whether the council's own sign-in knows them
    password_hash: str | None = field(repr=False)
    totp: str | None = field(repr=False)


def of_staff(db: Connection, ring: KeyRing, staff_id: str) -> Credentials:
    """What the account with this id is opened with; NoResultFound where there is none."""
    return _read(ring, db.execute(select(staff).where(_row.id == staff_id)).one())


def of_name(db: Connection, ring: KeyRing, sign_in: str) -> Credentials | None:
    """What the account with this sign-in name is opened with; None where nobody who works here has it."""
    row = db.execute(select(staff).where(_row.sign_in == in_one_form(sign_in), _row.is_active)).one_or_none()
    return _read(ring, row) if row else None


# ── Trying ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def tried(db: Connection, staff_id: str, now: datetime, proves: Callable[[], bool]) -> bool:
    """Whether this proves who somebody is. What is wrong counts; nothing proves anything while the account is shut."""
    query = select(_row.failures, _row.locked_until).where(_row.id == staff_id).with_for_update()
    found = db.execute(query).one_or_none()
    if found is None or (found.locked_until is not None and found.locked_until > now):
        return False
    if proves():
        return True
    failures = found.failures + 1
    until = now + wait_after(failures) if failures >= FREE_TRIES else None
    db.execute(update(staff).where(_row.id == staff_id).values(failures=failures, locked_until=until))
    return False


def came_in(db: Connection, staff_id: str) -> None:
    """Forgets all wrong tries: everything that was asked for was right."""
    db.execute(update(staff).where(_row.id == staff_id).values(failures=0, locked_until=None))


def wait_after(failures: int) -> timedelta:
    """How long an account is shut after so many wrong tries, of which there are at least 5."""
    doublings = min(failures - FREE_TRIES, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


# ── What there is to try ─────────────────────────────────────────────────────────────────────────────────────────────


def set_password(db: Connection, staff_id: str, password_hash: str, *, must_change: bool = False) -> None:
    """Keeps the hash of a password; one that must be changed opens nothing but the page where that is done."""
    db.execute(update(staff).where(_row.id == staff_id).values(password_hash=password_hash, must_change=must_change))


def set_totp(db: Connection, ring: KeyRing, staff_id: str, secret: str, step: int) -> None:
    """Keeps the secret of a second step, and the step whose code has confirmed it."""
    sealed = ring.seal(secret.encode(), _place(staff_id))
    db.execute(update(staff).where(_row.id == staff_id).values(totp=sealed, totp_step=step))


def use_step(db: Connection, staff_id: str, step: int) -> bool:
    """Notes that the code of this step was used; False where it was used before, or a later one was."""
    done = db.execute(update(staff).where(_row.id == staff_id, _row.totp_step < step).values(totp_step=step))
    return done.rowcount == 1


def set_recovery(db: Connection, staff_id: str, marks: Iterable[bytes]) -> None:
    """Keeps the marks of new recovery codes; older ones open nothing any more."""
    db.execute(delete(recovery_codes).where(_code.staff_id == staff_id))
    db.execute(insert(recovery_codes), [{"staff_id": staff_id, "mark": mark} for mark in marks])


def use_recovery(db: Connection, staff_id: str, mark: bytes, now: datetime) -> bool:
    """Uses up the recovery code with this mark; False where there is none, or it was used before."""
    which = (_code.staff_id == staff_id, _code.mark == mark, _code.used_at.is_(None))
    return db.execute(update(recovery_codes).where(*which).values(used_at=now)).rowcount == 1


def recovery_left(db: Connection, staff_id: str) -> int:
    """How many recovery codes somebody has not used yet."""
    unused = (_code.staff_id == staff_id, _code.used_at.is_(None))
    return db.execute(select(func.count()).select_from(recovery_codes).where(*unused)).scalar_one()


def reset(db: Connection, staff_id: str, password_hash: str | None, now: datetime) -> None:
    """Begins anew with a first password, or with none: no second step, no recovery codes, nowhere signed in."""
    password = {"password_hash": password_hash, "must_change": password_hash is not None}
    nothing = {"totp": None, "totp_step": 0, "failures": 0, "locked_until": None}
    db.execute(update(staff).where(_row.id == staff_id).values(password | nothing))
    db.execute(delete(recovery_codes).where(_code.staff_id == staff_id))
    end_sessions(db, staff_id, now)


def reseal(database: Database, ring: KeyRing) -> int:
    """How many second steps were sealed anew, as for `resealing.reseal`."""
    return resealing.reseal(database, ring, (_row.totp,), lambda row, _: _place(row.id))


def _place(staff_id: str) -> str:
    return f"staff.totp:{staff_id}"


def _read(ring: KeyRing, row: Any) -> Credentials:
    return Credentials(
        staff_id=row.id,
        sign_in=row.sign_in,
        name=row.name,
        is_active=row.is_active,
        must_change=row.must_change,
        totp_step=row.totp_step,
        is_bound=row.subject is not None,
        password_hash=row.password_hash,
        totp=ring.open(row.totp, _place(row.id)).decode() if row.totp else None,
    )
