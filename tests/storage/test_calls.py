"""Calls at rest: sealed in their place, and found by whoever took them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from intake.access.sealing import CannotOpen, KeyRing
from intake.casework.roles import Role
from intake.records.call import Call, CallState
from intake.storage import calls, staff
from intake.storage.calls import StoredCall
from intake.storage.database import Database
from intake.storage.tables import calls as table
from tests.desk import a_person
from tests.storage.kept import NOON, rows

LATER = NOON + timedelta(minutes=5)
SAID = Call(answers={"kind": "complaint", "what_happened": "kingfisher"})


@pytest.fixture
def agents(database: Database) -> tuple[str, str]:
    people = [a_person(Role.CONTACT_CENTRE) for _ in range(2)]
    with database.write() as db:
        for person in people:
            staff.add(db, person, NOON)
    return people[0].id, people[1].id


def opened(database: Database, ring: KeyRing, agent: str, call_id: str = "call1", call: Call = SAID) -> StoredCall:
    with database.write() as db:
        calls.add(db, ring, call_id, agent, call, NOON)
        found = calls.find(db, ring, call_id, agent)
    assert found is not None
    return found


def test_a_call_is_found_as_it_was_kept(database: Database, ring: KeyRing, agents: tuple[str, str]) -> None:
    found = opened(database, ring, agents[0])
    assert (found.call, found.state, found.opened_at, found.version) == (SAID, CallState.OPEN, NOON, 1)


def test_another_agents_call_is_not_found(database: Database, ring: KeyRing, agents: tuple[str, str]) -> None:
    stored = opened(database, ring, agents[0])
    with database.write() as db:
        assert calls.find(db, ring, stored.id, agents[1]) is None
        assert list(calls.under_way(db, ring, agents[1])) == []
        calls.close(db, ring, stored, CallState.SENT, LATER, "WDYT-7K3M2Q")
        assert calls.find_closed(db, stored.id, agents[1]) is None
        assert calls.finished(db, agents[1], NOON) == []


def test_the_words_are_sealed(database: Database, ring: KeyRing, agents: tuple[str, str]) -> None:
    opened(database, ring, agents[0])
    assert b"kingfisher" not in repr(rows(database, "calls")).encode()


def test_what_is_sealed_for_one_call_does_not_open_in_another(
    database: Database, ring: KeyRing, agents: tuple[str, str]
) -> None:
    opened(database, ring, agents[0], "call1")
    opened(database, ring, agents[0], "call2", Call())
    sealed = {row["id"]: row["sealed"] for row in rows(database, "calls")}
    with database.write() as db:
        db.execute(update(table).where(table.c.id == "call2").values(sealed=sealed["call1"]))
        with pytest.raises(CannotOpen):
            calls.find(db, ring, "call2", agents[0])


def test_the_second_of_two_windows_does_not_undo_the_first(
    database: Database, ring: KeyRing, agents: tuple[str, str]
) -> None:
    seen = opened(database, ring, agents[0])
    with database.write() as db:
        assert calls.replace(db, ring, seen, Call(), LATER, CallState.READ_BACK)
        assert not calls.replace(db, ring, seen, SAID, LATER)
        assert not calls.close(db, ring, seen, CallState.SENT, LATER, "WDYT-7K3M2Q")
        now = calls.find(db, ring, seen.id, agents[0])
    assert now is not None
    assert (now.call, now.state, now.version, now.saved_at) == (Call(), CallState.READ_BACK, 2, LATER)


def test_a_call_that_is_over_keeps_its_reference_and_no_word(
    database: Database, ring: KeyRing, agents: tuple[str, str]
) -> None:
    seen = opened(database, ring, agents[0])
    with database.write() as db:
        assert calls.close(db, ring, seen, CallState.SENT, LATER, "WDYT-7K3M2Q")
        assert calls.find(db, ring, seen.id, agents[0]) is None
        assert list(calls.under_way(db, ring, agents[0])) == []
        over = calls.find_closed(db, seen.id, agents[0])
        assert over is not None
        assert (over.state, over.reference, over.closed_at) == (CallState.SENT, "WDYT-7K3M2Q", LATER)
        assert calls.finished(db, agents[0], NOON) == [over]
        assert calls.finished(db, agents[0], LATER + timedelta(seconds=1)) == []
    sealed = rows(database, "calls")[0]["sealed"]
    assert b"kingfisher" not in ring.open(sealed, f"calls.sealed:{seen.id}")


@pytest.mark.parametrize("whose", [0, 1], ids=["one's own", "another agent's"])
def test_what_is_done_to_one_call_leaves_every_other_as_it_was(
    whose: int, database: Database, ring: KeyRing, agents: tuple[str, str]
) -> None:
    seen, other = opened(database, ring, agents[0], "call1"), opened(database, ring, agents[whose], "call2")
    with database.write() as db:
        assert calls.replace(db, ring, seen, Call(), LATER)
        assert calls.find(db, ring, other.id, agents[whose]) == other
        changed = calls.find(db, ring, seen.id, agents[0])
        assert changed is not None and calls.replace(db, ring, other, SAID, NOON)
        beside = calls.find(db, ring, other.id, agents[whose])
        assert calls.close(db, ring, changed, CallState.SENT, LATER, "WDYT-7K3M2Q")
        assert calls.find(db, ring, other.id, agents[whose]) == beside


def test_each_of_two_calls_that_are_over_is_found(database: Database, ring: KeyRing, agents: tuple[str, str]) -> None:
    for call_id, reference in (("call1", "WDYT-7K3M2Q"), ("call2", "WDYT-ABCDEF")):
        seen = opened(database, ring, agents[0], call_id)
        with database.write() as db:
            calls.close(db, ring, seen, CallState.SENT, LATER, reference)
    with database.read() as db:
        first, second = (calls.find_closed(db, call_id, agents[0]) for call_id in ("call1", "call2"))
    assert first is not None and (first.id, first.reference) == ("call1", "WDYT-7K3M2Q")
    assert second is not None and (second.id, second.reference) == ("call2", "WDYT-ABCDEF")


def test_a_call_that_became_no_record_is_not_among_those_that_did(
    database: Database, ring: KeyRing, agents: tuple[str, str]
) -> None:
    seen = opened(database, ring, agents[0])
    with database.write() as db:
        assert calls.close(db, ring, seen, CallState.DROPPED, LATER)
        assert calls.finished(db, agents[0], NOON) == []


def test_calls_under_way_come_latest_first(database: Database, ring: KeyRing, agents: tuple[str, str]) -> None:
    for minutes, call_id in enumerate(("a", "b", "c")):
        with database.write() as db:
            calls.add(db, ring, call_id, agents[0], Call(), NOON + timedelta(minutes=minutes))
    with database.read() as db:
        assert [call.id for call in calls.under_way(db, ring, agents[0])] == ["c", "b", "a"]
