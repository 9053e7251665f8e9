"""What is asked before a clock is moved."""

from __future__ import annotations

from intake.casework.days import LOOK_AGAIN_WITHIN
from intake.casework.pages.asking import codes, day, not_before, one, page, real, said, say, text, when
from intake.questions.vocabulary import Case, Check, Day, Part, Question, Tick, always
from intake.rules.codes import ClockReason


def _is_before_the_day_due(case: Case) -> bool:
    told_on, due = case.words("told_on"), case.words("clock_due")
    return not (told_on and due) or told_on < due


def _is_still_in_time(case: Case) -> bool:
    return case.today.isoformat() <= case.words("clock_at_most")


def _is_a_later_day(case: Case) -> bool:
    """Whether an extension goes past the day that is due, and no further than the clock allows."""
    until, at_most = case.words("until"), case.words("clock_at_most")
    if not until:
        return bool(at_most)
    return until > case.words("clock_due") and (not at_most or until <= at_most)


EXTENDED = page(
    "extended",
    "Extend the time to reply",
    one("clock_reason", "Why is more time needed?", codes(ClockReason), "Select why more time is needed"),
    text("reason", "What is complex, or what are you waiting for?", "Write what the time is needed for"),
    Question(
        "telling",
        say("When was the person told, with the reason?"),
        parts=(day("told_on", "The day", "Enter the day on which the person was told"),),
        checks=(
            *real("told_on"),
            Check(_is_before_the_day_due, "told_on", say("The person has to be told before the day it is due")),
        ),
    ),
    Question(
        "new_day",
        say("Until when?"),
        parts=(Part("until", say("The new day, or leave it empty for the latest that is allowed"), Day()),),
        checks=(
            Check(
                _is_a_later_day,
                "until",
                say("Choose a day after the one it is due, and not after the latest that is allowed"),
            ),
        ),
    ),
    intro=("Too few staff is never a reason.",),
)
SUSPENDED = page(
    "suspended",
    "Stop the clock for an advocate",
    Question(
        "telling",
        say("What the young person wants"),
        parts=(
            Part(
                "wants_to_wait",
                say("I asked the young person, and they want us to wait for their advocate"),
                Tick(),
                required=always,
                missing=say("Ask the young person first. Only they can say that we wait."),
            ),
            day("told_on", "The day on which they said so", "Enter the day on which they said so"),
        ),
        checks=(
            *real("told_on"),
            Check(_is_before_the_day_due, "told_on", say("They have to be asked before the day it is due")),
            Check(_is_still_in_time, "told_on", say("The latest day has passed. What is late stays late.")),
        ),
    ),
    intro=(
        "Only while an advocate is being found for them (regulation 14(3)). Nothing else stops the clock.",
        "It starts again on the day the advocate is there, with 10 working days.",
        f"The team is reminded to look again within {LOOK_AGAIN_WITHIN} working days.",
    ),
)
RESUMED = page(
    "resumed",
    "Start the clock again",
    one(
        "why",
        "Why does it start again?",
        said(appointed="The advocate is there", no_longer="They no longer want to wait"),
        "Select why it starts again",
    ),
    when("On which day?", not_before("clock_changed", "This is before the clock was stopped")),
)
