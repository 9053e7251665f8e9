"""What people write reaches those it is meant for, whole, and nobody else: however well or badly a delivery goes."""

from __future__ import annotations

import base64
import json
import logging
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask

import intake.council
from intake.council.load import parse
from intake.council.model import DeliverTo, EmailTo, FolderTo, NotifyTo, WebhookTo
from intake.delivery import email, notify, webhook
from intake.delivery.email import EmailTarget
from intake.delivery.folder import FolderTarget
from intake.delivery.notify import NotifyTarget
from intake.delivery.target import Target
from intake.delivery.webhook import WebhookTarget
from intake.delivery.worker import Outcome, Pace
from intake.records.record import Purpose, Record
from intake.storage import records, referrals, tracking
from intake.storage.tracking import Tracked
from intake.web.commands.delivering import worker_of
from intake.web.mail import MailPost, MailServer
from tests.delivery import notify_server
from tests.delivery.mail_server import Inbox, serving
from tests.delivery.notify_server import API_KEY, TEMPLATES, Notify
from tests.delivery.receiver import HANGS_UP, STALLS, TAKES_IT_AND_HANGS_UP, Answer, Exchange, Receiver, always
from tests.make import Clock, make_app, queue_of, service_of
from tests.person import Person
from tests.web.everybody import EVERYBODY
from tests.web.test_privacy import BORN, TEXTS, plain_columns

SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
SENDER = "post@northshire.example"
TEXT, LETTER = (next(key for key, kind in TEMPLATES.items() if kind == wanted) for wanted in ("sms", "letter"))

# ── What was typed ───────────────────────────────────────────────────────────────────────────────────────────────────

NUMBERS = {"phone": "0190 775 5533 221", "quick_phone": "0190 775 5533 223", "dob": BORN}
MARKED = {
    **{key: f"Zq7x_{key}_W" for key in TEXTS},
    "email": "Zq7x_email_W@example.org",
    "address": "Zq7x_address_W\nNorthtown\nNO1 1AA",
    **NUMBERS,
}
MARK = re.compile(r"Zq7x_(\w+?)_W")
ECHO = "Zq7x_echo_W"  # what the other side says back: it may have taken it from what it got

STORY = {"what_happened", "topic_other", "when_words", "late_text", "change_other", "want_other"}
REACHED_BY = {"phone", "email", "address", "person", "times", "not_times"}
NEEDS = {"lang", "dialect", "gender", "help_other"}
AGREED = {"preferred", "safe_word", "who_other"} | REACHED_BY | NEEDS
CHILD = {
    **EVERYBODY["child"],
    "advocate_share": ["contact", "story", "needs"],
    "safe_contact": ["ok_text", "ok_post"],
}


def marks(said: object) -> set[str]:
    """The names of the fields of which something is in this."""
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False, default=str)
    digits = re.sub(r"[^\d-]", "", text)
    numbers = {key for key, number in NUMBERS.items() if number in text or number.replace(" ", "") in digits}
    return set(MARK.findall(text)) | numbers


def walk(app: Flask) -> None:
    """A child who needs help now and then complains, and writes something in every field there is."""
    person, answers = Person(app.test_client()), {**CHILD, **MARKED}
    person.go_to_check(answers).add(answers)
    person.open("/help").answer(MARKED)
    person.open("/check").send()
    assert person.path == "/about-you"


# ── Where it goes ────────────────────────────────────────────────────────────────────────────────────────────────────

