"""Builders of what is kept, with defaults, and a look at the raw rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import Engine, event, insert, select

from intake.access.marks import Marks
from intake.access.sealing import KeyRing
from intake.casework.roles import Role, Staff
from intake.casework.standing import Rank, Standing, WaitsFor
from intake.records.deliveries import Delivery
from intake.records.record import Event, Purpose, Record
from intake.storage import chain, drafts, equality, events, filters, links, outbox, records, search, staff, tables
from intake.storage.database import Database
from intake.storage.outbox import Leased

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MARKS = Marks(bytes(32))

STANDING = Standing(
    stage="stage_1",
    status="active",
    route="statutory",
    rank=Rank.OTHER,
    due_on=NOON.date(),
    due_what="stage1_10wd",
    waits_for=WaitsFor.COMPLAINTS_TEAM,
    team="fostering",
    assigned_to=None,
    is_young=False,
    is_safety=False,
    is_open=True,
)

_numbers = count(1)


def a_record(**changes: Any) -> Record:
    """A record that differs from every other one in its id, its reference and what makes it once."""
    number = next(_numbers)
    plain: dict[str, Any] = {
        "id": f"record{number}",
        "reference": f"WDYT-{number:06}",
        "once": f"draft:{number}",
        "draft_id": f"draft{number}",
        "kind": "complaint",
        "council": "northshire",
        "voice": "child",
        "language": "en",
        "method": "e_form_young_person",
        "received_at": NOON,
        "received_date": date(2026, 11, 23),
        "stage": "intake",
        "status": "new",
        "route": "statutory",
        "time_limit": "in_time",
        "flags": ["advocate_must_offer"],
        "envelope": {"schema_version": 1, "due": {"stage1_10wd": "2026-12-07"}},
        "story": {"story": "Nobody rings back. لا أحد 🙂", "answers": {"topic": ["cannot_reach"]}, "asked": []},
        "identity": {"complainant": {"preferred": "Jay"}, "answers": {"preferred": "Jay"}, "asked": []},
    }
    return Record(**{**plain, **changes})


def add(database: Database, ring: KeyRing, *kept: Record, code_lookup: bytes | None = None) -> None:
    """Keeps records, each with its first event."""
    with database.write() as db:
        for record in kept:
            records.add(db, record, ring, Event(record.received_at, "received", "self"), code_lookup)


def find(database: Database, ring: KeyRing, reference: str) -> Record | None:
    with database.read() as db:
        return records.find(db, reference, ring)


def rows(database: Database, table: str) -> list[dict[str, Any]]:
    """Every row of a table, as it lies there."""
    with database.read() as db:
        return [dict(row) for row in db.execute(select(tables.metadata.tables[table])).mappings()]


def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that the code knows, in an order that does not depend on where it lies."""
    return {table: sorted(rows(database, table), key=repr) for table in tables.metadata.tables}


def enqueue(database: Database, record: Record, *wanted: Delivery) -> None:
    with database.write() as db:
        outbox.enqueue(db, record.id, wanted, NOON)


def lease(database: Database, target: str, now: datetime = NOON, *, minutes: int = 5) -> Leased | None:
    """The next delivery to this place, leased for so many minutes."""
    with database.write() as db:
        return outbox.lease(db, target, now, now + minutes * MINUTE)


def leased(database: Database, target: str, now: datetime = NOON) -> Leased:
    """The next delivery to this place, of which there is one."""
    found = lease(database, target, now)
    assert found is not None
    return found


def fill(database: Database, ring: KeyRing) -> list[Record]:
    """Puts something into every table: among it a delivery in each state, and one that is long over."""
    kept = fill_003(database, ring)
    with database.write() as db:
        gone = {"id": "gone", "reference": "WDYT-GGG222", "wiped_at": NOON, "was_early": False}
        db.execute(insert(tables.wiped_records), gone)
        event = {"id": 0, "record_id": "gone", "seq": 1, "digest": b"\x00 digest"}
        db.execute(insert(tables.wiped_events), event)
    with database.write() as db:
        chain.seal(db, NOON.date(), NOON + MINUTE)
    return kept


