"""The first page of the desk: the one with this person's work."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from intake.casework.roles import COMPLAINTS_TEAM, Role
from intake.web.desk.guard import has_role

blueprint = Blueprint("home", __name__, url_prefix="/desk")

FIRST_PAGES = (
    ({Role.CONTACT_CENTRE}, "calls.calls"),
    ({*COMPLAINTS_TEAM, Role.DUTY_TEAM}, "queue.waiting"),
    ({Role.REPORTING}, "export.export"),
    ({Role.ADMINISTRATOR}, "people.people"),
)


@blueprint.get("/", strict_slashes=False)
def home() -> ResponseReturnValue:
    """Leads everybody to where their work is."""
    for roles, endpoint in FIRST_PAGES:
        if has_role(*roles):
            return redirect(url_for(endpoint))
    abort(403)
