"""The worked scenarios and the bad inputs, each exactly."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from intake.council.calendar import england
from intake.rules.assessment import assess
from intake.rules.reading import BadFacts

HERE = Path(__file__).parent
GIVEN = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
FACTS = Draft202012Validator(json.loads((HERE / "facts.schema.json").read_text(encoding="utf-8")))
ASSESSMENT = Draft202012Validator(json.loads((HERE / "assessment.schema.json").read_text(encoding="utf-8")))


def comparable(assessment: dict[str, Any]) -> dict[str, Any]:
    """The seven parts of an assessment, with sets where order does not count."""
    return {
        **{name: assessment[name] for name in ("route", "time_limit", "advocate_offer", "due")},
        **{name: set(assessment[name]) for name in ("flags", "signposts")},
        "issues": [{**issue, "parts": set(issue["parts"])} for issue in assessment["issues"]],
    }


def test_every_case_given_is_here() -> None:
    assert (len(GIVEN["cases"]), len(GIVEN["invalid"])) == (110, 30)


@pytest.mark.parametrize("case", GIVEN["cases"], ids=lambda case: f"{case['id']} {case['title']}")
def test_a_worked_scenario_is_assessed_exactly(case: dict[str, Any]) -> None:
    FACTS.validate(case["facts"])
    assessment = assess(case["facts"], england()).to_plain()
    assert comparable(assessment) == comparable(case["expected"])
    ASSESSMENT.validate(json.loads(json.dumps(assessment)))


@pytest.mark.parametrize("case", GIVEN["invalid"], ids=lambda case: f"{case['id']} {case['title']}")
def test_bad_input_names_the_field_at_fault(case: dict[str, Any]) -> None:
    with pytest.raises(BadFacts) as caught:
        assess(case["facts"], england())
    assert caught.value.field == case["expected"]["error_field"]
    assert caught.value.message
