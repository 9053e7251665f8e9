"""The first time: a password of one's own, then a telephone that makes codes, then ten codes for when it is lost."""

from __future__ import annotations

import logging
from dataclasses import replace

import segno
from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from intake.access import one_time
from intake.access.code import Code
from intake.access.passwords import SHORTEST, what_is_wrong
from intake.storage import credentials
from intake.storage.credentials import Credentials
from intake.web.desk.entry import half_way
from intake.web.desk.entry.half_way import HalfWay
from intake.web.desk.guard import let_in
from intake.web.desk.showing import show_desk
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

log = logging.getLogger(__name__)

PRESS_AGAIN = "Nothing was sent yet. Press the button again."
CHOOSE = "Choose a password"
SET_UP = "Set up your app for codes"

_WRONG = {
    "short": f"Choose a password of at least {SHORTEST} characters",
    "long": "Choose a shorter password",
    "name": "Choose a password that is not your name",
    "first": "Choose a password that is not your first one",
    "other": "Type the same password twice",
}


def set_up() -> ResponseReturnValue:
    """Whatever of the first sign-in is still to be done."""
    half = half_way.current()
    if half is None:
        return redirect(url_for("sign_in.sign_in"))
    if half.who.totp is not None:
        return redirect(url_for("sign_in.second_step"))
    return _password(half) if half.who.must_change else _phone(half)


def wrong_password(who: Credentials, password: str, repeated: str) -> str:
    """What is wrong with the password that somebody chose; '' where nothing is."""
    problem = what_is_wrong(password, (who.name, who.sign_in))
    if problem is None and password != repeated:
        problem = "other"
    if problem is None and service().passwords.check(password, who.password_hash):
        problem = "first"
    return _WRONG[problem] if problem else ""


def picture_of(secret: str, sign_in: str) -> Markup:
    """The QR code that a telephone reads this secret from, as SVG."""
    address = one_time.address_of(secret, sign_in, service().council.name)
    return Markup(segno.make(address, error="m").svg_inline(scale=4, light="#fff"))  # noqa: S704 - holds no text


def new_recovery_codes(staff_id: str) -> tuple[Code, ...]:
    """Ten new recovery codes, to be shown once; older ones open nothing any more."""
    codes = one_time.new_recovery_codes()
    with service().database.write() as db:
        credentials.set_recovery(
            db, staff_id, [one_time.recovery_mark(service().marks, staff_id, code) for code in codes]
        )
    return codes


def _password(half: HalfWay) -> ResponseReturnValue:
    if request.method == "GET":
        return show_desk("desk/sign_in_password.html", CHOOSE)
    if not came_from_our_page():
        return show_desk("desk/sign_in_password.html", CHOOSE, notice=PRESS_AGAIN)
    password = request.form.get("password", "")
    wrong = wrong_password(half.who, password, request.form.get("password_again", ""))
    if wrong:
        return show_desk("desk/sign_in_password.html", CHOOSE, status=422, errors={"password": wrong})
    kept = service().passwords.hash(password)
    with service().database.write() as db:
        credentials.set_password(db, half.who.staff_id, kept)
    half_way.go_on(replace(half.who, password_hash=kept), half.then)
    return redirect(url_for("sign_in.set_up"))


def _phone(half: HalfWay) -> ResponseReturnValue:
    secret = half.secret or one_time.new_secret()
    if request.method == "GET" or not half.secret:
        half_way.go_on(half.who, half.then, secret)
        return _shown(half, secret)
    if not came_from_our_page():
        return _shown(half, secret, notice=PRESS_AGAIN)
    step = one_time.check(secret, request.form.get("code", "")[:200], service().now(), last_step=0)
    if step is None:
        return _shown(half, secret, "That code does not match. Type the one that the app shows now", status=422)
    staff_id = half.who.staff_id
    with service().database.write() as db:
        credentials.set_totp(db, service().ring, staff_id, secret, step)
        credentials.came_in(db, staff_id)
    codes = new_recovery_codes(staff_id)
    half_way.over()
    log.info("signed in for the first time", extra={"staff": staff_id})
    page = show_desk("desk/sign_in_codes.html", "Your recovery codes", codes=codes, then=half.then)
    return let_in(staff_id, make_response(page))


def _shown(half: HalfWay, secret: str, wrong: str = "", *, status: int = 200, notice: str = "") -> ResponseReturnValue:
    return show_desk(
        "desk/sign_in_phone.html",
        SET_UP,
        status=status,
        picture=picture_of(secret, half.who.sign_in),
        secret=one_time.in_groups(secret),
        errors={"code": wrong} if wrong else {},
        notice=notice,
    )
