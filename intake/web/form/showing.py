"""What every public page is shown with."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import current_app, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from intake.questions.catalogue import copy
from intake.questions.vocabulary import Say, Voice
from intake.records.draft import Draft
from intake.web.service import service
from intake.web.speaker import Speaker


def speaker(draft: Draft | None) -> Speaker:
    """Who speaks to the person with this draft; without one, the child's voice in English."""
    draft = draft or Draft()
    return service().speakers.of(draft.voice, draft.language)


def speaker_after_sending(voice: str, language: str) -> Speaker:
    """Who speaks to somebody whose record is kept: the voice and language it came in."""
    return service().speakers.of(Voice(voice), language)


def show(template: str, speak: Speaker, title: Say, *, status: int = 200, **content: Any) -> ResponseReturnValue:
    """One public page."""
    frame: dict[str, Any] = {"back": "", "part": "", "strip": False, "notice": None, "errors": {}, "autofill": True}
    page = render_template(
        template,
        say=speak,
        copy=copy,
        title=speak(title),
        council=service().council,
        csrf=generate_csrf,
        asset=asset,
        **(frame | content),
    )
    return page, status


def asset(name: str) -> str:
    """The address of a static file, with a mark of its content: it may then be kept for a year."""
    return url_for("static", filename=name, v=_mark(f"{current_app.static_folder}/{name}"))


@cache
def _mark(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:8]


def came_from_our_page() -> bool:
    """Whether this POST carries the token that our own page gave this browser."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def posted_words() -> dict[str, list[str]]:
    """Everything that was typed or chosen, by control, without our own token."""
    return {name: values for name, values in request.form.lists() if name != "csrf_token"}


def sent_reference() -> str | None:
    """The reference of what this browser has sent, or None."""
    reference: str | None = session.get("reference")
    return reference
