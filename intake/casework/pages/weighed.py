"""What the complaints manager weighs before saying no, or not yet."""

from __future__ import annotations

from intake.casework.codes import RefusalReason
from intake.casework.days import LOOK_AGAIN_WITHIN
from intake.casework.pages.asking import (
    HOW_MUCH,
    REASON,
    WHICH_PART,
    YES_NO,
    YES_NO_NOT_SURE,
    codes,
    day,
    letter,
    not_before,
    one,
    page,
    real,
    said,
    say,
    text,
    when,
)
from intake.questions.vocabulary import (
    Case,
    Check,
    Condition,
    Part,
    Question,
    Tick,
    always,
    answered,
    both,
    either,
    unless,
)
from intake.records.complainant import YOUNG
from intake.rules.codes import Flag, Proceedings

INTEREST_DECIDED = page(
    "interest_decided",
    "Decide if they have sufficient interest",
    one(
        "interest",
        "Does this person have sufficient interest in the child’s welfare?",
        YES_NO,
        "Select yes or no",
        hint="How close they are to the child, how often they see them, and if they care for them now.",
    ),
    one(
        "child_view",
        "Did you take the child’s own view into account?",
        said(considered="Yes, I did", not_considered="No, I did not think it right"),
        "Select if you took the child’s view into account",
    ),
    text("child_view_why", "What is the child’s view, or why did you not ask?", "Write what it is, or why not"),
    REASON,
    letter(answered("interest", "no"), "If you say no: the letter that says so"),
    intro=(
        "Parents, and people with parental responsibility, need no sufficient interest.",
        "No parental responsibility is not a reason to say no. Weigh what they are to the child.",
    ),
)
_LATE_CHECKLIST = (
    ("limb_sooner", "Would it have been too much to expect them to complain in time?", "Regulation 9(2)(a)."),
    ("limb_fair", "Can we still look at it effectively and fairly?", "Regulation 9(2)(b). Staff who have left are "
     "only a part of this question."),
    ("vulnerable", "Is there a real issue of vulnerability?", ""),
    ("benefit", "Would the person still gain something if we went on?", ""),
    ("information", "Are there enough records and people from that time to look into it?", ""),
    ("human_rights", "Does human rights law ask us to act?", ""),
    ("was_a_child", "Were they a child when it happened?", "Think of the day on which they became 18."),
    ("had_advocate", "Could they have had an advocate at that time?", ""),
    ("wrong_council", "Did they complain to another council first?", ""),
    ("health", "Did health or a disability keep them from it?", "If so, more time may be a reasonable adjustment."),
)  # fmt: skip
LATE_DECIDED = page(
    "late_decided",
    "Decide if we take it although it is late",
    *(one(key, ask, YES_NO_NOT_SURE, "Select yes, no or not sure", hint=hint) for key, ask, hint in _LATE_CHECKLIST),
    one(
        "late",
        "What do you decide?",
        said(
            accepted="We take all of it",
            accepted_in_part="We take a part of it",
            refused="We do not take it",
        ),
        "Select what you decide",
        checks=(
            Check(
                unless(both(answered("late", "refused"), answered("limb_sooner", "yes"), answered("limb_fair", "yes"))),
                "late",
                say(
                    "You found that it was too much to expect sooner, and that it can still be looked at fairly. What "
                    "meets both is not turned down for being late. Look at those two answers again, or take it."
                ),
            ),
        ),
    ),
    text(
        "reason",
        "Your reasons",
        "Write the reasons. Nothing can be turned down for being late without them.",
        required=answered("late", "accepted_in_part", "refused"),
    ),
    letter(answered("late", "accepted_in_part", "refused"), "If you turn any of it down: the letter that says so"),
    intro=(
        "Answer each question first. You may take a late complaint when it was too much to expect it sooner, and it "
        "can still be looked at fairly.",
        "A year that is over is not a reason by itself.",
    ),
)
_RUNNING = (
    Proceedings.CARE,
    Proceedings.PRIVATE_LAW,
    Proceedings.CRIMINAL,
    Proceedings.TRIBUNAL,
    Proceedings.DISCIPLINARY,
    Proceedings.POLICE_INVESTIGATION,
)
HELD = page(
    "held",
    "Hold it for another case",
    one("proceedings", "Which case is running?", codes(_RUNNING), "Select the case that is running"),
    text(
        "prejudice",
        "How would looking at this complaint now harm that case?",
        "Write how it would harm that case. That it is running is not enough.",
    ),
    one("how_much", "How much do you hold?", HOW_MUCH, "Select how much you hold"),
    WHICH_PART,
    Question(
        "letter",
        say("The letter that says so"),
        parts=(
            day("letter_on", "The date of the letter", "Enter the date of the letter"),
            Part(
                "resubmit_told",
                say("The letter says why, and how to send it again when that case is over"),
                Tick(),
                required=always,
                missing=say("Tick this when the letter says why and how to send it again. It has to."),
            ),
        ),
        checks=real("letter_on"),
    ),
    intro=(
        "A running case is not enough. Hold only what would harm that case (regulation 8).",
        "What would not harm it goes on.",
        f"The team is reminded to look again within {LOOK_AGAIN_WITHIN} working days.",
    ),
)
HOLD_ENDED = page(
    "hold_ended",
    "Take it up again after a hold",
    when(
        "When did they send it again, or did you take it up?",
        not_before("held_on", "This is before it was held"),
    ),
    text("reason", "What happened with the other case?"),
    intro=("The day on which we first received it stays. What was held has a new 10 working days from this day.",),
)

