"""What has to reach somebody is written once, leased to one worker at a time, and settled or in sight."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, text, update
from sqlalchemy.exc import IntegrityError

from intake.access.sealing import KeyRing
from intake.records.deliveries import Delivery
from intake.records.record import Purpose, Record
from intake.storage import migrate, outbox, tracking
from intake.storage.database import Database
from intake.storage.outbox import Leased, State
from intake.storage.tables import deliveries
from intake.storage.tracking import Tracked
from tests.storage.kept import MINUTE, NOON, a_record, add, enqueue, lease, leased, rows

HOUR = timedelta(hours=1)


@pytest.fixture
def record(database: Database, ring: KeyRing) -> Record:
    """A record that is kept, with nothing to deliver yet."""
    kept = a_record()
    add(database, ring, kept)
    return kept


def to(target: str, due_at: object = NOON, purpose: Purpose = Purpose.TEAM_NOTICE) -> Delivery:
    return Delivery(purpose, target, due_at)  # type: ignore[arg-type]


def tracked(database: Database, record: Record) -> list[Tracked]:
    with database.read() as db:
        return tracking.of_record(db, record.id)


def states(database: Database, record: Record) -> dict[str, State]:
    return {each.target: each.state for each in tracked(database, record)}


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_delivery_is_ready_from_its_own_moment(database: Database, record: Record) -> None:
    enqueue(database, record, to("team"), to("second", NOON + HOUR, Purpose.DUTY_ALERT))
    team, second = tracked(database, record)
    assert team == Tracked(
        id=team.id,
        reference=record.reference,
        purpose=Purpose.TEAM_NOTICE,
        target="team",
        state=State.READY,
        created_at=NOON,
        due_at=NOON,
        attempts=0,
        reason=None,
        finished_at=None,
    )
    assert (second.purpose, second.target) == (Purpose.DUTY_ALERT, "second")
    assert (second.created_at, second.due_at) == (NOON, NOON + HOUR)


def test_nothing_to_deliver_is_nothing_written(database: Database, record: Record) -> None:
    enqueue(database, record)
    assert rows(database, "deliveries") == []


def test_a_delivery_is_written_once_for_each_record_purpose_and_place(
    database: Database, ring: KeyRing, record: Record
) -> None:
    other = a_record()
    add(database, ring, other)
    enqueue(database, record, to("team"), to("copy"), to("team", purpose=Purpose.DUTY_ALERT))
    enqueue(database, other, to("team"))
    with pytest.raises(IntegrityError):
        enqueue(database, record, to("third"), to("team"))
    assert len(rows(database, "deliveries")) == 4


def test_nothing_is_delivered_for_a_record_that_is_not_there(database: Database) -> None:
    with pytest.raises(IntegrityError):
        enqueue(database, a_record(), to("team"))


# ── Leasing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_worker_gets_what_has_been_due_longest(database: Database, ring: KeyRing) -> None:
    due = [NOON + n * MINUTE for n in (2, 0, 1)]
    for due_at in due:
        kept = a_record()
        add(database, ring, kept)
        enqueue(database, kept, to("team", due_at))
    got = [leased(database, "team", NOON + HOUR) for _ in due]
    first = {each.record_id: each.id for each in got}
    assert [row["id"] for row in sorted(rows(database, "deliveries"), key=lambda row: due[row["id"] - 1])] == list(
        first.values()
    )
    assert lease(database, "team", NOON + HOUR) is None


def test_a_worker_gets_what_goes_to_its_own_place_alone(database: Database, record: Record) -> None:
    enqueue(database, record, to("team"), to("copy"))
    assert leased(database, "copy").target == "copy"
    assert lease(database, "copy") is None
    assert leased(database, "team").target == "team"


def test_what_is_not_due_yet_is_not_leased(database: Database, record: Record) -> None:
    enqueue(database, record, to("team", NOON + MINUTE))
    assert lease(database, "team", NOON + MINUTE - timedelta(microseconds=1)) is None
    assert leased(database, "team", NOON + MINUTE).attempts == 1


def test_a_lease_says_what_to_send_and_where(database: Database, record: Record) -> None:
    enqueue(database, record, to("team"))
    got = leased(database, "team")
    assert (got.record_id, got.purpose, got.target) == (record.id, Purpose.TEAM_NOTICE, "team")
    assert (got.attempts, states(database, record)) == (1, {"team": State.LEASED})


def test_keys_differ_and_tell_nothing(database: Database, record: Record) -> None:
    enqueue(database, record, to("team"), to("copy"), to("team", purpose=Purpose.DUTY_ALERT))
    keys = [leased(database, target).key for target in ("team", "team", "copy")]
    assert len({*keys}) == 3 and {len(key) for key in keys} == {32}
    assert not [key for key in keys if record.id in key or "team" in key]


def test_a_lease_that_ran_out_is_given_again_and_its_first_worker_can_settle_nothing(
    database: Database, record: Record
) -> None:
    enqueue(database, record, to("team"))
    first = leased(database, "team")
    assert lease(database, "team", NOON + 5 * MINUTE - timedelta(seconds=1)) is None
    second = leased(database, "team", NOON + 5 * MINUTE)
    assert (second.id, second.key, second.attempts) == (first.id, first.key, 2)
    assert second.lease != first.lease
    with database.write() as db:
        assert not outbox.sent(db, first, NOON)
        assert not outbox.later(db, first, NOON, "no_answer")
        assert not outbox.failed(db, first, "http_400", NOON)
        assert not outbox.cancelled(db, first, "withdrawn", NOON)
    [now] = tracked(database, record)
    assert (now.state, now.reason, now.due_at) == (State.LEASED, None, NOON + 10 * MINUTE)
    with database.write() as db:
        assert outbox.sent(db, second, NOON + 6 * MINUTE)


# ── Many workers ─────────────────────────────────────────────────────────────────────────────────────────────────────

WORKERS, MANY = 6, 90


@pytest.fixture
def workers(database: Database) -> Iterator[list[Database]]:
    """Connections of their own, as two processes have them."""
    second = Database(database.url.render_as_string(hide_password=False))
    yield [database, second]
    second.close()


def test_no_two_workers_ever_get_the_same(database: Database, ring: KeyRing, workers: list[Database]) -> None:
    kept = _as_many_to_deliver(database, ring)
    together = threading.Barrier(WORKERS)

    def work(number: int) -> list[Leased]:
        got = []
        for _ in range(MANY // WORKERS):
            together.wait(30)
            got.append(leased(workers[number % 2], "team"))
        return got

    with ThreadPoolExecutor(WORKERS) as threads:
        shares = list(threads.map(work, range(WORKERS)))
    assert sorted(one.record_id for share in shares for one in share) == sorted(each.id for each in kept)
    assert {row["attempts"] for row in rows(database, "deliveries")} == {1}


def test_workers_that_clear_away_at_once_move_everything_once(
    database: Database, ring: KeyRing, workers: list[Database]
) -> None:
    _as_many_to_deliver(database, ring)
    with database.write() as db:
        db.execute(update(deliveries).values(state=State.SENT, finished_at=NOON))
    together = threading.Barrier(WORKERS)

    def work(number: int) -> int:
        moved = 0
        for _ in range(MANY // WORKERS):
            together.wait(30)
            with workers[number % 2].write() as db:
                moved += outbox.archive(db, NOON + HOUR, WORKERS)
        return moved

    with ThreadPoolExecutor(WORKERS) as threads:
        assert sum(threads.map(work, range(WORKERS))) == MANY - 1
    assert len(rows(database, "past_deliveries")) == MANY - 1


def _as_many_to_deliver(database: Database, ring: KeyRing) -> list[Record]:
    kept = [a_record() for _ in range(MANY)]
    add(database, ring, *kept)
    with database.write() as db:
        for each in kept:
            outbox.enqueue(db, each.id, [to("team")], NOON)
    return kept


@pytest.fixture
def on_postgresql(new_postgresql: Any) -> Iterator[Database]:
    made = Database(new_postgresql())
    migrate.upgrade(made)
    yield made
    made.close()


def test_a_worker_passes_over_what_another_one_is_just_taking(on_postgresql: Database, ring: KeyRing) -> None:
    kept = a_record()
    add(on_postgresql, ring, kept)
    enqueue(on_postgresql, kept, to("team"), to("team", NOON + MINUTE, Purpose.DUTY_ALERT))
    with on_postgresql.write() as one, on_postgresql.write() as other:
        other.execute(text("SET LOCAL lock_timeout = '2s'"))
        first = outbox.lease(one, "team", NOON + HOUR, NOON + 2 * HOUR)
        second = outbox.lease(other, "team", NOON + HOUR, NOON + 2 * HOUR)
        third = outbox.lease(other, "team", NOON + HOUR, NOON + 2 * HOUR)
    assert first is not None and first.purpose == Purpose.TEAM_NOTICE
    assert second is not None and second.purpose == Purpose.DUTY_ALERT
    assert third is None


def test_postgresql_wakes_the_workers_when_something_was_committed(on_postgresql: Database, ring: KeyRing) -> None:
    kept = a_record()
    add(on_postgresql, ring, kept)
    address = on_postgresql.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as listening:
        listening.execute("LISTEN deliveries")
        assert list(listening.notifies(timeout=0.1)) == []
        enqueue(on_postgresql, kept, to("team"), to("copy"))
        assert [each.channel for each in listening.notifies(timeout=5, stop_after=1)] == ["deliveries"]


# ── Settling ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_accepted_is_over(database: Database, record: Record) -> None:
    enqueue(database, record, to("team"))
    with database.write() as db:
        got = outbox.lease(db, "team", NOON, NOON + MINUTE)
        assert got is not None and outbox.sent(db, got, NOON)
        assert not outbox.sent(db, got, NOON)
    [now] = tracked(database, record)
    assert (now.state, now.reason, now.finished_at) == (State.SENT, None, NOON)
    assert lease(database, "team", NOON + HOUR) is None


def test_what_was_not_accepted_now_is_tried_later(database: Database, record: Record) -> None:
    enqueue(database, record, to("team"))
    first = leased(database, "team")
    with database.write() as db:
        assert outbox.later(db, first, NOON + HOUR, "smtp_451")
    [now] = tracked(database, record)
    assert (now.state, now.reason, now.due_at) == (State.READY, "smtp_451", NOON + HOUR)
    assert (now.attempts, now.finished_at) == (1, None)
    assert lease(database, "team", NOON + HOUR - MINUTE) is None
    second = leased(database, "team", NOON + HOUR)
    assert (second.key, second.attempts) == (first.key, 2)
    with database.write() as db:
        assert outbox.sent(db, second, NOON + HOUR)
    assert tracked(database, record)[0].reason is None


@pytest.mark.parametrize(
    ("settle", "state"),
    [(outbox.failed, State.FAILED), (outbox.cancelled, State.CANCELLED)],
    ids=["failed", "cancelled"],
)
def test_what_is_given_up_says_why_and_is_not_tried_again(
    database: Database, record: Record, settle: Any, state: str
) -> None:
    enqueue(database, record, to("team"))
    with database.write() as db:
        assert settle(db, outbox.lease(db, "team", NOON, NOON + MINUTE), "http_400", NOON)
    [now] = tracked(database, record)
    assert (now.state, now.reason, now.finished_at) == (state, "http_400", NOON)
    assert lease(database, "team", NOON + HOUR) is None


def test_cancelling_leaves_what_is_under_way_over_or_for_something_else(
    database: Database, ring: KeyRing, record: Record
) -> None:
    other = a_record()
    add(database, ring, other)
    alert = Purpose.DUTY_ALERT
    enqueue(database, record, *(to(place, purpose=alert) for place in ("first", "second", "third")), to("team"))
    enqueue(database, other, to("third", purpose=alert))
    with database.write() as db:
        accepted = outbox.lease(db, "first", NOON, NOON + MINUTE)
        assert accepted is not None and outbox.sent(db, accepted, NOON)
    under_way = leased(database, "second")
    with database.write() as db:
        assert outbox.cancel(db, record.id, alert, "accepted_elsewhere", NOON + MINUTE) == 1
    assert states(database, record) == {
        "first": State.SENT,
        "second": State.LEASED,
        "third": State.CANCELLED,
        "team": State.READY,
    }
    assert states(database, other) == {"third": State.READY}
    called_off = tracked(database, record)[2]
    assert (called_off.reason, called_off.finished_at) == ("accepted_elsewhere", NOON + MINUTE)
    with database.write() as db:
        assert outbox.sent(db, under_way, NOON + MINUTE)


# ── By hand ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def fail(database: Database, record: Record, *targets: str) -> list[int]:
    """Adds a delivery to each place which then fails; their ids."""
    enqueue(database, record, *(to(target) for target in targets))
    got = [leased(database, target) for target in targets]
    with database.write() as db:
        for each in got:
            outbox.failed(db, each, "http_400", NOON)
    return [each.id for each in got]


def test_what_failed_is_tried_again_from_the_start(database: Database, record: Record) -> None:
    fail(database, record, "team")
    enqueue(database, record, to("copy", NOON + HOUR))
    with database.write() as db:
        assert outbox.retry(db, NOON + MINUTE) == 1
        assert outbox.retry(db, NOON + MINUTE) == 0
    team, copy = tracked(database, record)
    assert (team.state, team.due_at, team.attempts, team.finished_at) == (State.READY, NOON + MINUTE, 0, None)
    assert copy.due_at == NOON + HOUR
    assert leased(database, "team", NOON + MINUTE).attempts == 1


def test_only_what_is_named_and_has_failed_is_tried_again(database: Database, record: Record) -> None:
    _, other = fail(database, record, "one", "other")
    enqueue(database, record, to("ready"))
    ready = tracked(database, record)[-1].id
    with database.write() as db:
        assert outbox.retry(db, NOON, [ready]) == outbox.retry(db, NOON, []) == 0
        assert outbox.retry(db, NOON, [other, ready]) == 1
    assert states(database, record) == {"one": State.FAILED, "other": State.READY, "ready": State.READY}


def test_a_place_that_answers_again_gets_at_once_what_waited_for_another_try(
    database: Database, record: Record
) -> None:
    purposes = [Purpose.TEAM_NOTICE, Purpose.RECORD_COPY, Purpose.DUTY_ALERT, Purpose.ACKNOWLEDGEMENT]
    enqueue(database, record, *(to("team", NOON + n * MINUTE, purpose) for n, purpose in enumerate(purposes)))
    enqueue(database, record, to("copy"))
    for target in ("team", "copy"):
        tried = leased(database, target)
        with database.write() as db:
            assert outbox.later(db, tried, NOON + HOUR, "no_answer")
    leased(database, "team", NOON + MINUTE)
    refused = leased(database, "team", NOON + 2 * MINUTE)
    with database.write() as db:
        assert outbox.failed(db, refused, "http_400", NOON)
        assert outbox.hurry(db, "team", NOON) == 1
    assert [(each.target, each.due_at - NOON) for each in tracked(database, record)] == [
        ("team", 0 * MINUTE),
        ("team", 6 * MINUTE),
        ("team", 7 * MINUTE),
        ("team", 3 * MINUTE),
        ("copy", HOUR),
    ]


def test_a_delivery_is_found_by_its_id_also_when_it_is_long_over(database: Database, record: Record) -> None:
    enqueue(database, record, to("team"), to("copy"))
    team, copy = tracked(database, record)
    got = leased(database, "team")
    with database.write() as db:
        assert outbox.sent(db, got, NOON)
        assert outbox.archive(db, NOON + MINUTE, 10) == 1
        found = tracking.find(db, team.id)
        assert found is not None and (found.target, found.state) == ("team", State.SENT)
        assert tracking.find(db, copy.id) == copy
        assert tracking.find(db, copy.id + 1) is None


def test_what_goes_to_a_place_that_is_no_longer_known_goes_to_the_first(database: Database, record: Record) -> None:
    fail(database, record, "closed")
    enqueue(database, record, to("gone"), to("team"), to("gone", purpose=Purpose.RECORD_COPY))
    with database.write() as db:
        assert outbox.readdress(db, Purpose.TEAM_NOTICE, ["team", "first"], "first") == 1
        assert outbox.readdress(db, Purpose.TEAM_NOTICE, ["team", "first"], "first") == 0
    found = [(each.purpose, each.target) for each in tracked(database, record)]
    assert found == [
        ("team_notice", "closed"),
        ("team_notice", "first"),
        ("team_notice", "team"),
        ("record_copy", "gone"),
    ]


def test_what_one_record_has_to_a_place_that_is_gone_is_moved_alone(
    database: Database, ring: KeyRing, record: Record
) -> None:
    other = a_record()
    add(database, ring, other)
    for each in (record, other):
        enqueue(database, each, to("gone"), to("team"), to("gone", purpose=Purpose.RECORD_COPY))
    with database.write() as db:
        assert outbox.readdress(db, Purpose.TEAM_NOTICE, ["team", "first"], "first", record.id) == 1
    assert [each.target for each in tracked(database, record)] == ["first", "team", "gone"]
    assert [each.target for each in tracked(database, other)] == ["gone", "team", "gone"]


# ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_failed_is_in_sight_before_what_is_on_its_way(database: Database, ring: KeyRing) -> None:
    kept = [a_record() for _ in range(5)]
    add(database, ring, *kept)
    with database.write() as db:
        for number, each in enumerate(kept):
            outbox.enqueue(db, each.id, [to(f"place {number}")], NOON - number * MINUTE)
    got = {number: leased(database, f"place {number}") for number in (0, 1, 2, 3)}
    with database.write() as db:
        outbox.sent(db, got[0], NOON)
        outbox.failed(db, got[1], "http_400", NOON)
        outbox.failed(db, got[2], "http_410", NOON)
    with database.read() as db:
        found = [(each.reference, each.state) for each in tracking.unsettled(db, 10)]
        assert found == [
            (kept[2].reference, State.FAILED),
            (kept[1].reference, State.FAILED),
            (kept[4].reference, State.READY),
            (kept[3].reference, State.LEASED),
        ]
        assert [each.reference for each in tracking.unsettled(db, 1)] == [kept[2].reference]


def test_the_next_moment_of_a_place_is_that_of_its_first_open_delivery(database: Database, record: Record) -> None:
    def next_due() -> object:
        with database.read() as db:
            return outbox.next_due(db, "team")

    enqueue(database, record, to("copy"))
    assert next_due() is None
    enqueue(database, record, to("team", NOON + MINUTE), to("team", NOON + HOUR, Purpose.DUTY_ALERT))
    assert next_due() == NOON + MINUTE
    soon = leased(database, "team", NOON + MINUTE)
    assert next_due() == NOON + 6 * MINUTE
    with database.write() as db:
        outbox.sent(db, soon, NOON + MINUTE)
    assert next_due() == NOON + HOUR


def test_what_is_long_over_is_moved_away_but_never_a_failure(database: Database, ring: KeyRing, record: Record) -> None:
    fail(database, record, "refused")
    ends = {"first": NOON, "second": NOON + MINUTE, "late": NOON + HOUR, "called off": NOON, "open": None}
    enqueue(database, record, *(to(target) for target in ends))
    for target, end in ends.items():
        if end is not None:
            got = leased(database, target)
            with database.write() as db:
                if target == "called off":
                    outbox.cancelled(db, got, "withdrawn", end)
                else:
                    outbox.sent(db, got, end)
    before = tracked(database, record)
    with database.write() as db:
        moved = [outbox.archive(db, NOON + HOUR, 2) for _ in range(3)]
    assert moved == [2, 1, 0]
    assert {row["target"] for row in rows(database, "past_deliveries")} == {"first", "second", "called off"}
    assert {row["target"] for row in rows(database, "deliveries")} == {"refused", "late", "open"}
    assert tracked(database, record) == before
    with database.read() as db:
        assert [each.target for each in tracking.unsettled(db, 10)] == ["refused", "open"]


def test_what_was_moved_away_never_lends_its_number(database: Database, ring: KeyRing) -> None:
    for _ in range(3):
        kept = a_record()
        add(database, ring, kept)
        enqueue(database, kept, to("team"))
        got = leased(database, "team")
        with database.write() as db:
            outbox.sent(db, got, NOON)
            outbox.archive(db, NOON + MINUTE, 10)
    ids = [row["id"] for table in ("past_deliveries", "deliveries") for row in rows(database, table)]
    assert ids == [1, 2, 3]


def test_a_lease_is_found_by_the_index_of_what_is_open(database: Database, record: Record) -> None:
    past = {"record_id": record.id, "purpose": "team_notice", "target": "team", "created_at": NOON, "due_at": NOON}
    with database.write() as db:
        over = past | {"state": "sent", "attempts": 1, "finished_at": NOON}
        db.execute(deliveries.insert(), [over | {"once": f"over {n}"} for n in range(2000)])
        open_ = past | {"state": "ready", "attempts": 0}
        db.execute(deliveries.insert(), [open_ | {"once": f"open {n}"} for n in range(20)])
    with database.write() as db:
        db.execute(text("ANALYZE"))

    asked: list[tuple[str, Any]] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def listen(_: object, __: object, statement: str, values: Any, *___: object) -> None:
        asked.append((statement, values))

    leased(database, "team")
    event.remove(database.engine, "before_cursor_execute", listen)
    [(statement, values)] = [each for each in asked if "UPDATE" in each[0]]
    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    with database.read() as db:
        plan = "\n".join(str(tuple(row)) for row in db.exec_driver_sql(explain + statement, values))
    assert "ix_deliveries_open" in plan
    assert "SCAN deliveries" not in plan and "Seq Scan" not in plan
    assert "Sort" not in plan and "TEMP B-TREE" not in plan
