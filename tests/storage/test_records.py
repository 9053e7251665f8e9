"""A record is added once and whole, comes back as it was, and opens nowhere but in its own place."""

from __future__ import annotations

from datetime import date, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from intake.access.sealing import CannotOpen, KeyRing, new_key_text
from intake.records.deliveries import Delivery
from intake.records.record import Event, Purpose
from intake.storage import chain, drafts, events, outbox, records
from intake.storage.database import Database
from intake.storage.records import ReferenceTakenError
from tests.storage.kept import MINUTE, NOON, a_record, add, find, rows


def test_a_record_comes_back_as_it_was_added(database: Database, ring: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    assert find(database, ring, record.reference) == record


def test_a_record_without_a_route_or_a_draft_comes_back_too(database: Database, ring: KeyRing) -> None:
    record = a_record(route=None, draft_id=None, flags=[])
    add(database, ring, record)
    assert find(database, ring, record.reference) == record


def test_moments_come_back_in_utc_whatever_zone_they_went_in_with(database: Database, ring: KeyRing) -> None:
    record = a_record(received_at=NOON.astimezone(timezone(timedelta(hours=5))))
    add(database, ring, record)
    found = find(database, ring, record.reference)
    assert found is not None and found.received_at.isoformat() == "2026-11-23T12:00:00+00:00"


def test_no_record_is_found_under_a_reference_that_was_not_given(database: Database, ring: KeyRing) -> None:
    assert find(database, ring, "WDYT-222222") is None


def test_what_happened_to_a_record_is_added_in_order(database: Database, ring: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    with database.write() as db:
        events.append(db, record.id, Event(NOON + MINUTE, "looked_at", "team", {"by_role": "manager"}))
    noted = [(row["record_id"], row["kind"], row["by"], row["detail"]) for row in rows(database, "events")]
    assert noted == [(record.id, "received", "self", {}), (record.id, "looked_at", "team", {"by_role": "manager"})]


def test_what_has_happened_by_then_is_added_with_it_and_proves_itself(database: Database, ring: KeyRing) -> None:
    record = a_record()
    offer = Event(NOON, "advocate_offered", "self", {"answer": "wants"}, {"note": "I would like one 🙂"})
    with database.write() as db:
        records.add(db, record, ring, Event(NOON, "received", "self"), None, offer)
        events.append(db, record.id, Event(NOON + MINUTE, "noted", "staff:1", {}, {"note": "Rang"}), ring)
    with database.read() as db:
        kept = events.of_record(db, record.id, ring)
    assert [(each.kind, each.words.get("note")) for each in kept] == [
        ("received", None), ("advocate_offered", "I would like one 🙂"), ("noted", "Rang"),
    ]  # fmt: skip
    assert chain.verify(database, ring) is None


@pytest.mark.parametrize("taken", ["once", "reference", "id"])
def test_what_is_taken_is_refused_and_nothing_is_half_written(database: Database, ring: KeyRing, taken: str) -> None:
    first = a_record()
    add(database, ring, first)
    second = a_record(**{taken: getattr(first, taken)})
    with database.write() as db:
        drafts.add(db, "draft", b"sealed", NOON + MINUTE)
        draft = drafts.find(db, "draft", NOON)
        assert draft is not None

    def send() -> None:
        with database.write() as db:
            drafts.take(db, draft)
            outbox.enqueue(db, first.id, [Delivery(Purpose.TEAM_NOTICE, "team", NOON)], NOON)
            records.add(db, second, ring, Event(NOON, "received", "self"), None)

    with pytest.raises(IntegrityError):
        send()
    assert [row["id"] for row in rows(database, "records")] == [first.id]
    assert len(rows(database, "events")) == 1
    assert rows(database, "deliveries") == []
    assert [row["id"] for row in rows(database, "drafts")] == ["draft"]


def test_what_was_sent_under_a_key_is_known(database: Database, ring: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    with database.read() as db:
        assert records.reference_sent(db, record.once) == record.reference
        assert records.reference_sent(db, "draft:another") is None


def test_a_code_opens_its_record(database: Database, ring: KeyRing) -> None:
    with_code = a_record()
    add(database, ring, with_code, code_lookup=b"lookup")
    add(database, ring, a_record())
    with database.read() as db:
        assert records.reference_of_code(db, b"lookup") == with_code.reference
        assert records.reference_of_code(db, b"another") is None


def test_a_record_keeps_the_first_code_it_is_given(database: Database, ring: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    for lookup in (b"first", b"second"):
        with database.write() as db:
            records.keep_code(db, record.reference, lookup)
    with database.read() as db:
        assert records.reference_of_code(db, b"first") == record.reference
        assert records.reference_of_code(db, b"second") is None


# ── The queue ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_queue_is_oldest_first_whatever_the_order_of_adding(database: Database, ring: KeyRing) -> None:
    late, early, middle = (a_record(received_at=NOON + n * MINUTE) for n in (2, 0, 1))
    add(database, ring, late, early, middle)
    with database.read(at_one_moment=True) as db:
        assert list(records.every(db, ring)) == [early, middle, late]


@pytest.mark.parametrize(
    ("since", "found"),
    [
        pytest.param(NOON - MINUTE, 3, id="before all"),
        pytest.param(NOON + MINUTE, 2, id="that very moment counts"),
        pytest.param(NOON + 3 * MINUTE, 0, id="after all"),
    ],
)
def test_the_queue_since_a_moment(database: Database, ring: KeyRing, since: object, found: int) -> None:
    add(database, ring, *(a_record(received_at=NOON + n * MINUTE) for n in range(3)))
    with database.read(at_one_moment=True) as db:
        assert len(list(records.every(db, ring, since))) == found  # type: ignore[arg-type]


def test_a_long_queue_is_read_while_other_questions_are_asked(database: Database, ring: KeyRing) -> None:
    """More rows than are fetched at a time, on the one connection that the export has."""
    kept = [a_record(received_at=NOON + n * MINUTE, draft_id="one draft") for n in range(450)]
    add(database, ring, *kept)
    with database.read(at_one_moment=True) as db:
        read = [(record.id, len(records.linked(db, record))) for record in records.every(db, ring)]
    assert read == [(record.id, 449) for record in kept]


def test_records_of_one_draft_are_linked_oldest_first(database: Database, ring: KeyRing) -> None:
    complaint, help_later, help_first = (a_record(draft_id="same", received_at=NOON + n * MINUTE) for n in (3, 2, 1))
    stranger, alone = a_record(), a_record(draft_id=None)
    add(database, ring, complaint, help_later, help_first, stranger, alone)
    with database.read() as db:
        assert records.linked(db, complaint) == [help_first.reference, help_later.reference]
        assert records.linked(db, stranger) == []
        assert records.linked(db, alone) == []


# ── Sealing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_word_of_anybody_lies_in_the_open(database: Database, ring: KeyRing) -> None:
    record = a_record(
        story={"story": "CANARY-STORY", "answers": {}, "asked": []},
        identity={"complainant": {"preferred": "CANARY-ME"}},
    )
    add(database, ring, record)
    assert b"CANARY" not in repr(rows(database, "records")).encode()
    assert "CANARY" not in repr(rows(database, "events"))


@pytest.mark.parametrize(
    "move",
    [
        pytest.param(
            "UPDATE records SET story = (SELECT story FROM records WHERE id = :other) WHERE id = :id", id="row"
        ),
        pytest.param("UPDATE records SET identity = story WHERE id = :id", id="column"),
    ],
)
def test_what_is_moved_to_another_place_does_not_open(database: Database, ring: KeyRing, move: str) -> None:
    record, other = a_record(), a_record()
    add(database, ring, record, other)
    with database.write() as db:
        db.execute(text(move), {"id": record.id} | ({"other": other.id} if ":other" in move else {}))
    with pytest.raises(CannotOpen, match=record.id):
        find(database, ring, record.reference)
    assert find(database, ring, other.reference) == other


def test_records_are_sealed_anew_and_then_need_only_the_new_key(database: Database) -> None:
    old, new = new_key_text("k1"), new_key_text("k2")
    kept = [a_record(received_at=NOON + n * MINUTE, received_date=date(2026, 11, 23)) for n in range(7)]
    add(database, KeyRing.from_text(old), *kept)
    both = KeyRing.from_text(f"{new},{old}")

    assert [records.reseal(database, both) for _ in range(2)] == [7, 0]

    with database.read(at_one_moment=True) as db:
        assert list(records.every(db, KeyRing.from_text(new))) == kept
    with pytest.raises(CannotOpen, match="'k2'"):
        find(database, KeyRing.from_text(old), kept[0].reference)


def test_a_record_with_one_side_still_under_the_old_key_is_sealed_anew(database: Database) -> None:
    old, new = new_key_text("k1"), new_key_text("k2")
    record = a_record()
    add(database, KeyRing.from_text(old), record)
    [before] = rows(database, "records")
    both = KeyRing.from_text(f"{new},{old}")
    records.reseal(database, both)
    with database.write() as db:
        db.execute(
            text("UPDATE records SET identity = :old WHERE id = :id"), {"old": before["identity"], "id": record.id}
        )
    assert records.reseal(database, both) == 1
    assert find(database, KeyRing.from_text(new), record.reference) == record


# ── References ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("taken", [IntegrityError("", {}, Exception()), ReferenceTakenError()], ids=["now", "before"])
def test_another_reference_is_drawn_where_one_is_taken(taken: Exception) -> None:
    drawn = iter([taken, taken, "WDYT-CD2F34"])

    def attempt() -> str:
        found = next(drawn)
        if isinstance(found, Exception):
            raise found
        return found

    assert records.with_free_references(attempt) == "WDYT-CD2F34"


def test_where_none_is_free_that_is_a_fault() -> None:
    def attempt() -> str:
        raise ReferenceTakenError

    with pytest.raises(RuntimeError, match="expected one at the first"):
        records.with_free_references(attempt)
