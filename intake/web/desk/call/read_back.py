"""The read-back: what was typed, read out row by row to whoever said it, and then sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.questions.catalogue.panels import QUESTION_OF
from intake.questions.vocabulary import Answer
from intake.records.call import Call, CallState, Heard
from intake.records.record import Record, Recorder
from intake.records.submission import Confirmation, Receipt, build
from intake.rules.codes import Channel
from intake.storage.calls import StoredCall
from intake.web.desk.call.call_sheet import PRESS_AGAIN, stops
from intake.web.desk.call.ending import end_as
from intake.web.desk.call.over import show_over
from intake.web.desk.call.rows import not_said, objected_to, read_out
from intake.web.desk.call.script import scripted
from intake.web.desk.call.sheet_reading import contents, marks, seen_by_page, values_of, wrong_in
from intake.web.desk.call.taking import change, day_of, find_mine
from intake.web.desk.showing import show_desk
from intake.web.form.showing import came_from_our_page
from intake.web.service import service
from intake.web.speaker import Speaker

_CHANGED_MEANWHILE = "Another window has changed the sheet. Read the rows once more."


def read_back(call_id: str) -> ResponseReturnValue:
    """Each row with the caller's yes, no or change; POST keeps them, and sends where that was pressed."""
    stored = find_mine(call_id)
    if stored is None:
        return show_over(call_id)
    to_sheet = redirect(url_for("calls.sheet", call_id=call_id)) if stops(stored) else None
    if request.method == "GET":
        if to_sheet:
            return to_sheet
        opened = (
            change(stored, lambda call: call, CallState.READ_BACK) if stored.state != CallState.READ_BACK else stored
        )
        return _show(opened, opened.call) if opened else show_over(call_id)
    if not came_from_our_page():
        return _show(stored, _heard(stored.call), seen=seen_by_page(request.form), notice=PRESS_AGAIN)
    typed = _heard(stored.call)
    wrong = wrong_in(typed, seen_by_page(request.form), service().today())
    if wrong:
        return _show(stored, typed, seen=seen_by_page(request.form), errors=wrong)
    is_as_seen = request.form.get("version") == str(stored.version)
    saved = change(stored, _heard, CallState.READ_BACK)
    if saved is None:
        return show_over(call_id)
    if to_sheet or "send" not in request.form:
        return to_sheet or redirect(url_for("calls.read_back", call_id=call_id))
    if not is_as_seen:
        return _show(saved, saved.call, notice=_CHANGED_MEANWHILE)
    errors = _not_ready(saved)
    if errors:
        return _show(saved, saved.call, errors=errors)
    end_as(saved, CallState.SENT, partial(_record_of, saved))
    return redirect(url_for("calls.done", call_id=call_id))


def _heard(call: Call) -> Call:
    """The call with what the caller said to each row, and with what they changed."""
    seen = seen_by_page(request.form)
    changed = call.written(
        contents(request.form, call, seen, service().today()), seen, service().now(), reading_back=True
    )
    said = {
        name.removeprefix("heard."): text
        for name, text in request.form.items()
        if name.startswith("heard.") and name.split(".")[1] in _QUESTIONS and text in set(Heard)
    }
    questions = {QUESTION_OF[key].key for key in seen if changed.content(key) != call.content(key)}
    said |= {row: Heard.CHANGED for row in {*said, *questions} if row.partition(".")[0] in questions}
    return replace(changed, heard={**call.heard, **said})


_QUESTIONS = frozenset(question.key for question in QUESTION_OF.values())


def _not_ready(stored: StoredCall) -> dict[str, str]:
    """What keeps it from being sent: something that the caller does not agree to, or that it was not read to them."""
    objections = objected_to(stored.call, day_of(stored), _speak(stored.call))
    errors = {
        f"row-{row}": "The caller said no to this. Change what it says, empty it, or choose yes" for row in objections
    }
    if request.form.get("read_back_done") != "yes":
        errors["read_back_done"] = "Read it back to the caller first, then tick this"
    return stops(stored) | errors


def _record_of(stored: StoredCall, receipt: Receipt) -> Record:
    call, asked = stored.call, stored.call.asked(receipt.on)
    return build(
        call.draft,
        receipt,
        service().council,
        service().calendar,
        _speak(call),
        method=Channel.TELEPHONE_CONTACT_CENTRE,
        recorded_by=Recorder.CONTACT_CENTRE,
        confirmation=Confirmation(
            service().now(), tuple(each for each in call.corrections if QUESTION_OF[each.key].key in asked)
        ),
    )


def _speak(call: Call) -> Speaker:
    return service().speakers.of(call.draft.voice, "en")


def _show(
    stored: StoredCall,
    call: Call,
    *,
    seen: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    notice: str = "",
) -> ResponseReturnValue:
    today, speak = day_of(stored), _speak(call)
    read = read_out(call, today, speak)
    keys = [key for each in read for key in each.question.keys]
    values: dict[str, Answer] = values_of(call)
    return show_desk(
        "desk/call_read_back.html",
        "Read back",
        status=422 if errors else 200,
        stored=stored,
        voice=str(speak.voice),
        read=[(each, scripted(each.question)) for each in read],
        not_said=not_said(call, today, speak),
        values=values,
        errors=errors or {},
        wrong=dict(errors or {}),
        standing={"overtaken": {}},
        is_done=request.form.get("read_back_done") == "yes",
        seen=json.dumps({**marks(call, keys), **{key: seen[key] for key in keys if seen and key in seen}}),
        notice=notice,
    )
