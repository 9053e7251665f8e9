"""Nothing that happened can be changed, taken away or put in between without being found."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, text, update

from intake.access.sealing import KeyRing, new_key_text
from intake.records.record import Event, Record
from intake.storage import chain, events, migrate
from intake.storage.chain import Seal
from intake.storage.database import Database
from intake.storage.tables import events as events_table
from intake.storage.tables import records, seals
from tests.storage.kept import MINUTE, NOON, a_record, add, rows

TODAY = NOON.date()
TOMORROW = TODAY + timedelta(days=1)
_event = events_table.c


def append(database: Database, ring: KeyRing, record: Record, kind: str, **words: str) -> None:
    with database.write() as db:
        events.append(db, record.id, Event(NOON + MINUTE, kind, "staff:1", {"of": "x"}, words), ring)


def seal(database: Database, day: date = TODAY, now: datetime = NOON) -> Seal | None:
    with database.write() as db:
        return chain.seal(db, day, now)


@pytest.fixture
def kept(database: Database, ring: KeyRing) -> list[Record]:
    """Three records: what happened to the first two is sealed, and something more has happened to the first since."""
    kept = [a_record(), a_record(), a_record()]
    add(database, ring, *kept)
    for kind in ("noted", "replied"):
        append(database, ring, kept[0], kind, reason=f"They {kind} 🙂")
    append(database, ring, kept[1], "closed")
    seal(database)
    append(database, ring, kept[0], "reopened", reason="New things")
    return kept


def change(database: Database, *where: Any, **values: Any) -> None:
    with database.write() as db:
        assert db.execute(update(events_table).where(*where).values(**values)).rowcount == 1


# ── Whole ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_written_proves_itself(database: Database, ring: KeyRing, kept: list[Record]) -> None:
    assert chain.verify(database, ring) is None
    seal(database, TOMORROW)
    assert chain.verify(database, ring) is None


def test_nothing_proves_itself_too(database: Database, ring: KeyRing) -> None:
    assert chain.verify(database, ring) is None
    assert seal(database) is None and rows(database, "seals") == []
    assert chain.verify(database, ring) is None


def test_a_day_without_an_event_is_sealed_once_there_were_some(
    database: Database, ring: KeyRing, kept: list[Record]
) -> None:
    first, second, third = (seal(database, TODAY + timedelta(days=days)) for days in range(3))
    assert first and second and third
    assert (second.records, third.records) == (1, 0)
    assert chain.verify(database, ring) is None


def test_words_that_are_sealed_anew_are_the_same_words(database: Database) -> None:
    old, new = new_key_text("k1"), new_key_text("k2")
    record, ring = a_record(), KeyRing.from_text(old)
    add(database, ring, record)
    for n in range(5):
        append(database, ring, record, "noted", reason=f"Words {n}")
    both, only_new = KeyRing.from_text(f"{new},{old}"), KeyRing.from_text(new)
    assert [events.reseal(database, both) for _ in range(2)] == [5, 0]
    assert chain.verify(database, only_new) is None
    with database.read() as db:
        assert [each.words.get("reason") for each in events.of_record(db, record.id, only_new)][1:] == [
            f"Words {n}" for n in range(5)
        ]


# ── Changed ──────────────────────────────────────────────────────────────────────────────────────────────────────────

TAMPER: dict[str, Any] = {
    "seq": 9,
    "at": NOON + 5 * MINUTE,
    "kind": "refused",
    "by": "staff:2",
    "detail": {"of": "y"},
    "words": b"\x02k1 other words",
    "words_mark": b"m" * 32,
    "is_change": False,
    "digest": b"d" * 32,
}


def test_every_column_of_an_event_is_tried() -> None:
    assert {column.name for column in events_table.columns} == set(TAMPER) | {"id", "record_id"}


@pytest.mark.parametrize("column", TAMPER)
@pytest.mark.parametrize("seq", [1, 2, 3, 4])
def test_a_changed_column_of_any_event_is_found_and_named(
    seq: int, column: str, database: Database, ring: KeyRing, kept: list[Record]
) -> None:
    change(database, _event.record_id == kept[0].id, _event.seq == seq, **{column: TAMPER[column]})
    found = chain.verify(database, ring)
    assert found is not None
    assert found.startswith(f"{kept[0].reference}, event {seq}")
    said = {"seq": "missing", "words": "its words were changed"}.get(column, "it was changed")
    assert said in found


@pytest.mark.parametrize("column", ["words", "words_mark"])
def test_words_that_are_taken_away_are_missed(
    column: str, database: Database, ring: KeyRing, kept: list[Record]
) -> None:
    change(database, _event.record_id == kept[0].id, _event.seq == 2, **{column: None})
    assert f"{kept[0].reference}, event 2" in (chain.verify(database, ring) or "")


def test_words_whose_key_is_missing_are_not_said_to_be_changed(database: Database, kept: list[Record]) -> None:
    another = KeyRing.from_text(new_key_text("k2"))
    found = chain.verify(database, another) or ""
    assert f"{kept[0].reference}, event 2 (noted" in found
    assert found.endswith("its words are sealed with the key 'k1': expected it in SEAL_KEYS")


def test_words_of_another_event_are_not_its_own(database: Database, ring: KeyRing, kept: list[Record]) -> None:
    other = next(row for row in rows(database, "events") if row["kind"] == "replied")
    change(database, _event.record_id == kept[0].id, _event.seq == 2, words=other["words"])
    assert "event 2 (noted" in (chain.verify(database, ring) or "")
    assert "its words were changed" in (chain.verify(database, ring) or "")


def test_an_event_that_is_moved_behind_the_seal_is_missed_in_it(
    database: Database, ring: KeyRing, kept: list[Record]
) -> None:
    change(database, _event.record_id == kept[1].id, _event.seq == 2, id=999)
    assert (chain.verify(database, ring) or "").startswith(f"the seal of {TODAY}: ")


def test_two_events_that_change_places_are_found(database: Database, ring: KeyRing, kept: list[Record]) -> None:
    for was, becomes in ((2, -1), (3, 2), (-1, 3)):
        change(database, _event.record_id == kept[0].id, _event.seq == was, seq=becomes)
    assert f"{kept[0].reference}, event 2 (replied" in (chain.verify(database, ring) or "")


def test_an_event_that_changes_its_record_is_found(database: Database, ring: KeyRing, kept: list[Record]) -> None:
    change(database, _event.record_id == kept[0].id, _event.seq == 4, record_id=kept[2].id, seq=2)
    found = chain.verify(database, ring)
    assert found in {
        f"{kept[0].reference}, event 4: it is missing",
        f"{kept[2].reference}, event 2 (reopened, {(NOON + MINUTE).isoformat()}): it was changed",
    }


@pytest.mark.parametrize(
    ("seq", "message"),
    [
        pytest.param(4, "event 4: it is missing", id="the last"),
        pytest.param(2, "event 2: it is missing", id="one in between"),
        pytest.param(1, "event 1: it is missing", id="the first"),
    ],
)
def test_a_deleted_event_is_missed(
    seq: int, message: str, database: Database, ring: KeyRing, kept: list[Record]
) -> None:
    with database.write() as db:
        db.execute(delete(events_table).where(_event.record_id == kept[0].id, _event.seq == seq))
    assert chain.verify(database, ring) == f"{kept[0].reference}, {message}"


def test_an_event_added_past_the_code_is_found(database: Database, ring: KeyRing, kept: list[Record]) -> None:
    head = next(row["head"] for row in rows(database, "records") if row["id"] == kept[1].id)
    with database.write() as db:
        events.add(db, events.row_of(kept[1].id, Event(NOON, "reopened", "staff:2"), ring, 2, head))
    assert chain.verify(database, ring) == f"{kept[1].reference}, event 3: it was added behind the others"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param({"head": b"h" * 32}, ": the digest of its last event was changed", id="head"),
        pytest.param({"events": 5}, ", event 5: it is missing", id="more than there are"),
        pytest.param({"events": 3}, ", event 4: it was added behind the others", id="fewer than there are"),
    ],
)
def test_a_record_that_says_otherwise_than_its_events_is_found(
    changed: dict[str, Any], message: str, database: Database, ring: KeyRing, kept: list[Record]
) -> None:
    with database.write() as db:
        db.execute(update(records).where(records.c.id == kept[0].id).values(**changed))
    assert chain.verify(database, ring) == f"{kept[0].reference}{message}"


# ── With the chain made anew ─────────────────────────────────────────────────────────────────────────────────────────


def forge(database: Database, ring: KeyRing, record: Record, *kinds: str) -> None:
    """Writes another past for a record, with a chain that is right in itself, under the ids of the old one."""
    ids = [row["id"] for row in rows(database, "events") if row["record_id"] == record.id]
    with database.write() as db:
        db.execute(delete(events_table).where(_event.record_id == record.id))
        head = b""
        for n, (event_id, kind) in enumerate(zip(ids, kinds, strict=False)):
            row = events.row_of(record.id, Event(NOON, kind, "self"), ring, n, head)
            db.execute(insert(events_table), {**row, "id": event_id})
            head = row["digest"]
        db.execute(update(records).where(records.c.id == record.id).values(events=len(kinds), head=head))


def test_another_past_breaks_the_seal_of_its_day(database: Database, ring: KeyRing, kept: list[Record]) -> None:
    seal(database, TOMORROW)
    forge(database, ring, kept[1], "received", "refused")
    assert (chain.verify(database, ring) or "").startswith(f"the seal of {TODAY}: it was changed, or something")


def test_a_past_that_ends_earlier_breaks_the_seal(database: Database, ring: KeyRing, kept: list[Record]) -> None:
    forge(database, ring, kept[1], "received")
    assert (chain.verify(database, ring) or "").startswith(f"the seal of {TODAY}: ")


def _without_record(database: Database, record: Record) -> None:
    with database.write() as db:
        for table in ("record_flags", "events"):
            db.execute(text(f"DELETE FROM {table} WHERE record_id = :id"), {"id": record.id})
        db.execute(delete(records).where(records.c.id == record.id))


def test_a_record_that_is_gone_with_all_its_events_breaks_the_seal(
    database: Database, ring: KeyRing, kept: list[Record]
) -> None:
    _without_record(database, kept[2])
    assert (chain.verify(database, ring) or "").endswith("or a record is gone")


def test_a_record_that_is_gone_from_before_its_events_is_missed(tmp_path: Path, ring: KeyRing) -> None:
    database = Database(f"sqlite:///{tmp_path}/gone.db")
    migrate.upgrade(database)
    record = a_record(flags=[])
    add(database, ring, record)
    with closing(sqlite3.connect(tmp_path / "gone.db")) as past_our_own:  # which lets no record of events go
        past_our_own.execute("DELETE FROM records")
        past_our_own.commit()
    assert f"of the record {record.id}: the record is gone" in (chain.verify(database, ring) or "")
    database.close()


# ── Seals ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_day_is_sealed_once(database: Database, ring: KeyRing, kept: list[Record]) -> None:
    first = chain_of(database)
    assert seal(database, now=NOON + MINUTE) == first[0]
    assert seal(database, TODAY - timedelta(days=1)) == first[0]
    assert chain_of(database) == first


def chain_of(database: Database) -> list[Seal]:
    return [
        Seal(row["day"], row["at"], row["last_event"], row["records"], row["digest"])
        for row in sorted(rows(database, "seals"), key=lambda row: int(row["id"]))
    ]


def test_a_seal_is_over_what_has_changed_since_and_follows_on_the_one_before(
    database: Database, ring: KeyRing, kept: list[Record]
) -> None:
    second = seal(database, TOMORROW)
    quiet = seal(database, TOMORROW + timedelta(days=1))
    first = chain_of(database)[0]
    assert [each.records for each in (first, second, quiet)] == [3, 1, 0]
    assert len({each.digest for each in (first, second, quiet)}) == 3
    assert quiet.last_event == second.last_event > first.last_event
    assert str(first) == f"{TODAY}:{first.digest.hex()}"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        pytest.param("day", TODAY - timedelta(days=3), id="day"),
        pytest.param("at", NOON + MINUTE, id="moment"),
        pytest.param("last_event", 1, id="last event"),
        pytest.param("records", 2, id="how many"),
        pytest.param("digest", b"d" * 32, id="digest"),
    ],
)
def test_a_forged_seal_is_found(
    column: str, value: object, database: Database, ring: KeyRing, kept: list[Record]
) -> None:
    seal(database, TOMORROW)
    with database.write() as db:
        db.execute(update(seals).where(seals.c.day == TODAY).values({column: value}))
    day = value if column == "day" else TODAY
    assert (chain.verify(database, ring) or "").startswith(f"the seal of {day}: it was changed")


def test_a_seal_that_is_taken_away_breaks_the_next(database: Database, ring: KeyRing, kept: list[Record]) -> None:
    seal(database, TOMORROW)
    with database.write() as db:
        db.execute(delete(seals).where(seals.c.day == TODAY))
    assert (chain.verify(database, ring) or "").startswith(f"the seal of {TOMORROW}: it was changed")


def test_seals_made_anew_are_not_those_that_were_kept_elsewhere(
    database: Database, ring: KeyRing, kept: list[Record]
) -> None:
    outside = {TODAY: chain_of(database)[0].digest.hex()}
    assert chain.verify(database, ring, outside) is None
    forge(database, ring, kept[1], "received", "refused")
    with database.write() as db:
        db.execute(delete(seals))
        chain.seal(db, TODAY, NOON)
    assert chain.verify(database, ring) is None
    assert chain.verify(database, ring, outside) == (
        f"the seal of {TODAY}: it is another than the one that was kept elsewhere"
    )


def test_a_seal_that_was_kept_and_is_not_there_is_missed(database: Database, ring: KeyRing, kept: list[Record]) -> None:
    assert chain.verify(database, ring, {TOMORROW: "00"}) == f"the seal of {TOMORROW}: it is missing"


def test_a_seal_leaves_out_nothing_that_is_committed_after_it(new_postgresql: Callable[[], str], ring: KeyRing) -> None:
    """Somebody has an id for an event and commits it later; meanwhile others get higher ids and are done."""
    database = Database(new_postgresql())
    migrate.upgrade(database)
    slow, quick = a_record(), a_record()
    add(database, ring, slow, quick)
    has_id, may_commit = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with database.write() as db:
            events.append(db, slow.id, Event(NOON, "noted", "staff:1"))
            has_id.set()
            may_commit.wait(10)

    writer = threading.Thread(target=write_slowly)
    writer.start()
    assert has_id.wait(10)
    append(database, ring, quick, "noted")
    sealing = threading.Thread(target=seal, args=(database,))
    sealing.start()
    sealing.join(0.3)
    assert sealing.is_alive(), "the seal was made over an event that somebody had not committed yet"
    may_commit.set()
    sealing.join(10)
    writer.join(10)
    [made] = chain_of(database)
    assert (made.last_event, made.records) == (4, 2)
    assert chain.verify(database, ring) is None
    database.close()


def test_two_things_that_happen_at_once_stand_one_after_the_other(database: Database, ring: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    with ThreadPoolExecutor(1) as somebody, database.write() as db:
        events.append(db, record.id, Event(NOON, "noted", "staff:1"))
        replying = somebody.submit(append, database, ring, record, "replied")
        with pytest.raises(TimeoutError):
            replying.result(0.3)
    replying.result()
    with database.read() as db:
        assert [event.kind for event in events.of_record(db, record.id, ring)][1:] == ["noted", "replied"]
    assert chain.verify(database, ring) is None


def test_nobody_waits_for_the_rest_of_a_seal(new_postgresql: Callable[[], str], ring: KeyRing) -> None:
    database = Database(new_postgresql())
    migrate.upgrade(database)
    record = a_record()
    add(database, ring, record)
    with database.write() as db:
        chain.seal(db, TODAY, NOON)
        with database.write() as other:
            other.execute(text("SET LOCAL lock_timeout = '1s'"))
            events.append(other, record.id, Event(NOON, "noted", "staff:1"))
    assert chain.verify(database, ring) is None
    database.close()
