"""Who works here: added, changed and disabled by administrators, who cannot lock everybody out of doing so."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from intake.access.passwords import first_password
from intake.casework.roles import Role, Staff
from intake.storage import accounts, conflicts, credentials, staff
from intake.storage.accounts import Account
from intake.web.desk.entry.people_form import Filled
from intake.web.desk.entry.single_sign_on import single_sign_on
from intake.web.desk.guard import has_proved, me, prove_first
from intake.web.desk.showing import just_done, keep_done, show_desk
from intake.web.form.showing import came_from_our_page
from intake.web.service import service

PRESS_AGAIN = "Nothing was saved yet. Press the button again."
ADD = "Add somebody"
WHAT_FOR = {
    Role.CONTACT_CENTRE: "takes calls",
    Role.COMPLAINTS_OFFICER: "works on the queue",
    Role.COMPLAINTS_MANAGER: "works on the queue, refuses, suspends and extends",
    Role.DUTY_TEAM: "sees what is about safety",
    Role.REPORTING: "counts, and sees no words of anybody",
    Role.ADMINISTRATOR: "looks after this page",
}
DONE = {
    "saved": "Saved. It holds from their next page on.",
    "disabled": "Disabled. They are signed out everywhere. Their open records are soon nobody’s.",
    "enabled": "Enabled. They can sign in again.",
    "anew": "They sign in with their council account from now on. They are signed out everywhere.",
}

blueprint = Blueprint("people", __name__, url_prefix="/desk/people")
log = logging.getLogger(__name__)


@blueprint.get("")
def people() -> ResponseReturnValue:
    """Everybody, by name."""
    with service().database.read() as db:
        found = accounts.accounts(db)
    return show_desk("desk/people.html", "People", accounts=found, second_person=service().council.desk.second_person)


@blueprint.route("/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """Adds somebody, and shows their first password once."""
    if not has_proved():
        return prove_first()
    filled = Filled.of_request()
    if request.method == "GET":
        return _adding(filled)
    if not came_from_our_page():
        return _adding(filled, notice=PRESS_AGAIN)
    errors = filled.errors(is_new=True)
    if errors:
        return _adding(filled, errors=errors, status=422)
    person = filled.put_on(Staff(staff.new_id(), staff.in_one_form(filled.sign_in), "", "", "", frozenset()))
    password, kept = _first_password(filled)
    try:
        with service().database.write() as db:
            staff.add(db, person, service().now())
            if kept:
                credentials.set_password(db, person.id, kept, must_change=True)
            _shut_out(db, person)
    except IntegrityError:
        taken = {"sign_in": "Somebody has this sign-in name already. Choose another one"}
        return _adding(filled, errors=taken, status=422)
    _noted(person, ["added", *sorted(person.roles)])
    return show_desk("desk/people_added.html", f"{person.name} is added", person=person, password=password)


@blueprint.route("/<staff_id>", methods=["GET", "POST"])
def change(staff_id: str) -> ResponseReturnValue:
    """Shows somebody's account, and changes what the pressed button says."""
    if not has_proved():
        return prove_first()
    with service().database.read() as db:
        account = accounts.account(db, staff_id) or abort(404)
    if request.method == "GET":
        return _changing(account, Filled.of_person(account.person), notice=DONE.get(just_done(), ""))
    if not came_from_our_page():
        return _changing(account, Filled.of_request(), notice=PRESS_AGAIN)
    deed = _DEEDS.get(request.form.get("do", "")) or abort(400)
    return deed(account)


def _save(account: Account) -> ResponseReturnValue:
    filled = Filled.of_request()
    errors = filled.errors(is_new=False)
    with service().database.write() as db:
        stays = Role.ADMINISTRATOR in filled.roles
        if not errors and not stays and (why := _why_still_administrator(db, account.person)):
            errors = {"roles": why}
        if errors:
            return _changing(account, filled, errors=errors, status=422)
        before = staff.find(db, account.person.id) or abort(404)
        after = filled.put_on(before)
        staff.change(db, after)
        if (after.name, after.known_as) != (before.name, before.known_as):
            _shut_out(db, after)
    changed = [name for name in Filled.CHANGED if getattr(after, name) != getattr(before, name)]
    _noted(after, changed + (sorted(after.roles) if "roles" in changed else []))
    return _done(after, "saved")


def _disable(account: Account) -> ResponseReturnValue:
    with service().database.write() as db:
        if why := _why_still_administrator(db, account.person):
            return _refused(account, {"disable": why})
        staff.deactivate(db, account.person.id, service().now())
    _noted(account.person, ["disabled"])
    return _done(account.person, "disabled")


def _enable(account: Account) -> ResponseReturnValue:
    with service().database.write() as db:
        staff.activate(db, account.person.id)
        _shut_out(db, account.person)
    _noted(account.person, ["enabled"])
    return _done(account.person, "enabled")


def _begin_anew(account: Account) -> ResponseReturnValue:
    if account.person.id == me().id:
        return _refused(account, {"anew": "You change how you sign in on your own account page"})
    password, kept = _first_password(Filled.of_request())
    with service().database.write() as db:
        accounts.begin_anew(db, account.person.id, kept, service().now())
    _noted(account.person, ["begun_anew", "password" if password else "single_sign_on"])
    if not password:
        return _done(account.person, "anew")
    title = f"A new first password for {account.person.name}"
    return show_desk("desk/people_added.html", title, person=account.person, password=password)


_DEEDS: Mapping[str, Callable[[Account], ResponseReturnValue]] = {
    "save": _save,
    "disable": _disable,
    "enable": _enable,
    "anew": _begin_anew,
}


def _why_still_administrator(db: Connection, person: Staff) -> str:
    """Why this person cannot stop looking after the accounts; '' where they can."""
    if person.id == me().id:
        return "You cannot take this away from yourself. Ask another administrator"
    has_other = accounts.has_other_administrator(db, person.id)
    return "" if has_other else "This is the last administrator. Make somebody else one first"


def _first_password(filled: Filled) -> tuple[str, str | None]:
    """A first password and what is kept of it; neither for somebody who signs in with the council's own sign-on."""
    if single_sign_on() is not None and not filled.uses_password:
        return "", None
    password = first_password()
    return password, service().passwords.hash(password)


def _shut_out(db: Connection, person: Staff) -> None:
    conflicts.shut_out_everywhere(db, service().ring, service().marks, person, service().now())


def _noted(person: Staff, what: Iterable[str]) -> None:
    log.info("an account changed", extra={"staff": person.id, "by": me().id, "what": list(what)})


def _done(person: Staff, what: str) -> ResponseReturnValue:
    keep_done(what)
    return redirect(url_for("people.change", staff_id=person.id))


def _adding(filled: Filled, status: int = 200, **content: Any) -> ResponseReturnValue:
    return _form("desk/people_add.html", ADD, filled, status, **content)


def _refused(account: Account, errors: dict[str, str]) -> ResponseReturnValue:
    return _changing(account, Filled.of_person(account.person), errors=errors, status=422)


def _changing(account: Account, filled: Filled, status: int = 200, **content: Any) -> ResponseReturnValue:
    is_me = account.person.id == me().id
    return _form(
        "desk/people_change.html", account.person.name, filled, status, account=account, is_me=is_me, **content
    )


def _form(template: str, title: str, filled: Filled, status: int, **content: Any) -> ResponseReturnValue:
    return show_desk(
        template,
        title,
        status=status,
        values=filled.values,
        all_roles=WHAT_FOR,
        offers_single_sign_on=single_sign_on() is not None,
        **content,
    )
