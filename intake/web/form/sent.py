"""After sending: the equality page, and the page that says what happens next."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import EQUALITY, copy
from intake.questions.vocabulary import Case, Page, Voice
from intake.records.record import Event, Kind, Record
from intake.records.referral import Referral
from intake.records.submission import answers_of
from intake.rules.codes import ChildStatus
from intake.storage import equality, events, records, referrals
from intake.web import forms
from intake.web.form import carried, keeping
from intake.web.form.alert import alert_said
from intake.web.form.lost import lost_place
from intake.web.form.next_steps import NextSteps, next_steps
from intake.web.form.showing import came_from_our_page, show, typed_on
from intake.web.form.wording import worded
from intake.web.service import service
from intake.web.speaker import Speaker

blueprint = Blueprint("sent", __name__)

ABOUT_YOU = Page("about-you", copy.EQUALITY_TITLE, EQUALITY)


@blueprint.route("/about-you", methods=["GET", "POST"])
def thanks() -> ResponseReturnValue:
    """We have got it, the code, and four questions that are counted and never joined to what was sent."""
    record = sent_record()
    if record is None:
        return lost_place(None)
    speak = speaker_of(record)
    role = str(answers_of(record).get("who_are_you"))
    if request.method == "POST" and not carried.is_shown_again() and came_from_our_page():
        if "skip" not in request.form and "counted" not in session:
            _count(role, speak)
        session["counted"] = True
        return redirect(url_for("sent.done"))
    return show(
        "form/about_you.html",
        speak,
        copy.DONE_TITLE,
        page=worded(ABOUT_YOU, role, speak),
        values=typed_on(ABOUT_YOU),
        code=keeping.code_for_record(service(), record.reference),
        reference=record.reference,
        notice=carried.notice(),
        asks=True,
    )


@blueprint.get("/done")
def done() -> ResponseReturnValue:
    """The reference, the dates, the advocate, and how we will reply."""
    record = sent_record()
    if record is None:
        return lost_place(None)
    speak = speaker_of(record)
    return show(
        "form/done.html",
        speak,
        copy.DONE_TITLE,
        heading=copy.DONE_FOR_THEMSELF if _is_for_themself(record) else copy.DONE_HEADING[record.kind],
        record=record,
        reference=record.reference,
        code=keeping.code_for_record(service(), record.reference),
        alert=alert_said(record, speak),
        steps=steps_for(record, speak),
    )


def _is_for_themself(record: Record) -> bool:
    """Whether somebody grown up has asked for an advocate about how they were treated, and so for no child."""
    is_about_nobody_else = record.envelope.get("child_status") == ChildStatus.NOT_APPLICABLE
    return record.kind == Kind.ADVOCATE_ONLY and record.voice == Voice.ADULT and is_about_nobody_else


def sent_record() -> Record | None:
    """What this browser has sent, or what its code opens; None where it is neither."""
    reference = keeping.sent_reference(service())
    if reference is None:
        return None
    with service().database.read() as db:
        return records.find(db, reference, service().ring)


def referral_for(record: Record) -> Referral | None:
    """The advocate they asked for, or None."""
    with service().database.read() as db:
        return referrals.of_record(db, record.id, service().ring)


def events_of(record: Record) -> list[Event]:
    """All that happened to it."""
    with service().database.read() as db:
        return events.changes(db, record.id, service().ring)


def steps_for(record: Record, speak: Speaker) -> NextSteps:
    """What its person may be told to expect by now."""
    council, calendar, today = service().council, service().calendar, service().today()
    return next_steps(record, referral_for(record), council, calendar, speak, today, events_of(record))


def speaker_of(record: Record) -> Speaker:
    """The voice in which it was sent, in the language chosen here: that of the draft, unless they choose again."""
    return service().speakers.of(Voice(record.voice), session.get("language", record.language))


def _count(role: str, speak: Speaker) -> None:
    reading = forms.read(ABOUT_YOU, request.form, Case(speak.voice, service().today()), speak)
    given = [(key, answer) for key, answer in reading.answers.items() if isinstance(answer, str)]
    with service().database.write() as db:
        equality.count(db, service().today(), role, [each for each in given if each[0] not in reading.errors])
