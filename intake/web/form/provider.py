"""The page of the advocates' provider: three small steps behind a link of their own, without an account or a cookie.

Opening the link changes nothing: mail scanners do. Sending needs no token of a page, because nothing but the link in
the address says who is asking.
"""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.access.links import lookup_of
from intake.questions.catalogue import provider as words
from intake.questions.vocabulary import Answers, Case, Day, Line, Page, Part, Question, Say, Tick, Voice
from intake.records.referral import CLOSED, Referral, ReferralState
from intake.rules.london import london_day
from intake.storage import referrals
from intake.web import forms
from intake.web.form import carried
from intake.web.form.keeping import language_here
from intake.web.form.next_steps import long_date
from intake.web.form.showing import show, typed_on
from intake.web.form.wording import worded
from intake.web.service import service
from intake.web.speaker import Speaker

blueprint = Blueprint("provider", __name__)

LONGEST_NAME = 100


def _page(*parts: Part) -> Page:
    steps = Question("steps", words.STEPS, parts=parts, hint=words.LATER)
    return Page("a", words.TITLE, (steps,))


_HAS_IT = Part("has_it", words.HAS_IT, Tick())
_REST = (
    Part("named", words.NAMES, Line(LONGEST_NAME)),
    Part("touched_on", words.TOUCHED, Day()),
)
ALL_STEPS, STEPS_LEFT = _page(_HAS_IT, *_REST), _page(*_REST)


@blueprint.route("/a/<token>", methods=["GET", "POST"])
def answer(token: str) -> ResponseReturnValue:
    """What the provider may tell us, all at once or on several visits, until they have been in touch."""
    speak = service().speakers.of(Voice.ADULT, language_here())
    referral = _opened_by(token)
    if referral is None:
        return _closed(words.NO_LINK, None, speak, status=404)
    if referral.state in CLOSED:
        ended = words.WITHDRAWN if referral.state == ReferralState.WITHDRAWN else words.FINISHED
        return _closed(ended, referral, speak)
    page = ALL_STEPS if referral.received_at is None else STEPS_LEFT
    if request.method != "POST":
        return _asked(page, referral, {"named": referral.advocate_name}, {}, speak)
    if carried.is_shown_again():
        return _asked(page, referral, typed_on(page), {}, speak, carried.notice())
    # All of them are read, so that a first step that is sent twice is no mistake.
    reading = forms.read(ALL_STEPS, request.form, Case(Voice.ADULT, service().today()), speak)
    errors = reading.errors or _errors(page, reading.answers, referral, speak)
    if errors.keys() & set(page.keys):
        return _asked(page, referral, typed_on(page), errors, speak)
    _keep(referral, reading.answers)
    return redirect(url_for("provider.answer", token=token))


def _opened_by(token: str) -> Referral | None:
    lookup = lookup_of(token)
    if lookup is None:
        return None
    with service().database.read() as db:
        return referrals.by_link(db, lookup, service().ring)


def _errors(page: Page, answers: Answers, referral: Referral, speak: Speaker) -> dict[str, str]:
    """What is wrong with answers that can each be read."""
    if not any(answers.values()):
        return {page.keys[0]: speak(words.NOTHING_SAID)}
    day = _day(answers)
    asked_on = london_day(referral.consent_at)
    if day is not None and day > service().today():
        return {"touched_on": speak(words.DAY_AHEAD)}
    if day is not None and day < asked_on:
        return {"touched_on": speak.filled(words.DAY_TOO_EARLY, received_on=long_date(asked_on, speak))}
    return {}


def _day(answers: Answers) -> date | None:
    day = answers.get("touched_on")
    return date.fromisoformat(day) if isinstance(day, str) else None


def _keep(referral: Referral, answers: Answers) -> None:
    now, name, day = service().now(), answers.get("named"), _day(answers)
    with service().database.write() as db:
        if answers.get("has_it"):
            referrals.received(db, referral.id, now)
        if isinstance(name, str):
            referrals.appointed(db, referral.id, name, service().ring, now)
        if day is not None:
            referrals.contacted(db, referral.id, day, now)


def _asked(
    page: Page,
    referral: Referral,
    values: Answers,
    errors: dict[str, str],
    speak: Speaker,
    notice: Say | None = None,
) -> ResponseReturnValue:
    said = (words.ABOUT, *words.SO_FAR, words.WHO_SEES)
    return show(
        "form/provider.html",
        speak,
        words.TITLE,
        status=422 if errors else 200,
        lines=speak.all_filled(said, **_facts(referral, speak)),
        page=worded(page, "", speak),
        words=words,
        values=values,
        errors=errors,
        autofill=False,
        notice=notice,
        asks=True,
    )


def _closed(
    lines: tuple[Say, ...], referral: Referral | None, speak: Speaker, *, status: int = 200
) -> ResponseReturnValue:
    said = (words.ABOUT, *lines)
    return show(
        "form/provider.html",
        speak,
        words.TITLE,
        status=status,
        lines=speak.all_filled(said, **_facts(referral, speak)),
        page=None,
        words=words,
    )


def _facts(referral: Referral | None, speak: Speaker) -> dict[str, str]:
    """What may stand on this page: the reference, and what they have told us themselves."""
    if referral is None:
        return {}
    facts = {"ref": str(referral.agreed["complaint_ref"])}
    if referral.received_at:
        facts["received_on"] = long_date(london_day(referral.received_at), speak)
    if referral.advocate_name:
        facts["name"] = referral.advocate_name
    if referral.contacted_on:
        facts["touched_on"] = long_date(referral.contacted_on, speak)
    return facts
