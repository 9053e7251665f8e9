"""The export: what somebody's role may see, as a file that a spreadsheet or another system reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement

from intake.casework.codes import EventKind
from intake.casework.roles import COMPLAINTS_TEAM, Role, Viewer
from intake.casework.standing import statuses_of
from intake.casework.words import label
from intake.records.record import Event, Kind, Record
from intake.storage import conflicts, events, extracts, records
from intake.storage.conflicts import Keepers
from intake.storage.extracts import Extract, Wanted
from intake.web.desk.guard import has_proved, has_role, prove_first, viewer
from intake.web.desk.queue.columns import Depth, csv_head, csv_line, json_head, json_line
from intake.web.desk.showing import show_desk
from intake.web.fields import day_on_one_line, without_unkeepable
from intake.web.form.showing import came_from_our_page
from intake.web.service import Service, service

blueprint = Blueprint("export", __name__, url_prefix="/desk")

AT_ONCE = 100  # records in one batch


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write records down."""

    words: str
    mimetype: str
    head: Callable[[Depth], str]
    line: Callable[[Extract, Depth], str]


FORMATS: Mapping[str, Format] = {
    "csv": Format("For a spreadsheet (CSV)", "text/csv", csv_head, csv_line),
    "jsonl": Format("For another system (JSON Lines)", "application/x-ndjson", json_head, json_line),
}
_OPEN = {"yes": True, "no": False}


@blueprint.route("/export", methods=["GET", "POST"])
def export() -> ResponseReturnValue:
    """Asks what is wanted; POST gives the file, to whoever has just proved who they are."""
    if not has_proved():
        return prove_first()
    if request.method == "GET":
        return _asked({})
    typed = {name: without_unkeepable(value) for name, value in request.form.items() if name != "csrf_token"}
    if typed.get("names") and not has_role(Role.COMPLAINTS_MANAGER):
        abort(403)
    if not came_from_our_page():
        return _asked(typed, notice="Nothing has left yet. Press the button again.")
    errors = _errors(typed)
    if errors:
        return _asked(typed, errors)
    return _file(typed["format"], _depth(typed), _wanted(typed))


def _depth(typed: Mapping[str, str]) -> Depth:
    """How much of each record leaves: no more than the role may see."""
    if not has_role(*COMPLAINTS_TEAM):
        return Depth.CODES
    return Depth.NAMES if typed.get("names") else Depth.STORY


def _errors(typed: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with what was asked for."""
    errors = {
        name: "Enter a day such as 27 3 2026, or leave this empty"
        for name in ("received_from", "received_to")
        if typed.get(name, "").strip() and _day(typed, name) is None
    }
    first, last = _day(typed, "received_from"), _day(typed, "received_to")
    if first and last and last < first:
        errors["received_to"] = "Enter a last day that is not before the first one"
    if typed.get("format") not in FORMATS:
        errors["format"] = "Choose what the file is for"
    return errors


def _day(typed: Mapping[str, str], name: str) -> date | None:
    read = day_on_one_line(typed.get(name, ""))
    return date.fromisoformat(read) if read else None


def _wanted(typed: Mapping[str, str]) -> Wanted:
    return Wanted(
        received_from=_day(typed, "received_from"),
        received_to=_day(typed, "received_to"),
        kind=typed.get("kind") or None,
        status=typed.get("status") or None,
        is_open=_OPEN.get(typed.get("open", "")),
    )


def _asked(typed: Mapping[str, str], errors: Mapping[str, str] | None = None, notice: str = "") -> ResponseReturnValue:
    return show_desk(
        "desk/export.html",
        "Export",
        status=422 if errors else 200,
        notice=notice,
        errors=errors or {},
        values=typed,
        formats=FORMATS,
        kinds={kind: label(kind) for kind in Kind},
        statuses={status: label(status) for status in statuses_of(None)},
        sees_words=has_role(*COMPLAINTS_TEAM),
        sees_names=has_role(Role.COMPLAINTS_MANAGER),
    )


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _file(name: str, depth: Depth, wanted: Wanted) -> Response:
    form, started = FORMATS[name], service().now()
    lines = _lines(service(), viewer(), form, name, depth, wanted, started)
    response = Response(lines, mimetype=form.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=f"records-{service().today()}.{name}")
    return response


def _lines(
    at: Service, by: Viewer, form: Format, name: str, depth: Depth, wanted: Wanted, started: datetime
) -> Iterator[str]:
    """The file in pieces. Each batch is read anew, so that nothing leaves of which somebody is shut out meanwhile."""
    yield form.head(depth)
    last: Record | None = None
    while batch := _batch(at, by, depth, wanted, started, last):
        if depth != Depth.CODES:
            _note(at, by, batch, {"format": name, "held": depth})
        yield "".join(form.line(each, depth) for each in batch)
        last = batch[-1].record


def _batch(
    at: Service, by: Viewer, depth: Depth, wanted: Wanted, started: datetime, last: Record | None
) -> Sequence[Extract]:
    """The next records, opened as far as they may leave."""
    with at.database.read(at_one_moment=True) as db:
        keepers = conflicts.managers(db, at.council.desk.second_person)
        seen = _seen(by, depth, keepers)
        batch = extracts.batch(db, seen, wanted, started, last, AT_ONCE, at.council, at.calendar)
        if depth == Depth.CODES:
            return batch
        found = ((each, records.find_by_id(db, each.record.id, at.ring)) for each in batch)
        return [_opened(each, record, depth) for each, record in found if record is not None]


def _seen(by: Viewer, depth: Depth, keepers: Keepers) -> ColumnElement[bool]:
    """Which records may leave as deep as this. What is somebody's only as the second person is of those left to them.

    Who counts records opens none, and so sees the codes of all of them: but not of those that name them.
    """
    if depth == Depth.CODES:
        reader = replace(by, staff=replace(by.staff, roles=frozenset({Role.COMPLAINTS_OFFICER})))
        return conflicts.seen_by(reader, keepers)
    is_own = by.staff.has(*(COMPLAINTS_TEAM if depth == Depth.STORY else {Role.COMPLAINTS_MANAGER}))
    return (conflicts.seen_by if is_own else conflicts.kept_by)(by, keepers)


def _opened(each: Extract, record: Record, depth: Depth) -> Extract:
    """The record as far as it may leave: where names stay, no column can reach them by mistake."""
    return replace(each, record=record if depth == Depth.NAMES else replace(record, identity={}))


def _note(at: Service, by: Viewer, batch: Sequence[Extract], detail: dict[str, str]) -> None:
    """Notes on each record that it leaves, before it does."""
    with at.database.write() as db:
        for each in batch:
            events.append(db, each.record.id, Event(at.now(), EventKind.EXPORTED, by.staff.mark, detail))
