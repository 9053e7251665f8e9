"""The written copy of a record: what was said, for the person to check, where a letter to them is safe (reg 16)."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request
from flask.typing import ResponseReturnValue

from intake.casework.codes import EventKind
from intake.questions.catalogue import written_copy as words
from intake.questions.display import Row, row
from intake.questions.vocabulary import Voice
from intake.records.draft import Draft
from intake.records.record import Record
from intake.records.submission import answers_of
from intake.web.desk.guard import has_proved, prove_first
from intake.web.desk.record import said
from intake.web.desk.record.opening import case_of, show_record
from intake.web.form.next_steps import long_date
from intake.web.form.showing import came_from_our_page
from intake.web.service import service
from intake.web.speaker import Speaker


def written_copy(reference: str) -> ResponseReturnValue:
    """The letter, for whoever has just proved who they are; where none is safe, how the person can check instead."""
    case = case_of(reference)
    record, is_safe = case.record, said.may_be_written_to(case.record)
    if request.method == "GET" or not is_safe or not came_from_our_page():
        return show_record(
            case,
            "desk/record_copy.html",
            "Written copy",
            is_safe=is_safe,
            safe=said.safe_contact(record),
            has_code=said.answers_by_code(record),
        )
    if not has_proved():
        return prove_first()
    speak = service().speakers.of(Voice(record.voice), record.language)
    contact, people = record.identity["contact"], record.identity["complainant"]
    return show_record(
        case,
        "desk/record_letter.html",
        "Your message",
        noted=EventKind.WRITTEN_COPY_MADE,
        heading=speak(words.WHAT_YOU_TOLD),
        address=contact["address"],
        name=people["full"] or people["preferred"] or "",
        date=long_date(service().today(), speak),
        lines=speak.all_filled(words.TO_CHECK, ref=record.reference),
        rows=list(_rows(record, speak)),
        tongue=speak,
    )


def _rows(record: Record, speak: Speaker) -> Iterator[Row]:
    """Every answer, under its question as this person would have read it, in the order of the form."""
    answers = answers_of(record)
    for stop in Draft(answers=answers, language=record.language).route(record.received_date).stops:
        for question in stop.page.questions:
            shown = row(question, stop.page, answers, speak)
            if shown.lines:
                yield shown