PLACES = """
[[deliver_to]]
name = "team-mailbox"
whom = "team"
kind = "email"
address = "team@northshire.example"
[[deliver_to]]
name = "team-desk"
whom = "team"
kind = "webhook"
url = "{team}"
secrets_from = "SECRETS"
[[deliver_to]]
name = "team-phone"
whom = "team"
kind = "notify"
way = "text"
template = "{text}"
key_from = "NOTIFY_KEY"
address = "07700 900111"
url = "{notify}"
[[deliver_to]]
name = "director"
whom = "second_person"
kind = "email"
address = "director@northshire.example"
[[deliver_to]]
name = "case-system"
whom = "case_system"
kind = "webhook"
url = "{cases}"
secrets_from = "SECRETS"
[[deliver_to]]
name = "case-files"
whom = "case_system"
kind = "folder"
path = "{folder}"
[[deliver_to]]
name = "duty-desk"
whom = "duty"
kind = "webhook"
url = "{duty}"
secrets_from = "SECRETS"
[[deliver_to]]
name = "duty-mailbox"
whom = "duty"
kind = "email"
address = "duty@northshire.example"
[[deliver_to]]
name = "advocates-desk"
whom = "advocate"
kind = "webhook"
url = "{advocate}"
secrets_from = "SECRETS"
[[deliver_to]]
name = "advocates-mailbox"
whom = "advocate"
kind = "email"
address = "new@voices.example"
[[deliver_to]]
name = "own-email"
whom = "person"
kind = "email"
[[deliver_to]]
name = "own-text"
whom = "person"
kind = "notify"
way = "text"
template = "{text}"
key_from = "NOTIFY_KEY"
url = "{notify}"
[[deliver_to]]
name = "own-letter"
whom = "person"
kind = "notify"
way = "letter"
template = "{letter}"
key_from = "NOTIFY_KEY"
url = "{notify}"
"""


@dataclass
class Town:
    """Real servers for everybody whom a council has to reach, and the service of that council."""

    app: Flask
    place: Path
    mail_port: int
    inbox: Inbox
    receivers: dict[str, Receiver]
    notify: Notify
    clock: Clock
    at_the_end: ExitStack
    log: list[logging.LogRecord]

    @property
    def folder(self) -> Path:
        return self.place / "cases"

    @property
    def logged(self) -> str:
        """What was logged with all that each record carries, whether a formatter would print it or not."""
        assert {each.name.partition(".")[0] for each in self.log} >= {"sqlalchemy", "urllib3"}
        return "\n".join(f"{each.getMessage()} {each.__dict__} {each.exc_text}" for each in self.log)

    @property
    def plain(self) -> str:
        """What lies in the database without a seal."""
        return "\n".join(f"{column} {value}" for column, value in plain_columns(self.place / "wdyt.db"))

    def records(self) -> list[Record]:
        with service_of(self.app).database.read() as db:
            return list(records.every(db, service_of(self.app).ring))

    def deliveries(self) -> list[Tracked]:
        with service_of(self.app).database.read() as db:
            return [each for record in self.records() for each in tracking.of_record(db, record.id)]

    def answer(self, to_recipient: str, answer: Answer) -> None:
        """How mail servers and receivers of webhooks answer from now on."""
        self.inbox.to_recipient = to_recipient
        for receiver in self.receivers.values():
            receiver.choose = always(answer)


@contextmanager
def everything_logged() -> Iterator[list[logging.LogRecord]]:
    """All that is logged meanwhile, among it every statement with what goes into it; but not by the mail server."""
    heard: list[logging.LogRecord] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.name != "mail.log":
                heard.append(record)

    ear, before = Ear(), {name: logging.getLogger(name).level for name in ("", "sqlalchemy.engine")}
    logging.getLogger().addHandler(ear)
    for name in before:
        logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        logging.getLogger().removeHandler(ear)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


@contextmanager
def a_town(place: Path) -> Iterator[Town]:
    """A town in which two things have been sent and nothing is delivered yet."""
    inbox, notified, clock = Inbox(), Notify(), Clock()
    with ExitStack() as at_the_end:
        mail_port = at_the_end.enter_context(serving(inbox))
        receivers = {
            whom: at_the_end.enter_context(Receiver(SECRET, any_day=True))
            for whom in ("team", "cases", "duty", "advocate")
        }
        urls = {whom: receiver.url for whom, receiver in receivers.items()}
        notify_url = at_the_end.enter_context(notify_server.serving(notified))
        app = make_app(
            f"sqlite:///{place}/wdyt.db",
            clock=clock,
            mail_url=f"smtp://127.0.0.1:{mail_port}",
            mail_from=SENDER,
            public_url="https://talk.northshire.example",
            environ={"SECRETS": SECRET, "NOTIFY_KEY": API_KEY},
        )
        service, folder = service_of(app), place / "cases"
        shipped = (Path(intake.council.__file__).parent / "councils" / "northshire.toml").read_text()
        places = PLACES.format(**urls, notify=notify_url, text=TEXT, letter=LETTER, folder=folder)
        council = parse("northshire", shipped[: shipped.index("[[deliver_to]]")] + places)
        app.extensions["service"] = replace(service, council=council)
        walk(app)
        with everything_logged() as logged:
            yield Town(app, place, mail_port, inbox, receivers, notified, clock, at_the_end, logged)
        service.database.close()


