"""What is sealed is sealed anew with the newest key, and nothing is lost that somebody saves meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from intake.access.sealing import KeyRing, new_key_text
from intake.casework.roles import Role
from intake.records.call import Call
from intake.storage import calls, referrals, resealing, staff
from intake.storage.database import Database
from intake.storage.tables import calls as table
from tests.desk import a_person
from tests.storage.kept import MINUTE, NOON, a_record, add
from tests.storage.test_referrals import a_referral


@dataclass(frozen=True, slots=True)
class OvertakenRing(KeyRing):
    """A ring before whose first sealing somebody else does something."""

    others: list[Callable[[], object]] = field(default_factory=list)

    def seal(self, plaintext: bytes, place: str) -> bytes:
        if self.others:
            self.others.pop()()
        return KeyRing.seal(self, plaintext, place)


@pytest.fixture
def newest() -> KeyRing:
    return KeyRing.from_text(new_key_text("k2"))


@pytest.fixture
def agent(database: Database) -> str:
    person = a_person(Role.CONTACT_CENTRE)
    with database.write() as db:
        staff.add(db, person, NOON)
    return person.id


def said(what: str) -> Call:
    return Call(answers={"what_happened": what})


def begin(database: Database, ring: KeyRing, agent: str, *call_ids: str) -> None:
    with database.write() as db:
        for call_id in call_ids:
            calls.add(db, ring, call_id, agent, said(f"begun {call_id}"), NOON)


def heard(database: Database, ring: KeyRing, agent: str) -> dict[str, object]:
    """What was said in each call, as this ring alone opens it."""
    with database.read() as db:
        return {each.id: each.call.answers["what_happened"] for each in calls.under_way(db, ring, agent)}


@pytest.mark.parametrize("at_once", [1, 3, 7, 8])
def test_every_row_is_sealed_anew_however_many_at_once(
    database: Database, ring: KeyRing, newest: KeyRing, agent: str, at_once: int
) -> None:
    names = [f"call{n}" for n in range(7)]
    begin(database, ring, agent, *names)
    both = KeyRing({**newest.keys, **ring.keys})
    done = [
        resealing.reseal(database, both, [table.c.sealed], lambda row, _: f"calls.sealed:{row.id}", at_once)
        for _ in range(2)
    ]
    assert done == [7, 0]
    assert heard(database, newest, agent) == {name: f"begun {name}" for name in names}


@pytest.mark.parametrize("saved_with", ["the old key", "the new key"])
def test_what_an_agent_saves_meanwhile_is_kept(
    database: Database, ring: KeyRing, newest: KeyRing, agent: str, saved_with: str
) -> None:
    begin(database, ring, agent, "call1", "call2")
    both = {**newest.keys, **ring.keys}
    theirs = ring if saved_with == "the old key" else KeyRing(both)

    def somebody_goes_on() -> None:
        with database.write() as db:
            seen = calls.find(db, KeyRing(both), "call1", agent)
            assert seen and calls.replace(db, theirs, seen, said("gone on"), NOON + MINUTE)

    assert calls.reseal(database, OvertakenRing(both, [somebody_goes_on])) == (2 if theirs is ring else 1)
    assert heard(database, newest, agent) == {"call1": "gone on", "call2": "begun call2"}


def test_an_advocate_who_is_named_meanwhile_stays_named(database: Database, ring: KeyRing, newest: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    referral = a_referral(record)
    both = {**newest.keys, **ring.keys}
    with database.write() as db:
        referrals.add(db, referral, ring, b"link")
        referrals.appointed(db, referral.id, "Ana", ring, NOON)

    def another_is_named() -> None:
        with database.write() as db:
            referrals.appointed(db, referral.id, "Ben", KeyRing(both), NOON + MINUTE)

    assert referrals.reseal(database, OvertakenRing(both, [another_is_named])) == 1
    with database.read() as db:
        found = referrals.of_record(db, record.id, newest)
    assert found and (found.advocate_name, found.agreed) == ("Ben", referral.agreed)
