"""What every public page is shown with."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from intake.questions.catalogue import copy, listen, signal
from intake.questions.vocabulary import Answer, Answers, ManyOf, Page, Say, Voice
from intake.records.draft import Draft
from intake.web.fields import without_unkeepable
from intake.web.form import appearance, away, frame, keeping
from intake.web.form.appearance import Look
from intake.web.form.controls import own_of
from intake.web.form.recordings import recording
from intake.web.form.wording import WordedPage
from intake.web.packing import CSRF, Gaps, ReadyPage
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


_NOTHING: Mapping[str, Any] = MappingProxyType({})


def show(
    template: str, speak: Speaker, title: Say, *, status: int = 200, values: Answers = _NOTHING, **content: Any
) -> ResponseReturnValue:
    """One public page. `values` are in the controls of its `page` of questions."""
    content = {**_of_the_visit(speak), **away.watched(), **content}
    page = _made(template, speak, title, content)
    return page.filled(_own(page, content.get("page"), values)), status


def show_ready(
    template: str,
    speak: Speaker,
    title: Say,
    *,
    status: int = 200,
    page: WordedPage | None = None,
    values: Answers = _NOTHING,
    own: Mapping[str, str] = _NOTHING,
    errors: Mapping[str, str] = _NOTHING,
    **content: Hashable,
) -> ResponseReturnValue:
    """One public page with nothing of anybody in it but `values` and `own`: made once, and kept with gaps for these.

    The template finds what is `own` under its name. `errors`, which are our words, and `content` tell it from others.
    """
    gaps = {name: _GAPS.get(name) for name in own}
    content = {**_of_the_visit(speak), "page": page, **gaps, **content}
    ready = _ready(template, speak, title, tuple(content.items()), tuple(errors.items()))
    return ready.response({**_own(ready, page, values), **own}), status


@lru_cache(maxsize=512)
def _ready(
    template: str,
    speak: Speaker,
    title: Say,
    content: tuple[tuple[str, Hashable], ...],
    errors: tuple[tuple[str, str], ...],
) -> ReadyPage:
    return _made(template, speak, title, {**dict(content), "errors": dict(errors)})


def _own(ready: ReadyPage, page: WordedPage | None, values: Answers) -> dict[str, str]:
    """What goes in the gaps of a page: the token of its form, if it has one, and what is in the controls."""
    return ({CSRF: generate_csrf()} if ready.has_token else {}) | own_of(page, values)


def _of_the_visit(speak: Speaker) -> dict[str, Hashable]:
    read_aloud = recording(speak)
    return {"look": appearance.current(), "recording": asset(read_aloud) if read_aloud else ""}


def _made(template: str, speak: Speaker, title: Say, content: Mapping[str, Any]) -> ReadyPage:
    look: Look = content["look"]
    drawn = look.drawing(_place(template, content), speak.voice)
    content = {**_PLAIN, **content, "title": speak(title), "drawn": drawn}
    html = render_template(
        template,
        say=speak,
        copy=copy,
        listen=listen,
        signal=signal,
        council=service().council,
        csrf=partial(_GAPS.get, CSRF),
        own=_GAPS,
        asset=asset,
        url_for=address,
        faces=look.draws_for(speak.voice) and speak.voice == Voice.CHILD,
        around=partial(frame.around, speak, content),
        **content,
    )
    return ReadyPage(appearance.one_thing_a_line(html) if look.easy else appearance.numbers_whole(html))


_GAPS = Gaps()


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
    "errors": {},
    "autofill": True,
    "own_words": False,
    "styles": "",
    "asks": False,
    "keeps": False,
    "carried": (),
    "posts": True,
    "covered_after": 0,
    "asks_again": False,
}


def asset(name: str) -> str:
    """The address of a static file, with a mark of its content: it may then be kept for a year."""
    return address("static", filename=name, v=_mark(current_app.static_folder or "", name))


@cache
def _mark(static: str, name: str) -> str:
    return hashlib.sha256(Path(static, name).read_bytes()).hexdigest()[:8]


def address(endpoint: str, **values: Any) -> str:
    """What `url_for` says, made once and kept: so no secret may be in these values."""
    return _address(endpoint, request.script_root, tuple(values.items()))


@lru_cache(maxsize=1024)
def _address(endpoint: str, root: str, values: tuple[tuple[str, Any], ...]) -> str:  # noqa: ARG001 - it begins with that
    return url_for(endpoint, **dict(values))


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
