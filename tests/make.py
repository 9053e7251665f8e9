"""Builders with defaults, for what tests need over and over."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from intake.access.locks import CodeLock, Cost, ServerKeys
from intake.records.payload import to_plain
from intake.settings import Settings
from intake.storage import migrate, records
from intake.storage.database import Database
from intake.web.app import create_app
from intake.web.commands.keys import new_keys
from intake.web.service import Service

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
Run = Callable[..., Result]  # words of the command line in, what came of them out


class Clock:
    """A clock that stands still but for a millisecond each time it is read, until somebody moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def move(self, **time: int) -> None:
        self.now += timedelta(**time)


QUICK = Cost(n=2**4, r=8, p=1)  # the derivation without its slowness


class Compiled(BytecodeCache):
    """Templates that one app has compiled, for the next one: most tests have an app of their own."""

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = Compiled()
PERSONAS = sorted((Path(__file__).parent / "personas").glob("*.json"))


def make_app(database_url: str, council: str = "northshire", clock: Clock | None = None, **settings: Any) -> Flask:
    """An app on this database, brought up to date. Faults are raised into the test and codes are derived quickly."""
    keys = new_keys()
    made = Settings(council, database_url, bytes.fromhex(keys["SECRET_KEY"]), keys["SEAL_KEYS"], **settings)
    migrated = Database(database_url)
    migrate.upgrade(migrated)
    migrated.close()
    locks = CodeLock(ServerKeys.from_secret(made.secret), QUICK)
    app = create_app(made, clock or Clock(), locks=locks, raise_faults=True)
    app.jinja_env.bytecode_cache = _COMPILED
    return app


def environ_of(database_url: str, mail_folder: Path, **more: str) -> dict[str, str]:
    """What a process of its own is told: new keys, and emails that become files in this folder."""
    places = {"MAIL_URL": f"file:{mail_folder}", "MAIL_FROM": "post@example.org", "PUBLIC_URL": "http://localhost"}
    return {**new_keys(), **places, "DATABASE_URL": database_url, **more}


def service_of(app: Flask) -> Service:
    service: Service = app.extensions["service"]
    return service


def queue_of(app: Flask) -> list[dict[str, Any]]:
    """Every record as the export gives it, oldest first."""
    service = service_of(app)
    with service.database.read(at_one_moment=True) as db:
        return [to_plain(record, records.linked(db, record)) for record in records.every(db, service.ring)]


def persona(name: str) -> dict[str, Any]:
    """One of the people to walk the form as."""
    loaded: dict[str, Any] = json.loads((Path(__file__).parent / "personas" / f"{name}.json").read_text())
    return loaded
