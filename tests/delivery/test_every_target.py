"""What holds for every target that one parcel after the other is delivered to, whatever it is made of."""

from __future__ import annotations

import base64
import json
import re
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from intake.council.model import Audience, FolderTo, WebhookTo
from intake.delivery.folder import FolderTarget
from intake.delivery.target import Parcel, Target, TryLater
from intake.delivery.webhook import WebhookTarget
from intake.records.record import Purpose
from tests.delivery.receiver import Receiver

SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
CANARY = "Canary: they locked me in"
PARCEL = Parcel(
    key="record-copy-1",
    purpose=Purpose.RECORD_COPY,
    reference="WDYT-7K3M2Q",
    subject="A new record",
    body=CANARY,
    payload={"reference": "WDYT-7K3M2Q", "story": CANARY},
    to=CANARY,
)


@dataclass(frozen=True)
class Place:
    """A target, all that has arrived at it, and the same target with nobody there."""

    target: Target
    arrived: Callable[[], list[Any]]
    away: Target
    address_of_away: str


@pytest.fixture(params=["webhook", "folder"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "folder":
        cases, away = tmp_path / "cases", tmp_path / "file" / "cases"
        (tmp_path / "file").touch()
        yield Place(
            _folder(cases), lambda: [json.loads(file.read_text()) for file in cases.iterdir()], _folder(away), str(away)
        )
        return
    with Receiver(SECRET) as gone:
        pass
    with Receiver(SECRET) as receiver:
        yield Place(_webhook(receiver.url), lambda: list(receiver.payloads.values()), _webhook(gone.url), gone.url)


def _folder(path: Path) -> Target:
    return FolderTarget(FolderTo("case-system", Audience.CASE_SYSTEM, str(path)))


def _webhook(url: str) -> Target:
    to = WebhookTo("case-system", Audience.CASE_SYSTEM, url, "CASE_SYSTEM_SECRETS")
    return WebhookTarget(to, [SECRET], clock=lambda: datetime.now(UTC))


def test_what_is_sent_arrives_and_what_is_sent_again_is_known(place: Place) -> None:
    place.target.send(PARCEL)
    assert place.arrived() == [PARCEL.payload]
    place.target.send(PARCEL)
    assert place.arrived() == [PARCEL.payload]


def test_a_place_can_be_reached_without_anything_arriving(place: Place) -> None:
    assert place.target.reach() == ""
    assert place.arrived() == []


def test_a_place_that_is_away_is_tried_later_for_a_reason_that_tells_nothing(place: Place) -> None:
    with pytest.raises(TryLater) as raised:
        place.away.send(PARCEL)
    assert re.fullmatch(r"[a-z0-9_]+", raised.value.reason)
    told = "".join(traceback.format_exception_only(raised.value)) + repr(PARCEL)
    assert CANARY not in told
    assert place.address_of_away not in told


def test_a_place_that_is_away_says_so_in_a_sentence_without_its_address(place: Place) -> None:
    said = place.away.reach()
    assert re.fullmatch(r"[A-Z][a-z ]+\.", said)
    assert place.address_of_away not in said
