"""What sealed things are found by: a keyed digest of one exact value, which tells nothing without the key."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Marks:
    """Makes the marks of one service."""

    key: bytes = field(repr=False)

    def of(self, kind: str, value: str) -> bytes:
        """The mark of a value, which is compared as it is: whoever calls has brought it into one form."""
        return hmac.digest(self.key, f"{kind}\0{value}".encode(), hashlib.sha256)[:16]
