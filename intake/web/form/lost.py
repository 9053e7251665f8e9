"""When the draft cannot be found: its time is over, the browser lost its cookie, or it was sent. No word is lost."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import PAGES, copy
from intake.questions.vocabulary import Case, Page, Voice
from intake.records.draft import Draft
from intake.web import forms
from intake.web.form import keeping
from intake.web.form.showing import came_from_our_page, posted_words, sent_reference, show, speaker
from intake.web.service import service

blueprint = Blueprint("lost", __name__)


def lost_place(page: Page | None) -> ResponseReturnValue:
    """The way on for somebody whose draft is not there: to what they sent, to the start, or to their own words."""
    if request.method == "POST" and page is not None:
        words = {name: values for name, values in posted_words().items() if _belongs(name, page)}
        if any(value.strip() for values in words.values() for value in values):
            return show("form/words_kept.html", speaker(None), copy.LOST_TITLE, status=409, slug=page.slug, words=words)
    if sent_reference() is not None:
        return redirect(url_for("sent.done"))
    session.clear()
    return redirect(url_for("start.start"))


@blueprint.post("/keep")
def keep() -> ResponseReturnValue:
    """Starts anew with the words of a page whose draft is gone."""
    page = next((page for page in PAGES if page.slug == request.form.get("slug")), None)
    if page is None:
        abort(404)
    if not came_from_our_page():
        return lost_place(page)
    voice = Voice.CHILD if page.questions[0].ask.child else Voice.ADULT
    reading = forms.read(page, request.form, Case(voice, service().today()), service().speakers.of(voice, "en"))
    answers = {key: answer for key, answer in reading.answers.items() if key not in reading.errors}
    keeping.begin(service(), Draft(answers=answers))
    return redirect(url_for("start.start"))


def _belongs(name: str, page: Page) -> bool:
    return any(name == key or name.startswith(f"{key}_") for key in page.keys)
