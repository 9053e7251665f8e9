"""Links that open one thing, without an account, to whoever holds them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the token of a link with the server's key for links. What is stored opens nothing: it only finds the row.

    A new server secret makes new tokens. Those already given out go on finding their rows.
    """

    key: bytes = field(repr=False)

    def token(self, thing_id: str) -> str:
        """256 bits that only this server can make, always the same for one thing, as 43 characters of an address."""
        return base64.urlsafe_b64encode(hmac.digest(self.key, thing_id.encode(), hashlib.sha256)).decode().rstrip("=")

    def lookup(self, thing_id: str) -> bytes:
        """What is stored with a thing, to find it by its token."""
        return _found_by(self.token(thing_id))


def lookup_of(token: str) -> bytes | None:
    """The value that a token finds its row by; None where it cannot be a token."""
    return _found_by(token) if _TOKEN.fullmatch(token) else None


def _found_by(token: str) -> bytes:
    """A hash: how far a wrong one agrees with a right one tells nothing, however the database compares them."""
    return hashlib.sha256(token.encode()).digest()
