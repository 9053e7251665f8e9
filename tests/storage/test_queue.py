"""The queue comes in its one order, page by page, to whom it may come, whatever is filtered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from intake.access.sealing import KeyRing
from intake.casework.roles import Role, Staff, Viewer
from intake.casework.standing import Rank, WaitsFor
from intake.records.record import Record
from intake.storage import queue, sight, staff, tables
from intake.storage.database import Database
from intake.storage.queue import NOBODY, Key, Page, Wanted
from intake.storage.walk import LOOKED_THROUGH
from tests.desk import a_person
from tests.storage.kept import NOON, STANDING, a_record, add, rows, statements

TODAY = date(2026, 11, 23)
OFFICER = a_person(Role.COMPLAINTS_OFFICER)


@pytest.fixture
def people(database: Database) -> None:
    with database.write() as db:
        staff.add(db, OFFICER, NOON)


@pytest.fixture
def put(database: Database, ring: KeyRing, people: None) -> Callable[..., Record]:
    """Keeps a record that stands where it is told."""

    def put(flags: list[str] | None = None, record: dict[str, Any] | None = None, **standing: Any) -> Record:
        kept = a_record(flags=flags or [], **(record or {}))
        add(database, ring, kept)
        with database.write() as db:
            assert queue.move(db, kept.id, kept.flags, replace(STANDING, **standing), version=1)
        return kept

    return put


def page(
    database: Database, wanted: Wanted, after: Key | None = None, most: int = 25, person: Staff = OFFICER, **more: Any
) -> Page:
    with database.read() as db:
        return queue.page(db, Viewer(person, **more), sight.managers(db, "second"), wanted, after, most)


def ids(found: Page) -> list[str]:
    return [row.id for row in found.rows]


def all_pages(database: Database, wanted: Wanted, most: int, **more: Any) -> list[str]:
    """The ids of all pages, one after the other, with each key as it goes through an address."""
    seen: list[str] = []
    after = None
    while True:
        found = page(database, wanted, after, most, **more)
        assert len(found.rows) <= most
        seen += ids(found)
        if found.after is None:
            return seen
        after = Key.read(str(found.after))
        assert after == found.after


# ── What is shown, and in what order ─────────────────────────────────────────────────────────────────────────────────


def test_danger_comes_first_then_what_is_due_first_and_last_what_is_never_due(
    database: Database, put: Callable[..., Record]
) -> None:
    never = put(due_on=None, due_what=None)
    late = put(due_on=TODAY + timedelta(3))
    soon = put(due_on=TODAY - timedelta(1))
    same_day = put(rank=Rank.SAME_DAY, due_on=TODAY + timedelta(9))
    danger = put(rank=Rank.DANGER, due_on=None)
    expected = [each.id for each in (danger, same_day, soon, late, never)]
    assert ids(page(database, Wanted())) == expected
    assert [row.due_on for row in page(database, Wanted()).rows][-1] is None
    for most in (1, 2, 5):
        assert all_pages(database, Wanted(), most) == expected


def test_a_row_says_what_a_list_shows_and_whose_it_is(database: Database, put: Callable[..., Record]) -> None:
    kept = put(["priority_child"], assigned_to=OFFICER.id, is_young=True)
    [row] = page(database, Wanted()).rows
    assert (row.id, row.reference, row.flags, row.version) == (kept.id, kept.reference, ("priority_child",), 2)
    assert (row.assigned_to, row.assigned_name, row.is_young) == (OFFICER.id, OFFICER.name, True)
    assert (row.due_on, row.due_what, row.received_date) == (TODAY, "stage1_10wd", kept.received_date)


def test_an_empty_queue_is_an_empty_page(database: Database, people: None) -> None:
    assert page(database, Wanted()) == Page([], None)
    assert page(database, Wanted(flag="lado_referral", due_to=TODAY)) == Page([], None)


def test_what_is_closed_comes_newest_first_and_only_when_asked_for(
    database: Database, put: Callable[..., Record]
) -> None:
    open_ = put()
    older, newer = (
        put(["priority_child"], {"received_date": TODAY + timedelta(n)}, is_open=False, due_on=None) for n in (0, 1)
    )
    assert ids(page(database, Wanted())) == [open_.id]
    assert ids(page(database, Wanted(flag="priority_child"))) == []
    for wanted in (Wanted(is_open=False), Wanted(is_open=False, stage="stage_1", flag="priority_child")):
        assert all_pages(database, wanted, 1) == [newer.id, older.id]
    assert ids(page(database, Wanted(is_open=False, flag="lado_referral"))) == []


@pytest.mark.parametrize(
    ("wanted", "standing"),
    [
        pytest.param(Wanted(stage="stage_2"), {"stage": "stage_2"}, id="stage"),
        pytest.param(Wanted(status="suspended"), {"status": "suspended"}, id="status"),
        pytest.param(Wanted(team="duty"), {"team": "duty"}, id="team"),
        pytest.param(Wanted(assigned_to=OFFICER.id), {"assigned_to": OFFICER.id}, id="somebody"),
        pytest.param(Wanted(waits_for="person"), {"waits_for": WaitsFor.PERSON}, id="waits for"),
        pytest.param(Wanted(flag="lado_referral"), {"flags": ["lado_referral"]}, id="flag"),
        pytest.param(Wanted(method="letter"), {"record": {"method": "letter"}}, id="method"),
        pytest.param(Wanted(voice="handler"), {"record": {"voice": "handler"}}, id="voice"),
        pytest.param(Wanted(kind="idea"), {"record": {"kind": "idea"}}, id="kind"),
        pytest.param(
            Wanted(stage="stage_2", flag="lado_referral", kind="idea", due_to=TODAY),
            {"stage": "stage_2", "flags": ["lado_referral"], "record": {"kind": "idea"}},
            id="several",
        ),
    ],
)
@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_a_filter_gives_what_has_it_and_nothing_else(
    wanted: Wanted, standing: dict[str, Any], is_open: bool, database: Database, put: Callable[..., Record]
) -> None:
    somebody_elses = {"assigned_to": a_person().id}
    with_it = [put(**{**somebody_elses, **standing, "is_open": is_open}) for _ in range(3)]
    for _ in range(3):
        put(**somebody_elses, is_open=is_open)
        put(**{**somebody_elses, **standing, "is_open": not is_open})
    wanted = replace(wanted, is_open=is_open)
    found = all_pages(database, wanted, 2)
    assert sorted(found) == sorted(each.id for each in with_it)
    assert len(found) == 3


def test_nobody_is_somebody_to_filter_by(database: Database, put: Callable[..., Record]) -> None:
    free = [put(due_on=TODAY + timedelta(n)).id for n in range(3)]
    put(assigned_to=OFFICER.id)
    assert all_pages(database, Wanted(assigned_to=NOBODY), 2) == free


@pytest.mark.parametrize(
    ("from_", "to", "days"),
    [
        pytest.param(None, -1, [-9, -1], id="overdue is until yesterday"),
        pytest.param(0, 0, [0], id="today"),
        pytest.param(0, 5, [0, 5], id="both ends count"),
        pytest.param(6, None, [6], id="from a day on, without what is never due"),
    ],
)
@pytest.mark.parametrize("most", [1, 25])
def test_what_is_due_is_found_in_every_rank(
    from_: int | None, to: int | None, days: list[int], most: int, database: Database, put: Callable[..., Record]
) -> None:
    kept = {
        (rank, n): put(rank=rank, due_on=TODAY + timedelta(n), flags=["priority_child"])
        for rank in reversed(Rank)
        for n in (6, 5, 0, -1, -9)
    }
    put(due_on=None)

    def day(n: int | None) -> date | None:
        return None if n is None else TODAY + timedelta(n)

    expected = [kept[rank, n].id for rank in Rank for n in days]
    wanted = Wanted(due_from=day(from_), due_to=day(to))
    assert all_pages(database, wanted, most) == expected
    assert all_pages(database, replace(wanted, flag="priority_child", stage="stage_1"), most) == expected


# ── Many ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def multiply(database: Database, one: Record, count: int, **values: Any) -> None:
    """Keeps so many copies of a record that stand behind it."""
    [row] = [row for row in rows(database, "records") if row["id"] == one.id]
    with database.write() as db:
        db.execute(
            insert(tables.records),
            [
                {
                    **row,
                    **values,
                    "id": f"{one.id}x{n:05}",
                    "reference": f"{row['reference']}-{n}",
                    "once": f"{one.id}{n}",
                }
                for n in range(count)
            ],
        )


def test_two_filters_that_seldom_meet_are_looked_through_a_part_at_a_time(
    database: Database, put: Callable[..., Record]
) -> None:
    first = put(team="fostering", record={"voice": "child"})
    multiply(database, first, LOOKED_THROUGH, voice="adult")
    multiply(database, put(team="duty", record={"voice": "child"}), LOOKED_THROUGH)
    last = put(team="fostering", due_on=TODAY + timedelta(1), record={"voice": "child"})
    wanted = Wanted(team="fostering", voice="child")
    found = page(database, wanted)
    assert ids(found) == [first.id] and found.more
    assert all_pages(database, wanted, 25) == [first.id, last.id]


def test_a_rare_filter_beside_a_common_one_is_one_page(database: Database, put: Callable[..., Record]) -> None:
    common = put(team="fostering")
    multiply(database, common, LOOKED_THROUGH + 1)
    rare = put(team="fostering", due_on=TODAY + timedelta(1), record={"voice": "handler"})
    assert page(database, Wanted(team="fostering", voice="handler")) == Page(
        [row for row in page(database, Wanted(voice="handler")).rows if row.id == rare.id], None
    )


def test_a_page_neither_counts_nor_skips_nor_reads_what_is_sealed(
    database: Database, put: Callable[..., Record]
) -> None:
    put()
    asked = statements(database.engine, lambda: page(database, Wanted(stage="stage_1", voice="child", due_to=TODAY)))
    assert asked
    for word in ("COUNT(", "STORY", "IDENTITY", *([] if database.is_sqlite else ["OFFSET"])):  # SQLite is told OFFSET 0
        assert not any(word in each for each in asked)


# ── Who sees what ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_duty_team_alone_sees_what_is_about_safety(database: Database, put: Callable[..., Record]) -> None:
    put(due_on=TODAY)
    safety = put(is_safety=True)
    closed = put(is_safety=True, is_open=False)
    duty = a_person(Role.DUTY_TEAM)
    assert ids(page(database, Wanted(), person=duty)) == [safety.id]
    assert ids(page(database, Wanted(stage="stage_1"), person=duty)) == [safety.id]
    assert ids(page(database, Wanted(is_open=False), person=duty)) == [closed.id]


def test_who_is_shut_out_does_not_see_it_in_any_list(database: Database, put: Callable[..., Record]) -> None:
    named, other = put(["priority_child"]), put(["priority_child"])
    manager, second, administrator = (
        a_person(Role.COMPLAINTS_MANAGER), a_person(sign_in="second"), a_person(Role.ADMINISTRATOR)
    )  # fmt: skip
    with database.write() as db:
        for person in (manager, second, administrator):
            staff.add(db, person, NOON)
        for person in (OFFICER, manager):
            shut = {"staff_id": person.id, "record_id": named.id, "state": "suspected", "at": NOON, "by": "service"}
            db.execute(insert(tables.shut_out), shut)
    for wanted in (Wanted(), Wanted(flag="priority_child"), Wanted(stage="stage_1", flag="priority_child")):
        assert ids(page(database, wanted)) == [other.id]
        assert ids(page(database, wanted, person=manager)) == [other.id]
        assert ids(page(database, wanted, person=second, is_second_person=True)) == [named.id]
        assert ids(page(database, wanted, person=administrator)) == []
    assert ids(page(database, Wanted(flag="lado_referral"), person=second, is_second_person=True)) == []


@pytest.mark.parametrize("is_second_person", [False, True], ids=["an administrator", "the second person"])
def test_who_keeps_records_and_is_of_the_duty_team_sees_what_is_left_to_them_in_every_list(
    is_second_person: bool, database: Database, put: Callable[..., Record]
) -> None:
    named, safety = put(["priority_child"]), put(["priority_child"], is_safety=True)
    both = a_person(Role.DUTY_TEAM, *([] if is_second_person else [Role.ADMINISTRATOR]))
    with database.write() as db:
        for person in (manager := a_person(Role.COMPLAINTS_MANAGER), both):
            staff.add(db, person, NOON)
        shut = {"staff_id": manager.id, "record_id": named.id, "state": "suspected", "at": NOON, "by": "service"}
        db.execute(insert(tables.shut_out), shut)
    for wanted in (Wanted(), Wanted(flag="priority_child")):
        assert sorted(ids(page(database, wanted, person=both, is_second_person=is_second_person))) == sorted(
            [named.id, safety.id]
        )


@pytest.mark.parametrize("role", [Role.CONTACT_CENTRE, Role.REPORTING])
def test_who_has_nothing_to_do_with_records_sees_none(
    role: Role, database: Database, put: Callable[..., Record]
) -> None:
    put(is_safety=True)
    assert page(database, Wanted(), person=a_person(role)) == Page([], None)


# ── Moving ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_record_moves_only_from_the_version_that_was_seen(database: Database, put: Callable[..., Record]) -> None:
    kept = put(["priority_child"])
    with database.write() as db:
        assert not queue.move(db, kept.id, [], replace(STANDING, stage="stage_2"), version=1)
    assert page(database, Wanted()).rows[0].stage == "stage_1"
    assert [row["flag"] for row in rows(database, "record_flags")] == ["priority_child"]


def test_putting_a_record_in_its_place_is_no_change_of_it(database: Database, put: Callable[..., Record]) -> None:
    kept = put(["priority_child"])
    with database.write() as db:
        queue.place(db, kept.id, ["lado_referral"], replace(STANDING, rank=Rank.SAME_DAY))
        version = db.execute(select(func.max(tables.records.c.version))).scalar_one()
    assert version == 2
    assert [row.rank for row in page(database, Wanted(flag="lado_referral")).rows] == [Rank.SAME_DAY]


@pytest.mark.parametrize(
    "text", ["", "2", "2.2026-11-23", "2.2026-11-31.record1", "10.2026-11-23.a", "2.2026-11-23.a b", "2.2026-11-23."]
)
def test_what_is_no_key_is_none(text: str) -> None:
    assert Key.read(text) is None
