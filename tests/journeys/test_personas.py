"""Many people walk from the first page to the done page, over plain HTTP without JavaScript."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.make import PERSONAS, queue_of
from tests.person import Person


def meets(record: dict[str, Any], expect: dict[str, Any]) -> None:
    """AssertionError where the record is not what the persona expects."""
    for name in ("kind", "route", "time_limit"):
        if name in expect:
            assert record[name] == expect[name], name
    if "advocate" in expect:
        assert record["advocate"]["choice"] == expect["advocate"]
    assert set(expect.get("flags_include", ())) <= set(record["flags"])
    assert not set(expect.get("flags_exclude", ())) & set(record["flags"])
    assert expect.get("story_contains", "") in record["story"]


def plain(answer: str | list[str]) -> str | frozenset[str]:
    """An answer without the order in which its codes came."""
    return answer if isinstance(answer, str) else frozenset(answer)


@pytest.mark.parametrize("file", PERSONAS, ids=lambda path: path.stem)
def test_a_person_gets_to_the_queue_as_they_meant(file: Path, app: Flask, person: Person) -> None:
    persona = json.loads(file.read_text())
    person.enough_at = persona.get("enough_at", "")
    person.to_done(persona["answers"])

    *urgent, record = queue_of(app)
    meets(record, persona["expect"])
    assert record["ref"] in person.text
    quick = {name: value for name, value in persona["answers"].items() if name.startswith("quick_")}
    kept = {name: value for name, value in persona["answers"].items() if name not in quick}
    assert {name: plain(record["answers"][name]) for name in kept} == {name: plain(kept[name]) for name in kept}
    assert [each["kind"] for each in urgent] == (["urgent"] if quick else [])
    for each in urgent:
        assert quick.items() <= each["answers"].items()
        assert each["linked"] == [record["ref"]]
        assert record["linked"] == [each["ref"]]
