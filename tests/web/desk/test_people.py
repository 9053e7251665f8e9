"""The people page: who works here, and what an administrator may change of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from intake.casework.roles import Role, Staff
from intake.records.record import Event
from intake.storage import accounts, conflicts, credentials, staff
from intake.storage.accounts import Account
from intake.web.desk.entry.people_form import Filled
from intake.web.receiving import keep
from tests.desk import Desk, a_person, sign_in
from tests.make import Clock, make_app, service_of
from tests.storage.kept import a_record

NEW = {
    "name": "Ade Balogun",
    "sign_in": "Ade.Balogun",
    "email": "ade.balogun@northshire.example",
    "known_as": "Addie",
    "roles": ["complaints_officer", "contact_centre"],
}


@pytest.fixture
def desk(app: Flask) -> Desk:
    return sign_in(app, Role.ADMINISTRATOR)


def added(app: Flask, *roles: Role, **changes: Any) -> Staff:
    person = a_person(*roles, **changes)
    with service_of(app).database.write() as db:
        staff.add(db, person, service_of(app).now())
    return person


def of(app: Flask, sign_in: str) -> Account:
    with service_of(app).database.read() as db:
        return next(each for each in accounts.accounts(db) if each.person.sign_in == sign_in)


def change(desk: Desk, person: Staff, do: str = "save", **fields: Any) -> TestResponse:
    """Presses a button on the page of this person, with all else as it is."""
    typed = {**Filled.of_person(person).values, "roles": sorted(person.roles), "do": do, **fields}
    return desk.post(f"/desk/people/{person.id}", typed)


def words(answer: TestResponse) -> str:
    return " ".join(BeautifulSoup(answer.get_data(as_text=True), "html.parser").get_text(" ").split())


# ── Adding ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_somebody_is_added_with_a_password_that_is_shown_once(app: Flask, desk: Desk) -> None:
    answer = desk.post("/desk/people/add", NEW)
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    shown = page.find("strong", class_="letters")
    account = of(app, "ade.balogun")
    assert answer.status_code == 200 and shown
    assert account.person.name == "Ade Balogun" and account.person.known_as == "Addie"
    assert account.person.roles == {Role.COMPLAINTS_OFFICER, Role.CONTACT_CENTRE}
    with service_of(app).database.read() as db:
        kept = credentials.of_staff(db, service_of(app).ring, account.person.id)
    assert service_of(app).passwords.check(shown.get_text(), kept.password_hash) and kept.must_change
    assert shown.get_text() not in words(desk.get(f"/desk/people/{account.person.id}"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"name": " "}, "name", id="no name"),
        pytest.param({"name": "x" * 201}, "name", id="a long name"),
        pytest.param({"sign_in": ""}, "sign_in", id="no sign-in name"),
        pytest.param({"sign_in": "ade balogun"}, "sign_in", id="a space in it"),
        pytest.param({"email": "ade"}, "email", id="no address"),
        pytest.param({"email": "a@b.example, c@d.example"}, "email", id="two addresses"),
        pytest.param({"known_as": "x" * 201}, "known_as", id="a long list of names"),
        pytest.param({"roles": []}, "roles", id="no role"),
        pytest.param({"roles": ["owner"]}, "roles", id="a role that there is not"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(
    app: Flask, desk: Desk, changes: dict[str, Any], field: str
) -> None:
    answer = desk.post("/desk/people/add", {**NEW, **changes})
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    assert answer.status_code == 422
    assert [link["href"] for link in page.select(".errors a")] == [f"#{field}"] and page.find(id=field)
    assert page.find(id="name")["value"] == {**NEW, **changes}["name"].strip()
    with service_of(app).database.read() as db:
        assert len(staff.everybody(db)) == 1


def test_a_sign_in_name_is_given_once_in_any_case(app: Flask, desk: Desk) -> None:
    added(app, Role.REPORTING, sign_in="ade.balogun")
    answer = desk.post("/desk/people/add", NEW)
    assert answer.status_code == 422 and "Somebody has this sign-in name already" in words(answer)


def test_what_cannot_be_kept_is_left_out(app: Flask, desk: Desk) -> None:
    assert desk.post("/desk/people/add", {**NEW, "name": "Ade\0 Balogun"}).status_code == 200
    assert of(app, "ade.balogun").person.name == "Ade Balogun"


# ── Changing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_names_address_and_roles_are_changed_and_the_sign_in_name_never(app: Flask, desk: Desk) -> None:
    person = added(app, Role.CONTACT_CENTRE)
    answer = change(
        desk, person, name="New Name", known_as="Nan, N", email="n@northshire.example", roles=["reporting"], sign_in="x"
    )
    assert answer.status_code == 302 and "It holds from their next page on" in words(desk.get(answer.location))
    after = of(app, person.sign_in).person
    assert (after.name, after.known_as, after.email) == ("New Name", "Nan, N", "n@northshire.example")
    assert after.roles == {Role.REPORTING}


def test_whoever_is_disabled_is_out_at_once_and_can_be_let_in_again(app: Flask, desk: Desk) -> None:
    other = sign_in(app, Role.REPORTING)
    assert other.get("/desk/account").status_code == 200
    assert change(desk, other.person, "disable").status_code == 302
    assert not of(app, other.person.sign_in).person.is_active
    assert other.get("/desk/account").status_code == 302
    assert "Disabled" in words(desk.get("/desk/people"))
    assert change(desk, other.person, "enable").status_code == 302
    assert of(app, other.person.sign_in).person.is_active
    assert other.get("/desk/account").status_code == 302  # the old session stays ended


def test_an_address_alone_does_not_say_that_something_was_done(app: Flask, desk: Desk) -> None:
    other = added(app, Role.REPORTING)
    for path in (f"/desk/people/{other.id}?done=disabled", "/desk/account?done=password"):
        assert desk.page(path).select("[role=status]") == []
    said = desk.page(change(desk, other, "disable").location).select("[role=status]")
    assert said[0].text.startswith("Disabled. They are signed out everywhere.")
    assert desk.page(f"/desk/people/{other.id}").select("[role=status]") == [], "it is said once"


def test_whoever_begins_anew_has_a_new_first_password_and_nothing_of_before(app: Flask, desk: Desk) -> None:
    other, service = sign_in(app, Role.REPORTING), service_of(app)
    with service.database.write() as db:
        credentials.set_totp(db, service.ring, other.person.id, "SECRET", 1)
        credentials.set_recovery(db, other.person.id, [b"mark"])
        staff.bind_subject(db, other.person.id, "somebody there")
    answer = change(desk, other.person, "anew")
    shown = BeautifulSoup(answer.get_data(as_text=True), "html.parser").find("strong", class_="letters")
    assert answer.status_code == 200 and shown
    with service.database.read() as db:
        kept = credentials.of_staff(db, service.ring, other.person.id)
        assert credentials.recovery_left(db, other.person.id) == 0
    assert service.passwords.check(shown.get_text(), kept.password_hash)
    assert (kept.totp, kept.is_bound, kept.must_change) == (None, False, True)
    assert other.get("/desk/account").status_code == 302


# ── Nobody is locked out of doing so ─────────────────────────────────────────────────────────────────────────────────


def test_nobody_takes_the_accounts_away_from_themselves(app: Flask, desk: Desk) -> None:
    added(app, Role.ADMINISTRATOR)
    for do, fields in (("save", {"roles": ["reporting"]}), ("disable", {}), ("anew", {})):
        assert change(desk, desk.person, do, **fields).status_code == 422
    me = of(app, desk.person.sign_in).person
    assert me.is_active and me.roles == {Role.ADMINISTRATOR}
    assert desk.get("/desk/people").status_code == 200


def test_another_administrator_can_be_changed_while_one_is_left(app: Flask, desk: Desk) -> None:
    other = added(app, Role.ADMINISTRATOR)
    assert change(desk, other, roles=["reporting"]).status_code == 302
    assert of(app, other.sign_in).person.roles == {Role.REPORTING}


@pytest.mark.parametrize("is_active", [True, False], ids=["has lost the role", "is disabled"])
def test_the_last_administrator_stays_one(app: Flask, desk: Desk, is_active: bool) -> None:
    """Two press at once, each to take the role from the other: the second is refused."""
    other = added(app, Role.ADMINISTRATOR)
    with service_of(app).database.write() as db:
        before = accounts.has_other_administrator(db, other.id)
        if is_active:
            staff.change(db, replace(desk.person, roles=frozenset({Role.REPORTING})))
        else:
            staff.deactivate(db, desk.person.id, service_of(app).now())
        assert (before, accounts.has_other_administrator(db, other.id)) == (True, False)


# ── Who is named ─────────────────────────────────────────────────────────────────────────────────────────────────────


def complaint_about(app: Flask, worker: str) -> str:
    """The id of a record that complains of this worker."""
    service, record = service_of(app), a_record(identity={"worker": {"name": worker}})
    with service.database.write() as db:
        keep(db, service, record, Event(record.received_at, "received", "self"))
    return record.id


@pytest.mark.parametrize("how", ["added", "renamed", "known by another name", "enabled"])
def test_whoever_is_named_in_a_record_is_shut_out_of_it_as_soon_as_it_can_be_seen(
    app: Flask, desk: Desk, how: str
) -> None:
    record_id = complaint_about(app, "Addie Balogun")
    if how == "added":
        desk.post("/desk/people/add", NEW)
        person = of(app, "ade.balogun").person
    else:
        name = "Addie Balogun" if how == "enabled" else "Somebody Else"
        person = added(app, Role.COMPLAINTS_OFFICER, name=name, is_active=how != "enabled")
        assert shut_out(app, record_id) == set()
        fields = {"renamed": {"name": "Addie Balogun"}, "known by another name": {"known_as": "Addie Balogun"}}
        assert change(desk, person, "enable" if how == "enabled" else "save", **fields.get(how, {})).status_code == 302
    assert shut_out(app, record_id) == {person.id}


def shut_out(app: Flask, record_id: str) -> set[str]:
    with service_of(app).database.read() as db:
        return {each.staff_id for each in conflicts.of_record(db, record_id)}


# ── Who may, and how ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_administrators_gets_to_these_pages(app: Flask, role: Role) -> None:
    desk, person = sign_in(app, role), added(app, Role.REPORTING)
    for path in ("/desk/people", "/desk/people/add", f"/desk/people/{person.id}"):
        assert desk.get(path).status_code == 403
    assert desk.post("/desk/people/add", NEW, on="/desk/account").status_code == 403
    assert change_from_account(desk, person).status_code == 403
    assert of(app, person.sign_in).person == person


def change_from_account(desk: Desk, person: Staff) -> TestResponse:
    return desk.post(f"/desk/people/{person.id}", {"do": "disable"}, on="/desk/account")


def test_a_form_that_is_not_ours_changes_nothing(app: Flask, desk: Desk) -> None:
    person = added(app, Role.REPORTING)
    for path, fields in (
        ("/desk/people/add", NEW),
        (f"/desk/people/{person.id}", {"do": "disable"}),
        (f"/desk/people/{person.id}", {"do": "anew"}),
    ):
        answer = desk.client.post(path, data=fields)
        assert answer.status_code == 200 and "Nothing was saved yet" in words(answer)
    with service_of(app).database.read() as db:
        assert staff.everybody(db) == sorted([desk.person, person], key=lambda each: each.name)


def test_whoever_was_away_proves_who_they_are_first(app: Flask, desk: Desk, clock: Clock) -> None:
    person = added(app, Role.REPORTING)
    clock.move(minutes=11)
    assert "/desk/again" in desk.get("/desk/people/add").location
    assert "/desk/again" in desk.get(f"/desk/people/{person.id}").location
    assert desk.post(f"/desk/people/{person.id}", {"do": "disable"}, on="/desk/people").status_code == 423
    assert of(app, person.sign_in).person.is_active


def test_nobody_is_found_under_an_id_that_there_is_not(desk: Desk) -> None:
    assert desk.get("/desk/people/nobody").status_code == 404
    assert desk.get("/desk/people/add").status_code == 200


def test_a_button_that_there_is_not_does_nothing(app: Flask, desk: Desk) -> None:
    assert change(desk, added(app, Role.REPORTING), "promote").status_code == 400


def test_the_log_says_who_changed_what_of_whom_in_codes_alone(
    app: Flask, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    answer = desk.post("/desk/people/add", NEW)
    person = of(app, "ade.balogun").person
    change(desk, person, name="Another Name", roles=["reporting"])
    change(desk, person, "disable")
    noted = [
        (vars(each)["staff"], vars(each)["by"], vars(each)["what"]) for each in caplog.records if "by" in vars(each)
    ]
    assert noted == [
        (person.id, desk.person.id, ["added", "complaints_officer", "contact_centre"]),
        (person.id, desk.person.id, ["name", "roles", "reporting"]),
        (person.id, desk.person.id, ["disabled"]),
    ]
    password = BeautifulSoup(answer.get_data(as_text=True), "html.parser").find("strong", class_="letters").get_text()
    told = " ".join(str(vars(each)) for each in caplog.records)
    assert not any(word in told for word in (password, "Balogun", "Another Name", "Addie", NEW["email"]))


# ── With the council's own sign-on ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def signing_on(service_url: str, clock: Clock) -> Iterator[Desk]:
    issuer = {"oidc_issuer": "https://sign-on.example", "oidc_client_id": "desk", "oidc_client_secret": "secret"}
    app = make_app(service_url, clock=clock, **issuer)
    yield sign_in(app, Role.ADMINISTRATOR)
    service_of(app).database.close()


def test_whoever_signs_in_with_a_council_account_gets_no_password(signing_on: Desk) -> None:
    answer = signing_on.post("/desk/people/add", {**NEW, "way": "single_sign_on"})
    assert "First password" not in words(answer) and NEW["email"] in words(answer)
    assert not of(signing_on.app, "ade.balogun").has_password
    assert "Council account, not used yet" in words(signing_on.get("/desk/people"))


def chosen_way(desk: Desk, person: Staff) -> str:
    chosen = desk.page(f"/desk/people/{person.id}").select_one("input[name=way][checked]")
    assert chosen
    return str(chosen["value"])


def test_somebody_can_go_over_to_a_council_account(signing_on: Desk) -> None:
    person = added(signing_on.app, Role.REPORTING)
    assert chosen_way(signing_on, person) == "single_sign_on"
    assert "First password" in words(change(signing_on, person, "anew", way="password"))
    assert chosen_way(signing_on, person) == "password"
    assert of(signing_on.app, person.sign_in).has_password
    assert change(signing_on, person, "anew", way="single_sign_on").status_code == 302
    assert not of(signing_on.app, person.sign_in).has_password


def test_nobody_is_left_without_a_way_in_where_there_are_only_passwords(app: Flask, desk: Desk) -> None:
    desk.post("/desk/people/add", {**NEW, "way": "single_sign_on"})
    assert of(app, "ade.balogun").has_password
