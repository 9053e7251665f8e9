"""Email: what goes into one, to which address, and what the answer of a mail server means.

Whatever carries emails is a Post.
"""

from __future__ import annotations

import smtplib
import ssl
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader, RawIOBase
from socket import gaierror, socket
from typing import TYPE_CHECKING, Any, Protocol

from intake.council.expected import plain_address
from intake.council.model import EmailTo
from intake.delivery.target import GiveUp, Parcel, TryLater

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_NOT_IN_A_LINE = frozenset({"Cc", "Cs", "Zl", "Zp"})  # line ends and other controls, half characters


@dataclass(frozen=True, slots=True)
class Mail:
    """One plain email. `message_id` is the same on every try."""

    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    message_id: str


class Post(Protocol):
    """What carries emails."""

    @property
    def sender(self) -> str:
        """The plain address that they come from."""

    def send(self, mail: Mail) -> None:
        """Returns when it was accepted, within a bounded time; TryLater or GiveUp where it was not."""

    def reach(self) -> str:
        """Why nothing can be sent just now, as a sentence, or ''. Sends nothing."""


def is_one_line(text: str) -> bool:
    """Nothing in it ends a line, so that it cannot begin another header."""
    return not any(unicodedata.category(letter) in _NOT_IN_A_LINE for letter in text)


class EmailTarget:
    """Sends each parcel as one email: to the place's address, or to the person's own where it has none."""

    def __init__(self, place: EmailTo, post: Post) -> None:
        self._address = place.address
        self._post = post

    def send(self, parcel: Parcel) -> None:
        to = self._address or parcel.to
        if not to:
            raise GiveUp("no_address")
        address = plain_address(to)
        if address is None:
            raise GiveUp("bad_address")
        if not is_one_line(parcel.subject):
            raise GiveUp("bad_subject")
        host = self._post.sender.rpartition("@")[2]
        self._post.send(Mail(address, parcel.subject, parcel.body, f"<{parcel.key}@{host}>"))

    def reach(self) -> str:
        return self._post.reach()


# ── What a mail server answers ────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def answers_as_codes() -> Iterator[None]:
    """Has TryLater or GiveUp raised for what goes wrong. What was said about it may name the person, and ends here."""
    try:
        yield
    except OSError as error:  # as smtplib's and ssl's own errors are
        raise _judged(error) from None


def _judged(error: OSError) -> TryLater | GiveUp:
    """For good is only what refuses this very email: all else a person can mend, be it the password or our address."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            return _refused(next(code for code, _ in refused.values()))
        case smtplib.SMTPDataError(smtp_code=code):
            return _refused(code)
        case smtplib.SMTPResponseException(smtp_code=code):
            return _try_later(code)
        case TimeoutError() | smtplib.SMTPServerDisconnected(__context__=TimeoutError()):
            return TryLater("no_answer")
        case smtplib.SMTPServerDisconnected() | ConnectionResetError() | BrokenPipeError():
            return TryLater("connection_lost")
        case smtplib.SMTPException():
            return TryLater("no_login")
        case ssl.SSLCertVerificationError():
            return TryLater("bad_certificate")
        case ssl.SSLError():
            return TryLater("no_encryption")
        case gaierror():
            return TryLater("no_such_host")
        case _:
            return TryLater("no_connection")


def _refused(code: int) -> TryLater | GiveUp:
    return GiveUp(f"smtp_{code}") if 500 <= code < 600 else _try_later(code)


def _try_later(code: int) -> TryLater:
    return TryLater(f"smtp_{code}" if 200 <= code < 600 else "bad_answer")


# ── How long it may take ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many seconds a mail server may take: for a connection and for each reply, and for one email as a whole.

    Only a host with several addresses, none of which answers, may take longer, `each` for each of them; or one that
    stops taking in an email so long that it fills what lies between, twice `whole`.
    """

    each: float = 10
    whole: float = 30


class BoundedSmtp(smtplib.SMTP):
    """SMTP in which all replies together take no longer than they may, however slowly they trickle in."""

    def __init__(self, bounds: Bounds, **options: Any) -> None:
        self._bounds = bounds
        self._each = bounds.each
        self._ends = time.monotonic() + bounds.whole
        super().__init__(timeout=bounds.each, **options)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock:
            self.file = BufferedReader(_Reply(self.sock, self._left))
        return super().getreply()

    def data(self, msg: ReadableBuffer | str) -> tuple[int, bytes]:
        # A server may look for viruses before it answers, and whoever gave up by then would send the email twice.
        self._each = self._bounds.whole
        try:
            return super().data(msg)
        finally:
            self._each = self._bounds.each

    def _left(self) -> float:
        return min(self._each, self._ends - time.monotonic())


class BoundedSmtpTls(BoundedSmtp, smtplib.SMTP_SSL):
    """The same with TLS from the start."""


class _Reply(RawIOBase):
    """What a server sends. The time-out of a socket begins anew with every byte; this one ends."""

    def __init__(self, sock: socket, left: Callable[[], float]) -> None:
        self._sock = sock
        self._left = left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        left = self._left()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        return self._sock.recv_into(buffer)
