"""Who seems to be named in a record: a manager confirms that they stay shut out of it, or lets them in again."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.storage import conflicts, staff
from intake.web.desk.guard import me, viewer
from intake.web.desk.showing import show_desk
from intake.web.fields import without_unkeepable
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

blueprint = Blueprint("conflicts", __name__, url_prefix="/desk")

LONGEST_REASON = 2_000
SETTLE = {"confirm": conflicts.confirm, "lift": conflicts.lift}


@blueprint.get("/conflicts")
def waiting() -> ResponseReturnValue:
    """The suspicions that nobody has settled, in the records that this manager may see."""
    return _listed()


@blueprint.post("/conflicts/settle")
def settle() -> ResponseReturnValue:
    """Confirms or lifts one of them, with a reason, which is sealed."""
    record_id, staff_id = request.form.get("record", ""), request.form.get("staff", "")
    reason = without_unkeepable(request.form.get("reason", "")).replace("\r\n", "\n").strip()
    decide = SETTLE.get(request.form.get("settle", ""))
    typed = {_key(record_id, staff_id): reason}
    if decide is None:
        abort(404)
    if not came_from_our_page():
        return _listed(typed, notice="Nothing was settled yet. Press the button again.")
    if not reason or len(reason) > LONGEST_REASON:
        wrong = f"Make the reason shorter than {LONGEST_REASON:,} letters" if reason else "Enter a reason"
        return _listed(typed, {_key(record_id, staff_id): wrong})
    with service().database.write() as db:
        keepers = conflicts.managers(db, service().council.desk.second_person)
        if not conflicts.may_see(db, viewer(), keepers, record_id) or staff.find(db, staff_id) is None:
            abort(404)
        is_done = decide(db, service().ring, record_id, staff_id, me(), reason, service().now())
    if not is_done:
        return _listed(typed, notice="Somebody else has settled this in the meantime. What you wrote was not kept.")
    return redirect(url_for("conflicts.waiting"))


def _listed(
    typed: dict[str, str] | None = None, errors: dict[str, str] | None = None, notice: str = ""
) -> ResponseReturnValue:
    with service().database.read() as db:
        keepers = conflicts.managers(db, service().council.desk.second_person)
        found = conflicts.waiting(db, viewer(), keepers)
    return show_desk(
        "desk/conflicts.html",
        "Named in a record",
        status=422 if errors else 200,
        notice=notice,
        errors=errors or {},
        values=typed or {},
        found=[(_key(each.record_id, each.staff_id), each) for each in found],
    )


def _key(record_id: str, staff_id: str) -> str:
    """The control in which the reason for one of them stands."""
    return f"reason-{record_id}-{staff_id}"
