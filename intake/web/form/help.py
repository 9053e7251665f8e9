"""Help now, and Leave now."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid

from flask import Blueprint, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from intake.access.reference import new_reference
from intake.questions.catalogue import copy
from intake.questions.vocabulary import Answer, Answers, Case
from intake.records.draft import Draft
from intake.records.record import Record
from intake.records.submission import Receipt, build_urgent
from intake.rules.london import LONDON
from intake.storage import records
from intake.web import forms
from intake.web.days import time_said
from intake.web.fields import without_unkeepable
from intake.web.form import carried, keeping
from intake.web.form.alert import alert_said
from intake.web.form.keeping import Kept
from intake.web.form.quick_help import QUICK_HELP, show_help, taken_along
from intake.web.form.showing import came_from_our_page, show, speaker
from intake.web.receiving import keep_once
from intake.web.service import service

blueprint = Blueprint("help", __name__)


@blueprint.route("/help", methods=["GET", "POST"])
def help_now() -> ResponseReturnValue:
    """Numbers to ring first, then three fields that reach the duty team's queue at once, then the way back."""
    kept = keeping.current(service())
    draft = kept.draft if kept else Draft(language=keeping.language_here())
    if request.method == "GET":
        return show_help(kept)
    typed: dict[str, Answer] = {key: without_unkeepable(request.form.get(key, "")) for key in QUICK_HELP.keys}
    if carried.is_shown_again():
        return show_help(kept, typed, notice=carried.notice())
    speak = speaker(draft)
    reading = forms.read(QUICK_HELP, request.form, Case(speak.voice, service().today()), speak)
    if reading.errors:
        return show_help(kept, typed, reading.errors)
    if not came_from_our_page():
        return show_help(kept, typed, notice=copy.PRESS_AGAIN)
    session["help_sent"] = _send_urgent(draft, kept, reading.answers)
    if kept is not None:
        keeping.change(service(), kept, lambda draft: draft.with_answers(reading.answers))
    return help_sent() if carried.way_back() else redirect(url_for("help.help_sent"))


@blueprint.get("/help/sent")
def help_sent() -> ResponseReturnValue:
    """When the call for help was sent, whether it has reached the duty team by now, and the way back into the form."""
    kept = keeping.current(service())
    with service().database.read() as db:
        record = records.find(db, session.get("help_sent", ""), service().ring)
    if record is None:
        return redirect(url_for("help.help_now"))
    back, along = taken_along()
    urgent, speak = record.identity["urgent"], speaker(kept.draft if kept else None)
    return show(
        "form/help_sent.html",
        speak,
        copy.HELP_TITLE,
        alert=alert_said(record, speak),
        sent_at=time_said(record.received_at.astimezone(LONDON), speak.locale),
        can_be_found=bool(urgent["name"] or urgent["where"]),
        has_draft=kept is not None,
        asks=bool(back),
        back_to=back,
        carried=along,
    )


@blueprint.get("/leave")
def leave() -> ResponseReturnValue:
    """Ends the session, asks the browser to forget us, and goes to the council's neutral page."""
    if request.method == "GET":  # whoever only asks what is here ends nothing
        keeping.leave(service())
    response = make_response(redirect(service().council.exit.url, code=303))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _send_urgent(draft: Draft, kept: Kept | None, answers: Answers) -> str:
    """The reference of the call for help: of the first one, where the same words are sent again from the same page."""
    once = f"help:{_once(answers)}"
    now, today = service().now(), service().today()
    english = service().speakers.of(draft.voice, "en")  # for staff, who read what was asked

    def urgent() -> Record:
        receipt = Receipt(uuid.uuid4().hex, new_reference(), once, kept.id if kept else None, now, today)
        return build_urgent(answers, draft, receipt, service().council, english)

    return keep_once(service(), once, urgent, "self")


def _once(answers: Answers) -> str:
    """The same for the same words from the same page in the same browser, and for nothing else.

    Keyed with this browser's own secret: the page's number is whatever was posted, and must not find another's record.
    """
    said = json.dumps([request.form.get("once", ""), dict(answers)], sort_keys=True).encode()
    return hmac.digest(session["csrf_token"].encode(), said, hashlib.sha256).hex()
