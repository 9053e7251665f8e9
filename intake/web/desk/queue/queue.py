"""The queue: what waits, danger first and then by its day, and the search for one record in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from intake.access.reference import read_reference
from intake.casework.roles import COMPLAINTS_TEAM, Role
from intake.storage import conflicts, filters, queue, search, staff
from intake.storage.queue import Key
from intake.storage.search import Field, Found
from intake.web.desk.guard import has_role, me, viewer
from intake.web.desk.queue import drawing
from intake.web.desk.queue.filters import SOON, chosen_of, filters_for, wanted_of
from intake.web.desk.showing import show_desk
from intake.web.fields import day_on_one_line, is_email, is_phone, without_unkeepable
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

blueprint = Blueprint("queue", __name__, url_prefix="/desk")

LONGEST_NAME = 60
LONGEST_SOUGHT = 200
MOST_FOUND = 50


@blueprint.get("/queue")
def waiting() -> ResponseReturnValue:
    """A page of the queue. The address holds the codes of the filter and the place in the list, and no words."""
    return _listed(request.args.to_dict())


@blueprint.post("/queue/filters")
def keep_filter() -> ResponseReturnValue:
    """Keeps the filter of the list under a name."""
    name = " ".join(without_unkeepable(request.form.get("name", "")).split())
    if not came_from_our_page():
        return _listed(request.form, name, notice="Nothing was kept yet. Press the button again.")
    with service().database.write() as db:
        chosen = chosen_of(filters_for(staff.everybody(db), request.form.get("kind")), request.form)
        wrong = _why_not(name, chosen)
        if not wrong and not filters.keep(db, me().id, name, chosen):
            wrong = f"You have {filters.MOST} filters. Drop one that you no longer use first"
    if wrong:
        return _listed(request.form, name, wrong)
    codes: dict[str, Any] = {**chosen}
    return redirect(url_for("queue.waiting", **codes))


def _why_not(name: str, chosen: Mapping[str, str]) -> str:
    """Why a filter cannot be kept, or ''."""
    if not name:
        return "Enter a name for this filter"
    if len(name) > LONGEST_NAME:
        return f"Enter a name of at most {LONGEST_NAME} letters"
    return "" if chosen else "Filter the list by something first"


@blueprint.post("/queue/filters/drop")
def drop_filter() -> ResponseReturnValue:
    """Forgets one of the filters that were kept."""
    if came_from_our_page():
        with service().database.write() as db:
            filters.drop(db, me().id, request.form.get("name", ""))
    return redirect(url_for("queue.waiting"))


def _listed(given: Mapping[str, str], name: str = "", wrong: str = "", notice: str = "") -> ResponseReturnValue:
    here, who = service(), viewer()
    today = here.today()
    key = Key.read(given.get("after", ""))
    with here.database.read() as db:
        people = staff.everybody(db)
        among = filters_for(people, given.get("kind"))
        chosen = chosen_of(among, given)
        wanted = wanted_of(chosen, who.staff, today, here.calendar.after(today, SOON))
        keepers = conflicts.keepers_of(people, here.council.desk.second_person)
        page = queue.page(db, who, keepers, wanted, key)
        kept = filters.of(db, who.staff.id)
    return show_desk(
        "desk/queue.html",
        "Queue",
        status=422 if wrong else 200,
        notice=notice,
        errors={"name": wrong} if wrong else {},
        values={"name": name},
        page=page,
        is_first=key is None,
        groups=drawing.groups(page.rows, today, is_open=wanted.is_open),
        filters=among,
        controls=drawing.controls(among, chosen),
        chosen=chosen,
        kept={name: chosen_of(filters_for(people, codes.get("kind")), codes) for name, codes in kept.items()},
        sees="all" if has_role(*COMPLAINTS_TEAM) else "safety" if has_role(Role.DUTY_TEAM) else "left",
    )


# ── The search ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what somebody looks for. `field` is None where it is a reference."""

    field: Field | None
    value: str


_READ_AS = {
    None: "a reference",
    Field.EMAIL: "an email address",
    Field.BIRTH: "a date of birth",
    Field.PHONE: "a phone number",
    Field.NAME: "a name",
}

_EIGHT_DIGITS = re.compile(r"(\d\d)(\d\d)(\d{4})")
_SHORT_YEAR = re.compile(r"(.*\D)(\d\d)")


def readings(text: str) -> list[Reading]:
    """All that this text can be: most are one thing, but six letters can be a reference or a name."""
    reference, born = read_reference(text), day_on_one_line(text)
    if is_email(text):
        return [Reading(Field.EMAIL, text)]
    if born:
        return [Reading(Field.BIRTH, born)]
    return [
        *([Reading(None, reference)] if reference else []),
        *(Reading(Field.BIRTH, day) for day in _days_in_short(text)),
        *([Reading(Field.PHONE, text)] if is_phone(text) else []),
        *([Reading(Field.NAME, text)] if any(map(str.isalpha, text)) else []),
    ]


def _days_in_short(text: str) -> list[str]:
    """The days that this can be in eight digits, or with a year of two: of this century or of the last."""
    digits, short = _EIGHT_DIGITS.fullmatch(text), _SHORT_YEAR.fullmatch(text)
    written = [" ".join(digits.groups())] if digits else []
    written += [f"{short[1]}{century}{short[2]}" for century in (20, 19)] if short else []
    return [day for each in written if (day := day_on_one_line(each))]


@blueprint.route("/search", methods=["GET", "POST"], endpoint="search")
def sought() -> ResponseReturnValue:
    """Looks for a record by one exact value. It is posted, so that it never stands in an address."""
    if request.method == "GET":
        return _searched("")
    typed = without_unkeepable(request.form.get("sought", "")[:LONGEST_SOUGHT]).strip()
    if not came_from_our_page():
        return _searched(typed, notice="Nothing was looked for yet. Press the button again.")
    if not typed:
        return _searched(typed, wrong="Enter what you look for")
    tried = readings(typed)
    return _searched(typed, list(dict.fromkeys(_READ_AS[each.field] for each in tried)), _found(tried))


def _found(tried: Sequence[Reading]) -> list[Found]:
    """The records that any of these readings finds, each once."""
    with service().database.read() as db:
        keepers = conflicts.managers(db, service().council.desk.second_person)
        seen = conflicts.seen_by(viewer(), keepers)
        found: dict[str, Found] = {}
        for reading in tried:
            if reading.field is None:
                by_reference = search.find_reference(db, seen, reading.value)
                rows = [by_reference] if by_reference else []
            else:
                rows = search.find(db, seen, service().marks, reading.field, reading.value, MOST_FOUND)
            found.update((row.id, row) for row in rows)
    return list(found.values())


def _searched(
    typed: str, tried: Sequence[str] | None = None, found: Sequence[Found] = (), *, wrong: str = "", notice: str = ""
) -> ResponseReturnValue:
    return show_desk(
        "desk/search.html",
        "Search" if tried is None else _told(found),
        status=422 if wrong else 200,
        notice=notice,
        errors={"sought": wrong} if wrong else {},
        values={"sought": typed},
        tried=tried,
        found=found,
        most=MOST_FOUND,
        opened=drawing.opened(),
    )


def _told(found: Sequence[Found]) -> str:
    match len(found):
        case 0:
            return "Nothing found"
        case 1:
            return "1 record found"
        case many:
            return f"{many} records found"
