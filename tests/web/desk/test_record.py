"""The page of one record: what it shows and to whom, who has looked, and what its words never reach."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import insert, update
from werkzeug.exceptions import NotFound

from intake.casework.asks import ASKS
from intake.casework.codes import EventKind
from intake.casework.decisions import DECISIONS
from intake.casework.roles import Role
from intake.records.record import Event, Record
from intake.rules.codes import Flag
from intake.storage import events, tracking
from intake.storage.tables import deliveries, records, shut_out, staff_sessions
from intake.web.desk.guard import COOKIE, PATH
from intake.web.desk.record.opening import case_of, show_record
from tests.desk import Desk, sign_in
from tests.make import Clock, service_of
from tests.web.desk.cases import (
    call_for_help,
    decided,
    every_row,
    form,
    happened_to,
    hidden_on,
    on_wednesday,
    path_to,
    taken_in,
)

MANAGER, OFFICER, DUTY = Role.COMPLAINTS_MANAGER, Role.COMPLAINTS_OFFICER, Role.DUTY_TEAM
CANARY = "Zq7xCanaryW"
PHONE = "07700 900321"
LINKED_WHY = "Zq7x: both name one worker."


def section(page: BeautifulSoup, key: str) -> str:
    """The words of one part of the page."""
    heading = page.select_one(f"#{key}")
    part = heading.find_parent("section") if heading else None
    assert isinstance(part, Tag), key
    return " ".join(part.get_text(" ").split())


@pytest.fixture
def officer(app: Flask, clock: Clock) -> Desk:
    return on_wednesday(app, clock, OFFICER)


def wipe(app: Flask, record: Record) -> None:
    """Wipes the record, now that something else has happened after it."""
    taken_in(app)
    with service_of(app).database.write() as db:
        db.execute(update(records).where(records.c.id == record.id).values(is_open=False))
    wiped = app.test_cli_runner().invoke(args=["retention", "wipe", record.reference, "--yes", "--early"])
    assert wiped.exit_code == 0, wiped.output


# ── What it shows ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_persons_own_words_come_first_and_safe_contact_right_after(app: Flask, officer: Desk) -> None:
    page = officer.page(path_to(taken_in(app)))
    headings = [str(each["id"]) for each in page.select("main section > h2")]
    assert headings[:2] == ["own", "safe"]
    assert "My social worker never rings me back." in section(page, "own")


def test_safe_contact_says_what_is_safe_what_is_not_and_who_must_not_know(app: Flask, officer: Desk) -> None:
    record = taken_in(app, safe_contact=["ok_text"], reply_how=["text", "call"], phone=PHONE,
                      times="after school", not_times="when dad is home",
                      who_may_know=["carer", "ask_me"], who_other="my aunt")  # fmt: skip
    safe = section(officer.page(path_to(record)), "safe")
    assert "Text message safe" in safe and "Phone call not said to be safe" in safe
    assert "You may : text" in safe.replace("You may text", "You may : text")
    assert "say we are from the council" in safe.split("You may not")[1]
    assert "after school" in safe and "when dad is home" in safe
    assert "Carer or home staff" in safe and "my aunt" in safe and "Ask them first" in safe
    assert PHONE not in safe


def test_the_suggested_route_stands_beside_the_decided_one_with_reasons_for_both(app: Flask, officer: Desk) -> None:
    record = taken_in(app)
    route = section(officer.page(path_to(record)), "route")
    assert "The rules suggest Children Act complaint" in route and "Nobody has decided yet" in route
    assert "reg 3" in route
    decided(officer, record, "route_decided", reason="It is about a worker.")
    route = section(officer.page(path_to(record)), "route")
    assert "The rules suggest Children Act complaint" in route
    assert officer.person.name in route and "It is about a worker." in route


def test_every_flag_says_what_it_asks_of_staff(app: Flask, officer: Desk) -> None:
    record = taken_in(app, "foster-carer-in-court")
    flags = section(officer.page(path_to(record)), "flags")
    assert Flag.PROCEEDINGS_CHECK in record.flags
    assert all(ASKS[flag] in flags for flag in record.flags)


def test_every_answer_stands_in_the_words_that_were_read(app: Flask, officer: Desk) -> None:
    record = taken_in(app)
    said = section(officer.page(path_to(record)), "said")
    for each in record.story["asked"]:
        assert " ".join(each["question"].split()) in said
        assert not each["answer"] or " ".join(each["answer"].split()) in said


def test_a_young_person_is_marked_and_an_adult_is_not(app: Flask, officer: Desk) -> None:
    assert officer.page(path_to(taken_in(app))).select(".tag.young")
    assert not officer.page(path_to(taken_in(app, "father-without-pr"))).select(".tag.young")


@pytest.mark.parametrize("persona", ["advocate-only-with-the-code", "thank-you", "idea-to-hear-back", "writes-arabic",
                                     "taps-only", "not-safe", "care-leaver-years-ago"])  # fmt: skip
def test_every_kind_of_record_has_a_page(app: Flask, officer: Desk, persona: str) -> None:
    record = taken_in(app, persona)
    assert officer.get(path_to(record)).status_code == 200
    assert officer.post(path_to(record, "identity"), on=path_to(record)).status_code == 200


def test_a_call_for_help_has_a_page_that_asks_for_the_duty_team(app: Flask, officer: Desk) -> None:
    page = officer.page(path_to(call_for_help(app)))
    assert "asked for help at once" in section(page, "own")
    assert "Tell the duty team" in section(page, "to-do")
    assert page.select(".tag.danger")
    assert "07700" not in page.text


# ── Who it is about ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", [OFFICER, MANAGER])
def test_names_and_numbers_are_shown_only_when_they_are_opened_which_is_noted(
    app: Flask, clock: Clock, role: Role
) -> None:
    record = taken_in(app, preferred="Robin Q", reply_how=["text"], phone=PHONE, safe_contact=["ok_text"])
    desk = on_wednesday(app, clock, role)
    page = desk.page(path_to(record))
    assert PHONE not in str(page) and "Robin Q" not in str(page)
    answer = desk.post(path_to(record, "identity"), on=path_to(record))
    assert PHONE in answer.text and "Robin Q" in answer.text
    assert [(each.kind, each.by) for each in happened_to(app, record)][-1] == ("identity_opened", desk.person.mark)


def test_the_duty_team_opens_names_in_the_same_way(app: Flask, clock: Clock) -> None:
    record = call_for_help(app)
    desk = on_wednesday(app, clock, DUTY)
    assert "07700 900789" not in desk.get(path_to(record)).text
    assert "07700 900789" in desk.post(path_to(record, "identity"), on=path_to(record)).text


def test_names_are_opened_only_by_who_has_just_proved_who_they_are(app: Flask, officer: Desk, clock: Clock) -> None:
    record = taken_in(app, preferred="Robin Q")
    officer.get(path_to(record))
    long_ago = clock.now - timedelta(minutes=11)
    with service_of(app).database.write() as db:
        db.execute(update(staff_sessions).values(proved_at=long_ago))
    answer = officer.post(path_to(record, "identity"), on=path_to(record))
    assert "Robin Q" not in answer.text
    assert EventKind.IDENTITY_OPENED not in {each.kind for each in happened_to(app, record)}


def test_a_forged_form_opens_nothing(app: Flask, officer: Desk) -> None:
    record = taken_in(app, preferred="Robin Q")
    answer = officer.client.post(path_to(record, "identity"), data={"csrf_token": "forged"})
    assert answer.status_code == 302
    assert EventKind.IDENTITY_OPENED not in {each.kind for each in happened_to(app, record)}


# ── Who has looked ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_reading_is_an_event_by_who_read(app: Flask, officer: Desk) -> None:
    record = taken_in(app)
    for _ in range(2):
        officer.get(path_to(record))
    reads = [each.by for each in happened_to(app, record) if each.kind == "read"]
    assert reads == [officer.person.mark] * 2
    assert officer.person.name in section(officer.page(path_to(record)), "timeline")


@pytest.mark.parametrize("typed", ["in_care", "refused", "2026-11-24", "2026-11-24T10:00", "side"])
def test_what_staff_wrote_stands_in_the_timeline_as_they_typed_it(typed: str, app: Flask, officer: Desk) -> None:
    record = taken_in(app)
    service = service_of(app)
    wrote = Event(service.now(), EventKind.NOTED, officer.person.mark, words={"asked_before": typed})
    with service.database.write() as db:
        events.append(db, record.id, wrote, service.ring)
    assert f"Asked before {typed}" in section(officer.page(path_to(record)), "timeline")


def test_who_looks_often_on_one_day_is_told_once_with_how_often(app: Flask, officer: Desk, clock: Clock) -> None:
    record = taken_in(app)
    for _ in range(3):
        officer.get(path_to(record))
    clock.move(days=1)
    again = Desk(app, officer.person, is_added=True)
    again.get(path_to(record))
    looks = [" ".join(each.text.split()) for each in again.page(path_to(record)).select("details .timeline li")]
    name = officer.person.name
    assert [each.split(", ")[1][6:] for each in looks] == [f"Read {name}", f"Read {name} 3 times that day"]
    for _ in range(20):
        again.get(path_to(record))
    (look,) = again.page(path_to(record)).select("details .timeline li")
    assert f"Read {name} 20 times or more that day" in " ".join(look.text.split())


SHOWN: dict[str, tuple[str, tuple[str, ...], dict[str, str], str]] = {
    "the record": ("GET", (), {}, "read"),
    "who it is about": ("POST", ("identity",), {}, "identity_opened"),
    "a decision that does not fit": ("GET", ("do", "reopened"), {}, "read"),
    "a decision from elsewhere": ("POST", ("do", "noted"), {"csrf_token": "forged"}, "read"),
    "a decision overtaken": ("POST", ("do", "noted"), {"seen": "0", "note": "So."}, "read"),
    "a decision with a fault": ("POST", ("do", "noted"), {"seen": "1", "note": ""}, "read"),
    "a decision that is for a manager": (
        "POST",
        ("do", "route_decided"),
        {"seen": "1", "route": "signpost", "reason": "So."},
        "read",
    ),
    "how it can be checked": ("GET", ("copy",), {}, "read"),
    "a copy from elsewhere": ("POST", ("copy",), {"csrf_token": "forged"}, "read"),
    "a copy": ("POST", ("copy",), {}, "written_copy_made"),
    **{
        f"to decide: {kind}": ("GET", ("do", kind), {}, "read")
        for kind, decision in DECISIONS.items()
        if OFFICER in decision.roles
    },
}
SHOWS_NO_WORDS = {"record.retry_delivery", "record.shut_out"}


@pytest.mark.parametrize("page", SHOWN)
def test_whoever_is_shown_words_of_a_record_is_noted_once(app: Flask, officer: Desk, page: str) -> None:
    method, steps, data, kind = SHOWN[page]
    record = taken_in(app, "grandmother", times="Zq7x after school")
    token = hidden_on(officer.page(path_to(record, "do", "noted")))["csrf_token"]
    before = len(happened_to(app, record))
    answer = officer.client.open(path_to(record, *steps), method=method, data={"csrf_token": token, **data})
    assert answer.status_code != 302
    assert "Zq7x after school" in answer.text
    added = happened_to(app, record)[before:]
    assert [(each.kind, each.by) for each in added] == [(kind, officer.person.mark)]


def test_no_other_page_of_a_record_shows_words_of_it(app: Flask, clock: Clock) -> None:
    record = taken_in(app, times="Zq7x after school")
    desk = on_wednesday(app, clock, *Role)
    fail(app)
    tried = {"/".join((method, *steps[:1])) for method, steps, _, _ in SHOWN.values()}
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("record."):
            continue
        if rule.endpoint in SHOWS_NO_WORDS:
            path = path_to(record, "deliveries", "1", "retry") if "retry" in rule.rule else path_to(record, "shut-out")
            for method in sorted({"GET", "POST"} & set(rule.methods or ())):
                assert "Zq7x" not in desk.client.open(path, method=method, data={"settle": "lift"}).text
        else:
            step = rule.rule.removeprefix("/desk/r/<reference>").split("/")[1:2]
            assert {"/".join((method, *step)) for method in {"GET", "POST"} & set(rule.methods or ())} <= tried | {
                "GET/identity"  # which leads back to the record
            }


def test_a_reading_changes_nothing_that_others_decide_on(app: Flask, officer: Desk) -> None:
    record = taken_in(app)
    before = officer.page(path_to(record, "do", "noted")).select_one("input[name=seen]")
    officer.get(path_to(record))
    after = officer.page(path_to(record, "do", "noted")).select_one("input[name=seen]")
    assert before is not None and before == after


def test_what_is_wiped_while_it_is_opened_is_not_shown(app: Flask, officer: Desk) -> None:
    record = taken_in(app)
    cookie = officer.client.get_cookie(COOKIE, path=PATH)
    assert cookie
    with app.test_request_context(path_to(record), headers={"Cookie": f"{COOKIE}={cookie.value}"}):
        app.preprocess_request()
        case = case_of(record.reference)
        wipe(app, record)
        with pytest.raises(NotFound):
            show_record(case, "desk/record.html", record.reference)


# ── Who may see it ───────────────────────────────────────────────────────────────────────────────────────────────────


ROUTES = [
    ("GET", ()),
    ("POST", ("identity",)),
    ("GET", ("do", "noted")),
    ("POST", ("do", "noted")),
    ("GET", ("copy",)),
    ("POST", ("copy",)),
    ("POST", ("deliveries", "1", "retry")),
    ("GET", ("shut-out",)),
    ("POST", ("shut-out",)),
]


@pytest.mark.parametrize(("method", "steps"), ROUTES)
def test_whoever_is_shut_out_finds_nothing_by_any_way(
    app: Flask, clock: Clock, method: str, steps: tuple[str, ...]
) -> None:
    record = taken_in(app)
    manager = on_wednesday(app, clock, MANAGER)
    with service_of(app).database.write() as db:
        row = {"staff_id": manager.person.id, "record_id": record.id, "state": "suspected"}
        db.execute(insert(shut_out).values(**row, at=record.received_at, by="service"))
    assert manager.client.open(path_to(record, *steps), method=method).status_code == 404
    assert "read" not in {each.kind for each in happened_to(app, record)}


@pytest.mark.parametrize(("method", "steps"), ROUTES)
def test_a_record_that_there_is_not_is_not_found(app: Flask, clock: Clock, method: str, steps: tuple[str, ...]) -> None:
    path = "/".join(("/desk/r/WDYT-CCC222", *steps))
    assert on_wednesday(app, clock, MANAGER).client.open(path, method=method).status_code == 404


def test_the_duty_team_sees_only_what_is_about_somebodys_safety(app: Flask, clock: Clock) -> None:
    plain, danger = taken_in(app), call_for_help(app)
    desk = on_wednesday(app, clock, DUTY)
    assert [desk.get(path_to(each)).status_code for each in (plain, danger)] == [404, 200]


def test_a_linked_record_that_somebody_may_not_see_is_not_named_to_them(app: Flask, clock: Clock) -> None:
    one, other = taken_in(app), taken_in(app, "grandmother")
    manager = on_wednesday(app, clock, MANAGER)
    decided(manager, one, "linked", other_reference=other.reference, reason=LINKED_WHY)
    officer = sign_in(app, OFFICER)
    with service_of(app).database.write() as db:
        row = {"staff_id": officer.person.id, "record_id": other.id, "state": "confirmed"}
        db.execute(insert(shut_out).values(**row, at=other.received_at, by="service"))
    page = officer.page(path_to(one))
    assert not page.select("#linked")
    assert other.reference not in str(page)
    assert LINKED_WHY not in str(page)
    assert manager.person.name in section(page, "timeline"), "that somebody linked it is no secret"
    assert other.reference in str(manager.page(path_to(one)))
    assert LINKED_WHY in str(manager.page(path_to(one)))


def test_nor_to_whoever_is_shown_what_others_did_meanwhile(app: Flask, clock: Clock) -> None:
    one, other = taken_in(app), taken_in(app, "grandmother")
    manager = on_wednesday(app, clock, MANAGER)
    officer = sign_in(app, OFFICER)
    with service_of(app).database.write() as db:
        row = {"staff_id": officer.person.id, "record_id": other.id, "state": "confirmed"}
        db.execute(insert(shut_out).values(**row, at=other.received_at, by="service"))
    open_page = form(officer, one, "noted")
    decided(manager, one, "linked", link="same_child", other_reference=other.reference, reason=LINKED_WHY)
    answer = open_page.press("noted")
    assert answer.status_code == 409
    assert manager.person.name in answer.text
    assert other.reference not in answer.text and LINKED_WHY not in answer.text


def test_who_is_shut_out_of_a_duplicate_is_shut_out_once_the_two_are_linked(app: Flask, clock: Clock) -> None:
    one, other = taken_in(app), taken_in(app, "grandmother")
    manager = on_wednesday(app, clock, MANAGER)
    officer = sign_in(app, OFFICER)
    with service_of(app).database.write() as db:
        row = {"staff_id": officer.person.id, "record_id": other.id, "state": "confirmed"}
        db.execute(insert(shut_out).values(**row, at=other.received_at, by="service"))
    assert officer.get(path_to(one)).status_code == 200
    decided(manager, one, "linked", link="duplicate", other_reference=other.reference)
    assert [officer.get(path_to(each)).status_code for each in (one, other)] == [404, 404]
    assert manager.get(path_to(one)).status_code == 200


@pytest.mark.parametrize(
    ("persona", "kind"), [("worker-never-rings", "split"), ("idea-and-nothing-else", "made_complaint")]
)
def test_a_record_made_of_this_one_is_named_only_to_who_may_see_it(
    app: Flask, clock: Clock, persona: str, kind: str
) -> None:
    record = taken_in(app, persona)
    manager = on_wednesday(app, clock, MANAGER)
    officer = sign_in(app, OFFICER)
    decided(manager, record, kind)
    (made,) = (row for row in every_row(app) if row["id"] != record.id)
    assert made["reference"] in officer.get(path_to(record)).text
    with service_of(app).database.write() as db:
        row = {"staff_id": officer.person.id, "record_id": made["id"], "state": "suspected"}
        db.execute(insert(shut_out).values(**row, at=record.received_at, by="service"))
    assert made["reference"] not in officer.get(path_to(record)).text


# ── Deliveries ───────────────────────────────────────────────────────────────────────────────────────────────────────


def fail(app: Flask) -> int:
    with service_of(app).database.write() as db:
        db.execute(update(deliveries).values(state="failed", reason="http_400", finished_at=service_of(app).now()))
        return int(db.execute(deliveries.select()).first().id)  # type: ignore[union-attr]


def test_a_failed_delivery_says_why_and_is_tried_again_on_request(app: Flask, officer: Desk) -> None:
    record = taken_in(app)
    delivery_id = fail(app)
    assert "failed" in section(officer.page(path_to(record)), "deliveries")
    answer = officer.post(path_to(record, "deliveries", str(delivery_id), "retry"), on=path_to(record))
    assert answer.status_code == 302
    with service_of(app).database.read() as db:
        states = {each.id: each.state for each in tracking.of_record(db, record.id)}
    assert states[delivery_id] == "ready"
    assert happened_to(app, record)[-1].kind == "delivery_retried"


def test_a_delivery_of_another_record_is_not_tried_again_from_here(app: Flask, officer: Desk) -> None:
    record = taken_in(app)
    delivery_id = fail(app)
    other = taken_in(app)
    path = path_to(other, "deliveries", str(delivery_id), "retry")
    assert officer.post(path, on=path_to(other)).status_code == 404
    assert "delivery_retried" not in {each.kind for each in happened_to(app, record)}


# ── The written copy ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_letter_is_made_where_one_is_safe_in_the_persons_own_words(app: Flask, officer: Desk) -> None:
    record = taken_in(app, "grandmother")
    page = officer.page(path_to(record, "copy"))
    assert "1 Example Street" not in page.text
    answer = officer.post(path_to(record, "copy"))
    letter = BeautifulSoup(answer.text, "html.parser").select(".letter")[0].text
    assert "1 Example Street" in letter and record.story["story"] in letter
    assert "What would you like to happen?" in letter
    assert happened_to(app, record)[-1].kind == "written_copy_made"


@pytest.mark.parametrize(
    "changes",
    [{"safe_contact": ["ok_text"]}, {"address": "", "reply_how": ["code"]}],
    ids=["a letter is not said to be safe", "no address"],
)
def test_where_a_letter_is_not_safe_there_is_none_but_another_way_to_check(
    app: Flask, officer: Desk, changes: dict[str, list[str] | str]
) -> None:
    record = taken_in(app, "grandmother", **changes)
    for answer in (officer.get(path_to(record, "copy")), officer.post(path_to(record, "copy"))):
        assert "Do not send a letter" in answer.text
        assert "when they call us" in answer.text
    assert "written_copy_made" not in {each.kind for each in happened_to(app, record)}


# ── Where the words never are ────────────────────────────────────────────────────────────────────────────────────────


def test_no_word_of_a_person_is_in_a_log_an_address_or_a_title(
    app: Flask, officer: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    record = taken_in(app, what_happened=f"{CANARY} never rings", preferred=CANARY, who_other=CANARY)
    answers = [officer.get(path_to(record)), officer.post(path_to(record, "identity"), on=path_to(record))]
    path = path_to(record, "do", "noted")
    for note in (CANARY, CANARY * 1000):
        answers.append(officer.post(path, {"seen": "1", "known": "2", "note": note}))
    answers.append(officer.post(path, {"seen": "99", "note": CANARY}))
    assert [each.status_code for each in answers] == [200, 200, 302, 409, 409]
    for answer in answers:
        title = BeautifulSoup(answer.text, "html.parser").select("title")
        assert all(CANARY not in each.text for each in title)
        assert CANARY not in answer.headers.get("Location", "")
        assert CANARY not in str(answer.headers)
    assert CANARY not in caplog.text
