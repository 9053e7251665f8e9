"""A referral holds what the person ticked, and is made on their consent alone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from intake.council.calendar import england
from intake.council.load import load
from intake.questions.catalogue.advocate import ADVOCATE_SHARE, CONSENT_VERSION
from intake.questions.vocabulary import Answer, ManyOf
from intake.records.draft import Draft
from intake.records.record import Record
from intake.records.referral import Referral, ReferralState, answer_by, offered, referral_of
from tests.records.sending import CHILD, NOON, PARENT, helped, sent, told_by_phone

BY = datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC)

# Somebody who says something under every tick, each time in words that stand nowhere else.
EVERYTHING: dict[str, Answer] = {
    **CHILD,
    "topic": ["promise", "move"],
    "topic_other": "canary-topic",
    "what_happened": "canary-story",
    "feeling": "scared",
    "when_happened": "days",
    "service": "in_care",
    "worker_name": "canary-worker",
    "change_soon": "move_home",
    "change_other": "canary-change",
    "sorted_today": "yes",
    "advocate": "yes",
    "reply_how": ["text", "call", "email", "letter", "person"],
    "phone": "07700 900123",
    "email": "canary@example.org",
    "address": "canary-street",
    "person": "canary-aunt",
    "safe_contact": ["ok_text", "ok_call", "ok_message", "ok_post"],
    "times": "canary-times",
    "not_times": "canary-avoid",
    "safe_word": "canary-word",
    "preferred": "canary-name",
    "age": "12",
    "who_may_know": ["carer", "family", "worker", "school", "other"],
    "who_other": "canary-uncle",
    "language": ["interpreter", "not_person"],
    "lang": "canary-tongue",
    "dialect": "canary-dialect",
    "gender": "canary-woman",
    "help_needed": ["bsl", "other"],
    "help_other": "canary-help",
}


def record_of(*share: str, **answers: Answer) -> Record:
    return sent(Draft(answers={**EVERYTHING, "advocate_share": list(share), **answers}))


def agreed(*share: str, **answers: Answer) -> dict[str, Any]:
    """What is sent of these answers where this was ticked."""
    return referral(record_of(*share, **answers)).agreed


def referral(record: Record) -> Referral:
    made = referral_of(record, "r1", BY)
    assert made is not None
    return made


# ── Consent ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(sent(Draft(answers=CHILD)), id="not asked"),
        pytest.param(sent(Draft(answers={**CHILD, "advocate": "not_now"})), id="not now"),
        pytest.param(sent(Draft(answers={**CHILD, "advocate": "tell_more"})), id="wants to know more"),
        pytest.param(sent(Draft(answers={**CHILD, "advocate": "have_one", "advocate_name": "Jo"})), id="has one"),
        pytest.param(record_of(), id="wants one and ticks nothing"),
        pytest.param(record_of("nothing"), id="wants one and shares nothing"),
        pytest.param(sent(Draft(answers={**PARENT, "advocate": "yes"})), id="an adult's yes"),
        pytest.param(sent(Draft(answers={**PARENT, "kind": "advocate_only"})), id="an adult who asks for the child"),
        pytest.param(sent(Draft(answers={"who_are_you": "child", "kind": "idea", "idea_what": "x"})), id="an idea"),
        pytest.param(helped({"quick_name": "Jo"}), id="a call for help"),
    ],
)
def test_without_a_young_persons_consent_there_is_no_referral(record: Record) -> None:
    assert referral_of(record, "r1", BY) is None


@pytest.mark.parametrize("who", ["child", "care_leaver"])
@pytest.mark.parametrize("kind", ["complaint", "advocate_only"])
def test_a_tick_is_the_consent(who: str, kind: str) -> None:
    record = record_of("contact", who_are_you=who, kind=kind)
    made = referral(record)
    assert (made.record_id, made.state) == (record.id, ReferralState.WAITING)
    assert (made.consent_by, made.consent_how, made.consent_at) == ("self", "ticked", NOON)
    assert (made.consent_version, made.answer_by) == (CONSENT_VERSION, BY)
    assert (made.sent_at, made.received_at, made.advocate_name, made.withdrawn_at) == (None,) * 4
    assert "canary" not in repr(made)


def test_what_is_said_on_the_phone_is_no_tick() -> None:
    answers = {**EVERYTHING, "advocate_share": ["contact"]}
    assert referral(told_by_phone(Draft(answers=answers))).consent_how == "said_on_phone"


WORDINGS = {"2026-11-22": "3efe78ee"}


def test_new_words_of_consent_are_a_new_version() -> None:
    assert isinstance(ADVOCATE_SHARE.answer, ManyOf)
    said = [(words.child, words.adult, words.handler) for words in ADVOCATE_SHARE.said]
    codes = [option.code for option in ADVOCATE_SHARE.answer.options]
    mark = hashlib.sha256(json.dumps([said, codes]).encode()).hexdigest()[:8]
    assert WORDINGS.get(CONSENT_VERSION) == mark, "new words: give CONSENT_VERSION the day, and add both here"


# ── What is shared ───────────────────────────────────────────────────────────────────────────────────────────────────

PERSON = {
    "name_to_use": "canary-name",
    "age": 12,
    "who_am_i": "child",
    "contact_ways": [
        {"type": "text", "value": "07700 900123", "safe": True, "times": "canary-times", "avoid": "canary-avoid"},
        {
            "type": "phone",
            "value": "07700 900123",
            "safe": True,
            "times": "canary-times",
            "avoid": "canary-avoid",
            "leave_message": True,
        },
        {
            "type": "email",
            "value": "canary@example.org",
            "safe": True,
            "times": "canary-times",
            "avoid": "canary-avoid",
        },
        {"type": "letter", "value": "canary-street", "safe": True, "times": "canary-times", "avoid": "canary-avoid"},
        {
            "type": "through_person",
            "value": "canary-aunt",
            "safe": True,
            "times": "canary-times",
            "avoid": "canary-avoid",
        },
    ],
    "may_say_council": False,
    "safe_word": "canary-word",
    "who_may_know": {"carer": False, "family": False, "social_worker": False, "school": False, "other": False},
    "do_not_contact": "canary-uncle",
}
NEEDS = {
    "language": "canary-tongue",
    "dialect": "canary-dialect",
    "interpreter": True,
    "interpreter_nobody_known": True,
    "interpreter_wanted": "canary-woman",
    "communication_needs": ["bsl", "other"],
    "communication_note": "canary-help",
}
STORY_NAMES = {"story", "told", "urgent", "urgent_why"}
CANARIES = {
    "contact": {"name", "street", "aunt", "times", "avoid", "word", "uncle", "@example"},
    "needs": {"tongue", "dialect", "woman", "help"},
    "story": {"story", "topic", "change"},
}


@pytest.mark.parametrize("share", [("contact",), ("needs",), ("story",), ("contact", "story"), ("needs", "story")])
def test_what_was_not_ticked_is_nowhere(share: tuple[str, ...]) -> None:
    told = json.dumps(agreed(*share))
    for tick, canaries in CANARIES.items():
        for canary in canaries:
            mark = "canary@example" if canary == "@example" else f"canary-{canary}"
            assert (mark in told) == (tick in share), mark
    assert "canary-worker" not in told
    assert ("07700" in told) == ("contact" in share)


def test_the_name_and_the_ways_go_with_what_keeps_them_safe() -> None:
    assert agreed("contact") == {"complaint_ref": "WDYT-7K3M2Q", "share_story": "none", **PERSON}


def test_the_help_they_need_goes_alone() -> None:
    assert agreed("needs") == {"complaint_ref": "WDYT-7K3M2Q", "share_story": "none", **NEEDS}


def test_the_story_goes_in_their_words_with_why_it_is_urgent() -> None:
    told = agreed("story")
    assert told.keys() == {"complaint_ref", "share_story", *STORY_NAMES}
    assert (told["share_story"], told["story"], told["urgent"]) == ("all", "canary-story", True)
    assert told["urgent_why"]["today"] is True
    assert "change" in told["urgent_why"]
    assert {"question": "Tell us more", "answer": "canary-topic"} not in told["told"], "the question, not a label"
    assert "canary-topic" in [each["answer"] for each in told["told"]]


def test_nothing_urgent_is_said_to_be_so() -> None:
    quiet = agreed("story", change_soon="no", change_other=None, sorted_today="no")
    assert quiet["urgent"] is False
    assert "urgent_why" not in quiet


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        pytest.param({"safe_contact": None}, {"type": "text", "safe": False}, id="a text nobody said is safe"),
        pytest.param(
            {"safe_contact": ["ok_call"]}, {"type": "text", "safe": False}, id="safe to call is not safe to text"
        ),
        pytest.param(
            {"times": None, "not_times": None},
            {"type": "text", "value": "07700 900123", "safe": True},
            id="no times given",
        ),
    ],
)
def test_a_way_is_given_away_only_where_it_is_safe(changes: dict[str, Answer], way: dict[str, Any]) -> None:
    assert agreed("contact", reply_how=["text"], **changes)["contact_ways"] == [way]


def test_an_advocate_is_not_told_to_call_whom_wants_no_calls() -> None:
    told = agreed("contact", reply_how=["call"], safe_contact=["ok_call"], help_needed=["no_phone"])
    assert told["contact_ways"] == [{"type": "phone", "safe": False}]


def test_who_chose_the_code_alone_gives_no_way() -> None:
    assert "contact_ways" not in agreed("contact", reply_how=["code"])


@pytest.mark.parametrize(
    ("share", "changes", "who"),
    [
        pytest.param(("contact",), {}, "child", id="in care, which is part of the story"),
        pytest.param(("contact", "story"), {}, "child_in_care", id="in care, and shares the story"),
        pytest.param(("contact", "story"), {"service": "living_at_home"}, "child_in_need", id="lives at home"),
        pytest.param(("contact", "story"), {"service": "protection"}, "child_protection_plan", id="on a plan"),
        pytest.param(("contact", "story"), {"service": None}, "child", id="did not say"),
        pytest.param(("contact",), {"who_are_you": "care_leaver"}, "care_leaver", id="was in care"),
    ],
)
def test_who_they_are_is_said_as_far_as_they_share_it(
    share: tuple[str, ...], changes: dict[str, Answer], who: str
) -> None:
    assert agreed(*share, **changes)["who_am_i"] == who


def test_the_whole_name_stands_in_for_one_to_call_them_by() -> None:
    assert agreed("contact", preferred=None, full="canary-full")["name_to_use"] == "canary-full"


def test_who_reads_another_language_needs_it() -> None:
    answers = {**EVERYTHING, "advocate_share": ["needs"], "lang": None}
    assert referral(sent(Draft(answers=answers, language="cy"))).agreed["language"] == "cy"


# ── The council's time, and the offer ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("received_on", "days", "by"),
    [
        pytest.param("2026-11-23", 1, "2026-11-24T23:59:59+00:00", id="the next day"),
        pytest.param("2026-11-27", 1, "2026-11-30T23:59:59+00:00", id="over a weekend"),
        pytest.param("2026-11-28", 1, "2026-11-30T23:59:59+00:00", id="sent on a Saturday"),
        pytest.param("2026-12-24", 2, "2026-12-30T23:59:59+00:00", id="over Christmas and a substitute day"),
        pytest.param("2026-06-01", 1, "2026-06-02T23:59:59+01:00", id="in summer time"),
    ],
)
def test_the_provider_has_working_days_to_the_end_of_the_last(received_on: str, days: int, by: str) -> None:
    council = load("northshire")
    council = replace(council, advocate=replace(council.advocate, answer_within_working_days=days))
    assert answer_by(date.fromisoformat(received_on), council, england()).isoformat() == by


AT = "2026-11-23T11:58:00+00:00"


@pytest.mark.parametrize(
    ("answers", "offered_at", "detail"),
    [
        pytest.param(
            {**CHILD, "advocate": "not_now"}, AT, {"where": "side", "answer": "not_now", "at": AT}, id="not now"
        ),
        pytest.param({**CHILD, "advocate": None}, AT, {"where": "side", "answer": "not_now", "at": AT}, id="skipped"),
        pytest.param({**PARENT, "advocate": "yes"}, AT, {"where": "side", "answer": "wants", "at": AT}, id="an adult"),
        pytest.param(
            {**CHILD, "kind": "advocate_only"}, None, {"where": "before", "answer": "wants", "at": None}, id="alone"
        ),
    ],
)
def test_the_offer_is_noted_with_its_answer(
    answers: dict[str, Answer], offered_at: str | None, detail: dict[str, Any]
) -> None:
    event = offered(sent(Draft(answers=answers, advocate_offered_at=offered_at)))
    assert event is not None
    assert (event.kind, event.by, event.at, event.detail) == ("advocate_offered", "self", NOON, detail)


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(sent(Draft(answers={**PARENT, "relationship": "self"})), id="no child is concerned"),
        pytest.param(sent(Draft(answers={"who_are_you": "child", "kind": "idea", "idea_what": "x"})), id="an idea"),
        pytest.param(helped({"quick_name": "Jo"}), id="a call for help"),
    ],
)
def test_where_nothing_was_offered_nothing_is_noted(record: Record) -> None:
    assert offered(record) is None
