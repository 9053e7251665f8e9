"""The door of the desk: nobody reaches a page that the access table does not give to one of their roles."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import cast

import flask
from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.casework.roles import Role, Staff, Viewer
from intake.storage import staff
from intake.storage.staff import Session
from intake.web.desk.access import ACCESS, NOBODY_YET
from intake.web.service import service

COOKIE = "wdyt_desk"
PATH = "/desk"
PROOF_LASTS = timedelta(minutes=10)
A_CALL_LASTS = timedelta(hours=2)  # without a word typed: they listen for long, but nobody is there for ever
SEEN_EVERY = timedelta(minutes=1)  # a sign of life is written at most so often: the lock may come so much sooner

NOTHING_TYPED = frozenset({"calls.save", "sign_in.sign_out"})  # a script keeps what it sends; a button holds nothing
WHILE_LOCKED = frozenset({"sign_in.again", "sign_in.sign_out"})
KEPT_WHILE_LOCKED = frozenset({"calls.save", "calls.sheet"})  # what is posted there is kept, and nothing is shown

# A page of the desk: no host, no step upwards, nothing that a browser reads as either.
_PLACE = re.compile(r"/desk(?:/(?:[\w~-][\w.~-]*)?)*(?:\?[\w.~%=&+,:-]*)?", re.ASCII)


def register(app: Flask) -> None:
    """Stands before every page of the desk, also those that there are not."""

    @app.before_request
    def stand_before() -> ResponseReturnValue | None:
        endpoint = request.endpoint
        if not is_at_the_desk() or ACCESS.get(endpoint or "") == NOBODY_YET:
            return None
        now = service().now()
        found = _session(now)
        if found is None:
            return sign_in_first()
        g.session = found
        g.viewer = Viewer(found.staff, found.staff.sign_in == service().council.desk.second_person)
        g.is_locked = _is_locked(found, now)
        if g.is_locked and not _is_let_through(endpoint):
            return prove_first()
        if endpoint is None:
            return None  # there is no such page, and that is all they learn
        if viewer().roles.isdisjoint(ACCESS.get(endpoint, frozenset())):
            abort(403)
        if not g.is_locked and now - found.seen_at >= SEEN_EVERY:
            with service().database.write_one() as db:
                staff.seen(db, found.id, now)
        return None


def is_at_the_desk() -> bool:
    """Whether a page of the desk is asked for, be there one or not."""
    return request.path == PATH or request.path.startswith(f"{PATH}/") or request.endpoint in ACCESS


# ── Who is here ──────────────────────────────────────────────────────────────────────────────────────────────────────


def me() -> Staff:
    """Who is signed in."""
    return viewer().staff


def viewer() -> Viewer:
    """Who is signed in, as one who looks at records."""
    here: Viewer = g.viewer
    return here


def has_role(*roles: Role) -> bool:
    """Whether who is signed in has one of these roles."""
    return not viewer().roles.isdisjoint(roles)


def has_proved() -> bool:
    """Whether who is signed in has proved who they are in the last minutes, and has not gone since."""
    session: Session = g.session
    return not g.is_locked and service().now() - session.proved_at < PROOF_LASTS


def prove_first() -> ResponseReturnValue:
    """Has whoever is signed in prove who they are, and leads back; what they posted is kept for them meanwhile."""
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("sign_in.again", then=_wanted() or None))
    return cast(ResponseReturnValue, current_app.view_functions["sign_in.again"]())


def sign_in_first() -> ResponseReturnValue:
    """Leads to the sign-in, and back; what somebody posts whose session is over is kept for them meanwhile."""
    token = request.cookies.get(COOKIE)
    if request.method == "POST" and token and request.endpoint in ACCESS.keys() - NOTHING_TYPED:
        with service().database.read() as db:
            g.was_here = staff.whose_session(db, token)
        if g.was_here is not None:
            return cast(ResponseReturnValue, current_app.view_functions["sign_in.again"]())
    return redirect(url_for("sign_in.sign_in", then=_wanted() or None))


# ── Coming in and going ──────────────────────────────────────────────────────────────────────────────────────────────


def let_in(staff_id: str, response: Response) -> Response:
    """Signs somebody in with this answer: a new session, whatever this browser held before."""
    now = service().now()
    with service().database.write() as db:
        old = staff.session_of(db, request.cookies.get(COOKIE, ""))
        if old is not None:
            staff.end_session(db, old.id, now)
        token = staff.begin_session(db, staff_id, now)
    flask.session.pop("csrf_token", None)
    response.set_cookie(COOKIE, token, path=PATH, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def let_out(response: Response) -> Response:
    """Ends the session of whoever is signed in, on the server and in the browser."""
    session: Session = g.session
    with service().database.write() as db:
        staff.end_session(db, session.id, service().now())
    flask.session.pop("csrf_token", None)
    response.delete_cookie(COOKIE, path=PATH, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def place_at_the_desk(then: str) -> str:
    """Where somebody wants to go on to: a page of the desk, else the first one."""
    return then if _PLACE.fullmatch(then) else url_for("home.home")


def _wanted() -> str:
    """Where this request leads, to come back to; '' where that is only the first page, or no page to come back to."""
    is_page = request.method in ("GET", "HEAD") and request.endpoint not in (None, "home.home", "sign_in.again")
    return request.full_path.removesuffix("?") if is_page else ""


# ── Sessions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _session(now: datetime) -> Session | None:
    """The session of this browser; None where there is none, or it has ended, which it does after its longest time."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    with service().database.read() as db:
        found = staff.session_of(db, token)
    if found is None or now - found.begun_at < _longest():
        return found
    with service().database.write_one() as db:
        staff.end_session(db, found.id, now)
    return None


def _is_locked(session: Session, now: datetime) -> bool:
    """Whether nobody was there for too long. A call into which they have lately typed here keeps it from locking.

    What was typed after they were last seen here does not: it was typed at another screen, or at this one while it was
    locked, and must not unlock it.
    """
    saved_at = session.call_saved_at
    is_on_call = saved_at is not None and saved_at <= session.seen_at + SEEN_EVERY and now - saved_at < A_CALL_LASTS
    return not is_on_call and now - session.seen_at >= timedelta(minutes=service().council.desk.idle_minutes)


def _is_let_through(endpoint: str | None) -> bool:
    return endpoint in WHILE_LOCKED or (request.method == "POST" and endpoint in KEPT_WHILE_LOCKED)


def _longest() -> timedelta:
    return timedelta(hours=service().council.desk.longest_session_hours)
