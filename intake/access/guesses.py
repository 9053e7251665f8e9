"""How often a code may be tried: a delay for whoever tries often, and never a lock on anybody's draft.

Each address has a bucket that holds `per_address` wrong tries and empties over the window. Whoever fills it waits until
there is room for one more: with 10 in 15 minutes that is 90 seconds, and nobody is ever told to wait longer.

The whole service has a bucket of its own. A fixed limit there would let one attacker with many addresses shut everybody
out, so a full one only slows: each address, also one never seen before, is given a moment to come back at, as far away
as the bucket is over-full and at most `longest_service_wait` seconds. That moment is a promise: others who go on
guessing cannot move it, so whoever waits as told gets their try. An attacker with N addresses has N tries in that time
at most, and each of them still costs a slow derivation, of which the server does two at a time.

A try counts as wrong from the moment it is taken, so that a hundred sent at once are a hundred tries, and is given back
if it was right. Being right does not clear older wrong tries: else a guesser could use a code of their own to go on.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import os
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock


@dataclass(slots=True)
class _Bucket:
    """Tries that leak out at an even rate. `level` is what was in it at the moment `at`."""

    holds: int
    window_seconds: float
    level: float = 0
    at: float = 0
    free_at: float = 0

    def leak(self, now: float) -> None:
        passed = max(0.0, now - self.at)
        self.level = max(0.0, self.level - passed * self.holds / self.window_seconds)
        self.at = max(self.at, now)

    def wait(self) -> float:
        """Seconds until there is room for one more."""
        return max(0.0, (self.level + 1 - self.holds) * self.window_seconds / self.holds)


class Guesses:
    """Tries of the secret code, in the memory of this process, by a keyed hash of the address: no address is kept.

    `now` is any clock in seconds that does not jump, the same one in every call. When more than `addresses` are known,
    the one not seen for longest is forgotten.
    """

    def __init__(
        self,
        per_address: int = 10,
        service: int = 300,
        window_seconds: float = 900,
        longest_service_wait: float = 30,
        addresses: int = 10_000,
    ) -> None:
        self._per_address = per_address
        self._window_seconds = window_seconds
        self._longest_service_wait = longest_service_wait
        self._addresses = addresses
        self._service = _Bucket(service, window_seconds)
        self._known: OrderedDict[bytes, _Bucket] = OrderedDict()
        self._key = os.urandom(32)
        self._lock = Lock()

    def take(self, address: str, now: float) -> int:
        """Takes a try, counted as wrong, and returns 0; or takes none and returns the whole seconds to wait for one."""
        with self._lock:
            self._service.leak(now)
            bucket = self._bucket(address, now)
            if bucket.free_at > now:
                return math.ceil(bucket.free_at - now)
            self._service.level += 1
            bucket.level += 1
            bucket.free_at = now + max(bucket.wait(), self._service_wait())
            return 0

    def give_back(self, address: str, now: float) -> None:
        """Counts the last try of this address as right."""
        with self._lock:
            self._service.leak(now)
            self._service.level = max(0, self._service.level - 1)
            bucket = self._bucket(address, now)
            bucket.level = max(0, bucket.level - 1)
            bucket.free_at = now + bucket.wait()

    def _bucket(self, address: str, now: float) -> _Bucket:
        key = hashlib.blake2b(_network(address).encode(), key=self._key, digest_size=16).digest()
        bucket = self._known.get(key)
        if bucket is None:
            bucket = _Bucket(self._per_address, self._window_seconds, at=now, free_at=now + self._service_wait())
            self._known[key] = bucket
        bucket.leak(now)
        self._known.move_to_end(key)
        self._forget(now)
        return bucket

    def _service_wait(self) -> float:
        return min(self._service.wait(), self._longest_service_wait)

    def _forget(self, now: float) -> None:
        """Drops addresses that have been quiet for a whole window, and the quietest where there are too many."""
        while self._known:
            key, bucket = next(iter(self._known.items()))
            if now - bucket.at < self._window_seconds and len(self._known) <= self._addresses:
                return
            del self._known[key]


def _network(address: str) -> str:
    """What one household is known by: an IPv4 address, or the first 64 bits of an IPv6 one, which are all its own."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        return str(known.ipv4_mapped or ipaddress.IPv6Network((known, 64), strict=False))
    return str(known)
