"""Stop and come back: the secret code, the page that takes it, and where things stand after sending."""

from __future__ import annotations

import math
import time

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from intake.access.code import read_code
from intake.questions.catalogue import QUESTIONS, copy, signal
from intake.questions.vocabulary import Page, Say
from intake.rules.london import london_day
from intake.web.fields import without_unkeepable
from intake.web.form import away, carried, keeping
from intake.web.form.alert import alert_said
from intake.web.form.lost import lost_place, words_along
from intake.web.form.next_steps import long_date, state_lines
from intake.web.form.sent import events_of, sent_record, speaker_of, steps_for
from intake.web.form.showing import came_from_our_page, show, speaker
from intake.web.form.states import since_of, state_of
from intake.web.form.wording import worded
from intake.web.service import service

blueprint = Blueprint("coming_back", __name__)

ENTER_CODE = Page("code", copy.CODE_TITLE, (QUESTIONS["enter_code"],))


@blueprint.route("/later", methods=["GET", "POST"])
def later() -> ResponseReturnValue:
    """The code of this draft, and the day until which it is kept; POST stops here."""
    kept = keeping.current(service())
    if kept is None:
        return redirect(url_for("sent.done")) if sent_record() else redirect(url_for("coming_back.code"))
    if request.method == "POST" and came_from_our_page():
        if kept.draft.shared_device:
            session.clear()
        else:
            keeping.forget()
        return redirect(url_for("start.start"))
    speak = speaker(kept.draft)
    return show(
        "form/later.html",
        speak,
        copy.STOP_TITLE,
        shared=kept.draft.shared_device,
        code=keeping.code_for_draft(service(), kept),
        until=long_date(london_day(kept.stored.wipe_at), speak),
    )


@blueprint.route("/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """Takes a code, in words or in numbers, and opens what it belongs to."""
    if request.method == "GET":
        return _asked("")
    typed = without_unkeepable(request.form.get("enter_code", "")[:200])
    if carried.is_shown_again() or not came_from_our_page():
        return _asked(typed, notice=carried.notice())
    code = read_code(typed)
    if code is None:
        return _asked(typed, copy.CODE_WRONG, status=422)
    guesses, address = service().guesses, request.remote_addr or ""
    seconds = guesses.take(address, time.monotonic())
    if seconds:
        return _asked(typed, copy.CODE_BLOCKED, status=429, minutes=math.ceil(seconds / 60))
    if not keeping.come_back(service(), code):
        return _asked(typed, copy.CODE_WRONG, status=422)
    guesses.give_back(address, time.monotonic())
    return words_along() or redirect(url_for("coming_back.where" if "reference" in session else "ask.carry_on"))


@blueprint.get("/where")
def where() -> ResponseReturnValue:
    """Where what was sent has got to, in plain words with its dates."""
    record = sent_record()
    if record is None:
        return lost_place(None)
    speak = speaker_of(record)
    steps = steps_for(record, speak)
    now = since_of(record, events_of(record), service().council, service().calendar)
    return show(
        "form/where.html",
        speak,
        copy.RETURN_TITLE,
        record=record,
        state=state_of(record),
        alert=alert_said(record, speak),
        lines=state_lines(now, steps, service().today(), speak),
        steps=steps,
    )


def _asked(
    typed: str, wrong: Say | None = None, *, status: int = 200, notice: Say | None = None, **facts: object
) -> ResponseReturnValue:
    speak = speaker(None)
    notice = notice or (signal.ASKED_AGAIN_SAVED if away.AWAY in session and not wrong else None)
    return show(
        "form/code.html",
        speak,
        copy.CODE_TITLE,
        status=status,
        page=worded(ENTER_CODE, "", speak),
        values={"enter_code": typed},
        errors={"enter_code": speak.filled(wrong, **facts)} if wrong else {},
        notice=notice,
        asks=True,
        carried=carried.fields(ENTER_CODE.keys),
        has_words=bool(request.form.get("slug")),
    )
