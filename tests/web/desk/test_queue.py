"""The queue as staff see it: its order, its filters, its pages, and the search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import insert, update

from intake.casework.roles import Role
from intake.questions.catalogue import QUESTIONS
from intake.questions.vocabulary import Case, OneOf, Voice
from intake.records.record import Record
from intake.records.report_codes import service_of as service_complained_of
from intake.rules.codes import Flag
from intake.storage import filters, search, staff
from intake.storage.search import Field
from intake.storage.tables import records, shut_out
from intake.web.desk.queue.filters import SERVICES
from intake.web.desk.queue.queue import readings
from tests.desk import Desk, a_person, sign_in
from tests.make import NOON, service_of
from tests.storage import kept

TODAY = NOON.date()
CANARY = "Zq7xCanaryW"


def keep(app: Flask, *, due: date | None = None, placed: Mapping[str, Any] | None = None, **changes: Any) -> Record:
    """A record in the queue. `due`: when it is to be acknowledged; `placed`: columns as a decision has left them."""
    envelope = {"due": {"acknowledge": due.isoformat()} if due else {}, **changes.pop("envelope", {})}
    record = kept.a_record(envelope=envelope, **changes)
    service = service_of(app)
    kept.add(service.database, service.ring, record)
    with service.database.write() as db:
        search.mark(db, record, service.marks)
        if placed:
            db.execute(update(records).where(records.c.id == record.id).values(**placed))
    return record


def references(page: BeautifulSoup) -> list[str]:
    return [each.text for each in page.select(".queue a.ref")]


def text_of(page: BeautifulSoup) -> str:
    main = page.select_one("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


@pytest.fixture
def officer(app: Flask) -> Desk:
    return sign_in(app, Role.COMPLAINTS_OFFICER, name="Ann Achebe")


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_danger_comes_first_then_the_same_day_then_by_the_day_that_is_next(app: Flask, officer: Desk) -> None:
    later = keep(app, due=TODAY + timedelta(days=9), flags=[])
    late = keep(app, due=TODAY - timedelta(days=3), flags=[])
    nothing = keep(app, flags=[])
    today = keep(app, due=TODAY + timedelta(days=20), flags=[Flag.LADO_REFERRAL])
    danger = keep(app, due=TODAY + timedelta(days=30), flags=[Flag.SAFEGUARDING_IMMEDIATE])
    expected = [each.reference for each in (danger, today, late, later, nothing)]
    assert references(officer.page("/desk/queue")) == expected


def test_a_row_says_what_is_due_and_whom_it_waits_for(app: Flask, officer: Desk) -> None:
    young = {"complainant_type": "child", "service": "fostering"}
    record = keep(app, due=TODAY - timedelta(days=3), flags=[Flag.FREEZE_REQUEST, Flag.REPLY_WANTED], envelope=young)
    page = officer.page("/desk/queue")
    link = page.select_one(".queue a.ref")
    assert link is not None and link["href"] == f"/desk/r/{record.reference}"
    words = " ".join(page.select(".queue tbody")[0].get_text(" ").split())
    for said in (
        "Overdue",
        "Fri 20 Nov 2026",
        "Complaint",
        "Young person",
        "Complaints team",
        "Fostering",
        "Nobody yet",
    ):
        assert said in words
    assert len(page.select(".queue .tag:not(.young)")) == 1, "only the flag that matters for haste"


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "Overdue"), (0, "Today"), (1, None)], ids=["yesterday", "today", "tomorrow"]
)
def test_what_is_late_is_said_in_words(days: int, said: str | None, app: Flask, officer: Desk) -> None:
    keep(app, due=TODAY + timedelta(days=days), flags=[])
    marks = [each.text for each in officer.page("/desk/queue").select(".queue .late")]
    assert marks == ([said] if said else [])


def test_an_empty_queue_says_that_nothing_waits(officer: Desk) -> None:
    page = officer.page("/desk/queue")
    assert "Nothing waits in the queue" in text_of(page)
    assert not page.select("table, .paging")


def test_a_filter_that_nothing_matches_offers_to_show_all(app: Flask, officer: Desk) -> None:
    keep(app)
    page = officer.page("/desk/queue?kind=idea")
    assert "No record matches this filter" in text_of(page)
    assert page.select("main a[href='/desk/queue']")


def test_one_record_is_a_list_without_further_pages(app: Flask, officer: Desk) -> None:
    record = keep(app)
    page = officer.page("/desk/queue")
    assert references(page) == [record.reference]
    assert not page.select(".paging")


def test_more_leads_through_the_whole_list_and_back_to_the_top(app: Flask, officer: Desk) -> None:
    every = {keep(app, due=TODAY + timedelta(days=n % 4), flags=[]).reference for n in range(60)}
    found: list[str] = []
    path: str | None = "/desk/queue"
    while path:
        page = officer.page(path)
        assert bool(page.find("a", string="Back to the top")) is (path != "/desk/queue")
        found += references(page)
        more = page.select_one("a[rel=next]")
        path = str(more["href"]) if more else None
    assert sorted(found) == sorted(every)
    assert len(found) == 60


def test_more_keeps_the_filter(app: Flask, officer: Desk) -> None:
    for _ in range(30):
        keep(app, kind="idea", flags=[])
        keep(app, flags=[])
    more = officer.page("/desk/queue?kind=idea").select_one("a[rel=next]")
    assert more is not None
    page = officer.page(str(more["href"]))
    assert len(references(page)) == 5
    assert "Idea" in text_of(page)


@pytest.mark.parametrize(
    "query", ["after=nonsense", "after=9.2026-11-23.x'--", "stage=%3Cscript%3E", "due=never", "x=1"]
)
def test_an_address_that_means_nothing_shows_the_whole_list(query: str, app: Flask, officer: Desk) -> None:
    record = keep(app)
    response = officer.get(f"/desk/queue?{query}")
    assert response.status_code == 200
    assert record.reference in response.get_data(as_text=True)
    assert "<script>" not in response.get_data(as_text=True)


def test_a_full_page_is_small(app: Flask, officer: Desk) -> None:
    with service_of(app).database.write() as db:
        for n in range(40):
            person = a_person(Role.COMPLAINTS_OFFICER, name=f"Somebody With-A-Long-Name {n}")
            staff.add(db, person, NOON)
        for n in range(10):
            filters.keep(db, officer.person.id, f"A filter with a long name {n}", {"due": "overdue", "assigned": "me"})
    heavy = {"complainant_type": "child", "service": "adoption_permanence"}
    flags = [Flag.SAFEGUARDING_REFERRAL, Flag.LADO_REFERRAL, Flag.FREEZE_REQUEST, Flag.EXTERNAL_DEADLINE]
    for _ in range(26):
        keep(app, due=TODAY - timedelta(days=1), flags=flags, envelope=heavy, placed={"assigned_to": person.id})
    response = officer.get("/desk/queue?team=adoption_permanence")
    page = BeautifulSoup(response.get_data(as_text=True), "html.parser")
    assert len(references(page)) == 25
    assert len(response.get_data()) <= 30_000


def test_nothing_is_unsealed_for_a_list(app: Flask, officer: Desk) -> None:
    record = keep(app, story={"story": CANARY, "answers": {}, "asked": []})
    with service_of(app).database.write() as db:
        db.execute(update(records).values(story=b"cannot be opened", identity=b"cannot be opened"))
    response = officer.get("/desk/queue")
    assert record.reference in response.get_data(as_text=True)
    assert CANARY not in response.get_data(as_text=True)


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_duty_team_sees_what_is_about_safety_alone(app: Flask) -> None:
    keep(app, flags=[])
    danger = keep(app, flags=[Flag.SAFEGUARDING_IMMEDIATE])
    page = sign_in(app, Role.DUTY_TEAM).page("/desk/queue")
    assert references(page) == [danger.reference]
    assert "You see the records that are about somebody's safety" in text_of(page)


def test_whoever_is_shut_out_of_a_record_does_not_find_it(app: Flask, officer: Desk) -> None:
    record = keep(app, identity=identity(preferred="Jay"))
    conflict(app, record, officer)
    assert references(officer.page("/desk/queue")) == []
    for sought in (record.reference, "Jay"):
        assert "Nothing found" in text_of(look_for(officer, sought))
    colleague = sign_in(app, Role.COMPLAINTS_OFFICER)
    assert references(colleague.page("/desk/queue")) == [record.reference]
    assert references(look_for(colleague, "Jay")) == [record.reference]


def conflict(app: Flask, record: Record, desk: Desk) -> None:
    row = {"staff_id": desk.person.id, "record_id": record.id, "state": "suspected", "at": NOON, "by": "service"}
    with service_of(app).database.write() as db:
        db.execute(insert(shut_out), row)


# ── Filters ──────────────────────────────────────────────────────────────────────────────────────────────────────────

WANTED: dict[str, dict[str, Any]] = {
    "stage=stage_1": {"placed": {"stage": "stage_1"}},
    "status=replied": {"placed": {"status": "replied"}},
    "flag=interpreter": {"flags": ["interpreter"]},
    "team=fostering": {"envelope": {"service": "fostering"}},
    "due=overdue": {"due": TODAY - timedelta(days=1)},
    "due=today": {"due": TODAY},
    "due=soon": {"due": TODAY + timedelta(days=7)},
    "method=letter": {"method": "letter"},
    "voice=adult": {"voice": "adult"},
    "waits_for=person": {"placed": {"waits_for": "person"}},
    "kind=idea": {"kind": "idea"},
    "closed=yes": {"placed": {"is_open": False, "status": "closed", "stage": "closed"}},
    "voice=adult&kind=idea": {"voice": "adult", "kind": "idea"},
}


@pytest.mark.parametrize("query", WANTED)
def test_a_filter_shows_what_is_wanted_and_nothing_else(query: str, app: Flask, officer: Desk) -> None:
    keep(app, due=TODAY + timedelta(days=8))
    record = keep(app, **{"due": TODAY + timedelta(days=8), **WANTED[query]})
    page = officer.page(f"/desk/queue?{query}")
    assert references(page) == [record.reference]
    chosen = {
        str(select["name"]): str(option["value"])
        for select in page.select("select")
        for option in select.select("option[selected]")
    }
    assert chosen == dict(pair.split("=") for pair in query.split("&"))


@pytest.mark.parametrize(
    ("query", "is_offered", "is_not"),
    [
        ("", {"stage_2", "replied"}, {"early_resolution", "lgsco", "escalated"}),
        ("?kind=idea", {"intake", "active", "passed_on"}, {"stage_1", "replied", "extended", "refused_by_cm"}),
        ("?kind=urgent", {"new", "closed"}, {"passed_on"}),
    ],
)
def test_only_what_a_record_can_be_at_is_offered(
    query: str, is_offered: set[str], is_not: set[str], officer: Desk
) -> None:
    page = officer.page(f"/desk/queue{query}")
    codes = {str(each["value"]) for each in page.select("[name=stage] option, [name=status] option")}
    assert is_offered <= codes
    assert codes.isdisjoint(is_not)


def test_a_filter_that_is_kept_stays_whole_beside_another_kind(officer: Desk) -> None:
    kept_as = {"name": "Replied", "kind": "complaint", "status": "replied"}
    officer.post("/desk/queue/filters", kept_as, on="/desk/queue?kind=complaint&status=replied")
    page = officer.page("/desk/queue?kind=idea")
    assert page.select_one("a[href*='status=replied']")


def test_what_nothing_is_due_for_is_found_by_that(app: Flask, officer: Desk) -> None:
    keep(app, due=TODAY)
    record = keep(app)
    assert references(officer.page("/desk/queue?due=nothing")) == [record.reference]


def test_assigned_means_me_somebody_or_nobody(app: Flask, officer: Desk) -> None:
    colleague = sign_in(app, Role.COMPLAINTS_OFFICER)
    mine = keep(app, placed={"assigned_to": officer.person.id})
    theirs = keep(app, placed={"assigned_to": colleague.person.id})
    nobodys = keep(app)
    assert references(officer.page("/desk/queue?assigned=me")) == [mine.reference]
    assert references(colleague.page("/desk/queue?assigned=me")) == [theirs.reference]
    assert references(officer.page(f"/desk/queue?assigned={colleague.person.id}")) == [theirs.reference]
    assert references(officer.page("/desk/queue?assigned=nobody")) == [nobodys.reference]


def test_what_somebody_had_who_is_disabled_is_found_under_their_name(app: Flask, officer: Desk) -> None:
    colleague = a_person(Role.COMPLAINTS_OFFICER, name="Ana Gone")
    with service_of(app).database.write() as db:
        staff.add(db, colleague, service_of(app).now())
        staff.deactivate(db, colleague.id, service_of(app).now())
    theirs = keep(app, placed={"assigned_to": colleague.id})
    keep(app)
    page = officer.page(f"/desk/queue?assigned={colleague.id}")
    assert references(page) == [theirs.reference]
    assert [each.text for each in page.select("[name=assigned] [selected]")] == ["Ana Gone (disabled)"]


def test_every_service_that_the_form_asks_for_can_be_filtered_by() -> None:
    answer = QUESTIONS["service"].answer
    assert isinstance(answer, OneOf)
    cases = [Case(Voice.CHILD, TODAY, {"service": option.code}) for option in answer.options]
    assert {service_complained_of(case) for case in [*cases, Case(Voice.CHILD, TODAY, {})]} == set(SERVICES)


def test_a_filter_is_kept_used_with_one_press_and_dropped(app: Flask, officer: Desk) -> None:
    record = keep(app, kind="idea")
    keep(app)
    kept_as = {"name": "  Ideas  of today ", "kind": "idea", "x": "y"}
    response = officer.post("/desk/queue/filters", kept_as, on="/desk/queue?kind=idea")
    assert response.location == "/desk/queue?kind=idea"
    link = officer.page("/desk/queue").find("a", string="Ideas of today")
    assert link is not None
    assert references(officer.page(str(link["href"]))) == [record.reference]
    assert not sign_in(app, Role.COMPLAINTS_OFFICER).page("/desk/queue").find("a", string="Ideas of today")
    officer.post("/desk/queue/filters/drop", {"name": "Ideas of today"}, on="/desk/queue")
    assert not officer.page("/desk/queue").find("a", string="Ideas of today")


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"name": " ", "kind": "idea"}, "Enter a name for this filter"),
        ({"name": "x" * 61, "kind": "idea"}, "Enter a name of at most 60 letters"),
        ({"name": "Everything"}, "Filter the list by something first"),
        ({"name": "Made up", "kind": "nonsense"}, "Filter the list by something first"),
    ],
    ids=["no name", "a name too long", "no filter", "no code of ours"],
)
def test_a_filter_that_cannot_be_kept_says_why(posted: dict[str, str], said: str, officer: Desk) -> None:
    response = officer.post("/desk/queue/filters", posted, on="/desk/queue?kind=idea")
    page = BeautifulSoup(response.get_data(as_text=True), "html.parser")
    assert response.status_code == 422
    assert said in text_of(page)
    typed = page.select_one("#name")
    assert typed is not None and typed["value"] == posted["name"].strip()


def test_there_is_an_end_to_filters(app: Flask, officer: Desk) -> None:
    for n in range(filters.MOST):
        officer.post("/desk/queue/filters", {"name": f"Filter {n}", "kind": "idea"}, on="/desk/queue?kind=idea")
    one_more = {"name": "One more", "kind": "idea"}
    response = officer.post("/desk/queue/filters", one_more, on="/desk/queue?kind=idea")
    assert f"You have {filters.MOST} filters" in response.get_data(as_text=True)


def test_a_filter_from_elsewhere_is_not_kept(officer: Desk) -> None:
    response = officer.client.post("/desk/queue/filters", data={"name": "Ideas", "kind": "idea"})
    assert "Nothing was kept yet" in response.get_data(as_text=True)
    assert not officer.page("/desk/queue").find("a", string="Ideas")


# ── The search ───────────────────────────────────────────────────────────────────────────────────────────────────────


def identity(**answers: str) -> dict[str, Any]:
    """The sealed side of a record of somebody who gave these answers."""
    say = answers.get
    return {
        "complainant": {"preferred": say("preferred"), "full": say("full"), "age": None, "dob": say("dob")},
        "child": {"name_used": say("child_name"), "age": None, "dob": None, "lives_with": None},
        "contact": {"phone": say("phone"), "email": say("email"), "address": None, "person": None, "safe": {}},
        "worker": {"name": None, "job": None},
        "praised": None,
        "advocate": {"name": None, "organisation": None, "may_contact": False},
        "answers": answers,
        "asked": [],
    }


def look_for(desk: Desk, sought: str) -> BeautifulSoup:
    return BeautifulSoup(desk.post("/desk/search", {"sought": sought}).get_data(as_text=True), "html.parser")


GIVEN = {"full": "Zaïra O'Connor", "dob": "2011-05-07", "phone": "01632 960 999", "email": "zaira@example.org"}


@pytest.mark.parametrize(
    "sought",
    [
        "Zaïra O'Connor",
        "zaïra  o'connor",
        "7 May 2011",
        "07/05/2011",
        "2011-05-07",
        "01632 960999",
        "441632960999",
        "1632 960999",
        "7.5.11",
        "07/05/11",
        "7 May 11",
        "07052011",
        "zaira@example.org",
    ],
)
def test_a_record_is_found_by_what_is_sealed_in_it(sought: str, app: Flask, officer: Desk) -> None:
    record = keep(app, identity=identity(**GIVEN))
    keep(app, identity=identity(full="Somebody Else", dob="2011-05-08"))
    page = look_for(officer, sought)
    assert references(page) == [record.reference]
    assert "1 record found" in text_of(page)


@pytest.mark.parametrize("said", ["WDYT-7K3M2Q", "wdyt 7k3 m2q", "7k3m2q", "7 K 3 M Z Q"])
def test_a_record_is_found_by_its_reference_as_somebody_says_it(said: str, app: Flask, officer: Desk) -> None:
    keep(app, reference="WDYT-7K3M2Q")
    assert references(look_for(officer, said)) == ["WDYT-7K3M2Q"]


@pytest.mark.parametrize("sought", ["Zaïra", "O'Connor", "1632", "2011", "%", "Zaïra O%"])
def test_a_part_of_something_finds_nothing_and_stays_in_the_box(sought: str, app: Flask, officer: Desk) -> None:
    keep(app, identity=identity(**GIVEN))
    page = look_for(officer, sought)
    assert "Nothing found" in text_of(page)
    assert "Try another spelling" in text_of(page)
    box = page.select_one("#sought")
    assert box is not None and box["value"] == sought


def test_the_search_says_that_it_finds_exact_values_only(officer: Desk) -> None:
    assert "Finds exact values only" in text_of(officer.page("/desk/search"))


def test_nothing_that_is_sought_stands_in_an_address(app: Flask, officer: Desk) -> None:
    keep(app, identity=identity(full=CANARY))
    page = look_for(officer, CANARY)
    assert not [
        each for each in page.select("[href], [action]") if CANARY in str(each.get("href") or each.get("action"))
    ]
    assert officer.page(f"/desk/search?sought={CANARY}").select("table") == []
    title = page.title
    assert title is not None and CANARY not in title.text


def test_a_search_from_elsewhere_is_not_done_but_kept_in_the_box(app: Flask, officer: Desk) -> None:
    keep(app, identity=identity(full=CANARY))
    page = BeautifulSoup(officer.client.post("/desk/search", data={"sought": CANARY}).text, "html.parser")
    assert references(page) == []
    box = page.select_one("#sought")
    assert box is not None and box["value"] == CANARY


def test_nothing_typed_is_said(officer: Desk) -> None:
    response = officer.post("/desk/search", {"sought": "  "})
    assert response.status_code == 422
    assert "Enter what you look for" in response.text


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("WDYT-7K3M2Q", [None, Field.NAME]),
        ("somebody@example.org", [Field.EMAIL]),
        ("7.5.2011", [Field.BIRTH]),
        ("07.05.11", [Field.BIRTH, Field.BIRTH, Field.PHONE]),
        ("07052011", [Field.BIRTH, Field.PHONE]),
        ("(01632) 960 999", [Field.PHONE]),
        ("234679", [None, Field.PHONE]),
        ("Jay", [Field.NAME]),
        ("12", []),
    ],
)
def test_what_is_sought_is_taken_for_all_that_it_can_be(text: str, fields: list[Field | None]) -> None:
    assert [each.field for each in readings(text)] == fields


@pytest.mark.parametrize("role", [Role.CONTACT_CENTRE, Role.DUTY_TEAM, Role.REPORTING, Role.ADMINISTRATOR])
def test_only_the_complaints_team_searches(role: Role, app: Flask) -> None:
    assert sign_in(app, role).get("/desk/search").status_code == 403


def test_the_list_of_keys_follows_what_somebody_has_chosen(app: Flask, officer: Desk) -> None:
    without = sign_in(app, Role.COMPLAINTS_OFFICER, single_keys=False)
    assert officer.page("/desk/queue").select("dialog[data-single-keys=on] kbd")[0].text == "j"
    assert not re.search(r"<kbd>[jk]", str(without.page("/desk/queue").select_one("dialog[data-single-keys=off]")))
