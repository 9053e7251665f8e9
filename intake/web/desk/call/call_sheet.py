"""The call sheet: one page in six panels, in any order, saved as somebody types."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from flask import g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from intake.questions.catalogue import QUESTIONS
from intake.questions.catalogue.panels import PANELS, QUESTION_OF
from intake.questions.vocabulary import Answer, Answers
from intake.records.call import Call, CallState
from intake.rules.london import LONDON
from intake.storage import records
from intake.storage.calls import StoredCall
from intake.web.desk.call.over import show_over
from intake.web.desk.call.script import scripted
from intake.web.desk.call.sheet_reading import contents, marks, overtaken_in, seen_by_page, values_of, wrong_in
from intake.web.desk.call.taking import change, day_of, find_mine
from intake.web.desk.guard import prove_first
from intake.web.desk.showing import show_desk, speaker
from intake.web.form.alert import AlertSaid, alert_said
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

PRESS_AGAIN = "That was not saved. Press the button once more."

# What stops a call from being read back, by the control that is to be filled first.
_LACKING = {
    "who_are_you": "Choose who is calling",
    "what_happened": "Tick what it is about, or type what happened",
    "good_what": "Type what was good",
    "idea_what": "Type their idea",
}


def sheet(call_id: str) -> ResponseReturnValue:
    """The sheet; POST saves all of it, and goes on to the read-back where that was pressed."""
    stored = find_mine(call_id)
    if stored is None:
        return prove_first() if g.is_locked else show_over(call_id)
    if request.method == "GET":
        return show_sheet(stored, stored.call)
    if not came_from_our_page():
        if g.is_locked:
            return prove_first()
        return show_sheet(stored, written(stored), seen=seen_by_page(request.form), notice=PRESS_AGAIN)
    saved = change(stored, lambda call: written(stored, call), _opened_again(stored))
    if saved is None:
        return prove_first() if g.is_locked else show_over(call_id)
    if g.is_locked:
        return redirect(url_for("sign_in.again", then=request.path))
    if "read_back" not in request.form:
        panel = request.form.get("panel", "")
        return redirect(url_for("calls.sheet", call_id=call_id, _anchor=f"panel-{panel}" if panel else None))
    errors = stops(saved)
    if errors:
        return show_sheet(saved, saved.call, errors=errors, status=422)
    return redirect(url_for("calls.read_back", call_id=call_id))


def save(call_id: str) -> ResponseReturnValue:
    """The same for a script, which sends what was changed and is told how the sheet stands then.

    Also from a session that is locked: what was typed is kept, and nothing of it is told.
    """
    stored = find_mine(call_id)
    if stored is None:
        return jsonify(saved=False, closed=True), 409
    if not came_from_our_page():
        return jsonify(saved=False, token=generate_csrf()), 400
    saved = change(stored, lambda call: written(stored, call), _opened_again(stored))
    if saved is None:
        return jsonify(saved=False, closed=True), 409
    told: dict[str, Any] = {"saved": True, "at": _time(saved), "locked": g.is_locked}
    if not g.is_locked:
        told |= _standing(saved.call, saved) | {"marks": marks(saved.call, seen_by_page(request.form))}
    return jsonify(told)


def written(stored: StoredCall, call: Call | None = None) -> Call:
    """The call with what was posted: as it was found, or as another window has saved it meanwhile."""
    before, seen = call or stored.call, seen_by_page(request.form)
    # Dates are judged by today: a call that is taken up days later may tell of what happened since.
    return before.written(contents(request.form, before, seen, service().today()), seen, service().now())


def stops(stored: StoredCall) -> dict[str, str]:
    """What keeps this call from being read back, by the control that mends it."""
    call, today = stored.call, day_of(stored)
    asked = [key for key, question in QUESTION_OF.items() if question.key in call.asked(today)]
    return {key: _LACKING[key] for key in call.lacking(today)} | wrong_in(call, asked, service().today())


def show_sheet(
    stored: StoredCall,
    call: Call,
    *,
    seen: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    helped: Answers | None = None,
    notice: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    """The sheet with this content. `seen`: what the page has seen, where that is not what is there now."""
    values: dict[str, Answer] = {**values_of(call), **(helped or {})}
    standing = _standing(call, stored)
    return show_desk(
        "desk/call.html",
        "Call sheet",
        status=status,
        stored=stored,
        panels=[(panel, [scripted(question) for question in panel.questions]) for panel in PANELS],
        quick_help=scripted(QUESTIONS["quick_help"]),
        values=values,
        errors=errors or {},
        wrong=standing["wrong"] | dict(errors or {}),
        standing=standing,
        seen=json.dumps(seen or marks(call), separators=(",", ":")),
        saved_at=_time(stored),
        once=request.form.get("once") or secrets.token_hex(16),
        help_sent=_help_sent(call),
        duty=service().council.duty,
        notice=notice,
    )


def _standing(call: Call, stored: StoredCall) -> dict[str, Any]:
    """What follows from the answers: whose words, which questions, what is wrong, and whether anybody is in danger."""
    today = day_of(stored)
    is_in_danger = call.is_in_danger(today)
    return {
        "voice": str(call.draft.voice),
        "asked": sorted(call.asked(today)),
        "danger": "now" if call.answers.get("safe_now") == "not_safe" else "worry" if is_in_danger else "",
        "wrong": wrong_in(call, QUESTION_OF.keys(), service().today()),
        "overtaken": overtaken_in(call),
    }


def _opened_again(stored: StoredCall) -> CallState | None:
    """A call that was cut off is open again as soon as something is typed."""
    return CallState.OPEN if stored.state == CallState.DROPPED else None


def _help_sent(call: Call) -> list[tuple[str, AlertSaid | None]]:
    """When the duty team was sent something during this call, and how far that is."""
    with service().database.read() as db:
        found = [records.find(db, reference, service().ring) for reference in call.help_sent]
    said = [(record, alert_said(record, speaker())) for record in found if record]
    return [(f"{record.received_at.astimezone(LONDON):%H:%M}", alert) for record, alert in said]


def _time(stored: StoredCall) -> str:
    return f"{stored.saved_at.astimezone(LONDON):%H:%M:%S}"
