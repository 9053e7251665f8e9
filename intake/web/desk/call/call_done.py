"""The end of a call: the reference to say letter by letter, and what to tell the caller."""

from __future__ import annotations

from dataclasses import replace

from flask import abort
from flask.typing import ResponseReturnValue

from intake.questions.vocabulary import Case, Voice
from intake.records.facts import ways_not_permitted
from intake.records.record import Kind, Record
from intake.records.submission import answers_of
from intake.rules.codes import Flag
from intake.storage import conflicts, records, referrals
from intake.storage.calls import ClosedCall
from intake.web.desk.call.taking import is_lately, my_closed_call
from intake.web.desk.guard import me
from intake.web.desk.showing import show_desk
from intake.web.form.alert import alert_said
from intake.web.form.next_steps import next_steps
from intake.web.service import service

_SPOKEN = (
    "Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima", "Mike",
    "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Victor", "Whiskey", "X-ray",
    "Yankee", "Zulu",
)  # fmt: skip
_NUMBERS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_WORD_FOR = {word[0]: word for word in _SPOKEN} | {str(n): word for n, word in enumerate(_NUMBERS)}


def done(call_id: str) -> ResponseReturnValue:
    """What my call became, and what to say now; 404 where it became nothing.

    Who is shut out of the record has its reference and no more: they typed it, and the caller waits for it.
    """
    closed = my_closed_call(call_id)
    record, reference = record_of_call(closed), closed.reference or abort(404)
    if record is None:
        return show_desk("desk/call_shut_out.html", "Sent", reference=reference, spelt=spelt(reference))
    if record.kind == Kind.HANDOVER:
        return show_desk(
            "desk/call_handed_over.html",
            "Handed over",
            record=record,
            spelt=spelt(record.reference),
            call_back=record.envelope["due"]["call_back"],
            may_ring=record.identity["contact"]["phone"] and record.identity["contact"]["safe"]["call"],
        )
    speak = service().speakers.of(Voice(record.voice), record.language)
    with service().database.read() as db:
        referral = referrals.of_record(db, record.id, service().ring)
    written_copy = _written_copy(record)
    promised = replace(
        record, flags=[flag for flag in record.flags if written_copy or flag != Flag.ORAL_CONFIRM_RECORD]
    )
    steps = next_steps(promised, referral, service().council, service().calendar, speak, service().today())
    return show_desk(
        "desk/call_done.html",
        "Sent",
        to_caller=speak,
        call_id=call_id,
        record=record,
        spelt=spelt(record.reference),
        alert=alert_said(record, speak),
        steps=replace(steps, may_stop_advocate=False),  # that button is on a page of theirs
        written_copy=written_copy,
        may_have_code=is_lately(closed),
    )


def record_of_call(closed: ClosedCall) -> Record | None:
    """The record that my call became; None where it became none, or I am shut out of it."""
    with service().database.read() as db:
        record = records.find(db, closed.reference, service().ring) if closed.reference else None
        is_shut_out = record is not None and me() in conflicts.shut_out_of(db, record.id)
    return None if is_shut_out else record


def spelt(reference: str) -> list[tuple[str, str]]:
    """Each letter and number of a reference with the word to say for it."""
    return [(sign, _WORD_FOR[sign]) for sign in reference if sign in _WORD_FOR]


def _written_copy(record: Record) -> list[str]:
    """The contacts to which a written copy may go: chosen, and called safe by the caller."""
    case = Case(Voice(record.voice), record.received_date, answers_of(record))
    refused = ways_not_permitted(case)
    safe = [way for way in record.envelope["contact_methods"] if way not in refused]
    return [words for way, words in (("email", "email"), ("letter", "letter")) if way in safe]
