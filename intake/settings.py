"""Settings: everything that the environment decides, read once at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

DATABASE_URL = "sqlite:///instance/wdyt.db"
_DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
_SINGLE_SIGN_ON = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")


class SettingsError(Exception):
    """A setting is missing or cannot be used: which one, and what was expected."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What one running service is told by its environment.

    `secret` signs nothing in public: it is the root of the keys for cookies and for the secret code's lookup.
    `seal_keys` is the key ring for records, newest first, as `id:key` pairs. `environ` holds the secrets whose names a
    council's file gives. None of them is ever shown by repr. `oidc_issuer` is where staff sign in with the council's
    single sign-on, as the provider writes it itself; empty where there is none.
    """

    council: str
    database_url: str
    secret: bytes = field(repr=False)
    seal_keys: str = field(repr=False)
    proxies: int = 0  # how many proxies in front may be believed about scheme and address
    mail_url: str = field(default="", repr=False)
    mail_from: str = ""
    public_url: str = ""  # where the form is found from outside, for links in what is delivered
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_timeout_seconds: float = 10
    environ: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def folder(self) -> Path:
        """Where files of this service stand: beside an SQLite database, or under `instance`."""
        return _folder_of(self.database_url)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """The settings; SettingsError names the variable that is missing or wrong."""
        issuer, client_id, client_secret = _single_sign_on(environ)
        return cls(
            council=environ.get("COUNCIL") or "northshire",
            database_url=_database_url(environ),
            secret=_secret(environ),
            seal_keys=_required(environ, "SEAL_KEYS", "key ids and keys as `flask keys new` prints them"),
            proxies=_number(environ, "PROXIES", 0),
            mail_url=environ.get("MAIL_URL", ""),
            mail_from=environ.get("MAIL_FROM", ""),
            public_url=environ.get("PUBLIC_URL", "").rstrip("/"),
            environ=environ,
            oidc_issuer=issuer,
            oidc_client_id=client_id,
            oidc_client_secret=client_secret,
        )


def is_safe_address(url: str) -> bool:
    """Whether nobody on the way can read what is sent there: it is https, or on this machine, and names no user."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:  # half a host, or a port that is none
        return False
    if not host or port == 0 or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and stays_here(host))


def stays_here(host: str) -> bool:
    """Whether what goes to this host leaves this machine at no point, so that it need not be encrypted."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def with_development_keys(environ: Mapping[str, str], new_keys: Mapping[str, str]) -> dict[str, str]:
    """The environment with keys of its own, if it has none: those kept beside the database, or `new_keys` kept there.

    For a developer's machine, whose emails become files beside the database, too, unless it has a mail server. Whoever
    takes the database from beside such a file takes the keys with it. An environment that has one of the keys, or a
    database that is no SQLite file, is a council's: it stays as it is, and what it lacks is missed.
    """
    database_url = environ.get("DATABASE_URL") or DATABASE_URL
    if not database_url.startswith("sqlite") or any(environ.get(name) for name in new_keys):
        return dict(environ)
    folder = _folder_of(database_url)
    path = folder / "development.keys"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text("".join(f"{name}={value}\n" for name, value in new_keys.items()))
    kept = dict(line.split("=", 1) for line in path.read_text().splitlines())
    port = environ.get("PORT") or 8000
    here = {
        "MAIL_URL": f"file:{folder / 'mail'}",
        "MAIL_FROM": "messages@localhost",
        "PUBLIC_URL": f"http://localhost:{port}",
    }
    return {**here, **environ, **kept}


def _folder_of(database_url: str) -> Path:
    """The folder of an SQLite file; `instance` for any other database."""
    scheme, _, path = database_url.partition(":///")
    return Path(path).parent if scheme == "sqlite" and path else Path("instance")


def _required(environ: Mapping[str, str], name: str, expected: str) -> str:
    value = environ.get(name, "")
    if not value:
        raise SettingsError(f"{name} is not set: expected {expected}")
    return value


def _database_url(environ: Mapping[str, str]) -> str:
    """The address of a database that we can work with; it may hold a password, and so no error repeats it."""
    url = environ.get("DATABASE_URL") or DATABASE_URL
    try:
        is_known = url.startswith(_DATABASES) and (url.startswith("sqlite") or urlsplit(url).port != 0)
    except ValueError:  # a port that is no number
        is_known = False
    if not is_known:
        raise SettingsError("DATABASE_URL cannot be used: expected sqlite:///… or postgresql://user:password@host/name")
    return url


def _secret(environ: Mapping[str, str]) -> bytes:
    expected = "at least 64 hexadecimal digits, as `flask keys new` prints them"
    text = _required(environ, "SECRET_KEY", expected)
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        raise SettingsError(f"SECRET_KEY cannot be read: expected {expected}") from None
    if len(secret) < 32:
        raise SettingsError(f"SECRET_KEY is too short: expected {expected}")
    return secret


def _single_sign_on(environ: Mapping[str, str]) -> tuple[str, str, str]:
    """Where staff sign in, our name there and our secret: all of them, or none."""
    if not any(environ.get(name) for name in _SINGLE_SIGN_ON):
        return "", "", ""
    expected = f"all of {', '.join(_SINGLE_SIGN_ON)}, or none of them"
    issuer, client_id, client_secret = (_required(environ, name, expected) for name in _SINGLE_SIGN_ON)
    if not is_safe_address(issuer):
        raise SettingsError(f"OIDC_ISSUER is {issuer!r}: expected an address with https")
    public_url = environ.get("PUBLIC_URL", "")
    if not is_safe_address(public_url):
        said = f"is {public_url!r}" if public_url else "is not set"
        raise SettingsError(f"PUBLIC_URL {said}: expected where people come back to from OIDC_ISSUER, with https")
    return issuer, client_id, client_secret


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal():
        raise SettingsError(f"{name} is {text!r}: expected a whole number")
    return int(text)
