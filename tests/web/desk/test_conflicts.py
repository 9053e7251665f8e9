"""Who seems to be named in a record: the manager confirms it or lifts it, each with a reason."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from intake.casework.roles import Role
from intake.records.record import Event, Record
from intake.storage import conflicts, events, records
from tests.desk import Desk, sign_in
from tests.make import NOON, service_of
from tests.storage import kept

REASON = "Zq7x: she was his worker then."


@pytest.fixture
def manager(app: Flask) -> Desk:
    return sign_in(app, Role.COMPLAINTS_MANAGER, name="Mo Adeyemi")


@pytest.fixture
def named(app: Flask) -> Desk:
    return sign_in(app, Role.COMPLAINTS_OFFICER, name="Wilhelmina Umbridge")


def keep(app: Flask, worker: str = "Ms Umbridge") -> Record:
    """A record that complains of this worker, with all that follows from it."""
    record = kept.a_record(identity={"worker": {"name": worker, "job": None}, "answers": {}, "asked": []})
    service = service_of(app)
    with service.database.write() as db:
        records.add(db, record, service.ring, Event(NOON, "received", "self"), None)
        conflicts.shut_out_named(db, record, NOON)
    return record


def settle(desk: Desk, of: Record, who: Desk, **posted: str) -> Any:
    data = {"record": of.id, "staff": who.person.id, "reason": REASON, "settle": "lift", **posted}
    return desk.post("/desk/conflicts/settle", data, on="/desk/conflicts")


def last_event(app: Flask, record: Record) -> Event:
    with service_of(app).database.read() as db:
        return events.of_record(db, record.id, service_of(app).ring)[-1]


def sees(desk: Desk, record: Record) -> bool:
    return record.reference in desk.get("/desk/queue").text


def test_the_manager_reads_who_is_named_where_and_since_when(app: Flask, manager: Desk, named: Desk) -> None:
    record = keep(app)
    words = manager.get("/desk/conflicts").text
    for said in (record.reference, named.person.name, "Shut out since Mon 23 Nov 2026, 12:00"):
        assert said in words


def test_nothing_to_settle_is_said(manager: Desk) -> None:
    assert "Nobody waits for you to settle this" in manager.get("/desk/conflicts").text


def test_what_is_lifted_lets_the_person_see_the_record_again(app: Flask, manager: Desk, named: Desk) -> None:
    record = keep(app)
    assert not sees(named, record)
    assert settle(manager, record, named).location == "/desk/conflicts"
    assert sees(named, record)
    assert record.reference not in manager.get("/desk/conflicts").text
    event = last_event(app, record)
    assert (event.kind, event.by, event.words) == ("conflict_lifted", manager.person.mark, {"reason": REASON})


def test_what_is_confirmed_keeps_the_person_out(app: Flask, manager: Desk, named: Desk) -> None:
    record = keep(app)
    settle(manager, record, named, settle="confirm")
    assert not sees(named, record)
    assert record.reference not in manager.get("/desk/conflicts").text
    assert last_event(app, record).kind == "conflict_confirmed"


def test_the_reason_is_sealed(app: Flask, manager: Desk, named: Desk) -> None:
    settle(manager, keep(app), named)
    assert "Zq7x" not in str(kept.everything(service_of(app).database))


@pytest.mark.parametrize(
    ("reason", "said"), [(" ", "Enter a reason"), ("x" * 2001, "Make the reason shorter than 2,000 letters")]
)
def test_nothing_is_settled_without_a_reason(reason: str, said: str, app: Flask, manager: Desk, named: Desk) -> None:
    record = keep(app)
    response = settle(manager, record, named, reason=reason)
    assert response.status_code == 422
    assert said in response.text
    assert reason.strip() in response.text
    assert not sees(named, record)


def test_a_second_answer_is_told_that_it_was_settled_already(app: Flask, manager: Desk, named: Desk) -> None:
    record = keep(app)
    settle(manager, record, named)
    response = settle(sign_in(app, Role.COMPLAINTS_MANAGER), record, named)
    assert "Somebody else has settled this" in response.text


def test_a_form_from_elsewhere_settles_nothing(app: Flask, manager: Desk, named: Desk) -> None:
    record = keep(app)
    posted = {"record": record.id, "staff": named.person.id, "reason": REASON, "settle": "lift"}
    response = manager.client.post("/desk/conflicts/settle", data=posted)
    assert "Nothing was settled yet" in response.text
    assert REASON in response.text
    assert not sees(named, record)


@pytest.mark.parametrize(
    "changed", [{"record": "nothing"}, {"staff": "nobody"}, {"settle": "delete"}], ids=["record", "person", "answer"]
)
def test_what_is_not_there_cannot_be_settled(changed: dict[str, str], app: Flask, manager: Desk, named: Desk) -> None:
    record = keep(app)
    assert settle(manager, record, named, **changed).status_code == 404
    assert not sees(named, record)


def test_a_manager_who_is_named_neither_reads_nor_settles_it(app: Flask, manager: Desk, named: Desk) -> None:
    record = keep(app, worker="Wilhelmina Umbridge and Mo Adeyemi")
    assert record.reference not in manager.get("/desk/conflicts").text
    for who in (manager, named):
        assert settle(manager, record, who).status_code == 404
        assert not sees(who, record)
    second = sign_in(app, Role.REPORTING, sign_in=service_of(app).council.desk.second_person)
    assert record.reference in second.get("/desk/conflicts").text
    settle(second, record, manager)
    assert sees(manager, record)


@pytest.mark.parametrize("role", [each for each in Role if each not in (Role.COMPLAINTS_MANAGER, Role.ADMINISTRATOR)])
def test_nobody_but_a_manager_comes_here(role: Role, app: Flask) -> None:
    desk = sign_in(app, role)
    assert desk.get("/desk/conflicts").status_code == 403
    assert desk.post("/desk/conflicts/settle", {}, on="/desk").status_code == 403
