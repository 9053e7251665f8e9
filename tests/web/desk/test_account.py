"""One's own account: password, phone, recovery codes, keys, and where else one is signed in."""

from __future__ import annotations

import json
import logging
from typing import Any

import pyotp
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from intake.access import one_time
from intake.access.code import read_code
from intake.casework.roles import Role
from intake.storage import credentials, staff
from intake.storage.credentials import Credentials
from tests.desk import Desk, sign_in
from tests.make import Clock, service_of

PATH = "/desk/account"
PRESENT, NEW = "four words of before", "other words from now on"
GOOD = {"do": "password", "present": PRESENT, "password": NEW, "password_again": NEW}


@pytest.fixture
def desk(app: Flask) -> Desk:
    """Somebody with a password, a phone and recovery codes."""
    desk, service = sign_in(app, Role.CONTACT_CENTRE, Role.REPORTING), service_of(app)
    with service.database.write() as db:
        credentials.set_password(db, desk.person.id, service.passwords.hash(PRESENT))
        credentials.set_totp(db, service.ring, desk.person.id, one_time.new_secret(), 1)
        credentials.set_recovery(db, desk.person.id, [b"an old one"])
    return desk


@pytest.fixture
def elsewhere(app: Flask, desk: Desk) -> Desk:
    """The same person at another screen."""
    return Desk(app, desk.person, is_added=True)


def kept(desk: Desk) -> Credentials:
    service = service_of(desk.app)
    with service.database.read() as db:
        return credentials.of_staff(db, service.ring, desk.person.id)


def opens(desk: Desk, password: str) -> bool:
    return service_of(desk.app).passwords.check(password, kept(desk).password_hash)


def words(answer: TestResponse) -> str:
    return " ".join(BeautifulSoup(answer.get_data(as_text=True), "html.parser").get_text(" ").split())


def do(desk: Desk, what: str, **fields: Any) -> TestResponse:
    return desk.post(PATH, {"do": what, **fields})


# ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", Role)
def test_everybody_sees_their_own_name_and_what_they_are_here_for(app: Flask, role: Role) -> None:
    desk = sign_in(app, role)
    answer = desk.get(PATH)
    assert answer.status_code == 200
    assert desk.person.name in words(answer) and desk.person.sign_in in words(answer)


def test_nobody_sees_it_who_is_not_signed_in(app: Flask) -> None:
    answer = app.test_client().get(PATH)
    assert answer.status_code == 302 and answer.location.startswith("/desk/sign-in")


def test_a_council_account_has_nothing_to_change_here(app: Flask) -> None:
    desk = sign_in(app, Role.REPORTING)
    assert "You sign in with your council account" in words(desk.get(PATH))
    for what in ("password", "phone", "confirm", "codes"):
        assert do(desk, what).status_code == 400


@pytest.mark.parametrize("what", ["password", "phone", "confirm", "codes", "keys", "elsewhere"])
def test_a_form_that_is_not_ours_changes_nothing(desk: Desk, elsewhere: Desk, what: str) -> None:
    before = kept(desk)
    answer = desk.client.post(PATH, data={**GOOD, "do": what})
    assert answer.status_code == 200 and "Nothing was changed yet" in words(answer)
    assert kept(desk) == before
    assert elsewhere.get(PATH).status_code == 200


def test_a_button_that_there_is_not_does_nothing(desk: Desk) -> None:
    assert do(desk, "promote").status_code == 400


# ── Password ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_password_ends_what_is_open_elsewhere_and_keeps_this(desk: Desk, elsewhere: Desk) -> None:
    answer = desk.post(PATH, GOOD)
    assert answer.status_code == 302 and "Your password is changed" in words(desk.get(answer.location))
    assert opens(desk, NEW) and not opens(desk, PRESENT)
    assert elsewhere.get(PATH).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"present": "not this one"}, "present", id="not the present one"),
        pytest.param({"present": ""}, "present", id="nothing for the present one"),
        pytest.param({"password": "short", "password_again": "short"}, "password", id="too short"),
        pytest.param({"password_again": "something else here"}, "password", id="not the same twice"),
        pytest.param({"password": PRESENT, "password_again": PRESENT}, "password", id="the present one again"),
    ],
)
def test_what_is_wrong_is_said_and_the_password_stays(desk: Desk, changes: dict[str, str], field: str) -> None:
    answer = desk.post(PATH, {**GOOD, **changes})
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    assert answer.status_code == 422 and opens(desk, PRESENT)
    assert [link["href"] for link in page.select(".errors a")] == [f"#{field}"]
    assert not any(box.get("value") for box in page.select("input[type=password]"))


