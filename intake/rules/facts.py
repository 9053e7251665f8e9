"""What the rules are told about one contact: each field with its kind and its default, in the order of the law.

A field without a default must be given. Lists are sets: neither order nor repeats matter. How the same facts are
written in JSON is the matter of `reading`. They are named tuples because one of 44 fields is made four times as fast
as a frozen dataclass of them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, NamedTuple

from intake.rules.codes import (
    ActingFor,
    Adjustment,
    AdvocateAnswer,
    AllegationArea,
    ChangeKind,
    Channel,
    ChildConsent,
    ChildStatus,
    Earlier,
    HelpedBy,
    LateReason,
    OtherParty,
    Outcome,
    ParentalResponsibility,
    Proceedings,
    ReplyWay,
    Request,
    ResponsibleCouncil,
    Safety,
    SameMatter,
    Season,
    Subject,
    WhenKind,
    Who,
    WithdrawReason,
)
from intake.rules.london import london_day
from intake.rules.rule import written


class Between(NamedTuple):
    """The whole numbers that a field may hold, both ends included."""

    least: int
    most: int


class Written(NamedTuple):
    """How a date is written that says less than a day; it is held as the first day of what it says."""

    pattern: str


Age = Annotated[int, Between(0, 120)]
CalendarYear = Annotated[int, Between(1900, 2099)]
Month = Annotated[date, Written("YYYY-MM")]


class OnDay(NamedTuple):
    """It happened on one day."""

    date: date


class InMonth(NamedTuple):
    """It happened in a month."""

    month: Month


class InYear(NamedTuple):
    """It happened in a calendar year."""

    year: CalendarYear


class InSeason(NamedTuple):
    """It happened in a season; without a year it may be the last or the one before."""

    season: Season
    year: CalendarYear | None = None


class AtAge(NamedTuple):
    """It happened when somebody was so old; `dob` is their date of birth."""

    age: Age
    dob: date | None = None


class InRange(NamedTuple):
    """It happened between two days, or at some time up to one."""

    to: date
    from_: date | None = None


class Ongoing(NamedTuple):
    """It is still going on."""

    since: date | None = None


class AtUnknownTime(NamedTuple):
    """Nobody knows when it happened."""


When = OnDay | InMonth | InYear | InSeason | AtAge | InRange | Ongoing | AtUnknownTime

KINDS_OF_WHEN: dict[WhenKind, type[When]] = {
    WhenKind.EXACT: OnDay,
    WhenKind.MONTH: InMonth,
    WhenKind.YEAR: InYear,
    WhenKind.SEASON: InSeason,
    WhenKind.AGE: AtAge,
    WhenKind.RANGE: InRange,
    WhenKind.ONGOING: Ongoing,
    WhenKind.UNKNOWN: AtUnknownTime,
}


class Issue(NamedTuple):
    """One thing complained of."""

    subject: Subject = Subject.NOT_KNOWN
    when: When = AtUnknownTime()


class Child(NamedTuple):
    """The child or young person it is about; of several, the oldest age below 18, and `looked_after` if any is."""

    age: Age | None = None
    status: ChildStatus = ChildStatus.NOT_KNOWN


class ChangeSoon(NamedTuple):
    """A coming change; `pause` asks for it to wait."""

    kind: ChangeKind
    date: date | None = None
    pause: bool = False


class Facts(NamedTuple):
    """One contact. Only when it was received must be known."""

    received: datetime
    today: date | None = None
    channel: Channel = Channel.E_FORM
    who: Who = Who.UNKNOWN
    age: Age | None = None
    child: Child = Child()
    pr: ParentalResponsibility = ParentalResponsibility.NOT_APPLICABLE
    acting_for: ActingFor = ActingFor.SELF
    child_consent: ChildConsent = ChildConsent.NOT_NEEDED
    council: ResponsibleCouncil = ResponsibleCouncil.THIS
    issues: tuple[Issue, ...] = ()
    first_raised: date | None = None
    late_reasons: frozenset[LateReason] = frozenset()
    proceedings: Proceedings = Proceedings.NONE
    proceedings_ended: date | None = None
    request: Request = Request.NEW
    earlier: Earlier = Earlier.NONE
    same_matter: SameMatter = SameMatter.NOT_SURE
    stage1_received: date | None = None
    stage1_response_received: date | None = None
    stage2_response_received: date | None = None
    panel_date: date | None = None
    recommendations_received: date | None = None
    first_notice: date | None = None
    safety: frozenset[Safety] = frozenset()
    allegation_area: AllegationArea = AllegationArea.NOT_KNOWN
    needs_same_day: bool = False
    advocate: AdvocateAnswer = AdvocateAnswer.NOT_ASKED
    advocate_consent: bool = False
    helped_by: HelpedBy = HelpedBy.NOT_ASKED
    withdraw_reason: WithdrawReason = WithdrawReason.NOT_GIVEN
    name_given: bool = True
    reply_ways: frozenset[ReplyWay] = frozenset()
    reply_wanted: bool = False
    safe_contact: bool = False
    interpreter: bool = False
    adjustments: frozenset[Adjustment] = frozenset()
    change_soon: ChangeSoon | None = None
    outcome_sought: frozenset[Outcome] = frozenset()
    agreed_early_resolution: bool = False
    complained_about_complaints_manager: bool = False
    other_parties: frozenset[OtherParty] = frozenset()
    independent_agency: bool = False


@written(
    "T1",
    "always",
    "the day received is the Europe/London calendar date of `received`; it is day 0 of every clock",
    "reg 14; reg 2",
)
def day_received(received: datetime) -> date:
    """The London calendar date of an aware moment; just after midnight in summer that is the day after UTC's."""
    return london_day(received)


@written(
    "T2",
    "always",
    "the effective day is the earlier of the day received and `first_raised`",
    "reg 9†; reg 6†",
)
def effective_day(received_on: date, first_raised: date | None) -> date:
    """The day on which lateness is measured: the first time the council was told, in whatever way."""
    return received_on if first_raised is None or received_on < first_raised else first_raised
