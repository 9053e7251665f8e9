"""Pages that are only read: in the voice of whoever reads, and in the other one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from intake.questions.catalogue import access, copy, good_to_know, leaflet, privacy, traces
from intake.questions.passages import Passage
from intake.questions.vocabulary import Say, Voice
from intake.rules.codes import Clock
from intake.rules.due import ASK_WITHIN, LIMITS, PANEL_REPORT_WITHIN, PANEL_RESPONSE_WITHIN
from intake.web.form import away, keeping
from intake.web.form.showing import show_ready, speaker
from intake.web.service import service
from intake.web.speaker import Speaker

blueprint = Blueprint("reading", __name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """A page to read, and the slugs of the pages that lead on from it."""

    title: Say
    passages: tuple[Passage, ...]
    beside: tuple[str, ...]


PAGES: Mapping[str, Reading] = {
    "private": Reading(copy.PRIVATE_TITLE, privacy.PRIVATE, ("traces", "how-we-answer", "advocate")),
    "other-ways": Reading(copy.OTHER_WAYS_TITLE, good_to_know.OTHER_WAYS_PAGE, ("advocate", "for-everyone", "leaflet")),
    "traces": Reading(copy.TRACES_TITLE, traces.TRACES, ("private", "other-ways")),
    "advocate": Reading(copy.ADVOCATE_TITLE, good_to_know.ADVOCATE_PAGE, ("how-we-answer", "private")),
    "how-we-answer": Reading(copy.FOOTER_ANSWER, good_to_know.HOW_WE_ANSWER, ("advocate", "private")),
    "for-everyone": Reading(copy.FOOTER_EVERYONE, access.FOR_EVERYONE, ("other-ways", "private")),
    "lost-code": Reading(copy.LOST_CODE_TITLE, good_to_know.LOST_CODE_PAGE, ("other-ways",)),
}
# The voices by the paths under which everybody can read a page in them: those of the first page.
VOICES: Mapping[str, Voice] = {"young": Voice.CHILD, "grown": Voice.ADULT}

WCAG = "2.2"
STATEMENT_WRITTEN = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Said:
    """A passage as it is shown: the numbers are pairs of words and number."""

    heading: str
    lines: tuple[str, ...]
    calls: tuple[tuple[str, str], ...]


@blueprint.get("/read/<slug>")
@blueprint.get("/read/<slug>/<path>")
def read(slug: str, path: str = "") -> ResponseReturnValue:
    """One page to read, in the voice of whoever has begun or of this path, and the way back to where they were."""
    if slug not in PAGES or (path and path not in VOICES):
        abort(404)
    page, kept = PAGES[slug], keeping.current(service())
    speak = in_voice(speaker(kept.draft if kept else None), path)
    return show_ready(
        "form/reading.html",
        speak,
        page.title,
        said=said(page.passages, speak),
        good_to_know=good_to_know,
        other_voice=url_for("reading.read", slug=slug, path="grown" if speak.voice is Voice.CHILD else "young"),
        beside=tuple(_way_to(each, path, speak) for each in page.beside),
        has_draft=kept is not None,
        **away.watched(),
    )


def _way_to(slug: str, path: str, speak: Speaker) -> tuple[str, str]:
    """The title and the address of another page, in the same voice."""
    if slug == "leaflet":
        return speak(leaflet.LEAFLET_TITLE), url_for("leaflet.leaflet", path=path or None)
    return speak(PAGES[slug].title), url_for("reading.read", slug=slug, path=path or None)


def in_voice(speak: Speaker, path: str) -> Speaker:
    """Who speaks in the voice of this path, or the same where there is none."""
    return service().speakers.of(VOICES[path], speak.language) if path else speak


@lru_cache(maxsize=128)
def said(passages: tuple[Passage, ...], speak: Speaker) -> tuple[Said, ...]:
    """These passages in this voice, without those that say nothing in it."""
    facts = {
        **_DAYS_OF_THE_LAW,
        "wcag": WCAG,
        "statement_written": format_date(STATEMENT_WRITTEN, "long", speak.locale),
    }
    council = service().council.facts
    return tuple(
        Said(
            speak.if_said(passage.heading),
            tuple(speak.all_both(passage.lines) if passage.is_grave else speak.all_filled(passage.lines, **facts)),
            tuple((words, council[call.number]) for call in passage.calls if (words := speak.if_said(call.words))),
        )
        for passage in passages
        if passage.is_said(speak.voice)
    )


_DAYS_OF_THE_LAW: Mapping[str, int | None] = {
    "stage1_days": LIMITS[Clock.STAGE1][0],
    "stage1_most": LIMITS[Clock.STAGE1][1],
    "stage2_ask_days": ASK_WITHIN[Clock.STAGE2],
    "stage2_days": LIMITS[Clock.STAGE2][0],
    "stage2_most": LIMITS[Clock.STAGE2][1],
    "stage3_ask_days": ASK_WITHIN[Clock.STAGE3],
    "stage3_days": LIMITS[Clock.STAGE3][0],
    "panel_report_days": PANEL_REPORT_WITHIN,
    "panel_response_days": PANEL_RESPONSE_WITHIN,
}
