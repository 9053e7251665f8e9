"""Somebody who signs in with a name, a password and a telephone, in tests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pyotp
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from intake.access.one_time import STEP_SECONDS
from intake.access.passwords import PasswordCost, Passwords
from intake.casework.roles import Role, Staff
from intake.storage import credentials, staff
from intake.web.desk.guard import COOKIE
from tests.desk import a_person
from tests.make import service_of

QUICK = PasswordCost(memory_kib=16, passes=1)
PASSWORD = "six brown herons at dusk"


class Counted(Passwords):
    """Passwords that count how often they did the work."""

    checked = 0

    def check(self, password: str, kept: str | None) -> bool:
        self.checked += 1
        return super().check(password, kept)


@dataclass
class Visitor:
    """A browser in which somebody comes in step by step."""

    app: Flask
    person: Staff
    secret: str = ""
    client: FlaskClient = field(init=False)
    response: TestResponse = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, path: str) -> Visitor:
        self.response = self.client.get(path)
        return self

    def post(self, path: str, data: dict[str, Any], *, on: str = "") -> Visitor:
        """Posts with the token of the page `on`, or of the path itself, or with that of `data`."""
        if "csrf_token" not in data:
            data = {"csrf_token": token_of(self.client.get(on or path)), **data}
        self.response = self.client.post(path, data=data)
        return self

    def give_password(self, password: str = PASSWORD, **more: str) -> Visitor:
        return self.post("/desk/sign-in", {"sign_in": self.person.sign_in, "password": password, **more})

    def give_code(self, code: str = "") -> Visitor:
        return self.post("/desk/sign-in/code", {"code": code or self.code()})

    def code(self, steps: int = 0) -> str:
        """What the telephone shows, with a clock that is wrong by so many steps."""
        step = int(service_of(self.app).now().timestamp()) // STEP_SECONDS + steps
        return pyotp.TOTP(self.secret).generate_otp(step)

    def come_in(self) -> Visitor:
        self.give_password().give_code()
        assert self.is_in
        return self

    @property
    def is_in(self) -> bool:
        """Whether this browser reaches the desk."""
        return not self.client.get("/desk/").headers.get("Location", "").startswith("/desk/sign-in")

    @property
    def token(self) -> str:
        """What the cookie of the desk holds, or ''."""
        cookie = self.client.get_cookie(COOKIE, path="/desk")
        return cookie.value if cookie else ""

    @property
    def leads_to(self) -> str:
        return self.response.headers.get("Location", "")

    @property
    def html(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.get_data(as_text=True), "html.parser")

    @property
    def errors(self) -> str:
        return " ".join(each.get_text() for each in self.html.select(".errors li"))


def token_of(page: TestResponse) -> str:
    """The token of the form on a page, or ''."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.get_data(as_text=True))
    return found.group(1) if found else ""


def somebody(app: Flask, *roles: Role, password: str = PASSWORD, **changes: Any) -> Visitor:
    """Somebody who has chosen a password and set up a telephone, and is not signed in."""
    person = a_person(*(roles or (Role.COMPLAINTS_OFFICER,)), **changes)
    secret, service = pyotp.random_base32(), service_of(app)
    with service.database.write() as db:
        staff.add(db, person, service.now())
        credentials.set_password(db, person.id, service.passwords.hash(password))
        credentials.set_totp(db, service.ring, person.id, secret, step=0)
    return Visitor(app, person, secret)
