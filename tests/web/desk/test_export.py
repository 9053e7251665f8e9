"""The export: what leaves, for whom, and that a spreadsheet cannot be made to do anything by it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, update

from intake.casework.roles import Role
from intake.records.record import Record
from intake.storage import staff
from intake.storage.tables import events, records, shut_out
from intake.web.desk.guard import PROOF_LASTS
from intake.web.desk.queue.columns import cell
from intake.web.desk.queue.export import AT_ONCE
from tests.desk import Desk, sign_in
from tests.make import NOON, Clock, persona, service_of
from tests.person import Person
from tests.storage import kept
from tests.web.desk.cases import decided, on_wednesday, taken_in

CSV, JSONL = {"format": "csv"}, {"format": "jsonl"}
STORY, NAME, PHONE = "Zq7xStory", "Zq7xName", "0190 775 5533"


def keep(app: Flask, **changes: Any) -> Record:
    said = {"story": STORY, "answers": {"what_happened": STORY, "topic": ["cannot_reach", "waiting"]}, "asked": []}
    who = {"complainant": {"preferred": NAME}, "answers": {"preferred": NAME, "phone": PHONE}, "asked": []}
    record = kept.a_record(**{"story": said, "identity": who, **changes})
    kept.add(service_of(app).database, service_of(app).ring, record)
    return record


def rows(desk: Desk, wanted: Mapping[str, str] = CSV) -> list[dict[str, str]]:
    """The file for a spreadsheet, as the csv module reads it."""
    response = desk.post("/desk/export", dict(wanted))
    assert response.mimetype == "text/csv", response.text
    return list(csv.DictReader(io.StringIO(response.get_data().decode("utf-8-sig"), newline=""), strict=True))


def lines(desk: Desk, wanted: Mapping[str, str] = JSONL) -> list[dict[str, Any]]:
    response = desk.post("/desk/export", dict(wanted))
    assert response.mimetype == "application/x-ndjson", response.text
    return [json.loads(line) for line in response.text.splitlines()]


def references(desk: Desk, **wanted: str) -> list[str]:
    return [row["ref"] for row in rows(desk, {**CSV, **wanted})]


def exported(app: Flask) -> list[tuple[str, str, dict[str, str]]]:
    found = kept.rows(service_of(app).database, "events")
    return [(row["record_id"], row["by"], row["detail"]) for row in found if row["kind"] == "exported"]


# ── What each role gets ──────────────────────────────────────────────────────────────────────────────────────────────


def test_reporting_gets_codes_dates_and_references_alone(app: Flask) -> None:
    record = keep(app)
    desk = sign_in(app, Role.REPORTING)
    (row,), (line,) = rows(desk), lines(desk)
    assert (row["ref"], row["kind"], row["received_date"]) == (record.reference, "complaint", "2026-11-23")
    assert row["flags"] == "advocate_must_offer"
    assert line["flags"] == ["advocate_must_offer"]
    for word in (STORY, NAME, PHONE):
        assert word not in str(row) + str(line)
    assert exported(app) == [], "no content left"


def test_nothing_is_unsealed_for_reporting(app: Flask) -> None:
    record = keep(app)
    with service_of(app).database.write() as db:
        db.execute(update(records).values(story=b"cannot be opened", identity=b"cannot be opened"))
    assert references(sign_in(app, Role.REPORTING)) == [record.reference]


@pytest.mark.parametrize("role", [Role.COMPLAINTS_OFFICER, Role.COMPLAINTS_MANAGER])
def test_the_team_gets_what_was_said_without_who_said_it(role: Role, app: Flask) -> None:
    keep(app)
    desk = sign_in(app, role)
    (row,), (line,) = rows(desk), lines(desk)
    assert row["story"] == row["answer_what_happened"] == line["story"] == STORY
    assert row["answer_topic"] == "cannot_reach; waiting"
    assert NAME not in str(row) + str(line)
    assert PHONE not in str(row) + str(line)


def test_a_manager_gets_names_where_they_ask_for_them(app: Flask) -> None:
    keep(app)
    desk = sign_in(app, Role.COMPLAINTS_MANAGER)
    (row,) = rows(desk, {**CSV, "names": "yes"})
    (line,) = lines(desk, {**JSONL, "names": "yes"})
    assert (row["answer_preferred"], row["answer_phone"]) == (NAME, PHONE)
    assert line["complainant"]["preferred"] == line["answers"]["preferred"] == NAME
    assert line["answers"]["what_happened"] == STORY


def test_nobody_else_is_offered_names_or_gets_them(app: Flask) -> None:
    keep(app)
    for role in (Role.COMPLAINTS_OFFICER, Role.REPORTING):
        desk = sign_in(app, role)
        assert not desk.page("/desk/export").select("[name=names]")
        response = desk.post("/desk/export", {**CSV, "names": "yes"})
        assert response.status_code == 403
        assert NAME not in response.text


@pytest.mark.parametrize("role", [Role.CONTACT_CENTRE, Role.DUTY_TEAM, Role.ADMINISTRATOR])
def test_other_roles_export_nothing(role: Role, app: Flask) -> None:
    desk = sign_in(app, role)
    assert desk.get("/desk/export").status_code == 403
    assert desk.post("/desk/export", CSV, on="/desk").status_code == 403


@pytest.mark.parametrize("role", [Role.COMPLAINTS_OFFICER, Role.COMPLAINTS_MANAGER, Role.REPORTING])
def test_whoever_is_shut_out_of_a_record_does_not_get_it(role: Role, app: Flask) -> None:
    hidden, shown = keep(app), keep(app)
    desk = sign_in(app, role)
    with service_of(app).database.write() as db:
        row = {"staff_id": desk.person.id, "record_id": hidden.id, "state": "suspected", "at": NOON, "by": "service"}
        db.execute(insert(shut_out), row)
    assert references(desk) == [shown.reference]
    assert hidden.id not in str(exported(app))


def test_a_real_record_is_whole_in_every_format(app: Flask) -> None:
    Person(app.test_client()).to_done(persona("father-without-pr")["answers"])
    desk = sign_in(app, Role.COMPLAINTS_MANAGER)
    (row,) = rows(desk, {**CSV, "names": "yes"})
    (line,) = lines(desk, {**JSONL, "names": "yes"})
    answers = persona("father-without-pr")["answers"]
    assert row["answer_what_happened"].lstrip("'") == line["answers"]["what_happened"] == answers["what_happened"]
    assert row["complainant_type"] == line["complainant_type"] == "parent"
    assert row["due_acknowledge"] == line["due_acknowledge"] == "2026-11-26"
    assert len(line["asked"]) > 10


# ── The days, and the answer ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_days_are_those_that_hold_after_all_that_happened(app: Flask, clock: Clock) -> None:
    manager = on_wednesday(app, clock, Role.COMPLAINTS_MANAGER, Role.REPORTING)
    record = taken_in(app)
    (before,) = rows(manager)
    assert (before["due_stage1_10wd"], before["due_reply_extended"], before["replied_on"]) == ("2026-12-07", "", "")
    decided(manager, record, "acknowledged", "extended")
    (row,), (line,) = rows(manager), lines(manager)
    assert row["due_on"] == row["due_reply_extended"] == line["due_reply_extended"] == "2026-12-21"
    assert (row["due_stage1_10wd"], line["due_stage1_10wd"]) == ("", None)


def test_the_last_answer_leaves_in_codes(app: Flask, clock: Clock) -> None:
    manager = on_wednesday(app, clock, Role.COMPLAINTS_MANAGER)
    record = taken_in(app)
    decided(manager, record, "acknowledged", "replied")
    decided(manager, record, "closed", "reopened")
    clock.move(days=20)
    manager = sign_in(app, Role.COMPLAINTS_MANAGER)
    decided(manager, record, "replied", on="2026-12-15", finding="not_upheld", learning=STORY)
    reporting = sign_in(app, Role.REPORTING)
    (row,), (line,) = rows(reporting), lines(reporting)
    answer = {"replied_on": "2026-12-15", "finding": "not_upheld", "timeliness": "stage1_within_20"}
    assert {name: row[name] for name in answer} == {name: line[name] for name in answer} == answer
    assert row["due_stage2_request_by_20wd"] == "2027-01-15"
    assert STORY not in str(row) + str(line)


def test_the_words_of_an_event_stay_sealed_for_reporting(app: Flask, clock: Clock) -> None:
    record = taken_in(app)
    decided(on_wednesday(app, clock, Role.COMPLAINTS_MANAGER), record, "acknowledged", "replied", learning=STORY)
    with service_of(app).database.write() as db:
        db.execute(update(events).where(events.c.words.is_not(None)).values(words=b"cannot be opened"))
    (row,) = rows(sign_in(app, Role.REPORTING))
    assert row["finding"]


# ── What is asked for ────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_what_is_asked_for_leaves(app: Flask) -> None:
    day = NOON.date()
    old = keep(app, received_at=NOON - timedelta(days=9), received_date=day - timedelta(days=9))
    idea = keep(app, kind="idea")
    closed = keep(app)
    with service_of(app).database.write() as db:
        shut = {"is_open": False, "status": "closed", "stage": "closed"}
        db.execute(update(records).where(records.c.id == closed.id).values(**shut))
    desk = sign_in(app, Role.COMPLAINTS_OFFICER)
    assert references(desk) == [old.reference, idea.reference, closed.reference], "oldest first"
    assert references(desk, received_to="22 11 2026") == [old.reference]
    assert references(desk, received_from="23/11/2026", received_to="2026-11-23") == [idea.reference, closed.reference]
    assert references(desk, kind="idea") == [idea.reference]
    assert references(desk, status="closed") == [closed.reference]
    assert references(desk, open="yes") == [old.reference, idea.reference]
    assert references(desk, open="no") == [closed.reference]
    assert references(desk, received_from="24 11 2026") == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Choose what the file is for"),
        ({"format": "exe"}, "Choose what the file is for"),
        ({**CSV, "received_from": "last week"}, "Enter a day such as 27 3 2026"),
        ({**CSV, "received_from": "2 3 2026", "received_to": "1 3 2026"}, "Enter a last day that is not before"),
    ],
    ids=["no format", "no format of ours", "no day", "days the wrong way round"],
)
def test_what_cannot_be_given_is_said_and_stays(asked: dict[str, str], said: str, app: Flask) -> None:
    keep(app)
    response = sign_in(app, Role.COMPLAINTS_OFFICER).post("/desk/export", asked)
    assert response.status_code == 422
    assert said in response.text
    assert all(f'value="{value}"' in response.text for name, value in asked.items() if name.startswith("received"))
    assert exported(app) == []


def test_a_request_from_elsewhere_gets_no_file(app: Flask) -> None:
    keep(app)
    response = sign_in(app, Role.COMPLAINTS_OFFICER).client.post("/desk/export", data=CSV)
    assert "Nothing has left yet" in response.text
    assert STORY not in response.text


def test_whoever_has_not_lately_proved_who_they_are_does_so_first(app: Flask, clock: Clock) -> None:
    keep(app)
    desk = sign_in(app, Role.COMPLAINTS_OFFICER)
    page = desk.get("/desk/export").text
    clock.now += PROOF_LASTS
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    asked = desk.get("/desk/export")
    assert asked.status_code == 302 and "/again" in asked.location
    posted = desk.client.post("/desk/export", data={**CSV, "csrf_token": token})
    assert posted.mimetype == "text/html"
    assert STORY not in posted.text
    assert exported(app) == []


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_file_is_named_neutrally_and_kept_nowhere(app: Flask) -> None:
    keep(app)
    response = sign_in(app, Role.COMPLAINTS_OFFICER).post("/desk/export", CSV)
    assert response.headers["Content-Disposition"] == "attachment; filename=records-2026-11-23.csv"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.get_data().startswith("\ufeffref,kind,".encode())
    assert response.get_data().count(b"\r\n") == 2


HARMFUL = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\u200b=1", "\u3000=1",
    "\x0c=1", " \t1",     "＝1", "＋1", "－1", "＠1", "﹢1", "−1", '=cmd|" /C calc"!A0', "=HYPERLINK(\"http://x.example\")",
]  # fmt: skip


@pytest.mark.parametrize("harmful", HARMFUL)
def test_no_text_is_carried_out_as_a_formula(harmful: str, app: Flask) -> None:
    answers = {"what_happened": harmful, "impact": harmful, "topic_other": harmful, "topic": ["other", harmful]}
    who = {"preferred": harmful, "phone": harmful, "worker_name": harmful, "address": harmful, "child_name": harmful}
    keep(
        app,
        story={"story": harmful, "answers": answers, "asked": []},
        identity={"answers": who, "asked": []},
    )
    (row,) = rows(sign_in(app, Role.COMPLAINTS_MANAGER), {**CSV, "names": "yes"})
    named = (*(f"answer_{key}" for key in (*answers, *who) if key != "topic"), "story")
    assert {name: row[name] for name in named if name in row} == {name: f"'{harmful}" for name in named if name in row}
    assert sum(name in row for name in named) >= 6
    for value in row.values():
        assert not value or value[0] not in "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize("harmless", ["", "Nobody rings back, ever", "2-1", 'She said "no"', "one\ntwo", "a=b", "🙂"])
def test_other_text_stays_as_it_was(harmless: str, app: Flask) -> None:
    keep(app, story={"story": harmless, "answers": {}, "asked": []})
    (row,) = rows(sign_in(app, Role.COMPLAINTS_OFFICER))
    assert row["story"] == harmless


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, ""), (True, "yes"), (False, "no"), ([], ""), (["a", "b"], "a; b"), (["=a"], "'=a"), (7, "7")],
)
def test_a_cell_is_written_in_one_way(value: Any, said: str) -> None:
    assert cell(value) == said


def test_what_leaves_is_noted_on_each_record_before_it_does(app: Flask) -> None:
    first, second = keep(app), keep(app)
    desk = sign_in(app, Role.COMPLAINTS_OFFICER)
    rows(desk)
    noted = {"format": "csv", "held": "story"}
    assert exported(app) == [(each.id, desk.person.mark, noted) for each in (first, second)]


@pytest.fixture
def three_batches(app: Flask) -> list[Record]:
    """More records than leave at once, each received a second after the other."""
    every = [
        kept.a_record(received_at=NOON - timedelta(hours=5) + timedelta(seconds=n)) for n in range(2 * AT_ONCE + 1)
    ]
    kept.add(service_of(app).database, service_of(app).ring, *every)
    return every


def test_many_records_leave_in_batches_each_once(app: Flask, three_batches: list[Record]) -> None:
    desk = sign_in(app, Role.REPORTING)
    assert references(desk) == [each.reference for each in three_batches]


def test_what_is_closed_or_shuts_somebody_out_meanwhile_is_seen(app: Flask, three_batches: list[Record]) -> None:
    desk = sign_in(app, Role.COMPLAINTS_OFFICER)
    token = str(desk.page("/desk/export").select("main [name=csrf_token]")[0]["value"])
    closed, hidden = three_batches[-1], three_batches[-2]
    response = desk.client.post("/desk/export", data={**CSV, "open": "yes", "csrf_token": token}, buffered=False)
    pieces = response.iter_encoded()
    text = next(pieces) + next(pieces)
    assert len(exported(app)) == AT_ONCE, "the second batch is not noted yet, for it has not left"
    with service_of(app).database.write() as db:
        db.execute(update(records).where(records.c.id == closed.id).values(is_open=False, status="closed"))
        row = {"staff_id": desk.person.id, "record_id": hidden.id, "state": "suspected", "at": NOON, "by": "service"}
        db.execute(insert(shut_out), row)
    text += b"".join(pieces)
    found = [row["ref"] for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""))]
    assert found == [each.reference for each in three_batches[:-2]]
    response.close()


def test_the_second_person_gets_what_no_manager_may_see_and_nothing_else(app: Flask) -> None:
    manager = sign_in(app, Role.COMPLAINTS_MANAGER)
    second = sign_in(app, Role.REPORTING, sign_in=service_of(app).council.desk.second_person)
    hidden, _ = keep(app), keep(app)
    with service_of(app).database.write() as db:
        row = {"staff_id": manager.person.id, "record_id": hidden.id, "state": "suspected", "at": NOON, "by": "service"}
        db.execute(insert(shut_out), row)
        assert staff.find(db, second.person.id)
    assert references(second) == [hidden.reference]


def test_the_second_person_who_is_an_officer_gets_names_only_of_what_no_manager_may_see(app: Flask) -> None:
    manager = sign_in(app, Role.COMPLAINTS_MANAGER)
    second = sign_in(app, Role.COMPLAINTS_OFFICER, sign_in=service_of(app).council.desk.second_person)
    hidden, plain = keep(app), keep(app)
    with service_of(app).database.write() as db:
        row = {"staff_id": manager.person.id, "record_id": hidden.id, "state": "suspected", "at": NOON, "by": "service"}
        db.execute(insert(shut_out), row)
    assert references(second, names="yes") == [hidden.reference]
    assert set(references(second)) == {hidden.reference, plain.reference}


def test_a_day_counts_from_its_first_to_its_last_moment_in_london(app: Flask) -> None:
    late = keep(app, received_at=NOON.replace(month=6, hour=23, minute=30), received_date=date(2026, 6, 24))
    desk = sign_in(app, Role.REPORTING)
    assert references(desk, received_from="24 6 2026", received_to="24 6 2026") == [late.reference]
    assert references(desk, received_to="23 6 2026") == []
