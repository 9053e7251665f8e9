"""Real mail servers on this machine, which do as they are told."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Inbox:
    """What one server received, and how it answers: at once and with 250 where nothing else is said."""

    to_recipient: str = "250 OK"
    to_data: str = "250 OK"
    pause: float = 0
    hangs_up_after_data: bool = False
    pause_at_quit: float = 0
    hangs_up_at_quit: bool = False
    emails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    greeted_by: list[str] = field(default_factory=list)

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.greeted_by.append(hostname)
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.raw.append(content)
        self.emails.append(message_from_bytes(content, EmailMessage, policy=policy.default))
        self.envelopes.append((str(envelope.mail_from), list(envelope.rcpt_tos)))
        await asyncio.sleep(self.pause)
        if self.hangs_up_after_data:
            _hang_up(server)
        return self.to_data

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.pause_at_quit)
        if self.hangs_up_at_quit:
            _hang_up(server)
        return "221 Bye"


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()


@contextmanager
def serving(inbox: Inbox, **options: Any) -> Iterator[int]:
    """The port of a server that fills this inbox; `options` are those of aiosmtpd."""
    controller = Controller(inbox, "127.0.0.1", free_port(), server_hostname="mail.test", **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def who_knows(password: str) -> Any:
    """An authenticator for aiosmtpd that lets in whoever says this password."""

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: Any) -> AuthResult:
        knows = isinstance(said, LoginPassword) and said.password == password.encode()
        return AuthResult(success=knows, handled=False)

    return authenticate


@contextmanager
def saying(greeting: bytes, *, again: bytes = b"", every: float = 0.05) -> Iterator[int]:
    """The port of a server that says this, then the rest again and again, and never listens."""
    stopping = threading.Event()

    def speak(connection: socket.socket) -> None:
        with connection:
            try:
                connection.sendall(greeting)
                while not stopping.wait(every):
                    connection.sendall(again)
            except OSError:
                return  # whoever was spoken to has had enough

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            speak(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            stopping.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def free_port() -> int:
    """A port that nothing listens on. aiosmtpd looks itself up at the port it was given, and 0 is nowhere."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def presenting(certificate: Any) -> ssl.SSLContext:
    """A server's TLS with this certificate of trustme's."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
