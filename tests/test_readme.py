"""The README says what is true."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from flask import Flask
from jsonschema import Draft202012Validator, FormatChecker

from intake.council.load import shipped
from intake.records.payload import record_schema
from tests.make import persona, queue_of
from tests.person import Person

TOP = Path(__file__).parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")
RECORD = json.loads(README.split("```json\n", 1)[1].split("```", 1)[0])


def test_the_record_in_the_readme_is_one_that_the_queue_could_hold() -> None:
    Draft202012Validator(record_schema(), format_checker=FormatChecker()).validate(RECORD)


def test_the_record_in_the_readme_is_whole(app: Flask, person: Person) -> None:
    person.to_done(persona("worker-never-rings")["answers"])
    (record,) = queue_of(app)
    assert list(RECORD) == list(record)
    differs = {name for name in record if record[name] != RECORD[name]}
    assert differs <= {"ref", "received_at", "safety_answered_at", "advocate"}
    offered = {"offered_at"}
    assert {name for name in record["advocate"] if record["advocate"][name] != RECORD["advocate"][name]} <= offered


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_a_link_leads_to_something(link: str) -> None:
    assert (TOP / link).exists()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`flask ([a-z]+(?: [a-z]+)?)", README))))
def test_a_command_is_there(command: str, app: Flask) -> None:
    name, *words = command.split()
    found = app.cli.commands[name]
    for word in words:
        if hasattr(found, "commands"):
            found = found.commands[word]


@pytest.mark.parametrize("module", sorted(set(re.findall(r"`python (?:-m )?([\w./]+)", README))))
def test_a_module_that_is_run_is_there(module: str) -> None:
    assert find_spec(module) is not None


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z]+)`", README))))
def test_a_make_target_is_there(target: str) -> None:
    assert re.search(rf"^{target}:", (TOP / "Makefile").read_text(), re.MULTILINE)


def test_every_variable_of_the_environment_is_named() -> None:
    settings = (TOP / "intake/settings.py").read_text()
    read = set(re.findall(r'"([A-Z][A-Z_]+)"', settings))
    assert read == set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))


def test_every_room_of_the_house_is_on_the_map() -> None:
    plan = README.split("## The house", 1)[1].split("```", 2)[1]
    rooms = {path.name for path in (TOP / "intake").iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(re.findall(r"^  ([a-z]+)/ ", plan, re.MULTILINE))


def test_the_council_that_is_served_by_default_is_named() -> None:
    assert "`northshire`" in README
    assert "northshire" in shipped()
