"""Records that belong together are shown beside each other to whom may see both."""

from __future__ import annotations

import pytest
from sqlalchemy import true

from intake.access.sealing import KeyRing
from intake.storage import links, tables
from intake.storage.database import Database
from intake.storage.links import Linked
from tests.storage.kept import MINUTE, NOON, a_record, add, rows


def of(database: Database, record_id: str, hidden: str = "") -> list[Linked]:
    with database.read() as db:
        return links.of(db, record_id, tables.records.c.id != hidden if hidden else true())


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


def test_a_record_that_is_not_there_is_joined_to_nothing(database: Database, ring: KeyRing) -> None:
    one = a_record()
    add(database, ring, one)
    with pytest.raises(Exception, match=r"No row|FOREIGN KEY|foreign key"), database.write() as db:
        links.join(db, one.id, "record0", "duplicate", "staff:1", NOON)
    assert rows(database, "links") == []