LOOKED_AGAIN = page(
    "looked_again",
    "Look again at what waits",
    text("found", "Why does it still have to wait?", "Write what you found out, and why it still has to wait"),
    when("When did you look?", not_before("waits_since", "This is before it had to wait")),
    intro=(
        "If it need not wait any more, take it up again or start the clock again instead.",
        f"You look again within {LOOK_AGAIN_WITHIN} working days from then, and the team is reminded of it.",
    ),
)


def _speaks_for_an_adult(case: Case) -> bool:
    flags = case.codes("record_flags")
    return not flags.isdisjoint({Flag.REPRESENTATIVE_CONSENT_CHECK, Flag.CONTACT_YOUNG_PERSON_FIRST}) and not (
        _is_young(case)
    )


def _is_young(case: Case) -> bool:
    return case.words("record_who") in YOUNG


def _is_out_of_reach(case: Case) -> bool:
    """Without a name and without any way to reply: who has a code can be asked more."""
    return {Flag.ANONYMOUS, Flag.NO_REPLY_POSSIBLE} <= case.codes("record_flags")


def _only_where(reason: RefusalReason, holds: Condition, wrong: str) -> Check:
    return Check(either(unless(answered("refusal_reason", reason)), holds), "refusal_reason", say(wrong))


# Those that have a page of their own, with what has to be weighed, cannot be chosen here past it.
_REFUSALS = tuple(
    reason
    for reason in RefusalReason
    if reason
    not in (RefusalReason.CONCURRENT_PROCEEDINGS, RefusalReason.NO_SUFFICIENT_INTEREST, RefusalReason.OUT_OF_TIME)
)
REFUSED = page(
    "refused",
    "Refuse it",
    one(
        "refusal_reason",
        "On what ground?",
        codes(_REFUSALS),
        "Select the ground",
        checks=(
            _only_where(
                RefusalReason.NO_CONSENT_ADULT,
                _speaks_for_an_adult,
                "They complain for themselves. Nobody else has to agree.",
            ),
            _only_where(
                RefusalReason.NOT_CHILD_SPECIFIC,
                unless(_is_young),
                "This is a young person’s own complaint. It is about them.",
            ),
            _only_where(
                RefusalReason.NOT_CHILD_SPECIFIC,
                unless(answered("record_child_named")),
                "They named a child. It is about that child.",
            ),
            _only_where(
                RefusalReason.ANONYMOUS_CANNOT_PROGRESS,
                _is_out_of_reach,
                "There is a name or a way to reply, so they can be asked.",
            ),
        ),
    ),
    REASON,
    letter(),
    intro=(
        "You can refuse only what the law lets you refuse, with your reasons in writing.",
        "A parent needs no parental responsibility to complain, and not the child’s agreement. A young person needs "
        "nobody’s permission.",
        "Late complaints, sufficient interest and other cases have their own pages.",
    ),
)
