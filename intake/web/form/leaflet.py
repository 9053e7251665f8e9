"""The leaflet: a page to print on one sheet, fold and hand on, with a square that opens the form."""

from __future__ import annotations

from functools import lru_cache

import segno
from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from intake.questions.catalogue import leaflet as words
from intake.web.form import keeping
from intake.web.form.reading import VOICES, in_voice, said
from intake.web.form.showing import show, speaker
from intake.web.service import service

blueprint = Blueprint("leaflet", __name__)


@blueprint.get("/leaflet")
@blueprint.get("/leaflet/<path>")
def leaflet(path: str = "") -> ResponseReturnValue:
    """The leaflet in the voice of whoever has begun or of this path. It leads to the first page alone."""
    if path and path not in VOICES:
        abort(404)
    kept = keeping.current(service())
    speak = in_voice(speaker(kept.draft if kept else None), path)
    address = service().settings.public_url or request.url_root.rstrip("/")
    return show(
        "form/leaflet.html",
        speak,
        words.LEAFLET_TITLE,
        words=words,
        front=said(words.LEAFLET_FRONT, speak),
        before=said(words.LEAFLET_BEFORE, speak),
        back_of_it=said(words.LEAFLET_BACK, speak),
        address=address.removeprefix("https://"),
        square=_square(address),
        twice=speak.awaits_review,
    )


@lru_cache(maxsize=16)
def _square(address: str) -> Markup:
    """A QR code of this address, as wide as what it stands in."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=2, light="#fff", omitsize=True)
    return Markup(drawn)  # noqa: S704 - holds no text
