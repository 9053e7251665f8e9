"""The bare app on PostgreSQL: three rows in one durable statement, on a connection of the thread's own.

    granian --interface wsgi --factory tests.bench.bare_pg:create

Environment: DATABASE_URL, of a database in which `make_tables` has been.
"""

from __future__ import annotations

import os
import threading
import uuid

import psycopg
from flask import Flask

from tests.bench.bare import create_bare

_TABLES = """
CREATE TABLE records (id TEXT PRIMARY KEY, reference TEXT UNIQUE, content TEXT);
CREATE TABLE events (id SERIAL PRIMARY KEY, record_id TEXT, kind TEXT);
CREATE TABLE outbox (id SERIAL PRIMARY KEY, record_id TEXT, purpose TEXT);
"""
_ADD = """
WITH record AS (INSERT INTO records VALUES (%(key)s, %(reference)s, %(content)s)),
     event AS (INSERT INTO events (record_id, kind) VALUES (%(key)s, 'received'))
INSERT INTO outbox (record_id, purpose) VALUES (%(key)s, 'team_notice')
"""


class PostgresStore:
    """As the bare app's own store, for as many threads as there are."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._mine = threading.local()

    def add(self, content: str) -> str:
        """The reference under which this is now safe on the disk."""
        if not hasattr(self._mine, "connection"):
            self._mine.connection = psycopg.connect(self._url, autocommit=True)
        key = uuid.uuid4().hex
        self._mine.connection.execute(_ADD, {"key": key, "reference": key[:12], "content": content})
        return key[:12]


def make_tables(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_TABLES)


def create() -> Flask:
    app = create_bare(PostgresStore(os.environ["DATABASE_URL"]), 2, 8, 1)  # type: ignore[arg-type]
    app.secret_key = b"the same in each process of a run"
    return app
