"""Somebody is in danger while they are on the telephone: the duty team is told at once, and the call goes on."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from intake.access.reference import new_reference
from intake.questions.catalogue import QUESTIONS
from intake.questions.vocabulary import Answer, Answers, Case, Page, Voice, same
from intake.records.record import Recorder
from intake.records.submission import Receipt, build_urgent, received
from intake.rules.codes import Channel
from intake.storage import records
from intake.storage.calls import StoredCall
from intake.web import forms
from intake.web.desk.call.call_sheet import PRESS_AGAIN, show_sheet
from intake.web.desk.call.taking import change, my_call
from intake.web.desk.guard import me
from intake.web.desk.showing import speaker
from intake.web.fields import without_unkeepable
from intake.web.form.showing import came_from_our_page
from intake.web.receiving import keep
from intake.web.service import service

_QUICK_HELP = Page("help", same("Help"), (QUESTIONS["quick_help"],))


def send_help(call_id: str) -> ResponseReturnValue:
    """Sends who is in danger, where, and a number, as a record of its own; then back to the sheet."""
    stored = my_call(call_id)
    today = service().today()
    reading = forms.read(_QUICK_HELP, request.form, Case(Voice.HANDLER, today), speaker())
    typed: dict[str, Answer] = {key: without_unkeepable(request.form.get(key, "")) for key in _QUICK_HELP.keys}
    if reading.errors:
        return show_sheet(stored, stored.call, errors=reading.errors, helped=typed, status=422)
    if not came_from_our_page():
        return show_sheet(stored, stored.call, helped=typed, notice=PRESS_AGAIN)
    reference = _sent(stored, reading.answers)
    change(stored, lambda call: replace(call, help_sent=tuple(dict.fromkeys((*call.help_sent, reference)))))
    return redirect(url_for("calls.sheet", call_id=call_id, _anchor="danger"))


def _sent(stored: StoredCall, answers: Answers) -> str:
    """The reference of the call for help: of the first one, where the same words come again from the same page."""
    draft, now, today = stored.call.draft, service().now(), service().today()
    said = json.dumps([stored.id, request.form.get("once", ""), dict(answers)], sort_keys=True)
    once = f"help:{service().marks.of('help', said).hex()}"
    receipt = Receipt(uuid.uuid4().hex, new_reference(), once, stored.id, now, today)
    record = build_urgent(
        answers,
        draft,
        receipt,
        service().council,
        service().speakers.of(draft.voice, draft.language),
        method=Channel.TELEPHONE_CONTACT_CENTRE,
        recorded_by=Recorder.CONTACT_CENTRE,
    )
    try:
        with service().database.write() as db:
            keep(db, service(), record, received(record, me().mark))
        service().bell.ring()
    except IntegrityError:
        with service().database.read() as db:
            sent = records.reference_sent(db, once)
        if sent is None:
            raise
        return sent
    return record.reference