# ── Where all goes well ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town after every purpose that there is has been delivered to all its places."""
    with a_town(tmp_path_factory.mktemp("town")) as town:
        service = service_of(town.app)
        worker = worker_of(service)
        town.receivers["duty"].choose = always(TAKES_IT_AND_HANGS_UP)  # so that the second place is told as well
        assert worker.deliver_due().keys() == {Outcome.SENT, Outcome.LATER}
        town.clock.move(minutes=6)
        assert Outcome.SENT in worker.deliver_due()
        town.clock.move(days=4)
        assert worker.deliver_due().keys() == {Outcome.SENT}
        with service.database.write() as db:
            assert referrals.withdraw(db, town.records()[-1].id, service.council, service.now())
        assert worker.deliver_due().keys() == {Outcome.SENT}
        assert {each.purpose for each in town.deliveries()} == set(Purpose)
        yield town


def test_something_was_typed_in_every_field(delivered: Town) -> None:
    call, complaint = queue_of(delivered.app)
    assert marks(call) == {"quick_name", "quick_where", "quick_phone"}
    assert marks(complaint) > STORY | AGREED | {"full", "dob", "worker_name"}


def test_a_case_system_gets_all_of_it(delivered: Town) -> None:
    expected = {record["ref"]: record for record in queue_of(delivered.app)}
    by_webhook = delivered.receivers["cases"].payloads.values()
    files = {path.stem: json.loads(path.read_text()) for path in delivered.folder.iterdir()}
    assert {each["ref"]: each for each in by_webhook} == files == expected


def test_advocates_get_what_was_agreed_and_the_story_not_by_email(delivered: Town) -> None:
    by_type = {each["type"]: marks(each) for each in delivered.receivers["advocate"].payloads.values()}
    assert by_type == {"advocate_referral": STORY | AGREED, "advocate_withdrawn": set()}
    by_email = [marks(each.get_content()) for each in delivered.inbox.emails if each["To"] == "new@voices.example"]
    assert by_email == [AGREED, set()]


def test_the_person_gets_a_receipt_at_their_own_address_with_none_of_it(delivered: Town) -> None:
    (receipt,) = [each for each in delivered.inbox.emails if each["To"] == MARKED["email"]]
    assert marks(receipt.get_content()) == set()
    asked = [said for _, said in delivered.notify.asked if "07700900111" not in str(said).replace(" ", "")]
    text, letter = sorted(asked, key=lambda said: "phone_number" not in said)
    assert (text.pop("phone_number"), marks(text)) == (MARKED["phone"], set())
    lines = [letter["personalisation"].pop(f"address_line_{n}") for n in (1, 2, 3)]
    assert (lines, marks(letter)) == (MARKED["address"].split("\n"), set())


def test_nobody_else_gets_a_word_of_it(delivered: Town) -> None:
    emails: dict[str, set[str]] = {}
    for each in delivered.inbox.emails:
        around = " ".join(str(value) for name, value in each.items() if name != "To")
        assert marks(around) == set()
        emails.setdefault(str(each["To"]), set()).update(marks(each.get_content()))
    assert emails == {
        "team@northshire.example": set(),
        "duty@northshire.example": set(),
        "new@voices.example": AGREED,
        MARKED["email"]: set(),
    }
    for whom in ("team", "duty"):
        payloads = list(delivered.receivers[whom].payloads.values())
        assert payloads and marks(payloads) == set()
    assert all(marks(receiver.headers) == set() for receiver in delivered.receivers.values())
    to_team = [said for _, said in delivered.notify.asked if said.get("phone_number") == "07700 900111"]
    assert to_team and marks(to_team) == set()
    assert marks([path for path, _ in delivered.notify.asked]) == set()


