"""Pages that are only read."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import copy, good_to_know
from intake.questions.vocabulary import Say
from intake.web.form import keeping
from intake.web.form.showing import show, speaker
from intake.web.service import service

blueprint = Blueprint("reading", __name__)

PAGES: Mapping[str, tuple[Say, tuple[Say, ...]]] = {
    "private": (copy.PRIVATE_TITLE, copy.PRIVATE),
    "other-ways": (copy.OTHER_WAYS_TITLE, copy.OTHER_WAYS),
    "traces": (copy.TRACES_TITLE, copy.TRACES),
    "advocate": (copy.ADVOCATE_TITLE, good_to_know.ADVOCATE_PAGE),
    "how-we-answer": (copy.FOOTER_ANSWER, good_to_know.HOW_WE_ANSWER),
    "for-everyone": (copy.FOOTER_EVERYONE, good_to_know.FOR_EVERYONE),
    "lost-code": (copy.LOST_CODE_TITLE, copy.LOST_CODE),
}


@blueprint.get("/read/<slug>")
def read(slug: str) -> ResponseReturnValue:
    """One page to read, in the voice of whoever has begun, and the way back to where they were."""
    if slug not in PAGES:
        abort(404)
    title, lines = PAGES[slug]
    kept = keeping.current(service())
    speak = speaker(kept.draft if kept else None)
    return show("form/reading.html", speak, title, lines=speak.all_filled(lines), has_draft=kept is not None)
