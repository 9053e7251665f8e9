"""Pages read aloud by a person, for languages that few devices have a voice for. None is shipped.

A council or its translators put them at static/audio/<language>/<voice>/<page>.mp3. A page is named after its address,
with dashes: help.mp3, q-topic.mp3; the first page is start.mp3. They are looked for once.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flask import current_app, request

from intake.web.speaker import Speaker


def recording(speak: Speaker) -> str:
    """The static file in which this speaker reads the page that is asked for, or ''."""
    there = _recordings(current_app.static_folder or "")
    if not there:
        return ""
    page = request.path.strip("/").replace("/", "-") or "start"
    name = f"audio/{speak.language}/{speak.voice}/{page}.mp3"
    return name if name in there else ""


@cache
def _recordings(static: str) -> frozenset[str]:
    return frozenset(path.relative_to(static).as_posix() for path in Path(static).glob("audio/*/*/*.mp3"))
