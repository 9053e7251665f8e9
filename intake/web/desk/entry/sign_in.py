"""Signing in with a name and a password, then a code of a telephone or a recovery code; and signing out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from intake.access import one_time
from intake.access.code import read_code
from intake.storage import credentials
from intake.storage.credentials import Credentials
from intake.web.desk.entry import half_way, tries
from intake.web.desk.entry.half_way import HalfWay
from intake.web.desk.entry.proving import again, has_code
from intake.web.desk.entry.setting_up import set_up
from intake.web.desk.guard import let_in, let_out, place_at_the_desk
from intake.web.desk.showing import show_desk
from intake.web.fields import without_unkeepable
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

blueprint = Blueprint("sign_in", __name__, url_prefix="/desk")
blueprint.add_url_rule("/sign-in/set-up", view_func=set_up, methods=["GET", "POST"])
blueprint.add_url_rule("/again", view_func=again, methods=["GET", "POST"])

log = logging.getLogger(__name__)

TITLE = "Sign in"
PRESS_AGAIN = "Nothing was sent yet. Press the button again."
TOO_SLOW = "That took too long, or it is over. Start again."


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Takes a name and a password. Who has none yet, or a wrong one, or is shut out, gets the same answer as late."""
    then = place_at_the_desk(request.values.get("then", ""))
    if request.method == "GET":
        return _asked(then)
    name = without_unkeepable(request.form.get("sign_in", "")[:200])
    if not came_from_our_page():
        return _asked(then, name, notice=PRESS_AGAIN)
    wait = tries.wait_here()
    if wait:
        return _asked(then, name, wait, status=429)
    who = _opened(name, request.form.get("password", ""))
    if who is None:
        return _asked(then, name, tries.wrong("That name and password do not open an account"), status=422)
    half_way.go_on(who, then)
    return redirect(url_for("sign_in.second_step" if who.totp else "sign_in.set_up"))


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
def second_step() -> ResponseReturnValue:
    """Takes the code that their telephone shows."""
    return _second("desk/sign_in_code.html", "Enter the code from your app", has_code, _go_on)


@blueprint.route("/sign-in/recovery-code", methods=["GET", "POST"])
def recover() -> ResponseReturnValue:
    """Takes one of their recovery codes, and says how many are left."""
    return _second("desk/sign_in_recovery.html", "Enter a recovery code", _has_recovery_code, _say_what_is_left)


@blueprint.route("/sign-out", methods=["GET", "POST"])
def sign_out() -> ResponseReturnValue:
    """Ends the session."""
    if request.method == "POST" and came_from_our_page():
        return let_out(make_response(redirect(url_for("sign_in.sign_in"))))
    return show_desk("desk/sign_out.html", "Sign out")


def _asked(then: str, name: str = "", wrong: str = "", *, status: int = 200, notice: str = "") -> ResponseReturnValue:
    errors = {"sign_in": wrong} if wrong else {}
    return show_desk(
        "desk/sign_in.html", TITLE, status=status, then=then, values={"sign_in": name}, errors=errors, notice=notice
    )


def _opened(name: str, password: str) -> Credentials | None:
    """Whose name and password these are. Whatever is wrong costs the same work, and tells nobody who has an account."""
    with service().database.read() as db:
        who = credentials.of_name(db, service().ring, name)
    passwords = service().passwords
    is_right = passwords.check(password, who.password_hash if who else None)
    holds = tries.holds(who.staff_id if who else "", lambda _: is_right, is_all=False)
    if who is None or who.password_hash is None or not holds:
        log.warning("a sign-in was refused", extra={"staff": who.staff_id if who else ""})
        return None
    if passwords.is_outdated(who.password_hash):
        who = replace(who, password_hash=passwords.hash(password))
        with service().database.write() as db:
            credentials.set_password(db, who.staff_id, str(who.password_hash), must_change=who.must_change)
    return who


def _second(
    template: str,
    title: str,
    proves: Callable[[Connection, Credentials, str], bool],
    go_on: Callable[[HalfWay], Response],
) -> ResponseReturnValue:
    """The second step: a page with one field for a code, which proves who somebody is or does not."""
    half = half_way.current()
    if half is None or half.who.totp is None:
        return _asked(place_at_the_desk(""), notice=TOO_SLOW)
    if request.method == "GET":
        return show_desk(template, title)
    if not came_from_our_page():
        return show_desk(template, title, notice=PRESS_AGAIN)
    wait = tries.wait_here()
    if wait:
        return show_desk(template, title, status=429, errors={"code": wait})
    who, typed = half.who, request.form.get("code", "")[:200]
    if not tries.holds(who.staff_id, lambda db: proves(db, who, typed)):
        log.warning("a second step was refused", extra={"staff": who.staff_id})
        wrong = tries.wrong("That code does not match, or was used before")
        return show_desk(template, title, status=422, errors={"code": wrong})
    half_way.over()
    log.info("signed in", extra={"staff": who.staff_id})
    return let_in(who.staff_id, go_on(half))


def _has_recovery_code(db: Connection, who: Credentials, typed: str) -> bool:
    code = read_code(typed)
    if code is None:
        return False
    mark = one_time.recovery_mark(service().marks, who.staff_id, code)
    return credentials.use_recovery(db, who.staff_id, mark, service().now())


def _go_on(half: HalfWay) -> Response:
    return make_response(redirect(half.then))


def _say_what_is_left(half: HalfWay) -> Response:
    with service().database.read() as db:
        left = credentials.recovery_left(db, half.who.staff_id)
    return make_response(show_desk("desk/sign_in_recovered.html", "You are signed in", then=half.then, left=left))
