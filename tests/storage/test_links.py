"""Records that belong together are shown beside each other to whom may see both."""

from __future__ import annotations

import pytest
from sqlalchemy import true

from intake.access.sealing import KeyRing
from intake.storage import links, tables
from intake.storage.database import Database
from intake.storage.links import Linked
from tests.storage.kept import MINUTE, NOON, a_record, add, rows


def of(database: Database, record_id: str, hidden: str = "", draft_id: str | None = None) -> list[Linked]:
    with database.read() as db:
        return links.of(db, record_id, tables.records.c.id != hidden if hidden else true(), draft_id)


def test_two_are_joined_once_whichever_is_named_first(database: Database, ring: KeyRing) -> None:
    one, other = a_record(), a_record()
    add(database, ring, one, other)
    with database.write() as db:
        assert links.join(db, other.id, one.id, "same_child", "staff:1", NOON)
        assert not links.join(db, one.id, other.id, "duplicate", "staff:2", NOON)
        assert not links.join(db, one.id, one.id, "duplicate", "staff:2", NOON)
    assert len(rows(database, "links")) == 1
    for here, there in ((one, other), (other, one)):
        [found] = of(database, here.id)
        assert (found.id, found.reference, found.kind, found.by) == (there.id, there.reference, "same_child", "staff:1")
        assert (found.record_kind, found.is_open, found.at) == ("complaint", True, NOON)


def test_all_are_there_oldest_first_but_those_that_may_not_be_seen(database: Database, ring: KeyRing) -> None:
    one, late, early = a_record(), a_record(received_at=NOON + MINUTE), a_record(received_at=NOON - MINUTE)
    add(database, ring, one, late, early)
    with database.write() as db:
        for other in (late, early):
            links.join(db, one.id, other.id, "same_child", "staff:1", NOON)
    assert [each.id for each in of(database, one.id)] == [early.id, late.id]
    assert [each.id for each in of(database, one.id, hidden=early.id)] == [late.id]
    assert [each.id for each in of(database, late.id)] == [one.id]


def test_those_of_one_draft_come_after_those_that_somebody_joined_and_each_once(
    database: Database, ring: KeyRing
) -> None:
    one, early, late = (a_record(draft_id="d1", received_at=NOON + n * MINUTE) for n in range(3))
    elsewhere, without = a_record(draft_id="d2"), a_record(draft_id=None)
    add(database, ring, one, early, late, elsewhere, without)
    with database.write() as db:
        links.join(db, one.id, late.id, "duplicate", "staff:1", NOON)
    found = [(late.id, "duplicate"), (early.id, "same_draft")]
    assert [(each.id, each.kind) for each in of(database, one.id, draft_id="d1")] == found
    assert of(database, one.id, hidden=early.id, draft_id="d1")[1:] == []
    assert of(database, without.id) == []


def test_a_record_that_is_not_there_is_joined_to_nothing(database: Database, ring: KeyRing) -> None:
    one = a_record()
    add(database, ring, one)
    with pytest.raises(Exception, match=r"No row|FOREIGN KEY|foreign key"), database.write() as db:
        links.join(db, one.id, "record0", "duplicate", "staff:1", NOON)
    assert rows(database, "links") == []
