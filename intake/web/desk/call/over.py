"""A call that is over: it was ended in another window, or handed over because nobody went on with it."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.questions.catalogue.panels import QUESTION_OF
from intake.questions.vocabulary import Answers
from intake.records.call import Call, mark
from intake.records.submission import answers_of
from intake.storage import records
from intake.storage.calls import ClosedCall
from intake.web.desk.call.sheet_reading import contents, in_words, seen_by_page
from intake.web.desk.call.taking import my_closed_call
from intake.web.desk.showing import show_desk, speaker
from intake.web.service import service

ENDED = 409  # what was posted came too late for it


def show_over(call_id: str) -> ResponseReturnValue:
    """What became of my call, with what was posted to it since; 404 where it is not mine, or not over."""
    closed = my_closed_call(call_id)
    typed = _typed(closed) if request.method == "POST" else []
    if typed:
        return show_typed(closed, typed)
    return redirect(url_for("calls.done", call_id=call_id) if closed.reference else url_for("calls.calls"))


def show_typed(closed: ClosedCall, typed: list[tuple[str, str]]) -> ResponseReturnValue:
    """What became of my call, and what was typed for it since: each with what it answers."""
    return show_desk("desk/call_over.html", "This call is over", status=ENDED, closed=closed, typed=typed)


def _typed(closed: ClosedCall) -> list[tuple[str, str]]:
    """What the page has changed, but what is in the record already: a second press of a button adds nothing to it."""
    seen, kept = seen_by_page(request.form), _kept(closed)
    found = contents(request.form, Call(), seen, service().today())
    return [
        (speaker()(QUESTION_OF[key].ask), in_words(key, content))
        for key, content in found.items()
        if content and mark(content) not in (seen[key], mark(kept.get(key)))
    ]


def _kept(closed: ClosedCall) -> Answers:
    with service().database.read() as db:
        record = records.find(db, closed.reference, service().ring) if closed.reference else None
    return answers_of(record) if record else {}
