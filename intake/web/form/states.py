"""How far something is, as its person reads it: the state, the dates in force, and what was decided since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from intake.casework.codes import DeskDue, Status
from intake.casework.days import due_days
from intake.casework.progress import Progress, progress_of
from intake.council.model import Council
from intake.questions.catalogue import copy, since
from intake.questions.vocabulary import Case, Say, Voice
from intake.records.facts import ways_permitted
from intake.records.record import Event, Record
from intake.records.submission import answers_of
from intake.rules.codes import Due, Flag, Part, Route
from intake.rules.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Since:
    """What has become of a record. `dates`: the days in force that nobody has met yet, by the fact that names each.

    `can_be_reached`: in a way that they chose and said is safe.
    """

    record: Record
    progress: Progress
    dates: Mapping[str, date]
    can_be_reached: bool

    @property
    def is_over(self) -> bool:
        """Whether it has come to an end, or the answer is there."""
        return not self.progress.is_open or self.progress.is_answered

    @property
    def was_answered(self) -> bool:
        return self.progress.is_answered and self.progress.ended in {None, Status.CLOSED}

    @property
    def route(self) -> str | None:
        """The way that it goes, while there is something to say of it: the dates say that the Act applies."""
        is_settled = self.progress.route == Route.STATUTORY_SI and self.progress.interest == "yes"
        return None if is_settled or self.progress.route == Route.STATUTORY else self.progress.route

    @property
    def flags(self) -> list[str]:
        """The flags that still say what is going to happen."""
        settled = {flag for settles, flags in _SETTLED if settles(self.progress) for flag in flags}
        return [flag for flag in self.record.flags if flag not in settled]


# The days that people are told, each by the first of these that is in force: where we aim at, and the latest.
_TOLD_BY: Mapping[str, Sequence[str]] = {
    "ack_by": (DeskDue.ACKNOWLEDGE,),
    "reply_by": (DeskDue.REPLY_EXTENDED, Due.STAGE1_10WD, Due.STAGE2_25WD, DeskDue.CORPORATE_REPLY),
    "latest_by": (Due.STAGE1_20WD_MAX, Due.STAGE2_65WD_MAX, DeskDue.CORPORATE_LATEST),
    "call_back_by": (DeskDue.CALL_BACK,),
}

# What has been said about lateness, interest, the way it goes and another case is over once that is decided.
_SETTLED: tuple[tuple[Callable[[Progress], bool], tuple[Flag, ...]], ...] = (
    (lambda p: p.late is not None, (Flag.LATE_DISCRETION, Flag.PART_LATE)),
    (lambda p: p.interest is not None, (Flag.SUFFICIENT_INTEREST_DECISION,)),
    (lambda p: p.held is not None, (Flag.PROCEEDINGS_CHECK,)),
    (lambda p: p.route_is_decided and Part.STATUTORY in p.parts, (Flag.OTHER_COUNCIL_TRANSFER,)),
)


def since_of(record: Record, events: Sequence[Event], council: Council, calendar: WorkingCalendar) -> Since:
    """What has become of this record after all these events; after none, how it is when it has just been sent."""
    open_days = {due.code: due.day for due in due_days(record, events, council, calendar) if due.done_on is None}
    dates = {
        fact: next(open_days[code] for code in codes if code in open_days)
        for fact, codes in _TOLD_BY.items()
        if not open_days.keys().isdisjoint(codes)
    }
    if dates.get("latest_by") == dates.get("reply_by"):
        dates.pop("latest_by", None)
    said = Case(Voice(record.voice), record.received_date, answers_of(record))
    return Since(record, progress_of(record, events), dates, bool(ways_permitted(said)))


def state_of(record: Record) -> str:
    """Which of the five plain states this is."""
    return _STATES.get(record.status, "looking")


_STATES: Mapping[str, str] = {
    Status.NEW: "got_it",
    Status.REPLIED: "ready",
    Status.WITHDRAWN: "finished",
    Status.REFUSED_BY_CM: "finished",
    Status.PASSED_ON: "finished",
    Status.CLOSED: "finished",
}


def state_said(now: Since, today: date) -> list[Say]:
    """When it was sent and what comes next in this state; that the answer is late, where it is."""
    return [copy.RECEIVED_ON, *_becomes(now, today)]


def _becomes(now: Since, today: date) -> list[Say]:
    status, state = now.record.status, state_of(now.record)
    latest = now.dates.get("latest_by") or now.dates.get("reply_by")
    if latest is not None and today > latest:
        return [copy.ANSWER_IS_LATE]
    if status == Status.CLOSED and now.was_answered:
        return [copy.STATES_NEXT["finished"]]
    lines = list(since.SINCE.get(status, (copy.STATES_NEXT[state],)))
    lines += [since.PART_WAITS, since.WE_WROTE_WHY] if now.progress.held == "part" and not now.is_over else []
    lines += [since.STOP_ASKED] if now.progress.withdrawal_is_asked else []
    if not now.can_be_reached:
        lines = [since.CALL_US if line in _SAYS_THAT_WE_WRITE else line for line in lines]
    return list(dict.fromkeys(lines))


_SAYS_THAT_WE_WRITE = (since.WE_WROTE_WHY, copy.STATES_NEXT["ready"])
