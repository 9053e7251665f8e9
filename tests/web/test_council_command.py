"""`flask council check` tries every place of a council's file, and names what somebody has to put right."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from intake.council.model import Audience, DeliverTo, EmailTo, FolderTo, HelpLines, WebhookTo
from tests.delivery.mail_server import Inbox, free_port, serving
from tests.delivery.receiver import Receiver, says
from tests.make import Clock, make_app, service_of

SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
DUTY, TEAM, ADVOCATES, PERSON, CASES = range(5)


@dataclass
class Town:
    """A council's mail server, its duty team's receiver of webhooks, and the folder of its case system."""

    app: Flask
    inbox: Inbox
    receiver: Receiver
    folder: Path

    def check(self, *words: str) -> Result:
        return self.app.test_cli_runner().invoke(args=["council", "check", *words])

    def change(self, n: int, place: DeliverTo) -> None:
        """Writes another place into the council's file."""
        service = service_of(self.app)
        places = service.council.deliver_to
        changed = replace(service.council, deliver_to=(*places[:n], place, *places[n + 1 :]))
        self.app.extensions["service"] = replace(service, council=changed)

    def arrived(self) -> list[str]:
        """How often something arrived, and where."""
        emails = [str(email["To"]) for email in self.inbox.emails]
        return [*emails, *self.receiver.payloads, *(path.name for path in self.folder.glob("*"))]


@pytest.fixture
def town(tmp_path: Path, clock: Clock) -> Iterator[Town]:
    """Northshire with places of every kind that can be tried without anybody else, all of them there."""
    inbox, folder = Inbox(), tmp_path / "cases"
    with serving(inbox) as port, Receiver(SECRET, any_day=True) as receiver:
        app = make_app(
            f"sqlite:///{tmp_path}/wdyt.db",
            clock=clock,
            mail_url=f"smtp://127.0.0.1:{port}",
            mail_from="post@northshire.example",
            public_url="https://talk.northshire.example",
            environ={"DUTY_SECRET": SECRET},
        )
        council = service_of(app).council
        places = (
            WebhookTo("duty-desk", Audience.DUTY, receiver.url, "DUTY_SECRET"),
            EmailTo("team-mailbox", Audience.TEAM, "team@northshire.example"),
            EmailTo("young-voices", Audience.ADVOCATE, "new@youngvoices.example"),
            EmailTo("own-email", Audience.PERSON),
            FolderTo("case-files", Audience.CASE_SYSTEM, str(folder)),
        )
        app.extensions["service"] = replace(service_of(app), council=replace(council, deliver_to=places))
        yield Town(app, inbox, receiver, folder)
        service_of(app).database.close()


REACHED = [
    "northshire.toml: deliver_to[0] (duty-desk): can be reached",
    "northshire.toml: deliver_to[1] (team-mailbox): can be reached",
    "northshire.toml: deliver_to[2] (young-voices): can be reached",
    "northshire.toml: deliver_to[3] (own-email): can be reached",
    "northshire.toml: deliver_to[4] (case-files): can be reached",
]


def test_places_that_can_be_reached_are_named_and_get_nothing(town: Town) -> None:
    result = town.check()
    assert (result.exit_code, result.stdout.splitlines(), result.stderr) == (0, REACHED, "")
    assert town.arrived() == []


# ── A test message ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_test_goes_to_every_place_but_a_persons_own(town: Town) -> None:
    result = town.check("--send-test")
    assert result.exit_code == 0
    tried = [line.removeprefix("northshire.toml: ") for line in result.stdout.splitlines() if line not in REACHED]
    assert tried == [
        "deliver_to[0] (duty-desk): has accepted a test",
        "deliver_to[1] (team-mailbox): has accepted a test",
        "deliver_to[2] (young-voices): has accepted a test",
        "deliver_to[4] (case-files): has accepted a test",
    ]
    key, *_ = town.receiver.payloads
    assert town.arrived() == ["team@northshire.example", "new@youngvoices.example", key, "WDYT-TEST00.json"]


def test_a_test_says_that_it_is_one_wherever_it_is_read(town: Town) -> None:
    town.check("--send-test")
    for email in town.inbox.emails:
        assert email["Subject"] == "Only a test: there is nothing to do"
        assert "This is only a test. Nobody has sent us anything" in email.get_content()
    (payload,) = town.receiver.payloads.values()
    assert (payload["type"], payload["test"], payload["reference"]) == ("test", True, "WDYT-TEST00")
    assert json.loads((town.folder / "WDYT-TEST00.json").read_text()) == payload


def test_each_test_has_a_key_of_its_own_so_that_none_is_taken_for_an_earlier_one(town: Town) -> None:
    for _ in range(2):
        town.check("--send-test")
    assert sorted(town.receiver.accepted.values()) == [1, 1]
    assert len({str(email["Message-ID"]) for email in town.inbox.emails}) == 4


def test_a_place_that_does_not_accept_a_test_is_named_with_its_reason(town: Town) -> None:
    town.receiver.choose = lambda _key: says(400)
    town.inbox.to_recipient = "550 no such mailbox"
    result = town.check("--send-test")
    assert result.exit_code == 1
    refused = [line for line in result.stdout.splitlines() if "did not accept" in line]
    assert refused == [
        "northshire.toml: deliver_to[0] (duty-desk): did not accept a test: http_400",
        "northshire.toml: deliver_to[1] (team-mailbox): did not accept a test: smtp_550",
        "northshire.toml: deliver_to[2] (young-voices): did not accept a test: smtp_550",
    ]
    assert result.stderr == "Error: 3 of these to be put right\n"


