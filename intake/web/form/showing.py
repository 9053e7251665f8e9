"""What every public page is shown with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from intake.questions.catalogue import copy, listen, signal
from intake.questions.vocabulary import Answer, ManyOf, Page, Say, Voice
from intake.records.draft import Draft
from intake.web.fields import without_unkeepable
from intake.web.form import appearance, away, frame, keeping, scripts, sheet
from intake.web.form.appearance import Look
from intake.web.form.recordings import recording
from intake.web.late import LATE
from intake.web.packing import GAP, ReadyPage
from intake.web.service import service
from intake.web.speaker import Speaker


def speaker(draft: Draft | None) -> Speaker:
    """Who speaks to the person with this draft; without one, the child's voice in the language chosen here."""
    draft = draft or Draft(language=keeping.language_here())
    return service().speakers.of(draft.voice, draft.language)


def speaker_on(page: Page, draft: Draft | None) -> Speaker:
    """Who speaks on this page: where it has no words for the person with this draft, the voice that it was made for."""
    draft = draft or Draft(language=keeping.language_here())
    voices = (draft.voice, Voice.CHILD, Voice.ADULT)
    voice = next(voice for voice in voices if all(question.ask.said(voice) for question in page.questions))
    return service().speakers.of(voice, draft.language)


def show(template: str, speak: Speaker, title: Say, *, status: int = 200, **content: Any) -> ResponseReturnValue:
    """One public page."""
    content = {"look": appearance.current(), "recording": recording(speak), **away.watched(), **content}
    return _rendered(template, speak, title, content, generate_csrf), status


def show_ready(template: str, speak: Speaker, title: Say, **content: Hashable) -> ResponseReturnValue:
    """One public page with nothing of anybody in it: made the first time, and kept. `content` tells it from others."""
    of_the_visit = (("look", appearance.current()), ("recording", recording(speak)))
    page = _ready(template, speak, title, (*of_the_visit, *content.items()))
    return page.response(generate_csrf() if page.has_token else "")


@lru_cache(maxsize=512)
def _ready(template: str, speak: Speaker, title: Say, content: tuple[tuple[str, Hashable], ...]) -> ReadyPage:
    return ReadyPage(_rendered(template, speak, title, dict(content), lambda: GAP))


def _rendered(template: str, speak: Speaker, title: Say, content: Mapping[str, Any], csrf: Callable[[], str]) -> str:
    content = {**_PLAIN, **content}
    look: Look = content["look"]
    page = render_template(
        template,
        say=speak,
        copy=copy,
        listen=listen,
        signal=signal,
        title=speak(title),
        council=service().council,
        csrf=csrf,
        asset=asset,
        scripts=scripts.address(),
        late=LATE,
        sheet=sheet.address(),
        drawn=look.drawing(_place(template, content), speak.voice),
        faces=look.draws_for(speak.voice) and speak.voice == Voice.CHILD,
        frame=frame.around(speak, look, content),
        **content,
    )
    return appearance.one_thing_a_line(page) if look.easy else appearance.numbers_whole(page)


def _place(template: str, content: Mapping[str, Any]) -> str:
    """The slug of the page of questions that is shown, or the name of a template that lays itself out."""
    page = content.get("page")
    return page.slug if page is not None else template.rpartition("/")[2].removesuffix(".html")


# What a page is shown with that says nothing of it.
_PLAIN: Mapping[str, Any] = {
    "back": "",
    "part": "",
    "strip": False,
    "notice": None,
    "values": {},
    "errors": {},
    "autofill": True,
    "own_words": False,
    "keeps": False,
    "posts": True,
    "covered_after": 0,
    "asks_again": False,
}


def asset(name: str) -> str:
    """The address of a static file, with a mark of its content: it may then be kept for a year."""
    return _asset(name, f"{current_app.static_folder}/{name}", request.script_root)


@cache
def _asset(name: str, path: str, root: str) -> str:  # noqa: ARG001 - under another root it has another address
    return url_for("static", filename=name, v=hashlib.sha256(Path(path).read_bytes()).hexdigest()[:8])


def came_from_our_page() -> bool:
    """Whether this POST carries the token that our own page gave this browser."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def typed_on(page: Page) -> dict[str, Answer]:
    """What was posted, as the controls of this page show it again."""
    return shown_again(page, request.form.lists())


def shown_again(page: Page, typed: Iterable[tuple[str, list[str]]]) -> dict[str, Answer]:
    """What was typed, by the names of the controls of this page, as they show it again."""
    many = {question.key for question in page.questions if isinstance(question.answer, ManyOf)}
    return {name: values if name in many else without_unkeepable(values[0]) for name, values in typed}


def typed_under(keys: Collection[str]) -> bool:
    """Whether anything was typed or chosen in the controls of these keys."""
    return any(
        any(value.strip() for value in values)
        for name, values in request.form.lists()
        if any(name == key or name.startswith(f"{key}_") for key in keys)
    )
