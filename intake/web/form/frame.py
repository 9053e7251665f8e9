"""What stands around every public page: the bar above it, and what is below. Nothing of anybody is in either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import render_template
from markupsafe import Markup

from intake.questions.catalogue import copy, language, listen, signal
from intake.questions.catalogue import look as words_of_look
from intake.web.form.appearance import Look
from intake.web.service import service
from intake.web.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Frame:
    bar: Markup
    foot: Markup


def around(speak: Speaker, look: Look, content: Mapping[str, Any]) -> Frame:
    """What stands around a page with this content, in this speaker's words."""
    names = ("keeps", "posts", "covered_after", "asks_again")
    return _frame(speak, look, *(content[name] for name in names))


@lru_cache(maxsize=256)
def _frame(speak: Speaker, look: Look, keeps: bool, posts: bool, covered_after: int, asks_again: bool) -> Frame:
    """Made once and kept: it is half of what there is to make of a page."""
    said = {
        "say": speak,
        "look": look,
        "copy": copy,
        "language": language,
        "listen": listen,
        "signal": signal,
        "words_of_look": words_of_look,
        "council": service().council,
        "keeps": keeps,
        "posts": posts,
        "covered_after": covered_after,
        "asks_again": asks_again,
    }
    return Frame(*(Markup(render_template(f"frame/{part}.html", **said)) for part in ("bar", "foot")))  # noqa: S704
