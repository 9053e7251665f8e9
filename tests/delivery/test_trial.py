"""A test can go to everybody who is sent anything, and is about nobody."""

from __future__ import annotations

import pytest

from intake.council.model import Audience, EmailTo
from intake.delivery.trial import REFERENCE, can_be_tried, trial_parcel
from intake.records.deliveries import audiences


@pytest.mark.parametrize("whom", list(Audience))
def test_whoever_has_a_place_of_their_own_can_be_sent_a_test(whom: Audience) -> None:
    place = EmailTo("place", whom, "a@x.example")
    assert can_be_tried(place) is (whom != Audience.PERSON)
    parcel = trial_parcel(place, "key-1")
    assert whom in audiences(parcel.purpose)
    assert (parcel.reference, parcel.payload["test"]) == (REFERENCE, True)
