"""Calls that were left: the worker hands them over, and whoever took one finds its record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from intake.records.record import Event
from intake.storage import conflicts, events, records, staff, tracking
from intake.web.commands.delivering import worker_of
from tests.make import NOON, Clock, queue_of, service_of
from tests.web.desk.telephone import CALLS, Telephone, agent, ring

STORY = "She never rings me back."


@pytest.fixture
def call(app: Flask) -> Telephone:
    return ring(agent(app)).fill({"what_happened": STORY})


@pytest.fixture
def chores(app: Flask, tmp_path: Path) -> Callable[[], None]:
    """Does the chores of the worker."""
    service = service_of(app)
    settings = replace(service.settings, mail_url=f"file:{tmp_path}", mail_from="post@example.org")
    here = replace(service, settings=replace(settings, public_url="http://localhost"))
    return worker_of(here).do_chores


def happened(app: Flask) -> list[Event]:
    service = service_of(app)
    with service.database.read() as db:
        (record,) = records.every(db, service.ring)
        return events.of_record(db, record.id, service.ring)


@pytest.mark.parametrize("state", ["open", "cut off", "read back"])
def test_a_call_that_was_left_becomes_a_record_that_is_received_when_it_came(
    state: str, app: Flask, call: Telephone, chores: Callable[[], None], clock: Clock
) -> None:
    if state == "cut off":
        call.open("/drop").post({**call.form(""), "what": "cut_off"})
    if state == "read back":
        call.fill({"who_are_you": "child"}, "read_back")
    clock.move(hours=3, minutes=59)
    chores()
    assert queue_of(app) == []
    clock.move(minutes=2)
    chores()
    chores()
    (record,) = queue_of(app)
    assert (record["kind"], record["method"]) == ("contact_centre_handoff", "telephone_contact_centre")
    assert record["story"] == STORY
    assert (record["received_date"], record["due"]) == ("2026-11-23", {"call_back": "2026-11-26"})
    marks = [(each.kind, each.by) for each in happened(app)]
    assert marks == [("received", call.desk.person.mark), ("call_left", "service")]


def test_danger_waits_for_minutes_alone_and_the_duty_team_is_told(
    app: Flask, call: Telephone, chores: Callable[[], None], clock: Clock
) -> None:
    call.fill({"safe_now": "not_safe"})
    clock.move(minutes=14)
    chores()
    assert queue_of(app) == []
    clock.move(minutes=1)
    chores()
    (record,) = queue_of(app)
    assert "safeguarding_immediate" in record["flags"]
    with service_of(app).database.read() as db:
        found = records.find(db, record["ref"], service_of(app).ring)
        assert found is not None
        assert "duty_alert" in {each.purpose for each in tracking.of_record(db, found.id)}


def test_the_duty_team_is_told_where_somebody_is_when_it_is_handed_over(
    app: Flask, call: Telephone, chores: Callable[[], None], clock: Clock
) -> None:
    call.fill({"who_are_you": "child", "sorted_today": "yes"})
    clock.move(hours=6)  # those of the day have gone home
    chores()
    with service_of(app).database.read() as db:
        (record,) = records.every(db, service_of(app).ring)
        alerts = {
            each.target: each.due_at for each in tracking.of_record(db, record.id) if each.purpose == "duty_alert"
        }
    assert alerts["night-mailbox"] == clock.now < alerts["duty-mailbox"]


def test_the_calls_of_somebody_who_no_longer_works_here_do_not_wait(
    app: Flask, call: Telephone, chores: Callable[[], None]
) -> None:
    with service_of(app).database.write() as db:
        staff.deactivate(db, call.desk.person.id, NOON)
    chores()
    assert [record["story"] for record in queue_of(app)] == [STORY]


def test_a_call_in_which_somebody_types_or_nothing_was_told_is_left_alone(
    app: Flask, call: Telephone, chores: Callable[[], None], clock: Clock
) -> None:
    ring(agent(app))
    clock.move(hours=3)
    call.save({"preferred": "Jay"})
    clock.move(hours=3)
    chores()
    assert queue_of(app) == []


def test_whoever_comes_back_to_it_finds_the_record_and_loses_nothing(
    app: Flask, call: Telephone, chores: Callable[[], None], clock: Clock
) -> None:
    form = {**call.form("sheet"), "what_happened": f"{STORY} Nor does he."}
    clock.move(hours=1)
    call.open()  # at another screen, so that they are not signed in anew
    clock.move(hours=3)
    chores()
    (record,) = queue_of(app)
    back = Telephone(type(call.desk)(app, call.desk.person, is_added=True), call.url)
    assert record["ref"] in back.open().text and back.path.endswith("/done")
    assert record["ref"] in back.desk.get(CALLS).text
    token = ring(back.desk).form("sheet")["csrf_token"]
    back.post({**form, "csrf_token": token}, "")
    assert back.status == 409
    assert f"{STORY} Nor does he." in back.text and record["ref"] in back.text


def test_whoever_is_named_in_it_is_shut_out_of_it(
    app: Flask, call: Telephone, chores: Callable[[], None], clock: Clock
) -> None:
    named = agent(app, name="Wilhelmina Umbridge")
    call.fill({"who_are_you": "child", "worker_name": "Ms Umbridge"})
    clock.move(hours=4)
    chores()
    with service_of(app).database.read() as db:
        (record,) = records.every(db, service_of(app).ring)
        assert conflicts.shut_out_of(db, record.id) == [named.person]
