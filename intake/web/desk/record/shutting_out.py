"""Who cannot see one record: its manager shuts somebody out whom nothing pointed at, or lets somebody see it again."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.storage import conflicts, staff
from intake.storage.cases import Case
from intake.storage.conflicts import ConflictState
from intake.web.desk.record.opening import case_of, find
from intake.web.desk.settling import WAYS, settle, typed_reason, wrong_with
from intake.web.desk.showing import show_desk
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

NOTHING_YET = "Nothing was settled yet. Press the button again."
_IS_SO = {"confirm": "They are shut out for good already", "lift": "They are not shut out"}


def shut_out(reference: str) -> ResponseReturnValue:
    """Who is shut out, and a form to shut somebody out or let them in, each with a reason, which is sealed."""
    case = case_of(reference)
    if not case.is_kept:
        abort(403)
    if request.method == "GET":
        return _asked(case, {})
    how, chosen, reason = request.form.get("settle", ""), request.form.get("staff", ""), typed_reason()
    typed = {"staff": chosen, "reason": reason}
    if how not in WAYS:
        abort(404)
    if not came_from_our_page():
        return _asked(case, typed, notice=NOTHING_YET)
    wrong = {"staff": "" if chosen else "Select who it is", "reason": wrong_with(reason) or ""}
    errors = {name: words for name, words in wrong.items() if words}
    if not errors and not settle(how, case.record.id, chosen, reason):
        errors = {"staff": _IS_SO[how]}
    if errors:
        return _asked(case, typed, errors)
    if find(reference) is None:  # it is no longer left to them
        return redirect(url_for("conflicts.waiting"))
    return redirect(url_for("record.opened", reference=case.record.reference))


def _asked(
    case: Case, typed: Mapping[str, str], errors: Mapping[str, str] | None = None, notice: str = ""
) -> ResponseReturnValue:
    with service().database.read() as db:
        found = conflicts.of_record(db, case.record.id)
        people = [each for each in staff.everybody(db) if each.is_active]
    return show_desk(
        "desk/record_shut_out.html",
        "Who cannot see it",
        status=422 if errors else 200,
        notice=notice,
        errors=errors or {},
        values=typed,
        reference=case.record.reference,
        found=[each for each in found if each.state != ConflictState.LIFTED],
        people=people,
    )
