"""How far a record has come: folded from its events, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from intake.casework.codes import Basis, EventKind, Status
from intake.records.record import Event, Kind, Record
from intake.rules.clocks import UNDER_THE_ACT
from intake.rules.codes import Clock, ClockChange, ClockReason, Due, Route
from intake.rules.decisions import ClockDecision, DecidingRole
from intake.rules.london import london_day

# The first day by which each clock wants an answer: a record that has it has that clock.
AIM_OF: Mapping[Clock, Due] = {
    Clock.STAGE1: Due.STAGE1_10WD,
    Clock.STAGE2: Due.STAGE2_25WD,
    Clock.STAGE3: Due.PANEL_BY_30WD,
}


@dataclass(frozen=True, slots=True)
class Start:
    """That a clock began to run, and on what ground. One that `replaces` ends those before it."""

    basis: Basis
    on: date
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """What has been decided and done so far. None, or False, where nothing was.

    `route` and `parts` are those decided on, before that those suggested. `first_replied_on` and `replied_on`: the days
    of the first answer and of the last, which stay when a record is reopened; `is_answered` and `answered_on` do not.
    `held_on`: the day on which what is held was. `looked_again_on`: when somebody last found that it still has to wait,
    for another case or for an advocate. `withdrawal_asked_on`: of the wish to stop that is still open. `told`:
    who was told about a danger, and on which day first. `clock_steps`: what started the clock of the Act and what the
    complaints manager changed, in order. `corporate_extension`: what they changed where only the council's general
    process has one.
    """

    is_complaint: bool
    clock: Clock | None
    route: str | None
    parts: frozenset[str]
    clock_steps: tuple[Start | ClockDecision, ...]
    route_is_decided: bool = False
    has_begun: bool = False
    acknowledged_on: date | None = None
    interest: str | None = None
    late: str | None = None
    held: str | None = None
    held_on: date | None = None
    looked_again_on: date | None = None
    withdrawal_asked_on: date | None = None
    ended: Status | None = None
    first_replied_on: date | None = None
    replied_on: date | None = None
    is_answered: bool = False
    assigned_to: str | None = None
    told: Mapping[str, date] = field(default_factory=dict)
    corporate_extension: ClockDecision | None = None
    called_back_on: date | None = None
    advocate_offered_on: date | None = None
    advocate_is_missed: bool = False
    written_copy_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.ended is None

    @property
    def withdrawal_is_asked(self) -> bool:
        return self.withdrawal_asked_on is not None

    @property
    def answered_on(self) -> date | None:
        """The day of the answer; None while there is to be another, because it was reopened."""
        return self.replied_on if self.is_answered or not self.is_open else None

    @property
    def is_under_the_act(self) -> bool:
        return not UNDER_THE_ACT.isdisjoint(self.parts)


def progress_of(record: Record, events: Iterable[Event]) -> Progress:
    """How far this record is after these events, which stand in their order. What they do not know changes nothing."""
    events = list(events)
    progress = _first(record, _suggested(record, events))
    for event in events:
        moves = _MOVES.get(event.kind)
        if moves is not None:
            progress = moves(progress, event)
    return progress


def _suggested(record: Record, events: Iterable[Event]) -> str | None:
    """The route that the rules suggested: the record's own is the one decided on, once there is one."""
    for event in events:
        if event.kind == EventKind.RECEIVED and "route" in event.detail:
            route: str | None = event.detail["route"]
            return route
    return record.route


def _first(record: Record, route: str | None) -> Progress:
    due: Mapping[str, str] = record.envelope.get("due", {})
    parts = record.envelope.get("route_parts") or ([route] if route else [])
    return Progress(
        is_complaint=record.kind == Kind.COMPLAINT,
        clock=next((clock for clock, aim in AIM_OF.items() if aim in due), None),
        route=route,
        parts=frozenset(parts),
        clock_steps=(Start(Basis.RECEIPT, record.received_date),),
    )


def _on(event: Event) -> date:
    """The day that was given, or else the day of the event."""
    given = event.detail.get("on")
    return date.fromisoformat(given) if given else london_day(event.at)


# ── What each event does ─────────────────────────────────────────────────────────────────────────────────────────────


def _acknowledged(p: Progress, event: Event) -> Progress:
    return replace(p, has_begun=True, acknowledged_on=p.acknowledged_on or _on(event))


def _route_decided(p: Progress, event: Event) -> Progress:
    return _goes(p, event.detail["route"], [event.detail["route"]])


def _split(p: Progress, event: Event) -> Progress:
    parts = [code for key, code in sorted(event.detail.items()) if key.startswith("part_") and code]
    return _goes(p, Route.SPLIT, parts)


def _goes(p: Progress, route: str, parts: Iterable[str]) -> Progress:
    """The clock of the Act runs from receipt where a part is under it, and nowhere else."""
    moved = replace(p, has_begun=True, route=route, parts=frozenset(parts), route_is_decided=True)
    return replace(moved, clock=(p.clock or Clock.STAGE1) if moved.is_under_the_act else None)


def _interest_decided(p: Progress, event: Event) -> Progress:
    decided = replace(p, has_begun=True, interest=event.detail["interest"])
    if decided.interest == "no":
        return replace(decided, ended=Status.REFUSED_BY_CM)
    return _starts(decided, Start(Basis.SI_DECISION, london_day(event.at)))


def _late_decided(p: Progress, event: Event) -> Progress:
    decided = replace(p, has_begun=True, late=event.detail["late"])
    if decided.late == "refused":
        return replace(decided, ended=Status.REFUSED_BY_CM)
    return _starts(decided, Start(Basis.LATE_ACCEPTED, london_day(event.at)))


