"""Trying to come in: what is said of a wrong try, always the same, and how often one address may go on."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from datetime import timedelta

from flask import request
from sqlalchemy import Connection

from intake.rules.london import LONDON
from intake.storage import credentials
from intake.storage.credentials import LONGEST_WAIT
from intake.web.service import service


def wait_here() -> str:
    """Takes a try for this address; what to say where it has to wait, else ''."""
    seconds = service().sign_ins.take(_address(), time.monotonic())
    minutes = math.ceil(seconds / 60)
    return f"Too many wrong tries came from where you are. Try again in {minutes} min." if seconds else ""


def holds(staff_id: str, proves: Callable[[Connection], bool], *, is_all: bool = True) -> bool:
    """Whether this proves who somebody is, and the account is not shut. With `is_all` wrong tries are forgotten."""
    now = service().now()
    with service().database.write(lasting=False) as db:
        if not credentials.tried(db, staff_id, now, lambda: proves(db)):
            return False
        if is_all:
            credentials.came_in(db, staff_id)
    service().sign_ins.give_back(_address(), time.monotonic())
    return True


def wrong(what: str) -> str:
    """What is said where something was wrong, or there is no such account, or it is shut: it tells none from another.

    The moment is the latest at which an account that is shut now can be tried again.
    """
    latest = (service().now() + LONGEST_WAIT + timedelta(minutes=1)).astimezone(LONDON)
    return f"{what}. If you have tried several times, wait until {latest:%H:%M} and try again"


def _address() -> str:
    return request.remote_addr or ""
