"""Every record is exported under the agreed names, and the schema takes it and refuses what is broken."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from intake.records.draft import Draft
from intake.records.payload import record_schema, to_plain
from intake.records.submission import Confirmation, Correction
from tests.make import PERSONAS
from tests.questions.guesses import KINDS, ROLES, begun, goes_on
from tests.records.sending import (
    BY_PHONE,
    CHILD,
    NOON,
    PARENT,
    answers_of_persona,
    exported,
    handed_over,
    helped,
    sent,
    told_by_phone,
)

VALIDATOR = Draft202012Validator(record_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
GOLDEN = Path(__file__).parents[1] / "golden" / "schema.json"

# What a complaint has to carry into the queue, and beneath it what its parts have to.
NAMES: dict[str, set[str]] = {
    "": {
        *("ref", "received_at", "received_date", "method", "recorded_by", "complainant", "acting_for", "child"),
        *("responsible_council", "issues", "story", "outcome_sought", "first_raised", "late_reasons", "proceedings"),
        *("earlier", "safety", "flags", "route", "route_parts", "route_reason_codes", "signposts", "advocate"),
        *("contact", "adjustments", "due", "confirmation", "duplicates_of", "rule_version"),
        *("suggested_by", "decided_route", "decided_by", "decided_at"),
        *("kind", "voice", "language", "time_limit", "answers", "asked", "schema_version"),
    },
    "child": {"name_used", "age", "status"},
    "confirmation": {"read_back", "corrections", "sent", "confirmed"},
    "advocate": {"choice"},
}
NAMES_OF_AN_ISSUE = {"subject", "nature", "when", "earliest", "latest", "time_result", "last_day"}
NAMES_OF_A_CALL_FOR_HELP = {"ref", "kind", "received_at", "linked", "urgent", "answers", "asked", "flags"}


CALL: dict[str, Any] = {
    **CHILD,
    "preferred": "Jay",
    "callback_if_cut_off": "yes_silent",
    "callback_phone": "07700 900123",
    "times": "after 4",
    "what_happened": "They moved me.",
}


def faults(record: dict[str, Any]) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(record)]


@pytest.fixture
def whole() -> dict[str, Any]:
    """A record with something in most of its places."""
    return exported(answers_of_persona("worker-never-rings"))


@pytest.mark.parametrize("name", [path.stem for path in PERSONAS])
def test_a_record_has_every_name_and_is_taken_by_the_schema(name: str) -> None:
    record = exported(answers_of_persona(name))
    for within, names in NAMES.items():
        assert names <= set(record[within] if within else record)
    for issue in record["issues"]:
        assert set(issue) >= NAMES_OF_AN_ISSUE and "kind" in issue["when"]
    assert bool(record["issues"]) is (record["kind"] == "complaint")
    assert faults(json.loads(json.dumps(record))) == []


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"who_are_you": "child", "kind": "complaint"}, id="nothing said but who and what for"),
        pytest.param({"who_are_you": "adult", "kind": "idea"}, id="an adult without an idea yet"),
        pytest.param({**CHILD, "topic": None}, id="no topic"),
        pytest.param({**CHILD, "when_happened": "year", "day": "29", "month": "2", "year": "2024"}, id="leap day"),
        pytest.param({**CHILD, "when_happened": "not_sure", "year": "2020"}, id="a year alone"),
        pytest.param({**CHILD, "age": "120", "dob": "1906-01-01"}, id="oldest"),
        pytest.param({**CHILD, "change_soon": "move", "topic": ["move"], "change_date": "2026-11-30"}, id="a move"),
        pytest.param(
            {**PARENT, "child_dob": "14", "first_year": "2026", "first_month": "5"}, id="an age for a birthday"
        ),
        pytest.param({**PARENT, "which_council": "another", "pass_on": "no"}, id="another council"),
        pytest.param({**CHILD, "safe_now": "not_safe", "kind": "advocate_only"}, id="danger and an advocate"),
    ],
)
def test_the_edges_are_taken_by_the_schema_too(answers: dict[str, Any]) -> None:
    assert faults(exported(answers)) == []


@given(st.sampled_from(ROLES), st.sampled_from(KINDS), st.integers(0, 100_000), st.sampled_from([0, 0.5, 1]))
def test_whatever_anybody_sends_is_taken_by_the_schema(role: str, kind: str, seed: int, given: float) -> None:
    draft, _ = goes_on(begun(role, kind), Random(seed), given)
    council = ("northshire", "eastborough")[seed % 2]
    assert faults(exported(dict(draft.answers), council)) == []


def test_a_call_for_help_is_taken_by_the_schema() -> None:
    answers = {"quick_name": "Ray", "quick_where": None, "quick_phone": None}
    record = to_plain(helped(answers), ["WDYT-7K3M2Q"])  # type: ignore[arg-type]
    assert set(record) >= NAMES_OF_A_CALL_FOR_HELP
    assert record["urgent"] == {"name": "Ray", "where": None, "phone": None}
    assert faults(record) == []


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({}, id="nothing was said"),
        pytest.param({"kind": "complaint", "callback_if_cut_off": "no"}, id="not even a number"),
        pytest.param(CALL, id="a number, a name and a few words"),
        pytest.param({**PARENT, "advocate": "yes", "late_text": "x"}, id="answers off the path"),
    ],
)
def test_a_call_handed_over_is_taken_by_the_schema(answers: dict[str, Any]) -> None:
    record = to_plain(handed_over(answers))
    assert faults(json.loads(json.dumps(record))) == []
    assert (record["kind"], record["route"], list(record["due"])) == ("contact_centre_handoff", None, ["call_back"])
    assert (record["method"], record["recorded_by"]) == (BY_PHONE["method"], BY_PHONE["recorded_by"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("route", "statutory"),
        ("due", {}),
        ("due", {"call_back": "2026-11-26", "stage1_10wd": "2026-12-07"}),
        ("recorded_by", "Sam"),
        ("method", "by phone"),
    ],
)
def test_a_call_handed_over_with_a_route_another_clock_or_none_is_refused(name: str, value: object) -> None:
    handover = to_plain(handed_over(CALL))
    assert faults(handover) == []
    assert faults({**handover, name: value})


def test_a_complaint_made_of_a_call_handed_over_may_wait_for_the_call_back(whole: dict[str, Any]) -> None:
    assert faults({**whole, "due": {**whole["due"], "call_back": "2026-11-26"}}) == []


def test_what_was_changed_when_it_was_read_back_is_exported_beside_what_was_said() -> None:
    changed = (Correction("what_happened", "Monday", "Tuesday"), Correction("phone", None, "07700 900123"))
    draft = Draft(answers={**CHILD, "topic": ["home"], "what_happened": "Tuesday"})
    record = json.loads(json.dumps(to_plain(told_by_phone(draft, Confirmation(NOON, changed)))))
    assert record["confirmation"] == {
        "read_back": "2026-11-23T12:00:00+00:00",
        "corrections": [
            {"key": "what_happened", "said": "Monday", "corrected": "Tuesday"},
            {"key": "phone", "said": None, "corrected": "07700 900123"},
        ],
        "sent": None,
        "confirmed": None,
    }
    assert faults(record) == []
    record["confirmation"]["corrections"][0]["by"] = "me"
    assert faults(record)


def test_a_record_from_before_there_was_a_desk_is_exported_all_the_same() -> None:
    record = sent(Draft(answers=CHILD))
    for side, name in (
        (record.envelope, "confirmation"),
        (record.story, "corrections"),
        (record.identity, "corrections"),
    ):
        del side[name]
    assert to_plain(record)["confirmation"] == exported(CHILD)["confirmation"]
    assert faults(to_plain(record)) == []


def test_records_of_one_draft_name_each_other() -> None:
    record = sent(Draft(answers=CHILD))
    assert to_plain(record)["linked"] == []
    assert to_plain(record, ["WDYT-223344"])["linked"] == ["WDYT-223344"]


def test_a_suggestion_names_the_rules_and_nobody_has_decided(whole: dict[str, Any]) -> None:
    assert whole["suggested_by"] == f"rules {whole['rule_version']}"
    assert [whole[name] for name in ("decided_route", "decided_by", "decided_at", "duplicates_of")] == [None] * 4
    assert (whole["stage"], whole["status"]) == ("intake", "new")


def test_what_is_exported_says_who_it_is_and_how_to_reach_them(whole: dict[str, Any]) -> None:
    assert whole["complainant"]["preferred"] == "Jay" and whole["complainant"]["age"] == 14
    assert whole["contact"]["phone"] == "07700 900123" and whole["contact"]["methods"] == ["text"]
    assert whole["contact"]["safe"]["text"] is True and whole["contact"]["safe"]["call"] is False
    assert whole["contact"]["safe"]["times"] == "after 4"
    assert (whole["do_not_tell"], whole["ask_first"]) == (["carer"], False)


# ── The schema refuses ───────────────────────────────────────────────────────────────────────────────────────────────


def _set(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def change(record: Any) -> None:
        *above, last = path
        for step in above:
            record = record[step]
        record[last] = to

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_set("kind", to="moan"), id="an unknown kind"),
        pytest.param(_set("kind", to="urgent"), id="a complaint that says it is urgent"),
        pytest.param(_set("ref", to="WDYT-ABCDE0"), id="a reference with a look-alike"),
        pytest.param(_set("ref", to="WDYT-7K3M2"), id="a short reference"),
        pytest.param(_set("schema_version", to=2), id="another version"),
        pytest.param(_set("received_at", to="yesterday"), id="no moment"),
        pytest.param(_set("received_at", to="2026-11-23T12:00:00"), id="a moment without its zone"),
        pytest.param(_set("received_date", to="2026-02-30"), id="no day"),
        pytest.param(_set("council", to="nowhere"), id="an unknown council"),
        pytest.param(_set("language", to="English"), id="a language in words"),
        pytest.param(_set("flags", to=["advocate_must_offer"] * 2), id="a flag twice"),
        pytest.param(_set("flags", to=["not_a_flag"]), id="an unknown flag"),
        pytest.param(_set("route", to=None), id="a complaint without a route"),
        pytest.param(_set("route", to="bin"), id="an unknown route"),
        pytest.param(_set("decided_route", to="bin"), id="a decision for no route"),
        pytest.param(_set("decided_by", to="self"), id="a decision by nobody of the desk"),
        pytest.param(_set("due", "some_day", to="2026-12-07"), id="an unknown clock"),
        pytest.param(_set("due", "stage1_10wd", to="7 December"), id="a date in words"),
        pytest.param(_set("answers", "nickname", to="J"), id="an answer that nobody asked for"),
        pytest.param(_set("answers", "topic", to=["No one listens to me"]), id="a label in place of a code"),
        pytest.param(_set("answers", "eq_age", to="13_15"), id="an equality answer"),
        pytest.param(_set("answers", "enter_code", to="owl fox bee cat"), id="a secret code"),
        pytest.param(_set("asked", 0, "colour", to="red"), id="more than was asked"),
        pytest.param(_set("advocate", "choice", to="yes"), id="the form’s word for the advocate’s code"),
        pytest.param(_set("issues", 0, "when", to={"kind": "now"}), id="an unknown kind of time"),
        pytest.param(_set("issues", 0, "when", "note", to="x"), id="words beside a time"),
        pytest.param(_set("complainant", "age", to=121), id="too old"),
        pytest.param(_set("complainant", "shoe_size", to=3), id="an unknown name within"),
        pytest.param(_set("story", to=None), id="no story at all"),
    ],
)
def test_what_is_broken_is_refused(whole: dict[str, Any], change: Callable[[dict[str, Any]], None]) -> None:
    assert faults(whole) == []
    broken = copy.deepcopy(whole)
    change(broken)
    assert faults(broken)


def test_a_record_that_lacks_any_of_its_names_is_refused(whole: dict[str, Any]) -> None:
    taken = [name for name in whole if not faults({key: value for key, value in whole.items() if key != name})]
    assert taken == []


@pytest.mark.parametrize(("name", "value"), [("route", "statutory"), ("due", {"stage1_10wd": "2026-12-07"})])
def test_a_referral_with_a_route_or_a_clock_is_refused(name: str, value: object) -> None:
    referral = exported(answers_of_persona("advocate-only"))
    assert faults(referral) == []
    assert faults({**referral, name: value})


# ── The schema itself ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_schema_is_itself_a_schema() -> None:
    Draft202012Validator.check_schema(record_schema())
    assert record_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_is_the_one_that_was_reviewed() -> None:
    """After a change: `make golden`, and the difference goes to whoever reads our records."""
    assert record_schema() == json.loads(GOLDEN.read_text(encoding="utf-8"))
