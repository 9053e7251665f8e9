"""What has to be done about a danger, and what settles it. Neither it nor the complaint waits for the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from intake.casework.codes import DeskDue, TaskKind, Told
from intake.casework.progress import Progress
from intake.records.record import Kind, Record
from intake.rules.codes import Due, Flag


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done about a danger: the flags that call for it, and whom to tell. Anyone of `told` settles it.

    `due`: the code of its day, which is the day of receipt where the rules gave it none.
    """

    kind: TaskKind
    flags: frozenset[Flag]
    told: frozenset[Told]
    due: Due | DeskDue
    is_danger: bool = False


_CHILDREN_KEPT_SAFE = frozenset(
    {Told.DUTY_TEAM, Told.OUT_OF_HOURS_TEAM, Told.POLICE_OR_AMBULANCE, Told.NOBODY_IN_DANGER}
)

DUTIES: tuple[Duty, ...] = (
    Duty(
        TaskKind.TELL_DUTY_TEAM,
        frozenset({Flag.SAFEGUARDING_IMMEDIATE}),
        _CHILDREN_KEPT_SAFE,
        DeskDue.DUTY_TEAM_SAME_DAY,
        is_danger=True,
    ),
    Duty(
        TaskKind.WORRY_TO_DUTY_TEAM,
        frozenset({Flag.SAFEGUARDING_REFERRAL}),
        _CHILDREN_KEPT_SAFE,
        DeskDue.DUTY_TEAM_SAME_DAY,
    ),
    Duty(
        TaskKind.SORT_TODAY,
        frozenset({Flag.CASE_CONCERN_SAME_DAY, Flag.URGENT_HOMELESS}),
        _CHILDREN_KEPT_SAFE | {Told.TEAM_RESPONSIBLE},
        Due.CASE_CONCERN_SAME_DAY,
    ),
    # Whether an allegation is one is for the designated officer to say: nobody else settles it.
    Duty(TaskKind.TELL_LADO, frozenset({Flag.LADO_REFERRAL}), frozenset({Told.LADO}), Due.LADO_1WD),
    Duty(
        TaskKind.KEEP_STAFF_SAFE,
        frozenset({Flag.STAFF_SAFETY_ALERT}),
        frozenset({Told.STAFF_MANAGER, Told.POLICE_OR_AMBULANCE, Told.NOBODY_IN_DANGER}),
        DeskDue.STAFF_SAFE_SAME_DAY,
    ),
)


def duties_of(record: Record) -> Iterator[Duty]:
    """What this record asks to be done about a danger, whether or not it is done."""
    flags = frozenset(record.flags)
    for duty in DUTIES:
        if not flags.isdisjoint(duty.flags) or (duty.is_danger and record.kind == Kind.URGENT):
            yield duty


def settled_on(duty: Duty, progress: Progress) -> date | None:
    """The day on which the first of those was told who settle it; None where nobody was."""
    return min((day for whom, day in progress.told.items() if whom in duty.told), default=None)


def unsettled(record: Record, progress: Progress) -> list[Duty]:
    """What is still to be done about a danger."""
    return [duty for duty in duties_of(record) if settled_on(duty, progress) is None]
