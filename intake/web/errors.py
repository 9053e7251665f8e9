"""When something cannot be answered: a kind page that says what to do, and never repeats what was typed."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable

from flask import Flask, make_response, request, session
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from intake.questions.catalogue import copy
from intake.questions.vocabulary import Say
from intake.web.desk.guard import is_at_the_desk
from intake.web.desk.refusals import refused_at_the_desk
from intake.web.form.showing import show, speaker

log = logging.getLogger(__name__)


def register(app: Flask, *, raise_faults: bool) -> None:
    """Gives every error its page; with `raise_faults` a fault of ours is raised instead."""
    app.register_error_handler(HTTPException, _refused)
    if raise_faults:
        app.config["PROPAGATE_EXCEPTIONS"] = True
    else:
        app.register_error_handler(Exception, _failed)


def _refused(error: Exception) -> ResponseReturnValue:
    """The page of a request that cannot be answered as it is."""
    if not isinstance(error, HTTPException) or error.code is None or error.code >= 500:
        return _failed(error)
    if error.code < 400:
        return error.get_response()
    title, lines = _PAGES.get(error.code, _PAGES[405])
    at_desk = is_at_the_desk()
    response = make_response(refused_at_the_desk(error.code) if at_desk else _page(title, lines, error.code))
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


def _failed(error: Exception) -> ResponseReturnValue:
    """The page of a fault of ours. The log gets where it happened and a number to find it by, no word of anybody."""
    number = secrets.token_hex(4)
    where = error.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    log.error(
        "a request failed",
        extra={
            "fault": number,
            "endpoint": request.endpoint,
            "error": type(error).__name__,
            "place": f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "",
        },
    )
    return refused_at_the_desk(500, number) if is_at_the_desk() else _page(copy.BROKEN_TITLE, copy.BROKEN, 500, number)


_PAGES = {
    404: (copy.NOT_FOUND_TITLE, copy.NOT_FOUND),
    405: (copy.NOT_ALLOWED_TITLE, copy.NOT_ALLOWED),
    413: (copy.TOO_BIG_TITLE, copy.TOO_BIG),
}


def _page(title: Say, lines: Iterable[Say], status: int, number: str = "") -> ResponseReturnValue:
    """In the child's voice: an error does not look the draft up, which may be what went wrong."""
    speak = speaker(None)
    said = speak.all_filled(lines) + ([speak.filled(copy.FAULT_NUMBER, number=number)] if number else [])
    return show("form/error.html", speak, title, status=status, lines=said, has_draft="draft" in session)
