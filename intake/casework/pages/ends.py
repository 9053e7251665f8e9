"""What is asked when something comes to an end, and when it goes on after all."""

from __future__ import annotations

from intake.casework.codes import Finding, OutcomeActual
from intake.casework.pages.asking import (
    REASON,
    WAYS,
    codes,
    day,
    many,
    not_before,
    one,
    page,
    real,
    said,
    say,
    text,
    when,
)
from intake.questions.vocabulary import Part, Question, Tick, always

_FINDINGS = tuple(finding for finding in Finding if finding not in (Finding.WITHDRAWN, Finding.REFUSED))
_OUTCOMES = tuple(
    outcome
    for outcome in OutcomeActual
    if outcome
    not in (
        OutcomeActual.REFUSED_BY_CM,
        OutcomeActual.WITHDRAWN,
        OutcomeActual.ESCALATED,
        OutcomeActual.NOT_RECORDED,
    )
)
REPLIED = page(
    "replied",
    "The reply has gone out",
    when(
        "When did the reply go out?",
        not_before("clock_started", "This is before the day from which the time to reply runs now"),
        not_before("replied_on", "This is before the reply that they had already"),
    ),
    one("finding", "What did you find?", codes(_FINDINGS), "Select what you found"),
    many("outcomes", "What came of it?", codes(_OUTCOMES), "Select what came of it"),
    Question(
        "rights",
        say("What the reply says"),
        parts=(
            Part(
                "next_stage_told",
                say("The reply says how to go on if they are not happy with it, and how to reach the Ombudsman"),
                Tick(),
                required=always,
                missing=say("Tick this when the reply says how to go on. It has to."),
            ),
        ),
    ),
    text("learning", "What did we learn?"),
)
CLOSED = page(
    "closed",
    "Close it",
    one(
        "closed_why",
        "Why is nothing left to do?",
        said(
            answered="They have had the reply",
            seen="It was read, and it needs no reply",
            done_elsewhere="Others deal with it, and the person knows",
            cannot_reply="There is no way to reply",
            duplicate="It is dealt with in a linked record",
        ),
        "Select why nothing is left to do",
    ),
    text("reason", "Anything to add?"),
)
WITHDRAWAL_ASKED = page(
    "withdrawal_asked",
    "They ask to stop",
    one(
        "asked_by",
        "Who asked?",
        said(
            person="The person who complains",
            advocate="Their advocate, for them",
            representative="Somebody else who speaks for them",
        ),
        "Select who asked",
    ),
    one("how", "How did they ask?", WAYS, "Select how they asked"),
    when("When did they ask?"),
    text("reason", "What did they say?"),
    intro=(
        "Nothing stops yet: a complaints manager confirms it in a letter.",
        "Make sure that nobody puts them under pressure.",
    ),
)
_NOT_ASKED_YET = "This is before they asked to stop"
WITHDRAWAL_CONFIRMED = page(
    "withdrawal_confirmed",
    "Confirm that it stops",
    Question(
        "letter",
        say("The letter that confirms it"),
        parts=(
            day("letter_on", "The date of the letter", "Enter the date of the letter"),
            Part(
                "may_come_back_told",
                say("The letter says that they can start it again"),
                Tick(),
                required=always,
                missing=say("Tick this when the letter says that they can start it again. It has to."),
            ),
        ),
        checks=(*real("letter_on"), not_before("withdrawal_asked_on", _NOT_ASKED_YET, "letter_on")),
    ),
    text("reason", "Anything to add?"),
    intro=("Work to keep anybody safe goes on all the same. The council may still look into what was said.",),
)
WITHDRAWAL_UNDONE = page(
    "withdrawal_undone",
    "They want to go on",
    when("When did they say so?", not_before("withdrawal_asked_on", _NOT_ASKED_YET)),
    text("reason", "What did they say?"),
)
REOPENED = page("reopened", "Open it again", REASON, intro=("Its dates stay: they run from when we received it.",))
