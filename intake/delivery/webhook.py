"""A webhook: JSON over HTTPS to a program that can tell that it is from us, and that nobody changed it.

Signed by the Standard Webhooks convention (https://www.standardwebhooks.com): `webhook-id` is the parcel's key, the
same on every try. With two secrets each request carries both signatures, so that the other side can change over from
the old secret to the new one whenever it likes.
"""

from __future__ import annotations

import base64
import json
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from socket import SHUT_RDWR, socket
from threading import Event, Timer

from standardwebhooks import Webhook
from urllib3 import exceptions as faults
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import Url, parse_url

from intake.council.model import WebhookTo
from intake.delivery.target import BadPlace, GiveUp, Parcel, TryLater
from intake.settings import stays_here

LONGEST_PAUSE_SECONDS = 3600  # a place may ask us to wait, but not until nobody remembers

_SECRETS_EXPECTED = "expected one or two secrets, each 24 to 64 bytes in base64, with or without whsec_ in front"
_URL_EXPECTED = "expected an address that begins with https://, or with http:// on this machine, and holds no password"

_COME_BACK = (408, 425, 429)  # a time-out, too early, too many: all that a later try can mend below 500

# The first that fits; what fits none broke in the middle.
_WHY_NOT = (
    (faults.NameResolutionError, "no_such_host"),
    (faults.NewConnectionError, "no_connection"),
    (faults.ConnectTimeoutError, "no_connection"),
    (ssl.SSLCertVerificationError, "bad_certificate"),
    (ssl.SSLError, "no_encryption"),
    (TimeoutError, "no_answer"),
)
_BROKE = "connection_lost"

_SENTENCES = {
    "no_such_host": "The host in its address is not known.",
    "no_connection": "Nothing can be connected to at its address.",
    "bad_certificate": "Its certificate is not one to be trusted.",
    "no_encryption": "No encrypted connection can be made with it.",
    "no_answer": "It does not answer in time.",
    _BROKE: "It ends the connection.",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one request may take, in seconds, and how much it may carry, in bytes.

    `whole` is for everything together, however the other side spreads it. Two things it cannot cut short: the machine's
    own search for the host, and `connect` for each address of a host that has several, none of which answers.
    """

    connect: float = 5
    silence: float = 10
    whole: float = 20
    body: int = 1_000_000


class WebhookTarget:
    """A place that takes signed JSON. BadPlace where its address or its secrets cannot be used.

    `clock` gives aware moments: receivers refuse a signature that is minutes old. `tls` says whose certificates are
    trusted, those that the machine trusts where it is not given.
    """

    def __init__(
        self,
        place: WebhookTo,
        secrets: Sequence[str],
        *,
        clock: Callable[[], datetime],
        tls: ssl.SSLContext | None = None,
        bounds: Bounds = Bounds(),
    ) -> None:
        self._url = _url(place)
        self._signers = _signers(place, secrets)
        self._clock = clock
        self._tls = (tls or ssl.create_default_context()) if self._url.scheme == "https" else None
        self._bounds = bounds

    def send(self, parcel: Parcel) -> None:
        """Returns when the place answered that it has it. What else it says is not read, and no redirect followed."""
        body = json.dumps(dict(parcel.payload), ensure_ascii=False, separators=(",", ":"))
        encoded = body.encode()
        if len(encoded) > self._bounds.body:
            raise GiveUp("too_large")
        now = self._clock().astimezone(UTC)  # the library takes the hands of any clock for UTC
        headers = {
            "webhook-id": parcel.key,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signer.sign(parcel.key, now, body) for signer in self._signers),
            "content-type": "application/json",
            "user-agent": "what-do-you-think",
            "connection": "close",
        }
        with self._connected() as connection:
            connection.request("POST", self._url.request_uri, encoded, headers, preload_content=False)
            answer = connection.getresponse()
            answer.close()
        _judge(answer.status, _pause(answer.headers.get("retry-after", ""), now))

    def reach(self) -> str:
        try:
            with self._connected():
                return ""
        except TryLater as not_now:
            return _SENTENCES[not_now.reason]

    @contextmanager
    def _connected(self) -> Iterator[HTTPConnection]:
        """A new connection for one request. TryLater where there is none, it breaks, or the time is up."""
        connection = self._connection()
        late = Event()
        timer = Timer(self._bounds.whole, _cut, (connection, late))
        timer.daemon = True
        timer.start()
        try:
            connection.connect()
            connection.timeout = self._bounds.silence
            if late.is_set():  # there was nothing to cut yet
                raise TimeoutError
            yield connection
        except (OSError, faults.HTTPError, HTTPException) as error:
            raise TryLater("no_answer" if late.is_set() else _why_not(error)) from None
        finally:
            timer.cancel()
            connection.close()
        if late.is_set():  # an answer cut short can look like a whole one
            raise TryLater("no_answer")

    def _connection(self) -> HTTPConnection:
        host, port, timeout = str(self._url.host).strip("[]"), self._url.port, self._bounds.connect
        if self._tls is None:
            return HTTPConnection(host, port, timeout=timeout)
        return HTTPSConnection(host, port, timeout=timeout, ssl_context=self._tls)


def read_secrets(text: str) -> tuple[str, ...]:
    """The secrets in a variable: what stands between spaces, line ends or commas."""
    return tuple(filter(None, re.split(r"[\s,]+", text)))


def _cut(connection: HTTPConnection, late: Event) -> None:
    """Wakes whoever waits for the other side. A time-out of a socket does not: each byte begins it anew."""
    late.set()
    wire = connection.sock
    if wire is not None:
        with suppress(OSError):  # it is gone already
            socket.shutdown(wire, SHUT_RDWR)  # SSLSocket's own would go on in plain text


def _url(place: WebhookTo) -> Url:
    try:
        url = parse_url(place.url)
    except faults.LocationParseError:
        url = Url()
    safe = url.scheme == "https" or (url.scheme == "http" and stays_here(url.host or ""))
    if not (safe and url.host and url.auth is None):
        raise BadPlace(f"{place.name}: url: {_URL_EXPECTED}")
    return url


def _signers(place: WebhookTo, secrets: Sequence[str]) -> list[Webhook]:
    keys = [_key(secret) for secret in secrets]
    if len(keys) not in (1, 2) or not all(24 <= len(key) <= 64 for key in keys):
        raise BadPlace(f"{place.name}: {place.secrets_from}: {_SECRETS_EXPECTED}")
    return [Webhook(key) for key in keys]


def _key(secret: str) -> bytes:
    """The bytes of a secret; none where it is not base64. The library itself would skip what it does not know."""
    plain = secret.removeprefix("whsec_").rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except ValueError:
        return b""


def _why_not(error: Exception) -> str:
    return next((reason for kind, reason in _WHY_NOT if isinstance(error, kind)), _BROKE)


def _pause(asked: str, now: datetime) -> int | None:
    """How many seconds a Retry-After header asks for, as a number or as a date; None where it cannot be read."""
    try:
        seconds = int(asked) if asked.isdecimal() else int((parsedate_to_datetime(asked) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):  # not a date, one without a zone, a year that is none
        return None
    return min(max(seconds, 0), LONGEST_PAUSE_SECONDS)


def _judge(status: int, pause: int | None) -> None:
    if 200 <= status < 300:
        return
    if status in _COME_BACK or status >= 500:
        raise TryLater(f"http_{status}", pause)
    raise GiveUp("redirect" if 300 <= status < 400 else f"http_{status}")
