"""What stands around every public page: made once and kept, for it is half of what there is to make of one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import render_template
from markupsafe import Markup

from intake.questions.catalogue import copy, language, listen, signal
from intake.questions.catalogue import look as words_of_look
from intake.web.form import scripts, sheet
from intake.web.late import LATE
from intake.web.service import service
from intake.web.speaker import Speaker

# All that tells one frame from another. Nothing of it is anybody's.
_TOLD_BY = (
    *("title", "look", "drawn", "recording", "back", "part", "strip", "notice"),
    *("asks", "keeps", "posts", "covered_after", "asks_again"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    above: Markup
    below: Markup


def around(speak: Speaker, content: Mapping[str, Any], *, own_words: bool, styles: str) -> Frame:
    """What stands around this content, in this speaker's words.

    `own_words`: the person's are in it, `styles`: the address of a style sheet of its own.
    """
    shown = {name: content[name] for name in _TOLD_BY} | {"own_words": own_words, "styles": styles}
    make = _made if content["errors"] else _kept  # an error may name a day of somebody's
    return make(speak, tuple(shown.items()), tuple(content["errors"].items()))


def _made(speak: Speaker, content: tuple[tuple[str, Hashable], ...], errors: tuple[tuple[str, str], ...]) -> Frame:
    shown: dict[str, Any] = {
        "say": speak,
        "copy": copy,
        "language": language,
        "listen": listen,
        "signal": signal,
        "words_of_look": words_of_look,
        "council": service().council,
        "scripts": scripts.address(),
        "late": LATE,
        "sheet": sheet.address(),
        "errors": dict(errors),
        **dict(content),
    }
    return Frame(*(Markup(render_template(f"frame/{part}.html", **shown)) for part in ("above", "below")))  # noqa: S704


_kept = lru_cache(maxsize=512)(_made)
