"""What the places of a council said to a delivery, noted as a worker notes it."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from intake.storage import outbox
from intake.storage.outbox import Leased
from tests.make import service_of


def taken(app: Flask, place: str) -> Leased:
    """The delivery that has been due longest at this place, in a worker's hands for a minute."""
    service = service_of(app)
    with service.database.write() as db:
        leased = outbox.lease(db, place, service.now(), service.now() + timedelta(minutes=1))
    assert leased is not None, f"nothing is due to {place}"
    return leased


def put_off(app: Flask, place: str, reason: str = "no_answer") -> None:
    """The place has not accepted the next delivery, which is tried again in a minute."""
    leased, service = taken(app, place), service_of(app)
    with service.database.write() as db:
        assert outbox.later(db, leased, service.now() + timedelta(minutes=1), reason)


def refuse(app: Flask, place: str, reason: str = "smtp_550") -> int:
    """The id of the next delivery, which the place has refused for good."""
    leased, service = taken(app, place), service_of(app)
    with service.database.write() as db:
        assert outbox.failed(db, leased, reason, service.now())
    return leased.id


def accept(app: Flask, place: str) -> None:
    """The place has accepted the next delivery."""
    leased, service = taken(app, place), service_of(app)
    with service.database.write() as db:
        assert outbox.sent(db, leased, service.now())
