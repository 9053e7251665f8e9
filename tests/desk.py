"""Somebody who works at the desk, in tests."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import Client, TestResponse

from intake.casework.roles import Role, Staff
from intake.storage import staff
from intake.web.desk.guard import COOKIE
from tests.make import service_of

_numbers = count(1)


def a_person(*roles: Role, **changes: Any) -> Staff:
    """Somebody with these roles, who differs from everybody else in id and sign-in name."""
    n = next(_numbers)
    plain: dict[str, Any] = {
        "id": f"staff{n}",
        "sign_in": f"person{n}",
        "name": f"Person Number{n}",
        "known_as": "",
        "email": f"person{n}@northshire.example",
        "roles": frozenset(roles),
    }
    return Staff(**{**plain, **changes})


class Desk:
    """A browser in which somebody is signed in at the desk."""

    def __init__(self, app: Flask, person: Staff, *, is_added: bool = False) -> None:
        self.app, self.person = app, person
        self.client: Client = app.test_client()
        service = service_of(app)
        with service.database.write() as db:
            if not is_added:
                staff.add(db, person, service.now())
            self.client.set_cookie(COOKIE, staff.begin_session(db, person.id, service.now()), path="/desk")

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, data: dict[str, Any] | None = None, *, on: str | None = None) -> TestResponse:
        """Posts with the token of the page `on`, or of the path itself."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(on or path).get_data(as_text=True))
        token = found.group(1) if found else ""
        return self.client.post(path, data={"csrf_token": token, **(data or {})})

    def page(self, path: str) -> BeautifulSoup:
        return BeautifulSoup(self.get(path).get_data(as_text=True), "html.parser")


def sign_in(app: Flask, *roles: Role, **changes: Any) -> Desk:
    """Somebody new with these roles, signed in."""
    return Desk(app, a_person(*roles, **changes))
