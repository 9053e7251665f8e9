"""A worker tries each delivery until it is accepted or somebody has to look at it, and says truthfully how it went."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from intake.access.sealing import KeyRing, new_key_text
from intake.casework.roles import Role, Staff
from intake.casework.standing import standing_of
from intake.council.calendar import england
from intake.council.load import load
from intake.council.model import Audience, Council, DeliverTo, EmailTo, WebhookTo
from intake.delivery.chores import REMIND_AFTER
from intake.delivery.letters import Letters
from intake.delivery.target import GiveUp, Parcel, TryLater
from intake.delivery.worker import Outcome, Pace, Worker
from intake.records.deliveries import to_all
from intake.records.draft import Draft
from intake.records.record import Event, Purpose, Record
from intake.records.referral import Referral, ReferralState
from intake.storage import conflicts, events, outbox, queue, records, referrals, staff, tables, tracking
from intake.storage.bell import Bell
from intake.storage.database import Database
from intake.storage.outbox import State
from intake.storage.tables import deliveries
from intake.storage.tracking import Tracked
from intake.web.form.next_steps import long_date
from intake.web.speaker import Speakers
from tests.desk import a_person
from tests.records.sending import CHILD, sent
from tests.storage.kept import MINUTE, NOON, a_record, add, rows

COUNCIL = load("northshire")
TEAM, DUTY, NIGHT, ADVOCATES = "team-mailbox", "duty-mailbox", "night-mailbox", "young-voices"
DIRECTOR = "director"
CASES = WebhookTo("case-system", Audience.CASE_SYSTEM, "https://cases.example", "CASE_SECRETS")
CANARY = "Zq7xCanaryW"
SOON = 15  # seconds that nothing here takes, unless something is wrong

# For what does not depend on the database: a worker on PostgreSQL takes a second to stop.
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

Answer = Exception | Callable[[Parcel], None]


class Place:
    """Answers as it is told, once by each answer, and accepts whatever comes after."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.tried: list[Parcel] = []
        self.accepted: list[Parcel] = []
        self._changed = threading.Condition()

    def send(self, parcel: Parcel) -> None:
        self.tried.append(parcel)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        if answer:
            answer(parcel)
        with self._changed:
            self.accepted.append(parcel)
            self._changed.notify_all()

    def reach(self) -> str:
        return ""

    def has_accepted(self, many: int) -> bool:
        """Whether it has accepted so many, soon."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.accepted) >= many, SOON)


class Door:
    """An answer that lets nobody go on until it is opened."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()

    def __call__(self, _: Parcel) -> None:
        self.reached.set()
        assert self.opened.wait(SOON)


@dataclass
class Office:
    """A council with a place for everybody it has to reach. Its clock stands still until somebody moves it."""

    database: Database
    ring: KeyRing
    council: Council = COUNCIL
    now: datetime = NOON
    places: dict[str, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = {place.name: self.places.get(place.name, Place()) for place in self.council.deliver_to}

    def worker(self, **changes: Any) -> Worker:
        """A worker that waits as long as it may."""
        links = ("https://form.example/desk/r/{}".format, "https://form.example/a/{}".format)
        letters = Letters(self.council, Speakers(self.council), *links, long_date)
        plain = Worker(
            database=self.database,
            ring=self.ring,
            council=self.council,
            calendar=england(self.council.extra_closed_days),
            targets=self.places,
            letters=letters,
            receive=lambda db, record, first: records.add(db, record, self.ring, first, None),
            clock=lambda: self.now,
            chance=lambda: 1.0,
        )
        return replace(plain, **changes)

    def receive(self, *purposes: Purpose, record: Record | None = None) -> Record:
        """A record that is kept, with what has to be delivered for these purposes."""
        record = record or a_record()
        add(self.database, self.ring, record)
        with self.database.write() as db:
            for purpose in purposes:
                outbox.enqueue(db, record.id, to_all(purpose, self.council, self.now), self.now)
        return record

    def receive_referral(self, **changes: Any) -> Referral:
        """A record whose person asked for an advocate, and that is to be sent to one."""
        record = self.receive(Purpose.ADVOCATE_REFERRAL)
        agreed = {"complaint_ref": record.reference, "name_to_use": "Jay"}
        plain = Referral(
            f"of {record.id}", record.id, ReferralState.WAITING, "self", "ticked", "1", NOON, agreed, NOON + MINUTE
        )
        with self.database.write() as db:
            referrals.add(db, asked := replace(plain, **changes), self.ring, asked.id.encode())
        return asked

    def tracked(self, record_id: str) -> list[Tracked]:
        with self.database.read() as db:
            return tracking.of_record(db, record_id)

    def only(self, record: Record) -> Tracked:
        """The one delivery of this record."""
        (found,) = self.tracked(record.id)
        return found

    def states(self, record: Record) -> dict[str, tuple[str, str | None]]:
        """By place how far the record's deliveries are, and why."""
        return {each.target: (each.state, each.reason) for each in self.tracked(record.id)}

    def events(self) -> list[tuple[str, Any]]:
        """What was noted since the records were received."""
        noted = sorted(rows(self.database, "events"), key=lambda row: int(row["id"]))
        return [(row["kind"], row["detail"]) for row in noted if row["kind"] != "received"]


def due(**days: str) -> Record:
    """A record with these days, by which the council has to do something."""
    return a_record(envelope={"schema_version": 1, "due": days})


@pytest.fixture
def office(database: Database, ring: KeyRing) -> Office:
    return Office(database, ring)


@contextmanager
def at_work(*workers: Worker) -> Iterator[Callable[[], None]]:
    """Workers that run until the end of the block, or until what is yielded is called."""
    stopping = threading.Event()
    threads = [threading.Thread(target=worker.run, args=(stopping,)) for worker in workers]

    def stop() -> None:
        stopping.set()
        for worker in workers:
            worker.bell.ring()

    for thread in threads:
        thread.start()
    try:
        yield stop
    finally:
        stop()
        for thread in threads:
            thread.join(SOON)
    assert not [thread for thread in threads if thread.is_alive()], "a worker did not stop"


# ── One try ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "outcome", "state", "reason"),
    [
        pytest.param([], Outcome.SENT, State.SENT, None, id="accepted"),
        pytest.param([TryLater("smtp_451")], Outcome.LATER, State.READY, "smtp_451", id="not now"),
        pytest.param([GiveUp("smtp_550")], Outcome.FAILED, State.FAILED, "smtp_550", id="never"),
        pytest.param([ValueError(CANARY)], Outcome.LATER, State.READY, "our_fault", id="a fault of ours"),
        pytest.param([OSError(CANARY)], Outcome.LATER, State.READY, "our_fault", id="a fault that nobody judged"),
    ],
)
def test_what_a_place_answers_is_how_its_delivery_stands(
    answers: list[Answer], outcome: Outcome, state: State, reason: str | None, office: Office
) -> None:
    record = office.receive(Purpose.TEAM_NOTICE)
    office.places[TEAM].answers = [*answers]
    assert office.worker().deliver_next(TEAM) == outcome
    found = office.only(record)
    assert (found.state, found.reason, found.attempts) == (state, reason, 1)
    assert found.finished_at == (None if outcome == Outcome.LATER else NOON)
    assert office.worker().deliver_next(TEAM) is None
    assert len(office.places[TEAM].tried) == 1


