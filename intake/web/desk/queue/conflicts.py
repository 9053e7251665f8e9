"""Who seems to be named in a record: a manager confirms that they stay shut out of it, or lets them in again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.casework.codes import EventKind
from intake.storage import conflicts, events, staff
from intake.storage.conflicts import Conflict, ConflictState
from intake.web.desk import settling
from intake.web.desk.guard import viewer
from intake.web.desk.settling import WAYS, typed_reason, wrong_with
from intake.web.desk.showing import show_desk
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

_SETTLED = frozenset({EventKind.CONFLICT_CONFIRMED, EventKind.CONFLICT_LIFTED})

blueprint = Blueprint("conflicts", __name__, url_prefix="/desk")


@blueprint.get("/conflicts")
def waiting() -> ResponseReturnValue:
    """The suspicions that nobody has settled, in the records of which this person is the manager."""
    return _listed()


@blueprint.post("/conflicts/settle")
def settle() -> ResponseReturnValue:
    """Confirms or lifts one of them, with a reason, which is sealed.

    Where it stands otherwise by now than on the page, nothing is done: it says who has settled it, and how.
    """
    record_id, staff_id = request.form.get("record", ""), request.form.get("staff", "")
    how, reason = request.form.get("settle", ""), typed_reason()
    typed = {_key(record_id, staff_id): reason}
    if how not in WAYS:
        abort(404)
    if not came_from_our_page():
        return _listed(typed, notice="Nothing was settled yet. Press the button again.")
    if wrong := wrong_with(reason):
        return _listed(typed, {_key(record_id, staff_id): wrong})
    seen = request.form.get("seen", ConflictState.SUSPECTED)
    is_done = settling.settle(how, record_id, staff_id, reason, seen)
    return redirect(url_for("conflicts.waiting")) if is_done else _listed(typed, settled=_settled(record_id, staff_id))


@dataclass(frozen=True, slots=True)
class Settled:
    """What somebody else has made of it meanwhile: the conflict as it stands, by whom, and why."""

    key: str
    conflict: Conflict
    by: str
    reason: str


def _settled(record_id: str, staff_id: str) -> Settled | None:
    """How this one was settled last; None where nobody has settled it."""
    with service().database.read() as db:
        found = [each for each in conflicts.of_record(db, record_id) if each.staff_id == staff_id]
        happened = events.changes(db, record_id, service().ring)
        names = {person.mark: person.name for person in staff.everybody(db)}
    said = [each for each in happened if each.kind in _SETTLED and each.detail.get("staff") == staff_id]
    if not found or not said:
        return None
    by, reason = names.get(said[-1].by, "Somebody else"), said[-1].words.get("reason", "")
    return Settled(_key(record_id, staff_id), found[0], by, reason)


def _listed(
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    notice: str = "",
    settled: Settled | None = None,
) -> ResponseReturnValue:
    with service().database.read() as db:
        keepers = conflicts.managers(db, service().council.desk.second_person)
        found = conflicts.waiting(db, viewer(), keepers)
    return show_desk(
        "desk/conflicts.html",
        "Named in a record",
        status=422 if errors else 200,
        notice=notice,
        settled=settled,
        errors=errors or {},
        values=typed or {},
        found=[(_key(each.record_id, each.staff_id), each) for each in found],
    )


def _key(record_id: str, staff_id: str) -> str:
    """The control in which the reason for one of them stands."""
    return f"reason-{record_id}-{staff_id}"
