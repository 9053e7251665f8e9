"""Signing in with an account of the desk, staying in, being locked out, proving it again, and going."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import insert, select

from intake.access.guesses import Guesses
from intake.access.one_time import new_recovery_codes, recovery_mark
from intake.access.passwords import PasswordCost, Passwords
from intake.casework.roles import Role
from intake.storage import credentials, staff
from intake.storage.tables import calls
from intake.storage.tables import staff as staff_table
from intake.web.desk.guard import COOKIE
from tests.desk import a_person, sign_in
from tests.make import Clock, service_of
from tests.web.desk.coming_in import PASSWORD, QUICK, Counted, Visitor, somebody, token_of
from tests.web.desk.telephone import ring

LOCKED_AFTER = 15  # minutes, by the council's file
LONGEST = 12  # hours


@pytest.fixture
def app(app: Flask) -> Flask:
    """The service, with quick passwords that count their work."""
    app.extensions["service"] = replace(service_of(app), passwords=Counted(QUICK))
    return app


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody with a password and a telephone."""
    return somebody(app)


def first_time(app: Flask, password: str = "tulip-otter-lamp-river") -> Visitor:
    """Somebody with nothing but a first password."""
    person, service = a_person(Role.COMPLAINTS_OFFICER, name="Priya Raman"), service_of(app)
    with service.database.write() as db:
        staff.add(db, person, service.now())
        credentials.set_password(db, person.id, service.passwords.hash(password), must_change=True)
    return Visitor(app, person)


def recovery_code(visitor: Visitor) -> str:
    """One of this person's recovery codes, newly made."""
    service, codes = service_of(visitor.app), new_recovery_codes()
    marks = [recovery_mark(service.marks, visitor.person.id, code) for code in codes]
    with service.database.write() as db:
        credentials.set_recovery(db, visitor.person.id, marks)
    return codes[0].words


# ── In ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_password_and_a_code_open_the_desk(visitor: Visitor) -> None:
    visitor.give_password()
    assert visitor.leads_to == "/desk/sign-in/code" and not visitor.is_in
    visitor.give_code()
    assert visitor.leads_to == "/desk/" and visitor.is_in
    assert "Start again" in visitor.get("/desk/sign-in/code").html.get_text()


def test_the_way_leads_on_to_the_page_that_was_asked_for(visitor: Visitor) -> None:
    visitor.get("/desk/again?then=/desk/calls")
    asked = visitor.client.get("/desk/calls?state=open")
    visitor.get(asked.headers["Location"])
    field = visitor.html.select_one("input[name=then]")
    assert field is not None and field["value"] == "/desk/calls?state=open"
    visitor.give_password(then="/desk/calls?state=open").give_code()
    assert visitor.leads_to == "/desk/calls?state=open"


def test_the_cookie_is_for_the_desk_alone(visitor: Visitor) -> None:
    visitor.give_password().give_code()
    (cookie,) = [each for each in visitor.response.headers.getlist("Set-Cookie") if each.startswith(COOKIE)]
    attributes = {each.strip() for each in cookie.split(";")[1:]}
    assert attributes == {"HttpOnly", "SameSite=Lax", "Path=/desk"}


def test_over_https_the_cookie_goes_no_other_way(visitor: Visitor) -> None:
    client, base = visitor.client, "https://localhost"
    for path, data in (
        ("/desk/sign-in", {"sign_in": visitor.person.sign_in, "password": PASSWORD}),
        ("/desk/sign-in/code", {"code": visitor.code()}),
    ):
        token = token_of(client.get(path, base_url=base))
        answer = client.post(path, data={"csrf_token": token, **data}, base_url=base, headers={"Referer": base})
    (cookie,) = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith(COOKIE)]
    assert "Secure" in cookie


def test_each_sign_in_has_a_session_of_its_own_and_ends_the_one_before(visitor: Visitor, clock: Clock) -> None:
    visitor.client.set_cookie(COOKIE, "planted by somebody else", path="/desk")
    first = visitor.come_in().token
    assert first != "planted by somebody else"
    clock.move(minutes=1)
    second = visitor.come_in().token
    assert second != first
    visitor.client.set_cookie(COOKIE, first, path="/desk")
    assert not visitor.is_in


