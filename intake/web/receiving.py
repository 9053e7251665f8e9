"""Taking something in, by whichever door it came: the one transaction after which it cannot be lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from sqlalchemy import Connection

from intake.casework.telling import told_for_team
from intake.records.deliveries import deliveries, to_all
from intake.records.record import Event, Purpose, Record
from intake.records.referral import answer_by, offered, referral_of, referral_since
from intake.records.submission import received
from intake.storage import conflicts, outbox, records, referrals, search
from intake.web.service import Service


def keep(db: Connection, service: Service, record: Record, first: Event, code_lookup: bytes | None = None) -> None:
    """Keeps a record with all that follows from it; raises what `records.add` does where it cannot be added.

    It is found by what it is searched by, nobody whom it names may see it, the offer of an advocate is noted, and
    whoever has to be told is told. Ring the service's bell when the transaction is over.
    """
    offer = offered(record)
    records.add(db, record, service.ring, first, code_lookup, *([offer] if offer else []))
    search.mark(db, record, service.marks)
    named = conflicts.shut_out_named(db, record, record.received_at)
    _keep_referral(db, service, record)
    team = told_for_team(named, service.council.desk.second_person)
    now = service.now()
    outbox.enqueue(db, record.id, deliveries(record, service.council, now, team=team), now)


def keep_once(service: Service, once: str, made: Callable[[], Record], by: str) -> str:
    """The reference of the record that is kept under `once`: of the first one that was `made`, however often."""

    def kept() -> str:
        with service.database.read() as db:
            sent = records.reference_sent(db, once)
        if sent is not None:
            return sent
        record = made()
        with service.database.write() as db:
            keep(db, service, record, received(record, by))
        service.bell.ring()
        return record.reference

    return records.with_free_references(kept)


def _keep_referral(db: Connection, service: Service, record: Record) -> None:
    """Keeps what is sent to the advocates' provider, on consent only."""
    by = answer_by(record.received_date, service.council, service.calendar)
    referral = referral_of(record, uuid.uuid4().hex, by)
    if referral is not None:
        referrals.add(db, referral, service.ring, service.links.lookup(referral.id))


def keep_referral_since(db: Connection, service: Service, record: Record, offer: Event) -> None:
    """Keeps what is sent to them where this person said yes to staff, unless an advocate was asked for before."""
    by = answer_by(service.today(), service.council, service.calendar)
    referral = referral_since(record, offer, uuid.uuid4().hex, by)
    if referral is None or referrals.has_one(db, record):
        return
    referrals.add(db, referral, service.ring, service.links.lookup(referral.id))
    outbox.enqueue(db, record.id, to_all(Purpose.ADVOCATE_REFERRAL, service.council, offer.at), offer.at)
