"""What every view works with: one council's service, made once at the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Never, cast

import click
from flask import current_app

from intake.access.guesses import Guesses
from intake.access.links import Links
from intake.access.locks import CodeLock
from intake.access.marks import Marks
from intake.access.passwords import Passwords
from intake.access.sealing import KeyRing
from intake.council.model import Council
from intake.rules.london import london_day
from intake.rules.working_days import WorkingCalendar
from intake.settings import Settings
from intake.storage.bell import Bell
from intake.storage.database import Database
from intake.web.speaker import Speakers

Clock = Callable[[], datetime]


def utc_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Service:
    """One council's running service. `clock` gives aware moments; tests give one of their own.

    `bell` is rung when something has to be delivered.
    """

    settings: Settings
    council: Council
    calendar: WorkingCalendar
    database: Database
    ring: KeyRing
    locks: CodeLock
    links: Links
    marks: Marks
    guesses: Guesses
    sign_ins: Guesses
    passwords: Passwords
    speakers: Speakers
    clock: Clock
    bell: Bell = field(default_factory=Bell)

    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        """The date in London, which is what the law counts by."""
        return london_day(self.clock())


class NoService:
    """What stands where there is no service: every command that asks anything of it ends with why there is none."""

    def __init__(self, why: str) -> None:
        self._why = why

    def __getattr__(self, _: str) -> Never:
        raise click.ClickException(self._why)


def service() -> Service:
    """The service of the app that is answering."""
    return cast(Service, current_app.extensions["service"])
