"""The worker: takes what is due to each place, sends it, and says how it went.

Each place has a lane of its own, so that one which hangs holds up nothing that goes elsewhere. What a place does not
accept is tried again later and later, with chance in the wait so that many workers do not come all at once.
"""

from __future__ import annotations

import logging
import random
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from intake.access.sealing import KeyRing
from intake.council.model import Audience, Council, DeliverTo
from intake.delivery.chores import Chores, about
from intake.delivery.left_calls import LeftCalls, Receive
from intake.delivery.letters import Letters
from intake.delivery.target import GiveUp, Parcel, Target, TryLater
from intake.records.deliveries import FOR_WHOM, audiences
from intake.records.record import Purpose
from intake.rules.working_days import WorkingCalendar
from intake.storage import casework, outbox, records, referrals, tracking
from intake.storage.bell import Bell, listen
from intake.storage.database import Database
from intake.storage.outbox import Leased, State

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """How one try went. `lost`: the lease had run out, and another worker has it."""

    SENT = "sent"
    LATER = "later"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a worker is, in seconds. A lease must outlast the longest that a target may take to send."""

    lease: float = 90
    first_wait: float = 5
    longest_wait: float = 30 * 60
    longest_wait_in_danger: float = 60
    longest_wait_asked_for: float = 60 * 60
    most_tries: int = 250  # more than three days: longer than a weekend
    most_tries_in_danger: int = 7200  # as long
    longest_rest: float = 30
    between: float = 0  # before each look at what is due, which leaves the processor to others
    look_again: float = 2  # for what another process wrote, where the database does not tell
    look_again_if_told: float = 30
    chores_every: float = 60
    keep_settled_days: int = 30
    most_in_a_round: int = 200  # of the records that the chores look through


@dataclass(frozen=True)
class Worker:
    """Delivers what is due. Any number of them may share one database, in one process or in many."""

    database: Database
    ring: KeyRing
    council: Council
    calendar: WorkingCalendar
    targets: Mapping[str, Target]
    letters: Letters
    receive: Receive
    clock: Callable[[], datetime]
    bell: Bell = field(default_factory=Bell)
    pace: Pace = field(default_factory=Pace)
    chance: Callable[[], float] = random.random

    def run(self, stopping: threading.Event) -> None:
        """Delivers until told to stop (and `bell` rung); what is being sent at that moment is finished."""
        lanes = [threading.Thread(target=self._lane, args=(name, stopping), name=f"to {name}") for name in self.targets]
        lanes.append(threading.Thread(target=self._keep_house, args=(stopping,), name="chores"))
        if not self.database.is_sqlite:
            lanes.append(threading.Thread(target=listen, args=(self.database, self.bell, stopping), name="listening"))
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()

    def deliver_due(self) -> Counter[Outcome]:
        """Tries everything that is due, once, and counts how it went."""
        self.do_chores()
        tally: Counter[Outcome] = Counter()
        for name in self.targets:
            while (outcome := self.deliver_next(name)) is not None:
                tally[outcome] += 1
        return tally

    def deliver_next(self, name: str) -> Outcome | None:
        """Tries what has been due longest at this place; None where nothing is due."""
        now = self.clock()
        with self.database.read() as db:
            due = outbox.next_due(db, name)
        if due is None or due > now:
            return None
        with self.database.write(lasting=False) as db:
            leased = outbox.lease(db, name, now, now + timedelta(seconds=self.pace.lease))
        return None if leased is None else self._deliver(leased)

    @cached_property
    def chores(self) -> Chores:
        """What is done besides delivering."""
        pace, of_council = self.pace, (self.database, self.ring, self.council, self.calendar)
        left_calls = LeftCalls(*of_council, self.letters.speakers, self.receive)
        return Chores(*of_council, pace.keep_settled_days, pace.most_in_a_round, left_calls)

    def do_chores(self) -> None:
        """Does what there is to be done now besides delivering."""
        self.chores.do(self.clock())

    def _deliver(self, leased: Leased) -> Outcome:
        try:
            if self._is_accepted_elsewhere(leased):
                return self._settled(leased, Outcome.CANCELLED, "accepted_elsewhere")
            if self._would_tell_who_is_named(leased):
                return self._settled(leased, Outcome.CANCELLED, "names_staff")
            parcel = self._parcel(leased)
            if parcel is None:
                return self._settled(leased, Outcome.CANCELLED, "not_wanted")
            self.targets[leased.target].send(parcel)
        except GiveUp as refusal:
            return self._settled(leased, Outcome.FAILED, refusal.reason)
        except TryLater as trouble:
            return self._put_off(leased, trouble)
        except SQLAlchemyError:
            raise
        except Exception as fault:  # its text may hold a person's words: it is kept and logged nowhere
            log.error("delivery %s to %s: %s", leased.id, leased.target, type(fault).__name__)
            return self._put_off(leased, TryLater("our_fault"))
        return self._settled(leased, Outcome.SENT, "")

    def _is_accepted_elsewhere(self, leased: Leased) -> bool:
        """Another place of the duty team may have accepted the alert while a worker was at this one."""
        if leased.purpose != Purpose.DUTY_ALERT:
            return False
        with self.database.read() as db:
            told = tracking.of_record(db, leased.record_id)
        return any(each.purpose == leased.purpose and each.state == State.SENT for each in told)

    def _would_tell_who_is_named(self, leased: Leased) -> bool:
        """Whoever would have it may have been found in the record since: then others are told instead."""
        if FOR_WHOM[leased.purpose] != Audience.TEAM:
            return False
        whom = self._place(leased).whom
        with self.database.read() as db:
            would_tell = self.chores.would_tell_who_is_named(db, leased.record_id, whom)
        if would_tell:
            with self.database.write() as db:
                self.chores.tell_the_team(db, leased.record_id, leased.purpose, self.clock(), leased.about)
        return would_tell

    def _place(self, leased: Leased) -> DeliverTo:
        return next(place for place in self.council.deliver_to if place.name == leased.target)

    def _parcel(self, leased: Leased) -> Parcel | None:
        place = self._place(leased)
        if place.whom not in audiences(leased.purpose):  # the council's file gave its name to a place for other people
            raise TryLater("no_place")
        is_reminder = leased.purpose == Purpose.REMINDER
        with self.database.read(at_one_moment=is_reminder) as db:
            record = records.find_by_id(db, leased.record_id, self.ring)
            if record is None:
                raise GiveUp("no_record")
            referral = referrals.of_record(db, leased.record_id, self.ring)
            linked = records.linked(db, record)
            decided = casework.route_decided(db, record.id)
            reminder = self.chores.reminder(db, record, self.clock()) if is_reminder else None
        if reminder is not None and about(reminder) != leased.about:
            reminder = None  # what it was about is done, and something else is due
        return self.letters.write(record, referral, leased.purpose, place, leased.key, linked, decided, reminder)

    def _put_off(self, leased: Leased, trouble: TryLater) -> Outcome:
        pace, in_danger = self.pace, leased.purpose == Purpose.DUTY_ALERT
        if leased.attempts >= (pace.most_tries_in_danger if in_danger else pace.most_tries):
            return self._settled(leased, Outcome.FAILED, trouble.reason)
        longest = pace.longest_wait_in_danger if in_danger else pace.longest_wait
        longest_asked_for = longest if in_danger else pace.longest_wait_asked_for
        doubled = pace.first_wait * 2.0 ** min(leased.attempts - 1, 20)
        wait = min(longest, doubled) * (0.5 + 0.5 * self.chance())
        asked_for = min(trouble.after or 0, longest_asked_for)
        due_at = self.clock() + timedelta(seconds=max(wait, asked_for))
        with self.database.write(lasting=False) as db:
            mine = outbox.later(db, leased, due_at, trouble.reason)
        return Outcome.LATER if mine else Outcome.LOST

    def _settled(self, leased: Leased, outcome: Outcome, reason: str) -> Outcome:
        now = self.clock()
        with self.database.write(lasting=False) as db:
            match outcome:
                case Outcome.FAILED:
                    mine = outbox.failed(db, leased, reason, now)
                case Outcome.CANCELLED:
                    mine = outbox.cancelled(db, leased, reason, now)
                case _:
                    mine = outbox.sent(db, leased, now)
                    self._accepted(db, leased, now)
        return outcome if mine else Outcome.LOST

    @staticmethod
    def _accepted(db: Connection, leased: Leased, now: datetime) -> None:
        """What follows from being accepted: the places that were to be tried next are spared; a referral is noted."""
        if leased.purpose == Purpose.DUTY_ALERT:
            outbox.cancel(db, leased.record_id, Purpose.DUTY_ALERT, "accepted_elsewhere", now)
        if leased.purpose == Purpose.ADVOCATE_REFERRAL:
            referrals.sent(db, leased.record_id, leased.target, now)

    def _lane(self, name: str, stopping: threading.Event) -> None:
        """Delivers to one place, resting longer and longer while it does not answer."""
        misses = 0
        while True:
            heard = self.bell.rings  # before it is asked whether to stop, or the ring that says so might be missed
            if stopping.is_set():
                return
            try:
                outcome = self.deliver_next(name)
                if outcome == Outcome.SENT and misses:
                    misses = 0
                    with self.database.write(lasting=False) as db:
                        outbox.hurry(db, name, self.clock())
                wait = self._until_due(name) if outcome is None else 0.0
            except Exception as fault:  # the database is away, or worse: whatever it is, the lane stays open
                log.warning("the lane to %s is held up: %s; it goes on", name, type(fault).__name__)
                outcome, wait = None, self.pace.look_again
            if outcome == Outcome.LATER:
                misses += 1
                stopping.wait(min(self.pace.longest_rest, 0.1 * 2.0 ** min(misses, 20)))
            elif wait > 0:
                self.bell.wait(heard, wait)
            stopping.wait(self.pace.between)

    def _until_due(self, name: str) -> float:
        with self.database.read() as db:
            due = outbox.next_due(db, name)
        look_again = self.pace.look_again if self.database.is_sqlite else self.pace.look_again_if_told
        return look_again if due is None else min(look_again, (due - self.clock()).total_seconds())

    def _keep_house(self, stopping: threading.Event) -> None:
        while not stopping.is_set():
            try:
                self.do_chores()
            except Exception as fault:
                log.warning("chores are put off: %s", type(fault).__name__)
            stopping.wait(self.pace.chores_every)
