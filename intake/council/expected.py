"""What a value of a council's file has to be beyond words or a number, so that nobody finds out when it is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from intake.settings import is_safe_address

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
_LONGEST = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets


def plain_address(text: str) -> str | None:
    """The one email address that this text is, its domain in ASCII; None where it is anything else, or more than one.

    Only the form that every server takes: no name in front, no quotes, no letters beyond ASCII before the @.
    """
    local, _, domain = text.strip().rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return None
    return address if len(address) <= _LONGEST and _ADDRESS.fullmatch(address) else None


@dataclass(frozen=True, slots=True)
class Within:
    """A whole number from one to another."""

    least: int
    most: int

    @property
    def expected(self) -> str:
        return f"a whole number from {self.least} to {self.most}"

    def fits(self, value: object) -> bool:
        return type(value) is int and self.least <= value <= self.most


@dataclass(frozen=True, slots=True)
class AnEmailAddress:
    """One address that every mail server takes."""

    expected = "one plain email address such as team@council.example"

    def fits(self, value: object) -> bool:
        return isinstance(value, str) and plain_address(value) is not None


@dataclass(frozen=True, slots=True)
class AWebAddress:
    """An address that nobody on the way can read along: https, or on this machine where a program may ask it."""

    may_be_here: bool = False

    @property
    def expected(self) -> str:
        here = ", or with http:// on this machine," if self.may_be_here else ""
        return f"an address that begins with https://{here} and holds no password"

    def fits(self, value: object) -> bool:
        if not isinstance(value, str) or any(letter.isspace() for letter in value) or not is_safe_address(value):
            return False
        return self.may_be_here or urlsplit(value).scheme == "https"


Rule = Within | AnEmailAddress | AWebAddress

WorkingDays = Annotated[int, Within(1, 20)]
EmailAddress = Annotated[str, AnEmailAddress()]
WebAddress = Annotated[str, AWebAddress()]
PlaceAddress = Annotated[str, AWebAddress(may_be_here=True)]
