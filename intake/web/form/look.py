"""The page on which somebody chooses how our pages look, and the button that makes them bigger and simpler."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import copy
from intake.questions.catalogue import look as words
from intake.questions.vocabulary import Voice
from intake.web.form import appearance, keeping
from intake.web.form.appearance import Look
from intake.web.form.came_from import came_from
from intake.web.form.showing import came_from_our_page, show, speaker
from intake.web.service import service

blueprint = Blueprint("look", __name__)


@blueprint.route("/look", methods=["GET", "POST"])
def look() -> ResponseReturnValue:
    """What there is to choose; POST takes what is chosen, leaves the rest as it is, and goes back."""
    kept = keeping.current(service())
    speak = speaker(kept.draft if kept else None)
    if request.method == "POST" and (_pressed_here() or came_from_our_page()):
        appearance.keep(_chosen(appearance.current(), speak.voice))
        return redirect(came_from(), 303)
    notice = copy.PRESS_AGAIN if request.method == "POST" else None
    return show("form/look.html", speak, words.LOOK_TITLE, words=words, before=came_from(), notice=notice)


def _pressed_here() -> bool:
    """Whether the browser says that a page of ours was left. The button on every page has no token, so that no page
    needs a cookie for it; nothing but the look can be changed by it.
    """
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


def _chosen(before: Look, voice: Voice) -> Look:
    easy, page, drawings = (request.form.get(name, "") for name in ("easy", "page", "drawings"))
    after = before
    if easy in words.SIZES:
        after = replace(after, easy=easy == "yes")
    if page in words.COLOURS:
        after = replace(after, page=page)
    if drawings in words.DRAWINGS and (drawings == "yes") != before.draws_for(voice):
        after = replace(after, drawings=drawings == "yes")
    return after
