"""A young person who asks for an advocate, and the link that the provider is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask
from sqlalchemy import select

from intake.records.record import Purpose
from intake.records.referral import Referral
from intake.storage import outbox, referrals, tables, tracking
from tests.make import persona, queue_of, service_of
from tests.person import Answers, Person


def asks(app: Flask, answers: Answers | None = None) -> Person:
    """Somebody of 19 who asked for an advocate and nothing else, or somebody else, on the done page."""
    return Person(app.test_client()).to_done(answers or persona("advocate-only")["answers"])


def referral_in(app: Flask) -> Referral:
    """The referral of the newest record."""
    service = service_of(app)
    with service.database.read() as db:
        found = referrals.of_reference(db, queue_of(app)[-1]["ref"], service.ring)
    assert found is not None
    return found


def link_to(app: Flask) -> str:
    """The path at which the provider answers it."""
    return f"/a/{service_of(app).links.token(referral_in(app).id)}"


def accept(app: Flask) -> None:
    """The provider's mail server takes the referral."""
    service, record_id = service_of(app), referral_in(app).record_id
    now = service.now()
    with service.database.write() as db:
        leased = outbox.lease(db, "young-voices", now, now)
        assert leased is not None and leased.purpose == Purpose.ADVOCATE_REFERRAL
        outbox.sent(db, leased, now)
        referrals.sent(db, record_id, leased.target, now)


def chase(app: Flask) -> None:
    """What the worker does every minute with referrals that nobody has answered."""
    service = service_of(app)
    with service.database.write() as db:
        referrals.chase(db, service.now())


def events_of(app: Flask) -> list[tuple[str, Any]]:
    """What happened to the newest record after it was received, in order, with its detail."""
    events = tables.events.c
    wanted = (events.record_id == referral_in(app).record_id) & (events.kind != "received")
    with service_of(app).database.read() as db:
        found = db.execute(select(events.kind, events.detail).where(wanted).order_by(events.id)).all()
    return [(row.kind, row.detail) for row in found]


def waiting(app: Flask, purposes: Iterable[Purpose]) -> dict[str, str]:
    """How far the newest record's deliveries for these purposes are."""
    with service_of(app).database.read() as db:
        kept = tracking.of_record(db, referral_in(app).record_id)
    return {str(each.purpose): str(each.state) for each in kept if each.purpose in set(purposes)}
