"""A sign-in under way: who has given their password and nothing more, for a few minutes, in the sealed cookie."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta

from flask import session

from intake.storage import credentials
from intake.storage.credentials import Credentials
from intake.web.service import service

LASTS = timedelta(minutes=10)
_KEY = "half_way"


@dataclass(frozen=True, slots=True)
class HalfWay:
    """Who is coming in, where to, and the secret of the second step where they are setting one up."""

    who: Credentials
    then: str
    secret: str = field(default="", repr=False)


def go_on(who: Credentials, then: str, secret: str = "") -> None:
    """Notes that somebody has got so far; they have a few minutes for the rest."""
    until = (service().now() + LASTS).timestamp()
    session[_KEY] = {"who": who.staff_id, "mark": _mark(who), "then": then, "secret": secret, "until": until}


def current() -> HalfWay | None:
    """Who is half-way in with this browser; None where nobody is, it took too long, or the password is another now."""
    kept = session.get(_KEY)
    if kept is None or service().now().timestamp() >= kept["until"]:
        return None
    with service().database.read() as db:
        who = credentials.of_staff(db, service().ring, kept["who"])
    return HalfWay(who, kept["then"], kept["secret"]) if who.is_active and _mark(who) == kept["mark"] else None


def over() -> None:
    """Forgets it."""
    session.pop(_KEY, None)


def _mark(who: Credentials) -> str:
    """What changes with the password: a sign-in that began with the old one does not go on with the new one."""
    return hashlib.sha256((who.password_hash or "").encode()).hexdigest()[:16]
