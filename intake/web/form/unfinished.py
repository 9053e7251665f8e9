"""What is typed on a page before its Continue: kept with the draft as it stands in the controls, and shown again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.questions.vocabulary import Answer, Day, ManyOf, Page, Words
from intake.records.draft import Draft
from intake.web.fields import without_unkeepable
from intake.web.form import appearance, carried, keeping
from intake.web.form.controls import shown_values
from intake.web.form.keeping import Kept
from intake.web.form.quick_help import show_help
from intake.web.form.showing import came_from_our_page, shown_again, typed_under
from intake.web.service import service

MOST_LETTERS = 40_000  # on one page: four times the longest story, so that what is too long is not lost either
_LONGEST_VISIT = 20  # letters


def put_by(page: Page | None, kept: Kept | None) -> ResponseReturnValue | None:
    """The answer to a post that only keeps what is typed, or None where that has to be shown again instead.

    It checks nothing and begins no draft. Who wants help is never held up by what cannot be kept: that goes along.
    """
    is_kept = page is not None and kept is not None and came_from_our_page() and keep_typed(kept, page)
    match request.form["keep"]:
        case "help":
            is_safe = page is None or is_kept or not typed_under(page.keys)
            return redirect(url_for("help.help_now"), 303) if is_safe else show_help(kept, back=carried.here())
        case "again":
            return redirect(carried.here(), 303) if is_kept else None
        case "away":
            return redirect(url_for("away.left_open"), 303)
        case "language":
            return redirect(url_for("language.choose"), 303) if is_kept else None
        case "look":
            return _in_the_other_size() if is_kept else None
        case _:
            return "", 204 if is_kept else 409


def _in_the_other_size() -> ResponseReturnValue:
    appearance.turn_size()
    return redirect(carried.here(), 303)


def keep_typed(kept: Kept, page: Page, *, beside: bool = False) -> bool:
    """Whether what was posted is now kept as unfinished: not where it is too much, or the draft was sent meanwhile.

    `beside`: it was not typed on this page of the draft, and takes nothing from what stands there.
    """
    names = _controls(page)
    typed: dict[str, list[str]] = {
        name: [without_unkeepable(value) for value in values]
        for name, values in request.form.lists()
        if name in names and any(values)
    }

    def left(draft: Draft) -> Mapping[str, list[str]]:
        if not beside:
            return typed
        before = values_left(page, draft) or shown_values(page, draft.answers)
        return _beside(page, before, shown_again(page, typed.items()))

    if sum(len(value) for values in left(kept.draft).values() for value in values) > MOST_LETTERS:
        return False

    def changed(draft: Draft) -> Draft:
        if visit() and draft.went_on.get(page.slug) == visit():
            return draft  # typed before they went on, and overtaken by that on the way
        answered = shown_values(page, draft.answers)
        stands = left(draft)
        says_nothing_new = _filled(shown_again(page, stands.items())) == _filled(
            {name: answered.get(name) for name in names}
        )
        return draft.with_unfinished(page.slug, None if says_nothing_new else stands)

    return keeping.change(service(), kept, changed) is not None


def visit() -> str:
    """What tells one visit to a page from the next: our script posts it, without which it is ''."""
    return without_unkeepable(request.form.get("visit", "")[:_LONGEST_VISIT])


def values_left(page: Page, draft: Draft) -> dict[str, Answer] | None:
    """What was left unfinished on this page, as its controls show it; None where it was not left so."""
    typed = draft.unfinished.get(page.slug)
    return None if typed is None else shown_again(page, typed.items())


def _beside(page: Page, before: Mapping[str, Answer], typed: Mapping[str, Answer]) -> dict[str, list[str]]:
    """What was typed and what stands there: words below words, all that is chosen, and of single facts the last."""
    kinds: dict[str, object] = {question.key: question.answer for question in page.questions}
    kinds |= {part.code: part.kind for question in page.questions for part in question.parts}
    both: dict[str, list[str]] = {}
    for name in {*before, *typed}:
        said = [*_as_list(before.get(name)), *_as_list(typed.get(name))]
        match kinds.get(name):
            case ManyOf():
                both[name] = [*dict.fromkeys(said)]
            case Words() if said:
                is_there_already = f"\n{said[0]}".endswith(f"\n{said[-1]}")
                both[name] = said[:1] if is_there_already else ["\n".join(said)]
            case _:
                both[name] = said[-1:]
    return {name: said for name, said in both.items() if said}


def _as_list(value: Answer) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _filled(values: Mapping[str, Answer]) -> dict[str, Answer]:
    """What says something, however it is ordered: a browser sends choices as they stand on the page."""
    return {name: sorted(value) if isinstance(value, list) else value for name, value in values.items() if value}


@cache
def _controls(page: Page) -> frozenset[str]:
    """The names under which this page's answers are posted."""
    days = {part.code for question in page.questions for part in question.parts if isinstance(part.kind, Day)}
    boxes = {f"{code}_{box}" for code in days for box in ("day", "month", "year")}
    return frozenset(page.keys).difference(days).union(boxes)
