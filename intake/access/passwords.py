"""Passwords: kept as argon2id hashes, and checked in the same time whether there is one to check or not."""

from __future__ import annotations

import base64
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from intake.access.code import new_code

SHORTEST = 12  # characters
LONGEST = 200
BESIDE_THE_NAME = 6  # characters that have to be left when the names are taken out


@dataclass(frozen=True, slots=True)
class PasswordCost:
    """The parameters of argon2id: passes over so much memory."""

    memory_kib: int
    passes: int
    lanes: int = 1


# Source: OWASP Password Storage Cheat Sheet, argon2id, second of its equal settings.
FULL_COST = PasswordCost(memory_kib=19 * 1024, passes=2)


class Passwords:
    """Hashes and checks passwords, never more than `at_once` at a time: that bounds the memory it takes."""

    def __init__(self, cost: PasswordCost = FULL_COST, at_once: int = 4) -> None:
        self._hasher = PasswordHasher(cost.passes, cost.memory_kib, cost.lanes)
        self._nobodys = _unmatched(cost, self._hasher.salt_len, self._hasher.hash_len)
        self._door = BoundedSemaphore(at_once)

    def hash(self, password: str) -> str:
        """What is kept of a password: salt, parameters and hash as one line."""
        with self._door:
            return self._hasher.hash(_in_one_form(password))

    def check(self, password: str, kept: str | None) -> bool:
        """Whether this is the password; False for None, after as much work."""
        with self._door:
            try:
                return self._hasher.verify(kept or self._nobodys, _in_one_form(password)[:LONGEST])
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, kept: str) -> bool:
        """Whether this was made with other parameters than today's, and is to be made again while it can be."""
        return self._hasher.check_needs_rehash(kept)


def what_is_wrong(password: str, names: Iterable[str]) -> str | None:
    """Why somebody with these names cannot have this password: `short`, `long` or `name`; None where they can.

    There are no rules of composition: length is what counts. Source: NCSC and NIST SP 800-63B, 3.1.1.2.
    """
    plain = _in_one_form(password)
    if len(plain) < SHORTEST:
        return "short"
    if len(plain) > LONGEST:
        return "long"
    parts = {part for name in names for part in (name, *name.split()) if part}
    left = plain.casefold()
    for part in sorted(parts, key=len, reverse=True):
        left = left.replace(part.casefold(), "")
    return "name" if len(left.strip()) < BESIDE_THE_NAME else None


def _in_one_form(password: str) -> str:
    """However the keyboard put the accents together."""
    return unicodedata.normalize("NFKC", password)


def _unmatched(cost: PasswordCost, salt_bytes: int, hash_bytes: int) -> str:
    """A hash of no password, which costs as much to check as any other."""
    salt, digest = (base64.b64encode(secrets.token_bytes(n)).decode().rstrip("=") for n in (salt_bytes, hash_bytes))
    return f"$argon2id$v=19$m={cost.memory_kib},t={cost.passes},p={cost.lanes}${salt}${digest}"


def first_password() -> str:
    """A password for the first time, which can be read out."""
    return "-".join(new_code().words.split())
