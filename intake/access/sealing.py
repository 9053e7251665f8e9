"""Sealing: AES-256-GCM for what lies in a column, bound to its place so that no row can stand in for another.

Random nonces of 96 bits allow 2**32 sealings under one key before it has to be rotated; a council never gets there.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16

_KEY_ID = re.compile(r"[a-z0-9]{1,16}")
_URL_SAFE = str.maketrans("-_", "+/")


class KeyRingError(Exception):
    """The text of a key ring cannot be used: which entry, and what was expected. Never holds key material."""


class CannotOpen(Exception):  # noqa: N818 - it says what happened, and that is no error of ours
    """Something sealed does not open: it was changed, cut, moved, or sealed with another key."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of records: the first one seals, all of them open."""

    keys: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def from_text(cls, text: str) -> KeyRing:
        """The ring of `id:key` pairs with commas between them, newest first; KeyRingError where one is wrong."""
        keys: dict[str, bytes] = {}
        for number, entry in enumerate(text.split(","), start=1):
            key_id, _, key = entry.strip().partition(":")
            if not _KEY_ID.fullmatch(key_id):
                raise KeyRingError(f"entry {number} of SEAL_KEYS: expected an id of 1 to 16 of a-z and 0-9 and a colon")
            if key_id in keys:
                raise KeyRingError(f"entry {number} of SEAL_KEYS repeats the id {key_id!r}: expected each id once")
            keys[key_id] = _key(key, f"entry {number} of SEAL_KEYS ({key_id!r})")
        return cls(keys)

    @property
    def current(self) -> str:
        """The id of the key that seals."""
        return next(iter(self.keys))

    def seal(self, plaintext: bytes, place: str) -> bytes:
        """The length of the key's id, the id, and what `seal_with` gives. `place` binds table, column and row."""
        key_id = self.current
        return bytes([len(key_id)]) + key_id.encode() + seal_with(self.keys[key_id], plaintext, _bound(place, key_id))

    def open(self, sealed: bytes, place: str) -> bytes:
        """What was sealed at this place; CannotOpen where it was not."""
        key_id = self.key_of(sealed)
        if key_id not in self.keys:
            raise CannotOpen(f"{place} is sealed with the key {key_id!r}: expected one of {', '.join(self.keys)}")
        return open_with(self.keys[key_id], sealed[1 + len(key_id) :], _bound(place, key_id))

    def key_of(self, sealed: bytes) -> str:
        """The id of the key that sealed this, as it says itself; CannotOpen where it names none."""
        key_id = sealed[1 : 1 + sealed[0]].decode("ascii", "replace") if sealed else ""
        if not _KEY_ID.fullmatch(key_id) or len(key_id) != sealed[0]:
            raise CannotOpen("the key's id is missing from something sealed: expected it in front")
        return key_id

    def is_current(self, sealed: bytes) -> bool:
        """Whether this is sealed with the newest key; where it is not, rotating has to seal it again."""
        return self.key_of(sealed) == self.current


def new_key_text(key_id: str) -> str:
    """A new entry for the front of a key ring, as `id:key`."""
    if not _KEY_ID.fullmatch(key_id):
        raise KeyRingError(f"the key id {key_id!r}: expected 1 to 16 of a-z and 0-9")
    return f"{key_id}:{base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()}"


def seal_with(key: bytes, plaintext: bytes, place: str) -> bytes:
    """A new nonce, then the text and its tag, sealed with a key of 32 bytes."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, place.encode())


def open_with(key: bytes, sealed: bytes, place: str) -> bytes:
    """What `seal_with` sealed with this key at this place; CannotOpen where it did not."""
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise CannotOpen(f"{place} is {len(sealed)} bytes long: expected at least {NONCE_BYTES + TAG_BYTES}")
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except InvalidTag:
        raise CannotOpen(f"{place} does not open: expected what was sealed there with this key") from None


def _bound(place: str, key_id: str) -> str:
    return f"{key_id} {place}"


def _key(text: str, which: str) -> bytes:
    try:
        key = base64.b64decode(text.translate(_URL_SAFE), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyRingError(f"{which}: expected a key of {KEY_BYTES} bytes in base64")
    return key
