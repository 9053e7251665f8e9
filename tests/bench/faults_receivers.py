"""The places that deliveries go to, which fail at random, and all that arrived there, whatever the sender heard."""

from __future__ import annotations

import asyncio
import base64
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Lock

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.bench.faults_app import CASE_SYSTEM
from tests.delivery.mail_server import Inbox, serving
from tests.delivery.receiver import Answer, Exchange, Receiver, says

_SECRET = "whsec_" + base64.b64encode(b"faults" * 5).decode()
_REFERENCE = re.compile(r"WDYT-[0-9A-Z]{6}")


@dataclass(frozen=True)
class Arrival:
    """One message as it was taken: at which place, about which record, under which key."""

    place: str
    reference: str
    key: str


@dataclass(frozen=True)
class Conduct:
    """How one request is treated: whether it is taken, after how many seconds it is answered, and how, if at all."""

    takes: bool
    status: int = 0
    smtp: str = ""
    seconds: float = 0.0


WELL = Conduct(True, 200, "250 OK")

# Each with how many of a thousand requests are treated so. The longest stall is longer than a quick worker's lease.
_FAULTS = (
    (60, Conduct(False, 500, "451 Not now")),
    (40, Conduct(False, 429, "452 Too many")),
    (40, Conduct(False)),
    (40, Conduct(True)),
    (6, Conduct(False, seconds=1)),
    (6, Conduct(True, 200, "250 OK", seconds=1)),
    (2, Conduct(True, 200, "250 OK", seconds=6)),
)


class Mood:
    """How the places are: at random, until they are all `well`."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.well = False
        self.faults = 0

    def draw(self) -> Conduct:
        number = self._chance.randrange(1000)
        for share, fault in () if self.well else _FAULTS:
            number -= share
            if number < 0:
                self.faults += 1
                return fault
        return WELL


class Places:
    """A case system and a mail server with a mailbox for everybody. `arrivals` holds them in the order they came in."""

    def __init__(self, mood: Mood) -> None:
        self.mood = mood
        self.arrivals: list[Arrival] = []
        self._lock = Lock()

    @contextmanager
    def open(self) -> Iterator[dict[str, str]]:
        """The environment in which the service finds them."""
        with _CaseSystem(self) as case_system, serving(_Mailboxes(self)) as port:
            yield {
                "MAIL_URL": f"smtp://127.0.0.1:{port}",
                "MAIL_FROM": "messages@northshire.example",
                "PUBLIC_URL": "https://tell.northshire.example",
                "CASE_SYSTEM_URL": case_system.url,
                "CASE_SYSTEM_SECRETS": _SECRET,
            }

    def note(self, arrival: Arrival) -> None:
        with self._lock:
            self.arrivals.append(arrival)

    @property
    def received(self) -> int:
        """How many different messages have arrived."""
        with self._lock:
            return len({arrival.key for arrival in self.arrivals})


class _CaseSystem(Receiver):
    def __init__(self, places: Places) -> None:
        super().__init__(_SECRET)
        self._places = places
        self.choose = lambda _key: _answer(places.mood.draw())

    def take(self, headers: dict[str, str], body: bytes) -> Answer:
        answer = super().take(headers, body)
        if answer.takes:
            key = headers["webhook-id"]
            self._places.note(Arrival(CASE_SYSTEM, self.payloads[key]["ref"], key))
        return answer


def _answer(conduct: Conduct) -> Answer:
    def give(exchange: Exchange) -> None:
        exchange.wait(conduct.seconds)
        if conduct.status:
            says(conduct.status, Retry_After="1").give(exchange)

    return Answer(give, conduct.takes)


class _Mailboxes(Inbox):
    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        conduct = self._places.mood.draw()
        if conduct.takes:
            self._places.note(_arrival(envelope))
        await asyncio.sleep(conduct.seconds)
        if not conduct.smtp:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return conduct.smtp


def _arrival(envelope: Envelope) -> Arrival:
    assert isinstance(envelope.content, bytes)
    email = message_from_bytes(envelope.content, EmailMessage, policy=policy.default)
    reference = _REFERENCE.search(email.get_content())
    assert reference, "an email without a reference: expected one in each"
    return Arrival(envelope.rcpt_tos[0], reference[0], email["Message-ID"].strip("<>").partition("@")[0])
