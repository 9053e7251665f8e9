"""The page of Help now: numbers to ring first, then three fields that reach the duty team, then the way back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import QUESTIONS, copy
from intake.questions.vocabulary import Answer, Page, Say
from intake.web.form import away, carried
from intake.web.form.keeping import Kept
from intake.web.form.showing import show, show_ready, speaker
from intake.web.form.wording import worded

QUICK_HELP = Page("help", copy.HELP_TITLE, (QUESTIONS["quick_help"],))
_OWN = frozenset({*QUICK_HELP.keys, "once", "send_now", carried.BACK})
_NOTHING: Mapping[str, Answer] = MappingProxyType({})


def show_help(
    kept: Kept | None,
    values: Mapping[str, Answer] = _NOTHING,
    errors: Mapping[str, str] = MappingProxyType({}),
    *,
    notice: Say | None = None,
    back: str = "",
) -> ResponseReturnValue:
    """The page, with the way back to where what was typed there belongs: to `back`, or to where it came from before."""
    speak = speaker(kept.draft if kept else None)
    back, along = taken_along(back)
    once = request.form.get("once") or secrets.token_hex(16)
    content: dict[str, Any] = {
        "status": 422 if errors else 200,
        "page": worded(QUICK_HELP, "", speak),
        "values": values,
        "errors": errors,
        "has_draft": kept is not None,
        "autofill": not (kept and kept.draft.shared_device),
        "notice": notice,
        "asks": True,
        "back_to": back,
    }
    if back:
        return show("form/help.html", speak, copy.HELP_TITLE, once=once, carried=along, **content)
    return show_ready("form/help.html", speak, copy.HELP_TITLE, own={"once": once}, **content, **away.watched())


def taken_along(back: str = "") -> tuple[str, tuple[tuple[str, str], ...]]:
    """Where to carry on, and what was typed there; '' and nothing where nothing was."""
    back = back or carried.way_back()
    return back, carried.fields(_OWN) if back else ()
