"""Each place of a council's file becomes what carries parcels there, or is named with what is wrong with it."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.council.load import load
from intake.council.model import Audience, DeliverTo, EmailTo, FolderTo, NotifyTo, Way, WebhookTo
from intake.delivery.email import EmailTarget, Mail, Post
from intake.delivery.folder import FolderTarget
from intake.delivery.notify import NotifyTarget
from intake.delivery.registry import targets
from intake.delivery.target import BadPlace, Parcel, Target
from intake.delivery.webhook import WebhookTarget
from intake.records.record import Purpose
from tests.delivery.notify_server import API_KEY
from tests.delivery.receiver import Receiver

SECRET, OLD_SECRET = ("whsec_" + base64.b64encode(letter * 32).decode() for letter in (b"s", b"o"))
ENVIRON = {"CASE_SECRETS": SECRET, "NOTIFY_KEY": API_KEY}

EMAIL = EmailTo("team-mailbox", Audience.TEAM, "team@northshire.example")
OWN = EmailTo("own-email", Audience.PERSON)
WEBHOOK = WebhookTo("case-system", Audience.CASE_SYSTEM, "https://cases.example/records", "CASE_SECRETS")
NOTIFY = NotifyTo("own-text", Audience.PERSON, Way.TEXT, "aaaaaaaa-0000-4000-8000-000000000002", "NOTIFY_KEY")
FOLDER = FolderTo("case-files", Audience.CASE_SYSTEM, "cases")

PARCEL = Parcel("k1", Purpose.RECORD_COPY, "WDYT-7K3M2Q", "A record", "Read it.\n", {"reference": "WDYT-7K3M2Q"})


class Pillar:
    """A post that keeps what is put into it."""

    sender = "post@northshire.example"

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    def send(self, mail: Mail) -> None:
        self.mails.append(mail)

    def reach(self) -> str:
        return ""


def no_post() -> Post:
    raise AssertionError("nobody here is sent an email")


def made(
    *places: DeliverTo, environ: Mapping[str, str] = ENVIRON, folder: Path = Path("/nowhere"), post: Post | None = None
) -> dict[str, Target]:
    council = replace(load("northshire"), deliver_to=places)
    return targets(council, environ, folder, (lambda: post) if post else no_post, lambda: datetime.now(UTC))


def test_every_kind_of_place_has_what_carries_there() -> None:
    found = made(EMAIL, WEBHOOK, NOTIFY, FOLDER, OWN, post=Pillar())
    assert {name: type(target) for name, target in found.items()} == {
        "team-mailbox": EmailTarget,
        "case-system": WebhookTarget,
        "own-text": NotifyTarget,
        "case-files": FolderTarget,
        "own-email": EmailTarget,
    }


def test_emails_go_to_the_places_own_address_by_the_post_that_was_given() -> None:
    post = Pillar()
    made(EMAIL, post=post)["team-mailbox"].send(PARCEL)
    assert [(mail.to, mail.subject) for mail in post.mails] == [("team@northshire.example", "A record")]


def test_a_post_is_asked_for_only_where_there_are_emails() -> None:
    assert set(made(WEBHOOK, FOLDER)) == {"case-system", "case-files"}
    with pytest.raises(AssertionError):
        made(WEBHOOK, EMAIL)


@pytest.mark.parametrize("between", [" ", "\n", ",", " , "], ids=repr)
def test_a_webhook_is_signed_with_each_secret_of_its_variable(between: str) -> None:
    for secret in (SECRET, OLD_SECRET):
        with Receiver(secret) as receiver:
            place = replace(WEBHOOK, url=receiver.url)
            made(place, environ={"CASE_SECRETS": f"{OLD_SECRET}{between}{SECRET}"})["case-system"].send(PARCEL)
            assert (receiver.refused, list(receiver.payloads)) == (0, ["k1"])


@pytest.mark.parametrize("absolute", [False, True], ids=["beside the database", "anywhere"])
def test_a_folder_starts_where_the_services_files_stand(absolute: bool, tmp_path: Path) -> None:
    expected = tmp_path / ("elsewhere" if absolute else "instance/cases")
    place = replace(FOLDER, path=str(expected)) if absolute else FOLDER
    made(place, folder=tmp_path / "instance")["case-files"].send(PARCEL)
    assert json.loads((expected / "WDYT-7K3M2Q.json").read_text()) == PARCEL.payload


SHORT = base64.b64encode(b"Zq7x" * 2).decode()


@pytest.mark.parametrize(
    ("place", "environ", "where", "expected"),
    [
        pytest.param(WEBHOOK, {}, "case-system: CASE_SECRETS", "one or two secrets", id="no secret"),
        pytest.param(WEBHOOK, {"CASE_SECRETS": " , "}, "case-system: CASE_SECRETS", "one or two", id="an empty secret"),
        pytest.param(WEBHOOK, {"CASE_SECRETS": SHORT}, "case-system: CASE_SECRETS", "24 to 64 bytes", id="a short one"),
        pytest.param(
            WEBHOOK, {"CASE_SECRETS": "Zq7x!" * 9}, "case-system: CASE_SECRETS", "base64", id="one that is not base64"
        ),
        pytest.param(
            WEBHOOK, {"CASE_SECRETS": f"{SECRET} " * 3}, "case-system: CASE_SECRETS", "one or two", id="three secrets"
        ),
        pytest.param(
            replace(WEBHOOK, url="http://cases.example/Zq7x"), ENVIRON, "case-system: url", "https://", id="no TLS"
        ),
        pytest.param(
            replace(WEBHOOK, url="https://me:Zq7x@cases.example"),
            ENVIRON,
            "case-system: url",
            "no password",
            id="a password",
        ),
        pytest.param(replace(WEBHOOK, url="Zq7x"), ENVIRON, "case-system: url", "https://", id="no address"),
        pytest.param(NOTIFY, {}, "own-text: NOTIFY_KEY", "API key", id="no key for Notify"),
        pytest.param(
            NOTIFY, {"NOTIFY_KEY": "Zq7x" * 9}, "own-text: NOTIFY_KEY", "API key", id="another key for Notify"
        ),
        pytest.param(
            replace(NOTIFY, url="http://notify.example/Zq7x"), ENVIRON, "own-text: url", "https://", id="Notify, no TLS"
        ),
    ],
)
def test_a_place_that_cannot_be_used_is_named_with_what_was_expected_and_no_secret(
    place: DeliverTo, environ: dict[str, str], where: str, expected: str
) -> None:
    with pytest.raises(BadPlace) as raised:
        made(FOLDER, place, environ=environ)
    said = str(raised.value)
    assert said.startswith(f"northshire.toml: deliver_to[1]: {where}: expected ") and expected in said
    assert "\n" not in said and "Zq7x" not in said and SECRET not in said
    assert raised.value.__cause__ is None and raised.value.__suppress_context__
