"""What is told on the telephone becomes the same record as by form, and a call handed over keeps what was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.council.calendar import england
from intake.council.load import load
from intake.questions.vocabulary import Answer
from intake.records.draft import Draft
from intake.records.record import Record
from intake.records.submission import Confirmation, Correction, answers_of, build_urgent, complaint_from, received
from intake.rules.codes import Flag
from intake.web.speaker import Speakers
from tests.questions.guesses import KINDS, ROLES, begun, goes_on
from tests.records.sending import (
    BY_PHONE,
    CHILD,
    MONDAY,
    NOON,
    PARENT,
    RECEIPT,
    handed_over,
    helped,
    sent,
    told_by_phone,
)

PHONE, COUNTY = "telephone_contact_centre", load("northshire")
SPOKEN = {Flag.ORAL_CONFIRM_RECORD}

# ── The same answers by either door ──────────────────────────────────────────────────────────────────────────────────


@given(st.sampled_from(ROLES), st.sampled_from(KINDS), st.integers(0, 10_000))
def test_the_two_doors_differ_in_method_and_recorder_alone(role: str, kind: str, seed: int) -> None:
    """And in the one flag that the rules make of the method: what was only spoken is confirmed in writing."""
    draft, _ = goes_on(begun(role, kind), Random(seed))
    by_form, by_phone = sent(draft), told_by_phone(draft)
    assert (by_phone.method, by_phone.envelope["recorded_by"]) == (PHONE, "contact_centre")
    assert by_form.envelope["recorded_by"] == "self" and by_form.method.startswith("e_form")
    assert set(by_phone.flags) - SPOKEN == set(by_form.flags)
    reasons = [reason for reason in by_phone.envelope["route_reason_codes"] if reason not in SPOKEN]
    as_by_form = {**by_phone.envelope, "recorded_by": "self", "route_reason_codes": reasons}
    assert replace(by_phone, method=by_form.method, flags=by_form.flags, envelope=as_by_form) == by_form


def test_what_was_only_spoken_is_to_be_confirmed_in_writing() -> None:
    draft = Draft(answers={**CHILD, "reply_how": ["email"], "email": "sam@example.org"})
    assert set(told_by_phone(draft).flags) - set(sent(draft).flags) == SPOKEN


def test_a_call_for_help_differs_in_method_and_recorder_alone() -> None:
    answers: dict[str, Answer] = {"quick_name": "Ray", "quick_where": "the park", "quick_phone": None}
    draft = Draft(answers={"who_are_you": "child"})
    speak = Speakers(COUNTY).of(draft.voice, draft.language)
    by_form = helped(answers, draft)
    by_phone = build_urgent(answers, draft, replace(RECEIPT, once="help:1"), COUNTY, speak, **BY_PHONE)
    assert (by_phone.method, by_phone.envelope["recorded_by"]) == (PHONE, "contact_centre")
    as_by_form = {**by_phone.envelope, "recorded_by": "self"}
    assert replace(by_phone, method=by_form.method, envelope=as_by_form) == by_form


def test_whoever_typed_it_stands_in_the_first_event_and_never_among_who_complains() -> None:
    record = told_by_phone(Draft(answers=CHILD))
    event = received(record, by="staff:7")
    assert (event.by, event.detail["method"]) == ("staff:7", PHONE)
    assert record.envelope["complainant_type"] == "child" and "staff:7" not in repr(record)


BACK: dict[str, Answer] = {"callback_if_cut_off": "yes_open", "callback_phone": "07700 900123"}


@pytest.mark.parametrize(
    ("more", "number", "safe"),
    [
        pytest.param({}, "07700 900123", {"call", "say_council"}, id="the only way"),
        pytest.param({"callback_if_cut_off": "yes_silent"}, "07700 900123", {"call"}, id="and do not say who"),
        pytest.param({"callback_if_cut_off": "no"}, "07700 900123", set(), id="and do not ring it"),
        pytest.param(
            {"reply_how": ["email"], "email": "s@example.org"}, "07700 900123", {"call"}, id="beside an email"
        ),
        pytest.param({"reply_how": ["text"], "phone": "01632 960999"}, "01632 960999", set(), id="another number"),
        pytest.param(
            {"reply_how": ["email"], "email": "s@example.org", "safe_contact": ["ok_message"]},
            "07700 900123",
            {"message"},
            id="what is safe was asked",
        ),
    ],
)
def test_the_number_to_ring_when_cut_off_is_kept_among_the_names_with_what_is_safe(
    more: dict[str, Answer], number: str, safe: set[str]
) -> None:
    record = told_by_phone(Draft(answers={**CHILD, "safe_now": "not_safe", **BACK, **more}))
    contact = record.identity["contact"]
    assert contact["phone"] == number
    assert {way for way, is_safe in contact["safe"].items() if is_safe is True} == safe
    assert record.identity["answers"]["callback_phone"] == "07700 900123"
    assert "07700 900123" in {each["answer"] for each in record.identity["asked"]}
    assert "07700" not in repr(replace(record, identity={}))


def test_the_number_to_ring_when_cut_off_changes_nothing_but_the_names() -> None:
    with_number, without = (told_by_phone(Draft(answers={**CHILD, **more})) for more in (BACK, {}))
    assert replace(with_number, identity=without.identity) == without


# ── Read back ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_changed_is_kept_beside_what_was_said_each_on_its_own_side() -> None:
    changed = (Correction("what_happened", "on Monday", "on Tuesday"), Correction("preferred", "Jey", "Jay"))
    draft = Draft(answers={**CHILD, "what_happened": "on Tuesday", "preferred": "Jay"})
    record = told_by_phone(draft, Confirmation(NOON, changed))
    assert record.envelope["confirmation"] == {
        "read_back_at": "2026-11-23T12:00:00+00:00",
        "corrections": ["what_happened", "preferred"],
    }
    assert record.story["corrections"] == [{"key": "what_happened", "said": "on Monday", "corrected": "on Tuesday"}]
    assert record.identity["corrections"] == [{"key": "preferred", "said": "Jey", "corrected": "Jay"}]
    assert record.story["story"] == "on Tuesday" and record.identity["complainant"]["preferred"] == "Jay"
    assert "Monday" not in repr(replace(record, story={}, identity={}))


def test_what_nobody_read_back_says_so() -> None:
    record = sent(Draft(answers=CHILD))
    assert record.envelope["confirmation"] is None
    assert record.story["corrections"] == record.identity["corrections"] == []


# ── Handed over ──────────────────────────────────────────────────────────────────────────────────────────────────────

CALL: dict[str, Answer] = {
    **PARENT,
    "preferred": "Jay",
    "callback_if_cut_off": "yes_silent",
    "callback_phone": "07700 900123",
    "times": "after 4",
    "what_happened": "They moved my child.",
    "why_late": ["scared"],
}


def test_a_call_handed_over_says_whom_to_ring_when_and_what_about() -> None:
    record = handed_over(CALL)
    contact = record.identity["contact"]
    assert (record.kind, record.stage, record.status) == ("contact_centre_handoff", "intake", "new")
    assert record.identity["complainant"]["preferred"] == "Jay"
    assert (contact["phone"], contact["safe"]["times"]) == ("07700 900123", "after 4")
    assert record.story["story"] == "They moved my child."
    plain = repr(replace(record, story={}, identity={}))
    assert not any(word in plain for word in ("Jay", "07700", "after 4", "moved"))


@pytest.mark.parametrize(
    ("answers", "number", "safe"),
    [
        pytest.param({"callback_if_cut_off": "yes_open"}, "07700 900123", {"call", "say_council"}, id="and say who"),
        pytest.param({"callback_if_cut_off": "yes_silent"}, "07700 900123", {"call"}, id="and do not say who"),
        pytest.param({"callback_if_cut_off": "no"}, "07700 900123", set(), id="not if they are cut off"),
        pytest.param(
            {"phone": "01632 960 999", "callback_if_cut_off": "yes_silent", "safe_contact": ["ok_text"]},
            "01632 960 999",
            {"call", "text"},
            id="another number for the answer",
        ),
    ],
)
def test_the_number_to_ring_is_the_one_for_answers_and_else_the_one_for_when_they_are_cut_off(
    answers: dict[str, Answer], number: str, safe: set[str]
) -> None:
    contact = handed_over({**CALL, **answers}).identity["contact"]
    assert contact["phone"] == number
    assert {way for way, is_safe in contact["safe"].items() if is_safe is True} == safe


def test_every_answer_of_the_call_is_kept_on_the_path_or_not() -> None:
    record = handed_over(CALL)
    assert answers_of(record) == CALL
    assert "callback_phone" in record.identity["answers"] and "why_late" in record.story["answers"]


def test_every_answer_of_the_call_is_shown_on_the_path_or_not() -> None:
    record = handed_over({**CALL, "who_are_you": "child", "kind": "idea", "feeling": ["sad"]})
    sides = (record.story, record.identity)
    story, people = ({each["key"]: each["answer"] for each in side["asked"]} for side in sides)
    assert people["callback_phone"] == "07700 900123"
    assert people["callback_if_cut_off"] == "Yes, but do not say who we are"
    assert (people["preferred"], people["times"]) == ("Jay", "after 4")
    assert story.keys() | people.keys() == {*CALL, "feeling"} and "07700" not in repr(story)


@pytest.mark.parametrize(
    ("council", "on", "day"),
    [
        pytest.param("northshire", MONDAY, "2026-11-26", id="three working days"),
        pytest.param("northshire", date(2026, 11, 21), "2026-11-25", id="on a Saturday"),
        pytest.param("northshire", date(2026, 12, 24), "2026-12-31", id="over Christmas"),
        pytest.param("eastborough", date(2027, 5, 6), "2027-05-12", id="over the borough's own closed day"),
    ],
)
def test_the_manager_calls_back_within_the_council_s_days_and_no_other_clock_runs(
    council: str, on: date, day: str
) -> None:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    record = handed_over(CALL, council, replace(RECEIPT, at=at, on=on))
    assert record.envelope["due"] == {"call_back": day}
    assert (record.route, record.time_limit, record.envelope["issues"]) == (None, "not_applicable", [])


@pytest.mark.parametrize(
    ("answers", "flag"),
    [
        ({"safe_now": "not_safe"}, Flag.SAFEGUARDING_IMMEDIATE),
        ({"topic": ["hurt"]}, Flag.SAFEGUARDING_REFERRAL),
        ({"language": ["interpreter"]}, Flag.INTERPRETER),
    ],
)
def test_danger_and_needs_do_not_wait_for_the_call_back(answers: dict[str, Answer], flag: Flag) -> None:
    assert flag not in handed_over(CALL).flags
    assert flag in handed_over({**CALL, **answers}).flags


@pytest.mark.parametrize("answers", [{}, {"who_are_you": "adult"}, {"kind": "complaint"}], ids=repr)
def test_a_call_is_handed_over_however_little_was_said(answers: dict[str, Answer]) -> None:
    record = handed_over(answers)
    assert answers_of(record) == answers and record.story["story"] == ""


# ── And a complaint after all ────────────────────────────────────────────────────────────────────────────────────────

FACTS = {"danger_answered_at": "2026-11-23T11:58:00+00:00", "advocate_explained": True}


def made(handover: Record, **since: Answer) -> Record:
    voice = Draft(answers={**answers_of(handover), **since}).voice
    return complaint_from(handover, since, COUNTY, england(), Speakers(COUNTY).of(voice, "en"))


def test_one_press_makes_it_the_complaint_that_the_call_would_have_been() -> None:
    draft = Draft(answers=CALL, **FACTS)  # type: ignore[arg-type]
    complaint = made(handed_over(CALL, **FACTS))
    assert complaint.identity["contact"]["phone"] == "07700 900123"
    assert complaint == told_by_phone(draft)


def test_a_complaint_made_later_keeps_what_was_said_first() -> None:
    first = [{"key": "what_happened", "said": "on Monday", "corrected": "on Tuesday"}]
    name = [{"key": "preferred", "said": "Jey", "corrected": "Jay"}]
    handover = handed_over(CALL, **FACTS)
    story, identity = {**handover.story, "corrections": first}, {**handover.identity, "corrections": name}
    complaint = made(replace(handover, story=story, identity=identity))
    assert (complaint.story["corrections"], complaint.identity["corrections"]) == (first, name)


def test_a_complaint_made_later_keeps_the_receipt_of_the_call() -> None:
    handover = handed_over(CALL)
    complaint = made(handover)
    kept = ("id", "reference", "once", "draft_id", "method", "received_at", "received_date", "voice", "language")
    assert [getattr(complaint, name) for name in kept] == [getattr(handover, name) for name in kept]
    assert (complaint.kind, complaint.route) == ("complaint", "statutory")
    assert complaint.envelope["due"]["stage1_10wd"] == "2026-12-07" and "call_back" not in complaint.envelope["due"]


def test_a_complaint_made_later_keeps_what_was_said_to_be_safe() -> None:
    said: dict[str, Answer] = {"phone": "01632 960999", "safe_contact": ["ok_text"], "not_times": "at night"}
    handover = handed_over({**CALL, **said, "reply_how": ["text"]})
    safe = made(handover).identity["contact"]["safe"]
    assert safe == handover.identity["contact"]["safe"]
    assert safe["call"] and safe["text"] and not safe["message"]


def test_what_was_said_when_the_manager_called_back_counts() -> None:
    handover = handed_over({"callback_if_cut_off": "yes_open", "callback_phone": "07700 900123"})
    complaint = made(handover, **{**PARENT, "what_happened": "They moved my child."})
    assert complaint.story["story"] == "They moved my child."
    assert complaint.envelope["complainant_type"] == "parent"
    assert complaint.identity["contact"]["phone"] == "07700 900123"


@pytest.mark.parametrize("in_the_call", [True, False], ids=["in the call", "when called back"])
def test_an_advocate_is_asked_for_once(in_the_call: bool) -> None:
    asks: dict[str, Answer] = {"advocate": "yes", "advocate_share": ["contact"]}
    handover = handed_over({**CHILD, **(asks if in_the_call else {})})
    complaint = made(handover, **({} if in_the_call else asks))
    consented = [record.envelope["advocate"]["consented"] for record in (handover, complaint)]
    assert consented == [in_the_call, not in_the_call]
    assert complaint.envelope["advocate"]["choice"] == "wants"
