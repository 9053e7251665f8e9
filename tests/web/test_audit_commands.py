"""`flask audit` proves what happened; `flask queue index` works out anew by what a record is found and where it is."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, update

from intake.storage.tables import events, record_flags, records, seals, search_marks
from tests.make import Clock, Run, persona, queue_of, service_of
from tests.person import Person
from tests.storage.kept import rows


def send(app: Flask) -> None:
    Person(app.test_client()).to_done(persona("worker-never-rings")["answers"])


def test_a_day_is_sealed_and_all_of_it_proves_itself(app: Flask, run: Run, clock: Clock) -> None:
    send(app)
    sealed = run("audit", "seal")
    assert sealed.exit_code == 0
    assert sealed.output.startswith("2026-11-23:") and len(sealed.output.strip()) == 11 + 64
    assert run("audit", "seal").output == sealed.output
    for words in ((), ("--seal", sealed.output.strip()), ("--seal", sealed.output.strip().upper())):
        proved = run("audit", "verify", *words)
        assert (proved.exit_code, proved.output) == (0, "every event and every seal is as it was written\n")
    clock.move(days=1)
    assert run("audit", "seal").output.startswith("2026-11-24:")


def test_nothing_is_sealed_before_anything_has_happened(app: Flask, run: Run) -> None:
    sealed = run("audit", "seal")
    assert (sealed.exit_code, sealed.stdout) == (0, "")
    assert sealed.stderr == "nothing has happened yet that could be sealed\n"


def test_the_first_break_is_named_and_fails_the_command(app: Flask, run: Run) -> None:
    send(app)
    database = service_of(app).database
    with database.write() as db:
        db.execute(update(events).where(events.c.seq == 1).values(by="staff:1"))
    found = run("audit", "verify")
    assert found.exit_code == 1
    assert found.output.startswith(f"Error: {queue_of(app)[0]['ref']}, event 1 (received, ")
    assert found.output.endswith("it was changed\n")


def test_a_seal_that_was_kept_is_asked_after(app: Flask, run: Run) -> None:
    send(app)
    kept = run("audit", "seal").output.strip()
    with service_of(app).database.write() as db:
        db.execute(delete(seals))
    missed = run("audit", "verify", "--seal", kept)
    assert (missed.exit_code, missed.output) == (1, "Error: the seal of 2026-11-23: it is missing\n")


@pytest.mark.parametrize("text", ["2026-11-23", "2026-11-23:00", f"2026-11-23:{'xy' * 32}", f"today:{'00' * 32}", ":"])
def test_what_is_no_seal_is_refused(text: str, run: Run) -> None:
    refused = run("audit", "verify", "--seal", text)
    assert refused.exit_code == 2
    assert "expected DAY:HEX" in refused.output


def test_the_index_is_worked_out_anew(app: Flask, run: Run) -> None:
    database = service_of(app).database
    for _ in range(3):
        send(app)
    kept = ("records", "record_flags", "search_marks")
    before = {table: sorted(map(repr, rows(database, table))) for table in kept}
    assert all(before.values())
    with database.write() as db:
        db.execute(update(records).values(rank=0, team=None, due_what="x"))
        db.execute(delete(record_flags))
        db.execute(delete(search_marks))
    done = run("queue", "index")
    assert (done.exit_code, done.output) == (0, "3 records indexed\n")
    assert {table: sorted(map(repr, rows(database, table))) for table in kept} == before
