"""The presses in the bar of a page that keeps nothing: no word typed there is lost by them."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import copy
from intake.web.form import appearance, away, carried, keeping
from intake.web.form.language import show_languages
from intake.web.form.quick_help import show_help
from intake.web.service import service

blueprint = Blueprint("aside", __name__)


@blueprint.before_app_request
def step_aside() -> ResponseReturnValue | None:
    """The page in between that was asked for; None where the page itself is to be shown, as it is now wanted.

    Who comes too late, on a device that others use, sees nothing again: the code is asked for.
    """
    if request.endpoint not in carried.PAGES or not carried.is_shown_again():
        return None
    if away.is_too_late():
        return away.left_open()
    match request.form["keep"]:
        case "help" if request.endpoint != "help.help_now":
            return show_help(keeping.current(service()), back=carried.here())
        case "language":
            return show_languages(back=carried.here())
        case "look" if carried.is_pressed_here():
            appearance.turn_size()
        case language if language in service().council.languages:
            if not carried.is_pressed_here():
                return show_languages(back=carried.here(), notice=copy.PRESS_AGAIN)
            keeping.speak_in(service(), language)
    return None
