"""The scripts of the public pages, sent as one file once a page stands: each of them helps, none is needed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, current_app, request, url_for

# In this order; Leave now works before anything else is read.
SCRIPTS = ("leave", "signal", "keep", "idle", "listen", "copy", "story")

blueprint = Blueprint("scripts", __name__)


@dataclass(frozen=True, slots=True)
class Joined:
    """All scripts as one, and a mark of what they say."""

    text: str
    mark: str


@blueprint.get("/form.js")
def form() -> Response:
    """What every public page loads."""
    return Response(joined(Path(current_app.static_folder or "")).text, mimetype="text/javascript")


def address() -> str:
    """Where the scripts stand, with a mark of their content: they may then be kept for a year."""
    return _address(joined(Path(current_app.static_folder or "")).mark, request.script_root)


@cache
def _address(mark: str, root: str) -> str:  # noqa: ARG001 - under another root it has another address
    return url_for("scripts.form", v=mark)


@cache
def joined(static: Path) -> Joined:
    """The scripts of this folder, each in a block of its own: nothing of one is seen by another, or by the page."""
    text = "".join(f"{{\n{_sent((static / 'form' / f'{name}.js').read_text('utf-8'))}}}\n" for name in SCRIPTS)
    return Joined(text, hashlib.sha256(text.encode()).hexdigest()[:8])


def _sent(script: str) -> str:
    """The script without what only its readers need: indentation, empty lines and lines of comment."""
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
