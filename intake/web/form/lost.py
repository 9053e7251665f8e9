"""When the draft cannot be found: its time is over, the browser lost its cookie, or it was sent. No word is lost."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import PAGES, copy
from intake.questions.vocabulary import Case, Page, Say
from intake.records.draft import Draft
from intake.storage import records
from intake.web import forms
from intake.web.form import away, carried, keeping
from intake.web.form.keeping import Kept
from intake.web.form.showing import came_from_our_page, show, speaker_on, typed_on, typed_under
from intake.web.form.unfinished import keep_typed
from intake.web.form.wording import worded
from intake.web.service import service

blueprint = Blueprint("lost", __name__)


def lost_place(page: Page | None) -> ResponseReturnValue:
    """The way on for somebody who is not where this browser is: to their own words, their draft, what they sent, or
    the start.
    """
    if request.method == "POST" and page is not None and typed_under(page.keys):
        return _words_kept(page, {}, 409)
    if keeping.current(service()) is not None:
        return redirect(url_for("ask.carry_on"))
    if _is_sent_and_kept():
        asked_already = "counted" in session or "draft" not in session
        return redirect(url_for("sent.done" if asked_already else "sent.thanks"))
    if away.AWAY in session:
        return redirect(url_for("coming_back.code"))
    keeping.forget()
    return redirect(url_for("start.start"))


def _is_sent_and_kept() -> bool:
    reference = keeping.sent_reference(service())
    if reference is None:
        return False
    with service().database.read() as db:
        return records.is_kept(db, reference)


def words_along() -> ResponseReturnValue | None:
    """Where words that came along to the page of the code stand, now that it has opened something: in the draft, or in
    a page as before. None where none came along.
    """
    page = _page()
    if page is None or not typed_under(page.keys):
        return None
    kept = keeping.current(service())
    return _taken_in(kept, page) if kept is not None else _words_kept(page, {}, 200)


def _taken_in(kept: Kept, page: Page) -> ResponseReturnValue:
    """The page in this draft, with the words below what stands there already; where it has no such page, this one.

    Of a draft for which nobody has yet said who they are, it is not known which pages it has: it goes on at the start.
    """
    route = kept.draft.route(service().today())
    is_asked = route.stop(page.slug) is not None
    if (is_asked or not route.stops) and keep_typed(kept, page, beside=True):
        return redirect(url_for("ask.ask", slug=page.slug) if is_asked else url_for("start.start"))
    return _words_kept(page, {}, 200)


@blueprint.post("/keep")
def keep() -> ResponseReturnValue:
    """Starts anew with the words of a page whose draft is gone, or takes them into the draft begun since."""
    page = _page()
    if page is None:
        abort(404)
    if carried.is_shown_again():
        return _words_kept(page, {}, 200, carried.notice())
    if not came_from_our_page():
        return _words_kept(page, {}, 409, copy.PRESS_AGAIN)
    speak = speaker_on(page, None)
    reading = forms.read(page, request.form, Case(speak.voice, service().today()), speak)
    if typed_under(reading.errors):
        return _words_kept(page, reading.errors, 422)
    kept = keeping.current(service())
    if kept is not None:
        return _taken_in(kept, page)
    answers = {key: answer for key, answer in reading.answers.items() if key not in reading.errors}
    keeping.begin(service(), Draft(answers=answers, language=keeping.language_here()))
    return redirect(url_for("start.start"))


def _page() -> Page | None:
    """The page on which the words were typed."""
    return next((page for page in PAGES if page.slug == request.form.get("slug")), None)


def _words_kept(page: Page, errors: Mapping[str, str], status: int, notice: Say | None = None) -> ResponseReturnValue:
    """The page with its words in it, to be sent again from here."""
    speak = speaker_on(page, None)
    shown = {key: errors[key] for key in page.keys if key in errors}
    content = worded(page, "", speak)
    return show(
        "form/words_kept.html",
        speak,
        copy.LOST_TITLE,
        status=status,
        page=content,
        values=typed_on(page),
        errors=shown,
        notice=notice,
        asks=True,
    )
