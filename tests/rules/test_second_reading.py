"""Two readings of the law, made apart, say the same of the same facts."""

from typing import Any

import pytest

from intake.council.calendar import england
from intake.rules.assessment import assess
from tests.rules.random_facts import random_facts
from tests.rules.second_reading import second_reading
from tests.rules.test_cases import GIVEN, comparable


@pytest.mark.parametrize("case", GIVEN["cases"], ids=lambda case: case["id"])
def test_the_second_reading_agrees_with_the_worked_scenarios(case: dict[str, Any]) -> None:
    assert comparable(second_reading(case["facts"], england().is_working_day)) == comparable(case["expected"])


@pytest.mark.parametrize("seed", range(4))
def test_both_readings_agree_on_facts_at_random(seed: int) -> None:
    calendar = england()
    for facts in random_facts(seed, 3_000):
        assert comparable(assess(facts, calendar).to_plain()) == second_reading(facts, calendar.is_working_day), facts
