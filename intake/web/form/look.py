"""The page on which somebody chooses how our pages look, and the button that makes them bigger and simpler."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import look as words
from intake.questions.vocabulary import Voice
from intake.web.form import appearance, carried, keeping
from intake.web.form.appearance import Look
from intake.web.form.came_from import came_from
from intake.web.form.showing import show, speaker
from intake.web.service import service

blueprint = Blueprint("look", __name__)


@blueprint.route("/look", methods=["GET", "POST"])
def look() -> ResponseReturnValue:
    """What there is to choose; POST takes what is chosen, leaves the rest as it is, and goes back."""
    kept = keeping.current(service())
    speak = speaker(kept.draft if kept else None)
    if request.method == "POST" and not carried.is_shown_again() and carried.is_pressed_here():
        appearance.keep(_chosen(appearance.current(), speak.voice))
        return redirect(came_from(), 303)
    return show(
        "form/look.html",
        speak,
        words.LOOK_TITLE,
        words=words,
        before=came_from(),
        chosen=_chosen(appearance.current(), speak.voice),
        notice=carried.notice(),
        asks=True,
    )


def _chosen(before: Look, voice: Voice) -> Look:
    """The look with all that is chosen in the form; but for the size, where a press in the bar has just turned it."""
    easy, page, drawings = (request.form.get(name, "") for name in ("easy", "page", "drawings"))
    after = before
    if easy in words.SIZES and request.form.get("keep") != "look":
        after = replace(after, easy=easy == "yes")
    if page in words.COLOURS:
        after = replace(after, page=page)
    if drawings in words.DRAWINGS and (drawings == "yes") != before.draws_for(voice):
        after = replace(after, drawings=drawings == "yes")
    return after
