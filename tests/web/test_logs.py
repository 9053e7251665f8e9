"""The log of a process: what an error page shows a number of is found in it by that number."""

from __future__ import annotations

import http.client
import logging
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from intake.web.desk.guard import COOKIE
from intake.web.logs import Line
from tests.bench.served import serve_form
from tests.make import environ_of


def test_the_number_that_an_error_page_shows_leads_to_its_line_in_the_log(tmp_path: Path) -> None:
    served = serve_form(environ_of(f"sqlite:///{tmp_path}/wdyt.db", tmp_path / "mail"), tmp_path)
    with closing(sqlite3.connect(tmp_path / "wdyt.db")) as database:
        database.execute("DROP TABLE staff_sessions")
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)) as connection:
        connection.request("GET", "/desk/account?then=somebodys-word", headers={"Cookie": f"{COOKIE}=token"})
        response = connection.getresponse()
        page = response.read().decode()
    served.stop()
    assert response.status == 500
    number = re.search(r"give them this number: ([0-9a-f]{8})\.", page)
    assert number
    (line,) = [line for line in (tmp_path / "form.log").read_text().splitlines() if number[1] in line]
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ERROR intake\.web\.errors: a request failed "
        rf"fault={number[1]} endpoint=account\.account error=OperationalError place=\S+:\d+",
        line,
    )


def test_a_line_ends_with_what_belongs_to_it_and_a_fault_stands_below() -> None:
    record = logging.makeLogRecord({"name": "intake", "levelname": "INFO", "msg": "%s in", "args": ("signed",)})
    record.__dict__.update(created=0, staff="ab12", what=["phone"])
    assert Line().format(record) == "1970-01-01T00:00:00Z INFO intake: signed in staff=ab12 what=['phone']"
    record.exc_info = (ValueError, ValueError("a code"), None)
    assert Line().format(record).splitlines()[-1] == "ValueError: a code"
