"""What is being asked: the step of the procedure. The number that somebody says does not matter.

No form of words is needed to go up a stage (LGSCO 24 015 996).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from intake.rules.codes import Earlier, Request, SameMatter, Step
from intake.rules.facts import Facts
from intake.rules.rule import Rule, first_fitting, otherwise, written

SOURCE = "regs 15, 17†, 18†; LGSCO 24 015 996; Gloucestershire procedure"

GOING_UP = frozenset({Request.STAGE2, Request.STAGE3})
NOTHING_BEFORE = frozenset({Earlier.NONE, Earlier.TOLD_WORKER, Earlier.CONCURRENT_HOLD, Earlier.WITHDRAWN})
AT_STAGE_1 = frozenset({Earlier.STAGE1_OPEN, Earlier.STAGE1_OVERDUE, Earlier.STAGE1_ANSWERED})
AT_AN_END = frozenset({Earlier.STAGE3_ANSWERED, Earlier.LGSCO_DONE})

COMPLAINT_STEPS = frozenset({Step.NEW, Step.STAGE2, Step.STAGE3, Step.SAME_OR_NEW, Step.FINISHED})
COUNTING_ANEW = frozenset({Step.NEW, Step.SAME_OR_NEW, Step.FINISHED})


class Wish(NamedTuple):
    """What somebody wants to do, and what there has been before."""

    request: Request
    earlier: Earlier
    same_matter: SameMatter


class Asked(NamedTuple):
    """The step that is asked for, and where an earlier complaint stands."""

    step: Step
    earlier: Earlier


def _is_same(wish: Wish) -> bool:
    return wish.request is Request.NEW and wish.same_matter is SameMatter.SAME


STEPS: tuple[Rule[Wish, Step], ...] = (
    Rule(
        "N1",
        "`request` is withdraw",
        "the step is withdraw",
        SOURCE,
        lambda w: w.request is Request.WITHDRAW,
        Step.WITHDRAW,
    ),
    Rule(
        "N1",
        "`request` is compliment",
        "the step is compliment",
        SOURCE,
        lambda w: w.request is Request.COMPLIMENT,
        Step.COMPLIMENT,
    ),
    Rule("N1", "`request` is status", "the step is status", SOURCE, lambda w: w.request is Request.STATUS, Step.STATUS),
    Rule(
        "N2",
        "`request` is stage2 or stage3, and `earlier` is stage1_open, stage1_overdue or stage1_answered",
        "the step is stage2",
        SOURCE,
        lambda w: w.request in GOING_UP and w.earlier in AT_STAGE_1,
        Step.STAGE2,
    ),
    Rule(
        "N2",
        "`request` is stage2 or stage3, and `earlier` is stage2_answered",
        "the step is stage3",
        SOURCE,
        lambda w: w.request in GOING_UP and w.earlier is Earlier.STAGE2_ANSWERED,
        Step.STAGE3,
    ),
    Rule(
        "N2",
        "`request` is stage2 or stage3, and `earlier` is stage3_panel_held",
        "the step is status",
        SOURCE,
        lambda w: w.request in GOING_UP and w.earlier is Earlier.STAGE3_PANEL_HELD,
        Step.STATUS,
    ),
    Rule(
        "N2",
        "`request` is stage2 or stage3, and `earlier` is stage3_answered or lgsco_done",
        "the step is finished",
        SOURCE,
        lambda w: w.request in GOING_UP and w.earlier in AT_AN_END,
        Step.FINISHED,
    ),
    Rule(
        "N2",
        "`request` is stage2 or stage3, and `earlier` is none, told_worker, concurrent_hold or withdrawn",
        "the step is new, with no earlier stage on record",
        SOURCE,
        lambda w: w.request in GOING_UP,
        Step.NEW,
    ),
    Rule(
        "N3",
        "`request` is new, and `earlier` is none, told_worker, concurrent_hold or withdrawn, or `same_matter` is new",
        "the step is new",
        SOURCE,
        lambda w: w.earlier in NOTHING_BEFORE or w.same_matter is SameMatter.NEW,
        Step.NEW,
    ),
    Rule(
        "N4",
        "`request` is new, `same_matter` is same, and `earlier` is stage1_open or stage3_panel_held",
        "the step is status",
        SOURCE,
        lambda w: _is_same(w) and w.earlier in (Earlier.STAGE1_OPEN, Earlier.STAGE3_PANEL_HELD),
        Step.STATUS,
    ),
    Rule(
        "N4",
        "`request` is new, `same_matter` is same, and `earlier` is stage1_overdue or stage1_answered",
        "the step is stage2",
        SOURCE,
        lambda w: _is_same(w) and w.earlier in AT_STAGE_1,
        Step.STAGE2,
    ),
    Rule(
        "N4",
        "`request` is new, `same_matter` is same, and `earlier` is stage2_answered",
        "the step is stage3",
        SOURCE,
        lambda w: _is_same(w) and w.earlier is Earlier.STAGE2_ANSWERED,
        Step.STAGE3,
    ),
    Rule(
        "N4",
        "`request` is new, `same_matter` is same, and `earlier` is stage3_answered or lgsco_done",
        "the step is finished",
        SOURCE,
        _is_same,
        Step.FINISHED,
    ),
    Rule(
        "N5",
        "`request` is new, `same_matter` is same_with_new or not_sure, and an earlier complaint has been dealt with or "
        "is open",
        "the step is same_or_new",
        SOURCE,
        otherwise,
        Step.SAME_OR_NEW,
    ),
)


def step_of(facts: Facts) -> Rule[Wish, Step]:
    """The rule that says which step is asked for."""
    return _step_for(Wish(facts.request, facts.earlier, facts.same_matter))


@cache
def _step_for(wish: Wish) -> Rule[Wish, Step]:
    return first_fitting(STEPS, wish)


def has_no_earlier_stage_on_record(facts: Facts, step: Step) -> bool:
    """Whether somebody asks to go up from a stage that nobody has on record (N2, last row)."""
    return step is Step.NEW and facts.request is not Request.NEW


@written(
    "no_stage_left",
    "the step is finished, or is same_or_new with `earlier` stage3_answered or lgsco_done",
    "no stage of the procedure is left",
    SOURCE,
)
@cache
def has_no_stage_left(asked: Asked) -> bool:
    """Whether the council's procedure is at its end for this matter, so that the Ombudsman comes next."""
    return asked.step is Step.FINISHED or (asked.step is Step.SAME_OR_NEW and asked.earlier in AT_AN_END)
