"""Who seems to be named in a record: the manager confirms it or lifts it, each with a reason."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
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


def last_event(app: Flask, record: Record, but: str = "") -> Event:
    with service_of(app).database.read() as db:
        return [each for each in events.of_record(db, record.id, service_of(app).ring) if each.kind != but][-1]


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


@pytest.mark.parametrize(("first", "said"), [("lift", "sees it again"), ("confirm", "stays shut out")])
@pytest.mark.parametrize("second", ["lift", "confirm"])
def test_a_second_answer_changes_nothing_and_reads_what_was_settled_beside_its_own_words(
    first: str, said: str, second: str, app: Flask, manager: Desk, named: Desk
) -> None:
    record = keep(app)
    settle(manager, record, named, settle=first, reason="Settled first.")
    other = sign_in(app, Role.COMPLAINTS_MANAGER)
    response = settle(other, record, named, settle=second, reason="Written second.")
    assert sees(named, record) is (first == "lift")
    for words in ("Mo Adeyemi has", said, "Settled first.", "Written second."):
        assert words in response.text
    form = BeautifulSoup(response.text, "html.parser").select_one("form.settle, .settle form")
    assert form is not None
    (button,) = form.select("button")
    boxes = {str(each["name"]): str(each["value"]) for each in form.select("input")}
    other.client.post("/desk/conflicts/settle", data={**boxes, "reason": "No.", "settle": str(button["value"])})
    assert sees(named, record) is (first != "lift")


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


# ── Shut out by hand ─────────────────────────────────────────────────────────────────────────────────────────────────


def shut_out_page(record: Record) -> str:
    return f"/desk/r/{record.reference}/shut-out"


def press(desk: Desk, record: Record, who: Desk | None, **posted: str) -> Any:
    data = {"staff": who.person.id if who else "", "reason": REASON, "settle": "confirm", **posted}
    return desk.post(shut_out_page(record), data)


def test_a_manager_shuts_out_whom_only_the_story_names_and_lets_them_in_again(
    app: Flask, manager: Desk, named: Desk
) -> None:
    record = keep(app, worker="")
    assert sees(named, record)
    assert shut_out_page(record) in manager.get(f"/desk/r/{record.reference}").text
    assert "Nobody is shut out" in manager.get(shut_out_page(record)).text
    assert press(manager, record, named).location == f"/desk/r/{record.reference}"
    assert not sees(named, record)
    event = last_event(app, record, but="read")
    assert (event.kind, event.by, event.words) == ("conflict_confirmed", manager.person.mark, {"reason": REASON})
    assert f"{named.person.name}, since Mon 23 Nov 2026" in manager.get(shut_out_page(record)).text
    assert press(manager, record, named, settle="lift").status_code == 302
    assert sees(named, record)


@pytest.mark.parametrize(
    ("posted", "at"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
        ({"staff": ""}, "staff"),
        ({"settle": "lift"}, "staff"),
    ],
    ids=["no reason", "too long", "nobody", "not shut out"],
)
def test_nobody_is_shut_out_with_one_thing_missing_and_nothing_typed_is_lost(
    posted: dict[str, str], at: str, app: Flask, manager: Desk, named: Desk
) -> None:
    record = keep(app, worker="")
    answer = press(manager, record, named, **posted)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "html.parser")
    assert [str(link["href"]) for link in page.select(".errors a")] == [f"#{at}"]
    assert page.select("#reason")[0].text.strip() == posted.get("reason", REASON).strip()
    assert sees(named, record)


def test_nobody_is_shut_out_by_a_form_from_elsewhere_or_of_what_is_not_there(
    app: Flask, manager: Desk, named: Desk
) -> None:
    record = keep(app, worker="")
    data = {"staff": named.person.id, "reason": REASON, "settle": "confirm"}
    answer = manager.client.post(shut_out_page(record), data=data)
    assert "Nothing was settled yet" in answer.text and REASON in answer.text
    for changed in ({"staff": "nobody"}, {"settle": "delete"}):
        assert manager.post(shut_out_page(record), {**data, **changed}).status_code == 404
    assert sees(named, record)


def test_the_only_manager_shuts_herself_out_and_an_administrator_has_it(app: Flask, manager: Desk) -> None:
    administrator = sign_in(app, Role.ADMINISTRATOR)
    record = keep(app, "Ms Nobody Here")
    page = shut_out_page(record)
    data = {"staff": manager.person.id, "reason": REASON, "settle": "confirm"}
    manager.post(page, data, on=page)
    assert not sees(manager, record)
    assert sees(administrator, record)


def test_an_officer_is_not_offered_to_shut_anybody_out(app: Flask, named: Desk, manager: Desk) -> None:
    record = keep(app, worker="")
    assert shut_out_page(record) not in named.get(f"/desk/r/{record.reference}").text
    assert named.get(shut_out_page(record)).status_code == 403


def test_the_last_manager_shut_out_leaves_the_record_to_the_second_person_who_gives_it_back(
    app: Flask, manager: Desk
) -> None:
    record = keep(app, worker="Mo Adeyemi")
    second = sign_in(app, Role.REPORTING, sign_in=service_of(app).council.desk.second_person)
    assert press(second, record, manager, settle="lift").location == "/desk/conflicts"
    assert sees(manager, record)
    assert not sees(second, record)


@pytest.mark.parametrize("role", [Role.COMPLAINTS_OFFICER, Role.ADMINISTRATOR])
def test_whoever_keeps_no_such_record_settles_nothing_in_it(role: Role, app: Flask, manager: Desk, named: Desk) -> None:
    record = keep(app)
    second = service_of(app).council.desk.second_person
    other = sign_in(app, Role.COMPLAINTS_OFFICER, role, sign_in=second)
    assert sees(other, record)
    assert record.reference not in other.get("/desk/conflicts").text
    assert settle(other, record, named).status_code == 404
    assert press(other, record, named, settle="lift").status_code == 403
    assert not sees(named, record)
