"""The first page, and the page before the questions."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import QUESTIONS, copy
from intake.questions.vocabulary import Answer
from intake.records.draft import Draft
from intake.records.record import Kind
from intake.web.form import carried, keeping
from intake.web.form.ask import place_of
from intake.web.form.showing import came_from_our_page, show_ready, speaker
from intake.web.form.wording import worded_question
from intake.web.service import service

blueprint = Blueprint("start", __name__)

# Neutral paths: somebody may look over a shoulder.
PATHS = {"child": "young", "care_leaver": "older", "adult": "grown"}
_ROLES = {path: role for role, path in PATHS.items()}


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """Three cards, in the child's words: no voice is known yet."""
    speak = speaker(None)
    question = worded_question(QUESTIONS["who_are_you"], speak)
    cards = tuple((option.label, url_for("start.before", path=PATHS[option.code])) for option in question.options)
    return show_ready("form/start.html", speak, copy.START_TITLE, question=question, cards=cards)


_KINDS = frozenset({Kind.COMPLAINT, Kind.COMPLIMENT, Kind.IDEA, Kind.ADVOCATE_ONLY})  # what somebody may begin here


@blueprint.route("/start/<path>", methods=["GET", "POST"])
def before(path: str) -> ResponseReturnValue:
    """What to know before starting; its buttons begin the draft."""
    role = _ROLES.get(path) or abort(404)
    speak = speaker(Draft(answers={"who_are_you": role}, language=keeping.language_here()))
    kind = request.form.get("kind", "")
    is_begun = request.method == "POST" and kind in _KINDS and not carried.is_shown_again()
    if is_begun and came_from_our_page():
        draft = _begin({"who_are_you": role, "kind": kind, "shared": request.form.get("shared")})
        return redirect(place_of(draft.route(service().today()).first_open))
    return show_ready(
        "form/before.html",
        speak,
        copy.BEFORE_TITLE,
        kind=worded_question(QUESTIONS["kind"], speak),
        shared=worded_question(QUESTIONS["shared_device"], speak),
        ticked=request.form.get("shared") == "yes",
        notice=carried.notice(),
        asks=True,
    )


def _begin(answers: dict[str, Answer]) -> Draft:
    """A draft that is begun, or this browser's own that goes on: choosing again loses nothing of the story.

    On a device that others use it always begins anew, so that nobody opens the last person's answers.
    """
    answers["shared"] = "yes" if answers["shared"] == "yes" else None
    kept = keeping.current(service())
    if kept is not None and not kept.draft.shared_device:
        draft = keeping.change(service(), kept, lambda draft: draft.begun_again(answers))
        session.permanent = answers["shared"] is None
        if draft is not None:
            return draft
    begun = Draft(answers=answers, language=keeping.language_here())
    keeping.begin(service(), begun)
    return begun
