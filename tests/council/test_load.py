"""A council's file is read whole, or what is wrong with it is named: the file, the key, and what was expected."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from intake.council.hours import AroundTheClock
from intake.council.load import CouncilError, load, parse, shipped, text_of
from intake.council.model import Council, FolderTo

TEXTS = {key: (files("intake.council") / "councils" / f"{key}.toml").read_text(encoding="utf-8") for key in shipped()}
TABLE = tomllib.loads(TEXTS["northshire"])


def keys_of(table: Mapping[str, Any], within: str = "") -> Iterator[str]:
    """Every key of the file, tables and the keys in them, with dots between."""
    for name, value in table.items():
        yield f"{within}{name}"
        if isinstance(value, dict):
            yield from keys_of(value, f"{within}{name}.")


KEYS = list(keys_of(TABLE))
OPTIONAL = ["team.record_url", "look", "look.main", "look.second", "look.logo"]
TABLES = [key for key in KEYS if any(other.startswith(f"{key}.") for other in KEYS)]


def toml(value: object) -> str:
    """The value in TOML, tables in braces."""
    match value:
        case dict():
            return "{" + ", ".join(f"{name} = {toml(each)}" for name, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(toml(each) for each in value) + "]"
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case str():
            return '"' + value.replace('"', '\\"') + '"'
        case _:
            return str(value)


def changed(key: str, to: object = None) -> str:
    """The file of Northshire with this key set to something else, or taken out."""

    def change(table: dict[str, Any], names: list[str]) -> dict[str, Any]:
        name, *below = names
        if below:
            return {**table, name: change(table[name], below)}
        without = {each: value for each, value in table.items() if each != name}
        return without if to is None else {**without, name: to}

    return "\n".join(f"{name} = {toml(value)}" for name, value in change(TABLE, key.split(".")).items())


PLACES: list[dict[str, object]] = [
    {"name": "team-mailbox", "whom": "team", "kind": "email", "address": "complaints@northshire.example"},
    {"name": "duty-mailbox", "whom": "duty", "kind": "email", "address": "duty@northshire.example"},
    {"name": "night-mailbox", "whom": "duty", "kind": "email", "address": "night@northshire.example"},
    {"name": "young-voices", "whom": "advocate", "kind": "email", "address": "new@youngvoices.example"},
    {"name": "own-email", "whom": "person", "kind": "email"},
    {"name": "case-files", "whom": "case_system", "kind": "folder", "path": "case-files"},
    {"name": "director", "whom": "second_person", "kind": "email", "address": "director@northshire.example"},
]
TEAM, DUTY, NIGHT, ADVOCATE, PERSON, CASE_FILES, SECOND_PERSON = range(len(PLACES))


def with_place(n: int, what: Mapping[str, object]) -> str:
    """The file of Northshire with keys of one place set to something else, or taken out with None."""
    place = {name: value for name, value in {**PLACES[n], **what}.items() if value is not None}
    return changed("deliver_to", [*PLACES[:n], place, *PLACES[n + 1 :]])


def without(whom: str) -> str:
    """The file of Northshire with no place for them."""
    return changed("deliver_to", [place for place in PLACES if place["whom"] != whom])


def refusal(text: str) -> str:
    with pytest.raises(CouncilError) as error:
        parse("northshire", text)
    return str(error.value)


# ── The councils that are shipped ────────────────────────────────────────────────────────────────────────────────────


def test_a_county_and_a_borough_are_shipped() -> None:
    assert shipped() == ["eastborough", "northshire"]


@pytest.mark.parametrize("key", shipped())
def test_a_shipped_council_loads_under_its_own_key(key: str) -> None:
    council = load(key)
    assert council.key == key
    assert council == parse(key, TEXTS[key])


def test_the_file_of_a_test_is_the_file_itself() -> None:
    assert parse("northshire", changed("name", TABLE["name"])) == load("northshire")


def test_the_two_differ_in_all_that_a_council_decides() -> None:
    county, borough = load("northshire"), load("eastborough")
    same = {field.name for field in fields(Council) if getattr(county, field.name) == getattr(borough, field.name)}
    assert same <= {"languages", "help_lines"}, "the national lines are the same for everybody"
    assert county.extra_closed_days != borough.extra_closed_days
    assert county.retention.draft_days != borough.retention.draft_days
    assert county.exit.url != borough.exit.url


@pytest.mark.parametrize("key", shipped())
def test_numbers_of_a_made_up_council_ring_nobody(key: str) -> None:
    """Numbers that are kept for drama, but for those of national lines."""
    council = load(key)
    lines = (council.team.phone, council.duty.day, council.duty.night)
    assert all(line.number.startswith(("01632 960", "020 7946 0")) for line in lines)
    assert council.advocate.phone.number.startswith("0808 157 0")


@pytest.mark.parametrize("key", shipped())
def test_no_fact_of_a_council_is_empty(key: str) -> None:
    assert [name for name, fact in load(key).facts.items() if not isinstance(fact, str) or not fact.strip()] == []


def test_every_part_of_the_model_is_a_key_of_the_file() -> None:
    def names(kind: type, within: str = "") -> Iterator[str]:
        for name, inner in get_type_hints(kind).items():
            yield f"{within}{name}"
            if is_dataclass(inner):
                yield from names(inner, f"{within}{name}.")  # type: ignore[arg-type]

    assert set(names(Council)) - {"key", *OPTIONAL} == set(KEYS)
    assert not set(OPTIONAL) & set(KEYS)


def test_where_staff_open_a_record_need_not_be_said_and_may() -> None:
    assert load("northshire").team.record_url == load("eastborough").team.record_url == ""
    elsewhere = "https://cases.northshire.example/find?ref={reference}"
    assert parse("northshire", changed("team.record_url", elsewhere)).team.record_url == elsewhere


# ── What stops the start ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_council_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(CouncilError, match=r"COUNCIL is 'nowhere': expected one of eastborough, northshire"):
        load("nowhere")


@pytest.mark.parametrize("key", ["", ".", "../model", "northshire.toml", "Northshire"])
def test_what_is_no_key_opens_no_file(key: str) -> None:
    with pytest.raises(CouncilError, match="expected one of"):
        load(key)


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_key_is_named(key: str) -> None:
    assert refusal(changed(key)) == f"northshire.toml: {key} is missing"


@pytest.mark.parametrize("within", ["", *(f"{table}." for table in TABLES)])
def test_an_unknown_key_is_named_with_those_that_are_known(within: str) -> None:
    message = refusal(changed(f"{within}colour", "red"))
    keys = [key.removeprefix(within) for key in [*KEYS, *OPTIONAL] if key.startswith(within)]
    known = [key for key in keys if "." not in key]
    assert message.startswith(f"northshire.toml: {within}colour is not known: expected one of ")
    assert message.split("expected one of ")[1].split(", ") == known


# A value of a wrong kind for each kind there is, and what is then said to be expected.
WRONG: dict[type, tuple[list[object], str]] = {
    str: ([7, "", True, ["words"]], "expected words in quotes, not empty"),
    int: (["7", -1, 0, 1.5, True, 10**9, 10**20], "expected a whole number from 1 to "),
    date: (["2026-11-01", 20261101], "expected a date such as 2026-11-01"),
    list: (["en", 7], "expected a list"),
    dict: (["words", 7, ["words"]], "expected a table ["),
}


# Keys whose words have to be more than words, and what is then said to be expected.
MORE_THAN_WORDS = {
    **dict.fromkeys(["team.email", "data_protection.email"], "expected one plain email address"),
    "exit.url": "expected an address that begins with https://",
    **dict.fromkeys([key for key in KEYS if key.endswith((".hours", ".read_hours"))], "expected hours such as"),
}


def _value(key: str) -> Any:
    value: Any = TABLE
    for name in key.split("."):
        value = value[name]
    return value


@pytest.mark.parametrize(
    ("key", "value"),
    [(key, wrong) for key in KEYS for wrong in WRONG[type(_value(key))][0]],
    ids=lambda value: str(value),
)
def test_a_value_of_the_wrong_kind_is_named_with_what_was_expected(key: str, value: object) -> None:
    message = refusal(changed(key, value))
    assert message.startswith(f"northshire.toml: {key}: ")
    assert (MORE_THAN_WORDS.get(key) or WRONG[type(_value(key))][1]) in message


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        pytest.param("languages", ["en", 7], "languages[1]: expected words in quotes", id="a number among languages"),
        pytest.param("languages", [], "languages: expected a list that begins with 'en'", id="no language"),
        pytest.param(
            "languages", ["cy", "en"], "languages: expected a list that begins with 'en'", id="English second"
        ),
        pytest.param("languages", ["en", "cy", "cy"], "languages: expected a list that begins", id="a language twice"),
        pytest.param(
            "duty.night.hours",
            "from 5pm, and all weekend",
            'duty.night.hours: expected hours such as "mon-fri 09:00-17:00", "always" or "nights"',
            id="hours in English",
        ),
        pytest.param("extra_closed_days", ["7 May"], "extra_closed_days[0]: expected a date", id="a day in words"),
        pytest.param(
            "exit.url", "http://example.org", "exit.url: expected an address that begins with https://", id="http"
        ),
        pytest.param("exit.url", "javascript:alert(1)", "exit.url: expected an address that begins", id="a script"),
        pytest.param(
            "team.record_url",
            "https://cases.example/find",
            "team.record_url: expected an address with {reference} in it",
            id="a link that leads to no record",
        ),
        pytest.param("exit.url", "https:///weather", "exit.url: expected an address that begins", id="no host"),
        pytest.param("exit.url", "https://a b.example/", "exit.url: expected an address that begins", id="a space"),
        pytest.param("exit.url", "https://a.example:99999/", "exit.url: expected an address that begins", id="no port"),
        pytest.param("exit.url", "https://[::1", "exit.url: expected an address that begins", id="half a host"),
        pytest.param("exit.url", "https://ann:pw@a.example/", "exit.url: expected an address that begins", id="a user"),
        pytest.param(
            "team.record_url",
            "javascript:find('{reference}')",
            "team.record_url: expected an address that begins with https://",
            id="a link that is a script",
        ),
        pytest.param("team.email", "complaints", "team.email: expected one plain email address", id="no @"),
        pytest.param(
            "data_protection.email",
            "a@b.example, c@d.example",
            "data_protection.email: expected one plain email address",
            id="two addresses",
        ),
        pytest.param("retention.draft_days", 366, "retention.draft_days: expected a whole number from 1 to 365"),
        pytest.param("retention.record_years", 0, "retention.record_years: expected a whole number from 1 to 100"),
        pytest.param("desk.longest_session_hours", 25, "desk.longest_session_hours: expected a whole number from 1"),
        pytest.param("key", "southshire", "key is not known: ", id="a key that is not the name of its file"),
    ],
)
def test_what_else_is_wrong_is_named(key: str, value: object, message: str) -> None:
    assert refusal(changed(key, value)).startswith(f"northshire.toml: {message}")


WEBHOOK = {
    "kind": "webhook",
    "address": None,
    "path": None,
    "url": "https://a.example/hook",
    "secrets_from": "A_SECRET",
}
NOTIFY = {"kind": "notify", "way": "text", "template": "a1b2", "key_from": "A_KEY"}


@pytest.mark.parametrize(
    ("n", "what"),
    [
        pytest.param(TEAM, WEBHOOK, id="the team by webhook"),
        pytest.param(TEAM, NOTIFY, id="the team by Notify"),
        pytest.param(SECOND_PERSON, WEBHOOK, id="the second person by webhook"),
        pytest.param(SECOND_PERSON, NOTIFY, id="the second person by Notify"),
        pytest.param(DUTY, WEBHOOK, id="the duty team by webhook"),
        pytest.param(DUTY, {**NOTIFY, "address": "01632 960 110"}, id="the duty team by text"),
        pytest.param(ADVOCATE, WEBHOOK, id="the advocates by webhook"),
        pytest.param(PERSON, NOTIFY, id="the person by Notify"),
        pytest.param(CASE_FILES, WEBHOOK, id="the case system by webhook"),
    ],
)
def test_who_can_be_reached_by_what(n: int, what: Mapping[str, object]) -> None:
    place = parse("northshire", with_place(n, what)).deliver_to[n]
    assert (place.kind, place.name) == (what["kind"], PLACES[n]["name"])


@pytest.mark.parametrize(
    "what", [{}, {**NOTIFY, "address": "01632 960 110"}, WEBHOOK], ids=["email", "notify", "webhook"]
)
def test_a_place_of_the_duty_team_may_say_when_somebody_is_there(what: Mapping[str, object]) -> None:
    place = parse("northshire", with_place(NIGHT, {**what, "hours": "nights"})).deliver_to[NIGHT]
    assert not isinstance(place, FolderTo) and place.hours == AroundTheClock.NIGHTS
    silent = parse("northshire", with_place(NIGHT, what)).deliver_to[NIGHT]
    assert not isinstance(silent, FolderTo) and silent.hours is None


@pytest.mark.parametrize(
    ("n", "what", "message"),
    [
        pytest.param(DUTY, {"kind": "fax"}, "kind: expected one of email, webhook, notify, folder", id="unknown kind"),
        pytest.param(DUTY, {"kind": None}, "kind: expected one of email, webhook, notify, folder", id="no kind"),
        pytest.param(
            DUTY, {"kind": ["email"]}, "kind: expected one of email, webhook, notify, folder", id="a list of kinds"
        ),
        pytest.param(DUTY, {"address": "duty"}, "address: expected one plain email address", id="no email address"),
        pytest.param(
            DUTY,
            {**NOTIFY, "way": "email", "address": "01632 960 110"},
            "address: expected one plain email address",
            id="a number for emails by Notify",
        ),
        pytest.param(
            DUTY,
            {**WEBHOOK, "url": "http://a.example/hook"},
            "url: expected an address that begins with https://",
            id="a webhook that others can read",
        ),
        pytest.param(DUTY, {**WEBHOOK, "url": "a.example"}, "url: expected an address that begins", id="half a url"),
        pytest.param(DUTY, {**NOTIFY, "url": "notify"}, "url: expected an address that begins", id="Notify nowhere"),
        pytest.param(DUTY, {"kind": 7}, "kind: expected one of email, webhook, notify, folder", id="a number as kind"),
        pytest.param(
            DUTY,
            {"whom": "police"},
            "whom: expected one of team, second_person, case_system, duty, advocate, person",
            id="unknown audience",
        ),
        pytest.param(DUTY, {"whom": 7}, "whom: expected one of team, second_person", id="a number as audience"),
        pytest.param(DUTY, {"whom": None}, "whom is missing", id="no audience"),
        pytest.param(DUTY, {"name": None}, "name is missing", id="no name"),
        pytest.param(DUTY, {"name": ""}, "name: expected words in quotes, not empty", id="an empty name"),
        pytest.param(
            NIGHT,
            {"name": "duty-mailbox"},
            "name: 'duty-mailbox' is taken: expected a name of its own",
            id="a name that is taken",
        ),
        pytest.param(DUTY, {"address": None}, "address is missing", id="no address"),
        pytest.param(DUTY, {"address": ""}, "address: expected one plain email address", id="an empty address"),
        pytest.param(TEAM, {**NOTIFY, "address": None}, "address is missing", id="no address for Notify"),
        pytest.param(
            PERSON,
            {"address": "all@northshire.example"},
            "address: expected none: it goes to the person's own",
            id="an address for the person",
        ),
        pytest.param(
            PERSON,
            {**NOTIFY, "address": "07700 900123"},
            "address: expected none: it goes to the person's own",
            id="a number for the person",
        ),
        pytest.param(PERSON, WEBHOOK, "kind: expected one of email, notify for person", id="the person by webhook"),
        pytest.param(
            ADVOCATE,
            {**NOTIFY, "address": "a@youngvoices.example"},
            "kind: expected one of email, webhook for advocate",
            id="the advocates by Notify",
        ),
        pytest.param(
            TEAM,
            {"kind": "folder", "address": None, "path": "somewhere"},
            "kind: expected one of email, notify, webhook for team",
            id="the team by folder",
        ),
        pytest.param(
            SECOND_PERSON,
            {"kind": "folder", "address": None, "path": "somewhere"},
            "kind: expected one of email, notify, webhook for second_person",
            id="the second person by folder",
        ),
        pytest.param(SECOND_PERSON, {"address": None}, "address is missing", id="no address of the second person"),
        pytest.param(
            CASE_FILES,
            {"kind": "email", "path": None, "address": "cases@northshire.example"},
            "kind: expected one of webhook, folder for case_system",
            id="a record whole by email",
        ),
        pytest.param(
            DUTY, {"colour": "red"}, "colour is not known: expected one of name, whom, address", id="unknown key"
        ),
        pytest.param(DUTY, {"url": "https://a.example"}, "url is not known: expected", id="a key of another kind"),
        pytest.param(NIGHT, {"hours": "late"}, "hours: expected hours such as", id="hours that are none"),
        pytest.param(TEAM, {"hours": "nights"}, "hours: expected none: it is not for duty", id="hours of the team"),
        pytest.param(CASE_FILES, {"hours": "always"}, "hours is not known", id="hours of a folder"),
        pytest.param(CASE_FILES, {"path": None}, "path is missing", id="no folder"),
        pytest.param(DUTY, {**WEBHOOK, "url": None}, "url is missing", id="no address of a webhook"),
        pytest.param(DUTY, {**WEBHOOK, "secrets_from": None}, "secrets_from is missing", id="no secret of a webhook"),
        pytest.param(DUTY, {**NOTIFY, "way": "fax"}, "way: expected one of email, text, letter", id="unknown way"),
        pytest.param(DUTY, {**NOTIFY, "key_from": None}, "key_from is missing", id="no key of Notify"),
        pytest.param(DUTY, {**NOTIFY, "template": None}, "template is missing", id="no template of Notify"),
    ],
)
def test_a_place_that_cannot_be_delivered_to_is_named(n: int, what: Mapping[str, object], message: str) -> None:
    assert refusal(with_place(n, what)).startswith(f"northshire.toml: deliver_to[{n}].{message}")


def test_hours_that_no_place_of_the_duty_team_covers_are_named() -> None:
    by_day = [{**place, "hours": "mon-fri 08:30-17:30"} if place["whom"] == "duty" else place for place in PLACES]
    said = 'nobody reads alerts at mon 00:00: expected hours of places with whom = "duty" that cover duty.read_hours'
    assert refusal(changed("deliver_to", by_day)) == f"northshire.toml: deliver_to: {said}"
    by_day[NIGHT] = {**by_day[NIGHT], "hours": "nights"}
    parse("northshire", changed("deliver_to", by_day))


def test_a_place_without_hours_of_its_own_covers_those_of_the_duty_team() -> None:
    parse("northshire", with_place(DUTY, {"hours": "mon-fri 08:30-17:30"}))


@pytest.mark.parametrize("whom", ["team", "second_person", "duty", "advocate"])
def test_whoever_must_be_reached_and_is_not_is_named(whom: str) -> None:
    expected = f'expected at least one [[deliver_to]] with whom = "{whom}"'
    assert refusal(without(whom)) == f"northshire.toml: deliver_to: {expected}"


@pytest.mark.parametrize("whom", ["case_system", "person"])
def test_whoever_need_not_be_reached_may_be_left_out(whom: str) -> None:
    assert {place.whom for place in parse("northshire", without(whom)).deliver_to} == {
        *("team", "second_person", "duty", "advocate", "case_system", "person")
    } - {whom}


@pytest.mark.parametrize("value", [["duty@northshire.example"], [7]], ids=["an address", "a number"])
def test_a_place_that_is_no_table_is_named(value: list[object]) -> None:
    assert refusal(changed("deliver_to", value)).startswith("northshire.toml: deliver_to[0].kind: expected one of ")


def test_what_is_not_toml_is_refused_with_its_place() -> None:
    assert refusal('name = "Northshire').startswith("northshire.toml: expected TOML: ")


@pytest.mark.parametrize("number", ["9" * 5000, "0x" + "f" * 5000], ids=["in tens", "in sixteens"])
def test_a_number_of_thousands_of_digits_is_refused(number: str) -> None:
    text = TEXTS["northshire"].replace("draft_days = 14", f"draft_days = {number}")
    assert refusal(text).startswith("northshire.toml: ")


@pytest.mark.parametrize("file", ["northshire.toml", "northshire.svg"])
def test_a_file_in_another_encoding_is_refused_with_the_place(file: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.write_bytes('# Zażółć\nname = "Łódź"'.encode("cp1250"))
    with pytest.raises(CouncilError) as error:
        text_of(path)
    assert str(error.value) == f"{file}: expected UTF-8, as line 1 is not"
