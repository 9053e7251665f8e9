"""The codes and the fields are those of the two schemas, no more and no fewer."""

from enum import StrEnum
from typing import Any

import pytest

from intake.rules import codes as c
from intake.rules.facts import Facts
from intake.rules.reading import BadFacts, read_facts
from tests.rules.random_facts import MANY_CODES, ONE_CODE
from tests.rules.test_cases import ASSESSMENT, FACTS

FIELDS: dict[str, Any] = FACTS.schema["properties"]  # type: ignore[index]
PARTS: dict[str, Any] = ASSESSMENT.schema["properties"]  # type: ignore[index]


def codes_in(schema: dict[str, Any]) -> list[str]:
    """The codes that a field of the facts may hold."""
    given = next(one for one in schema["anyOf"] if one.get("type") != "null")
    codes: list[str] = given["items"]["enum"] if given.get("type") == "array" else given["enum"]
    return codes


@pytest.mark.parametrize(("field", "codes"), (ONE_CODE | MANY_CODES | {"reply_ways": c.ReplyWay}).items())
def test_a_field_takes_the_codes_of_the_schema(field: str, codes: type[StrEnum]) -> None:
    assert sorted(codes) == sorted(codes_in(FIELDS[field]))


def test_the_facts_have_the_fields_of_the_schema_with_its_defaults() -> None:
    assert set(Facts._fields) == set(FIELDS)
    defaults = {name: schema["default"] for name, schema in FIELDS.items() if "default" in schema}
    received = "2026-11-23T10:00:00Z"
    assert read_facts({"received": received, **defaults}) == read_facts({"received": received})


ANSWERS = [
    ("route", PARTS["route"], c.Route),
    ("time_limit", PARTS["time_limit"], c.TimeLimit),
    ("advocate_offer", PARTS["advocate_offer"], c.AdvocateOffer),
    ("flags", PARTS["flags"]["items"], c.Flag),
    ("signposts", PARTS["signposts"]["items"], c.Signpost),
    ("subject", PARTS["issues"]["items"]["properties"]["subject"], c.Subject),
    ("time_result", PARTS["issues"]["items"]["properties"]["time_result"], c.TimeResult),
    ("parts", PARTS["issues"]["items"]["properties"]["parts"]["items"], c.Part),
]


@pytest.mark.parametrize(("schema", "codes"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_an_answer_has_the_codes_of_the_schema(schema: dict[str, Any], codes: type[StrEnum]) -> None:
    assert sorted(codes) == sorted(schema["enum"])


def test_the_due_dates_are_those_of_the_schema() -> None:
    assert set(c.Due) == set(PARTS["due"]["properties"])


@pytest.mark.parametrize("field", sorted(Facts._fields))
def test_the_schema_and_the_reader_refuse_the_same_wrong_type(field: str) -> None:
    wrong = {"received": "2026-11-23T10:00:00Z", field: 3.5}
    assert not FACTS.is_valid(wrong)
    with pytest.raises(BadFacts) as caught:
        read_facts(wrong)
    assert caught.value.field == field
