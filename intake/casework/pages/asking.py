"""How staff are asked: the parts that pages of decisions are made of. English only, in the voice of handlers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from intake.casework.words import label
from intake.questions.vocabulary import (
    Case,
    Check,
    Condition,
    Day,
    ManyOf,
    OneOf,
    Option,
    Page,
    Part,
    Question,
    Say,
    Tick,
    Words,
    always,
    answered,
    never,
)

LONGEST = 4000


def say(words: str) -> Say:
    return Say(handler=words)


def page(slug: str, title: str, *questions: Question, intro: Iterable[str] = ()) -> Page:
    return Page(slug, say(title), questions, intro=tuple(say(line) for line in intro))


def one(
    key: str, ask: str, options: Iterable[Option], missing: str, *, hint: str = "", checks: Iterable[Check] = ()
) -> Question:
    return Question(
        key,
        say(ask),
        OneOf(tuple(options)),
        hint=say(hint) if hint else None,
        required=always,
        missing=say(missing),
        checks=tuple(checks),
    )


def many(key: str, ask: str, options: Iterable[Option], missing: str) -> Question:
    return Question(key, say(ask), ManyOf(tuple(options)), required=always, missing=say(missing))


def text(key: str, ask: str, missing: str = "", *, required: Condition = always, hint: str = "") -> Question:
    return Question(
        key,
        say(ask),
        Words(LONGEST),
        hint=say(hint) if hint else None,
        required=required if missing else never,
        missing=say(missing) if missing else None,
    )


def codes(codes: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(str(code), say(label(code))) for code in codes)


def said(**options: str) -> tuple[Option, ...]:
    return tuple(Option(code, say(words)) for code, words in options.items())


YES_NO = said(yes="Yes", no="No")
YES_NO_NOT_SURE = said(yes="Yes", no="No", not_sure="Not sure")


def _is_past(key: str) -> Callable[[Case], bool]:
    return lambda case: case.words(key) <= case.today.isoformat()


def _is_since_receipt(key: str) -> Callable[[Case], bool]:
    return lambda case: not case.words(key) or case.words(key) >= case.words("record_received")


def day(key: str, words: str, missing: str, required: Condition = always) -> Part:
    return Part(key, say(words), Day(), required=required, missing=say(missing))


def real(key: str) -> tuple[Check, Check]:
    """That a day is one on which something about this record can have happened."""
    return (
        Check(_is_past(key), key, say("This day has not come yet")),
        Check(_is_since_receipt(key), key, say("This is before we received it")),
    )


def not_before(known: str, wrong: str, at: str = "on") -> Check:
    """That this day is not before one that is known of the record, if that is."""
    return Check(lambda case: not case.words(at) or case.words(at) >= case.words(known), at, say(wrong))


def when(ask: str, *checks: Check) -> Question:
    missing = "Enter the day on which it happened"
    return Question("when", say(ask), parts=(day("on", "The day", missing),), checks=(*real("on"), *checks))


def letter(required: Condition = always, ask: str = "The letter that says no") -> Question:
    """When the person was told no in writing, with the Ombudsman's details: compulsory for every refusal."""
    told = "Tick this when the letter says how to reach the Ombudsman. It has to."
    return Question(
        "letter",
        say(ask),
        parts=(
            day("letter_on", "The date of the letter", "Enter the date of the letter", required),
            Part(
                "ombudsman_told",
                say("The letter gives the Ombudsman’s details"),
                Tick(),
                required=required,
                missing=say(told),
            ),
        ),
        checks=real("letter_on"),
    )


REASON = text("reason", "Why?", "Write the reason")
HOW_MUCH = said(all="All of it", part="A part of it")
WHICH_PART = text(
    "which_part",
    "Which part, if it is a part?",
    "Write which part it is",
    required=answered("how_much", "part"),
)
WAYS = said(
    call="By phone",
    email="By email",
    letter="By letter",
    text="By text message",
    in_person="Face to face",
    form="On the form",
    advocate="Through an advocate",
)
