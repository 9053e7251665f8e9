"""How PostgreSQL is reached, so that nobody waits for ever for one that hangs."""

from __future__ import annotations

import time
from select import POLLIN, poll
from typing import Any

import psycopg
from sqlalchemy import URL

ANSWER_SECONDS = 12  # of a statement that somebody waits for; the server itself gives up a little sooner
_STATEMENT_SECONDS = 10
# What the address of the database says itself stands. A host that is gone without a word is noticed while nothing is
# asked (keepalives), and where what was sent does not get there (tcp_user_timeout, in milliseconds).
_NOTICED = {
    "connect_timeout": 3,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def connect(url: URL, *, is_prompt: bool) -> psycopg.Connection[Any]:
    """A connection of the driver. A prompt one waits for an answer as long as somebody would, and is then closed."""
    _, known = url.get_dialect()().create_connect_args(url)
    kind: type[psycopg.Connection[Any]] = _Prompt if is_prompt else psycopg.Connection
    made = kind.connect(**{**_NOTICED, **known}, autocommit=True)
    if is_prompt:
        made.execute(f"SET statement_timeout = '{_STATEMENT_SECONDS}s'")
    return made


def hears(connection: psycopg.Connection[Any]) -> bool:
    """Whether something has come that nobody has read."""
    ear = poll()
    ear.register(connection.fileno(), POLLIN)
    return bool(ear.poll(0))


class _Prompt(psycopg.Connection[Any]):
    """The server cannot end a statement when it hangs itself: then the connection is closed from here."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        until = time.monotonic() + ANSWER_SECONDS
        try:
            return super().wait(gen, interval, ANSWER_SECONDS)
        except psycopg.OperationalError:
            if time.monotonic() >= until:
                self.pgconn.finish()
            raise
