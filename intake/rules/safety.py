"""Danger and harm: what is urgent, and when it comes before the complaint. It never pauses a clock.

Source: Hampshire 2017/18; LADO procedures.
"""

from __future__ import annotations

from intake.rules.codes import Safety
from intake.rules.facts import Facts

IMMEDIATE = frozenset(
    {
        Safety.BEING_HURT_NOW,
        Safety.IMMEDIATE_DANGER,
        Safety.SEXUAL_HARM_OR_EXPLOITATION,
        Safety.TRAFFICKING,
        Safety.FORCED_MARRIAGE_OR_FGM,
        Safety.RADICALISATION,
        Safety.DOMESTIC_ABUSE,
        Safety.NEGLECT,
        Safety.SELF_HARM_OR_SUICIDE,
    }
)
SAME_DAY = frozenset(
    {Safety.MISSING_OR_RAN_AWAY, Safety.HOMELESS_TONIGHT, Safety.NO_FOOD_OR_MONEY_TODAY, Safety.UNSAFE_PLACEMENT}
)
REFERRAL = frozenset({Safety.WORRY_ABOUT_CHILD, Safety.PAST_HARM_DISCLOSED})
ALLEGATION = Safety.ALLEGATION_AGAINST_PERSON_WORKING_WITH_CHILDREN
# Somebody else may read what is sent to a person who lives with one of these.
CONTROLLED_AT_HOME = frozenset({Safety.DOMESTIC_ABUSE, Safety.FORCED_MARRIAGE_OR_FGM, Safety.TRAFFICKING})


def is_immediate(facts: Facts) -> bool:
    """Whether somebody has to act at once."""
    return not IMMEDIATE.isdisjoint(facts.safety)


def is_case_concern(facts: Facts) -> bool:
    """Whether something has to be sorted on the day it was received."""
    return facts.needs_same_day or not SAME_DAY.isdisjoint(facts.safety)


def needs_referral(facts: Facts) -> bool:
    """Whether there is a worry about a child to pass on."""
    return not REFERRAL.isdisjoint(facts.safety)


def has_allegation(facts: Facts) -> bool:
    """Whether somebody who works with children is accused."""
    return ALLEGATION in facts.safety


def is_unsafe_in_any_way(facts: Facts) -> bool:
    """Whether anything was said that is more than a threat to staff."""
    return is_immediate(facts) or is_case_concern(facts) or needs_referral(facts) or has_allegation(facts)
