"""The style sheet of every page, with this council's colours and logo put in front: one file, made once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, current_app, request, url_for

from intake.council.load import logo_of
from intake.council.look import brighter, deeper, on_dark
from intake.council.model import Look
from intake.web.service import service

blueprint = Blueprint("sheet", __name__)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet, and a mark of what it says."""

    text: str
    mark: str


@blueprint.get("/site.css")
def sheet() -> Response:
    """What every page is dressed in."""
    return Response(_sheet().text, mimetype="text/css")


def address() -> str:
    """Where the style sheet stands, with a mark of its content: it may then be kept for a year."""
    return _address(_sheet().mark, request.script_root)


@cache
def _address(mark: str, root: str) -> str:  # noqa: ARG001 - under another root it has another address
    return url_for("sheet.sheet", v=mark)


def _sheet() -> Sheet:
    return made(current_app.static_folder or "", service().council.look)


@cache
def made(static: str, look: Look) -> Sheet:
    """The style sheet of this folder as a council with this look sends it."""
    tokens = "".join(f"--{name}:{value};" for name, value in _tokens(look))
    text = f":root{{{tokens}}}\n{_sent(Path(static, 'site.css').read_text(encoding='utf-8'))}"
    return Sheet(text, hashlib.sha256(text.encode()).hexdigest()[:8])


def _tokens(look: Look) -> Iterator[tuple[str, str]]:
    for name, colour in (("main", look.main), ("second", look.second)):
        yield name, colour
        yield f"{name}-on-dark", on_dark(colour)
    yield "main-pressed", deeper(look.main)
    yield "main-pressed-on-dark", brighter(on_dark(look.main))
    if look.logo:
        yield "logo", f'url("data:image/svg+xml,{quote(logo_of(look), safe=" =:/,;()<>")}")'.replace("%22", "'")


def _sent(css: str) -> str:
    """The style sheet without what only its readers need: comments, and spaces that separate nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css).replace(": ", ":")
    return re.sub(r" ?([{};,>]) ?", r"\1", css).replace(";}", "}").strip()
