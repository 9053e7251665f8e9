"""Handing a call over: a manager rings back, within the council's own time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import QUESTIONS
from intake.records.call import Call, CallState
from intake.records.record import Record
from intake.records.submission import Receipt, build_handover
from intake.storage.calls import StoredCall
from intake.web.desk.call.call_sheet import PRESS_AGAIN, written
from intake.web.desk.call.ending import end_as
from intake.web.desk.call.over import show_over
from intake.web.desk.call.script import scripted
from intake.web.desk.call.sheet_reading import marks, seen_by_page, values_of, wrong_in
from intake.web.desk.call.taking import change, find_mine
from intake.web.desk.showing import show_desk
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

# What a manager needs who rings back: whom, on what number, when it is safe, and what it is about.
_QUESTIONS = tuple(
    QUESTIONS[key] for key in ("callback_if_cut_off", "who_are_you", "name", "safe_contact", "topic", "what_happened")
)
_KEYS = tuple(key for question in _QUESTIONS for key in question.keys)


def hand_over(call_id: str) -> ResponseReturnValue:
    """Who is to be rung, on what number and when it is safe; POST makes that a record of its own and ends the call."""
    stored = find_mine(call_id)
    if stored is None:
        return show_over(call_id)
    if request.method == "GET":
        return _show(stored, stored.call)
    typed = written(stored)
    if not came_from_our_page():
        return _show(stored, typed, seen=seen_by_page(request.form), notice=PRESS_AGAIN)
    errors = _not_ready(typed)
    if errors:
        return _show(stored, typed, seen=seen_by_page(request.form), errors=errors)
    saved = change(stored, lambda call: written(stored, call))
    return show_over(call_id) if saved is None else as_it_stands(saved)


def as_it_stands(stored: StoredCall) -> ResponseReturnValue:
    """Hands this call over with all that it holds, be there a number to ring or not."""
    end_as(stored, CallState.HANDED_OVER, partial(_record_of, stored.call))
    return redirect(url_for("calls.done", call_id=stored.id))


def _not_ready(call: Call) -> dict[str, str]:
    """What keeps a manager from ringing back: no number, or no word that it is safe."""
    errors = wrong_in(call, _KEYS, service().today())
    may_ring = call.answers.get("callback_if_cut_off") in ("yes_open", "yes_silent")
    if not may_ring and "ok_call" not in (call.answers.get("safe_contact") or ()):
        errors.setdefault("callback_if_cut_off", "Ask whether it is safe to ring them, and choose a yes")
    if not (call.answers.get("callback_phone") or call.answers.get("phone")):
        errors.setdefault("callback_phone", "Enter the number that the manager can ring")
    return errors


def _record_of(call: Call, receipt: Receipt) -> Record:
    speak = service().speakers.of(call.draft.voice, "en")
    return build_handover(call.draft, receipt, service().council, service().calendar, speak, beside=call.beside)


def _show(
    stored: StoredCall,
    call: Call,
    *,
    seen: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    notice: str = "",
) -> ResponseReturnValue:
    return show_desk(
        "desk/call_hand_over.html",
        "Hand over",
        status=422 if errors else 200,
        stored=stored,
        voice=str(call.draft.voice),
        questions=[scripted(question) for question in _QUESTIONS],
        days=service().council.clocks.call_back_within_working_days,
        values=values_of(call),
        errors=errors or {},
        wrong=dict(errors or {}),
        standing={"overtaken": {}},
        seen=json.dumps(seen or marks(call, _KEYS)),
        notice=notice,
    )
