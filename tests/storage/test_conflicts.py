"""Whom a record names is shut out of it, and it is never invisible to everyone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from intake.access.sealing import KeyRing
from intake.casework.naming import may_be, words_of, words_wanted
from intake.casework.roles import COMPLAINTS_TEAM, Role, Staff, Viewer
from intake.records.record import Event, Record
from intake.storage import conflicts, events, migrate, search, staff, tables
from intake.storage.conflicts import ConflictState, Keepers
from intake.storage.database import Database
from tests.desk import a_person
from tests.storage.kept import MARKS, MINUTE, NOON, a_record, add, rows

SECOND = "director"


def naming(name: str | None, **more: Any) -> Record:
    """A record that complains of somebody."""
    return a_record(identity={"worker": {"name": name, "job": None}, "answers": {}, "asked": [], **more})


def employ(database: Database, *people: Staff) -> None:
    with database.write() as db:
        for person in people:
            staff.add(db, person, NOON)


def keep(database: Database, ring: KeyRing, record: Record) -> bool:
    """Keeps a record as it is kept when it comes in; whether it names somebody."""
    add(database, ring, record)
    with database.write() as db:
        search.mark(db, record, MARKS)
        return bool(conflicts.shut_out_named(db, record, NOON))


def sees(database: Database, person: Staff, record: Record, *, second: bool = False) -> bool:
    with database.read() as db:
        return conflicts.may_see(db, Viewer(person, second), conflicts.managers(db, SECOND), record.id)


def happened(database: Database, record: Record, ring: KeyRing) -> list[Event]:
    with database.read() as db:
        return events.of_record(db, record.id, ring)[1:]


JO = a_person(Role.COMPLAINTS_OFFICER, name="Jo Bloggs")
MAX = a_person(Role.COMPLAINTS_MANAGER, name="Max Power")
DIRECTOR = a_person(name="Dora Director", sign_in=SECOND)
ADMINISTRATOR = a_person(Role.ADMINISTRATOR, name="Abe Min")


# ── Named in a record that comes in ──────────────────────────────────────────────────────────────────────────────────


def test_who_is_named_is_shut_out_at_once_and_the_record_says_so(database: Database, ring: KeyRing) -> None:
    employ(database, JO, MAX)
    record, other = naming("Jo Bloggs"), naming("Somebody Else")
    assert keep(database, ring, record)
    assert not keep(database, ring, other)
    assert not sees(database, JO, record)
    assert sees(database, JO, other)
    assert sees(database, MAX, record)
    [event] = happened(database, record, ring)
    assert (event.kind, event.by, event.detail) == ("conflict_found", "service", {"staff": JO.id})
    assert happened(database, other, ring) == []


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(naming(None, praised="Jo Bloggs"), id="praised"),
        pytest.param(naming(None, contact={"person": "Jo Bloggs"}), id="trusted"),
        pytest.param(naming("", advocate={"name": "Jo Bloggs"}), id="the advocate"),
        pytest.param(a_record(identity={"urgent": {"name": "Jo Bloggs"}, "answers": {}, "asked": []}), id="in need"),
    ],
)
def test_who_is_named_elsewhere_is_in_no_conflict(record: Record, database: Database, ring: KeyRing) -> None:
    employ(database, JO)
    assert not keep(database, ring, record)
    assert sees(database, JO, record)


def test_a_complaint_of_two_shuts_both_out(database: Database, ring: KeyRing) -> None:
    employ(database, JO, MAX, DIRECTOR)
    record = naming("Jo Bloggs and Max Power")
    keep(database, ring, record)
    assert {row["staff_id"] for row in rows(database, "shut_out")} == {JO.id, MAX.id}


@pytest.mark.parametrize("first", ["the complaint", "the call for help"])
def test_who_is_named_is_shut_out_of_what_came_from_the_same_call(
    first: str, database: Database, ring: KeyRing
) -> None:
    employ(database, JO, MAX)
    complaint = replace(naming("Jo Bloggs"), draft_id="one call")
    urgent = a_record(kind="urgent", draft_id="one call")
    for record in (complaint, urgent) if first == "the complaint" else (urgent, complaint):
        keep(database, ring, record)
    assert [sees(database, JO, record) for record in (complaint, urgent)] == [False, False]
    assert [sees(database, MAX, record) for record in (complaint, urgent)] == [True, True]
    assert [each.kind for each in happened(database, urgent, ring)] == ["conflict_found"]


def test_who_is_shut_out_of_a_record_is_shut_out_of_its_duplicate(database: Database, ring: KeyRing) -> None:
    employ(database, JO, MAX)
    named, lifted, other = naming("Jo Bloggs"), naming("Max Power"), naming("Somebody Else")
    for record in (named, lifted, other):
        keep(database, ring, record)
    with database.write() as db:
        assert conflicts.lift(db, ring, lifted.id, MAX.id, DIRECTOR, "Another Max.", NOON)
        for record in (named, lifted):
            conflicts.shut_out_together(db, other.id, record.id, NOON)
    assert not sees(database, JO, other) and sees(database, MAX, other)
    assert not sees(database, JO, lifted), "it joins the two"


# ── Added or renamed afterwards ──────────────────────────────────────────────────────────────────────────────────────


def shut_out_everywhere(database: Database, ring: KeyRing, person: Staff) -> int:
    with database.write() as db:
        return conflicts.shut_out_everywhere(db, ring, MARKS, person, NOON + MINUTE)


def test_who_comes_later_is_shut_out_of_what_named_them_before(database: Database, ring: KeyRing) -> None:
    record, other = naming("jo BLOGGS, the social worker"), naming("Joan Smith")
    keep(database, ring, record)
    keep(database, ring, other)
    employ(database, JO)
    assert shut_out_everywhere(database, ring, JO) == 1
    assert not sees(database, JO, record)
    assert sees(database, JO, other)
    assert [event.kind for event in happened(database, record, ring)] == ["conflict_found"]
    assert shut_out_everywhere(database, ring, JO) == 0


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        pytest.param("J.", JO, id="an initial was typed"),
        pytest.param("Joan Long", a_person(known_as="J"), id="known by an initial"),
        pytest.param("Bex", a_person(name="Rebecca Long", known_as="Bex"), id="known as"),
        pytest.param("mrs o'brien", a_person(name="Ana O’Brien"), id="another apostrophe"),
        pytest.param("Brien", a_person(name="Ana O’Brien"), id="a part of one name"),
        pytest.param("Zoe", a_person(name="Zoë Ødegård"), id="no accent was typed"),
    ],
)
def test_however_they_were_named_before_they_came(typed: str, person: Staff, database: Database, ring: KeyRing) -> None:
    record = naming(typed)
    keep(database, ring, record)
    keep(database, ring, naming("Xavier Quill"))
    employ(database, person)
    assert shut_out_everywhere(database, ring, person) == 1
    assert [row["record_id"] for row in rows(database, "shut_out")] == [record.id]


def test_what_was_lifted_stays_lifted_when_they_are_renamed(database: Database, ring: KeyRing) -> None:
    employ(database, JO, MAX)
    record = naming("Jo")
    keep(database, ring, record)
    with database.write() as db:
        assert conflicts.lift(db, ring, record.id, JO.id, MAX, "Another Jo", NOON)
    assert shut_out_everywhere(database, ring, JO) == 0
    assert sees(database, JO, record)


WORDS = [
    "Jo",
    "J",
    "Joan",
    "José",
    "O’Brien",
    "Brien",
    "O",
    "Smith-Jones",
    "Jones",
    "Ødegård",
    "Łuk",
    "Lu",
    "O’B",
    "Smithjones",
    "of",
    "Mrs",
    "Lord",
    "An",
    "manager",
]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
BETWEEN = st.sampled_from([" and ", ", ", " from ", " who is ", "-", " "])
PHRASES = st.builds("{}{}{}".format, NAMES, BETWEEN, NAMES)


@given(typed=NAMES | PHRASES, name=NAMES | PHRASES, known_as=NAMES)
@hypothesis_settings(max_examples=1000)
def test_everybody_whom_a_name_may_be_has_a_mark_in_common(typed: str, name: str, known_as: str) -> None:
    wanted = words_wanted([name, known_as])
    is_found = wanted is None or not wanted.isdisjoint(words_of(typed))
    assert is_found or not may_be(typed, a_person(name=name, known_as=known_as))


# ── Settled by the manager ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def named(database: Database, ring: KeyRing) -> Record:
    """A record that seems to name the officer Jo."""
    employ(database, JO, MAX)
    record = naming("Jo")
    keep(database, ring, record)
    return record


def settle(database: Database, ring: KeyRing, decide: Any, record: Record, of: Staff, by: Staff) -> bool:
    with database.write() as db:
        done: bool = decide(db, ring, record.id, of.id, by, "It is her, I asked", NOON + MINUTE)
        return done


def waiting(database: Database, person: Staff) -> list[conflicts.Conflict]:
    with database.read() as db:
        return conflicts.waiting(db, Viewer(person), conflicts.managers(db, SECOND))


@pytest.mark.parametrize(
    ("decide", "kind", "is_seen"),
    [(conflicts.confirm, "conflict_confirmed", False), (conflicts.lift, "conflict_lifted", True)],
    ids=["confirmed", "lifted"],
)
def test_a_suspicion_waits_until_it_is_settled_with_a_reason(
    decide: Any, kind: str, is_seen: bool, database: Database, ring: KeyRing, named: Record
) -> None:
    [found] = waiting(database, MAX)
    assert (found.reference, found.staff_id, found.staff_name, found.state) == (
        named.reference, JO.id, JO.name, ConflictState.SUSPECTED
    )  # fmt: skip
    assert settle(database, ring, decide, named, JO, MAX)
    assert waiting(database, MAX) == []
    assert sees(database, JO, named) is is_seen
    event = happened(database, named, ring)[-1]
    assert (event.kind, event.by, event.detail) == (kind, MAX.mark, {"staff": JO.id})
    assert event.words == {"reason": "It is her, I asked"}
    assert not settle(database, ring, decide, named, JO, MAX)
    assert happened(database, named, ring)[-1] == event


def test_what_was_settled_can_be_settled_the_other_way(database: Database, ring: KeyRing, named: Record) -> None:
    for decide in (conflicts.confirm, conflicts.lift, conflicts.confirm):
        assert settle(database, ring, decide, named, JO, MAX)
    with database.read() as db:
        [found] = conflicts.of_record(db, named.id)
    assert (found.state, found.by) == (ConflictState.CONFIRMED, MAX.mark)


@pytest.mark.parametrize("decide", [conflicts.confirm, conflicts.lift])
def test_what_is_settled_in_one_record_is_settled_in_no_other_and_for_nobody_else(
    decide: Any, database: Database, ring: KeyRing, named: Record
) -> None:
    other = a_person(Role.COMPLAINTS_MANAGER, name="Nia Other")
    employ(database, other)
    both, third = naming("Jo Bloggs and Max Power"), naming("Jo Bloggs")
    for record in (both, third):
        keep(database, ring, record)
    assert settle(database, ring, decide, both, JO, other)
    found = {(each.record_id, each.staff_id) for each in waiting(database, other)}
    assert found == {(named.id, JO.id), (both.id, MAX.id), (third.id, JO.id)}
    assert not sees(database, JO, named)
    assert not sees(database, MAX, both)


@pytest.mark.parametrize("decide", [conflicts.confirm, conflicts.lift])
def test_of_two_managers_who_settle_it_at_once_one_does(
    decide: Any, database: Database, ring: KeyRing, named: Record
) -> None:
    other = a_person(Role.COMPLAINTS_MANAGER, name="Nia Other")
    employ(database, other)
    with ThreadPoolExecutor(1) as somebody, database.write() as db:
        assert decide(db, ring, named.id, JO.id, MAX, "It is her, I asked", NOON)
        settling = somebody.submit(settle, database, ring, decide, named, JO, other)
        with pytest.raises(TimeoutError):
            settling.result(0.3)
    assert not settling.result()
    assert [event.by for event in happened(database, named, ring)] == ["service", MAX.mark]


def test_who_is_shut_out_comes_in_the_order_in_which_they_were(database: Database, ring: KeyRing) -> None:
    record, people = naming(None), sorted([a_person(Role.REPORTING) for _ in range(4)], key=lambda person: person.id)
    keep(database, ring, record)
    employ(database, MAX, *people)
    with database.write() as db:
        for n in (2, 0, 3, 1):
            who = {"staff_id": people[n].id, "record_id": record.id}
            db.execute(insert(tables.shut_out), {**who, "state": "suspected", "at": NOON - n * MINUTE, "by": "service"})
    latest_first = [person.id for person in people]
    assert [each.staff_id for each in waiting(database, MAX)] == latest_first[::-1]
    with database.read() as db:
        assert [person.id for person in conflicts.shut_out_of(db, record.id)] == latest_first[::-1]


def test_a_manager_can_shut_out_whom_nothing_pointed_at(database: Database, ring: KeyRing, named: Record) -> None:
    nicknamed = a_person(Role.COMPLAINTS_OFFICER, name="Rebecca Long")
    employ(database, nicknamed)
    assert not settle(database, ring, conflicts.lift, named, nicknamed, MAX)
    assert settle(database, ring, conflicts.confirm, named, nicknamed, MAX)
    assert not sees(database, nicknamed, named)


def test_nobody_lets_themself_in(database: Database, ring: KeyRing, named: Record) -> None:
    assert not settle(database, ring, conflicts.lift, named, JO, JO)
    assert not sees(database, JO, named)
    assert len(happened(database, named, ring)) == 1


def test_a_manager_says_that_it_is_about_her_and_the_next_in_line_keeps_it(
    database: Database, ring: KeyRing, named: Record
) -> None:
    assert settle(database, ring, conflicts.confirm, named, MAX, MAX)
    assert not sees(database, MAX, named)
    assert not settle(database, ring, conflicts.lift, named, MAX, MAX)


def test_a_suspicion_is_not_shown_to_whom_it_is_about(database: Database, ring: KeyRing) -> None:
    other = a_person(Role.COMPLAINTS_MANAGER, name="Nia Other")
    employ(database, MAX, other)
    keep(database, ring, naming("Max"))
    assert waiting(database, MAX) == []
    assert len(waiting(database, other)) == 1


# ── Left to the next ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_left_to_the_second_person_and_then_to_an_administrator(database: Database, ring: KeyRing) -> None:
    employ(database, JO, MAX, DIRECTOR, ADMINISTRATOR)
    record, other = naming("Max"), naming(None)
    keep(database, ring, record)
    keep(database, ring, other)
    assert sees(database, JO, record)
    assert sees(database, DIRECTOR, record, second=True)
    assert not sees(database, DIRECTOR, other, second=True)
    assert not sees(database, ADMINISTRATOR, record)

    with database.write() as db:
        conflicts.confirm(db, ring, record.id, DIRECTOR.id, JO, "Also named", NOON)
    assert not sees(database, DIRECTOR, record, second=True)
    assert sees(database, ADMINISTRATOR, record)
    assert not sees(database, ADMINISTRATOR, other)


@pytest.mark.parametrize("gone", [False, True], ids=["at work", "no longer here"])
def test_who_no_longer_works_here_keeps_nothing(gone: bool, database: Database, ring: KeyRing) -> None:
    other = a_person(Role.COMPLAINTS_MANAGER, name="Nia Other", is_active=not gone)
    employ(database, MAX, other, DIRECTOR)
    record = naming("Max")
    keep(database, ring, record)
    assert sees(database, DIRECTOR, record, second=True) is gone


PEOPLE = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from(list(Role)), max_size=2),
        st.booleans(),  # is the second person
        st.booleans(),  # works here
        st.sampled_from([None, *ConflictState]),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lasting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all that is drawn."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path_factory.mktemp('conflicts')}/wdyt.db")
        migrate.upgrade(made)
    else:
        made = Database(request.getfixturevalue("new_service_on_postgresql")())
    add(made, KeyRing({"k1": bytes(32)}), RECORD)
    yield made
    made.close()


RECORD = a_record()


@given(drawn=PEOPLE, is_safety=st.booleans())
@hypothesis_settings(max_examples=120)
def test_somebody_sees_every_record_and_nobody_their_own(lasting: Database, drawn: list[Any], is_safety: bool) -> None:
    people = []
    with lasting.write() as db:
        for table in (tables.shut_out, tables.staff):
            db.execute(delete(table))
        db.execute(update(tables.records).values(is_safety=is_safety))
        for n, (roles, is_second, is_active, state) in enumerate(drawn):
            is_second = is_second and not any(each[1] for each in drawn[:n])
            person = a_person(*roles, is_active=is_active, **({"sign_in": SECOND} if is_second else {}))
            staff.add(db, person, NOON)
            people.append((Viewer(person, is_second), state))
            if state is not None:
                shut = {"staff_id": person.id, "record_id": RECORD.id, "state": state, "at": NOON, "by": "service"}
                db.execute(insert(tables.shut_out), shut)
    at_work = [(viewer, state) for viewer, state in people if viewer.staff.is_active]
    shut_out = {ConflictState.SUSPECTED, ConflictState.CONFIRMED}
    with lasting.read() as db:
        keepers = conflicts.managers(db, SECOND)
        seen = [conflicts.may_see(db, viewer, keepers, RECORD.id) for viewer, _ in at_work]
        matching = [
            len(db.execute(select(tables.records.c.id).where(conflicts.seen_by(viewer, keepers))).all())
            for viewer, _ in at_work
        ]
    assert [bool(each) for each in matching] == seen

    def could(viewer: Viewer) -> bool:
        return (
            viewer.staff.has(*COMPLAINTS_TEAM, Role.ADMINISTRATOR)
            or viewer.is_second_person
            or (is_safety and viewer.staff.has(Role.DUTY_TEAM))
        )

    free = [viewer for viewer, state in at_work if could(viewer) and state not in shut_out]
    administrators = [viewer for viewer, _ in at_work if viewer.staff.has(Role.ADMINISTRATOR)]
    assert any(seen) or not (free or administrators)
    for (viewer, state), is_seen in zip(at_work, seen, strict=True):
        team = viewer.staff.has(*COMPLAINTS_TEAM) or (is_safety and viewer.staff.has(Role.DUTY_TEAM))
        if state in shut_out:
            is_last = viewer.staff.has(Role.ADMINISTRATOR) and not any(
                each.staff.has(*COMPLAINTS_TEAM, Role.ADMINISTRATOR) or each.is_second_person for each in free
            )
            assert is_seen is is_last
        elif team:
            assert is_seen
        elif not could(viewer):
            assert not is_seen
        managers = [of for each, of in at_work if each.staff.has(Role.COMPLAINTS_MANAGER)]
        if not team and state not in shut_out and any(of not in shut_out for of in managers):
            assert not is_seen


def test_keepers_are_those_who_work_here_now(database: Database) -> None:
    employ(database, JO, MAX, DIRECTOR, ADMINISTRATOR, a_person(Role.COMPLAINTS_MANAGER, is_active=False))
    with database.read() as db:
        assert conflicts.managers(db, SECOND) == Keepers((MAX.id,), (JO.id,), (DIRECTOR.id,), (ADMINISTRATOR.id,))
        assert conflicts.managers(db, "nobody").second_person == ()


def test_who_sees_what_is_the_same_where_keepers_are_asked_for_only_when_they_matter(database: Database) -> None:
    employ(database, JO, MAX, DIRECTOR, ADMINISTRATOR)
    someone = a_person()
    asked = set()
    with database.read() as db:
        everybody = conflicts.managers(db, SECOND)
        for count in range(len(Role) + 1):
            for roles in combinations(Role, count):
                for is_second in (False, True):
                    viewer = Viewer(replace(someone, roles=frozenset(roles)), is_second)
                    keepers = conflicts.keepers_for(db, viewer, SECOND)
                    asked.add(keepers == everybody)
                    for told in (conflicts.seen_by, conflicts.kept_by):
                        assert told(viewer, keepers).compare(told(viewer, everybody)), viewer
    assert asked == {True, False}
