"""Which decision of the complaints manager a record waits for."""

from __future__ import annotations

from intake.casework.codes import Status
from intake.casework.progress import Progress
from intake.records.complainant import YOUNG
from intake.records.record import Record
from intake.rules.codes import Flag, ParentalResponsibility, Part, Route, Who

_OPEN_ROUTES = frozenset({Route.CM_DECIDES, Route.SAFEGUARDING_THEN_CM})
# A parent needs no parental responsibility (law 1.1).
_IN_OWN_RIGHT = YOUNG | {Who.PARENT, Who.ADOPTER, Who.SPECIAL_GUARDIAN}


def has_own_right(record: Record) -> bool:
    """Whether the person complains as of right: nobody may ask what their interest in the child is."""
    envelope = record.envelope
    return envelope.get("complainant_type") in _IN_OWN_RIGHT or envelope.get("has_pr") == ParentalResponsibility.YES


def awaits_interest(record: Record, progress: Progress) -> bool:
    """Whether it has to be decided if the person has sufficient interest (reg 12)."""
    if not _wants_an_answer(progress) or progress.interest is not None or has_own_right(record):
        return False
    if progress.route_is_decided:
        return Part.STATUTORY_SI in progress.parts
    return Flag.SUFFICIENT_INTEREST_DECISION in record.flags


def awaits_late(record: Record, progress: Progress) -> bool:
    """Whether it has to be decided if it is taken although it is late (reg 9(2)). The year is the Act's."""
    is_late = Flag.LATE_DISCRETION in record.flags and progress.is_under_the_act
    return is_late and _wants_an_answer(progress) and progress.late is None


def awaits_route(record: Record, progress: Progress) -> bool:
    """Whether the rules could not say by which procedure it goes."""
    if not _wants_an_answer(progress) or progress.route_is_decided:
        return False
    return Flag.SCOPE_CHECK in record.flags or progress.route in _OPEN_ROUTES


def _wants_an_answer(progress: Progress) -> bool:
    return progress.is_complaint and not progress.is_answered


def awaited(record: Record, progress: Progress) -> Status | None:
    """The first decision that it waits for; None where it waits for none."""
    for awaits, status in _DECISIONS:
        if awaits(record, progress):
            return status
    return None


_DECISIONS = (
    (awaits_interest, Status.AWAITING_SI_DECISION),
    (awaits_late, Status.AWAITING_LATE_DECISION),
    (awaits_route, Status.AWAITING_SCOPE_DECISION),
)
