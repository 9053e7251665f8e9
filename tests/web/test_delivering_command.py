"""`flask deliver` and `flask serve` start only where everything that they are told can be used, and say what cannot."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from intake.council.model import Audience, DeliverTo, EmailTo, FolderTo, NotifyTo, Way, WebhookTo
from intake.storage import tables
from intake.web.commands.delivering import delivering, worker_of
from tests.delivery.mail_server import free_port
from tests.make import Clock, make_app, persona, queue_of, service_of
from tests.person import Person

PASSWORD = "Zq7xSecretW"
SECRET = "whsec_" + base64.b64encode(PASSWORD.encode() * 3).decode()
GOOD = {
    "mail_url": f"smtps://me:{PASSWORD}@mail.example",
    "mail_from": "post@northshire.example",
    "public_url": "https://talk.northshire.example",
    "environ": {"CASE_SECRETS": SECRET},
}
TEAM = EmailTo("team-mailbox", Audience.TEAM, "team@northshire.example")
CASES = WebhookTo("case-system", Audience.CASE_SYSTEM, "https://cases.example", "CASE_SECRETS")
NOTHING = "0 sent, 0 later, 0 failed, 0 cancelled, 0 lost\n"
SECRETS_EXPECTED = "expected one or two secrets, each 24 to 64 bytes in base64, with or without whsec_ in front"
NOTIFY = NotifyTo("own-text", Audience.PERSON, Way.TEXT, "t", "NOTIFY_KEY")


@contextmanager
def serviced(folder: Path, *places: DeliverTo, **settings: Any) -> Iterator[Flask]:
    """A service with these places; with those of its council's file where there are none."""
    app = make_app(f"sqlite:///{folder}/wdyt.db", clock=Clock(), **{**GOOD, **settings})
    service = service_of(app)
    council = replace(service.council, deliver_to=places or service.council.deliver_to)
    app.extensions["service"] = replace(service, council=council)
    yield app
    service.database.close()


COMMANDS = pytest.mark.parametrize(
    "command", [["deliver"], ["deliver", "--once"], ["serve", "--port", "0"]], ids=" ".join
)


@COMMANDS
@pytest.mark.parametrize(
    ("places", "settings", "sentence"),
    [
        pytest.param(
            [TEAM, CASES],
            {"environ": {}},
            f"northshire.toml: deliver_to[1]: case-system: CASE_SECRETS: {SECRETS_EXPECTED}",
            id="no secret",
        ),
        pytest.param(
            [CASES],
            {"environ": {"CASE_SECRETS": PASSWORD}},
            f"northshire.toml: deliver_to[0]: case-system: CASE_SECRETS: {SECRETS_EXPECTED}",
            id="a secret that is none",
        ),
        pytest.param(
            [replace(CASES, url=f"http://me:{PASSWORD}@cases.example")],
            {},
            "northshire.toml: deliver_to[0]: case-system: url: expected an address that begins with https://, "
            "or with http:// on this machine, and holds no password",
            id="an address that is not safe",
        ),
        pytest.param(
            [TEAM, NOTIFY],
            {"environ": {"NOTIFY_KEY": PASSWORD}},
            "northshire.toml: deliver_to[1]: own-text: NOTIFY_KEY: expected an API key of GOV.UK Notify, "
            "which is a name and two UUIDs joined by hyphens",
            id="a key for Notify that is none",
        ),
        pytest.param([TEAM], {"mail_url": ""}, "MAIL_URL cannot be used: expected smtp://", id="no mail server"),
        pytest.param(
            [TEAM],
            {"mail_url": f"imap://me:{PASSWORD}@mail.example"},
            "MAIL_URL cannot be used: expected smtp://",
            id="a mail server that takes no emails",
        ),
        pytest.param(
            [TEAM],
            {"mail_from": "Northshire <post>"},
            "MAIL_FROM cannot be used: expected one plain address such as post@council.example",
            id="nobody to send from",
        ),
        pytest.param(
            [TEAM],
            {"public_url": ""},
            "PUBLIC_URL is not set: expected the address of this form, such as https://tell.example",
            id="no address of our own",
        ),
        pytest.param(
            [TEAM],
            {"public_url": "http://tell.example"},
            "PUBLIC_URL is 'http://tell.example': expected the address of this form, such as https://tell.example",
            id="an address that others on the way can read",
        ),
    ],
)
def test_what_cannot_be_used_stops_the_start_with_one_sentence(
    command: list[str], places: list[DeliverTo], settings: dict[str, Any], sentence: str, tmp_path: Path
) -> None:
    with serviced(tmp_path, *places, **settings) as app:
        result = app.test_cli_runner().invoke(args=command)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)  # click's own end, not a traceback
    (said,) = result.output.splitlines()
    assert said.startswith(f"Error: {sentence}")
    assert PASSWORD not in said and SECRET not in said