def test_nothing_of_it_is_logged_or_kept_in_plain(delivered: Town) -> None:
    assert marks(delivered.logged) == set()
    assert marks(delivered.plain) == set()


# ── Where everything goes wrong ──────────────────────────────────────────────────────────────────────────────────────

SHORT, LONG = 0.1, 10.0  # seconds that a place may take here: where it is silent, and where it answers somehow


def patient(town: Town, place: DeliverTo, seconds: float) -> Target:
    """What the registry makes of a place, but for how long it waits for an answer."""
    match place:
        case EmailTo():
            bounds = email.Bounds(seconds, seconds)
            server = MailServer("127.0.0.1", town.mail_port, starttls=False, bounds=bounds)
            return EmailTarget(place, MailPost(server, SENDER))
        case WebhookTo():
            return WebhookTarget(place, [SECRET], clock=town.clock, bounds=webhook.Bounds(LONG, seconds, LONG))
        case NotifyTo():
            return NotifyTarget(place, API_KEY, bounds=notify.Bounds(LONG, seconds))
        case FolderTo():
            return FolderTarget(place)


def echoes(status: int) -> Answer:
    """An answer that says something back in its first line, its headers and its body."""

    def give(exchange: Exchange) -> None:
        exchange.send_response(status, ECHO)
        exchange.send_header("X-Said", ECHO)
        exchange.end_headers()
        exchange.wfile.write(ECHO.encode())

    return Answer(give)


@dataclass(frozen=True)
class Failure:
    """One way in which all places fail: how long each of them is waited for, and which reasons are then kept."""

    seconds: float
    reasons: set[str]


def go_wrong(town: Town) -> Iterator[Failure]:
    """One way after the other."""
    town.folder.touch()  # where a folder was to be
    inbox, notified = town.inbox, town.notify
    notified.body = notify_server.error("BadRequestError", ECHO)

    town.answer(f"451 {ECHO} is not to be reached now", echoes(500))
    notified.status = 500
    yield Failure(LONG, {"smtp_451", "http_500"})

    town.answer(f"550 {ECHO} is not known", echoes(400))
    notified.status = 400
    yield Failure(LONG, {"smtp_550", "http_400"})

    town.answer("250 OK", HANGS_UP)
    inbox.hangs_up_after_data = True
    yield Failure(LONG, {"connection_lost", "http_400"})

    town.answer("250 OK", STALLS)
    inbox.hangs_up_after_data, inbox.pause, notified.pause = False, 1, 1
    yield Failure(SHORT, {"no_answer"})

    town.at_the_end.close()
    yield Failure(LONG, {"no_connection"})


def test_no_failure_tells_anybody_what_was_typed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with a_town(tmp_path) as town:
        service = service_of(town.app)
        worker = replace(worker_of(service), pace=Pace(most_tries=1, most_tries_in_danger=1))
        run = town.app.test_cli_runner().invoke
        town.clock.move(minutes=6)
        for failure in go_wrong(town):
            targets = {place.name: patient(town, place, failure.seconds) for place in service.council.deliver_to}
            assert replace(worker, targets=targets).deliver_due().keys() == {Outcome.FAILED}
            failed = town.deliveries()
            assert {each.target for each in failed} == targets.keys() - {"director"}  # nobody of the team is named
            assert {each.reason for each in failed} == failure.reasons | {"folder_not_writable"}
            said = "".join(run(args=["deliveries", "list", *words]).output for words in ([], ["--json"]))
            assert "failed" in said and marks(said + town.plain) == set()
            assert run(args=["deliveries", "retry", "--all"]).output == f"{len(failed)} to be tried again now\n"
    assert marks(town.logged) == set()
    assert marks("".join(capfd.readouterr())) == set()
