"""What was kept long enough can be wiped, whole, and everything else goes on proving itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import update

from intake.access.sealing import KeyRing
from intake.records.deliveries import Delivery
from intake.records.record import Event, Purpose, Record
from intake.storage import chain, events, links, tables, wiping
from intake.storage.database import Database
from intake.storage.records import ReferenceTakenError
from intake.storage.wiping import Closed, NewestOfAllError, Wiped
from tests.storage.kept import MINUTE, NOON, a_record, add, enqueue, everything, fill, rows

YEARS = timedelta(days=6 * 365)
LATER = NOON + YEARS


def close(database: Database, *closed: Record) -> None:
    with database.write() as db:
        for record in closed:
            db.execute(update(tables.records).where(tables.records.c.id == record.id).values(is_open=False))


def happens(database: Database, ring: KeyRing, record: Record, kind: str = "noted") -> None:
    with database.write() as db:
        events.append(db, record.id, Event(LATER, kind, "staff:1", {}, {"reason": "New."}), ring)


def kept_long_enough(database: Database) -> list[str]:
    with database.read() as db:
        return [each.reference for each in wiping.kept_long_enough(db, NOON + MINUTE)]


def closed(database: Database, record: Record) -> Closed:
    with database.read() as db:
        found = wiping.closed(db, record.reference)
    assert found is not None
    return found


def wipe(database: Database, record: Record) -> None:
    with database.write() as db:
        wiping.wipe(db, closed(database, record), LATER, was_early=False)


def seal(database: Database, days: int) -> None:
    with database.write() as db:
        chain.seal(db, NOON.date() + timedelta(days=days), NOON + timedelta(days=days))


def test_what_is_closed_and_was_long_left_alone_was_kept_long_enough(database: Database, ring: KeyRing) -> None:
    first, second, is_open, new, changed = (
        a_record(received_at=NOON - MINUTE),
        a_record(),
        a_record(),
        a_record(received_at=LATER),
        a_record(),
    )
    add(database, ring, first, second, is_open, new, changed)
    close(database, first, second, new, changed)
    happens(database, ring, changed)
    assert kept_long_enough(database) == [first.reference, second.reference]


def test_to_look_at_it_keeps_it_no_longer(database: Database, ring: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    close(database, record)
    happens(database, ring, record, "read")
    assert kept_long_enough(database) == [record.reference]
    assert closed(database, record).changed_at == NOON


@pytest.mark.parametrize("turned", [False, True])
def test_what_is_linked_to_an_open_record_says_so(turned: bool, database: Database, ring: KeyRing) -> None:
    record, other = a_record(draft_id=None), a_record(draft_id=None)
    add(database, ring, record, other)
    close(database, record)
    assert not closed(database, record).is_linked_to_open
    with database.write() as db:
        pair = (other.id, record.id) if turned else (record.id, other.id)
        links.join(db, *pair, "same_child", "staff:1", NOON)
    assert closed(database, record).is_linked_to_open
    close(database, other)
    assert not closed(database, record).is_linked_to_open


def test_what_came_from_one_draft_with_an_open_record_says_so(database: Database, ring: KeyRing) -> None:
    record, other = a_record(draft_id="one"), a_record(draft_id="one")
    add(database, ring, record, other)
    close(database, record)
    assert closed(database, record).is_linked_to_open
    close(database, other)
    assert not closed(database, record).is_linked_to_open


def test_an_open_record_is_not_found_to_be_wiped(database: Database, ring: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    with database.read() as db:
        assert wiping.closed(db, record.reference) is None
        assert wiping.closed(db, "WDYT-ZZZ999") is None


def test_what_happens_to_it_meanwhile_is_wiped_with_it(database: Database, ring: KeyRing) -> None:
    record, other = a_record(), a_record()
    add(database, ring, record, other)
    close(database, record)
    with ThreadPoolExecutor(1) as somebody, database.write() as db:
        events.append(db, record.id, Event(LATER, "read", "staff:1"))
        wiping_it = somebody.submit(wipe, database, record)
        with pytest.raises(TimeoutError):
            wiping_it.result(0.3)
        events.append(db, other.id, Event(LATER, "read", "staff:1"))
    wiping_it.result()
    assert len(rows(database, "wiped_events")) == 2
    assert chain.verify(database, ring) is None


def test_of_what_is_wiped_a_reference_and_digests_stay_and_nothing_else(database: Database, ring: KeyRing) -> None:
    other, record = fill(database, ring)
    happens(database, ring, other)
    enqueue(database, other, Delivery(Purpose.TEAM_NOTICE, "team", NOON))
    before = everything(database)
    close(database, record)
    wipe(database, record)
    after = everything(database)
    kept = {"wiped_records", "wiped_events"}
    assert all(record.id not in repr(found) for table, found in after.items() if table not in kept)
    assert all(record.reference not in repr(found) for table, found in after.items() if table not in kept)
    gone = {"id": record.id, "reference": record.reference, "wiped_at": LATER, "was_early": False}
    assert gone in after["wiped_records"]
    digests = [
        {name: each[name] for name in ("id", "record_id", "seq", "digest")}
        for each in before["events"]
        if each["record_id"] == record.id
    ]
    assert len(digests) == 2 and all(each in after["wiped_events"] for each in digests)
    untouched = {"drafts", "staff", "staff_sessions", "recovery_codes", "saved_filters", "equality_counts", "seals"}
    assert {table: after[table] for table in untouched} == {table: before[table] for table in untouched}
    assert [each["id"] for each in after["records"]] == [other.id]
    assert chain.verify(database, ring) is None


def test_the_seals_prove_all_others_still_and_find_what_was_taken_away_otherwise(
    database: Database, ring: KeyRing
) -> None:
    record, other, last = a_record(), a_record(), a_record()
    add(database, ring, record, other)
    seal(database, 0)
    happens(database, ring, record)
    add(database, ring, last)
    seal(database, 1)
    close(database, record)
    wipe(database, record)
    seal(database, 2)
    assert chain.verify(database, ring) is None

    with database.write() as db:
        digests = tables.wiped_events.c
        db.execute(update(tables.wiped_events).where(digests.seq == 2).values(digest=b"d" * 32))
    assert "the seal of 2026-11-24: it was changed" in str(chain.verify(database, ring))


def test_the_last_that_happened_at_all_has_to_wait(database: Database, ring: KeyRing) -> None:
    record, other = a_record(), a_record()
    add(database, ring, record)
    close(database, record)
    with pytest.raises(NewestOfAllError, match=f"{record.reference} has the newest of all events"):
        wipe(database, record)
    assert rows(database, "wiped_records") == []
    add(database, ring, other)
    wipe(database, record)
    assert len(rows(database, "wiped_records")) == 1


def test_whose_delivery_is_the_newest_of_all_has_to_wait_too(database: Database, ring: KeyRing) -> None:
    record, other = a_record(), a_record()
    add(database, ring, record, other)
    enqueue(database, record, Delivery(Purpose.TEAM_NOTICE, "team", NOON))
    close(database, record)
    with pytest.raises(NewestOfAllError, match=f"{record.reference} has the newest of all deliveries"):
        wipe(database, record)
    enqueue(database, other, Delivery(Purpose.TEAM_NOTICE, "team", NOON))
    wipe(database, record)
    assert [each["record_id"] for each in rows(database, "deliveries")] == [other.id]


def test_what_was_wiped_is_told_in_that_order(database: Database, ring: KeyRing) -> None:
    first, second, last = a_record(), a_record(), a_record()
    add(database, ring, first, second, last)
    close(database, first, second)
    with database.write() as db:
        for record, minutes in ((second, 1), (first, 2)):
            wiping.wipe(db, closed(database, record), NOON + minutes * MINUTE, was_early=record is first)
    with database.read() as db:
        assert wiping.wiped(db) == [
            Wiped(second.reference, NOON + MINUTE, was_early=False),
            Wiped(first.reference, NOON + 2 * MINUTE, was_early=True),
        ]


def test_a_call_no_longer_names_what_was_wiped(database: Database, ring: KeyRing) -> None:
    other, record = fill(database, ring)
    happens(database, ring, other)
    enqueue(database, other, Delivery(Purpose.TEAM_NOTICE, "team", NOON))
    close(database, record)
    with database.write() as db:
        db.execute(update(tables.calls).values(reference=record.reference))
    wipe(database, record)
    assert [each["reference"] for each in rows(database, "calls")] == [None]


def test_a_reference_is_never_given_again(database: Database, ring: KeyRing) -> None:
    record, other = a_record(), a_record()
    add(database, ring, record, other)
    close(database, record)
    wipe(database, record)
    with pytest.raises(ReferenceTakenError):
        add(database, ring, a_record(reference=record.reference))
    assert [each["id"] for each in rows(database, "records")] == [other.id]
