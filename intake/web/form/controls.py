"""What is somebody's on a page of questions: their answers, or what they typed, as the controls show it."""

from __future__ import annotations

from collections.abc import Iterator

from intake.questions.vocabulary import Answer, Answers, Day, Page
from intake.web.form.wording import WordedPage, WordedQuestion

_BOXES = ("year", "month", "day")
_CHOSEN, _OPEN = " checked", " open"  # as HTML marks a choice, and options folded away that are to be seen


def shown_values(page: Page, answers: Answers) -> dict[str, Answer]:
    """The answers by the names of the controls: a date goes back into its three boxes."""
    values = {key: answers.get(key) for key in page.keys}
    for question in page.questions:
        for part in question.parts:
            day = values.get(part.code)
            if isinstance(part.kind, Day) and isinstance(day, str):
                boxes = dict(zip(_BOXES, day.split("-"), strict=True))
                values.update({f"{part.code}_{box}": number.lstrip("0") for box, number in boxes.items()})
    return values


def own_of(page: WordedPage | None, values: Answers) -> dict[str, str]:
    """What is in the controls of this page, by their ids: words, or the mark of what is chosen."""
    questions = page.questions if page is not None else ()
    return {id: own for question in questions for id, own in _own(question, values) if own}


def _own(question: WordedQuestion, values: Answers) -> Iterator[tuple[str, str]]:
    def words(name: str) -> str:
        return str(values.get(name) or "")

    if question.look in {"area", "line"}:
        yield question.key, words(question.key)
    else:
        yield from _chosen(question, values.get(question.key) or ())
    for part in question.parts:
        match part.look:
            case "tick":
                yield part.code, _CHOSEN if words(part.code) else ""
            case "day":
                yield from ((name, words(name)) for name in (f"{part.code}_{box}" for box in _BOXES))
            case _:
                yield part.code, words(part.code)


def _chosen(question: WordedQuestion, value: str | list[str] | tuple[()]) -> Iterator[tuple[str, str]]:
    """The marks of the options with these codes, and of the folded ones together, under the key with `-more`."""
    codes = {value} if isinstance(value, str) else set(value)
    yield from ((option.id, _CHOSEN) for option in question.options + question.more if option.code in codes)
    if not codes.isdisjoint(option.code for option in question.more):
        yield f"{question.key}-more", _OPEN