def test_who_sends_no_emails_needs_no_mail_server(tmp_path: Path) -> None:
    with serviced(tmp_path, CASES, mail_url="", mail_from="") as app:
        result = app.test_cli_runner().invoke(args=["deliver", "--once"])
    assert (result.exit_code, result.output) == (0, NOTHING)


def test_an_empty_database_is_given_its_tables_first(tmp_path: Path) -> None:
    with serviced(tmp_path, CASES) as app:
        with service_of(app).database.write() as db:
            tables.metadata.drop_all(db)
            db.execute(text("DROP TABLE alembic_version"))
        result = app.test_cli_runner().invoke(args=["deliver", "--once"])
    assert (result.exit_code, result.output) == (0, NOTHING)


# ── Beside the server ────────────────────────────────────────────────────────────────────────────────────────────────


def heard_soon(capfd: pytest.CaptureFixture[str], words: str) -> str:
    """What was said on standard error up to these words."""
    said, pause = "", threading.Event()
    for _ in range(500):
        said += capfd.readouterr().err
        if words in said:
            return said
        pause.wait(0.02)
    raise AssertionError(f"{words!r} was not said: {said!r}")


def test_who_cannot_be_reached_as_it_starts_is_named_and_nothing_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    places = (
        replace(CASES, url=f"http://127.0.0.1:{free_port()}"),
        FolderTo("case-files", Audience.CASE_SYSTEM, str(tmp_path / "cases")),
        FolderTo("old-files", Audience.CASE_SYSTEM, str(tmp_path / "file")),
    )
    with serviced(tmp_path, *places) as app:
        person = Person(app.test_client()).to_done(persona("thank-you")["answers"])
        with delivering(worker_of(service_of(app))):
            said = heard_soon(capfd, "old-files")
            wait_for(tmp_path / "cases" / f"{queue_of(app)[0]['ref']}.json")
        assert person.path == "/done"
    assert said.splitlines() == [
        "northshire.toml: deliver_to[0] (case-system): Nothing can be connected to at its address. It is tried again.",
        "northshire.toml: deliver_to[2] (old-files): Files cannot be written in it. It is tried again.",
    ]


def wait_for(file: Path) -> None:
    pause = threading.Event()
    for _ in range(500):
        if file.exists():
            return
        pause.wait(0.02)
    raise AssertionError(f"{file.name} was not delivered")


def test_what_is_sent_in_this_process_wakes_the_worker_beside_it(tmp_path: Path) -> None:
    with serviced(tmp_path, FolderTo("case-files", Audience.CASE_SYSTEM, str(tmp_path / "cases"))) as app:
        patient = worker_of(service_of(app))
        patient = replace(patient, pace=replace(patient.pace, look_again=60))
        with delivering(patient):
            for name in ("thank-you", "idea-to-hear-back"):
                Person(app.test_client()).to_done(persona(name)["answers"])
                record = queue_of(app)[-1]
                wait_for(file := tmp_path / "cases" / f"{record['ref']}.json")
                assert json.loads(file.read_text()) == record


def test_the_link_that_a_provider_is_given_leads_to_the_address_of_the_form(tmp_path: Path) -> None:
    with serviced(tmp_path, public_url="https://talk.northshire.example/form") as app:
        worker = worker_of(service_of(app))
        link = worker.letters.provider_link("referral-1")
        base, _, token = link.rpartition("/a/")
        assert base == "https://talk.northshire.example/form" and len(token) == 43
        assert worker_of(service_of(app)).letters.provider_link("referral-1") == link
        assert worker.bell is service_of(app).bell


@pytest.mark.parametrize(
    ("record_url", "link"),
    [
        pytest.param("", "https://talk.northshire.example/form/desk/r/WDYT-7K3M2Q", id="at our own desk"),
        pytest.param(
            "https://cases.example/find?ref={reference}", "https://cases.example/find?ref=WDYT-7K3M2Q", id="else"
        ),
    ],
)
def test_the_link_that_staff_are_given_leads_to_the_desk_or_where_the_council_says(
    record_url: str, link: str, tmp_path: Path
) -> None:
    with serviced(tmp_path, public_url="https://talk.northshire.example/form") as app:
        service = service_of(app)
        council = replace(service.council, team=replace(service.council.team, record_url=record_url))
        worker = worker_of(replace(service, council=council))
        assert worker.letters.record_link("WDYT-7K3M2Q") == link
