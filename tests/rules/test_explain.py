"""The rules in words: the whole table, and what fired for one set of facts."""

from pathlib import Path
from typing import Any

import pytest

from intake.council.calendar import england
from intake.rules import codes as c
from intake.rules.assessment import assess
from intake.rules.explain import explain, explanation_text, rule_table, table_text
from tests.rules.random_facts import random_facts

GOLDEN = Path(__file__).parents[1] / "golden" / "rules.txt"
NUMBERED = {
    *(f"T{n}" for n in range(1, 9)),
    *(f"N{n}" for n in range(1, 6)),
    *(f"S{n}" for n in range(1, 16)),
    *(f"P{n}" for n in range(1, 6)),
    *(f"R{n}" for n in range(1, 12)),
    *(f"A{n}" for n in range(1, 4)),
    *(f"G{n}" for n in range(1, 9)),
    *(f"D{n}" for n in range(1, 4)),
}
ALL = [rule for section in rule_table() for rule in section.rules]


def test_the_rule_table_is_the_one_that_was_reviewed() -> None:
    """After a change of a rule: `flask rules > tests/golden/rules.txt`, and the difference goes to a lawyer."""
    assert table_text() + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_every_numbered_rule_flag_and_due_date_is_in_the_table() -> None:
    assert {rule.code for rule in ALL} == NUMBERED | {*c.Flag} | {*c.Due} | {"no_stage_left", "interest_decision"}


@pytest.mark.parametrize("part", ["condition", "effect", "source"])
def test_every_rule_has_words_and_a_source(part: str) -> None:
    assert [rule.code for rule in ALL if not getattr(rule, part).strip()] == []


def test_every_subject_stands_in_one_row() -> None:
    words = " ".join(rule.condition for rule in ALL if rule.code == "P1").replace(",", " ").split()
    assert sorted(word for word in words if word in set(c.Subject)) == sorted(c.Subject)


def test_what_fired_is_told_for_each_issue_and_then_for_the_whole() -> None:
    facts = {
        "received": "2026-11-23T10:00:00Z",
        "who": "grandparent",
        "issues": [{"subject": "care_contact", "when": {"kind": "exact", "date": "2026-11-01"}}, {"subject": "nhs"}],
    }
    fired = explain(facts, england())
    about = [(one.about, one.rule.code, one.outcome) for one in fired]
    assert about[:4] == [
        ("issue 1, care_contact", "T6", "in_time, last day 2027-11-01"),
        ("issue 1, care_contact", "P1", ""),
        ("issue 2, nhs", "T4", "cannot_tell"),
        ("issue 2, nhs", "P1", ""),
    ]
    whole = {code: outcome for name, code, outcome in about if name == "the whole"}
    assert {"N3", "S12", "interest_decision", "P3", "R10", "A3", "G1", "D2", "split_routes"} <= whole.keys()
    assert whole["stage1_10wd"] == "2026-12-07"
    text = explanation_text(fired)
    assert "ISSUE 1, CARE_CONTACT" in text
    assert "reg 12; LGSCO 24 019 922" in text


def test_every_rule_that_fires_is_in_the_table() -> None:
    known = {(rule.code, rule.condition, rule.effect, rule.source) for rule in ALL}
    for facts in random_facts(21, 300):
        for one in explain(facts, england()):
            assert (one.rule.code, one.rule.condition, one.rule.effect, one.rule.source) in known


def test_the_reasons_of_an_assessment_are_codes_with_their_sources() -> None:
    plain: dict[str, Any] = assess({"received": "2026-11-23T10:00:00Z", "who": "child"}, england()).to_plain()
    assert {"code": "A1", "source": "s26A"} in plain["reasons"]
    pairs = [(reason["code"], reason["source"]) for reason in plain["reasons"]]
    assert len(pairs) == len(set(pairs))
