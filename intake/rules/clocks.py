"""Which clock runs. It runs from receipt, and neither danger, nor an advocate, nor a read-back stops it.

Only the complaints manager suspends or extends a clock: see `decisions`.
"""

from __future__ import annotations

from functools import cache

from intake.rules.codes import Clock, Part, ResponsibleCouncil, SameMatter, Standing, Step
from intake.rules.routes import Placed
from intake.rules.rule import Rule, first_fitting, otherwise, written

SOURCE = "reg 14; LGSCO 25 010 090, 23 013 837, 20 009 341"

UNDER_THE_ACT = frozenset({Part.STATUTORY, Part.STATUTORY_SI, Part.CM_DECIDES})


def _is_answered_here(placed: Placed) -> bool:
    return placed.council is not ResponsibleCouncil.OTHER and placed.standing is not Standing.UNREACHABLE


def _may_be_new(placed: Placed) -> bool:
    return placed.step is Step.SAME_OR_NEW and placed.same_matter is SameMatter.NOT_SURE


CLOCKS: tuple[Rule[Placed, Clock | None], ...] = (
    Rule(
        "D2",
        "`council` is other, standing is unreachable, or the parts have none of statutory, statutory_si and cm_decides",
        "no statutory clock runs",
        SOURCE,
        lambda p: not _is_answered_here(p) or UNDER_THE_ACT.isdisjoint(p.parts),
        None,
    ),
    Rule(
        "D2",
        "the step is new, or same_or_new with `same_matter` not_sure",
        "the statutory clock is stage1",
        SOURCE,
        lambda p: p.step is Step.NEW or _may_be_new(p),
        Clock.STAGE1,
    ),
    Rule(
        "D2",
        "the step is stage2",
        "the statutory clock is stage2",
        SOURCE,
        lambda p: p.step is Step.STAGE2,
        Clock.STAGE2,
    ),
    Rule(
        "D2",
        "the step is stage3",
        "the statutory clock is stage3",
        SOURCE,
        lambda p: p.step is Step.STAGE3,
        Clock.STAGE3,
    ),
    Rule("D2", "the step is any other", "no statutory clock runs", SOURCE, otherwise, None),
)


@cache
def clock_of(placed: Placed) -> Rule[Placed, Clock | None]:
    """The rule that says which statutory clock runs."""
    return first_fitting(CLOCKS, placed)


@written(
    "D3",
    "one of the parts is corporate, `council` is not other, standing is not unreachable, and the step is new, stage2, "
    "stage3, or same_or_new with `same_matter` not_sure",
    "the corporate clock runs",
    "LGSCO Complaint Handling Code",
)
@cache
def has_corporate_clock(placed: Placed) -> bool:
    """Whether the clock for corporate complaints runs, beside a statutory one or alone."""
    return (
        Part.CORPORATE in placed.parts
        and _is_answered_here(placed)
        and (placed.step in (Step.NEW, Step.STAGE2, Step.STAGE3) or _may_be_new(placed))
    )
