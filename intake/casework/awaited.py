"""What a record waits for: the call back, and the decisions of the complaints manager."""

from __future__ import annotations

from intake.casework.codes import DeskDue, Status
from intake.casework.progress import Progress
from intake.records.complainant import YOUNG
from intake.records.record import Record
from intake.rules.codes import Flag, ParentalResponsibility, Part, Route, Who
from intake.rules.standing import OF_INTEREST

_OPEN_ROUTES = frozenset({Route.CM_DECIDES, Route.SAFEGUARDING_THEN_CM})
# A parent needs no parental responsibility (law 1.1).
_IN_OWN_RIGHT = YOUNG | {Who.PARENT, Who.ADOPTER, Who.SPECIAL_GUARDIAN}


def has_own_right(record: Record) -> bool:
    """Whether the person complains as of right: nobody may ask what their interest in the child is."""
    envelope = record.envelope
    return envelope.get("complainant_type") in _IN_OWN_RIGHT or envelope.get("has_pr") == ParentalResponsibility.YES


def interest_is_open(record: Record, progress: Progress) -> bool:
    """Whether nobody has said yet if the person has the sufficient interest without which it may not go by the Act."""
    if progress.interest is not None or has_own_right(record):
        return False
    return Flag.SUFFICIENT_INTEREST_DECISION in record.flags or Part.STATUTORY_SI in progress.parts


def has_to_have_interest(record: Record, progress: Progress) -> bool:
    """The same, of a person who has no other right (reg 12): of others a manager may find that they have one."""
    return interest_is_open(record, progress) and record.envelope.get("complainant_type") in OF_INTEREST


def awaits_interest(record: Record, progress: Progress) -> bool:
    """Whether it has to be decided if the person has sufficient interest (reg 12)."""
    if not _wants_an_answer(progress) or not interest_is_open(record, progress):
        return False
    if not progress.route_is_decided or Part.STATUTORY_SI in progress.parts:
        return True
    return Part.STATUTORY in progress.parts and has_to_have_interest(record, progress)


def awaits_late(record: Record, progress: Progress) -> bool:
    """Whether it has to be decided if it is taken although it is late (reg 9(2)). The year is the Act's."""
    is_late = Flag.LATE_DISCRETION in record.flags and progress.is_under_the_act
    return is_late and _wants_an_answer(progress) and progress.late is None


def awaits_acceptance(record: Record, progress: Progress) -> bool:
    """Whether a manager has yet to say if it is taken at all: no reply goes out before that."""
    return awaits_interest(record, progress) or awaits_late(record, progress)


def awaits_route(record: Record, progress: Progress) -> bool:
    """Whether the rules could not say by which procedure it goes."""
    if not _wants_an_answer(progress) or progress.route_is_decided:
        return False
    return Flag.SCOPE_CHECK in record.flags or progress.route in _OPEN_ROUTES


def awaits_call(record: Record, progress: Progress) -> bool:
    """Whether somebody is to be called back whom nobody has reached yet."""
    return progress.is_open and DeskDue.CALL_BACK in record.envelope.get("due", {}) and not progress.called_back_on


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
