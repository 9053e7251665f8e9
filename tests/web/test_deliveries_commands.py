"""What failed and what is on its way is in front of whoever runs the service, and is tried again when they say so."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from intake.storage import outbox, tracking
from intake.storage.outbox import State
from tests.make import Clock, Run, persona, queue_of, service_of
from tests.person import Person
from tests.web.places import accept, refuse, taken


@pytest.fixture
def run(app: Flask) -> Run:
    """Runs a command of the service as the shell would."""
    return lambda *words: app.test_cli_runner().invoke(args=["deliveries", *words])


@pytest.fixture
def sent(app: Flask) -> list[str]:
    """The references of a call for help and of the complaint that followed it."""
    Person(app.test_client()).to_done(persona("not-safe")["answers"])
    return [record["ref"] for record in queue_of(app)]


def done(result: Result) -> str:
    """What a command that went well has printed."""
    assert result.exit_code == 0, result.output
    return result.stdout


def listed(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(done(run("list", "--json")))
    return found


def state_of(app: Flask, delivery_id: int) -> str:
    with service_of(app).database.read() as db:
        found = tracking.find(db, delivery_id)
    assert found is not None
    return found.state


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_to_deliver_is_said_in_one_line(run: Run) -> None:
    assert done(run("list")) == "everything has been delivered\n"
    assert listed(run) == []


def test_what_was_accepted_is_no_longer_listed(app: Flask, run: Run, sent: list[str], clock: Clock) -> None:
    clock.move(minutes=10)
    for each in listed(run):
        accept(app, each["target"])
    assert done(run("list")) == "everything has been delivered\n"


def test_what_waits_is_listed_with_where_it_goes_and_when(run: Run, sent: list[str]) -> None:
    urgent = [each for each in listed(run) if each["ref"] == sent[0]]
    assert {each["purpose"] for each in urgent} >= {"team_notice", "duty_alert"}
    alerts = [(each["target"], each["due_at"]) for each in urgent if each["purpose"] == "duty_alert"]
    assert alerts == [("duty-mailbox", "2026-11-23T12:00:00Z"), ("night-mailbox", "2026-11-23T12:05:00Z")]
    assert {(each["state"], each["attempts"], each["reason"], each["finished_at"]) for each in urgent} == {
        ("ready", 0, None, None)
    }


def test_what_failed_comes_first(app: Flask, run: Run, sent: list[str]) -> None:
    failed = refuse(app, "duty-mailbox")
    first, *rest = listed(run)
    assert (first["id"], first["state"], first["reason"]) == (failed, "failed", "smtp_550")
    assert rest and {each["state"] for each in rest} == {"ready"}
    moments = [(each["created_at"], each["id"]) for each in rest]
    assert moments == sorted(moments)


def test_the_list_is_a_line_for_each_delivery(app: Flask, run: Run, sent: list[str]) -> None:
    failed = refuse(app, "duty-mailbox")
    second = taken(app, "duty-mailbox")
    lines = done(run("list")).splitlines()
    assert lines[0] == (
        f"{failed}  {sent[0]}  duty_alert  duty-mailbox  failed  1 try  smtp_550  since 2026-11-23T12:00:00Z"
    )
    (at_work,) = (line for line in lines if line.startswith(f"{second.id} "))
    assert at_work == f"{second.id}  {sent[1]}  duty_alert  duty-mailbox  leased  1 try  -  due 2026-11-23T12:01:00Z"
    assert len(lines) == len(listed(run))
    assert sum("  0 tries  -  due " in line for line in lines) == len(lines) - 2


def test_a_long_list_says_that_there_is_more(run: Run, sent: list[str]) -> None:
    every = listed(run)
    short = run("list", "--json", "--most", "2")
    assert json.loads(done(short)) == every[:2]
    assert short.stderr == "there are more than 2: list them with --most\n"
    whole = run("list", "--json", "--most", str(len(every)))
    assert (json.loads(done(whole)), whole.stderr) == (every, "")


def test_the_list_shows_no_word_of_anybody(app: Flask, run: Run, sent: list[str]) -> None:
    shown = done(run("list")) + done(run("list", "--json")) + done(run("show", sent[0])) + done(run("show", sent[1]))
    words = {"Ray", "07700", "hurt me"}
    assert words <= set(re.findall("|".join(words), json.dumps(queue_of(app))))
    assert not [word for word in words if word in shown]


# ── One delivery, one record ─────────────────────────────────────────────────────────────────────────────────────────


def test_one_delivery_is_shown_by_its_id(run: Run, sent: list[str]) -> None:
    for each in listed(run):
        assert json.loads(done(run("show", str(each["id"]), "--json"))) == [each]


def test_every_delivery_of_a_record_is_shown_by_its_reference(app: Flask, run: Run, sent: list[str]) -> None:
    accept(app, "team-mailbox")
    heard = sent[0].lower().replace("-", " ")
    found = json.loads(done(run("show", heard, "--json")))
    assert {each["ref"] for each in found} == {sent[0]}
    accepted = [each for each in found if each["state"] == "sent"]
    assert [(each["purpose"], each["finished_at"]) for each in accepted] == [("team_notice", "2026-11-23T12:00:00Z")]
    assert len(found) > len(accepted)


def test_a_delivery_is_shown_a_line_for_each_name(run: Run, sent: list[str]) -> None:
    first = listed(run)[0]
    lines = done(run("show", str(first["id"]))).splitlines()
    assert lines == [f"{name}: {value}" for name, value in first.items()]
    assert f"ref: {sent[0]}" in lines


def test_what_is_long_over_is_shown_too(app: Flask, run: Run, sent: list[str], clock: Clock) -> None:
    (first, *_) = [each for each in listed(run) if each["target"] == "team-mailbox"]
    for _ in sent:
        accept(app, "team-mailbox")
    clock.move(days=40)
    with service_of(app).database.write() as db:
        assert outbox.archive(db, service_of(app).now(), 100) == 2
    for which in (str(first["id"]), sent[0]):
        assert (first["id"], "sent") in [
            (each["id"], each["state"]) for each in json.loads(done(run("show", which, "--json")))
        ]


@pytest.mark.parametrize(
    ("which", "message"),
    [
        pytest.param("999", "no delivery has the id 999", id="an id"),
        pytest.param("9" * 20, f"no delivery has the id {'9' * 20}", id="an id larger than any"),
        pytest.param("WDYT-222222", "no record has the reference WDYT-222222", id="a reference"),
        pytest.param("nonsense", "no record has the reference nonsense", id="neither"),
    ],
)
def test_what_is_not_there_is_named(run: Run, sent: list[str], which: str, message: str) -> None:
    result = run("show", which, "--json")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Error: {message}\n")


# ── Trying again ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_failed_is_due_again_at_once(app: Flask, run: Run, sent: list[str], clock: Clock) -> None:
    failed = refuse(app, "duty-mailbox")
    clock.move(days=3)
    assert done(run("retry", str(failed))) == "1 to be tried again now\n"
    (again,) = json.loads(done(run("show", str(failed), "--json")))
    assert (again["state"], again["attempts"], again["due_at"]) == ("ready", 0, "2026-11-26T12:00:00Z")
    assert again["finished_at"] is None


def test_all_that_failed_is_tried_again(app: Flask, run: Run, sent: list[str]) -> None:
    failed = [refuse(app, "duty-mailbox"), refuse(app, "team-mailbox", "no_answer"), refuse(app, "team-mailbox")]
    assert done(run("retry", "--all")) == "3 to be tried again now\n"
    assert {state_of(app, each) for each in failed} == {State.READY}
    assert done(run("retry", "--all")) == "0 to be tried again now\n"


def test_only_the_ones_that_are_named_are_tried_again(app: Flask, run: Run, sent: list[str]) -> None:
    one, other = refuse(app, "team-mailbox"), refuse(app, "team-mailbox")
    assert done(run("retry", str(other))) == "1 to be tried again now\n"
    assert (state_of(app, one), state_of(app, other)) == (State.FAILED, State.READY)


def test_an_id_of_nothing_that_failed_is_named_and_the_others_are_tried(app: Flask, run: Run, sent: list[str]) -> None:
    failed = refuse(app, "team-mailbox")
    waiting = next(each["id"] for each in listed(run) if each["state"] == "ready")
    result = run("retry", "999", "9" * 20, str(failed), str(waiting))
    assert (result.exit_code, result.stdout) == (1, "1 to be tried again now\n")
    assert result.stderr.splitlines() == [
        "Error: no delivery has the id 999",
        f"Error: no delivery has the id {'9' * 20}",
        f"Error: {waiting} is ready: only what has failed is tried again",
    ]
    assert (state_of(app, failed), state_of(app, waiting)) == (State.READY, State.READY)


@pytest.mark.parametrize("words", [[], ["--all", "1"]], ids=["neither", "both"])
def test_either_ids_or_all(app: Flask, run: Run, sent: list[str], words: list[str]) -> None:
    failed = refuse(app, "team-mailbox")
    result = run("retry", *words)
    assert result.exit_code == 2
    assert "name the deliveries by their ids, or all of them by --all" in result.stderr
    assert state_of(app, failed) == State.FAILED
