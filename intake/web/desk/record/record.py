"""One record: its page, who it is about and how to reach them, and trying a delivery again."""

from __future__ import annotations

from functools import cache, partial

from babel import Locale
from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.casework.asks import asks
from intake.casework.codes import EventKind
from intake.casework.days import clocks_of, due_days
from intake.casework.decisions import DECISIONS, offered
from intake.casework.tasks import tasks_of
from intake.records.record import Event
from intake.storage import events, outbox
from intake.storage.cases import Case
from intake.web.desk.guard import has_proved, me, prove_first
from intake.web.desk.record import deciding, said, shutting_out, suggested, timeline, written_copy
from intake.web.desk.record.opening import case_of, show_record, situation_of
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

blueprint = Blueprint("record", __name__, url_prefix="/desk/r")


@blueprint.get("/<reference>")
def opened(reference: str) -> ResponseReturnValue:
    """The record as it stands, without who it is about. That somebody has read it is an event."""
    return _shown(case_of(reference), is_known=False)


@blueprint.route("/<reference>/identity", methods=["GET", "POST"])
def identity(reference: str) -> ResponseReturnValue:
    """The record with who it is about and how to reach them, for whoever has just proved who they are."""
    case = case_of(reference)
    if request.method == "GET" or not came_from_our_page():
        return redirect(url_for("record.opened", reference=case.record.reference, _anchor="identity"))
    if not has_proved():
        return prove_first()
    return _shown(case, is_known=True)


@blueprint.post("/<reference>/deliveries/<int:delivery_id>/retry")
def retry_delivery(reference: str, delivery_id: int) -> ResponseReturnValue:
    """Lets a delivery that has failed be tried again."""
    case = case_of(reference)
    delivery = next((each for each in case.deliveries if each.id == delivery_id), None)
    if delivery is None:
        abort(404)
    if came_from_our_page():
        now = service().now()
        with service().database.write() as db:
            if outbox.retry(db, now, [delivery.id]):
                detail = {"purpose": delivery.purpose, "target": delivery.target}
                events.append(db, case.record.id, Event(now, EventKind.DELIVERY_RETRIED, me().mark, detail))
        service().bell.ring()
    return redirect(url_for("record.opened", reference=case.record.reference, _anchor="deliveries"))


blueprint.add_url_rule("/<reference>/do/<decision>", "decide", deciding.decide, methods=["GET", "POST"])
blueprint.add_url_rule("/<reference>/copy", "written_copy", written_copy.written_copy, methods=["GET", "POST"])
blueprint.add_url_rule("/<reference>/shut-out", "shut_out", shutting_out.shut_out, methods=["GET", "POST"])


def _shown(case: Case, *, is_known: bool) -> ResponseReturnValue:
    record, council, calendar = case.record, service().council, service().calendar
    decisions = offered(situation_of(case), case.by)
    deciding_at = url_for("record.decide", reference=record.reference, decision="-").removesuffix("-")
    return show_record(
        case,
        "desk/record.html",
        record.reference,
        noted=EventKind.IDENTITY_OPENED if is_known else EventKind.READ,
        is_known=is_known,
        notice=_kept(case, request.args.get("done", "")),
        safe=said.safe_contact(record),
        suggestion=suggested.suggestion(case, calendar),
        decided=suggested.decided_route(case),
        to_do=tasks_of(record, case.events, council, calendar),
        clocks=clocks_of(record, case.events, calendar),
        days=due_days(record, case.events, council, calendar),
        decisions=decisions,
        decide_at={each.key: deciding_at + each.key for each in decisions},
        said=said.answered(record.story["asked"]),
        said_of_people=said.answered(record.identity["asked"]) if is_known else [],
        timeline=timeline.timeline(case, case.events),
        looked=timeline.looked(case),
        asks=asks,
        language=_in_english(record.language),
        who=partial(timeline.who, case=case),
    )


def _kept(case: Case, decided: str) -> str:
    """That they have decided this, where the record says so: an address by itself says nothing."""
    theirs = [each for each in case.events if each.kind == decided and each.by == case.by.staff.mark]
    return f"Kept: {timeline.what(theirs[-1])}" if theirs and decided in DECISIONS else ""


@cache
def _in_english(language: str) -> str | None:
    """The name of a language."""
    return Locale.parse(language).get_display_name("en")
