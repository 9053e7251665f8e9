"""The check page, and sending."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from intake.access.reference import new_reference
from intake.questions.catalogue import copy, signal
from intake.questions.catalogue.conditions import (
    is_young,
    needs_an_answer,
    wants_to_hear_back,
    worries,
)
from intake.questions.catalogue.outcomes import what_happens
from intake.questions.display import Row, row
from intake.questions.path import Route, Stop
from intake.questions.vocabulary import Case, Say, Section
from intake.records.facts import ways_not_permitted, ways_permitted
from intake.records.record import Kind, Record
from intake.records.submission import Receipt, assess_answers, build, received
from intake.rules.assessment import Assessment
from intake.storage import drafts, records
from intake.web.form import keeping
from intake.web.form.keeping import Kept
from intake.web.form.lost import lost_place
from intake.web.form.next_steps import why_not
from intake.web.form.showing import came_from_our_page, show, speaker
from intake.web.form.wording import part_line
from intake.web.receiving import keep
from intake.web.service import Service, service
from intake.web.speaker import Speaker

blueprint = Blueprint("check", __name__)


@blueprint.route("/check", methods=["GET", "POST"])
def check() -> ResponseReturnValue:
    """Every answer with a way to change it; POST sends."""
    kept = keeping.current(service())
    if kept is None:
        return lost_place(None)
    route = kept.draft.route(service().today())
    if route.first_open is not None:
        return redirect(url_for("ask.carry_on"))
    speak = speaker(kept.draft)
    if request.method == "POST" and came_from_our_page():
        reference = _send(service(), kept)
        if reference is None:
            return redirect(url_for("check.check"))
        session["reference"] = reference
        return redirect(url_for("sent.thanks"))
    assessment = assess_answers(route.case, service().now(), service().calendar)
    kind = route.case.words("kind")
    return show(
        "form/check.html",
        speak,
        copy.CHECK_TITLE,
        kind=kind,
        part=part_line(Section.CHECK if kind == "complaint" else None, speak),
        rows=list(_rows(speak, route, [stop for stop in route.stops if not _is_extra(stop, kept)])),
        extras=list(_rows(speak, route, [stop for stop in route.stops if _is_extra(stop, kept)])),
        happens=_happens(kind, assessment),
        reminders=_reminders(route.case),
        sharing=[line for line in copy.SHARING if kind == Kind.COMPLAINT or line is not copy.SHARED_WITH_NAMED],
        words_open=kept.draft.voice != "child",
        strip=worries(route.case),
        notice=_notice(kept, route),
    )


def _notice(kept: Kept, route: Route) -> Say | None:
    """That it was not sent; or that a page was left in the middle: what stands there is not sent with the rest."""
    if request.method == "POST":
        return copy.PRESS_AGAIN
    is_half_done = any(stop.page.slug in kept.draft.half_done for stop in route.stops)
    return signal.HALF_DONE if is_half_done else None


def _happens(kind: str, assessment: Assessment) -> tuple[Say, ...]:
    """What to tell them of it: of thanks and ideas nothing is to be told, and only a complaint goes some way."""
    if kind not in {Kind.COMPLAINT, Kind.ADVOCATE_ONLY}:
        return ()
    return what_happens(assessment.route if kind == Kind.COMPLAINT else None, assessment.flags, assessment.signposts)


def _is_extra(stop: Stop, kept: Kept) -> bool:
    return not stop.on_the_way and stop.page.slug not in kept.draft.spared


def _rows(speak: Speaker, route: Route, stops: list[Stop]) -> Iterator[Row]:
    for stop in stops:
        for question in stop.page.questions:
            yield row(question, stop.page, route.case.answers, speak)


def _reminders(case: Case) -> list[Say]:
    """What to say where a way to reach them is missing."""
    reachable = bool(ways_permitted(case))
    is_asked = needs_an_answer(case) or wants_to_hear_back(case)
    reminders = [copy.NEEDS_CODE] if is_asked and not reachable else []
    refused = [why_not(way, case) for way in ways_not_permitted(case)]
    reminders += refused
    if copy.WANTS_NO_CALLS in refused and not reachable:
        reminders.append(copy.CHOOSE_ANOTHER_WAY)
    if is_young(case) and "contact" in case.codes("advocate_share") and not reachable:
        reminders.append(copy.ADD_A_WAY)
    return reminders


def _send(service: Service, kept: Kept) -> str | None:
    """The reference of what this draft became, however often it is sent the first one; None where another tab has
    just changed the draft, so that it has to be checked again.

    Staff read in English what was asked, and what was chosen; words that were typed stay as they are.
    """
    speak = service.speakers.of(kept.draft.voice, "en")
    once = keeping.once_sent(kept.id)

    def sent() -> str | None:
        receipt = Receipt(uuid.uuid4().hex, new_reference(), once, kept.id, service.now(), service.today())
        record = build(kept.draft, receipt, service.council, service.calendar, speak)
        if _stored(service, record, kept):
            return record.reference
        with service.database.read() as db:
            return records.reference_sent(db, once)

    return records.with_free_references(sent)


def _stored(service: Service, record: Record, kept: Kept) -> bool:
    """Record, first event, what has to be delivered, and the end of the draft: one transaction, or False and nothing
    where the draft is no longer what was seen.
    """
    with service.database.write() as db:
        taken = drafts.take(db, kept.stored)
        if taken is None:
            return False
        keep(db, service, record, received(record), taken.code_lookup)
    service.bell.ring()
    return True
