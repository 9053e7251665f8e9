"""The limit of twelve months: for each issue, and for the whole complaint. Late is a flag for a person, never a stop.

Source: regulation 9, known from memory (†); the Ombudsman's fact sheet on the procedure.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from intake.rules.codes import Earlier, Step, TimeLimit, TimeResult
from intake.rules.facts import InRange, Issue, Ongoing, When
from intake.rules.rule import Rule, Words, first_fitting, otherwise
from intake.rules.spans import one_year_after, span_of
from intake.rules.steps import COUNTING_ANEW, Asked

SOURCE = "reg 9†; LGSCO fact sheet"


class Measured(NamedTuple):
    """The days of one issue, held against today and the effective day."""

    earliest: date | None
    latest: date | None
    today: date
    starts_late: bool
    ends_late: bool
    year_after_latest: date | None


class Verdict(NamedTuple):
    """What a row says of an issue: the result, and how its last day is found."""

    result: TimeResult
    last_day: Callable[[Measured], date | None]


class IssueTime(NamedTuple):
    """One issue against the limit, and the rule that says so. `future`: it is said to begin after today."""

    result: TimeResult
    last_day: date | None
    future: bool
    rule: Words


def _none(_: Measured) -> None:
    return None


def _year_after_latest(measured: Measured) -> date | None:
    return measured.year_after_latest


def _year_after_single_day(measured: Measured) -> date | None:
    return measured.year_after_latest if measured.earliest == measured.latest else None


def _all(result: TimeResult) -> Callable[[frozenset[TimeResult]], bool]:
    return lambda results: results == {result}


UNKNOWN: Rule[Measured, Verdict] = Rule(
    "T4",
    "the latest day is not known",
    "the issue is cannot_tell, without a last day",
    "reg 9†",
    lambda m: m.latest is None,
    Verdict(TimeResult.CANNOT_TELL, _none),
)
FUTURE: Rule[Measured, Verdict] = Rule(
    "T5",
    "the earliest day is known and after `today`",
    "the issue is cannot_tell, without a last day, and counts as future",
    "practice",
    lambda m: m.earliest is not None and m.earliest > m.today,
    Verdict(TimeResult.CANNOT_TELL, _none),
)

# In the rows of T6 a latest day after today has become today. "Starts late": the earliest day is known and one year
# after it is before the effective day. "Ends late": one year after the latest day is. The anniversary is in time.
DATED: tuple[Rule[Measured, Verdict], ...] = (
    Rule(
        "T6",
        "when is exact, month, year, season or age, and one year after its latest day is before the effective day",
        "the issue is late; its last day was one year after the latest day",
        SOURCE,
        lambda m: m.ends_late,
        Verdict(TimeResult.LATE, _year_after_latest),
    ),
    Rule(
        "T6",
        "when is exact, month, year, season or age, and one year after its earliest day is not before the effective "
        "day",
        "the issue is in_time; if it is a single day, its last day is one year after it",
        SOURCE,
        lambda m: not m.starts_late,
        Verdict(TimeResult.IN_TIME, _year_after_single_day),
    ),
    Rule(
        "T6",
        "when is exact, month, year, season or age, and the year before the effective day began between its days",
        "the issue is cannot_tell, without a last day",
        SOURCE,
        otherwise,
        Verdict(TimeResult.CANNOT_TELL, _none),
    ),
)
RANGED: tuple[Rule[Measured, Verdict], ...] = (
    Rule(
        "T6",
        "when is range, and one year after its latest day is before the effective day",
        "the issue is late; its last day was one year after the latest day",
        SOURCE,
        lambda m: m.ends_late,
        Verdict(TimeResult.LATE, _year_after_latest),
    ),
    Rule(
        "T6",
        "when is range, and only one year after its earliest day is before the effective day",
        "the issue is in_time_part_late; its last day is one year after the latest day",
        SOURCE,
        lambda m: m.starts_late,
        Verdict(TimeResult.IN_TIME_PART_LATE, _year_after_latest),
    ),
    Rule(
        "T6",
        "when is range, and no part of it is known to be more than a year before the effective day",
        "the issue is in_time; its last day is one year after the latest day",
        SOURCE,
        otherwise,
        Verdict(TimeResult.IN_TIME, _year_after_latest),
    ),
)
GOING_ON: tuple[Rule[Measured, Verdict], ...] = (
    Rule(
        "T6",
        "when is ongoing, and one year after its earliest day is before the effective day",
        "the issue is in_time_part_late, without a last day",
        SOURCE,
        lambda m: m.starts_late,
        Verdict(TimeResult.IN_TIME_PART_LATE, _none),
    ),
    Rule(
        "T6",
        "when is ongoing, and it is not known to have begun more than a year before the effective day",
        "the issue is in_time, without a last day",
        SOURCE,
        otherwise,
        Verdict(TimeResult.IN_TIME, _none),
    ),
)
ISSUES = (UNKNOWN, FUTURE, *DATED, *RANGED, *GOING_ON)

_FOR_DATED = (UNKNOWN, FUTURE, *DATED)
_FOR_KIND: dict[type[When], tuple[Rule[Measured, Verdict], ...]] = {
    InRange: (UNKNOWN, FUTURE, *RANGED),
    Ongoing: (UNKNOWN, FUTURE, *GOING_ON),
}

OVERALL: tuple[Rule[frozenset[TimeResult], TimeResult], ...] = (
    Rule("T7", "there are no issues", "overall cannot_tell", "reg 9†", lambda r: not r, TimeResult.CANNOT_TELL),
    *(Rule("T7", f"every issue is {one}", f"overall {one}", "reg 9†", _all(one), one) for one in TimeResult),
    Rule(
        "T7",
        "an issue is in_time_part_late, or one is late and another in_time",
        "overall in_time_part_late",
        "reg 9†",
        lambda r: TimeResult.IN_TIME_PART_LATE in r or (TimeResult.LATE in r and TimeResult.IN_TIME in r),
        TimeResult.IN_TIME_PART_LATE,
    ),
    Rule("T7", "issues differ in any other way", "overall cannot_tell", "reg 9†", otherwise, TimeResult.CANNOT_TELL),
)

AS_LIMIT = {result: TimeLimit(result) for result in TimeResult}

# None stands for the overall result of the issues.
LIMITS: tuple[Rule[Asked, TimeLimit | None], ...] = (
    Rule(
        "T8",
        "the step is new, same_or_new or finished",
        "`time_limit` is the overall result",
        "LGSCO 22 009 191",
        lambda asked: asked.step in COUNTING_ANEW,
        None,
    ),
    Rule(
        "T8",
        "the step is stage2 or stage3; or status with `earlier` other than none and told_worker",
        "`time_limit` is accepted_earlier: lateness is never tested again at a later stage",
        "LGSCO 22 009 191",
        lambda asked: (
            asked.step in (Step.STAGE2, Step.STAGE3)
            or (asked.step is Step.STATUS and asked.earlier not in (Earlier.NONE, Earlier.TOLD_WORKER))
        ),
        TimeLimit.ACCEPTED_EARLIER,
    ),
    Rule("T8", "otherwise", "`time_limit` is not_applicable", "LGSCO 22 009 191", otherwise, TimeLimit.NOT_APPLICABLE),
)


def time_of(issue: Issue, effective: date, today: date) -> IssueTime:
    """One issue against the limit, by London dates."""
    earliest, latest = span_of(issue.when, today)
    if latest is not None and latest > today:
        latest = today
    after_latest = None if latest is None else one_year_after(latest)
    after_earliest = after_latest if earliest == latest else None if earliest is None else one_year_after(earliest)
    measured = Measured(
        earliest=earliest,
        latest=latest,
        today=today,
        starts_late=after_earliest is not None and after_earliest < effective,
        ends_late=after_latest is not None and after_latest < effective,
        year_after_latest=after_latest,
    )
    rule = first_fitting(_FOR_KIND.get(type(issue.when), _FOR_DATED), measured)
    return IssueTime(rule.result.result, rule.result.last_day(measured), rule is FUTURE, rule)


@cache
def overall(results: frozenset[TimeResult]) -> Rule[frozenset[TimeResult], TimeResult]:
    """The rule that says what the results of all issues come to."""
    return first_fitting(OVERALL, results)


@cache
def limit_for(asked: Asked) -> Rule[Asked, TimeLimit | None]:
    """The rule that says whether the limit is tested at all."""
    return first_fitting(LIMITS, asked)