def _starts(p: Progress, start: Start) -> Progress:
    return replace(p, clock_steps=(*p.clock_steps, start))


def _held(p: Progress, event: Event) -> Progress:
    return replace(p, has_begun=True, held=event.detail["how_much"], held_on=london_day(event.at))


def _hold_ended(p: Progress, event: Event) -> Progress:
    """What was held whole, or answered but for the part held, has a new clock; else the rest keeps its own."""
    is_anew = p.held == "all" or p.is_answered
    taken_up = _starts(replace(p, held=None, held_on=None), Start(Basis.RESUBMITTED, _on(event), replaces=is_anew))
    return replace(taken_up, replied_on=None, is_answered=False, corporate_extension=None) if is_anew else taken_up


def _passed_on(p: Progress, event: Event) -> Progress:
    passed = replace(p, has_begun=True)
    return replace(passed, ended=Status.PASSED_ON) if event.detail["how_much"] == "all" else passed


def _reopened(p: Progress, _: Event) -> Progress:
    """A no is no longer decided; a yes is."""
    return replace(
        p,
        ended=None,
        is_answered=False,
        withdrawal_asked_on=None,
        interest=None if p.interest == "no" else p.interest,
        late=None if p.late == "refused" else p.late,
    )


def _clock_changed(change: ClockChange) -> Callable[[Progress, Event], Progress]:
    def move(p: Progress, event: Event) -> Progress:
        detail = event.detail
        decision = ClockDecision(
            change=change,
            on=_on(event),
            by=event.by,
            role=DecidingRole.COMPLAINTS_MANAGER,
            reason=ClockReason(detail["clock_reason"]) if detail.get("clock_reason") else None,
            until=date.fromisoformat(detail["until"]) if detail.get("until") else None,
        )
        if p.clock is None:
            return replace(p, has_begun=True, corporate_extension=decision)
        return replace(p, has_begun=True, clock_steps=(*p.clock_steps, decision))

    return move


def _replied(p: Progress, event: Event) -> Progress:
    day = _on(event)
    return replace(p, has_begun=True, is_answered=True, first_replied_on=p.first_replied_on or day, replied_on=day)


def _safety_acted(p: Progress, event: Event) -> Progress:
    told = {whom: _on(event) for whom in event.detail["told"]}
    return replace(p, has_begun=True, told={**told, **p.told})


def _called_back(p: Progress, event: Event) -> Progress:
    reached = event.detail["reached"] == "yes"
    return replace(p, has_begun=True, called_back_on=_on(event) if reached else p.called_back_on)


def _advocate_offered(p: Progress, event: Event) -> Progress:
    """By staff: what the form itself offered left something to do wherever it did."""
    return replace(p, advocate_offered_on=_on(event)) if event.by != "self" else p


def _sets(**changes: Any) -> Callable[[Progress, Event], Progress]:
    return lambda p, _: replace(p, **changes)


_MOVES: Mapping[str, Callable[[Progress, Event], Progress]] = {
    EventKind.ACKNOWLEDGED: _acknowledged,
    EventKind.ROUTE_DECIDED: _route_decided,
    EventKind.INTEREST_DECIDED: _interest_decided,
    EventKind.LATE_DECIDED: _late_decided,
    EventKind.HELD: _held,
    EventKind.HOLD_ENDED: _hold_ended,
    EventKind.LOOKED_AGAIN: lambda p, event: replace(p, looked_again_on=_on(event)),
    EventKind.REFUSED: _sets(has_begun=True, ended=Status.REFUSED_BY_CM),
    EventKind.PASSED_ON: _passed_on,
    EventKind.SPLIT: _split,
    EventKind.WITHDRAWAL_ASKED: lambda p, event: replace(p, withdrawal_asked_on=_on(event)),
    EventKind.WITHDRAWAL_CONFIRMED: _sets(ended=Status.WITHDRAWN, withdrawal_asked_on=None),
    EventKind.WITHDRAWAL_UNDONE: _sets(withdrawal_asked_on=None),
    EventKind.REOPENED: _reopened,
    EventKind.EXTENDED: _clock_changed(ClockChange.EXTENDED),
    EventKind.SUSPENDED: _clock_changed(ClockChange.SUSPENDED),
    EventKind.RESUMED: _clock_changed(ClockChange.RESUMED),
    EventKind.REPLIED: _replied,
    EventKind.CLOSED: _sets(ended=Status.CLOSED),
    EventKind.ASSIGNED: lambda p, event: replace(p, assigned_to=event.detail.get("assigned_to") or None),
    EventKind.SAFETY_ACTED: _safety_acted,
    EventKind.CALLED_BACK: _called_back,
    EventKind.MADE_COMPLAINT: _sets(has_begun=True, ended=Status.CLOSED),
    EventKind.ADVOCATE_OFFERED: _advocate_offered,
    EventKind.WRITTEN_COPY_MADE: lambda p, event: replace(p, written_copy_on=london_day(event.at)),
    EventKind.REFERRAL_UNANSWERED: _sets(advocate_is_missed=True),
    EventKind.REFERRAL_RECEIVED: _sets(advocate_is_missed=False),
    EventKind.REFERRAL_WITHDRAWN: _sets(advocate_is_missed=False),
    EventKind.ADVOCATE_APPOINTED: _sets(advocate_is_missed=False),
    EventKind.ADVOCATE_CONTACTED: _sets(advocate_is_missed=False),
}
