"""One's own account: password, phone, recovery codes, keys, and where else one is signed in."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from intake.access import one_time
from intake.storage import accounts, credentials
from intake.storage.credentials import Credentials
from intake.web.desk.entry import tries
from intake.web.desk.entry.setting_up import new_recovery_codes, picture_of, wrong_password
from intake.web.desk.guard import has_proved, me, prove_first
from intake.web.desk.showing import just_done, keep_done, show_desk
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

PRESS_AGAIN = "Nothing was changed yet. Press the button again."
DONE = {
    "password": "Your password is changed. You are signed out everywhere else.",
    "phone": "Your phone is changed. You are signed out everywhere else.",
    "keys": "Saved.",
    "elsewhere": "You are signed out everywhere else.",
}
_SECRET = "new_phone"  # noqa: S105 - where the sealed cookie keeps the secret of a phone that is being set up

blueprint = Blueprint("account", __name__, url_prefix="/desk")
log = logging.getLogger(__name__)


@blueprint.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    """Shows one's own account, and does what the pressed button says."""
    with service().database.read() as db:
        who = credentials.of_staff(db, service().ring, me().id)
    if request.method == "GET":
        return _shown(who, notice=DONE.get(just_done(), ""))
    deed = _DEEDS.get(request.form.get("do", "")) or abort(400)
    if deed in _TO_PROVE and not has_proved():
        return prove_first()
    if not came_from_our_page():
        return _shown(who, notice=PRESS_AGAIN)
    if deed in _WITH_PASSWORD and who.password_hash is None:
        abort(400)
    return deed(who)


def _change_password(who: Credentials) -> ResponseReturnValue:
    errors, status = _wrong_passwords(who)
    if errors:
        return _shown(who, errors=errors, status=status)
    kept = service().passwords.hash(request.form["password"])
    with service().database.write() as db:
        credentials.set_password(db, who.staff_id, kept)
        accounts.end_other_sessions(db, g.session, service().now())
    return _done("password")


def _wrong_passwords(who: Credentials) -> tuple[dict[str, str], int]:
    """What is wrong with what was typed, and as what it is said."""
    present, new, again = (request.form.get(name, "") for name in ("present", "password", "password_again"))
    wait = tries.wait_here()
    if wait:
        return {"present": wait}, 429
    is_right = service().passwords.check(present, who.password_hash)
    if not tries.holds(who.staff_id, lambda _: is_right):
        return {"present": tries.wrong("That is not your present password")}, 422
    if new == present:
        return {"password": "Choose a password that is not your present one"}, 422
    wrong = wrong_password(replace(who, password_hash=None), new, again)
    return ({"password": wrong} if wrong else {}), 422


def _change_phone(who: Credentials) -> ResponseReturnValue:
    """Begins with a new secret; the old phone holds until a code of the new one was typed."""
    session[_SECRET] = one_time.new_secret()
    return _shown_phone(who, session[_SECRET])


def _confirm_phone(who: Credentials) -> ResponseReturnValue:
    secret = session.get(_SECRET)
    if secret is None:
        return _change_phone(who)
    step = one_time.check(secret, request.form.get("code", "")[:200], service().now(), last_step=0)
    if step is None:
        wrong = "That code does not match. Type the one that the app shows now"
        return _shown_phone(who, secret, errors={"code": wrong}, status=422)
    with service().database.write() as db:
        credentials.set_totp(db, service().ring, who.staff_id, secret, step)
        accounts.end_other_sessions(db, g.session, service().now())
    session.pop(_SECRET)
    return _done("phone")


def _make_codes(who: Credentials) -> ResponseReturnValue:
    codes = new_recovery_codes(who.staff_id)
    log.info("an account changed", extra={"staff": who.staff_id, "by": who.staff_id, "what": ["recovery_codes"]})
    return show_desk("desk/account_codes.html", "Your new recovery codes", codes=codes)


def _turn_keys(who: Credentials) -> ResponseReturnValue:
    with service().database.write() as db:
        accounts.set_single_keys(db, who.staff_id, is_on=request.form.get("single_keys") == "on")
    return _done("keys")


def _leave_elsewhere(_: Credentials) -> ResponseReturnValue:
    with service().database.write() as db:
        accounts.end_other_sessions(db, g.session, service().now())
    return _done("elsewhere")


_DEEDS: Mapping[str, Callable[[Credentials], ResponseReturnValue]] = {
    "password": _change_password,
    "phone": _change_phone,
    "confirm": _confirm_phone,
    "codes": _make_codes,
    "keys": _turn_keys,
    "elsewhere": _leave_elsewhere,
}
_TO_PROVE = (_change_phone, _confirm_phone, _make_codes)
_WITH_PASSWORD = (_change_password, *_TO_PROVE)


def _done(what: str) -> ResponseReturnValue:
    log.info("an account changed", extra={"staff": me().id, "by": me().id, "what": [what]})
    keep_done(what)
    return redirect(url_for("account.account"))


def _shown(who: Credentials, *, status: int = 200, **content: Any) -> ResponseReturnValue:
    with service().database.read() as db:
        codes_left = credentials.recovery_left(db, who.staff_id)
        elsewhere = accounts.other_sessions(db, g.session)
    return show_desk(
        "desk/account.html",
        "Your account",
        status=status,
        has_password=who.password_hash is not None,
        codes_left=codes_left,
        elsewhere=elsewhere,
        **content,
    )


def _shown_phone(who: Credentials, secret: str, *, status: int = 200, **content: Any) -> ResponseReturnValue:
    return show_desk(
        "desk/account_phone.html",
        "Set up another phone",
        status=status,
        picture=picture_of(secret, who.sign_in),
        secret=one_time.in_groups(secret),
        **content,
    )
