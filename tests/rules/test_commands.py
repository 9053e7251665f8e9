"""The rules from the command line."""

import json
from types import SimpleNamespace
from typing import Any

import click
import pytest
from click.testing import Result
from flask import Flask

from intake.council.calendar import england
from intake.rules.explain import table_text
from intake.web.commands.rules import COMMANDS

FACTS = {"received": "2026-11-23T10:00:00Z", "who": "child", "issues": [{"subject": "care_placement"}]}


@pytest.fixture
def app() -> Flask:
    """An app with a calendar and the commands, and nothing else."""
    bare = Flask("bare")
    bare.extensions["service"] = SimpleNamespace(calendar=england())
    for command in COMMANDS:
        bare.cli.add_command(command)
    return bare


def run(app: Flask, name: str, given: str = "", *options: str) -> Result:
    command: click.Command = next(each for each in COMMANDS if each.name == name)
    return app.test_cli_runner().invoke(command, options, input=given)


def answers(app: Flask, items: Any) -> Any:
    result = run(app, "assess", json.dumps(items))
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_each_item_is_answered_and_a_bad_one_does_not_stop_the_rest(app: Flask) -> None:
    first, second, third = answers(
        app, [{"id": "a", "facts": FACTS}, {"id": "b", "facts": {**FACTS, "who": "granny"}}, {"id": 3, "facts": FACTS}]
    )
    assert (first["id"], third["id"]) == ("a", 3)
    assert first["assessment"] == third["assessment"]
    assert first["assessment"]["route"] == "statutory"
    assert second["id"] == "b"
    assert second["error"]["field"] == "who"
    assert "expected one of child" in second["error"]["message"]


@pytest.mark.parametrize(
    ("item", "id_", "field"),
    [
        ({"facts": FACTS}, None, "id"),
        ({"id": None, "facts": FACTS}, None, "id"),
        ("facts", None, "item"),
        (None, None, "item"),
        ({"id": "x"}, "x", "facts"),
        ({"id": "x", "facts": []}, "x", "facts"),
    ],
    ids=["no id", "id null", "a word", "null", "no facts", "facts that are a list"],
)
def test_an_item_that_is_not_one_is_an_error_of_its_own(app: Flask, item: Any, id_: str | None, field: str) -> None:
    wrong, right = answers(app, [item, {"id": "b", "facts": FACTS}])
    assert (wrong["id"], wrong["error"]["field"]) == (id_, field)
    assert "assessment" in right


def test_no_items_give_no_answers(app: Flask) -> None:
    assert answers(app, []) == []


@pytest.mark.parametrize("given", ["", "{", '{"id": 1}', "7", "null"])
def test_input_that_is_no_array_ends_with_2_and_a_message(app: Flask, given: str) -> None:
    result = run(app, "assess", given)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("flask assess: ")


@pytest.mark.parametrize(
    "given",
    [FACTS, {"id": "a", "facts": FACTS}, [{"id": "a", "facts": FACTS}]],
    ids=["bare facts", "one item", "an array"],
)
def test_an_assessment_is_put_into_words(app: Flask, given: Any) -> None:
    result = run(app, "assess", json.dumps(given), "--explain")
    assert result.exit_code == 0
    assert "ISSUE 1, CARE_PLACEMENT" in result.stdout
    assert "an advocate must be offered" in result.stdout
    assert "s26A; reg 11†" in result.stdout


def test_facts_that_cannot_be_put_into_words_are_named(app: Flask) -> None:
    result = run(app, "assess", json.dumps([{"who": "granny"}, FACTS]), "--explain")
    assert "who: expected one of" in result.stdout
    assert "an advocate must be offered" in result.stdout


def test_the_rule_table_is_printed_whole(app: Flask) -> None:
    assert run(app, "rules").stdout == table_text() + "\n"
