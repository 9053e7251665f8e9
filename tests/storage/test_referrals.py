"""Referrals at rest: each step is kept once, sealed where it names anybody, and noted on the record."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from intake.access.sealing import CannotOpen, KeyRing, new_key_text
from intake.council.load import load
from intake.records.deliveries import to_all
from intake.records.record import Purpose, Record
from intake.records.referral import Referral, ReferralState
from intake.storage import outbox, referrals
from intake.storage.database import Database
from tests.storage.kept import MINUTE, NOON, a_record, add, rows

COUNCIL = load("northshire")
(PLACE,) = (delivery.target for delivery in to_all(Purpose.ADVOCATE_REFERRAL, COUNCIL, NOON))
BY = NOON + timedelta(days=1)
TUESDAY = date(2026, 11, 24)
LINK = b"\x00\xfflink"


def a_referral(record: Record, **changes: Any) -> Referral:
    asked = Referral(
        id=f"referral-{record.id}",
        record_id=record.id,
        state=ReferralState.WAITING,
        consent_by="self",
        consent_how="ticked",
        consent_version="2026-11-22",
        consent_at=NOON,
        agreed={"complaint_ref": record.reference, "name_to_use": "Jay 🙂"},
        answer_by=BY,
    )
    return replace(asked, **changes)


@pytest.fixture
def asked(database: Database, ring: KeyRing) -> Referral:
    """A referral as it is right after sending, with its delivery."""
    return ask(database, ring, LINK)


def ask(database: Database, ring: KeyRing, link: bytes, **changes: Any) -> Referral:
    record = a_record()
    add(database, ring, record)
    referral = a_referral(record, **changes)
    with database.write() as db:
        referrals.add(db, referral, ring, link)
        outbox.enqueue(db, record.id, to_all(Purpose.ADVOCATE_REFERRAL, COUNCIL, NOON), NOON)
    return referral


def now(database: Database, ring: KeyRing, referral: Referral) -> Referral:
    with database.read() as db:
        found = referrals.of_record(db, referral.record_id, ring)
    assert found is not None
    return found


def do(database: Database, step: Callable[[Connection], Any]) -> Any:
    with database.write() as db:
        return step(db)


def noted(database: Database) -> list[tuple[str, str, Any]]:
    """What was noted since the record was received."""
    events = sorted(rows(database, "events"), key=lambda row: int(row["id"]))
    return [(row["kind"], row["by"], row["detail"]) for row in events if row["kind"] != "received"]


def deliveries(database: Database) -> dict[str, str]:
    return {row["purpose"]: row["state"] for row in rows(database, "deliveries")}


# ── Kept and found ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_found_as_it_was_kept(database: Database, ring: KeyRing, asked: Referral) -> None:
    ask(database, ring, b"another link")
    with database.read() as db:
        assert referrals.of_record(db, asked.record_id, ring) == asked
        assert referrals.of_reference(db, asked.agreed["complaint_ref"], ring) == asked
        assert referrals.by_link(db, LINK, ring) == asked


def test_what_is_not_there_is_not_found(database: Database, ring: KeyRing, asked: Referral) -> None:
    with database.read() as db:
        assert referrals.of_record(db, "nobody", ring) is None
        assert referrals.of_reference(db, "WDYT-222222", ring) is None
        assert referrals.by_link(db, LINK[:-1], ring) is None


def test_a_record_has_one_referral_and_a_link_opens_one(database: Database, ring: KeyRing, asked: Referral) -> None:
    other = a_record()
    add(database, ring, other)
    with pytest.raises(IntegrityError), database.write() as db:
        referrals.add(db, replace(asked, id="again"), ring, b"another link")
    with pytest.raises(IntegrityError), database.write() as db:
        referrals.add(db, a_referral(other), ring, LINK)


def test_what_names_anybody_is_sealed_at_its_place(database: Database, ring: KeyRing, asked: Referral) -> None:
    do(database, lambda db: referrals.appointed(db, asked.id, "Ana Olsen", ring, NOON))
    (row,) = rows(database, "referrals")
    plain = str({name: value for name, value in row.items() if not isinstance(value, bytes)})
    assert "Jay" not in plain and "Ana" not in plain and "Ana" not in str(noted(database))
    assert b"Jay" not in row["sealed"] and b"Ana" not in row["named"]
    with pytest.raises(CannotOpen):
        ring.open(row["sealed"], f"referrals.named:{asked.id}")


def test_rotating_seals_both_columns_anew(database: Database, ring: KeyRing, asked: Referral) -> None:
    do(database, lambda db: referrals.appointed(db, asked.id, "Ana", ring, NOON))
    ask(database, ring, b"another link")
    newest = KeyRing({**KeyRing.from_text(new_key_text("k2")).keys, **ring.keys})
    assert [referrals.reseal(database, newest) for _ in range(2)] == [2, 0]
    alone = KeyRing({"k2": newest.keys["k2"]})
    assert now(database, alone, asked).advocate_name == "Ana"
    assert now(database, alone, asked).agreed == asked.agreed


# ── Sent ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_place_that_accepts_it_is_noted(database: Database, ring: KeyRing, asked: Referral) -> None:
    assert do(database, lambda db: referrals.sent(db, asked.record_id, PLACE, NOON + MINUTE))
    assert not do(database, lambda db: referrals.sent(db, asked.record_id, "second", NOON + 2 * MINUTE))
    found = now(database, ring, asked)
    assert (found.state, found.sent_at, found.sent_to) == (ReferralState.SENT, NOON + MINUTE, PLACE)
    assert noted(database) == [("referral_sent", "service", {"target": PLACE})]


def test_a_record_without_a_referral_was_not_sent_one(database: Database, asked: Referral) -> None:
    assert not do(database, lambda db: referrals.sent(db, "nobody", PLACE, NOON))
    assert noted(database) == []


@pytest.mark.parametrize("state", [ReferralState.UNANSWERED, ReferralState.WITHDRAWN, ReferralState.RECEIVED])
def test_sending_late_does_not_undo_what_came_first(state: ReferralState, database: Database, ring: KeyRing) -> None:
    referral = ask(database, ring, LINK, state=state)
    do(database, lambda db: referrals.sent(db, referral.record_id, PLACE, NOON))
    found = now(database, ring, referral)
    assert (found.state, found.sent_at) == (state, NOON)


# ── The provider's steps ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_three_steps_in_three_visits(database: Database, ring: KeyRing, asked: Referral) -> None:
    assert do(database, lambda db: referrals.received(db, asked.id, NOON))
    assert now(database, ring, asked).state == ReferralState.RECEIVED
    assert do(database, lambda db: referrals.appointed(db, asked.id, "Ana", ring, NOON + MINUTE))
    assert now(database, ring, asked).state == ReferralState.APPOINTED
    assert do(database, lambda db: referrals.contacted(db, asked.id, TUESDAY, NOON + 2 * MINUTE))
    found = now(database, ring, asked)
    assert (found.state, found.received_at, found.appointed_at) == (ReferralState.CONTACTED, NOON, NOON + MINUTE)
    assert (found.advocate_name, found.contacted_on) == ("Ana", TUESDAY)
    assert noted(database) == [
        ("referral_received", "provider", {}),
        ("advocate_appointed", "provider", {}),
        ("advocate_contacted", "provider", {"on": "2026-11-24"}),
    ]


def test_a_later_step_says_the_earlier_one_too(database: Database, ring: KeyRing, asked: Referral) -> None:
    in_tokyo = NOON.astimezone(datetime.strptime("+0900", "%z").tzinfo)
    do(database, lambda db: referrals.contacted(db, asked.id, TUESDAY, in_tokyo))
    assert now(database, ring, asked).received_at == NOON


def test_each_step_pressed_twice_is_one(database: Database, ring: KeyRing, asked: Referral) -> None:
    for step in (
        lambda db: referrals.received(db, asked.id, NOON),
        lambda db: referrals.appointed(db, asked.id, "Ana", ring, NOON),
        lambda db: referrals.contacted(db, asked.id, TUESDAY, NOON),
    ):
        assert [do(database, step), do(database, step)] == [True, False]
    assert len(noted(database)) == 3


def test_two_at_once_are_one(database: Database, ring: KeyRing, asked: Referral) -> None:
    gate, done = threading.Barrier(4), []

    def press() -> None:
        gate.wait()
        done.append(do(database, lambda db: referrals.appointed(db, asked.id, "Ana", ring, NOON)))

    presses = [threading.Thread(target=press) for _ in range(4)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert sorted(done) == [False, False, False, True]
    assert len(noted(database)) == 1


def test_another_advocate_takes_the_firsts_place(database: Database, ring: KeyRing, asked: Referral) -> None:
    do(database, lambda db: referrals.appointed(db, asked.id, "Ana", ring, NOON))
    assert do(database, lambda db: referrals.appointed(db, asked.id, "Ben", ring, NOON + MINUTE))
    found = now(database, ring, asked)
    assert (found.advocate_name, found.appointed_at) == ("Ben", NOON)


@pytest.mark.parametrize("state", [ReferralState.CONTACTED, ReferralState.WITHDRAWN])
def test_a_closed_link_changes_nothing(state: ReferralState, database: Database, ring: KeyRing) -> None:
    closed = ask(database, ring, LINK, state=state)
    assert not do(database, lambda db: referrals.received(db, closed.id, NOON))
    assert not do(database, lambda db: referrals.appointed(db, closed.id, "Ana", ring, NOON))
    assert not do(database, lambda db: referrals.contacted(db, closed.id, TUESDAY, NOON))
    assert now(database, ring, closed) == closed
    assert noted(database) == []


def test_an_answer_after_the_time_is_an_answer(database: Database, ring: KeyRing, asked: Referral) -> None:
    do(database, lambda db: referrals.chase(db, BY + MINUTE))
    do(database, lambda db: referrals.received(db, asked.id, BY + 2 * MINUTE))
    found = now(database, ring, asked)
    assert (found.state, found.unanswered_at) == (ReferralState.RECEIVED, BY + MINUTE)


# ── No answer in time ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "never sent"])
def test_no_answer_in_time_is_taken_up_once(sent: bool, database: Database, ring: KeyRing, asked: Referral) -> None:
    if sent:
        do(database, lambda db: referrals.sent(db, asked.record_id, PLACE, NOON))
    assert do(database, lambda db: referrals.chase(db, BY)) == []
    assert do(database, lambda db: referrals.chase(db, BY + MINUTE)) == [asked.record_id]
    assert do(database, lambda db: referrals.chase(db, BY + 2 * MINUTE)) == []
    found = now(database, ring, asked)
    assert (found.state, found.unanswered_at) == (ReferralState.UNANSWERED, BY + MINUTE)
    assert noted(database)[-1] == ("referral_unanswered", "service", {})


@pytest.mark.parametrize(
    "state", [state for state in ReferralState if state not in {ReferralState.WAITING, ReferralState.SENT}]
)
def test_whoever_answered_or_is_not_wanted_is_left_alone(
    state: ReferralState, database: Database, ring: KeyRing
) -> None:
    ask(database, ring, LINK, state=state)
    assert do(database, lambda db: referrals.chase(db, BY + MINUTE)) == []


def test_many_are_taken_up_a_few_at_a_time_longest_waiting_first(database: Database, ring: KeyRing) -> None:
    late = [ask(database, ring, bytes([n]), answer_by=BY - n * MINUTE) for n in range(3)]
    assert do(database, lambda db: referrals.chase(db, BY + MINUTE, most=2)) == [late[2].record_id, late[1].record_id]
    assert do(database, lambda db: referrals.chase(db, BY + MINUTE, most=2)) == [late[0].record_id]


# ── Withdrawn ────────────────────────────────────────────────────────────────────────────────────────────────────────


def withdraw(database: Database, referral: Referral) -> bool:
    done: bool = do(database, lambda db: referrals.withdraw(db, referral.record_id, COUNCIL, NOON + MINUTE))
    return done


def test_what_was_not_sent_is_not_sent_any_more(database: Database, ring: KeyRing, asked: Referral) -> None:
    assert withdraw(database, asked)
    found = now(database, ring, asked)
    assert (found.state, found.withdrawn_at) == (ReferralState.WITHDRAWN, NOON + MINUTE)
    assert deliveries(database) == {"advocate_referral": "cancelled"}
    assert noted(database) == [("referral_withdrawn", "self", {})]


def lease(database: Database) -> outbox.Leased:
    found = do(database, lambda db: outbox.lease(db, PLACE, NOON, NOON + 5 * MINUTE))
    assert isinstance(found, outbox.Leased)
    return found


@pytest.mark.parametrize(
    ("settle", "state"),
    [
        pytest.param(lambda db, it: outbox.sent(db, it, NOON), "sent", id="sent"),
        pytest.param(lambda *_: None, "leased", id="under way"),
        pytest.param(lambda db, it: outbox.later(db, it, NOON, "no_answer"), "cancelled", id="tried, perhaps arrived"),
    ],
)
def test_a_provider_who_may_have_it_is_told(
    settle: Callable[[Connection, outbox.Leased], Any], state: str, database: Database, asked: Referral
) -> None:
    leased = lease(database)
    do(database, lambda db: settle(db, leased))
    assert withdraw(database, asked)
    assert deliveries(database) == {"advocate_referral": state, "advocate_withdrawn": "ready"}


def test_a_provider_is_told_also_where_the_sending_is_long_over(
    database: Database, ring: KeyRing, asked: Referral
) -> None:
    leased = lease(database)
    ask(database, ring, b"another link")
    do(database, lambda db: outbox.sent(db, leased, NOON))
    assert do(database, lambda db: outbox.archive(db, NOON + MINUTE, 10)) == 1
    withdraw(database, asked)
    assert deliveries(database)["advocate_withdrawn"] == "ready"


def test_withdrawing_twice_is_once(database: Database, asked: Referral) -> None:
    leased = lease(database)
    do(database, lambda db: outbox.sent(db, leased, NOON))
    assert [withdraw(database, asked), withdraw(database, asked)] == [True, False]
    assert len(noted(database)) == 1
    assert deliveries(database) == {"advocate_referral": "sent", "advocate_withdrawn": "ready"}


def test_the_team_need_not_follow_up_what_is_withdrawn(database: Database, asked: Referral) -> None:
    do(database, lambda db: referrals.chase(db, BY + MINUTE))
    unanswered = to_all(Purpose.REFERRAL_UNANSWERED, COUNCIL, NOON)
    do(database, lambda db: outbox.enqueue(db, asked.record_id, unanswered, NOON))
    withdraw(database, asked)
    assert deliveries(database)["referral_unanswered"] == "cancelled"


def test_nothing_is_withdrawn_where_nothing_was_asked_for(database: Database, ring: KeyRing) -> None:
    record = a_record()
    add(database, ring, record)
    assert not do(database, lambda db: referrals.withdraw(db, record.id, COUNCIL, NOON))
    assert noted(database) == []


@pytest.mark.parametrize("step", ["sent", "received", "appointed", "contacted", "withdrawn"])
def test_what_is_done_to_one_referral_leaves_every_other_as_it_was(
    step: str, database: Database, ring: KeyRing, asked: Referral
) -> None:
    other = ask(database, ring, b"another link")
    steps: dict[str, Callable[[Connection], bool]] = {
        "sent": lambda db: referrals.sent(db, asked.record_id, PLACE, NOON),
        "received": lambda db: referrals.received(db, asked.id, NOON),
        "appointed": lambda db: referrals.appointed(db, asked.id, "Ana", ring, NOON),
        "contacted": lambda db: referrals.contacted(db, asked.id, TUESDAY, NOON),
        "withdrawn": lambda db: referrals.withdraw(db, asked.record_id, COUNCIL, NOON),
    }
    assert do(database, steps[step])
    assert now(database, ring, asked) != asked
    assert now(database, ring, other) == other


# ── Seen by the team ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_are_seen_oldest_first_or_those_in_one_state(database: Database, ring: KeyRing) -> None:
    newer = ask(database, ring, b"1", consent_at=NOON + MINUTE, state=ReferralState.UNANSWERED)
    older = ask(database, ring, b"2", consent_at=datetime(2026, 11, 23, 11, tzinfo=UTC))
    with database.read() as db:
        every = referrals.tracked(db)
        late = referrals.tracked(db, ReferralState.UNANSWERED)
    assert [each.reference for each in every] == [older.agreed["complaint_ref"], newer.agreed["complaint_ref"]]
    assert [(each.reference, each.state, each.answer_by) for each in late] == [
        (newer.agreed["complaint_ref"], ReferralState.UNANSWERED, BY)
    ]
