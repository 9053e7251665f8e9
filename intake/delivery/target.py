"""What is carried, and what a place that it is carried to can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from intake.records.record import Purpose


class TryLater(Exception):  # noqa: N818 - what a worker does, rather than what went wrong
    """Not accepted now. `reason` is a code, never a word of anybody; `after`: how many seconds the place asked for."""

    def __init__(self, reason: str, after: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after


class GiveUp(Exception):  # noqa: N818 - as above
    """Not accepted, and it would not be next time. `reason` is a code, never a word of anybody."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadPlace(Exception):  # noqa: N818 - said of a place, as the other two are of a parcel
    """A place cannot be delivered to as it is set up: its name, the key or variable, and what was expected."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message. `key` is the same on every try: a place that has seen it before need do nothing.

    `subject` and `body` are for somebody to read, `payload` is plain JSON for a machine; a target takes what it can
    carry. `to` is the person's own address, number or postal address, and empty where the place has one of its own.
    """

    key: str
    purpose: Purpose
    reference: str
    subject: str
    body: str = field(repr=False)
    payload: Mapping[str, Any] = field(repr=False)
    to: str = field(default="", repr=False)


class Target(Protocol):
    """A place that parcels are delivered to."""

    def send(self, parcel: Parcel) -> None:
        """Returns when the place has accepted it, within a bounded time; TryLater or GiveUp where it has not."""

    def reach(self) -> str:
        """Why the place cannot be reached just now, as a sentence, or '' where it can. Delivers nothing."""
