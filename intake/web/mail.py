"""Emails by Flask-Mail: to a mail server, or into a folder on a developer's machine that has none.

Flask-Mail alone waits for ever for a silent server and takes any certificate, so its connections are replaced here.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.charset import QP, Charset
from email.mime.text import MIMEText
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import flask_mail
from flask import Flask

from intake.council.expected import plain_address
from intake.delivery.email import BoundedSmtp, BoundedSmtpTls, Bounds, Mail, answers_as_codes
from intake.delivery.target import TryLater
from intake.settings import SettingsError, stays_here

_URL_EXPECTED = (
    "smtp://user:password@host:port, smtps://user:password@host:port or file:FOLDER, "
    "in ASCII, with %40 for an @ in the user name or the password, %2F for a / and so on"
)
_PORTS = {"smtp": 587, "smtps": 465}


# ── Where emails go ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server, and what is asked of it: TLS from the start, or STARTTLS.

    `ca_file` is trusted besides what the machine trusts.
    """

    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    tls: bool = False
    starttls: bool = True
    ca_file: Path | None = None
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True, slots=True)
class MailFolder:
    """A folder that gets each email as one .eml file. For a developer's machine alone: it tells nobody."""

    path: Path


def mail_place(url: str) -> MailServer | MailFolder:
    """What MAIL_URL says. SettingsError shows nothing of one that cannot be used: there is a password in it.

    `smtps` is TLS from the start. `smtp` demands STARTTLS of every host but this machine itself.
    """
    wrong = SettingsError(f"MAIL_URL cannot be used: expected {_URL_EXPECTED}")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return MailFolder(Path(unquote(parts.path)))
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    more = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in _PORTS or not parts.hostname or more:
        raise wrong
    if bool(user) != bool(password) or not (user + password).isascii():  # smtplib can send no other
        raise wrong
    return MailServer(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=user,
        password=password,
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp" and not stays_here(parts.hostname),
    )


# ── The post ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class MailPost:
    """Sends each email over a connection of its own, from one plain address. Any number of threads may share it.

    Flask-Mail asks for an app and its context: it has an app for itself, as the worker's threads are in no other.
    """

    def __init__(self, place: MailServer | MailFolder, sender: str) -> None:
        address = plain_address(sender)
        if address is None:
            raise SettingsError("MAIL_FROM cannot be used: expected one plain address such as post@council.example")
        self.sender = address
        self._app = Flask(__name__, static_folder=None)
        self._mail = _Mail(self._app, place, own_name=address.rpartition("@")[2])

    def send(self, mail: Mail) -> None:
        with self._app.app_context(), answers_as_codes():
            self._mail.send(_Message(mail, self.sender))

    def reach(self) -> str:
        try:
            with self._app.app_context(), answers_as_codes(), self._mail.connect():
                return ""
        except TryLater as not_now:
            return _SENTENCES.get(not_now.reason, f"The mail server answers with {not_now.reason}.")


_SENTENCES = {
    "no_such_host": "The mail server's host is not known.",
    "no_connection": "Nothing can be connected to at the mail server's address.",
    "no_answer": "The mail server does not answer in time.",
    "connection_lost": "The mail server ends the connection.",
    "no_encryption": "No encrypted connection can be made with the mail server.",
    "bad_certificate": "The mail server's certificate is not one to be trusted.",
    "no_login": "The mail server offers no way to sign in.",
    "smtp_535": "The mail server does not take the user name and password.",
    "folder_not_writable": "Files cannot be written in the folder for emails.",
}


# ── What is sent ─────────────────────────────────────────────────────────────────────────────────────────────────────

_QUOTED = Charset("utf-8")
_QUOTED.body_encoding = QP


class _Message(flask_mail.Message):
    """A plain email with no more in its header than it needs. `Auto-Submitted` keeps holiday replies away."""

    def __init__(self, mail: Mail, sender: str) -> None:
        quiet = {"Auto-Submitted": "auto-generated"}
        super().__init__(mail.subject, [mail.to], mail.body, sender=sender, extra_headers=quiet)
        self.msgId = mail.message_id

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        # Flask-Mail would leave lines as long as they were written, and servers refuse those of over 998 bytes.
        return MIMEText(text or "", subtype, _QUOTED)  # type: ignore[arg-type]


# ── How it gets there ────────────────────────────────────────────────────────────────────────────────────────────────


class _Mail(flask_mail.Mail):
    """Flask-Mail with connections of ours."""

    def __init__(self, app: Flask, place: MailServer | MailFolder, own_name: str) -> None:
        super().__init__(app)
        self._place = place
        self._own_name = own_name
        self._trusted = _trusted(place.ca_file if isinstance(place, MailServer) else None)

    def connect(self) -> flask_mail.Connection:
        if isinstance(self._place, MailFolder):
            return _FolderConnection(self, self._place.path)
        return _ServerConnection(self, self._place, self._own_name, self._trusted)


def _trusted(ca_file: Path | None) -> ssl.SSLContext:
    """The machine's own certificate authorities, and those of this file."""
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


class _FolderConnection(flask_mail.Connection):
    """Writes one email as one file, whole or not at all; the same email again as the same file."""

    def __init__(self, mail: flask_mail.Mail, folder: Path) -> None:
        super().__init__(mail)
        self._folder = folder

    def configure_host(self) -> Any:
        with self._written():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            TemporaryFile(dir=self._folder).close()

    def send(self, message: flask_mail.Message, envelope_from: object = None) -> None:
        file = self._folder / f"{quote(message.msgId.strip('<>'), safe='@')}.eml"
        unfinished = file.with_name(f".{file.name}")
        with self._written():
            unfinished.write_bytes(message.as_bytes())
            unfinished.replace(file)

    @staticmethod
    @contextmanager
    def _written() -> Iterator[None]:
        try:
            yield
        except OSError:
            raise TryLater("folder_not_writable") from None


class _ServerConnection(flask_mail.Connection):
    """Signs in only after a certificate was verified, wherever one is asked for, and waits no longer than it may."""

    def __init__(self, mail: flask_mail.Mail, server: MailServer, own_name: str, trusted: ssl.SSLContext) -> None:
        super().__init__(mail)
        self._server = server
        self._own_name = own_name
        self._trusted = trusted

    def __exit__(self, *failed: Any) -> None:
        with suppress(OSError):  # accepted or refused, a good-bye that goes wrong does not change it
            super().__exit__(*failed)

    def configure_host(self) -> smtplib.SMTP:
        server = self._server
        at = {"host": server.host, "port": server.port, "local_hostname": self._own_name}
        if server.tls:
            return self._signed_in(BoundedSmtpTls(server.bounds, **at, context=self._trusted))
        return self._signed_in(BoundedSmtp(server.bounds, **at))

    def _signed_in(self, host: smtplib.SMTP) -> smtplib.SMTP:
        try:
            if self._server.starttls:
                host.ehlo_or_helo_if_needed()
                if not host.has_extn("starttls"):
                    raise TryLater("no_encryption")
                host.starttls(context=self._trusted)
            if self._server.user:
                host.login(self._server.user, self._server.password)
        except BaseException:
            host.close()
            raise
        return host
