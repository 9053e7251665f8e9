"""A message that is only a test: it is about nobody, and asks nobody to do anything."""

from __future__ import annotations

from types import MappingProxyType

from intake.council.model import Audience, DeliverTo
from intake.delivery.target import Parcel
from intake.records.deliveries import audiences
from intake.records.record import Purpose

REFERENCE = "WDYT-TEST00"  # with an E, an S and noughts: no record has such a one

_SUBJECT = "Only a test: there is nothing to do"
_BODY = (
    "This is only a test. Nobody has sent us anything, and there is nothing to do.\n\n"
    "If you can read this, our messages arrive here.\n"
)
_PAYLOAD = MappingProxyType({"type": "test", "reference": REFERENCE, "test": True, "note": _SUBJECT})


def can_be_tried(place: DeliverTo) -> bool:
    """Whether a test can go there; where there is a person's own address to send to, there is nobody to send it."""
    return place.whom != Audience.PERSON


def trial_parcel(place: DeliverTo, key: str) -> Parcel:
    """A test for this place, with the first purpose that anything has which goes there."""
    purpose = next(purpose for purpose in Purpose if place.whom in audiences(purpose))
    return Parcel(key, purpose, REFERENCE, _SUBJECT, _BODY, _PAYLOAD)