def fill_003(database: Database, ring: KeyRing) -> list[Record]:
    """Puts something into every table as the third version had them, but no seal."""
    with_code, another = a_record(received_at=NOON + timedelta(microseconds=1)), a_record(draft_id=None, route=None)
    add(database, ring, with_code, code_lookup=b"\x00\xff lookup")
    add(database, ring, another)
    places = ("over", "accepted", "refused", "called-off", "tried", "under-way", "waiting")
    enqueue(database, with_code, *(Delivery(Purpose.TEAM_NOTICE, place, NOON) for place in places))
    over, accepted, refused, called_off, tried, _ = (leased(database, place) for place in places[:-1])
    with database.write() as db:
        outbox.sent(db, over, NOON)
        outbox.sent(db, accepted, NOON + 2 * MINUTE)
        outbox.failed(db, refused, "http_400", NOON)
        outbox.cancelled(db, called_off, "accepted_elsewhere", NOON + 2 * MINUTE)
        outbox.later(db, tried, NOON + 3 * MINUTE, "no_answer")
        assert outbox.archive(db, NOON + MINUTE, 10) == 1
        drafts.add(db, "d1", b"\x00 sealed", NOON + MINUTE)
        drafts.add(db, "d2", b"", NOON + MINUTE)
        drafts.keep_code(db, "d2", b"lookup", b"wrapped")
        equality.count(db, NOON.date(), "child", [("eq_age", "13_15"), ("eq_sex", "skipped")])
        db.execute(insert(tables.referrals), a_referral(with_code))
    _fill_desk(database, ring, with_code, another)
    return [another, with_code]


def _fill_desk(database: Database, ring: KeyRing, one: Record, other: Record) -> None:
    """Somebody who works at the desk, is in the middle of a call and named in a record, and what they left behind."""
    person = Staff("staff1", "ana", "Ana Example", "", "ana@northshire.example", frozenset({Role.COMPLAINTS_OFFICER}))
    with database.write() as db:
        staff.add(db, person, NOON)
        staff.begin_session(db, person.id, NOON)
        db.execute(insert(tables.recovery_codes), {"staff_id": person.id, "mark": b"\x00 mark", "used_at": NOON})
        call = {"id": "call1", "staff_id": person.id, "state": "open", "opened_at": NOON, "saved_at": NOON}
        db.execute(insert(tables.calls), {**call, "version": 1, "sealed": b"\x80 sealed"})
        shut_out = {"staff_id": person.id, "record_id": one.id, "state": "suspected", "at": NOON, "by": "service"}
        db.execute(insert(tables.shut_out), shut_out)
        search.mark(db, one, MARKS)
        links.join(db, one.id, other.id, "same_child", person.mark, NOON)
        filters.keep(db, person.id, "Mine", {"assigned": "me"})
        events.append(db, one.id, Event(NOON + MINUTE, "noted", person.mark, {}, {"reason": "They rang. 🙂"}), ring)


def a_referral(record: Record) -> dict[str, Any]:
    """The row of a referral that a provider has answered."""
    return {
        "id": f"referral of {record.id}",
        "record_id": record.id,
        "state": "appointed",
        "consent_by": "child",
        "consent_how": "form",
        "consent_version": "1",
        "consent_at": NOON,
        "link_lookup": record.id.encode(),
        "sealed": b"\x80 sealed",
        "named": b"who",
        "answer_by": NOON + timedelta(days=1),
        "contacted_on": NOON.date(),
    }


def statements(engine: Engine, do: Callable[[], object]) -> list[str]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def ask(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement.upper())

    event.listen(engine, "before_cursor_execute", ask)
    do()
    event.remove(engine, "before_cursor_execute", ask)
    return asked