def test_whoever_guesses_the_present_password_is_shut_out_like_at_the_door(desk: Desk) -> None:
    for _ in range(5):
        assert desk.post(PATH, {**GOOD, "present": "a guess"}).status_code == 422
    assert desk.post(PATH, GOOD).status_code == 422
    assert opens(desk, PRESENT)


# ── Phone and recovery codes ─────────────────────────────────────────────────────────────────────────────────────────


def secret_on(answer: TestResponse) -> str:
    shown = BeautifulSoup(answer.get_data(as_text=True), "html.parser").find("strong", class_="letters")
    assert shown
    return shown.get_text().replace(" ", "")


def test_another_phone_holds_once_it_has_made_a_code(desk: Desk, elsewhere: Desk, clock: Clock) -> None:
    before = kept(desk).totp
    secret = secret_on(do(desk, "phone"))
    wrong = do(desk, "confirm", code="000000")
    assert wrong.status_code == 422 and secret_on(wrong) == secret and kept(desk).totp == before
    answer = do(desk, "confirm", code=pyotp.TOTP(secret).at(clock.now))
    assert "Your phone is changed" in words(desk.get(answer.location))
    assert kept(desk).totp == secret != before
    assert elsewhere.get(PATH).status_code == 302
    assert secret_on(do(desk, "confirm", code=pyotp.TOTP(secret).at(clock.now))) != secret  # that one is over


def test_new_recovery_codes_are_shown_once_and_old_ones_open_nothing(desk: Desk) -> None:
    answer = do(desk, "codes")
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    shown = [code for line in page.select(".codes li") if (code := read_code(line.get_text()))]
    service, who = service_of(desk.app), desk.person.id
    assert len(shown) == one_time.RECOVERY_CODES
    with service.database.write() as db:
        assert not credentials.use_recovery(db, who, b"an old one", service.now())
        assert credentials.use_recovery(db, who, one_time.recovery_mark(service.marks, who, shown[0]), service.now())
    assert "You have 9 recovery codes left" in words(desk.get(PATH))


@pytest.mark.parametrize("what", ["phone", "confirm", "codes"])
def test_whoever_was_away_proves_who_they_are_first(desk: Desk, clock: Clock, what: str) -> None:
    before = kept(desk)
    clock.move(minutes=11)
    assert do(desk, what, code="1").status_code == 423
    assert kept(desk) == before
    with service_of(desk.app).database.read() as db:
        assert credentials.recovery_left(db, desk.person.id) == 1


# ── Keys, and where else ─────────────────────────────────────────────────────────────────────────────────────────────


def test_single_keys_are_turned_off_and_on_and_nothing_else_changes(desk: Desk) -> None:
    for turned in ("off", "on"):
        assert do(desk, "keys", single_keys=turned).status_code == 302
        with service_of(desk.app).database.read() as db:
            person = staff.find(db, desk.person.id)
        assert person and person.single_keys is (turned == "on")
        assert person.roles == desk.person.roles


def test_all_other_sessions_end_and_nobody_elses(app: Flask, desk: Desk, elsewhere: Desk) -> None:
    other = sign_in(app, Role.REPORTING)
    assert "1 time elsewhere" in words(desk.get(PATH))
    assert do(desk, "elsewhere").status_code == 302
    assert elsewhere.get(PATH).status_code == 302
    assert other.get(PATH).status_code == 200
    assert "on this screen only" in words(desk.get(PATH))


def test_no_log_says_a_password_a_code_or_a_name(desk: Desk, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk.post(PATH, {**GOOD, "present": "a wrong guess"})
    desk.post(PATH, GOOD)
    secret = secret_on(do(desk, "phone"))
    code = pyotp.TOTP(secret).at(clock.now)
    do(desk, "confirm", code=code)
    first = BeautifulSoup(do(desk, "codes").get_data(as_text=True), "html.parser").select(".codes li")[0].get_text()
    told = json.dumps([vars(each) for each in caplog.records], default=str)
    assert told.count("an account changed") >= 3
    hidden = ("a wrong guess", PRESENT, NEW, secret, code, first, desk.person.name)
    assert [word for word in hidden if word in told] == []
