"""Who works at the desk, from the command line."""

from __future__ import annotations

import re

import pytest
from click.testing import Result
from flask import Flask

from intake.casework.roles import Role
from intake.storage import credentials, staff
from tests.desk import Desk
from tests.make import Run, service_of
from tests.web.desk.coming_in import PASSWORD, Visitor, somebody

ADD = ("add", "Priya Raman", "--sign-in", "PRaman", "--email", "priya.raman@northshire.example")


@pytest.fixture
def run(app: Flask) -> Run:
    """Runs `flask staff` as the shell would."""
    return lambda *words: app.test_cli_runner().invoke(args=["staff", *words])


def done(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout


def first_password(said: str) -> str:
    found = re.search(r"shown this once: (\S+)$", said.strip())
    assert found
    return found.group(1)


def test_whoever_is_added_signs_in_with_the_password_that_is_printed(run: Run, app: Flask) -> None:
    password = first_password(done(run(*ADD, "--role", "administrator", "--role", "complaints_manager")))
    with service_of(app).database.read() as db:
        person = staff.named(db, "praman")
    assert person is not None
    assert (person.name, person.email) == ("Priya Raman", "priya.raman@northshire.example")
    assert person.roles == {Role.ADMINISTRATOR, Role.COMPLAINTS_MANAGER}
    visitor = Visitor(app, person).give_password(password)
    assert visitor.leads_to == "/desk/sign-in/set-up" and not visitor.is_in


def test_each_first_password_is_another_and_is_kept_nowhere(run: Run, app: Flask) -> None:
    one = first_password(done(run(*ADD, "--role", "reporting")))
    other = first_password(done(run("reset", "praman")))
    assert one != other
    assert len(one.split("-")) == 4
    assert one not in done(run("list"))
    service = service_of(app)
    with service.database.read() as db:
        kept = credentials.of_name(db, service.ring, "praman")
    assert kept is not None and kept.must_change
    assert kept.password_hash is not None and other not in kept.password_hash
    assert not service.passwords.check(one, kept.password_hash)


@pytest.mark.parametrize(
    "words",
    [(*ADD,), (*ADD, "--role", "director"), ("roles", "praman", "--role", "king"), ("roles", "praman")],
    ids=["no role", "no such role", "no such role to be given", "no role to be given"],
)
def test_nobody_is_without_a_role_or_has_one_that_there_is_not(words: tuple[str, ...], run: Run) -> None:
    assert run(*words).exit_code == 2
    assert done(run("list")) == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("", "--sign-in", "p", "--email", "p@b.example"), "name: Enter their name", id="no name"),
        pytest.param(
            ("\udc80 ", "--sign-in", "p", "--email", "p@b.example"), "name: Enter their name", id="half a letter"
        ),
        pytest.param(("x" * 201, "--sign-in", "p", "--email", "p@b.example"), "name: Use at most 200", id="long name"),
        pytest.param(("P", "--sign-in", "p r", "--email", "p@b.example"), "sign-in: Enter a sign-in name", id="space"),
        pytest.param(("P", "--sign-in", "", "--email", "p@b.example"), "sign-in: Enter a sign-in name", id="nothing"),
        pytest.param(("P", "--sign-in", "p", "--email", "p"), "email: Enter their email address", id="no address"),
        pytest.param(
            ("P", "--sign-in", "p", "--email", "p@b.example", "--known-as", "x" * 201), "known-as: Use at most", id="as"
        ),
    ],
)
def test_what_the_people_page_refuses_is_refused_here(words: tuple[str, ...], said: str, run: Run) -> None:
    result = run("add", *words, "--role", "reporting")
    assert result.exit_code == 1 and result.stderr.startswith(f"Error: {said}")
    assert done(run("list")) == ""


def test_nobody_is_to_sign_in_with_an_account_that_the_council_does_not_use_here(run: Run) -> None:
    result = run(*ADD, "--role", "reporting", "--single-sign-on")
    assert result.exit_code == 1 and result.stderr.startswith("Error: OIDC_ISSUER is not set")
    assert done(run("list")) == ""


def test_what_is_typed_is_kept_as_the_people_page_keeps_it(run: Run, app: Flask) -> None:
    done(run("add", " Priya   Raman ", "--sign-in", " PRaman ", "--email", "p@b.example ", "--role", "reporting"))
    with service_of(app).database.read() as db:
        person = staff.named(db, "praman")
    assert person is not None and (person.name, person.email) == ("Priya Raman", "p@b.example")


def test_a_sign_in_name_that_is_taken_is_refused(run: Run) -> None:
    done(run(*ADD, "--role", "reporting"))
    again = run(*ADD, "--role", "administrator")
    assert again.exit_code == 1 and "praman" in again.output
    assert done(run("list")).count("\n") == 1


@pytest.mark.parametrize(
    "words", [("roles", "x", "--role", "reporting"), ("disable", "x"), ("enable", "x"), ("reset", "x")]
)
def test_nothing_is_done_to_somebody_that_there_is_not(words: tuple[str, ...], run: Run) -> None:
    result = run(*words)
    assert result.exit_code == 1 and "nobody has the sign-in name x" in result.output


def test_the_list_says_who_there_is_and_what_for(run: Run) -> None:
    done(run(*ADD, "--role", "reporting", "--role", "administrator"))
    assert done(run("list")) == "praman  Priya Raman  administrator, reporting\n"
    done(run("disable", "PRAMAN"))
    assert done(run("list")).endswith("  disabled\n")
    done(run("enable", "praman"))
    assert "disabled" not in done(run("list"))


def test_new_roles_take_the_place_of_the_old_ones_at_once(run: Run, app: Flask) -> None:
    visitor = somebody(app, Role.ADMINISTRATOR).come_in()
    assert visitor.get("/desk/people").response.status_code == 200
    done(run("roles", visitor.person.sign_in, "--role", "reporting"))
    assert visitor.get("/desk/people").response.status_code == 403
    assert visitor.get("/desk/export").response.status_code != 403


def test_who_is_disabled_is_out_at_once(run: Run, app: Flask) -> None:
    visitor = somebody(app).come_in()
    done(run("disable", visitor.person.sign_in))
    assert not visitor.is_in
    assert visitor.give_password().response.status_code == 422
    done(run("enable", visitor.person.sign_in))
    assert visitor.give_password().leads_to == "/desk/sign-in/code"


def test_a_reset_ends_password_telephone_and_sessions(run: Run, app: Flask) -> None:
    visitor = somebody(app).come_in()
    elsewhere = Desk(app, visitor.person, is_added=True)
    password = first_password(done(run("reset", visitor.person.sign_in)))
    assert not visitor.is_in
    assert elsewhere.get("/desk/").headers["Location"].startswith("/desk/sign-in")
    assert visitor.give_password(PASSWORD).response.status_code == 422
    assert visitor.give_password(password).leads_to == "/desk/sign-in/set-up"
