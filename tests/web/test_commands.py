"""What can be done from the command line: the queue, the schema, the golden files, the keys, the drafts, the tables."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from jsonschema import Draft202012Validator

from intake.access.locks import CodeLock, ServerKeys
from intake.access.sealing import KeyRing
from intake.questions.printing import questionnaire
from intake.questions.vocabulary import Voice
from intake.records.payload import record_schema
from intake.settings import Settings
from intake.storage import drafts, migrate
from intake.web.app import create_app
from intake.web.commands.keys import new_keys
from tests.make import QUICK, Clock, Run, persona, queue_of, service_of
from tests.person import Person

GOLDEN = Path(__file__).parents[1] / "golden"


def done(result: Result) -> str:
    """What a command that went well has printed."""
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def two_sent(app: Flask, clock: Clock) -> list[dict[str, Any]]:
    """A call for help and a complaint sent on Monday, and thanks sent a day later, as the export gives them."""
    Person(app.test_client()).to_done(persona("not-safe")["answers"])
    clock.move(days=1)
    Person(app.test_client()).to_done(persona("thank-you")["answers"])
    return queue_of(app)


# ── The queue ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_empty_queue_is_an_empty_list(run: Run) -> None:
    assert json.loads(done(run("queue", "list", "--json"))) == []
    assert done(run("queue", "list")) == done(run("queue", "export")) == ""


def test_the_list_is_oldest_first_with_codes_dates_and_references(run: Run, two_sent: list[dict[str, Any]]) -> None:
    listed = json.loads(done(run("queue", "list", "--json")))
    assert [each["kind"] for each in listed] == ["urgent", "complaint", "compliment"]
    assert [each["ref"] for each in listed] == [record["ref"] for record in two_sent]
    for each, record in zip(listed, two_sent, strict=True):
        assert {name: value for name, value in each.items() if name in record} == {
            name: record[name] for name in each if name in record
        }
    assert listed[1]["due"]["acknowledge"] == "2026-11-26"


def test_the_list_shows_no_word_of_anybody(run: Run, two_sent: list[dict[str, Any]]) -> None:
    shown = done(run("queue", "list")) + done(run("queue", "list", "--json"))
    words = {"Ray", "Ali", "Dee", "07700", "hurt me", "nan"}
    assert words <= set(re.findall("|".join(words), json.dumps(two_sent)))
    assert not [word for word in words if word in shown]


def test_the_list_is_a_line_for_each_record(run: Run, two_sent: list[dict[str, Any]]) -> None:
    lines = done(run("queue", "list")).splitlines()
    assert lines == [
        f"{two_sent[0]['ref']}  2026-11-23  urgent  -  new",
        f"{two_sent[1]['ref']}  2026-11-23  complaint  safeguarding_then_cm  new",
        f"{two_sent[2]['ref']}  2026-11-24  compliment  compliment_comment  new",
    ]


def test_one_record_is_shown_whole(run: Run, two_sent: list[dict[str, Any]]) -> None:
    for record in two_sent:
        assert json.loads(done(run("queue", "show", record["ref"], "--json"))) == record


def test_a_record_is_shown_a_line_for_each_name(run: Run, two_sent: list[dict[str, Any]]) -> None:
    lines = done(run("queue", "show", two_sent[1]["ref"])).splitlines()
    assert f"ref: {two_sent[1]['ref']}" in lines
    assert "story: Someone at the home hurt me last night." in lines
    assert [line.split(":")[0] for line in lines] == list(two_sent[1])


def test_a_reference_may_be_typed_as_it_is_heard(run: Run, two_sent: list[dict[str, Any]]) -> None:
    heard = two_sent[1]["ref"].lower().replace("-", " ")
    assert json.loads(done(run("queue", "show", heard, "--json"))) == two_sent[1]


@pytest.mark.parametrize("reference", ["WDYT-222222", "nonsense", ""])
def test_a_reference_that_was_not_given_is_named(run: Run, reference: str) -> None:
    result = run("queue", "show", reference, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: no record has the reference {reference}\n"


def test_the_export_is_a_record_a_line_oldest_first(run: Run, two_sent: list[dict[str, Any]]) -> None:
    assert [json.loads(line) for line in done(run("queue", "export")).splitlines()] == two_sent


def test_the_export_keeps_every_script_readable(app: Flask, run: Run) -> None:
    Person(app.test_client()).to_done({**persona("thank-you")["answers"], "good_what": "شكرا ኣመሰግናለሁ 🙂"})
    assert "شكرا ኣመሰግናለሁ 🙂" in done(run("queue", "export"))


@pytest.mark.parametrize(
    ("since", "kinds"),
    [
        pytest.param("2026-11-23", ["urgent", "complaint", "compliment"], id="a day"),
        pytest.param("2026-11-24", ["compliment"], id="the next day"),
        pytest.param("2026-11-23T13:00:00", ["compliment"], id="an hour later"),
        pytest.param("2026-11-23T11:59:00Z", ["urgent", "complaint", "compliment"], id="a moment with its zone"),
        pytest.param("2026-11-23T14:30:00+05:00", ["urgent", "complaint", "compliment"], id="another zone"),
        pytest.param("2026-11-25", [], id="the day after all"),
    ],
)
def test_the_export_since(run: Run, two_sent: list[dict[str, Any]], since: str, kinds: list[str]) -> None:
    lines = done(run("queue", "export", "--since", since)).splitlines()
    assert [json.loads(line)["kind"] for line in lines] == kinds


def test_a_day_of_the_export_begins_at_midnight_in_london(app: Flask, run: Run, clock: Clock) -> None:
    clock.now = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight on 1 July
    Person(app.test_client()).to_done(persona("thank-you")["answers"])
    assert len(done(run("queue", "export", "--since", "2026-07-01")).splitlines()) == 1
    assert done(run("queue", "export", "--since", "2026-07-02")) == ""


def test_a_moment_that_is_none_is_named(run: Run) -> None:
    result = run("queue", "export", "--since", "yesterday")
    assert result.exit_code == 2
    assert "yesterday is not a moment: expected a day such as 2026-11-23" in result.stderr


# ── What is asked and kept ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_schema_takes_every_line_of_the_export(run: Run, two_sent: list[dict[str, Any]]) -> None:
    schema = json.loads(done(run("schema")))
    assert schema == record_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for line in done(run("queue", "export")).splitlines():
        validator.validate(json.loads(line))


def test_the_questionnaire_is_printed_in_each_voice_or_in_one(run: Run) -> None:
    assert done(run("golden")) == "".join(f"{questionnaire(voice)}\n" for voice in Voice)
    assert done(run("golden", "--voice", "adult")) == f"{questionnaire(Voice.ADULT)}\n"
    assert run("golden", "--voice", "robot").exit_code == 2


def test_the_files_that_reviews_compare_are_as_they_were_reviewed(run: Run, tmp_path: Path) -> None:
    """After a change: `make golden`."""
    assert done(run("golden", "--write", str(tmp_path / "new"))) == ""
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new").iterdir()}
    assert set(written) == {"child.en.txt", "adult.en.txt", "handler.en.txt", "schema.json", "rules.txt"}
    for name, content in written.items():
        assert content == (GOLDEN / name).read_text(encoding="utf-8"), name


# ── Keys, drafts and tables ──────────────────────────────────────────────────────────────────────────────────────────


def test_new_keys_are_lines_for_the_environment_and_new_each_time(run: Run) -> None:
    def printed(*words: str) -> dict[str, str]:
        return dict(line.split("=", 1) for line in done(run("keys", "new", *words)).splitlines())

    first, second = printed(), printed("autumn26")
    assert set(first) == {"SECRET_KEY", "SEAL_KEYS"}
    assert len(Settings.from_environ(first).secret) == 32
    assert KeyRing.from_text(second["SEAL_KEYS"]).current == "autumn26"
    assert first["SECRET_KEY"] != second["SECRET_KEY"]


def test_a_new_sealing_key_has_an_id_that_is_free(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    there_are = ",".join(new_keys(key_id)["SEAL_KEYS"] for key_id in ("k2", "k1"))
    monkeypatch.setenv("SEAL_KEYS", there_are)
    invoke = app.test_cli_runner().invoke
    printed = dict(line.split("=", 1) for line in done(invoke(args=["keys", "new"])).splitlines())
    assert list(KeyRing.from_text(f"{printed['SEAL_KEYS']},{there_are}").keys) == ["k3", "k2", "k1"]
    for key_id, said in {"k2": "SEAL_KEYS has a key 'k2' already", "K 9": "the key id 'K 9': expected"}.items():
        refused = invoke(args=["keys", "new", key_id])
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert refused.stderr.startswith(f"Error: {said}")


def service_with(database_url: str, seal_keys: str, secret: bytes) -> Flask:
    settings = Settings("northshire", database_url, secret, seal_keys)
    return create_app(settings, Clock(), locks=CodeLock(ServerKeys.from_secret(secret), QUICK), raise_faults=True)


def test_rotating_seals_every_record_anew_so_that_the_old_key_can_go(tmp_path: Path) -> None:
    address, secret = f"sqlite:///{tmp_path}/wdyt.db", bytes(32)
    old, new = (new_keys(key_id)["SEAL_KEYS"] for key_id in ("k1", "k2"))
    before, between, after = (service_with(address, keys, secret) for keys in (old, f"{new},{old}", new))
    migrate.upgrade(service_of(before).database)
    for name in ("not-safe", "thank-you"):
        Person(before.test_client()).to_done(persona(name)["answers"])
    sent = queue_of(before)

    rotate = between.test_cli_runner().invoke
    kinds = ("records", "events", "referrals", "second steps", "calls")
    for counts in ((3, 0, 1, 0, 0), (0, 0, 0, 0, 0)):
        told = [f"{count} {kind} sealed anew with k2" for count, kind in zip(counts, kinds, strict=True)]
        assert done(rotate(args=["keys", "rotate"])).splitlines() == told
    assert queue_of(after) == sent
    for app in (before, between, after):
        service_of(app).database.close()


def test_rotating_tells_of_a_key_that_was_replaced_under_its_id(tmp_path: Path) -> None:
    address, secret = f"sqlite:///{tmp_path}/wdyt.db", bytes(32)
    before, after = (service_with(address, new_keys("k1")["SEAL_KEYS"], secret) for _ in range(2))
    migrate.upgrade(service_of(before).database)
    Person(before.test_client()).to_done(persona("thank-you")["answers"])
    refused = after.test_cli_runner().invoke(args=["keys", "rotate"])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert re.fullmatch(
        r"Error: k1 records\.story:\w+ does not open: expected what was sealed there with this key\. "
        r"Has SEAL_KEYS the key that sealed it\?\n",
        refused.stderr,
    )
    for app in (before, after):
        service_of(app).database.close()


def test_wiping_takes_the_drafts_whose_time_is_over(app: Flask, run: Run, clock: Clock) -> None:
    database = service_of(app).database
    Person(app.test_client()).begin(persona("taps-only")["answers"])
    clock.move(days=13)
    Person(app.test_client()).begin(persona("taps-only")["answers"])
    assert done(run("drafts", "wipe")) == "0 drafts wiped\n"
    clock.move(days=1)
    assert done(run("drafts", "wipe")) == "1 drafts wiped\n"
    with database.write() as session:
        assert drafts.wipe(session, clock.now.replace(year=2030)) == 1


def test_an_empty_database_gets_its_tables(tmp_path: Path) -> None:
    app = service_with(f"sqlite:///{tmp_path}/wdyt.db", new_keys()["SEAL_KEYS"], bytes(32))
    database = service_of(app).database
    assert migrate.differences(database)
    for _ in range(2):
        assert done(app.test_cli_runner().invoke(args=["db", "upgrade"])) == ""
        assert migrate.differences(database) == []
    database.close()
