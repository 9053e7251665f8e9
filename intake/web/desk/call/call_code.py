"""The caller's secret code: made when they are alone to hear it, said once, and shown never again."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue

from intake.access.code import Code, new_code
from intake.casework.codes import EventKind
from intake.records.record import Event, Record
from intake.storage import events, records
from intake.web.desk.call.call_done import record_of_call
from intake.web.desk.call.call_sheet import PRESS_AGAIN
from intake.web.desk.call.taking import is_lately, my_closed_call
from intake.web.desk.guard import me
from intake.web.desk.showing import show_desk
from intake.web.form.showing import came_from_our_page
from intake.web.service import service


def code(call_id: str) -> ResponseReturnValue:
    """Asks whether the caller is alone; on their yes, POST shows the code that opens their page from now on.

    404 where whoever took the call is shut out of its record. Nor is there one long after the call: it opens
    everything, and is for whoever is on the telephone.
    """
    closed = my_closed_call(call_id)
    record = record_of_call(closed) or abort(404)
    if not is_lately(closed):
        return _show(call_id, is_late=True)
    if request.method == "GET":
        return _show(call_id)
    if not came_from_our_page():
        return _show(call_id, notice=PRESS_AGAIN)
    match request.form.get("alone"):
        case "yes":
            made = _made_for(record)
            return _show(call_id, made=made, is_taken=made is None)
        case "no":
            return _show(call_id, is_heard=True)
    return _show(call_id, errors={"alone": "Choose whether the caller is alone"})


def _made_for(record: Record) -> Code | None:
    """A new code, which opens this record; None where one was made before."""
    made = new_code()
    lookup = service().locks.open_code(made).lookup
    with service().database.write() as db:
        records.keep_code(db, record.reference, lookup)
        is_kept = records.reference_of_code(db, lookup) == record.reference
        if is_kept:
            events.append(db, record.id, Event(service().now(), EventKind.CODE_MADE, me().mark))
    return made if is_kept else None


def _show(
    call_id: str,
    *,
    made: Code | None = None,
    is_taken: bool = False,
    is_heard: bool = False,
    is_late: bool = False,
    errors: dict[str, str] | None = None,
    notice: str = "",
) -> ResponseReturnValue:
    return show_desk(
        "desk/call_code.html",
        "A code for the caller",
        status=422 if errors else 200,
        call_id=call_id,
        code=made,
        is_taken=is_taken,
        is_heard=is_heard,
        is_late=is_late,
        errors=errors or {},
        notice=notice,
    )
