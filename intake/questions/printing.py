"""The whole questionnaire as text, in one voice: what content people read and review."""

from __future__ import annotations

from collections.abc import Iterator

from intake.questions.catalogue import PAGES, QUESTIONS
from intake.questions.vocabulary import ManyOf, OneOf, Option, Part, Question, Say, Voice, Words


def questionnaire(voice: Voice) -> str:
    """Every question that has words in this voice: those of the pages first, in their order, then the others."""
    lines = [f"The questions in the {voice} voice", ""]
    printed: set[str] = set()
    for page in PAGES:
        if page.title.said(voice) is None or any(question.ask.said(voice) is None for question in page.questions):
            continue
        lines += [f"== /q/{page.slug}: {page.title.to(voice)}", ""]
        for question in page.questions:
            if question.key in printed:
                lines += [f"{question.key}: as above", ""]
            else:
                printed.add(question.key)
                lines += [*_question(question, voice), ""]
    lines += ["== On pages of their own", ""]
    for question in QUESTIONS.values():
        if question.key not in printed and question.ask.said(voice) is not None:
            lines += [*_question(question, voice), ""]
    return "\n".join(lines)


def _question(question: Question, voice: Voice) -> Iterator[str]:
    yield f"{question.key}: {question.ask.to(voice)}"
    yield from _maybe("hint", question.hint, voice)
    match question.answer:
        case OneOf(options):
            yield from _options("( )", options, voice)
        case ManyOf(options):
            yield from _options("[ ]", options, voice)
        case Words(at_most):
            yield f"    ____ in their own words, at most {at_most:,}"
        case None:
            pass
    for part in question.parts:
        yield from _part(part, voice)
    yield from _maybe("missing", question.missing, voice)
    for check in question.checks:
        yield from _maybe("wrong", check.wrong, voice)
    yield from _maybe("why", question.why, voice)


def _options(box: str, options: tuple[Option, ...], voice: Voice) -> Iterator[str]:
    for option in options:
        if option.label.said(voice) is not None:
            yield f"    {box} {_coded(option.code, option.label, voice)}"


def _part(part: Part, voice: Voice) -> Iterator[str]:
    if part.label.said(voice) is None:
        return
    yield f"    ____ {_coded(part.code, part.label, voice)} ({type(part.kind).__name__.lower()})"
    yield from _maybe("missing", part.missing, voice)
    yield from _maybe("wrong", part.wrong, voice)


def _coded(code: str, label: Say, voice: Voice) -> str:
    return f"{label.to(voice)} [{code}]"


def _maybe(name: str, words: Say | None, voice: Voice) -> Iterator[str]:
    if words is not None and words.said(voice) is not None:
        yield f"    {name}: {words.to(voice)}"