def test_the_token_of_a_form_from_before_is_not_good_after_signing_in(visitor: Visitor) -> None:
    token = token_of(visitor.client.get("/desk/sign-in"))
    visitor.come_in()
    visitor.post("/desk/sign-out", {"csrf_token": token})
    assert visitor.response.status_code == 200 and visitor.is_in


def test_a_password_alone_is_forgotten_after_a_few_minutes(visitor: Visitor, clock: Clock) -> None:
    visitor.give_password()
    clock.move(minutes=11)
    visitor.give_code()
    assert "That took too long" in visitor.html.get_text() and not visitor.is_in


def test_without_a_password_there_is_no_second_step(visitor: Visitor) -> None:
    for path in ("/desk/sign-in/code", "/desk/sign-in/recovery-code"):
        visitor.post(path, {"code": visitor.code()}, on="/desk/sign-in")
        assert not visitor.is_in and "Start again" in visitor.html.get_text()
    assert visitor.get("/desk/sign-in/set-up").leads_to == "/desk/sign-in"


def test_a_sign_in_half_way_ends_when_the_password_changes(visitor: Visitor) -> None:
    visitor.give_password()
    service = service_of(visitor.app)
    with service.database.write() as db:
        credentials.set_password(db, visitor.person.id, service.passwords.hash("something else entirely"))
    assert not visitor.give_code().is_in


def test_a_disabled_person_gets_no_further_than_the_password(visitor: Visitor, clock: Clock) -> None:
    visitor.give_password()
    with service_of(visitor.app).database.write() as db:
        staff.deactivate(db, visitor.person.id, clock())
    assert visitor.give_code().token == ""
    assert visitor.give_password().response.status_code == 422


def test_a_hash_of_older_parameters_is_made_again(visitor: Visitor) -> None:
    service = service_of(visitor.app)
    visitor.app.extensions["service"] = replace(service, passwords=Passwords(PasswordCost(memory_kib=32, passes=1)))
    visitor.come_in()
    with service.database.read() as db:
        kept = credentials.of_staff(db, service.ring, visitor.person.id).password_hash
    assert kept is not None and "m=32,t=1" in kept


# ── Codes ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_code_that_was_used_is_refused(visitor: Visitor) -> None:
    code = visitor.code()
    visitor.give_password().give_code(code)
    assert visitor.is_in
    other = Visitor(visitor.app, visitor.person, visitor.secret)
    other.give_password().give_code(code)
    assert other.response.status_code == 422 and not other.is_in


