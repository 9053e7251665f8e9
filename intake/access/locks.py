"""What a secret code opens: the keys of this server, and the one slow derivation from a code to keys of its own.

Who steals the database alone has neither the salt nor the key of the lookup, both made from the server's secret, so
there is nothing to try codes against. Who holds the server's secrets as well can try them, at one derivation a code:

    1,296**4 codes                 = 2.82 * 10**12
    one derivation (`FULL_COST`)   = 64 MiB, and 0.13 seconds of one core of a small server
    all of them                    = 3.7 * 10**11 core-seconds = 11,600 core-years; half of that for one draft

The salt is the same for every code, because the code has to find its draft. One search therefore works on all open
drafts at once: among 1,000 of them the first falls after about 12 core-years. A code can be tried only while its draft
is there (14 days), or its record; and a record is not sealed with the code.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from intake.access.code import Code
from intake.access.sealing import KEY_BYTES, open_with, seal_with

SHORTEST_SECRET = 32  # bytes


class ServerSecretError(Exception):
    """The server's secret cannot be used: what was given, and what was expected."""


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """Keys made from the server's one secret, one for each purpose: none tells anything about another."""

    cookie: bytes = field(repr=False)
    page: bytes = field(repr=False)  # for the token that says a form is one of ours
    lookup: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    link: bytes = field(repr=False)  # for links that open one thing to whoever holds them
    marks: bytes = field(repr=False)  # for what sealed things are found by

    @classmethod
    def from_secret(cls, secret: bytes) -> ServerKeys:
        """The keys of a secret of at least 32 random bytes; ServerSecretError where it is shorter."""
        if len(secret) < SHORTEST_SECRET:
            raise ServerSecretError(f"the server's secret has {len(secret)} bytes: expected at least {SHORTEST_SECRET}")
        return cls(
            cookie=_made(secret, "cookie"),
            page=_made(secret, "page"),
            lookup=_made(secret, "lookup"),
            salt=_made(secret, "code"),
            link=_made(secret, "link"),
            marks=_made(secret, "marks"),
        )


@dataclass(frozen=True, slots=True)
class Cost:
    """The parameters of scrypt; it takes 128 * n * r bytes while it runs."""

    n: int
    r: int
    p: int


FULL_COST = Cost(n=2**16, r=8, p=1)


@dataclass(frozen=True, slots=True)
class CodeKeys:
    """What one code gives: the value that its row is found by, and the key that wraps its draft's own key."""

    lookup: bytes
    wrapping: bytes = field(repr=False)


class CodeLock:
    """The door that codes go through: slow on purpose, and never more than `at_once` at a time.

    One of these belongs to the app: the memory of a derivation is bounded by there being no other.
    """

    def __init__(self, keys: ServerKeys, cost: Cost = FULL_COST, at_once: int = 2) -> None:
        self._keys = keys
        self._cost = cost
        self._door = BoundedSemaphore(at_once)

    def open_code(self, code: Code) -> CodeKeys:
        """The keys of a code, always the same under the same server secret. Waits where the door is full."""
        with self._door:
            scrypt = Scrypt(salt=self._keys.salt, length=2 * KEY_BYTES, n=self._cost.n, r=self._cost.r, p=self._cost.p)
            slow = scrypt.derive(code.digits.encode())
        lookup = hmac.digest(self._keys.lookup, slow[:KEY_BYTES], hashlib.sha256)
        return CodeKeys(lookup=lookup, wrapping=slow[KEY_BYTES:])

    @staticmethod
    def wrap(key: bytes, keys: CodeKeys, draft_id: str) -> bytes:
        """A draft's own key, sealed so that only its code opens it and only for this draft."""
        return seal_with(keys.wrapping, key, _place(draft_id))

    @staticmethod
    def unwrap(wrapped: bytes, keys: CodeKeys, draft_id: str) -> bytes:
        """The draft's own key; CannotOpen where the code or the draft is another."""
        return open_with(keys.wrapping, wrapped, _place(draft_id))


def _made(secret: bytes, purpose: str) -> bytes:
    info = f"intake {purpose} 1".encode()
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def _place(draft_id: str) -> str:
    return f"drafts.wrapped_key:{draft_id}"