@on_sqlite
def test_what_goes_wrong_inside_is_logged_by_its_kind_alone(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    record = office.receive(Purpose.TEAM_NOTICE)
    office.places[TEAM].answers = [ValueError(CANARY)]
    office.worker().deliver_next(TEAM)
    (logged,) = [each for each in caplog.records if each.levelno >= logging.WARNING]
    assert logged.getMessage() == f"delivery {office.only(record).id} to {TEAM}: ValueError"
    assert logged.exc_info is None
    assert CANARY not in str([each.__dict__ for each in caplog.records])
    assert CANARY not in str(rows(office.database, "deliveries"))


@on_sqlite
def test_what_cannot_be_read_is_our_fault_and_nobody_elses(office: Office) -> None:
    record = office.receive(Purpose.TEAM_NOTICE)
    another = KeyRing.from_text(new_key_text("k1"))
    assert office.worker(ring=another).deliver_next(TEAM) == Outcome.LATER
    assert office.only(record).reason == "our_fault"
    assert office.places[TEAM].tried == []


@on_sqlite
def test_what_is_not_wanted_any_more_is_called_off_unsent(office: Office) -> None:
    withdrawn = office.receive_referral(state=ReferralState.WITHDRAWN)
    assert office.worker().deliver_next(ADVOCATES) == Outcome.CANCELLED
    (found,) = office.tracked(withdrawn.record_id)
    assert (found.state, found.reason) == (State.CANCELLED, "not_wanted")
    assert office.places[ADVOCATES].tried == []


@on_sqlite
def test_what_is_not_due_is_not_tried(office: Office) -> None:
    assert office.worker().deliver_next(TEAM) is None
    office.receive(Purpose.DUTY_ALERT)
    assert office.worker().deliver_next(NIGHT) is None
    office.now += COUNCIL.duty.next_place_after_minutes * MINUTE - timedelta(microseconds=1)
    assert office.worker().deliver_next(NIGHT) is None
    office.now += timedelta(microseconds=1)
    assert office.worker().deliver_next(NIGHT) == Outcome.SENT


def test_one_round_tries_all_that_is_due_once_and_counts_it(office: Office) -> None:
    for _ in range(3):
        office.receive(Purpose.TEAM_NOTICE, Purpose.DUTY_ALERT)
    office.receive_referral(state=ReferralState.WITHDRAWN)
    office.places[TEAM].answers = [TryLater("no_answer"), GiveUp("smtp_550")]
    tally = office.worker().deliver_due()
    assert tally == {Outcome.SENT: 4, Outcome.LATER: 1, Outcome.FAILED: 1, Outcome.CANCELLED: 1}
    assert [len(office.places[name].tried) for name in (TEAM, DUTY, NIGHT)] == [3, 3, 0]


@on_sqlite
def test_every_try_carries_the_same_key(office: Office) -> None:
    office.receive(Purpose.TEAM_NOTICE)
    office.places[TEAM].answers = [TryLater("no_answer")] * 2
    for _ in range(3):
        office.worker().deliver_next(TEAM)
        office.now += 60 * MINUTE
    assert len(office.places[TEAM].tried) == 3
    assert len({parcel.key for parcel in office.places[TEAM].tried}) == 1


# ── Trying again ─────────────────────────────────────────────────────────────────────────────────────────────────────


def waits(office: Office, record: Record, worker: Worker, answers: list[Exception]) -> list[float]:
    """How many seconds the record's first delivery waits after each of these answers."""
    first = office.tracked(record.id)[0]
    found = []
    for answer in answers:
        office.places[first.target].answers = [answer]
        assert worker.deliver_next(first.target) == Outcome.LATER
        due_at = office.tracked(record.id)[0].due_at
        found.append((due_at - office.now).total_seconds())
        office.now = due_at
    return found


DOUBLED = [5.0, 10, 20, 40, 80, 160, 320, 640, 1280, 1800, 1800]


@on_sqlite
@pytest.mark.parametrize(
    ("purpose", "longest"),
    [
        pytest.param(Purpose.TEAM_NOTICE, 1800.0, id="half an hour at most"),
        pytest.param(Purpose.DUTY_ALERT, 60.0, id="a minute at most where somebody is in danger"),
    ],
)
@pytest.mark.parametrize(
    ("chance", "share"),
    [pytest.param(0.0, 0.5, id="soonest"), pytest.param(0.5, 0.75, id="between"), pytest.param(1.0, 1.0, id="latest")],
)
def test_each_wait_is_twice_the_last_up_to_a_bound_with_chance_in_it(
    purpose: Purpose, longest: float, chance: float, share: float, office: Office
) -> None:
    record = office.receive(purpose)
    worker = office.worker(chance=lambda: chance)
    expected = [min(longest, each) * share for each in DOUBLED]
    assert waits(office, record, worker, [TryLater("no_answer")] * len(DOUBLED)) == pytest.approx(expected)


@on_sqlite
@pytest.mark.parametrize(
    ("purpose", "after", "seconds"),
    [
        pytest.param(Purpose.TEAM_NOTICE, 600, 600, id="longer than we would wait"),
        pytest.param(Purpose.TEAM_NOTICE, 2, 5, id="shorter than we would wait"),
        pytest.param(Purpose.TEAM_NOTICE, 0, 5, id="not at all"),
        pytest.param(Purpose.TEAM_NOTICE, 3601, 3600, id="over an hour"),
        pytest.param(Purpose.DUTY_ALERT, 30, 30, id="half a minute, in danger"),
        pytest.param(Purpose.DUTY_ALERT, 3600, 60, id="an hour, in danger"),
    ],
)
def test_a_place_that_asks_for_time_gets_some(purpose: Purpose, after: int, seconds: int, office: Office) -> None:
    record = office.receive(purpose)
    assert waits(office, record, office.worker(), [TryLater("http_429", after)]) == [seconds]


def tried_before(office: Office, times: int) -> None:
    with office.database.write() as db:
        db.execute(update(deliveries).values(attempts=times))


@on_sqlite
@pytest.mark.parametrize("purpose", [Purpose.TEAM_NOTICE, Purpose.DUTY_ALERT])
@pytest.mark.parametrize("last", [TryLater("smtp_451"), ValueError(CANARY)], ids=["not now", "a fault of ours"])
def test_after_the_last_try_it_is_a_failure_with_its_reason(purpose: Purpose, last: Exception, office: Office) -> None:
    record = office.receive(purpose)
    place = office.tracked(record.id)[0].target
    pace = Pace()
    most = pace.most_tries_in_danger if purpose == Purpose.DUTY_ALERT else pace.most_tries
    office.places[place].answers = [last, last]
    tried_before(office, most - 2)
    assert office.worker().deliver_next(place) == Outcome.LATER
    office.now += 60 * MINUTE
    assert office.worker().deliver_next(place) == Outcome.FAILED
    found = office.tracked(record.id)[0]
    assert (found.state, found.attempts, found.finished_at) == (State.FAILED, most, office.now)
    assert found.reason == ("smtp_451" if isinstance(last, TryLater) else "our_fault")
    with office.database.write() as db:
        assert outbox.retry(db, office.now) == 1
    assert office.worker().deliver_next(place) == Outcome.SENT


def test_nothing_is_given_up_within_a_day() -> None:
    pace = Pace()
    for tries, longest in (
        (pace.most_tries, pace.longest_wait),
        (pace.most_tries_in_danger, pace.longest_wait_in_danger),
    ):
        latest = sum(min(longest, pace.first_wait * 2.0 ** min(n, 20)) for n in range(tries - 1))
        assert latest * 0.75 > 24 * 3600  # as chance has it on the whole


# ── Two workers, one delivery ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("late", [None, TryLater("no_answer"), GiveUp("smtp_550"), ValueError(CANARY)], ids=repr)
def test_who_took_longer_than_the_lease_settles_nothing(late: Exception | None, office: Office) -> None:
    record = office.receive(Purpose.TEAM_NOTICE)
    first, second = office.worker(), office.worker()

    def takes_too_long(_: Parcel) -> None:
        office.now += timedelta(seconds=Pace().lease)
        assert second.deliver_next(TEAM) == Outcome.SENT
        if late:
            raise late

    office.places[TEAM].answers = [takes_too_long]
    assert first.deliver_next(TEAM) == Outcome.LOST
    found = office.only(record)
    assert (found.state, found.reason, found.attempts) == (State.SENT, None, 2)
    assert len({parcel.key for parcel in office.places[TEAM].tried}) == 1


def test_a_referral_that_two_workers_sent_is_noted_once(office: Office) -> None:
    asked = office.receive_referral()

    def takes_too_long(_: Parcel) -> None:
        office.now += timedelta(seconds=Pace().lease)
        assert office.worker().deliver_next(ADVOCATES) == Outcome.SENT

    office.places[ADVOCATES].answers = [takes_too_long]
    assert office.worker().deliver_next(ADVOCATES) == Outcome.LOST
    assert office.events() == [("referral_sent", {"target": ADVOCATES})]
    assert [each.state for each in office.tracked(asked.record_id)] == [State.SENT]


def test_what_a_killed_worker_had_is_sent_by_another_once_its_lease_is_over(office: Office) -> None:
    record = office.receive(Purpose.TEAM_NOTICE)

    def ends_the_process(_: Parcel) -> None:
        raise KeyboardInterrupt

    office.places[TEAM].answers = [ends_the_process]
    with pytest.raises(KeyboardInterrupt):
        office.worker().deliver_next(TEAM)
    office.now += timedelta(seconds=Pace().lease) - timedelta(microseconds=1)
    assert office.worker().deliver_next(TEAM) is None
    office.now += timedelta(microseconds=1)
    assert office.worker().deliver_next(TEAM) == Outcome.SENT
    assert office.only(record).attempts == 2


def test_workers_that_share_a_database_send_each_delivery_once(office: Office) -> None:
    many = 24
    for _ in range(many):
        office.receive(Purpose.TEAM_NOTICE, Purpose.DUTY_ALERT)
    elsewhere = Database(office.database.url.render_as_string(hide_password=False))
    with at_work(office.worker(), office.worker(database=elsewhere), office.worker(database=elsewhere)):
        assert all(office.places[name].has_accepted(many) for name in (TEAM, DUTY))
    elsewhere.close()
    for name in (TEAM, DUTY):
        assert set(Counter(parcel.key for parcel in office.places[name].tried).values()) == {1}
    assert office.places[NIGHT].tried == []
    stand = Counter((row["target"], row["state"]) for row in rows(office.database, "deliveries"))
    assert stand == {(TEAM, State.SENT): many, (DUTY, State.SENT): many, (NIGHT, State.CANCELLED): many}


# ── Somebody in danger ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_alert_that_the_first_place_accepted_spares_the_second(office: Office) -> None:
    record, other = office.receive(Purpose.DUTY_ALERT), office.receive(Purpose.DUTY_ALERT)
    assert office.worker().deliver_next(DUTY) == Outcome.SENT
    assert office.states(record) == {DUTY: (State.SENT, None), NIGHT: (State.CANCELLED, "accepted_elsewhere")}
    assert office.states(other) == {DUTY: (State.READY, None), NIGHT: (State.READY, None)}


def test_an_alert_that_the_first_place_does_not_accept_goes_to_the_second_within_the_minutes(office: Office) -> None:
    record = office.receive(Purpose.DUTY_ALERT)
    worker, reached_in_time = office.worker(), NOON + COUNCIL.duty.next_place_after_minutes * MINUTE
    office.places[DUTY].answers = [TryLater("no_answer")] * 20
    while office.now < reached_in_time:
        assert worker.deliver_due().keys() <= {Outcome.LATER}
        office.now = min(each.due_at for each in office.tracked(record.id))
    assert len(office.places[DUTY].tried) > 5 and office.places[NIGHT].tried == []
    assert office.now == reached_in_time
    assert worker.deliver_next(NIGHT) == Outcome.SENT
    assert office.states(record) == {
        DUTY: (State.CANCELLED, "accepted_elsewhere"),
        NIGHT: (State.SENT, None),
    }


@on_sqlite
def test_an_alert_refused_for_good_by_the_first_place_still_goes_to_the_second(office: Office) -> None:
    record = office.receive(Purpose.DUTY_ALERT)
    office.places[DUTY].answers = [GiveUp("smtp_550")]
    office.worker().deliver_due()
    office.now += COUNCIL.duty.next_place_after_minutes * MINUTE
    office.worker().deliver_due()
    assert office.states(record) == {DUTY: (State.FAILED, "smtp_550"), NIGHT: (State.SENT, None)}


def test_an_alert_accepted_while_the_second_place_was_being_tried_is_not_tried_there_again(office: Office) -> None:
    record = office.receive(Purpose.DUTY_ALERT)
    office.now += COUNCIL.duty.next_place_after_minutes * MINUTE

    def meanwhile(_: Parcel) -> None:
        assert office.worker().deliver_next(DUTY) == Outcome.SENT
        raise TryLater("no_answer")

    office.places[NIGHT].answers = [meanwhile]
    assert office.worker().deliver_next(NIGHT) == Outcome.LATER
    office.now += MINUTE
    assert office.worker().deliver_next(NIGHT) == Outcome.CANCELLED
    assert office.states(record)[NIGHT] == (State.CANCELLED, "accepted_elsewhere")
    assert len(office.places[NIGHT].tried) == 1


# ── Advocates ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_referral_is_noted_when_the_provider_has_accepted_it_and_not_before(office: Office) -> None:
    asked = office.receive_referral()
    office.places[ADVOCATES].answers = [TryLater("no_answer")]
    assert office.worker().deliver_next(ADVOCATES) == Outcome.LATER
    assert office.events() == []
    office.now += MINUTE
    assert office.worker().deliver_next(ADVOCATES) == Outcome.SENT
    with office.database.read() as db:
        found = referrals.of_record(db, asked.record_id, office.ring)
    assert found is not None
    assert (found.state, found.sent_at, found.sent_to) == (ReferralState.SENT, office.now, ADVOCATES)
    assert office.events() == [("referral_sent", {"target": ADVOCATES})]


def test_a_referral_that_nobody_answers_in_time_goes_to_the_team_once(office: Office) -> None:
    asked = office.receive_referral()
    worker = office.worker()
    worker.deliver_due()
    office.now += MINUTE
    worker.do_chores()
    assert office.places[TEAM].tried == []
    office.now += timedelta(seconds=1)
    for _ in range(3):
        worker.deliver_due()
    (parcel,) = office.places[TEAM].accepted
    assert parcel.purpose == Purpose.REFERRAL_UNANSWERED
    assert [kind for kind, _ in office.events()] == ["referral_sent", "referral_unanswered"]
    told = [each for each in office.tracked(asked.record_id) if each.purpose == Purpose.REFERRAL_UNANSWERED]
    assert [(each.target, each.state) for each in told] == [(TEAM, State.SENT)]


# ── Reminders ────────────────────────────────────────────────────────────────────────────────────────────────────────

TUESDAY = "2026-11-24"


def reminded(office: Office) -> list[str]:
    """Why the team was reminded, in the order in which it was."""
    parcels = office.places[TEAM].accepted
    return [str(parcel.payload["why"]) for parcel in parcels if parcel.purpose == Purpose.REMINDER]


def acknowledge(office: Office, record: Record) -> None:
    decide(office, record, "acknowledged", acknowledged_on=TUESDAY)


def decide(office: Office, record: Record, kind: str, **detail: str) -> None:
    """What somebody at the desk decides: the event, and where the record then stands."""
    with office.database.write() as db:
        events.append(db, record.id, Event(office.now, kind, "staff:1", detail))
        happened = events.of_record(db, record.id, office.ring)
        standing = standing_of(record, happened, COUNCIL, england())
        version = db.scalar(select(tables.records.c.version).where(tables.records.c.id == record.id))
        assert queue.move(db, record.id, record.flags, standing, version=version or 0)


def test_of_what_is_due_by_the_next_working_day_the_team_is_reminded_once_for_each_reason(office: Office) -> None:
    office.receive(record=due(acknowledge=TUESDAY))
    told_just_now = office.receive(record=due(acknowledge=TUESDAY))
    office.receive(record=due(acknowledge="2026-11-26"))
    worker = office.worker()
    worker.deliver_due()
    assert reminded(office) == []

    office.now += REMIND_AFTER + timedelta(seconds=1)
    for _ in range(3):
        worker.deliver_due()
        office.worker().deliver_due()  # another worker, who remembers nothing
    assert reminded(office) == ["due_soon"] * 2
    (parcel,) = [each for each in office.places[TEAM].accepted if each.reference == told_just_now.reference]
    assert "Its day is near, and it is not done.\n" in parcel.body and "24 November 2026" in parcel.body

    office.now += timedelta(days=2)
    for _ in range(3):
        worker.deliver_due()
    assert sorted(reminded(office)) == ["due_soon"] * 3 + ["not_acknowledged"] * 2


def test_a_record_that_does_not_open_keeps_nobody_from_being_reminded_of_others(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = (office.receive(record=due(acknowledge=TUESDAY)) for _ in range(2))
    with office.database.write() as db:
        db.execute(update(tables.records).where(tables.records.c.id == broken.id).values(story=b"k9 broken"))
    office.now += REMIND_AFTER + timedelta(seconds=1)
    office.worker().deliver_due()
    assert [each.reference for each in office.places[TEAM].accepted] == [whole.reference]
    assert f"record {broken.id} does not open" in caplog.text and "sealed" in caplog.text


def test_a_reminder_that_is_long_over_is_not_sent_again(office: Office) -> None:
    office.receive(record=due(acknowledge=TUESDAY))
    office.now += timedelta(days=5)
    worker = office.worker(pace=Pace(keep_settled_days=0))
    for _ in range(4):
        worker.deliver_due()
        office.receive(Purpose.TEAM_NOTICE, record=due())  # or the reminder would be the newest delivery, which stays
        office.now += timedelta(seconds=1)
    assert reminded(office) == ["not_acknowledged"]
    assert rows(office.database, "past_deliveries")


@on_sqlite
def test_nothing_is_sent_where_it_is_done_before_the_reminder_is_written(office: Office) -> None:
    record = office.receive(record=due(acknowledge=TUESDAY))
    office.now += timedelta(days=2)
    worker = office.worker()
    worker.do_chores()
    assert office.only(record).state == State.READY
    acknowledge(office, record)
    assert worker.deliver_due() == {Outcome.CANCELLED: 1}
    assert office.states(record) == {TEAM: (State.CANCELLED, "not_wanted")}
    office.now += timedelta(days=3)
    worker.deliver_due()
    assert office.places[TEAM].tried == []


@on_sqlite
def test_a_reminder_of_what_is_no_longer_due_is_not_sent_for_what_is_due_now(office: Office) -> None:
    record = office.receive(record=due(acknowledge=TUESDAY))
    office.now += timedelta(hours=2)
    worker = office.worker()
    worker.do_chores()
    office.now += timedelta(days=2)  # nobody could send for two days
    assert worker.deliver_next(TEAM) == Outcome.CANCELLED
    assert office.only(record).reason == "not_wanted"
    worker.deliver_due()
    assert reminded(office) == ["not_acknowledged"]


@on_sqlite
def test_every_record_is_come_to_however_few_are_looked_through_in_a_round(office: Office) -> None:
    records = [office.receive(record=due(acknowledge=TUESDAY)) for _ in range(5)]
    danger = office.receive(record=replace(due(), kind="urgent", flags=["safeguarding_immediate"]))
    office.now += timedelta(hours=2)
    worker = office.worker(pace=Pace(most_in_a_round=2))
    for many in (2, 4, 6, 6, 6):
        worker.do_chores()
        assert len([row for row in rows(office.database, "deliveries") if row["purpose"] == "reminder"]) == many
    for record in (*records, danger):
        assert office.only(record).purpose == Purpose.REMINDER


# ── What somebody had who no longer works on records ─────────────────────────────────────────────────────────────────


def test_the_open_records_of_who_no_longer_works_on_them_are_nobodys(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    stays, duty_now, gone = people = [a_person(Role.COMPLAINTS_OFFICER) for _ in range(3)]
    second = a_person(Role.ADMINISTRATOR, sign_in=COUNCIL.desk.second_person)
    with office.database.write() as db:
        for person in (*people, second):
            staff.add(db, person, NOON)
    given = {person: office.receive() for person in (stays, duty_now, gone, second)}
    broken, closed = office.receive(), office.receive()
    for record, person in [*((record, person) for person, record in given.items()), (broken, gone), (closed, gone)]:
        decide(office, record, "assigned", assigned_to=person.id)
    decide(office, closed, "closed")
    with office.database.write() as db:
        db.execute(update(tables.records).where(tables.records.c.id == broken.id).values(story=b"k9 broken"))
        staff.change(db, replace(duty_now, roles=frozenset({Role.DUTY_TEAM})))
        staff.deactivate(db, gone.id, NOON)
    for _ in range(2):
        office.worker().do_chores()

    assert {row["id"]: row["assigned_to"] for row in rows(office.database, "records")} == {
        given[stays].id: stays.id,
        given[duty_now].id: None,
        given[gone].id: None,
        given[second].id: second.id,
        broken.id: gone.id,
        closed.id: gone.id,
    }
    with office.database.read() as db:
        *_, last = events.of_record(db, given[gone].id, office.ring)
    assert (last.kind, last.by, last.detail) == ("assigned", "service", {"left_by": gone.id})
    assert f"record {broken.id} does not open" in caplog.text


# ── What names somebody of the team ──────────────────────────────────────────────────────────────────────────────────


def shut_out(office: Office, record: Record, *roles: Role, **who: Any) -> Staff:
    """Somebody who is found to be named in the record: one of the team, if nothing else is said."""
    named = a_person(*(roles or (Role.COMPLAINTS_OFFICER,)), **who)
    with office.database.write() as db:
        staff.add(db, named, NOON)
        by = a_person(Role.COMPLAINTS_MANAGER)
        assert conflicts.confirm(db, office.ring, record.id, named.id, by, "They said so", NOON)
    return named


def test_who_is_found_to_be_named_is_not_told_even_if_it_was_on_its_way(office: Office) -> None:
    record = office.receive(Purpose.TEAM_NOTICE, Purpose.DUTY_ALERT, record=due())
    shut_out(office, record)
    office.worker().deliver_due()
    assert office.places[TEAM].tried == []
    (parcel,) = office.places[DIRECTOR].accepted
    assert (parcel.purpose, parcel.reference) == (Purpose.TEAM_NOTICE, record.reference)
    assert len(office.places[DUTY].accepted) == 1
    assert office.states(record)[TEAM] == (State.CANCELLED, "names_staff")


@pytest.mark.parametrize(
    ("also", "told"),
    [
        pytest.param((), [TEAM], id="the second person alone"),
        pytest.param((Role.CONTACT_CENTRE,), [TEAM], id="and somebody who is not of the team"),
        pytest.param((Role.COMPLAINTS_OFFICER,), [], id="and one of the team"),
    ],
)
def test_what_names_the_second_person_is_told_to_nobody_whom_it_names(
    also: tuple[Role, ...], told: list[str], office: Office
) -> None:
    record = office.receive(record=due(acknowledge=TUESDAY))
    shut_out(office, record, Role.REPORTING, sign_in=COUNCIL.desk.second_person)
    for role in also:
        shut_out(office, record, role)
    office.now += timedelta(hours=2)
    office.worker().deliver_due()
    assert [name for name, place in office.places.items() if place.tried] == told


def test_the_second_person_is_not_told_what_is_found_to_name_them_while_it_is_on_its_way(office: Office) -> None:
    record = office.receive(record=due())
    shut_out(office, record, Role.CONTACT_CENTRE)
    with office.database.write() as db:
        wanted = to_all(Purpose.TEAM_NOTICE, office.council, NOON, team=Audience.SECOND_PERSON)
        outbox.enqueue(db, record.id, wanted, NOON)
    shut_out(office, record, Role.REPORTING, sign_in=COUNCIL.desk.second_person)
    assert office.worker().deliver_next(DIRECTOR) == Outcome.CANCELLED
    office.worker().deliver_due()
    assert office.places[DIRECTOR].tried == []
    assert len(office.places[TEAM].accepted) == 1


def test_reminders_and_unanswered_referrals_of_such_a_record_go_to_the_second_person(office: Office) -> None:
    record = office.receive(record=due(acknowledge=TUESDAY))
    asked = office.receive_referral(answer_by=NOON - MINUTE)
    office.now += timedelta(hours=2)
    for record_id in (record.id, asked.record_id):
        shut_out(office, replace(record, id=record_id))
    office.worker().deliver_due()
    assert office.places[TEAM].tried == []
    told = {(parcel.purpose, parcel.reference == record.reference) for parcel in office.places[DIRECTOR].accepted}
    assert told == {(Purpose.REMINDER, True), (Purpose.REFERRAL_UNANSWERED, False)}


def test_once_the_conflict_is_lifted_the_team_is_told_again(office: Office) -> None:
    record = office.receive(record=due(acknowledge=TUESDAY))
    officer, manager = shut_out(office, record), a_person(Role.COMPLAINTS_MANAGER)
    with office.database.write() as db:
        assert conflicts.lift(db, office.ring, record.id, officer.id, manager, "Another person", NOON)
    office.now += timedelta(hours=2)
    office.worker().deliver_due()
    assert len(office.places[TEAM].accepted) == 1 and office.places[DIRECTOR].tried == []


@on_sqlite
def test_what_was_for_the_second_person_never_strays_to_the_team(office: Office) -> None:
    record = office.receive(Purpose.TEAM_NOTICE, record=due())
    shut_out(office, record)
    assert office.worker().deliver_next(TEAM) == Outcome.CANCELLED
    team = EmailTo("new-team", Audience.TEAM, "a@b.example")
    nobody = moved_to(office, team)
    assert nobody.worker().deliver_due() == {}
    new = moved_to(office, team, EmailTo("chief", Audience.SECOND_PERSON, "c@d.example"))
    assert new.worker().deliver_due() == {Outcome.SENT: 1}
    assert new.states(record)["chief"] == (State.SENT, None) and new.places["new-team"].tried == []


# ── Seals ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_chains_of_events_are_sealed_once_a_day_of_london_and_it_is_said(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.receive(record=due())
    workers = (office.worker(), office.worker())
    for at in (NOON, NOON + timedelta(hours=11, minutes=59), NOON + timedelta(hours=12)):
        office.now = at
        for worker in workers:
            worker.do_chores()
            office.now += timedelta(seconds=1)
    sealed = [each.getMessage() for each in caplog.records if "sealed" in each.getMessage()]
    kept = sorted(rows(office.database, "seals"), key=lambda row: str(row["day"]))
    assert sealed == [
        f"the chains of events are sealed: {row['day'].isoformat()} {row['digest'].hex()}" for row in kept
    ]
    assert [row["day"].isoformat() for row in kept] == ["2026-11-23", "2026-11-24"]


def test_a_worker_leaves_a_database_empty_in_which_there_is_nothing(office: Office) -> None:
    office.worker().do_chores()
    assert rows(office.database, "seals") == []


def test_what_was_kept_long_enough_is_said_once_a_day_and_stays(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    record = office.receive(record=due())
    with office.database.write() as db:
        db.execute(update(tables.records).where(tables.records.c.id == record.id).values(is_open=False))
    received_on = NOON.replace(year=NOON.year + office.council.retention.record_years)
    for days, seconds in ((0, 0), (0, 1), (1, 0), (1, 1)):
        office.now = received_on + timedelta(days=days, seconds=seconds)
        office.worker().do_chores()
    told = [each.getMessage() for each in caplog.records if "long enough" in each.getMessage()]
    assert told == ["closed records that were kept long enough: 1; see `flask retention list`"]
    assert [row["id"] for row in rows(office.database, "records")] == [record.id]


# ── Places that the council's file no longer names ───────────────────────────────────────────────────────────────────


def moved_to(office: Office, *places: DeliverTo) -> Office:
    """The same office after the council has changed its file."""
    return Office(office.database, office.ring, replace(COUNCIL, deliver_to=places), office.now)


@on_sqlite
def test_what_was_meant_for_a_place_that_is_gone_goes_to_the_first_for_the_same_people(office: Office) -> None:
    record = office.receive(Purpose.TEAM_NOTICE)
    places = (EmailTo("new-team", Audience.TEAM, "a@b.example"), EmailTo("second", Audience.TEAM, "c@d.example"))
    new = moved_to(office, *places)
    assert new.worker().deliver_due() == {Outcome.SENT: 1}
    assert new.states(record) == {"new-team": (State.SENT, None)}


@on_sqlite
def test_what_has_no_place_any_more_stays_in_sight(office: Office) -> None:
    record = office.receive(Purpose.TEAM_NOTICE)
    new = moved_to(office, EmailTo("duty", Audience.DUTY, "a@b.example"))
    assert new.worker().deliver_due() == {}
    with office.database.read() as db:
        assert [each.target for each in tracking.unsettled(db, 9)] == [TEAM]
    assert new.states(record) == {TEAM: (State.READY, None)}


@on_sqlite
def test_who_permitted_one_way_is_not_written_to_by_another(office: Office) -> None:
    record = office.receive(Purpose.ACKNOWLEDGEMENT)
    (before,) = office.states(record)
    new = moved_to(office, EmailTo("another", Audience.PERSON))
    assert new.worker().deliver_due() == {}
    assert new.states(record) == {before: (State.READY, None)}


@on_sqlite
def test_a_record_never_goes_to_other_people_whose_place_was_given_the_name(office: Office) -> None:
    before = moved_to(office, CASES)
    record = before.receive(Purpose.RECORD_COPY, record=sent(Draft(answers=CHILD)))
    advocates = WebhookTo(CASES.name, Audience.ADVOCATE, "https://advocates.example", "SECRETS")
    after = moved_to(office, advocates)
    assert after.worker().deliver_due() == {Outcome.LATER: 1}
    assert after.places[CASES.name].tried == []
    assert after.states(record) == {CASES.name: (State.READY, "no_place")}

    again = moved_to(office, advocates, replace(CASES, name="cases"))
    again.now += MINUTE
    assert again.worker().deliver_due() == {Outcome.SENT: 1}
    assert [parcel.purpose for parcel in again.places["cases"].accepted] == [Purpose.RECORD_COPY]
    assert again.places[CASES.name].tried == []


# ── Long over ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_long_over_is_moved_away_after_its_days(office: Office) -> None:
    for _ in range(2):
        office.receive(Purpose.TEAM_NOTICE, record=due())
    worker = office.worker()
    assert worker.deliver_due() == {Outcome.SENT: 2}
    office.now = NOON + timedelta(days=30)
    worker.do_chores()
    assert rows(office.database, "past_deliveries") == []
    office.now += timedelta(microseconds=1)
    worker.do_chores()
    assert [len(rows(office.database, table)) for table in ("deliveries", "past_deliveries")] == [1, 1]


# ── At work ──────────────────────────────────────────────────────────────────────────────────────────────────────────

PATIENT = Pace(longest_rest=0.01, look_again=60, look_again_if_told=60, chores_every=60)  # what wakes it must be told
EAGER = replace(PATIENT, look_again=0.02, look_again_if_told=0.02, chores_every=0.02)


def test_a_worker_is_woken_by_what_is_enqueued(office: Office) -> None:
    worker = office.worker(pace=PATIENT)
    with at_work(worker):
        for many in range(1, 4):
            office.receive(Purpose.TEAM_NOTICE)
            if office.database.is_sqlite:  # PostgreSQL tells by itself
                worker.bell.ring()
            assert office.places[TEAM].has_accepted(many)


@on_sqlite
def test_what_another_process_wrote_is_found_without_being_told(office: Office) -> None:
    with at_work(office.worker(pace=EAGER)):
        office.receive(Purpose.TEAM_NOTICE)
        assert office.places[TEAM].has_accepted(1)


@on_sqlite
def test_a_place_that_hangs_holds_up_no_other(office: Office) -> None:
    office.receive(Purpose.TEAM_NOTICE, Purpose.DUTY_ALERT)
    hangs = Door()
    office.places[TEAM].answers = [hangs]
    worker = office.worker(pace=PATIENT)
    with at_work(worker):
        assert hangs.reached.wait(SOON)
        assert office.places[DUTY].has_accepted(1)
        office.receive(Purpose.TEAM_NOTICE, Purpose.DUTY_ALERT)
        worker.bell.ring()
        assert office.places[DUTY].has_accepted(2)
        assert len(office.places[TEAM].tried) == 1
        hangs.opened.set()
        assert office.places[TEAM].has_accepted(2)


@on_sqlite
def test_a_place_that_answers_again_gets_at_once_what_waited_for_it(office: Office) -> None:
    for _ in range(5):
        office.receive(Purpose.TEAM_NOTICE)
    office.places[TEAM].answers = [TryLater("no_answer")] * 3
    with at_work(office.worker(pace=PATIENT)):
        assert office.places[TEAM].has_accepted(5)  # no time has passed: nothing else makes them due
    assert len(office.places[TEAM].tried) == 8


@on_sqlite
def test_what_waits_for_a_place_is_not_tried_again_before_it_answers(office: Office) -> None:
    for _ in range(4):
        office.receive(Purpose.TEAM_NOTICE)
    office.places[TEAM].answers = [TryLater("no_answer")] * 3
    with at_work(office.worker(pace=PATIENT)):
        assert office.places[TEAM].has_accepted(4)
    assert len({parcel.key for parcel in office.places[TEAM].tried[:4]}) == 4


@on_sqlite
def test_what_is_being_sent_as_it_stops_is_finished_and_nothing_else_begun(office: Office) -> None:
    records = [office.receive(Purpose.TEAM_NOTICE) for _ in range(3)]
    door = Door()
    office.places[TEAM].answers = [door]
    with at_work(office.worker(pace=PATIENT)) as stop:
        assert door.reached.wait(SOON)
        stop()
        assert office.places[TEAM].accepted == []
        door.opened.set()
    stand = Counter(office.only(record).state for record in records)
    assert stand == {State.SENT: 1, State.READY: 2}
    assert len(office.places[TEAM].tried) == 1


class RungInBetween(Bell):
    """Told to stop, and rung, between any look at how often it rang and what comes before that look."""

    def __init__(self, stopping: threading.Event) -> None:
        super().__init__()
        self._stopping = stopping

    @property
    def rings(self) -> int:
        if not self._stopping.is_set():
            self._stopping.set()
            self.ring()
        return super().rings


@on_sqlite
def test_a_worker_told_to_stop_just_as_it_looks_does_not_sleep_through_it(office: Office) -> None:
    stopping = threading.Event()
    worker = office.worker(pace=PATIENT, bell=RungInBetween(stopping), targets={TEAM: office.places[TEAM]})
    running = threading.Thread(target=worker.run, args=(stopping,))
    running.start()
    running.join(SOON)
    still_running = running.is_alive()
    worker.bell.ring()
    running.join(SOON)
    assert not still_running


def test_a_database_that_was_away_does_not_end_the_work(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    held_up = threading.Event()
    with office.database.write() as db:
        db.execute(text("ALTER TABLE deliveries RENAME TO elsewhere"))
    with at_work(office.worker(pace=EAGER)), heard(held_up, "held up"):
        assert held_up.wait(SOON)
        with office.database.write() as db:
            db.execute(text("ALTER TABLE elsewhere RENAME TO deliveries"))
        office.receive(Purpose.TEAM_NOTICE)
        assert office.places[TEAM].has_accepted(1)


@on_sqlite
def test_no_fault_of_ours_ends_the_work_or_is_told_in_full(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    lane, chores = threading.Event(), threading.Event()

    def clock() -> datetime:
        if not (lane.is_set() and chores.is_set()):
            raise RuntimeError(CANARY)
        return office.now

    office.receive(Purpose.TEAM_NOTICE)
    asked = office.receive_referral(answer_by=NOON - MINUTE)
    with heard(lane, "held up"), heard(chores, "put off"), at_work(office.worker(pace=EAGER, clock=clock)):
        assert lane.wait(SOON) and chores.wait(SOON)
        assert office.places[TEAM].has_accepted(2)
    assert {parcel.purpose for parcel in office.places[TEAM].accepted} == {
        Purpose.TEAM_NOTICE,
        Purpose.REFERRAL_UNANSWERED,
    }
    assert asked.record_id
    assert CANARY not in str([each.__dict__ for each in caplog.records])


@contextmanager
def heard(event: threading.Event, words: str) -> Iterator[None]:
    """Sets the event as soon as the worker logs these words."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if words in record.getMessage():
                event.set()

    ear, log = Ear(), logging.getLogger("intake.delivery.worker")
    log.addHandler(ear)
    try:
        yield
    finally:
        log.removeHandler(ear)
