"""What every page of the desk is shown with."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from flask import g, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from intake.casework.roles import Role
from intake.casework.words import label
from intake.questions.catalogue import copy
from intake.questions.vocabulary import Voice
from intake.rules.london import LONDON
from intake.storage.tables import NO_DAY
from intake.web.desk.access import ACCESS
from intake.web.desk.guard import viewer
from intake.web.form import sheet
from intake.web.form.showing import address, asset
from intake.web.service import service
from intake.web.speaker import Speaker


def speaker() -> Speaker:
    """Who speaks to staff."""
    return service().speakers.of(Voice.HANDLER, "en")


_JUST_DONE = "just_done"


def keep_done(what: str) -> None:
    """Keeps what was just done for the page that is shown next, which says so once. An address would say it always."""
    session[_JUST_DONE] = what


def just_done() -> str:
    """What was just done, or ''."""
    done: str = session.pop(_JUST_DONE, "")
    return done


def show_desk(template: str, title: str, *, status: int = 200, **content: Any) -> ResponseReturnValue:
    """One page of the desk."""
    who = viewer() if "session" in g else None
    page = render_template(
        template,
        title=title,
        say=speaker(),
        copy=copy,
        council=service().council,
        csrf=generate_csrf,
        asset=asset,
        at=address,
        sheet=sheet.address(),
        today=service().today(),
        me=who.staff if who else None,
        links=_links(who.roles, who.staff.name, request.script_root) if who else (),
        may_reach=may_reach,
        **{**_FRAME, **content},
    )
    return page, status


_FRAME: dict[str, Any] = {"values": {}, "errors": {}, "autofill": False, "faces": False, "notice": ""}


@lru_cache(maxsize=512)
def _links(roles: frozenset[Role], name: str, root: str) -> tuple[tuple[str, str, str], ...]:  # noqa: ARG001 - they begin with that
    """Where the bar leads whoever has these roles: each page with its words and its address."""
    pages = (
        ("calls.calls", "Calls"),
        ("queue.waiting", "Queue"),
        ("queue.search", "Search"),
        ("conflicts.waiting", "Named in a record"),
        ("export.export", "Export"),
        ("people.people", "People"),
        ("account.account", name),
    )
    return tuple((page, words, address(page)) for page, words in pages if not roles.isdisjoint(ACCESS[page]))


def may_reach(endpoint: str) -> bool:
    """Whether who is signed in may reach this page."""
    return "session" in g and not viewer().roles.isdisjoint(ACCESS[endpoint])


def day(value: date | str | None) -> str:
    """A day as staff read it, such as Mon 7 Dec 2026; '' for none."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return "" if value is None or value == NO_DAY else _in_words(value)


@lru_cache(maxsize=4096)
def moment(value: datetime) -> str:
    """A moment as staff read it, in London's time."""
    there = value.astimezone(LONDON)
    return f"{_in_words(there.date())}, {there:%H:%M}"


# What a template writes after a value: a code, a day or a moment as staff read it.
FILTERS = {"label": label, "day": day, "moment": moment}


@lru_cache(maxsize=4096)
def _in_words(value: date) -> str:
    return format_date(value, "EEE d MMM y", locale="en_GB")