# ── What is wrong ────────────────────────────────────────────────────────────────────────────────────────────────────


def nobody_at(town: Town, tmp_path: Path) -> dict[int, DeliverTo]:
    (tmp_path / "file").touch()
    return {
        DUTY: WebhookTo("duty-desk", Audience.DUTY, f"http://127.0.0.1:{free_port()}/", "DUTY_SECRET"),
        CASES: FolderTo("case-files", Audience.CASE_SYSTEM, str(tmp_path / "file" / "cases")),
    }


@pytest.mark.parametrize(
    ("n", "words"),
    [
        pytest.param(DUTY, "deliver_to[0] (duty-desk): Nothing can be connected to", id="webhook"),
        pytest.param(CASES, "deliver_to[4] (case-files): Files cannot be written", id="folder"),
    ],
)
def test_a_place_that_cannot_be_reached_is_named_and_the_others_are_tried(
    n: int, words: str, town: Town, tmp_path: Path
) -> None:
    town.change(n, nobody_at(town, tmp_path)[n])
    result = town.check("--send-test")
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert [line for line in lines if line.startswith(f"northshire.toml: {words}")]
    assert {line for line in lines if "can be reached" in line} == {each for i, each in enumerate(REACHED) if i != n}
    assert sum("has accepted a test" in line for line in lines) == 3
    assert result.stderr == "Error: 1 of these to be put right\n"


def test_a_mail_server_that_is_away_is_named_for_every_address(tmp_path: Path) -> None:
    app = make_app(
        f"sqlite:///{tmp_path}/wdyt.db",
        "eastborough",
        mail_url=f"smtp://127.0.0.1:{free_port()}",
        mail_from="post@eastborough.example",
        public_url="https://talk.eastborough.example",
    )
    result = app.test_cli_runner().invoke(args=["council", "check"])
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert len(lines) == len(service_of(app).council.deliver_to)
    assert all(line.startswith("eastborough.toml: deliver_to[") and "reached" not in line for line in lines)
    service_of(app).database.close()


@pytest.fixture
def childline_checked(town: Town) -> date:
    """The day on which somebody checked Childline's number: the 2nd of November. Every other one was checked later."""
    checked_on, service = date(2026, 11, 2), service_of(town.app)
    lines = {
        field.name: replace(getattr(service.council.help_lines, field.name), checked_on=checked_on + timedelta(days=9))
        for field in fields(service.council.help_lines)
    }
    lines["childline"] = replace(lines["childline"], checked_on=checked_on)
    council = replace(service.council, help_lines=HelpLines(**lines))
    town.app.extensions["service"] = replace(service, council=council)
    return checked_on


def test_a_number_that_is_old_is_named_with_its_key(town: Town, clock: Clock, childline_checked: date) -> None:
    clock.now = datetime.combine(childline_checked + timedelta(days=180), time(12), UTC)
    assert town.check().exit_code == 0
    clock.move(days=1)
    result = town.check()
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        *REACHED,
        "northshire.toml: help_lines.childline.checked_on: 0800 1111 was checked 181 days ago, on 2026-11-02: "
        "expected at most 180 days",
    ]
    assert result.stderr == "Error: 1 of these to be put right\n"


def test_today_is_the_day_in_london(town: Town, clock: Clock, childline_checked: date) -> None:
    evening = datetime.combine(childline_checked + timedelta(days=180), time(22, 59), UTC)
    clock.now = evening  # a minute before midnight there, in summer
    assert town.check().exit_code == 0
    clock.now = evening + timedelta(minutes=1)
    assert town.check().exit_code == 1


# ── Which file ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_another_councils_file_can_be_checked(town: Town) -> None:
    result = town.check("eastborough")
    assert result.exit_code == 0
    assert "eastborough.toml: deliver_to[1] (front-door): can be reached" in result.stdout.splitlines()
    assert "northshire" not in result.stdout


def test_a_council_that_has_no_file_is_named_with_those_that_have(town: Town) -> None:
    result = town.check("nowhere")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "'nowhere': expected one of eastborough, northshire" in result.stderr


@pytest.mark.parametrize(
    ("n", "place", "words"),
    [
        pytest.param(
            DUTY,
            WebhookTo("duty-desk", Audience.DUTY, "https://duty.northshire.example", "NO_SUCH_SECRET"),
            "NO_SUCH_SECRET",
            id="a secret that is not set",
        ),
        pytest.param(
            DUTY,
            WebhookTo("duty-desk", Audience.DUTY, "http://duty.northshire.example", "DUTY_SECRET"),
            "url: expected an address that begins with https://",
            id="an address that is not encrypted",
        ),
    ],
)
def test_what_cannot_be_set_up_is_named_by_file_and_key(n: int, place: DeliverTo, words: str, town: Town) -> None:
    town.change(n, place)
    result = town.check()
    assert (result.exit_code, result.stdout) == (1, "")
    assert "northshire.toml" in result.stderr and "duty-desk" in result.stderr and words in result.stderr
