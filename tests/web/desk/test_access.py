"""Every page of the desk, with every role and with none, and with a session that is no longer good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter
from werkzeug.test import Client, TestResponse

from intake.casework.roles import Role
from intake.council.model import Desk as DeskSettings
from intake.storage import staff
from intake.web.desk.access import ACCESS, NOBODY_YET
from intake.web.desk.guard import COOKIE, KEPT_WHILE_LOCKED, WHILE_LOCKED
from tests.desk import Desk, sign_in
from tests.make import Clock, service_of

EVERY_ROLE = tuple(Role)


@dataclass(frozen=True)
class Door:
    """One way to ask for one page."""

    endpoint: str
    method: str
    path: str

    def knock(self, client: Client) -> TestResponse:
        return client.open(self.path, method=self.method)


def doors(app: Flask) -> list[Door]:
    """Every way to ask for every page of the desk that there is, with records and calls that there are not."""
    return list(_doors(app))


def _doors(app: Flask) -> Iterator[Door]:
    ways = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.rule == "/desk" or rule.rule.startswith("/desk/"):
            numbers = {name for name, kind in rule._converters.items() if isinstance(kind, IntegerConverter)}
            path = ways.build(rule.endpoint, {name: 1 if name in numbers else "none" for name in rule.arguments})
            yield from (Door(rule.endpoint, method, path) for method in sorted(rule.methods or ()))


def guarded(app: Flask) -> list[Door]:
    """Those that need somebody to be signed in."""
    return [door for door in doors(app) if ACCESS.get(door.endpoint) != NOBODY_YET]


def is_sent_to_sign_in(answer: TestResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].split("?")[0] == "/desk/sign-in"


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_table_holds_every_page_of_the_desk_and_no_other(app: Flask) -> None:
    assert {door.endpoint for door in doors(app)} == set(ACCESS)


def test_nothing_of_the_desk_stands_outside_it(app: Flask) -> None:
    outside = [rule.rule for rule in app.url_map.iter_rules() if not rule.rule.startswith("/desk")]
    assert not {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule in outside} & set(ACCESS)


def test_pages_for_nobody_yet_are_those_of_signing_in() -> None:
    before = {endpoint for endpoint, roles in ACCESS.items() if roles == NOBODY_YET}
    assert {endpoint.split(".")[0] for endpoint in before} == {"sign_in", "oidc"}


# ── With every role, and with none ───────────────────────────────────────────────────────────────────────────────────


def test_without_a_session_every_page_leads_to_signing_in(app: Flask) -> None:
    client = app.test_client()
    assert [door for door in guarded(app) if not is_sent_to_sign_in(door.knock(client))] == []


def test_pages_of_signing_in_answer_whoever_comes(app: Flask) -> None:
    for door in doors(app):
        if ACCESS[door.endpoint] == NOBODY_YET:
            answer = door.knock(app.test_client())
            assert answer.status_code in {200, 302, 400, 404}, door
            assert COOKIE not in "".join(answer.headers.getlist("Set-Cookie")), door


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_each_role_reaches_the_pages_of_the_table_and_no_other(role: Role, app: Flask) -> None:
    desk = sign_in(app, role)
    let_in = {door for door in guarded(app) if _is_let_in(door, desk.client)}
    assert let_in == {door for door in guarded(app) if role in ACCESS[door.endpoint]}


def _is_let_in(door: Door, client: Client) -> bool:
    answer = door.knock(client)
    assert not is_sent_to_sign_in(answer), door
    return answer.status_code != 403


def test_no_role_at_all_reaches_nothing(app: Flask) -> None:
    desk = sign_in(app)
    assert {door.knock(desk.client).status_code for door in guarded(app)} == {403}


def test_several_roles_reach_what_each_of_them_does(app: Flask) -> None:
    roles = (Role.CONTACT_CENTRE, Role.REPORTING)
    desk = sign_in(app, *roles)
    for door in guarded(app):
        assert _is_let_in(door, desk.client) == (not ACCESS[door.endpoint].isdisjoint(roles)), door


def test_the_second_person_reaches_what_a_complaints_manager_does(app: Flask) -> None:
    second = service_of(app).council.desk.second_person
    desk = sign_in(app, Role.REPORTING, sign_in=second)
    for door in guarded(app):
        may = not ACCESS[door.endpoint].isdisjoint({Role.REPORTING, Role.COMPLAINTS_MANAGER})
        assert _is_let_in(door, desk.client) == may, door


def test_a_page_that_the_table_does_not_hold_is_for_nobody(app: Flask) -> None:
    app.add_url_rule("/desk/forgotten", "forgotten", lambda: "shown")
    assert is_sent_to_sign_in(app.test_client().get("/desk/forgotten"))
    assert sign_in(app, *EVERY_ROLE).get("/desk/forgotten").status_code == 403


@pytest.mark.parametrize("path", ["/desk/nowhere", "/desk/r", "/desk/../desk/people", "/desk//people", "/desk/%00"])
def test_who_is_not_signed_in_does_not_learn_what_there_is(path: str, app: Flask) -> None:
    assert is_sent_to_sign_in(app.test_client().get(path))


def test_a_page_that_there_is_not_is_not_there_for_anybody(app: Flask) -> None:
    assert sign_in(app, *EVERY_ROLE).get("/desk/nowhere").status_code == 404
    assert sign_in(app, *EVERY_ROLE).client.delete("/desk/people").status_code == 405


def test_what_only_begins_like_the_desk_is_not_the_desk(app: Flask) -> None:
    assert app.test_client().get("/desktop").status_code == 404


# ── With a session that is no longer good ────────────────────────────────────────────────────────────────────────────


def nobody_is_let_in(app: Flask, desk: Desk) -> None:
    assert [door for door in guarded(app) if not is_sent_to_sign_in(door.knock(desk.client))] == []


@pytest.fixture
def desk(app: Flask) -> Desk:
    """Somebody with every role, signed in."""
    return sign_in(app, *EVERY_ROLE)


def test_a_stale_session_opens_nothing(app: Flask, desk: Desk, clock: Clock) -> None:
    clock.move(hours=service_of(app).council.desk.longest_session_hours)
    nobody_is_let_in(app, desk)


def test_an_ended_session_opens_nothing(app: Flask, desk: Desk, clock: Clock) -> None:
    with service_of(app).database.write() as db:
        staff.end_sessions(db, desk.person.id, clock())
    nobody_is_let_in(app, desk)


def test_a_disabled_person_reaches_nothing_from_the_next_request_on(app: Flask, desk: Desk, clock: Clock) -> None:
    assert desk.get("/desk/account").status_code == 200
    with service_of(app).database.write() as db:
        staff.deactivate(db, desk.person.id, clock())
    nobody_is_let_in(app, desk)


def test_a_made_up_cookie_opens_nothing(app: Flask, desk: Desk) -> None:
    desk.client.set_cookie(COOKIE, "made up", path="/desk")
    nobody_is_let_in(app, desk)


def test_changed_roles_hold_from_the_next_request_on(app: Flask, desk: Desk) -> None:
    with service_of(app).database.write() as db:
        staff.change(db, replace(desk.person, roles=frozenset({Role.REPORTING})))
    for door in guarded(app):
        assert _is_let_in(door, desk.client) == (Role.REPORTING in ACCESS[door.endpoint]), door


def test_a_locked_desk_shows_nothing_but_the_lock(app: Flask, desk: Desk, clock: Clock) -> None:
    clock.move(minutes=service_of(app).council.desk.idle_minutes)
    for door in guarded(app):
        if door.endpoint in WHILE_LOCKED:
            continue
        answer = door.knock(desk.client)
        is_asked = answer.headers.get("Location", "").startswith("/desk/again") or answer.status_code == 423
        is_kept = door.method == "POST" and door.endpoint in KEPT_WHILE_LOCKED and answer.status_code in {404, 409}
        assert is_asked or is_kept, door


def test_the_lock_is_no_way_around_the_table(app: Flask, clock: Clock) -> None:
    desk = sign_in(app, Role.REPORTING)
    clock.move(minutes=service_of(app).council.desk.idle_minutes)
    saved = [door for door in doors(app) if door.endpoint in KEPT_WHILE_LOCKED and door.method == "POST"]
    assert {door.knock(desk.client).status_code for door in saved} == {403}


def test_the_councils_file_says_when_the_desk_locks(app: Flask, clock: Clock) -> None:
    service = service_of(app)
    council = replace(service.council, desk=DeskSettings("director", idle_minutes=3, longest_session_hours=1))
    app.extensions["service"] = replace(service, council=council)
    desk = sign_in(app, Role.REPORTING)
    clock.move(minutes=2)
    assert desk.get("/desk/account").status_code == 200
    clock.move(minutes=3)
    assert desk.get("/desk/export").headers["Location"].startswith("/desk/again")
    clock.move(minutes=56)
    assert is_sent_to_sign_in(desk.get("/desk/export"))


@pytest.mark.parametrize(
    ("endpoint", "role"),
    [
        ("people.change", Role.COMPLAINTS_MANAGER),
        ("record.opened", Role.CONTACT_CENTRE),
        ("record.opened", Role.REPORTING),
        ("queue.search", Role.DUTY_TEAM),
        ("export.export", Role.CONTACT_CENTRE),
        ("calls.sheet", Role.ADMINISTRATOR),
        ("conflicts.settle", Role.COMPLAINTS_OFFICER),
    ],
)
def test_some_things_are_for_others(endpoint: str, role: Role) -> None:
    assert role not in ACCESS[endpoint]
