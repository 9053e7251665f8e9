"""Signing in with the council's own sign-on. It says who somebody is; what they may do is said here alone."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any, cast

from flask import Blueprint, Flask, abort, make_response, redirect, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from intake.storage import accounts, staff
from intake.storage.staff import Session
from intake.web.desk.entry import single_sign_on
from intake.web.desk.entry.single_sign_on import LEEWAY_SECONDS, Attempt, Known, SignOnError, SingleSignOn
from intake.web.desk.guard import COOKIE, let_in, place_at_the_desk
from intake.web.desk.showing import show_desk
from intake.web.service import service

ATTEMPT_LASTS = timedelta(minutes=10)
_KEPT = "single_sign_on"  # in the sealed cookie: one attempt at a time, so that the cookie never grows

blueprint = Blueprint("oidc", __name__, url_prefix="/desk/single-sign-on")
log = logging.getLogger(__name__)


@blueprint.record
def _register(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    single_sign_on.register(app, app.extensions["service"].settings)


@blueprint.app_template_global("has_single_sign_on")
def _has_single_sign_on() -> bool:
    return single_sign_on.single_sign_on() is not None


@blueprint.get("")
def begin() -> ResponseReturnValue:
    """Sends somebody to the provider; who is signed in already has to prove it there anew."""
    here = _session()
    asked: dict[str, Any] = {"prompt": "login", "max_age": 0} if here else {}
    session.pop(_KEPT, None)
    try:
        attempt = _provider().begin(_back_to(), **asked)
    except SignOnError as error:
        return _failed(error)
    session[_KEPT] = {
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_verifier": attempt.code_verifier,
        "begun_at": service().now().isoformat(),
        "proves": here.id.hex() if here else "",
        "then": place_at_the_desk(request.args.get("then", "")),
    }
    return redirect(attempt.address)


@blueprint.get("/back")
def back() -> ResponseReturnValue:
    """Takes somebody back from the provider, once."""
    provider, kept = _provider(), session.pop(_KEPT, {})
    try:
        begun_at = _checked(kept)
        attempt = Attempt("", kept["state"], kept["nonce"], kept["code_verifier"])
        known = provider.known(attempt, _code(), _back_to())
        return _prove(known, kept, begun_at) if kept["proves"] else _sign_in(known, kept["then"])
    except SignOnError as error:
        return _failed(error)


def _checked(kept: dict[str, str]) -> datetime:
    """When the attempt that this answer belongs to was begun; SignOnError where it belongs to none of this browser."""
    if not kept or not compare_digest(kept["state"].encode(), request.args.get("state", "").encode()):
        raise SignOnError("state")
    begun_at = datetime.fromisoformat(kept["begun_at"])
    if service().now() - begun_at > ATTEMPT_LASTS:
        raise SignOnError("too_late")
    return begun_at


def _code() -> str:
    if "error" in request.args or not request.args.get("code"):
        raise SignOnError("refused_there")
    return request.args["code"]


def _sign_in(known: Known, then: str) -> ResponseReturnValue:
    with service().database.write() as db:
        person = accounts.sent_by_provider(db, known.subject, known.email)
    if person is None:
        log.warning("single sign-on failed", extra={"reason": "nobody_of_this_desk"})
        return show_desk("desk/oidc_unknown.html", "You cannot use this desk yet", status=400)
    log.info("signed in", extra={"staff": person.id, "way": "single_sign_on"})
    return let_in(person.id, make_response(redirect(then)))


def _prove(known: Known, kept: dict[str, str], begun_at: datetime) -> ResponseReturnValue:
    """Opens the session again from which this attempt was begun, to the same person alone."""
    here = _session()
    if here is None or here.id.hex() != kept["proves"]:
        raise SignOnError("another_session")
    if known.proved_at is None:
        raise SignOnError("proved_nobody_knows_when")  # a provider that is asked for `max_age` has to say it
    earliest, latest = begun_at.timestamp() - LEEWAY_SECONDS, service().now().timestamp() + LEEWAY_SECONDS
    if not earliest <= known.proved_at <= latest:
        raise SignOnError("proved_too_long_ago")
    with service().database.write() as db:
        is_same = accounts.subject_of(db, here.staff.id) == known.subject
        if is_same:
            staff.proved(db, here.id, service().now())
    if not is_same:
        raise SignOnError("another_person")
    return redirect(kept["then"])


def _failed(error: SignOnError) -> ResponseReturnValue:
    log.warning("single sign-on failed", extra={"reason": error.reason})
    title, line = _OUT_OF_REACH if error.is_out_of_reach else _WORDS.get(error.reason, _NOT_BELIEVED)
    status = 503 if error.is_out_of_reach else 400
    return show_desk("desk/oidc_failed.html", title, status=status, line=line)


_OUT_OF_REACH = (
    "Signing in with a council account does not work just now",
    "The council’s own pages for it do not answer. Nothing is lost. Try again in a few minutes.",
)
_NOT_BELIEVED = (
    "You are not signed in",
    "What came back from your council account cannot be trusted. Try again, and tell an administrator of this desk if "
    "it happens twice.",
)
_WORDS = {
    "state": (
        "You are not signed in",
        "The sign-in did not begin in this browser, or it was used before. Begin again.",
    ),
    "too_late": ("You are not signed in", "The sign-in took more than 10 minutes. Begin again."),
    "refused_there": ("You are not signed in", "Your council account did not let you in. Nothing has changed here."),
    "another_session": ("This desk is locked", "You have signed out or in again since you began. Begin again."),
    "another_person": (
        "This desk is still locked",
        "Somebody else has this desk open. Only they can unlock it. To use it yourself, sign out first.",
    ),
    "proved_nobody_knows_when": (
        "This desk is still locked",
        "Your council account does not say when it asked who you are. Tell an administrator of this desk. Until it "
        "does, sign out and sign in again.",
    ),
    "proved_too_long_ago": (
        "This desk is still locked",
        "Your council account did not ask who you are just now. Sign out of it first, then try again.",
    ),
}


def _provider() -> SingleSignOn:
    return single_sign_on.single_sign_on() or abort(404)


def _session() -> Session | None:
    with service().database.read() as db:
        return staff.session_of(db, request.cookies.get(COOKIE, ""))


def _back_to() -> str:
    """Where the provider sends people back to: what a request says of our own name is not believed."""
    return service().settings.public_url + url_for("oidc.back")
