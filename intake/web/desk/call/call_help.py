"""Somebody is in danger while they are on the telephone: the duty team is told at once, and the call goes on."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.access.reference import new_reference
from intake.questions.catalogue import QUESTIONS
from intake.questions.vocabulary import Answer, Answers, Case, Page, Voice, same
from intake.records.draft import Draft
from intake.records.record import Record, Recorder
from intake.records.submission import Receipt, build_urgent
from intake.rules.codes import Channel
from intake.web import forms
from intake.web.desk.call.call_list import calls
from intake.web.desk.call.call_sheet import PRESS_AGAIN, show_sheet
from intake.web.desk.call.over import show_typed
from intake.web.desk.call.taking import change, find_mine, my_closed_call
from intake.web.desk.guard import me
from intake.web.desk.showing import speaker
from intake.web.fields import without_unkeepable
from intake.web.form.showing import came_from_our_page
from intake.web.receiving import keep_once
from intake.web.service import service

_QUICK_HELP = Page("help", same("Help"), (QUESTIONS["quick_help"],))


def send_help(call_id: str) -> ResponseReturnValue:
    """Sends who is in danger, where, and a number, as a record of its own; then back to the sheet.

    Also from a sheet whose call was ended meanwhile in another window: danger does not wait for a new one.
    """
    stored = find_mine(call_id)
    today = service().today()
    reading = forms.read(_QUICK_HELP, request.form, Case(Voice.HANDLER, today), speaker())
    typed: dict[str, Answer] = {key: without_unkeepable(request.form.get(key, "")) for key in _QUICK_HELP.keys}
    if stored is None:
        closed = my_closed_call(call_id)
        if reading.errors or not came_from_our_page():
            said = [(speaker()(part.label), str(typed[part.code])) for part in QUESTIONS["quick_help"].parts]
            return show_typed(closed, [(label, words) for label, words in said if words])
        return calls(
            f"The duty team was sent {_sent(closed.id, Draft(), reading.answers)}. That call was over already."
        )
    if reading.errors:
        return show_sheet(stored, stored.call, errors=reading.errors, helped=typed, status=422)
    if not came_from_our_page():
        return show_sheet(stored, stored.call, helped=typed, notice=PRESS_AGAIN)
    reference = _sent(call_id, stored.call.draft, reading.answers)
    change(stored, lambda call: replace(call, help_sent=tuple(dict.fromkeys((*call.help_sent, reference)))))
    return redirect(url_for("calls.sheet", call_id=call_id, _anchor="danger"))


def _sent(call_id: str, draft: Draft, answers: Answers) -> str:
    """The reference of the call for help: of the first one, where the same words come again from the same page."""
    now, today = service().now(), service().today()
    said = json.dumps([call_id, request.form.get("once", ""), dict(answers)], sort_keys=True)
    once = f"help:{service().marks.of('help', said).hex()}"
    english = service().speakers.of(draft.voice, "en")

    def urgent() -> Record:
        receipt = Receipt(uuid.uuid4().hex, new_reference(), once, call_id, now, today)
        phone, centre = Channel.TELEPHONE_CONTACT_CENTRE, Recorder.CONTACT_CENTRE
        return build_urgent(answers, draft, receipt, service().council, english, method=phone, recorded_by=centre)

    return keep_once(service(), once, urgent, me().mark)
