"""My calls: begun, found again after they were cut off, and closed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.records.call import Call, CallState
from intake.storage import calls as stored_calls
from intake.storage.calls import StoredCall
from intake.web.desk.call.call_sheet import PRESS_AGAIN
from intake.web.desk.call.hand_over import as_it_stands
from intake.web.desk.call.over import show_over
from intake.web.desk.call.taking import LATELY, change, find_mine
from intake.web.desk.guard import me
from intake.web.desk.showing import show_desk
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

_FIRST_WORDS = 60  # letters

WHY_CLOSED = {
    "rang_back": "The caller rang back, and it is on another sheet",
    "does_not_want": "The caller does not want to go on",
    "nothing_said": "Nothing was said",
    "begun_twice": "It was begun by mistake",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A call under way by what its agent remembers of it."""

    stored: StoredCall
    name: str
    first_words: str
    how_far: str


def calls(notice: str = "") -> ResponseReturnValue:
    """My calls that are not over, those that were cut off apart, and what I sent lately."""
    with service().database.read() as db:
        mine = [_listed(stored) for stored in stored_calls.under_way(db, service().ring, me().id)]
        finished = stored_calls.finished(db, me().id, service().now() - LATELY)
    return show_desk(
        "desk/calls.html",
        "Calls",
        under_way=[call for call in mine if call.stored.state != CallState.DROPPED],
        cut_off=[call for call in mine if call.stored.state == CallState.DROPPED],
        finished=finished,
        notice=notice,
    )


def begin() -> ResponseReturnValue:
    """Opens a call: its clock starts here."""
    if not came_from_our_page():
        return calls(PRESS_AGAIN)
    call_id = uuid.uuid4().hex
    with service().database.write() as db:
        stored_calls.add(db, service().ring, call_id, me().id, Call(), service().now())
    return redirect(url_for("calls.sheet", call_id=call_id))


def drop(call_id: str) -> ResponseReturnValue:
    """What to do when a call was cut off: kept for when they ring again, taken up again, or ended for good.

    It is closed with a reason where nothing was told in it; else it is handed over as it stands.
    """
    stored = find_mine(call_id)
    if stored is None:
        return show_over(call_id)
    if request.method == "GET":
        return _show_drop(stored)
    if not came_from_our_page():
        return _show_drop(stored, notice=PRESS_AGAIN)
    match request.form.get("what"):
        case "cut_off":
            change(stored, lambda call: call, CallState.DROPPED)
            return redirect(url_for("calls.calls"))
        case "take_up":
            change(stored, lambda call: call, CallState.OPEN)
            return redirect(url_for("calls.sheet", call_id=call_id))
        case "hand_over":
            return as_it_stands(stored)
        case "close":
            return _closed(stored)
    return _show_drop(stored)


def _closed(stored: StoredCall) -> ResponseReturnValue:
    because = request.form.get("because", "")
    errors = {} if because in WHY_CLOSED else {"because": "Choose why you close it"}
    if stored.call.has_told:
        errors = {"told": "Something was told in this call, so it is kept. Hand it over as it stands"}
    if errors:
        return _show_drop(stored, errors)
    with service().database.write() as db:
        is_closed = stored_calls.close(db, service().ring, stored, CallState.DROPPED, service().now(), because=because)
    latest = None if is_closed else find_mine(stored.id)
    return _show_drop(latest, notice=PRESS_AGAIN) if latest else redirect(url_for("calls.calls"))


def _show_drop(stored: StoredCall, errors: dict[str, str] | None = None, notice: str = "") -> ResponseReturnValue:
    return show_desk(
        "desk/call_drop.html",
        "Cut off",
        status=422 if errors else 200,
        stored=stored,
        listed=_listed(stored),
        reasons=WHY_CLOSED,
        errors=errors or {},
        notice=notice,
    )


def _listed(stored: StoredCall) -> Listed:
    answers = stored.call.answers
    said = [answers.get(key) for key in ("what_happened", "good_what", "idea_what", "topic_other")]
    words = " ".join(next((each for each in said if isinstance(each, str)), "").split())
    short = words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS].rstrip()} …"
    name = next((str(answers[key]) for key in ("preferred", "full", "child_name") if answers.get(key)), "")
    return Listed(stored, name, short, _how_far(stored))


def _how_far(stored: StoredCall) -> str:
    if stored.state == CallState.READ_BACK:
        return "Being read back"
    given = len(stored.call.answers) - 1  # that it is a complaint is taken for granted
    return "Nothing typed yet" if given <= 0 else "1 answer" if given == 1 else f"{given} answers"
