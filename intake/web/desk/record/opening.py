"""How a page of one record begins: the record, if this person may see it."""

from __future__ import annotations

from flask import abort

from intake.access.reference import read_reference
from intake.casework.decisions import Situation
from intake.records.record import Event
from intake.storage import casework, events
from intake.storage.casework import Case
from intake.web.desk.guard import me, viewer
from intake.web.service import service


def case_of(reference: str) -> Case:
    """The record of this page; 404 where there is none, or where this person may not see it."""
    found = find(reference)
    if found is None:
        abort(404)
    return found


def find(reference: str) -> Case | None:
    """The record with this reference, however it was typed; None where this person may not see one."""
    with service().database.read(at_one_moment=True) as db:
        return casework.opened(db, service().ring, viewer(), service().council, read_reference(reference) or reference)


def note(case: Case, kind: str, **detail: object) -> None:
    """Notes that whoever is signed in has looked at the record, or done something that changes nothing in it."""
    with service().database.write() as db:
        events.append(db, case.record.id, Event(service().now(), kind, me().mark, dict(detail)))


def situation_of(case: Case) -> Situation:
    return Situation(case.record, case.events, case.standing, service().calendar)
