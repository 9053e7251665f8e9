"""How a page of one record begins and ends: the record, if this person may see it, and a note that they have."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from intake.access.reference import read_reference
from intake.casework.codes import EventKind
from intake.casework.decisions import Situation
from intake.records.record import Event
from intake.storage import cases, events
from intake.storage.cases import Case
from intake.web.desk.access import ACCESS
from intake.web.desk.guard import me, viewer
from intake.web.desk.showing import show_desk
from intake.web.service import service


def case_of(reference: str) -> Case:
    """The record of this page; 404 where there is none, or where this person may not see it.

    403 where they reach the page only as the second person, which they are not in this record.
    """
    found = find(reference)
    if found is None:
        abort(404)
    if not may_here(found, str(request.endpoint)):
        abort(403)
    return found


def may_here(case: Case, endpoint: str) -> bool:
    """Whether whoever opened this record may reach this page of it."""
    return not case.by.roles.isdisjoint(ACCESS[endpoint])


def show_record(
    case: Case, template: str, title: str, *, noted: EventKind = EventKind.READ, **content: Any
) -> ResponseReturnValue:
    """A page with words of a record: the only way to show them, as it notes that whoever is signed in has seen them."""
    note(case, noted)
    return show_desk(template, title, case=case, record=case.record, may_here=partial(may_here, case), **content)


def find(reference: str) -> Case | None:
    """The record with this reference, however it was typed; None where this person may not see one."""
    with service().database.read() as db:
        return cases.opened(db, service().ring, viewer(), service().council, read_reference(reference) or reference)


def note(case: Case, kind: str, **detail: object) -> None:
    """Notes that whoever is signed in has looked at the record, or done something that changes nothing in it.

    404 where it was wiped meanwhile: what nobody noted is not shown.
    """
    event = Event(service().now(), kind, me().mark, dict(detail))
    try:
        events.note(service().database, case.record.id, event, case.head)
    except NoResultFound:
        abort(404)


def situation_of(case: Case) -> Situation:
    return Situation(case.record, case.events, case.standing, service().calendar)
