"""The page on which somebody chooses the language that our pages are in."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale
from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import copy
from intake.questions.catalogue import language as words
from intake.questions.vocabulary import Say
from intake.web.form import carried, keeping
from intake.web.form.came_from import came_from
from intake.web.form.showing import came_from_our_page, show, speaker
from intake.web.service import service
from intake.web.speaker import Speaker

blueprint = Blueprint("language", __name__)


@dataclass(frozen=True, slots=True)
class Offered:
    """A language by its own name, in its own script. `awaits`: said in it while no native speaker has read it."""

    code: str
    tag: str
    name: str
    direction: str
    is_chosen: bool
    awaits: str


@blueprint.route("/language", methods=["GET", "POST"])
def choose() -> ResponseReturnValue:
    """Every language that the council offers; POST changes to one of them, and goes back to where they were."""
    language = request.form.get("language")
    if request.method == "POST" and language not in service().council.languages:
        abort(404)
    if language and came_from_our_page():
        keeping.speak_in(service(), language)
        return redirect(came_from())
    return show_languages(notice=copy.PRESS_AGAIN if request.method == "POST" else None)


def show_languages(*, back: str = "", notice: Say | None = None) -> ResponseReturnValue:
    """The page; what was typed on the page at `back` goes along, and back there with the language that is chosen."""
    kept = keeping.current(service())
    speak = speaker(kept.draft if kept else None)
    return show(
        "form/language.html",
        speak,
        words.LANGUAGE_TITLE,
        words=words,
        languages=[_offered(code, speak) for code in service().council.languages],
        before=came_from(),
        has_draft=kept is not None,
        notice=notice,
        asks=bool(back),
        back_to=back,
        carried=carried.fields() if back else (),
    )


def _offered(code: str, speak: Speaker) -> Offered:
    own = service().speakers.of(speak.voice, code)
    name = Locale.parse(code).get_display_name() or code
    awaits = own(words.LANGUAGE_AWAITS) if own.awaits_review else ""
    return Offered(code, own.tag, name[:1].upper() + name[1:], own.direction, own.language == speak.language, awaits)