@pytest.mark.parametrize(("steps", "is_in"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_telephone_may_be_wrong_by_one_step(steps: int, is_in: bool, visitor: Visitor) -> None:
    assert visitor.give_password().give_code(visitor.code(steps)).is_in == is_in


def test_a_recovery_code_lets_in_once(visitor: Visitor) -> None:
    code = recovery_code(visitor)
    visitor.give_password().post("/desk/sign-in/recovery-code", {"code": code.upper()})
    assert "You have 9 recovery codes left" in visitor.html.get_text() and visitor.is_in
    other = Visitor(visitor.app, visitor.person, visitor.secret)
    other.give_password().post("/desk/sign-in/recovery-code", {"code": code})
    assert other.response.status_code == 422 and not other.is_in


def test_a_recovery_code_is_no_code_of_the_app_and_the_other_way_round(visitor: Visitor) -> None:
    code = recovery_code(visitor)
    visitor.give_password().give_code(code)
    assert not visitor.is_in
    visitor.post("/desk/sign-in/recovery-code", {"code": visitor.code()})
    assert not visitor.is_in


# ── The first time ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_time_somebody_chooses_a_password_and_sets_up_a_telephone(app: Flask) -> None:
    visitor = first_time(app).give_password("tulip-otter-lamp-river")
    assert visitor.leads_to == "/desk/sign-in/set-up"
    visitor.post("/desk/sign-in/set-up", {"password": PASSWORD, "password_again": PASSWORD})
    page = visitor.get("/desk/sign-in/set-up").html
    assert page.select_one(".scan svg")
    letters = page.select_one(".letters")
    assert letters is not None
    visitor.secret = letters.get_text().replace(" ", "")
    visitor.post("/desk/sign-in/set-up", {"code": visitor.code()})
    codes = [each.get_text(strip=True) for each in visitor.html.select(".codes li")]
    assert len(set(codes)) == 10 and visitor.is_in
    again = Visitor(app, visitor.person, visitor.secret)
    assert again.give_password("tulip-otter-lamp-river").response.status_code == 422
    assert again.give_password().leads_to == "/desk/sign-in/code"
    assert again.post("/desk/sign-in/recovery-code", {"code": codes[3]}).is_in


def test_the_letters_stay_the_same_until_a_code_confirms_them(app: Flask) -> None:
    visitor = first_time(app).give_password("tulip-otter-lamp-river")
    visitor.post("/desk/sign-in/set-up", {"password": PASSWORD, "password_again": PASSWORD})
    letters = [str(visitor.get("/desk/sign-in/set-up").html.select_one(".letters")) for _ in range(2)]
    visitor.post("/desk/sign-in/set-up", {"code": "000000"})
    assert letters == [str(visitor.html.select_one(".letters"))] * 2
    assert "does not match" in visitor.errors and not visitor.is_in


@pytest.mark.parametrize(
    ("password", "repeated", "said"),
    [
        ("short", "short", "at least 12 characters"),
        ("Priya Raman 1", "Priya Raman 1", "not your name"),
        (PASSWORD, PASSWORD + "!", "the same password twice"),
        ("tulip-otter-lamp-river", "tulip-otter-lamp-river", "not your first one"),
        ("x" * 201, "x" * 201, "shorter"),
    ],
    ids=["short", "name", "not the same twice", "the first one", "long"],
)
def test_a_password_that_will_not_do_is_refused_and_not_shown(
    password: str, repeated: str, said: str, app: Flask
) -> None:
    visitor = first_time(app).give_password("tulip-otter-lamp-river")
    visitor.post("/desk/sign-in/set-up", {"password": password, "password_again": repeated})
    assert visitor.response.status_code == 422 and said in visitor.errors
    assert password not in visitor.response.get_data(as_text=True)


def test_a_first_password_opens_nothing_but_the_page_where_it_is_changed(app: Flask) -> None:
    visitor = first_time(app).give_password("tulip-otter-lamp-river")
    assert not visitor.is_in
    visitor.post("/desk/sign-in/set-up", {"code": "123456"})
    assert "Choose a password" in visitor.html.get_text()


def test_what_is_set_up_cannot_be_set_up_again_from_an_old_cookie(app: Flask) -> None:
    visitor = first_time(app).give_password("tulip-otter-lamp-river")
    visitor.post("/desk/sign-in/set-up", {"password": PASSWORD, "password_again": PASSWORD})
    letters = visitor.get("/desk/sign-in/set-up").html.select_one(".letters")
    assert letters is not None
    old = visitor.client.get_cookie("wdyt")
    visitor.secret = letters.get_text().replace(" ", "")
    visitor.post("/desk/sign-in/set-up", {"code": visitor.code()})
    assert old is not None
    thief = Visitor(app, visitor.person)
    thief.client.set_cookie("wdyt", old.value)
    assert thief.get("/desk/sign-in/set-up").leads_to == "/desk/sign-in/code"


# ── Giving nothing away ──────────────────────────────────────────────────────────────────────────────────────────────


def without_what_differs(visitor: Visitor) -> str:
    """The page as it came, but for the token, the moment and the name that was typed."""
    text = visitor.response.get_data(as_text=True).replace(visitor.person.sign_in, "NAME")
    return re.sub(r'value="[^"]{40,}"|\d\d:\d\d', "", text)


def test_who_has_no_account_is_shut_out_or_types_wrong_gets_the_same_answer(app: Flask) -> None:
    wrong, shut, bound = somebody(app), somebody(app), somebody(app)
    nobody, gone = Visitor(app, a_person(Role.REPORTING)), somebody(app)
    service = service_of(app)
    with service.database.write() as db:
        staff.deactivate(db, gone.person.id, service.now())
        db.execute(staff_table.update().where(staff_table.c.id == bound.person.id).values(password_hash=None))
    for _ in range(5):
        shut.give_password("wrong wrong wrong")
    passwords = service.passwords
    assert isinstance(passwords, Counted)
    answers = set()
    for visitor, password in (
        (wrong, "wrong wrong wrong"),
        (shut, PASSWORD),
        (nobody, PASSWORD),
        (gone, PASSWORD),
        (bound, PASSWORD),
    ):
        before = passwords.checked
        visitor.give_password(password)
        assert passwords.checked == before + 1, "all cost the same work"
        assert visitor.response.status_code == 422
        answers.add(without_what_differs(visitor))
    assert len(answers) == 1


def test_no_password_or_code_is_shown_again_or_logged(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = somebody(app)
    code, recovery = visitor.code(), recovery_code(visitor)
    visitor.give_password("Zq7xCanaryW wrong").give_password().give_code("918273").give_code(code)
    said = visitor.response.get_data(as_text=True)
    token = visitor.token
    visitor.get("/desk/").get("/desk/again")
    visitor.post("/desk/again", {"proof": "Zq7xCanaryW"})
    said += visitor.response.get_data(as_text=True)
    for record in caplog.records:
        logged = record.getMessage() + repr(vars(record))
        for secret in ("Zq7xCanaryW", PASSWORD, code, "918273", recovery, token, visitor.secret):
            assert secret not in logged, record.name
    assert "Zq7xCanaryW" not in said and PASSWORD not in said
    assert any(record.getMessage() == "signed in" for record in caplog.records)


def test_the_cookie_of_a_sign_in_half_way_holds_no_password(visitor: Visitor) -> None:
    visitor.give_password()
    with visitor.client.session_transaction() as session:
        held = repr(dict(session))
    assert visitor.person.id in held
    assert PASSWORD not in held and "argon2" not in held


# ── Too many tries ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_after_five_wrong_passwords_the_right_one_waits_a_minute(visitor: Visitor, clock: Clock) -> None:
    for _ in range(5):
        visitor.give_password("wrong wrong wrong")
    visitor.give_password()
    assert visitor.response.status_code == 422
    assert "wait until 12:16 and try again" in visitor.errors
    clock.move(seconds=59)
    assert visitor.give_password().response.status_code == 422
    clock.move(seconds=1)
    assert visitor.give_password().leads_to == "/desk/sign-in/code"


def test_wrong_codes_count_as_wrong_passwords_do(visitor: Visitor, clock: Clock) -> None:
    visitor.give_password()
    for _ in range(3):
        visitor.give_code("000000")
    for _ in range(2):
        visitor.post("/desk/sign-in/recovery-code", {"code": "no such code here"})
    assert visitor.give_code().response.status_code == 422
    clock.move(minutes=1)
    assert visitor.give_code().is_in


def test_a_right_password_does_not_make_more_codes_to_try(visitor: Visitor) -> None:
    for _ in range(5):
        visitor.give_password().give_code("000000")
    assert visitor.give_password().response.status_code == 422


def test_wrong_proofs_of_who_is_signed_in_count_too(visitor: Visitor, clock: Clock) -> None:
    visitor.come_in()
    clock.move(minutes=11)
    for _ in range(5):
        visitor.post("/desk/again", {"proof": "wrong wrong wrong"})
    visitor.post("/desk/again", {"proof": PASSWORD})
    assert visitor.response.status_code == 422


def test_an_account_stays_shut_when_the_service_is_started_again(visitor: Visitor, clock: Clock) -> None:
    for _ in range(5):
        visitor.give_password("wrong wrong wrong")
    service = service_of(visitor.app)
    with service.database.read() as db:
        kept = db.execute(select(staff_table.c.failures, staff_table.c.locked_until)).one()
    assert kept.failures == 5 and timedelta(0) < kept.locked_until - clock() <= timedelta(minutes=1)


def test_one_address_cannot_go_on_guessing_at_many_accounts(app: Flask) -> None:
    app.extensions["service"] = replace(service_of(app), sign_ins=Guesses(per_address=3))
    for _ in range(3):
        assert Visitor(app, a_person()).give_password().response.status_code == 422
    refused = somebody(app).give_password()
    assert refused.response.status_code == 429 and "Try again in 5 min" in refused.errors


def test_right_sign_ins_are_not_counted_against_an_address(app: Flask, clock: Clock) -> None:
    app.extensions["service"] = replace(service_of(app), sign_ins=Guesses(per_address=3))
    for _ in range(5):
        somebody(app).come_in()


# ── Every form ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_form_is_taken_without_the_token_of_our_page(visitor: Visitor) -> None:
    for csrf in ("", "forged"):
        visitor.post("/desk/sign-in", {"csrf_token": csrf, "sign_in": visitor.person.sign_in, "password": PASSWORD})
        assert visitor.response.status_code == 200 and "Press the button again" in visitor.html.get_text()
        field = visitor.html.select_one("input[name=sign_in]")
        assert field is not None and field["value"] == visitor.person.sign_in
    visitor.give_password()
    for path, code in (("code", visitor.code()), ("recovery-code", recovery_code(visitor))):
        visitor.post(f"/desk/sign-in/{path}", {"csrf_token": "forged", "code": code})
        assert not visitor.is_in
    visitor.come_in()
    visitor.post("/desk/sign-out", {"csrf_token": "forged"})
    assert visitor.is_in
    visitor.post("/desk/again", {"csrf_token": "forged", "proof": PASSWORD})
    assert "Press the button again" in visitor.html.get_text()


def test_the_first_time_needs_the_token_too(app: Flask) -> None:
    visitor = first_time(app).give_password("tulip-otter-lamp-river")
    visitor.post("/desk/sign-in/set-up", {"csrf_token": "forged", "password": PASSWORD, "password_again": PASSWORD})
    assert "Press the button again" in visitor.html.get_text()
    visitor.post("/desk/sign-in/set-up", {"password": PASSWORD, "password_again": PASSWORD})
    letters = visitor.get("/desk/sign-in/set-up").html.select_one(".letters")
    assert letters is not None
    visitor.secret = letters.get_text().replace(" ", "")
    visitor.post("/desk/sign-in/set-up", {"csrf_token": "forged", "code": visitor.code()})
    assert not visitor.is_in and not visitor.html.select(".codes")


# ── Out ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_signing_out_ends_the_session_on_the_server(visitor: Visitor) -> None:
    token = visitor.come_in().token
    visitor.post("/desk/sign-out", {})
    assert visitor.leads_to == "/desk/sign-in" and visitor.token == ""
    visitor.client.set_cookie(COOKIE, token, path="/desk")
    assert not visitor.is_in


def test_asking_for_the_page_signs_nobody_out(visitor: Visitor) -> None:
    assert visitor.come_in().get("/desk/sign-out").is_in


def test_a_session_ends_after_its_longest_time_however_busy(app: Flask, clock: Clock) -> None:
    desk = sign_in(app, Role.COMPLAINTS_OFFICER)
    for _ in range(LONGEST * 6 - 1):
        clock.move(minutes=10)
        assert desk.get("/desk/account").status_code == 200
    clock.move(minutes=10)
    assert desk.get("/desk/account").headers["Location"].startswith("/desk/sign-in")
    clock.move(hours=-6)
    assert desk.get("/desk/account").headers["Location"].startswith("/desk/sign-in"), "it has ended for good"


# ── The lock ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_was_away_finds_the_desk_locked_and_comes_back_to_where_they_were(visitor: Visitor, clock: Clock) -> None:
    token = visitor.come_in().token
    clock.move(minutes=LOCKED_AFTER)
    visitor.get("/desk/search")
    assert visitor.leads_to == "/desk/again?then=/desk/search"
    assert "This desk is locked" in visitor.get(visitor.leads_to).html.get_text()
    visitor.post("/desk/again", {"proof": PASSWORD, "then": "/desk/search"}, on="/desk/again?then=/desk/search")
    assert visitor.leads_to == "/desk/search"
    assert visitor.token == token and visitor.get("/desk/account").response.status_code == 200


def test_whoever_goes_on_working_is_not_locked(visitor: Visitor, clock: Clock) -> None:
    visitor.come_in()
    for _ in range(20):
        clock.move(minutes=LOCKED_AFTER - 2)
        assert visitor.get("/desk/account").response.status_code == 200


def test_looking_at_the_lock_does_not_open_it(visitor: Visitor, clock: Clock) -> None:
    visitor.come_in()
    clock.move(minutes=LOCKED_AFTER)
    for path in ("/desk/again", "/desk/nowhere", "/desk/"):
        visitor.get(path)
        clock.move(minutes=2)
    assert visitor.get("/desk/search").leads_to.startswith("/desk/again")


def test_a_code_unlocks_once(visitor: Visitor, clock: Clock) -> None:
    visitor.come_in()
    clock.move(minutes=LOCKED_AFTER)
    code = visitor.code()
    assert visitor.post("/desk/again", {"proof": code}).leads_to == "/desk/"
    clock.move(minutes=LOCKED_AFTER)
    assert visitor.post("/desk/again", {"proof": code}).response.status_code == 422


def test_a_sign_of_life_is_written_once_a_minute_at_most(app: Flask, clock: Clock) -> None:
    desk = sign_in(app, Role.COMPLAINTS_OFFICER)
    token = desk.client.get_cookie(COOKIE, path="/desk")
    assert token is not None

    def seen_at() -> Any:
        with service_of(app).database.read() as db:
            found = staff.session_of(db, token.value)
        assert found is not None
        return found.seen_at

    first = seen_at()
    clock.move(seconds=50)
    desk.get("/desk/account")
    assert seen_at() == first
    clock.move(seconds=10)
    desk.get("/desk/account")
    assert seen_at() > first


def open_call(app: Flask, visitor: Visitor, state: str = "open") -> None:
    now = service_of(app).now()
    with service_of(app).database.write() as db:
        db.execute(
            insert(calls).values(
                id=f"call{now.timestamp()}",
                staff_id=visitor.person.id,
                state=state,
                opened_at=now,
                saved_at=now,
                closed_at=None,
                version=1,
                sealed=b"",
            )
        )


@pytest.mark.parametrize("state", ["open", "read_back"])
def test_nobody_is_locked_while_they_have_a_call_open(state: str, app: Flask, clock: Clock) -> None:
    visitor = somebody(app, Role.CONTACT_CENTRE).come_in()
    clock.move(seconds=50)
    open_call(app, visitor, state)
    clock.move(hours=1, minutes=59)
    assert visitor.get("/desk/account").response.status_code == 200


def test_a_call_that_was_cut_off_keeps_nothing_from_locking(app: Flask, clock: Clock) -> None:
    visitor = somebody(app, Role.CONTACT_CENTRE).come_in()
    open_call(app, visitor, "dropped")
    clock.move(minutes=LOCKED_AFTER)
    assert visitor.get("/desk/account").leads_to.startswith("/desk/again")


def test_a_call_that_was_forgotten_keeps_nothing_from_locking_for_ever(app: Flask, clock: Clock) -> None:
    visitor = somebody(app, Role.CONTACT_CENTRE).come_in()
    open_call(app, visitor)
    clock.move(hours=1)
    assert visitor.get("/desk/account").response.status_code == 200
    clock.move(hours=1)
    assert visitor.get("/desk/account").leads_to.startswith("/desk/again")
    anew = visitor.come_in()
    clock.move(minutes=LOCKED_AFTER)
    assert anew.get("/desk/account").leads_to.startswith("/desk/again")


def test_what_is_typed_into_a_call_at_a_locked_screen_does_not_unlock_it(app: Flask, clock: Clock) -> None:
    desk = sign_in(app, Role.CONTACT_CENTRE)
    call = ring(desk)
    clock.move(hours=2)
    form = call.form("sheet")
    assert desk.get("/desk/account").status_code == 302
    assert desk.client.post(f"{call.url}/save", data=form).get_json()["locked"]
    assert desk.get("/desk/account").status_code == 302


def test_a_call_at_one_screen_does_not_unlock_another(app: Flask, clock: Clock) -> None:
    visitor = somebody(app, Role.CONTACT_CENTRE).come_in()
    clock.move(minutes=LOCKED_AFTER)
    assert visitor.get("/desk/calls").leads_to.startswith("/desk/again")
    open_call(app, visitor)
    assert visitor.get("/desk/calls").leads_to.startswith("/desk/again")


def carried_on(visitor: Visitor) -> tuple[str, dict[str, str]]:
    """Where the form on this page leads, and what it would send."""
    form = visitor.html.select_one("main form")
    assert form is not None
    names = [each["name"] for each in form.select("input")]
    assert len(names) == len(set(names))
    return str(form["action"]), {str(each["name"]): str(each.get("value", "")) for each in form.select("input")}


def test_what_is_posted_to_a_locked_desk_is_kept_and_given_back(visitor: Visitor, clock: Clock) -> None:
    visitor.come_in()
    typed = {"reason": "She rang twice.\r\nNobody rang back.", "tick": "yes", "empty": ""}
    token = token_of(visitor.get("/desk/sign-out").response)
    clock.move(minutes=LOCKED_AFTER)
    visitor.post("/desk/search?by=name", {"csrf_token": token, **typed})
    page = visitor.response.get_data(as_text=True)
    assert visitor.response.status_code == 423
    assert "rang" not in page and "reason" not in page
    action, fields = carried_on(visitor)
    visitor.post(action, {**fields, "proof": "wrong wrong wrong"})
    action, fields = carried_on(visitor)
    visitor.post(action, {**fields, "proof": PASSWORD})
    action, fields = carried_on(visitor)
    fresh = fields.pop("csrf_token")
    assert (action, fields) == ("/desk/search?by=name", typed)
    assert fresh and visitor.response.status_code == 200


def test_what_did_not_come_from_our_page_is_not_given_back(visitor: Visitor, clock: Clock) -> None:
    visitor.come_in()
    clock.move(minutes=LOCKED_AFTER)
    visitor.post("/desk/search", {"csrf_token": "forged", "reason": "planted"})
    assert visitor.response.status_code == 423 and "typed" not in carried_on(visitor)[1]


def test_what_somebody_typed_opens_for_nobody_else(app: Flask, clock: Clock) -> None:
    one, other = somebody(app).come_in(), somebody(app).come_in()
    token = token_of(one.get("/desk/sign-out").response)
    clock.move(minutes=LOCKED_AFTER)
    one.post("/desk/search", {"csrf_token": token, "reason": "hers"})
    typed = carried_on(one)[1]["typed"]
    for wrong in (typed, "no such thing", typed[:-4] + "AAAA"):
        other.post("/desk/again", {"proof": PASSWORD, "typed": wrong})
        assert other.leads_to == "/desk/"


@pytest.fixture
def signed_out(visitor: Visitor, clock: Clock) -> tuple[Visitor, str]:
    """Somebody whose session is over, and the token of a page that they still have open."""
    token = token_of(visitor.come_in().get("/desk/sign-out").response)
    clock.move(hours=LONGEST)
    return visitor, token


def test_what_is_posted_after_a_session_is_over_is_kept_and_given_back(signed_out: tuple[Visitor, str]) -> None:
    visitor, token = signed_out
    visitor.post("/desk/search?by=name", {"csrf_token": token, "reason": "She rang twice."})
    assert visitor.response.status_code == 423
    assert "rang" not in visitor.response.text and visitor.person.name not in visitor.response.text
    action, fields = carried_on(visitor)
    visitor.post(action, fields)  # before they have signed in
    action, fields = carried_on(visitor)
    visitor.come_in().post(action, fields)
    action, fields = carried_on(visitor)
    fields.pop("csrf_token")
    assert (action, fields) == ("/desk/search?by=name", {"reason": "She rang twice."})


def test_what_is_kept_of_somebody_signed_out_opens_for_nobody_else(signed_out: tuple[Visitor, str]) -> None:
    visitor, token = signed_out
    visitor.post("/desk/search", {"csrf_token": token, "reason": "hers"})
    action, fields = carried_on(visitor)
    other = somebody(visitor.app).come_in()
    assert other.post(action, fields).leads_to == "/desk/"


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        pytest.param("/desk/search", {"csrf_token": "forged"}, id="not from our page"),
        pytest.param("/desk/calls/any/save", {}, id="what a script sends, and keeps itself"),
        pytest.param("/desk/sign-out", {}, id="a button alone"),
    ],
)
def test_nothing_else_is_kept_of_somebody_signed_out(
    path: str, changed: dict[str, str], signed_out: tuple[Visitor, str]
) -> None:
    visitor, token = signed_out
    visitor.post(path, {"csrf_token": token, "reason": "hers", **changed})
    assert visitor.leads_to.startswith("/desk/sign-in")


def test_nothing_is_kept_of_whoever_was_never_here(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie(COOKIE, "no such session", path="/desk")
    answer = client.post("/desk/search", data={"reason": "hers"})
    assert answer.headers["Location"].startswith("/desk/sign-in")


def test_who_has_just_proved_it_is_not_asked_again(visitor: Visitor) -> None:
    visitor.come_in()
    assert visitor.post("/desk/again", {"then": "/desk/search"}).leads_to == "/desk/search"


def test_who_proved_it_a_while_ago_has_to_prove_it(visitor: Visitor, clock: Clock) -> None:
    visitor.come_in()
    clock.move(minutes=11)
    assert visitor.post("/desk/again", {"then": "/desk/search"}).response.status_code == 422
    assert visitor.post("/desk/again", {"then": "/desk/search", "proof": PASSWORD}).leads_to == "/desk/search"


def test_a_lock_asks_for_a_proof_however_lately_one_was_given(visitor: Visitor, clock: Clock) -> None:
    service = service_of(visitor.app)
    council = replace(service.council, desk=replace(service.council.desk, idle_minutes=3))
    visitor.app.extensions["service"] = replace(service, council=council)
    visitor.come_in()
    clock.move(minutes=3)
    assert visitor.post("/desk/again", {}).response.status_code == 422


@pytest.mark.parametrize(
    "then",
    [
        "https://evil.example/desk/",
        "//evil.example/desk/",
        "/\\evil.example",
        "\\\\evil.example/desk/",
        "/desk\\@evil.example",
        "/desk/../leave",
        "/desk/%2e%2e/leave",
        "/desk/\r\nSet-Cookie: a=b",
        "/desk@evil.example",
        "/desktop",
        "javascript:alert(1)",
        "/q/now",
        "",
    ],
)
def test_no_way_leads_out_of_the_desk(then: str, visitor: Visitor) -> None:
    visitor.give_password(then=then).give_code()
    assert visitor.leads_to == "/desk/"
    visitor.post("/desk/again", {"then": then})
    assert visitor.leads_to == "/desk/"


def test_whoever_signs_in_elsewhere_proves_it_there(visitor: Visitor, clock: Clock) -> None:
    visitor.come_in()
    token = token_of(visitor.get("/desk/sign-out").response)
    with service_of(visitor.app).database.write() as db:
        plain = {"password_hash": None, "totp": None, "subject": "theirs"}
        db.execute(staff_table.update().where(staff_table.c.id == visitor.person.id).values(plain))
    clock.move(minutes=LOCKED_AFTER)
    way = visitor.get("/desk/again?then=/desk/search").leads_to
    assert way.startswith("/desk/single-sign-on") and way.endswith("then=/desk/search")
    visitor.post("/desk/search", {"csrf_token": token, "reason": "kept"})
    action, fields = carried_on(visitor)
    assert "typed" in fields and "proof" not in fields
    assert visitor.post(action, fields).response.status_code == 422
    with service_of(visitor.app).database.write() as db:
        found = staff.session_of(db, visitor.token)
        assert found is not None
        staff.proved(db, found.id, clock())
    visitor.post(action, fields)
    assert carried_on(visitor)[1]["reason"] == "kept"


# ── The first page ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("roles", "path"),
    [
        ((Role.CONTACT_CENTRE,), "/desk/calls"),
        ((Role.COMPLAINTS_OFFICER,), "/desk/queue"),
        ((Role.COMPLAINTS_MANAGER, Role.ADMINISTRATOR), "/desk/queue"),
        ((Role.DUTY_TEAM,), "/desk/queue"),
        ((Role.REPORTING,), "/desk/export"),
        ((Role.ADMINISTRATOR,), "/desk/people"),
    ],
)
def test_everybody_begins_where_their_work_is(roles: tuple[Role, ...], path: str, app: Flask) -> None:
    answer = sign_in(app, *roles).get("/desk")
    assert answer.status_code == 302
    assert answer.headers["Location"].rstrip("/") == path


def test_pages_that_cannot_be_shown_look_like_the_desk(app: Flask) -> None:
    desk = sign_in(app, Role.REPORTING)
    for path, status in (("/desk/nowhere", 404), ("/desk/calls", 403)):
        answer = desk.get(path)
        page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
        assert answer.status_code == status
        assert page.select_one(".top nav") and not page.select(".bar")
        assert page.title is not None and page.title.get_text().endswith("desk")
