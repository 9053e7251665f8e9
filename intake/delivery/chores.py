"""What has to be done besides delivering, again and again: by every worker, and never twice."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from intake.access.sealing import CannotOpen, KeyRing
from intake.casework.codes import EventKind
from intake.casework.reminders import Reminder, reminder_for
from intake.casework.standing import standing_of
from intake.casework.telling import names_second_person, told_for_team
from intake.council.model import Audience, Council
from intake.delivery.left_calls import LeftCalls
from intake.records.deliveries import FOR_WHOM, audiences, for_whom, to_all
from intake.records.record import Event, Purpose, Record
from intake.rules.london import LONDON, london_day
from intake.rules.working_days import WorkingCalendar
from intake.storage import casework, chain, conflicts, events, outbox, records, referrals, wiping
from intake.storage.database import Database
from intake.storage.due import START, Mark, due_up_to

log = logging.getLogger(__name__)

REMIND_AFTER = timedelta(hours=1)  # who was told of a record just now need not be reminded of it


@dataclass
class Chores:
    """The chores of one council. `most` is how many records one of them looks through in a round."""

    database: Database
    ring: KeyRing
    council: Council
    calendar: WorkingCalendar
    keep_settled_days: int
    most: int
    left_calls: LeftCalls
    _looked_up_to: Mark = field(default=START, init=False)
    _sealed_on: date | None = field(default=None, init=False)

    def do(self, now: datetime) -> None:
        """Hands over the calls that were left, takes back what nobody works on any more, finds a place for what has
        none, takes up the referrals that no provider has answered, reminds of what is due, moves what is long over out
        of the way, seals what has happened, and says how much was kept long enough.
        """
        self.left_calls.hand_over(now)
        self._take_back(now)
        self.readdress()
        self._chase(now)
        self._remind(now)
        with self.database.write(lasting=False) as db:
            outbox.archive(db, now - timedelta(days=self.keep_settled_days), most=1000)
        self._seal(now)

    def readdress(self) -> None:
        """Gives what was meant for a place that the council's file no longer names to the first for the same people.

        Where there is none any more it stays as it is, in sight of `flask deliveries list`.
        """
        for purpose in Purpose:
            if FOR_WHOM[purpose] == Audience.PERSON:  # who permitted a text has not permitted an email
                continue
            known = [place.name for place in self.council.deliver_to if place.whom in audiences(purpose)]
            with self.database.read() as db:
                strays = outbox.strays(db, purpose, known, self.most)
            for record_id in strays:
                with self.database.write() as db:
                    whom = for_whom(purpose, self.told_for_team(db, record_id))
                    for place in self.council.places(whom)[:1] if whom else ():
                        outbox.readdress(db, purpose, known, place.name, record_id)

    def told_for_team(self, db: Connection, record_id: str) -> Audience | None:
        """Who has what is for the team because of this record, be it that it names one of them; None for nobody."""
        return told_for_team(conflicts.shut_out_of(db, record_id), self.council.desk.second_person)

    def would_tell_who_is_named(self, db: Connection, record_id: str, whom: Audience) -> bool:
        """Whether a message for the team that goes to these people would reach somebody who is named in the record."""
        named = conflicts.shut_out_of(db, record_id)
        second_person = self.council.desk.second_person
        if whom == Audience.SECOND_PERSON:
            return names_second_person(named, second_person)
        return whom == Audience.TEAM and told_for_team(named, second_person) != Audience.TEAM

    def reminder(self, db: Connection, record: Record, now: datetime) -> Reminder | None:
        """What there is to be reminded of in this record, by what has happened to it so far."""
        happened = events.changes(db, record.id, self.ring)
        standing = standing_of(record, happened, self.council, self.calendar)
        return reminder_for(record, standing, happened, london_day(now), self.calendar)

    def tell_the_team(self, db: Connection, record_id: str, purpose: Purpose, now: datetime, about: str = "") -> None:
        """Has it told to the team, or to the second person where it is about one of them: once each."""
        wanted = to_all(purpose, self.council, now, team=self.told_for_team(db, record_id), about=about)
        outbox.enqueue_missing(db, record_id, wanted, now)

    def _take_back(self, now: datetime) -> None:
        """Gives what somebody had who no longer works on records to nobody, so that the team finds it in the queue."""
        with self.database.read() as db:
            left = casework.left_behind(db, self.council.desk.second_person, self.most)
        for record_id, staff_id in left:
            event = Event(now, EventKind.ASSIGNED, "service", {"left_by": staff_id})
            try:
                with self.database.write() as db:
                    casework.take_back(db, self.ring, record_id, staff_id, event, self.council, self.calendar)
            except CannotOpen:
                log.error("record %s does not open: it stays with somebody who no longer works on records", record_id)

    def _chase(self, now: datetime) -> None:
        with self.database.write() as db:
            for record_id in referrals.chase(db, now):
                self.tell_the_team(db, record_id, Purpose.REFERRAL_UNANSWERED, now)

    def _remind(self, now: datetime) -> None:
        """Reminds of what is due by the next working day, once for each reason and day; of some records each time."""
        next_day = self.calendar.after(london_day(now), 1)
        with self.database.read(at_one_moment=True) as db:
            due, look_on = due_up_to(db, next_day, self._looked_up_to, self.most)
            reminders = {record_id: self._reminder_by_id(db, record_id, now) for record_id in due}
        with self.database.write(lasting=False) as db:
            for record_id, reminder in reminders.items():
                if reminder is not None:
                    self.tell_the_team(db, record_id, Purpose.REMINDER, now, about(reminder))
        self._looked_up_to = look_on

    def _reminder_by_id(self, db: Connection, record_id: str, now: datetime) -> Reminder | None:
        """As `reminder`, of what the team was told of before.

        None of what does not open, and a line in the log: it must not keep the others from being reminded of.
        """
        try:
            record = records.find_by_id(db, record_id, self.ring)
            was_told = record is not None and record.received_at < now - REMIND_AFTER
            return self.reminder(db, record, now) if record and was_told else None
        except CannotOpen:
            log.error("record %s does not open: nobody is reminded of it", record_id)
            return None

    def _seal(self, now: datetime) -> None:
        """Seals the chains of events, and says so where somebody can keep what the database could not take back."""
        today = london_day(now)
        if self._sealed_on != today:
            with self.database.write() as db:
                sealed = chain.seal(db, today, now)
            self._sealed_on = today
            if sealed and sealed.at == now:  # and not by another worker; where nobody set up logs, a warning is kept
                log.warning("the chains of events are sealed: %s %s", sealed.day.isoformat(), sealed.digest.hex())
                self._count_kept_long_enough(now)

    def _count_kept_long_enough(self, now: datetime) -> None:
        """Says once a day that there are records to be wiped: that is for somebody to decide."""
        since = self.council.retention.needed_since(now.astimezone(LONDON))
        with self.database.read() as db:
            found = len(wiping.kept_long_enough(db, since))
        if found:
            log.warning("closed records that were kept long enough: %d; see `flask retention list`", found)


def about(reminder: Reminder) -> str:
    """What tells a reminder apart from others of the same record."""
    return f"{reminder.why}.{reminder.day.isoformat()}"
