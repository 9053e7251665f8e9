"""Who works at the desk, from the command line: that is how the first administrator gets in."""

from __future__ import annotations

from dataclasses import replace

import click
from flask.cli import AppGroup
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from intake.access.passwords import first_password
from intake.casework.roles import Role, Staff
from intake.storage import conflicts, credentials
from intake.storage import staff as people
from intake.web.desk.entry.people_form import Filled
from intake.web.service import service

staff = AppGroup("staff", help="Who works at the desk.")

_roles = click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="May be given again.",
)


@staff.command("add")
@click.argument("name")
@click.option("--sign-in", "sign_in", required=True, help="What they type to sign in.")
@click.option("--email", required=True)
@click.option("--known-as", "known_as", default="", help="Further names by which people may complain of them.")
@click.option("--single-sign-on", "single", is_flag=True, help="With their council account, found by this address.")
@_roles
def add(name: str, sign_in: str, email: str, known_as: str, single: bool, roles: tuple[str, ...]) -> None:
    """Adds somebody, and prints their first password where they sign in with one."""
    if single and not service().settings.oidc_issuer:
        raise click.ClickException("OIDC_ISSUER is not set: expected a single sign-on, or a person with a password")
    way = "single_sign_on" if single else "password"
    filled = Filled.of_typed(roles, sign_in=sign_in, name=name, email=email, known_as=known_as, way=way)
    for field, words in filled.errors(is_new=True).items():
        raise click.ClickException(f"{field.replace('_', '-')}: {words}")
    now, password = service().now(), "" if single else first_password()
    person = filled.put_on(Staff(people.new_id(), people.in_one_form(filled.sign_in), "", "", "", frozenset()))
    kept = service().passwords.hash(password) if password else None
    try:
        with service().database.write() as db:
            people.add(db, person, now)
            if kept is not None:
                credentials.set_password(db, person.id, kept, must_change=True)
            conflicts.shut_out_everywhere(db, service().ring, service().marks, person, now)
    except IntegrityError:
        raise click.ClickException(f"somebody has the sign-in name {person.sign_in}: expected another one") from None
    if single:
        click.echo(f"{person.sign_in} signs in with the council account that has the address {person.email}")
    else:
        _say_first_password(person, password)


@staff.command("list")
def list_() -> None:
    """Everybody who works or worked at the desk."""
    with service().database.read() as db:
        everybody = people.everybody(db)
    for person in everybody:
        state = "" if person.is_active else "  disabled"
        click.echo(f"{person.sign_in}  {person.name}  {', '.join(sorted(person.roles))}{state}")


@staff.command("roles")
@click.argument("sign_in")
@_roles
def roles(sign_in: str, roles: tuple[str, ...]) -> None:
    """Gives somebody these roles instead of those they had. Their next request is answered accordingly."""
    with service().database.write() as db:
        person = _found(db, sign_in)
        people.change(db, replace(person, roles=frozenset(map(Role, roles))))
    click.echo(f"{person.sign_in} is now: {', '.join(sorted(roles))}")


@staff.command("disable")
@click.argument("sign_in")
def disable(sign_in: str) -> None:
    """Lets somebody in no more, and ends what they are signed in to."""
    with service().database.write() as db:
        person = _found(db, sign_in)
        people.deactivate(db, person.id, service().now())
    click.echo(f"{person.sign_in} is disabled, and signed out everywhere")


@staff.command("enable")
@click.argument("sign_in")
def enable(sign_in: str) -> None:
    """Lets somebody in again who was disabled."""
    with service().database.write() as db:
        person = _found(db, sign_in)
        people.activate(db, person.id)
        conflicts.shut_out_everywhere(db, service().ring, service().marks, person, service().now())
    click.echo(f"{person.sign_in} can sign in again")


@staff.command("reset")
@click.argument("sign_in")
def reset(sign_in: str) -> None:
    """Gives somebody a new first password. They set up their second step and recovery codes anew."""
    password = first_password()
    kept = service().passwords.hash(password)
    with service().database.write() as db:
        person = _found(db, sign_in)
        credentials.reset(db, person.id, kept, service().now())
    _say_first_password(person, password)


def _say_first_password(person: Staff, password: str) -> None:
    click.echo(f"{person.sign_in} signs in with this first password, which is shown this once: {password}")


def _found(db: Connection, sign_in: str) -> Staff:
    person = people.named(db, sign_in)
    if person is None:
        raise click.ClickException(f"nobody has the sign-in name {sign_in}")
    return person


COMMANDS = (staff,)
