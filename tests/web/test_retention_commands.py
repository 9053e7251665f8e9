"""`flask retention` lists what was kept long enough, and wipes what a person decides to."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from intake.storage.tables import records
from tests.make import Clock, Run, persona, queue_of, service_of
from tests.person import Person

YEARS = 6 * 366


def send(app: Flask) -> Person:
    return Person(app.test_client()).to_done(persona("worker-never-rings")["answers"])


def close(app: Flask, *references: str, **also: object) -> None:
    with service_of(app).database.write() as db:
        db.execute(update(records).where(records.c.reference.in_(references)).values(is_open=False, **also))


@pytest.fixture
def sent(app: Flask, clock: Clock) -> list[str]:
    """Three records, the first two of them closed, when their years are over; something has just happened."""
    for _ in range(3):
        send(app)
    references = [each["ref"] for each in queue_of(app)]
    close(app, *references[:2])
    clock.move(days=YEARS)
    return references


def test_what_was_kept_long_enough_is_listed_and_wiped(app: Flask, run: Run, sent: list[str]) -> None:
    line = "{}  complaint  last changed 2026-11-23\n"
    assert run("retention", "list").output == "".join(line.format(each) for each in sent[:2])
    done = run("retention", "wipe", *sent[:2], "--yes")
    assert (done.exit_code, done.output[:9]) == (0, "2 wiped. ")
    assert "still hold them" in done.output
    assert [each["ref"] for each in queue_of(app)] == sent[2:]
    assert run("retention", "list").output == ""
    wiped = run("retention", "list", "--wiped").output.splitlines()
    assert wiped == [f"{each}  wiped 2032-11-27" for each in sorted(sent[:2])]
    assert run("audit", "verify").output == "every event and every seal is as it was written; 2 records were wiped\n"


def test_it_asks_first(app: Flask, run: Run, sent: list[str]) -> None:
    asked = run("retention", "wipe", sent[0])
    assert asked.exit_code == 1 and f"Wipe for good: {sent[0]}? [y/N]" in asked.output
    assert len(queue_of(app)) == 3


def test_one_that_may_not_be_wiped_lets_all_of_them_be(app: Flask, run: Run, sent: list[str]) -> None:
    found = run("retention", "wipe", sent[0], sent[2], "--yes")
    assert (found.exit_code, found.output) == (1, f"Error: {sent[2]}: expected the reference of a closed record\n")
    assert [each["ref"] for each in queue_of(app)] == sent


def test_what_is_about_safety_needs_another_thought(app: Flask, run: Run, sent: list[str]) -> None:
    close(app, sent[0], is_safety=True)
    assert run("retention", "list").output.splitlines()[0].endswith("  about safety")
    found = run("retention", "wipe", sent[0], "--yes")
    assert (found.exit_code, found.output) == (1, f"Error: {sent[0]}: about safety, so not without --all-the-same\n")
    assert run("retention", "wipe", sent[0], "--yes", "--all-the-same").exit_code == 0


def test_who_asks_to_be_forgotten_is_before_the_time(app: Flask, run: Run, clock: Clock, sent: list[str]) -> None:
    clock.move(days=-YEARS)
    assert run("retention", "list").output == ""
    found = run("retention", "wipe", sent[0], "--yes")
    told = f"Error: {sent[0]}: last changed 2026-11-23, so not yet without --early\n"
    assert (found.exit_code, found.output) == (1, told)
    assert run("retention", "wipe", sent[0], "--yes", "--early").exit_code == 0
    assert run("retention", "list", "--wiped").output == f"{sent[0]}  wiped 2026-11-23  before its time was over\n"


def test_the_last_that_happened_has_to_wait(app: Flask, run: Run, sent: list[str]) -> None:
    close(app, sent[2])
    found = run("retention", "wipe", sent[2], "--yes")
    assert found.exit_code == 1 and f"{sent[2]} has the newest of all events" in found.output


@pytest.mark.parametrize("path", ["/done", "/about-you", "/where", "/on", "/check", "/q/what"])
def test_whose_record_was_wiped_begins_at_the_start(path: str, app: Flask, run: Run) -> None:
    person = send(app)
    reference = queue_of(app)[0]["ref"]
    send(app)
    close(app, reference)
    assert run("retention", "wipe", reference, "--yes", "--early").exit_code == 0
    assert person.open(path).path == "/"
    assert person.response.status_code == 200
