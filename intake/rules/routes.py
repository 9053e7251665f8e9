"""The route that is suggested. Only a person decides, and every record reaches the queue whatever the route."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from intake.rules.codes import Earlier, Part, ResponsibleCouncil, Route, SameMatter, Standing, Step
from intake.rules.facts import Facts
from intake.rules.rule import Rule, first_fitting, otherwise, written
from intake.rules.safety import is_immediate, is_unsafe_in_any_way

AS_ROUTE = {part: Route(part) for part in Part}


class Placed(NamedTuple):
    """The step, the standing and all the parts of a complaint, with what the records say of it."""

    step: Step
    standing: Standing
    parts: frozenset[Part]
    earlier: Earlier
    same_matter: SameMatter
    council: ResponsibleCouncil


# None stands for the one part that there is.
BASE_ROUTES: tuple[Rule[Placed, Route | None], ...] = (
    Rule(
        "R1",
        "the step is withdraw",
        "the base route is withdraw",
        "reg 7†",
        lambda p: p.step is Step.WITHDRAW,
        Route.WITHDRAW,
    ),
    Rule(
        "R2",
        "the step is compliment",
        "the base route is compliment_comment",
        "CA 1989 s26†",
        lambda p: p.step is Step.COMPLIMENT,
        Route.COMPLIMENT_COMMENT,
    ),
    Rule(
        "R3",
        "the step is status, and `earlier` is none or told_worker, so that no record is known",
        "the base route is cm_decides",
        "practice",
        lambda p: p.step is Step.STATUS and p.earlier in (Earlier.NONE, Earlier.TOLD_WORKER),
        Route.CM_DECIDES,
    ),
    Rule(
        "R3",
        "the step is status otherwise",
        "the base route is statutory",
        "practice",
        lambda p: p.step is Step.STATUS,
        Route.STATUTORY,
    ),
    Rule(
        "R4",
        "standing is unreachable",
        "the base route is cm_decides",
        "Hull procedure; GBFC†",
        lambda p: p.standing is Standing.UNREACHABLE,
        Route.CM_DECIDES,
    ),
    Rule(
        "R5",
        "standing is professional",
        "the base route is professional_escalation",
        "Slough procedure",
        lambda p: p.standing is Standing.PROFESSIONAL,
        Route.PROFESSIONAL_ESCALATION,
    ),
    Rule(
        "R6",
        "standing is staff",
        "the base route is signpost",
        "Hampshire 2017/18",
        lambda p: p.standing is Standing.STAFF,
        Route.SIGNPOST,
    ),
    Rule(
        "R7",
        "the step is finished",
        "the base route is signpost",
        "LGSCO fact sheet",
        lambda p: p.step is Step.FINISHED,
        Route.SIGNPOST,
    ),
    Rule(
        "R8",
        "the step is same_or_new",
        "the base route is cm_decides",
        "Gloucestershire procedure",
        lambda p: p.step is Step.SAME_OR_NEW,
        Route.CM_DECIDES,
    ),
    Rule(
        "R9",
        "the parts are one kind",
        "the base route is that part",
        "reg 3, reg 12",
        lambda p: len(p.parts) == 1,
        None,
    ),
    Rule(
        "R10",
        "the parts are more than one kind",
        "the base route is split",
        "LGSCO 20 012 558, 23 008 191",
        otherwise,
        Route.SPLIT,
    ),
)


@cache
def base_route_of(placed: Placed) -> Rule[Placed, Route | None]:
    """The rule that gives the base route."""
    return first_fitting(BASE_ROUTES, placed)


@written(
    "R11",
    "the step is not withdraw, and either `safety` has an immediate code, or standing is unreachable and `safety` has "
    "a same-day code, a referral code or the allegation, or `needs_same_day` is true",
    "the route is safeguarding_then_cm instead; clocks, flags and signposts go on as if it had kept its base route",
    "Hampshire 2017/18",
)
def puts_safety_first(facts: Facts, step: Step, standing: Standing) -> bool:
    """Whether safety comes before the base route. What is then left goes on as a complaint."""
    if step is Step.WITHDRAW:
        return False
    return is_immediate(facts) or (standing is Standing.UNREACHABLE and is_unsafe_in_any_way(facts))
