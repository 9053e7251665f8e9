"""The questions, one page after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import PAGES, copy
from intake.questions.catalogue.conditions import complains, in_danger, is_care_leaver, worries
from intake.questions.path import Route, blank, lacking
from intake.questions.vocabulary import Answer, Case, Page, Say
from intake.records.draft import Draft
from intake.web import forms
from intake.web.form import away, keeping
from intake.web.form.controls import shown_values
from intake.web.form.keeping import Kept
from intake.web.form.lost import lost_place
from intake.web.form.showing import address, came_from_our_page, show_ready, speaker_on, typed_on, typed_under
from intake.web.form.unfinished import keep_typed, put_by, values_left, visit
from intake.web.form.wording import part_line, worded
from intake.web.service import service
from intake.web.speaker import Speaker

blueprint = Blueprint("ask", __name__)

_BY_SLUG = {page.slug: page for page in PAGES}


@blueprint.route("/q/<slug>", methods=["GET", "POST"])
def ask(slug: str) -> ResponseReturnValue:
    """One page of questions: shown, or read and followed by the next."""
    known = _BY_SLUG.get(slug)
    kept = keeping.current(service())
    only_kept = put_by(known, kept) if request.method == "POST" and "keep" in request.form else None
    if only_kept is not None:
        return only_kept
    if known is None or kept is None:
        return lost_place(known)
    route = kept.draft.route(service().today())
    page = route.reachable(slug)
    if request.method == "POST":
        return _taken(kept, route, page or known, on_path=page is not None)
    if page is None:
        return redirect(place_of(route.first_open))
    left = values_left(page, kept.draft)
    if left is not None:
        return _shown(kept, route, page, left)
    values = shown_values(page, route.case.answers)
    if values.get("advocate") == "tell_more":
        values["advocate"] = None  # asked again, after telling more, with nothing chosen
    if "phone" in values and "phone" not in route.case.answers:
        values["phone"] = kept.draft.answers.get("quick_phone")  # given on the help page: not to be typed again
    return _shown(kept, route, page, values)


def _taken(kept: Kept, route: Route, page: Page, *, on_path: bool) -> ResponseReturnValue:
    if not came_from_our_page():
        return _shown(kept, route, page, typed_on(page), notice=copy.PRESS_AGAIN)
    skipped: dict[str, Answer] = dict.fromkeys(page.keys)
    if "skip" in request.form and _skippable(page, route):
        return _onward(kept, page, skipped)
    reading = forms.read(page, request.form, route.case, speaker_on(page, kept.draft))
    if reading.errors and (on_path or typed_under(reading.errors)):
        if keep_typed(kept, page) and away.is_too_late():
            return redirect(url_for("away.left_open"))
        return _shown(kept, route, page, typed_on(page), reading.errors)
    answers = {key: answer for key, answer in reading.answers.items() if key not in reading.errors}
    return _onward(kept, page, answers)


def _onward(kept: Kept, page: Page, answers: dict[str, Answer]) -> ResponseReturnValue:
    now, today = service().now(), service().today()
    before = kept.draft
    if before.advocate_explained and blank(answers.get("advocate", "-")):
        answers = {**answers, "advocate": "tell_more"}  # passed over after reading more: still unsure

    def changed(draft: Draft) -> Draft:
        draft = draft.gone_on(page.slug, visit(), answers)
        route = draft.route(today)
        if route.stop(page.slug):
            draft = _noted(draft, page, now)
        if "enough" in request.form and route.stop(page.slug):
            draft = replace(draft, spared=tuple(sorted(route.still_open(page.slug).union(draft.spared))))
        return draft if draft.help_opened or not in_danger(route.case) else replace(draft, help_opened=True)

    draft = keeping.change(service(), kept, changed)
    if draft is None:
        return lost_place(page)
    if draft.help_opened and not before.help_opened:
        return redirect(url_for("help.help_now"))
    if draft.advocate_explained and not before.advocate_explained:
        return redirect(url_for("ask.ask", slug=page.slug))
    if draft.shared_device and keeping.shown_code() is None:
        return redirect(url_for("coming_back.later"))
    return redirect(place_of(draft.route(today).following(page.slug)))


def _noted(draft: Draft, page: Page, now: datetime) -> Draft:
    """The draft with the few facts that are not answers: when danger was asked about and an advocate offered."""
    if "safe_now" in page.keys:
        draft = replace(draft, danger_answered_at=now.isoformat())
    if "advocate" in page.keys:
        offered_at = draft.advocate_offered_at or now.isoformat()
        explained = draft.advocate_explained or draft.answers.get("advocate") == "tell_more"
        draft = replace(draft, advocate_offered_at=offered_at, advocate_explained=explained)
    return draft


@blueprint.get("/on")
def carry_on() -> ResponseReturnValue:
    """Back into the form, at the first page still to be dealt with, or left in the middle of it."""
    kept = keeping.current(service())
    if kept is None:
        return lost_place(None)
    draft, today = kept.draft, service().today()
    stops = draft.route(today).stops
    left = (stop.page for stop in stops if stop.is_open or stop.page.slug in draft.half_done)
    return redirect(place_of(next(left, None)))


def place_of(page: Page | None) -> str:
    """The path of this page, or of the check page where there is none left to deal with."""
    return address("ask.ask", slug=page.slug) if page else address("check.check")


def _skippable(page: Page, route: Route) -> bool:
    nothing: dict[str, Answer] = dict.fromkeys(page.keys)
    return not any(lacking(page, replace(route.case, answers={**route.case.answers, **nothing})))


def _explained(draft: Draft, page: Page, case: Case, speak: Speaker) -> tuple[str, ...]:
    """What an advocate is, for somebody who asked to be told more before they are asked again."""
    if "advocate" not in page.keys or not draft.advocate_explained:
        return ()
    until_when = [copy.ADVOCATE_UP_TO_25] if is_care_leaver(case) else []
    calls = [copy.ADVOCATE_CALL, copy.ADVOCATE_CALL_NATIONAL]
    return tuple(speak.all_both([*copy.ADVOCATE, *until_when, *calls]))


def _shown(
    kept: Kept,
    route: Route,
    page: Page,
    values: Mapping[str, Answer],
    errors: Mapping[str, str] = MappingProxyType({}),
    notice: Say | None = None,
) -> ResponseReturnValue:
    draft = kept.draft
    speak = speaker_on(page, draft)
    before = route.previous(page.slug)
    checking = route.first_open is None
    return show_ready(
        "form/page.html",
        speak,
        page.title,
        status=422 if errors else 200,
        values=values,
        errors={key: errors[key] for key in page.keys if key in errors},
        notice=notice,
        page=worded(page, route.case.words("who_are_you"), speak),
        part=part_line(page.section if complains(route.case) else None, speak),
        back=url_for("check.check") if checking else place_of(before) if before else url_for("start.start"),
        skippable=_skippable(page, route),
        may_stop=page.may_stop and not checking,
        strip=worries(route.case),
        explained=_explained(draft, page, route.case, speak),
        autofill=not draft.shared_device,
        asks=True,
        keeps=True,
        **away.watched(),
    )
