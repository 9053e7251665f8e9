"""The call that somebody is taking: theirs alone, and changed without losing what another window has just saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from flask import abort

from intake.records.call import Call, CallState
from intake.rules.london import london_day
from intake.storage import calls
from intake.storage.calls import ClosedCall, StoredCall
from intake.web.desk.guard import me
from intake.web.service import service


def find_mine(call_id: str) -> StoredCall | None:
    """My call under way with this id; None where it is over, is somebody else's, or is not there."""
    with service().database.read() as db:
        return calls.find(db, service().ring, call_id, me().id)


LATELY = timedelta(days=1)  # so long a call that is over is listed, and its caller can be given a code


def my_closed_call(call_id: str) -> ClosedCall:
    """What is left of my call that is over; 404 where there is no such one."""
    with service().database.read() as db:
        return calls.find_closed(db, call_id, me().id) or abort(404)


def is_lately(closed: ClosedCall) -> bool:
    """Whether it ended so lately that whoever took it may still have to do with it."""
    return service().now() - closed.closed_at < LATELY


def change(seen: StoredCall, how: Callable[[Call], Call], state: CallState | None = None) -> StoredCall | None:
    """The call after the change, made again on what another window has just saved; None where it is over by now."""
    latest: StoredCall | None = seen
    is_saved = False
    while latest is not None and not is_saved:
        with service().database.write_one() as db:
            is_saved = calls.replace(db, service().ring, latest, how(latest.call), service().now(), state)
        latest = find_mine(seen.id)
    return latest


def day_of(call: StoredCall) -> date:
    """The London date on which it came: day 0 of every clock, and the day on which its path is walked."""
    return london_day(call.opened_at)
