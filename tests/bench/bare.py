"""The bare app that the form is measured beside: the least Flask that gives pages of the same sizes and keeps rows."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import sys
import threading
import uuid
from pathlib import Path

from flask import Flask, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from jinja2 import DictLoader

from intake.web.server import Server

_TABLES = """
CREATE TABLE records (id TEXT PRIMARY KEY, reference TEXT UNIQUE, content TEXT);
CREATE TABLE events (id INTEGER PRIMARY KEY, record_id TEXT, kind TEXT);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, record_id TEXT, purpose TEXT);
"""
_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body>
<form method="post" action="/step">
<h1>{{ title }}</h1>
{% for row in rows %}
<div class="choice"><input type="radio" id="it-{{ row }}" name="it" value="{{ row }}"><label for="it-{{ row }}">{{ title }} {{ row }}</label></div>
{% endfor %}
<button>{{ button }}</button>
</form>
</body>
</html>
"""  # noqa: E501 - one choice is one line of the page
_FRAME_BYTES, _ROW_BYTES = 210, 115


class Store:
    """Three rows in one durable transaction: the writers of the process queue on a lock."""

    def __init__(self, path: Path) -> None:
        self._turn = threading.Lock()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(_TABLES)

    def add(self, content: str) -> str:
        """The reference under which this is now safe on the disk."""
        key = uuid.uuid4().hex
        with self._turn, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("INSERT INTO records VALUES (?, ?, ?)", (key, key[:8], content))
            self._db.execute("INSERT INTO events (record_id, kind) VALUES (?, 'received')", (key,))
            self._db.execute("INSERT INTO outbox (record_id, purpose) VALUES (?, 'team_notice')", (key,))
        return key[:8]


def create_bare(store: Store, n: int, r: int, p: int) -> Flask:
    """An app with no question, no check and no draft: the answers lie in Flask's signed cookie.

    `n`, `r` and `p` are the cost of the one slow derivation.
    """
    app = Flask("bare")
    app.secret_key = os.urandom(32)
    app.jinja_loader = DictLoader({"page.html": _PAGE})

    @app.get("/page/<int:size>")
    def page(size: int) -> str:
        rows = range(max(0, size - _FRAME_BYTES) // _ROW_BYTES + 1)
        return render_template("page.html", title="A page to read", rows=rows, button="Continue")

    @app.post("/step")
    def step() -> ResponseReturnValue:
        session["answers"] = {**session.get("answers", {}), **request.form.to_dict(flat=False)}
        return redirect("/next", 303)

    @app.get("/next")
    def following() -> ResponseReturnValue:
        return redirect("/step", 303)

    @app.post("/send")
    def send() -> ResponseReturnValue:
        session["reference"] = store.add(json.dumps(session.get("answers")))
        return redirect("/next", 303)

    @app.get("/code/<int:size>")
    def code(size: int) -> str:
        with one_of_two:
            hashlib.scrypt(os.urandom(16), salt=b"bare", n=n, r=r, p=p, maxmem=256 * n * r, dklen=64)
        return page(size)

    one_of_two = threading.BoundedSemaphore(2)  # as the form's own lock
    return app


def main(path: str, threads: str, *cost: str) -> None:
    """Serves until told to stop, on a free port that is printed. Imports nothing of the form but its server."""
    server = Server(create_bare(Store(Path(path)), *map(int, cost)), "127.0.0.1", 0, int(threads))
    signal.signal(signal.SIGTERM, lambda *_: server.stop())
    print(f"http://localhost:{server.port}", flush=True)
    server.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
