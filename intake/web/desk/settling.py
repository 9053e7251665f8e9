"""Shutting somebody out of a record, or letting them see it again: what each page that offers it has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import abort, request
from sqlalchemy import Connection

from intake.storage import casework, conflicts, links, staff
from intake.web.desk.guard import me, viewer
from intake.web.fields import without_unkeepable
from intake.web.service import service

LONGEST_REASON = 2_000


def typed_reason() -> str:
    """The reason as it was typed, with nothing around it."""
    return without_unkeepable(request.form.get("reason", "")).replace("\r\n", "\n").strip()


def wrong_with(reason: str) -> str | None:
    """What is wrong with a reason; None where it will do."""
    if not reason:
        return "Enter a reason"
    return f"Make the reason shorter than {LONGEST_REASON:,} letters" if len(reason) > LONGEST_REASON else None


def settle(how: str, record_id: str, staff_id: str, reason: str, seen: str = "") -> bool:
    """Shuts somebody out or lets them in; False where it is so already. 404 where they do not keep such a record.

    `seen`: how it stood on their page. False also where it stands otherwise by now: somebody else was faster.
    """
    with service().database.write() as db:
        keepers = conflicts.managers(db, service().council.desk.second_person)
        if not conflicts.may_keep(db, viewer(), keepers, record_id) or staff.find(db, staff_id) is None:
            abort(404)
        casework.lock(db, links.of_one_matter(db, record_id))
        if seen and conflicts.state_now(db, record_id, staff_id) != seen:
            return False
        return WAYS[how](db, record_id, staff_id, reason)


def _confirm(db: Connection, record_id: str, staff_id: str, reason: str) -> bool:
    at = service()
    return casework.keep_out(db, at.ring, record_id, staff_id, me(), reason, at.now(), at.council, at.calendar)


def _lift(db: Connection, record_id: str, staff_id: str, reason: str) -> bool:
    return conflicts.lift(db, service().ring, record_id, staff_id, me(), reason, service().now())


WAYS: Mapping[str, Callable[[Connection, str, str, str], bool]] = {"confirm": _confirm, "lift": _lift}
