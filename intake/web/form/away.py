"""A device that others use too, left alone: after ten minutes the code is asked for again. What comes late is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from intake.web.form import keeping
from intake.web.form.keeping import SEEN
from intake.web.service import service

blueprint = Blueprint("away", __name__)

AWAY_AFTER = timedelta(minutes=10)
_COVERED_AFTER = timedelta(minutes=20)  # on a device of one's own, where a script covers the page and no code is asked
_NOTED_AGAIN_AFTER = timedelta(minutes=1)  # a cookie for each press would be bytes for nothing
AWAY = "away"  # in the cookie: the code is asked for because nobody was here

# The pages that show what somebody told us. All others stay open to whoever comes next, help first of all.
_INSIDE = frozenset(
    {
        *("ask.ask", "ask.carry_on", "check.check", "coming_back.later", "coming_back.where"),
        *("sent.thanks", "sent.done", "advocate.stop"),
    }
)


@blueprint.get("/here")
def here() -> ResponseReturnValue:
    """Nothing: whoever hears it has reached us, and has said that somebody is there."""
    return "", 204


@blueprint.get("/away")
def left_open() -> ResponseReturnValue:
    """Asks for the code, where others use this device and it has been shown; goes on elsewhere."""
    if SEEN not in session:
        return redirect(url_for("ask.carry_on"))
    _shut()
    return redirect(url_for("coming_back.code"))


def watched() -> dict[str, Any]:
    """After how many minutes this page is covered in this browser, 0 for never, and whether the code is then asked for.

    A browser that has to forget us when it is closed counts as one for many.
    """
    after = timedelta()
    if "draft" in session or "reference" in session:
        after = _COVERED_AFTER if session.permanent else AWAY_AFTER
    return {"covered_after": after // timedelta(minutes=1), "asks_again": SEEN in session}


def is_too_late() -> bool:
    """Whether this request comes after ten minutes without one: what it brings is kept, then the code is asked for."""
    return "away_since" in g


@blueprint.before_app_request
def come() -> ResponseReturnValue | None:
    """Notes that somebody is here. Who comes too late is asked for the code."""
    is_inside = request.endpoint in _INSIDE
    if not (is_inside or request.endpoint == "away.here") or SEEN not in session:
        return None
    now, seen = int(service().now().timestamp()), session[SEEN]
    if now - seen < AWAY_AFTER.total_seconds():
        if now - seen >= _NOTED_AGAIN_AFTER.total_seconds():
            session[SEEN] = now
    elif request.method == "POST":
        g.away_since = seen
    elif is_inside:
        return left_open()
    return None


@blueprint.after_app_request
def ask_again(response: Response) -> Response:
    """The answer; or the way to the code, where something came too late and is done, and the session is still that.

    The way to help is left as it is: the code is asked for after it.
    """
    is_done = response.status_code in {204, 302, 303} and response.location != url_for("help.help_now")
    if is_too_late() and is_done and session.get(SEEN) == g.away_since:
        _shut()
        response.status_code, response.location = 303, url_for("coming_back.code")
        response.set_data(b"")
    return response


def _shut() -> None:
    keeping.forget()
    session[AWAY] = True
