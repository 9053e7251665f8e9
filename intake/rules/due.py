"""The day by which each thing is due. The original days of a record: `decisions` tells how they are moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from intake.rules.codes import Clock, Due, Earlier, Step
from intake.rules.matter import Matter
from intake.rules.rule import Words, otherwise
from intake.rules.safety import has_allegation, is_case_concern
from intake.rules.spans import one_year_after
from intake.rules.working_days import WorkingCalendar

# The working days within which each clock wants an answer, and those within which it wants one at the latest.
LIMITS: dict[Clock, tuple[int, int | None]] = {Clock.STAGE1: (10, 20), Clock.STAGE2: (25, 65), Clock.STAGE3: (30, None)}
# The working days in which the next stage is to be asked for after an answer: no bar, whoever asks later is taken in.
ASK_WITHIN: dict[Clock, int] = {Clock.STAGE2: 20, Clock.STAGE3: 20}
# The working days from the panel to its report, and from that to the council's response.
PANEL_REPORT_WITHIN, PANEL_RESPONSE_WITHIN = 5, 15


class Reckoning(NamedTuple):
    """How a due day is found from the day it is counted from."""

    words: str
    find: Callable[[WorkingCalendar, date], date]


class Start(NamedTuple):
    """The day from which a due day is counted; None where it was not given."""

    words: str
    find: Callable[[Matter], date | None]


@dataclass(frozen=True, slots=True, eq=False)
class DueRule(Words):
    """One due day. It is there where its clock runs (None: whatever clock), it holds, and its start is known."""

    key: Due
    clock: Clock | None
    holds: Callable[[Matter], bool]
    start: Start
    reckoning: Reckoning


RECEIPT = Start("the day received", lambda m: m.received_on)
STAGE_1_ANSWER = Start("`stage1_response_received`", lambda m: m.facts.stage1_response_received)
STAGE_2_ANSWER = Start("`stage2_response_received`", lambda m: m.facts.stage2_response_received)
PANEL = Start("`panel_date`", lambda m: m.facts.panel_date)
RECOMMENDATIONS = Start("`recommendations_received`", lambda m: m.facts.recommendations_received)
END_OF_PROCEEDINGS = Start("`proceedings_ended`", lambda m: m.facts.proceedings_ended)
FIRST_NOTICE = Start("`first_notice`", lambda m: m.facts.first_notice)


def _working_day(n: int) -> Reckoning:
    return Reckoning(f"the {_ordinal(n)} working day from", lambda calendar, start: calendar.after(start, n))


def _working_day_before(n: int) -> Reckoning:
    return Reckoning(f"the {_ordinal(n)} working day before", lambda calendar, end: calendar.before(end, n))


def _ordinal(n: int) -> str:
    return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n, 'th') }"


def _last_day_for_the_ombudsman(_: WorkingCalendar, first_notice: date) -> date:
    if (first_notice.month, first_notice.day) == (2, 29):
        return one_year_after(first_notice)
    return one_year_after(first_notice) - timedelta(days=1)


SAME_DAY = Reckoning("on", lambda _, day: day)
YEAR_AFTER = Reckoning("one year after", lambda _, day: one_year_after(day))
OMBUDSMANS_YEAR = Reckoning(
    "(for 29 February on 28 February of the next year) the day before one year after", _last_day_for_the_ombudsman
)


def _due(
    key: Due,
    reckoning: Reckoning,
    source: str,
    *,
    clock: Clock | None = None,
    condition: str = "",
    holds: Callable[[Matter], bool] = otherwise,
    start: Start = RECEIPT,
) -> DueRule:
    conditions = (
        clock and f"the statutory clock is {clock}",
        condition,
        start is not RECEIPT and f"{start.words} is given",
    )
    return DueRule(
        code=key,
        condition=", and ".join(words for words in conditions if words),
        effect=f"due {reckoning.words} {start.words}",
        source=source,
        key=key,
        clock=clock,
        holds=holds,
        start=start,
        reckoning=reckoning,
    )


def _is_after_the_panel(m: Matter) -> bool:
    return m.step is Step.STATUS and m.facts.earlier is Earlier.STAGE3_PANEL_HELD


def _is_complaint_or_status(m: Matter) -> bool:
    return m.is_complaint or m.step is Step.STATUS


DUE: tuple[DueRule, ...] = (
    _due(Due.STAGE1_10WD, _working_day(10), "reg 14", clock=Clock.STAGE1),
    _due(
        Due.STAGE1_20WD_MAX,
        _working_day(20),
        "reg 14(5)†; North East Lincolnshire 2021/22; Hampshire 2017/18",
        clock=Clock.STAGE1,
    ),
    _due(
        Due.EARLY_RESOLUTION_5WD,
        _working_day(5),
        "North East Lincolnshire 2021/22",
        clock=Clock.STAGE1,
        condition="`agreed_early_resolution` is true",
        holds=lambda m: m.facts.agreed_early_resolution,
    ),
    _due(Due.STAGE2_25WD, _working_day(25), "reg 17†", clock=Clock.STAGE2),
    _due(Due.STAGE2_65WD_MAX, _working_day(65), "reg 17†; LGSCO 25 010 090", clock=Clock.STAGE2),
    _due(
        Due.STAGE2_REQUEST_BY_20WD,
        _working_day(ASK_WITHIN[Clock.STAGE2]),
        "Gloucestershire procedure",
        clock=Clock.STAGE2,
        start=STAGE_1_ANSWER,
    ),
    _due(Due.STAGE3_ACK_2WD, _working_day(2), "Coram Lawstuff", clock=Clock.STAGE3),
    _due(Due.PANEL_BY_30WD, _working_day(30), "reg 19", clock=Clock.STAGE3),
    _due(
        Due.STAGE3_REQUEST_BY_20WD,
        _working_day(ASK_WITHIN[Clock.STAGE3]),
        "reg 18†",
        clock=Clock.STAGE3,
        start=STAGE_2_ANSWER,
    ),
    _due(Due.PANEL_NOTICE_10WD_BEFORE, _working_day_before(10), "Coram Lawstuff", clock=Clock.STAGE3, start=PANEL),
    _due(
        Due.PANEL_REPORT_5WD,
        _working_day(PANEL_REPORT_WITHIN),
        "reg 20",
        condition="the step is status with `earlier` stage3_panel_held",
        holds=_is_after_the_panel,
        start=PANEL,
    ),
    _due(
        Due.PANEL_RESPONSE_15WD,
        _working_day(PANEL_RESPONSE_WITHIN),
        "reg 20",
        condition="the step is status with `earlier` stage3_panel_held",
        holds=_is_after_the_panel,
        start=RECOMMENDATIONS,
    ),
    _due(
        Due.CORPORATE_ACK_5WD,
        _working_day(5),
        "LGSCO Complaint Handling Code",
        condition="the corporate clock runs",
        holds=lambda m: m.corporate_clock,
    ),
    _due(
        Due.CASE_CONCERN_SAME_DAY,
        SAME_DAY,
        "Hampshire 2017/18",
        condition="there is the flag case_concern_same_day",
        holds=lambda m: is_case_concern(m.facts),
    ),
    _due(
        Due.LADO_1WD,
        _working_day(1),
        "Sheffield LADO procedure",
        condition="`safety` has the allegation",
        holds=lambda m: has_allegation(m.facts),
    ),
    _due(
        Due.RESUBMIT_BY,
        YEAR_AFTER,
        "reg 8†",
        condition="the step is a complaint step or status with `earlier` concurrent_hold",
        holds=lambda m: m.facts.earlier is Earlier.CONCURRENT_HOLD and _is_complaint_or_status(m),
        start=END_OF_PROCEEDINGS,
    ),
    _due(
        Due.LGSCO_LAST_DAY,
        OMBUDSMANS_YEAR,
        "LGA 1974 s26B",
        condition="the step is a complaint step or status",
        holds=_is_complaint_or_status,
        start=FIRST_NOTICE,
    ),
)
_AT_CLOCK = {clock: [rule for rule in DUE if rule.clock in (None, clock)] for clock in (None, *Clock)}


def due_dates(matter: Matter) -> list[tuple[DueRule, date]]:
    """The rules that apply, each with its day, in the order of the table."""
    return [
        (rule, rule.reckoning.find(matter.calendar, start))
        for rule in _AT_CLOCK[matter.clock]
        if rule.holds(matter) and (start := rule.start.find(matter)) is not None
    ]
