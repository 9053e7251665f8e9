"""Proving anew who one is: to unlock the desk, to export, to open who somebody is. What was posted is not lost."""

from __future__ import annotations

import base64
import json
import zlib
from binascii import Error

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from intake.access import one_time
from intake.access.sealing import CannotOpen
from intake.storage import credentials, staff
from intake.storage.credentials import Credentials
from intake.web.desk.entry import tries
from intake.web.desk.guard import has_proved, me, place_at_the_desk
from intake.web.desk.showing import show_desk
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

LOCKED = 423  # what was posted is not done yet
PRESS_AGAIN = "Nothing was sent yet. Press the button again."

Typed = list[tuple[str, str]]


def again() -> ResponseReturnValue:
    """Asks for the password or a code, and leads back.

    It also answers in place of a page that may not be shown yet: what was posted there stands sealed in this one, and
    is offered back afterwards. What did not come from a page of ours is not.
    """
    if "session" not in g:
        return _signed_out()
    who = _credentials()
    if request.endpoint != "sign_in.again":
        return _asked(who, url_for("home.home"), sealed(me().id) if came_from_our_page() else "", status=LOCKED)
    then, typed = place_at_the_desk(request.values.get("then", "")), request.form.get("typed", "")
    if request.method == "GET":
        only_elsewhere = who.password_hash is None and who.is_bound
        return redirect(url_for("oidc.begin", then=then)) if only_elsewhere else _asked(who, then)
    if not came_from_our_page() and not (typed and has_proved()):  # whoever has just signed in has another token
        return _asked(who, then, typed, notice=PRESS_AGAIN)
    if not has_proved():
        wrong, status = _what_is_wrong(who, request.form.get("proof", "")[:200])
        if wrong:
            return _asked(who, then, typed, wrong, status=status)
        with service().database.write() as db:
            staff.proved(db, g.session.id, service().now())
    return _carry_on(typed, then) if typed else redirect(then)


def has_code(db: Connection, who: Credentials, typed: str) -> bool:
    """Whether this is the code that their telephone shows, and was not used before. Now it is."""
    step = one_time.check(who.totp, typed, service().now(), who.totp_step) if who.totp else None
    return step is not None and credentials.use_step(db, who.staff_id, step)


def sealed(staff_id: str) -> str:
    """What was posted to this page, and where to, for nobody but this person to open here."""
    content = [request.full_path.removesuffix("?"), [*request.form.items(multi=True)]]
    packed = zlib.compress(json.dumps(content).encode())
    return base64.urlsafe_b64encode(service().ring.seal(packed, _place(staff_id))).decode()


def _credentials() -> Credentials:
    with service().database.read() as db:
        return credentials.of_staff(db, service().ring, me().id)


def _what_is_wrong(who: Credentials, proof: str) -> tuple[str, int]:
    """What to say of what somebody proves themselves with, and as what; '' where it does prove it."""
    wait = tries.wait_here()
    if wait:
        return wait, 429
    is_password = service().passwords.check(proof, who.password_hash)
    if tries.holds(who.staff_id, lambda db: is_password or has_code(db, who, proof)):
        return "", 200
    return tries.wrong("That is neither your password nor a new code of yours"), 422


def _asked(
    who: Credentials, then: str, typed: str = "", wrong: str = "", *, status: int = 200, notice: str = ""
) -> ResponseReturnValue:
    return show_desk(
        "desk/sign_in_again.html",
        "This desk is locked" if g.is_locked else "Prove that it is you",
        status=status,
        then=then,
        typed=typed,
        errors={"proof": wrong} if wrong else {},
        notice=notice,
        has_password=who.password_hash is not None,
        has_code=who.totp is not None,
        is_bound=who.is_bound,
    )


def _signed_out() -> ResponseReturnValue:
    """Keeps what was posted by somebody whose session is over, on a page that waits until they have signed in."""
    if request.endpoint == "sign_in.again":
        typed = request.form.get("typed", "")
    else:
        typed = sealed(g.was_here) if came_from_our_page() else ""
    if not typed:
        return redirect(url_for("sign_in.sign_in"))
    return show_desk("desk/sign_in_first.html", "You are signed out", status=LOCKED, typed=typed)


def _carry_on(typed: str, then: str) -> ResponseReturnValue:
    """The page that offers back what was posted; the next one where it does not open."""
    try:
        packed = service().ring.open(base64.urlsafe_b64decode(typed.encode()), _place(me().id))
    except (CannotOpen, Error):
        return redirect(then)
    path, fields = json.loads(zlib.decompress(packed))
    kept: Typed = [(name, value) for name, value in fields if name != "csrf_token"]
    return show_desk("desk/sign_in_carry_on.html", "Carry on", action=path, fields=kept, then=then)


def _place(staff_id: str) -> str:
    return f"desk.typed:{staff_id}"
