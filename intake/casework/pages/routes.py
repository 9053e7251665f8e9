"""What is asked when it goes one way or another."""

from __future__ import annotations

from intake.casework.pages.asking import HOW_MUCH, LONGEST, REASON, WAYS, WHICH_PART, codes, one, page, said, say, when
from intake.questions.vocabulary import (
    Check,
    Condition,
    Line,
    OneOf,
    Part,
    Question,
    Tick,
    Words,
    always,
    answered,
    both,
    either,
    never,
    unless,
)
from intake.rules.codes import Route


def _interest_is_needed(key: str) -> Check:
    """That nobody is asked for sufficient interest who complains in their own right."""
    return Check(
        unless(both(answered(key, Route.STATUTORY_SI), answered("record_own_right"))),
        key,
        say("They complain in their own right. Sufficient interest is not asked of them."),
    )


def _interest_is_decided(key: str) -> Check:
    """That nobody goes by the Act who may do so only with sufficient interest, before that is decided (reg 12)."""
    return Check(
        unless(both(answered(key, Route.STATUTORY), answered("record_needs_interest"))),
        key,
        say(
            "First a complaints manager decides if they have sufficient interest. Until then, select “Children Act, "
            "once sufficient interest is decided”."
        ),
    )


_ROUTES = (
    Route.STATUTORY,
    Route.STATUTORY_SI,
    Route.CORPORATE,
    Route.CP_CONFERENCE,
    Route.PROFESSIONAL_ESCALATION,
    Route.SIGNPOST,
    Route.COMPLIMENT_COMMENT,
)
ROUTE_DECIDED = page(
    "route_decided",
    "Decide the route",
    one(
        "route",
        "Which way does it go?",
        codes(_ROUTES),
        "Select the way it goes",
        checks=(
            _interest_is_needed("route"),
            _interest_is_decided("route"),
        ),
    ),
    REASON,
    intro=("What the rules suggest is shown on the record. You decide.",),
)
_PARTS = tuple(route for route in _ROUTES if route is not Route.COMPLIMENT_COMMENT)


def _split_part(n: int, ask: str, required: Condition) -> Question:
    route, about = f"part_{n}", f"part_{n}_about"
    return Question(
        route,
        say(ask),
        OneOf(codes(_PARTS)),
        (
            Part(
                about,
                say("What this part is about"),
                Words(LONGEST),
                required=either(required, answered(route)),
                missing=say("Write what this part is about"),
            ),
        ),
        required=either(required, answered(about)),
        missing=say("Select which way this part goes"),
        checks=(_interest_is_needed(route), _interest_is_decided(route)),
    )


SPLIT = page(
    "split",
    "Split it",
    _split_part(1, "Which way does the first part go?", always),
    _split_part(2, "Which way does the second part go?", always),
    _split_part(3, "Which way does a third part go?", never),
    _split_part(4, "Which way does a fourth part go?", never),
    REASON,
    intro=("The person does not have to write it again. Tell them which part goes where.",),
)
PASSED_ON = page(
    "passed_on",
    "Pass it on",
    Question(
        "recipient",
        say("To whom?"),
        parts=(
            Part(
                "to_whom",
                say("The organisation or team"),
                Line(200),
                required=always,
                missing=say("Write to whom it goes"),
            ),
        ),
    ),
    one("how_much", "How much goes there?", HOW_MUCH, "Select how much goes there"),
    WHICH_PART,
    Question(
        "agreement",
        say("The person’s agreement"),
        parts=(
            Part(
                "agreed",
                say("The person has agreed"),
                Tick(),
                required=always,
                missing=say("Nothing is passed on until the person has agreed"),
            ),
        ),
    ),
    one("agreed_how", "How did they agree?", WAYS, "Select how they agreed"),
    when("When was it passed on?"),
    REASON,
    intro=("A danger is passed on without asking: use “What was done about the danger” for that.",),
)
LINKED = page(
    "linked",
    "Link it with another record",
    one(
        "link",
        "How do they belong together?",
        said(duplicate="The same complaint came twice", same_child="They are about the same child"),
        "Select how they belong together",
    ),
    Question(
        "other",
        say("Which record?"),
        parts=(
            Part(
                "other_reference",
                say("Its reference"),
                Line(20),
                required=always,
                missing=say("Write the reference of the other record"),
            ),
        ),
    ),
    REASON,
    intro=("The people who complain never see this link. Each has their own record.",),
)
