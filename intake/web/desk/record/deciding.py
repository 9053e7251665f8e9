"""A decision about one record: its page, and what becomes of it when somebody takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.casework import decisions
from intake.casework.codes import EventKind
from intake.casework.days import due_days
from intake.casework.decisions import DECISIONS, CannotFollow, Decision
from intake.casework.standing import WaitsFor
from intake.casework.tasks import tasks_of
from intake.questions.catalogue import QUESTIONS
from intake.questions.vocabulary import Page
from intake.records.record import Event
from intake.records.submission import answers_of
from intake.storage.cases import Case
from intake.web import forms
from intake.web.desk.record import following, said, suggested, timeline
from intake.web.desk.record.opening import case_of, show_record, situation_of
from intake.web.desk.showing import show_desk, speaker
from intake.web.fields import whole_number
from intake.web.form.controls import own_of
from intake.web.form.showing import came_from_our_page, typed_on
from intake.web.form.wording import worded
from intake.web.service import service

_MADE_COMPLAINT = DECISIONS[EventKind.MADE_COMPLAINT].page
_WHO = QUESTIONS["who_are_you"]
# Asked where nobody asked who called: without it there is no telling which of the answers count.
WHO_CALLED = Page(_MADE_COMPLAINT.slug, _MADE_COMPLAINT.title, (_WHO,), intro=_MADE_COMPLAINT.intro)
NOT_KEPT = "Nothing has been kept yet. Press the button again."


def decide(reference: str, decision: str) -> ResponseReturnValue:
    """The page of a decision. What was typed is shown again whenever it cannot be taken as it stands."""
    case, wanted = case_of(reference), DECISIONS.get(decision)
    if wanted is None:
        abort(404)
    if case.by.roles.isdisjoint(wanted.roles):
        return show_desk("desk/decide_not.html", wanted.label, status=403, case=case, decision=wanted)
    if request.method == "GET":
        return _asked(case, wanted)
    if not came_from_our_page():
        return _asked(case, wanted, notice=NOT_KEPT)
    if request.form.get("seen") != str(case.version):
        return _overtaken(case, wanted)
    return _taken(case, wanted)


def _taken(case: Case, wanted: Decision) -> ResponseReturnValue:
    """Takes the decision, or says what is missing or in its way."""
    situation, now, today = situation_of(case), service().now(), service().today()
    page = _page_of(case, wanted)
    reading = forms.read(page, request.form, decisions.case_of(situation, today), speaker())
    if reading.errors:
        return _asked(case, wanted, reading.errors)
    made = decisions.event_of(wanted, reading.answers, situation, case.by, now, today)
    if isinstance(made, Event) and page is WHO_CALLED:
        made = replace(made, detail={**made.detail, **reading.answers})
    done = following.carry_out(case, made) if isinstance(made, Event) else made
    if isinstance(done, CannotFollow):
        return _asked(case, wanted, {done.at or "main": done.why})
    if not done:
        return _overtaken(case_of(case.record.reference), wanted)
    return redirect(url_for("record.opened", reference=case.record.reference, done=wanted.key))


def _page_of(case: Case, wanted: Decision) -> Page:
    is_unknown = wanted.key == EventKind.MADE_COMPLAINT and not answers_of(case.record).get(_WHO.key)
    return WHO_CALLED if is_unknown else wanted.page


def _overtaken(case: Case, wanted: Decision) -> ResponseReturnValue:
    """The same page with what was typed, on top of it what others have done since it was opened."""
    since = case.events[whole_number(request.form.get("known", "")) or 0 :]
    return _asked(case, wanted, since=timeline.timeline(case, since), status=409)


def _asked(
    case: Case, wanted: Decision, errors: Mapping[str, str] | None = None, *, status: int = 200, **more: Any
) -> ResponseReturnValue:
    record, page = case.record, _page_of(case, wanted)
    shown = worded(page, "", speaker())
    values = typed_on(page) if request.method == "POST" else _as_it_stands(case, wanted)
    return show_record(
        case,
        "desk/decide.html",
        wanted.label,
        status=422 if errors else status,
        decision=wanted,
        fits=wanted.fits(situation_of(case)),
        page=shown,
        values=values,
        own=own_of(shown, values),
        errors=errors or {},
        safe=said.safe_contact(record),
        suggestion=suggested.suggestion(case, service().calendar),
        decided=suggested.decided_route(case),
        for_manager=_left_to_a_manager(case),
        days=due_days(record, case.events, service().council, service().calendar),
        people=following.who_can_take(case) if wanted.key == EventKind.ASSIGNED else [],
        **{"since": [], **more},
    )


def _left_to_a_manager(case: Case) -> list[str]:
    """What a complaints manager still has to do: it may be what has to come first."""
    tasks = tasks_of(case.record, case.events, service().council, service().calendar)
    return [task.words for task in tasks if task.waits_for is WaitsFor.COMPLAINTS_MANAGER and not task.done_on]


def _as_it_stands(case: Case, wanted: Decision) -> dict[str, str | None]:
    return {"assigned_to": case.standing.assigned_to} if wanted.key == EventKind.ASSIGNED else {}
