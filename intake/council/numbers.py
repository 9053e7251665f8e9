"""The numbers that a council's file gives out, and which of them somebody should ring again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from intake.council.model import Council, NamedLine, PhoneLine

CHECKED_WITHIN = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Listed:
    """A number under its key in the council's file."""

    key: str
    line: PhoneLine | NamedLine


def numbers(council: Council) -> list[Listed]:
    """Every number that the council's file gives out, in the order of the file."""
    return list(_numbers(council, ""))


def old_numbers(council: Council, today: date) -> list[Listed]:
    """The numbers that nobody has checked for more than 180 days."""
    return [listed for listed in numbers(council) if today - listed.line.checked_on > CHECKED_WITHIN]


def _numbers(table: Any, within: str) -> Iterator[Listed]:
    for field in fields(table):
        value, key = getattr(table, field.name), f"{within}{field.name}"
        if isinstance(value, PhoneLine | NamedLine):
            yield Listed(key, value)
        elif is_dataclass(value):
            yield from _numbers(value, f"{key}.")
