"""A record says what was said on the person's path, in the words they read and the codes of the rules, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.council.calendar import england
from intake.council.load import load
from intake.questions.catalogue import QUESTIONS
from intake.questions.vocabulary import Answer, Say, Voice
from intake.records.draft import Draft
from intake.records.submission import build, received
from tests.questions.guesses import KINDS, ROLES, begun, goes_on
from tests.records.sending import CHILD, MONDAY, NOON, PARENT, RECEIPT, answers_of_persona, exported, helped, sent

# ── What was answered, and in which words ────────────────────────────────────────────────────────────────────────────


def test_answers_are_kept_by_their_codes_and_skips_as_nothing() -> None:
    answers: dict[str, Answer] = {**CHILD, "feeling": None, "topic_other": None, "when_happened": "days"}
    assert exported(answers)["answers"] == answers


@given(st.sampled_from(ROLES), st.sampled_from(KINDS), st.integers(0, 10_000))
def test_no_label_is_ever_kept_in_place_of_a_code(role: str, kind: str, seed: int) -> None:
    draft, _ = goes_on(begun(role, kind), Random(seed))
    kept = exported(dict(draft.answers))["answers"]
    assert kept.items() <= draft.answers.items()
    for question in QUESTIONS.values():
        codes = {option.code for option in getattr(question.answer, "options", ())}
        given = kept.get(question.key)
        if codes and given is not None:
            assert {given} if isinstance(given, str) else set(given) <= codes


def test_what_was_asked_stands_there_in_the_words_that_were_read() -> None:
    answers: dict[str, Answer] = {**CHILD, "topic": ["home", "money"], "topic_other": None, "preferred": "Jay"}
    assert exported(answers)["asked"] == [
        {"key": "safe_now", "question": "Are you safe right now?", "answer": "Yes, I am safe"},
        {"key": "topic", "question": "What is it about?", "answer": "The place I live\nMoney or things I need"},
        {"key": "topic_other", "question": "What is it about?", "label": "Tell us more", "answer": None},
        {"key": "preferred", "question": "What should we call you?", "label": "What we call you", "answer": "Jay"},
    ]


@pytest.mark.parametrize(
    ("answers", "name"),
    [(CHILD, "Northshire County Council"), (PARENT, "London Borough of Eastborough")],
    ids=["child of a county", "parent in a borough"],
)
def test_what_was_asked_has_the_voice_and_the_council_of_this_person(answers: dict[str, Answer], name: str) -> None:
    council = "eastborough" if "Eastborough" in name else "northshire"
    told = {each["key"]: each for each in exported({**answers, "which_council": "this"}, council)["asked"]}
    assert told["which_council"]["answer"] == name
    voice = Voice.ADULT if answers is PARENT else Voice.CHILD
    assert told["safe_now"]["question"] == QUESTIONS["safe_now"].ask.to(voice)


def test_what_was_asked_is_what_the_speaker_said_that_day() -> None:
    """Nothing works it out again from the codes: other words of a later day do not reach an older record."""

    def shout(words: Say) -> str:
        return words.to(Voice.CHILD).upper()

    record = build(Draft(answers=CHILD), RECEIPT, load("northshire"), england(), shout)
    assert record.story["asked"][0] == {
        "key": "safe_now",
        "question": "ARE YOU SAFE RIGHT NOW?",
        "answer": "YES, I AM SAFE",
    }


def test_words_are_kept_exactly_as_typed() -> None:
    typed = "  ክልተ\n\n لا أحد \t 🙂 <b>“now”</b> "
    record = exported({**CHILD, "what_happened": typed})
    assert record["story"] == record["answers"]["what_happened"] == typed
    assert typed in [each["answer"] for each in record["asked"]]


@pytest.mark.parametrize(
    ("answers", "story"),
    [
        pytest.param({**CHILD, "what_happened": "Told"}, "Told", id="complaint"),
        pytest.param({"who_are_you": "child", "kind": "compliment", "good_what": "Good"}, "Good", id="thanks"),
        pytest.param({"who_are_you": "adult", "kind": "idea", "idea_what": "Idea"}, "Idea", id="idea"),
        pytest.param(CHILD, "", id="taps alone"),
        pytest.param({**CHILD, "what_happened": None, "talk_instead": "yes"}, "", id="would rather talk"),
    ],
)
def test_the_story_is_always_text(answers: dict[str, Answer], story: str) -> None:
    record = exported(answers)
    assert record["story"] == story
    assert record["talk_instead"] is ("talk_instead" in answers)


# ── No ghosts ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "ghosts"),
    [
        pytest.param(
            {**CHILD, "when_happened": "days", "year": "2020", "month": "5", "why_late": ["scared"]},
            {"year", "month", "why_late"},
            id="not so long ago after all",
        ),
        pytest.param(
            {**CHILD, "when_happened": "over_year", "year": "2026", "month": "11", "why_late": ["scared"]},
            {"why_late"},
            id="a date that shows it was this year",
        ),
        pytest.param(
            {**CHILD, "reply_how": ["code"], "phone": "07700 900123", "safe_contact": ["ok_text"], "safe_word": "owl"},
            {"phone", "safe_contact", "safe_word"},
            id="no text message after all",
        ),
        pytest.param(
            {**CHILD, "advocate": "not_now", "advocate_share": ["contact"], "advocate_name": "Dee"},
            {"advocate_share", "advocate_name"},
            id="no advocate after all",
        ),
        pytest.param(
            {**PARENT, "who_are_you": "child", "impact": "Much", "full": "Chris"},
            {"relationship", "child_name", "parental_responsibility", "impact"},
            id="a child and not a parent",
        ),
        pytest.param(
            {**PARENT, "relationship": "self", "child_knows": "agrees"},
            {"child_name", "child_knows", "parental_responsibility"},
            id="about themself and not about a child",
        ),
        pytest.param(
            {**PARENT, "relationship": "foster_carer"},
            {"parental_responsibility"},
            id="a foster carer and not a parent",
        ),
        pytest.param(
            {**CHILD, "kind": "idea", "idea_what": "Mine", "what_happened": "Old", "advocate": "yes"},
            {"safe_now", "topic", "what_happened", "advocate"},
            id="an idea and not a complaint",
        ),
        pytest.param(
            {
                "who_are_you": "child",
                "kind": "compliment",
                "good_what": "x",
                "good_share": "no_name",
                "preferred": "Ali",
            },
            {"preferred"},
            id="thanks without a name after all",
        ),
        pytest.param(
            {**PARENT, "which_council": "this", "pass_on": "yes"}, {"pass_on"}, id="this council and not another"
        ),
        pytest.param(
            {**PARENT, "told_someone": ["no"], "earlier_answer": "late", "first_year": "2024", "first_month": "1"},
            {"earlier_answer", "first_year", "first_month"},
            id="told nobody after all",
        ),
    ],
)
def test_a_changed_mind_leaves_no_ghosts(answers: dict[str, Answer], ghosts: set[str]) -> None:
    record = exported(answers)
    assert set(answers) - set(record["answers"]) == ghosts
    assert not ghosts & {each["key"] for each in record["asked"]}


def test_a_ghost_does_not_reach_the_facts_either() -> None:
    quiet = exported({**CHILD, "reply_how": ["code"], "advocate": "not_now"})
    haunted = exported(
        {
            **CHILD,
            "reply_how": ["code"],
            "advocate": "not_now",
            "advocate_share": ["contact"],
            "phone": "07700 900123",
            "safe_word": "owl",
            "relationship": "parent",
            "child_name": "A",
            "good_what": "Good",
            "good_who": "Dee",
            "first_year": "2020",
            "first_month": "1",
            "which_council": None,
            "pass_on": "yes",
        }
    )
    assert haunted["answers"].pop("which_council") is None
    assert [each for each in haunted["asked"] if each["key"] != "which_council"] == quiet["asked"]
    assert {**haunted, "asked": None} == {**quiet, "asked": None}


@given(st.sampled_from(ROLES), st.sampled_from(KINDS), st.integers(0, 10_000))
def test_whoever_changes_their_mind_leaves_what_they_would_have_left_at_once(role: str, kind: str, seed: int) -> None:
    random = Random(seed)
    first, _ = goes_on(begun(random.choice(ROLES), random.choice(KINDS)), random)
    changed, _ = goes_on(first.with_answers({"who_are_you": role, "kind": kind}), random)
    record = exported(dict(changed.answers))
    assert exported(record["answers"]) == record


# ── The advocate ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "choice"),
    [
        pytest.param({"advocate": "yes"}, "wants", id="yes"),
        pytest.param({"advocate": "have_one"}, "has", id="has one"),
        pytest.param({"advocate": "not_now"}, "not_now", id="not now"),
        pytest.param({"advocate": None}, "not_now", id="passed over"),
        pytest.param({"advocate": "tell_more"}, "unsure", id="wants to know more"),
        pytest.param({}, "not_asked", id="not reached"),
        pytest.param({"kind": "advocate_only"}, "wants", id="came for one"),
    ],
)
def test_what_was_said_to_the_offer(answers: dict[str, Answer], choice: str) -> None:
    assert exported({**CHILD, **answers})["advocate"]["choice"] == choice


SHARES = ["contact", "needs"]


@pytest.mark.parametrize(
    ("answers", "consents"),
    [
        pytest.param({**CHILD, "advocate": "yes", "advocate_share": SHARES}, True, id="child"),
        pytest.param(
            {**CHILD, "who_are_you": "care_leaver", "advocate": "yes", "advocate_share": SHARES}, True, id="care leaver"
        ),
        pytest.param({**CHILD, "kind": "advocate_only", "advocate_share": SHARES}, True, id="child who came for one"),
        pytest.param({**CHILD, "advocate": "yes", "advocate_share": ["nothing"]}, False, id="gets in touch themself"),
        pytest.param({**CHILD, "advocate": "yes", "advocate_share": None}, False, id="says not what to share"),
        pytest.param({**CHILD, "advocate": "tell_more", "advocate_share": SHARES}, False, id="is not sure"),
        pytest.param({**PARENT, "advocate": "yes", "advocate_share": SHARES}, False, id="parent"),
        pytest.param(
            {**PARENT, "kind": "advocate_only", "advocate_share": SHARES}, False, id="parent who came for one"
        ),
    ],
)
def test_only_a_child_or_care_leaver_consents_to_a_referral(answers: dict[str, Answer], consents: bool) -> None:
    record = sent(Draft(answers=answers))
    advocate = record.envelope["advocate"]
    assert advocate["consented"] is consents
    assert advocate["share"] == ({"contact": True, "story": False, "needs": True} if consents else None)


def test_the_yes_of_an_adult_is_a_task_for_the_team_and_no_referral() -> None:
    advocate = exported({**PARENT, "advocate": "yes"})["advocate"]
    assert (advocate["choice"], advocate["consented"]) == ("wants", False)


def test_when_the_offer_was_made_and_explained_is_kept() -> None:
    at = "2026-11-23T11:59:00+00:00"
    facts = {"advocate_offered_at": at, "advocate_explained": True}
    advocate = exported({**CHILD, "advocate": "yes"}, **facts)["advocate"]
    assert (advocate["offered_at"], advocate["info_shown"]) == (at, True)
    elsewhere = exported({**CHILD, "kind": "idea", "idea_what": "Bikes."}, **facts)["advocate"]
    assert (elsewhere["offered_at"], elsewhere["info_shown"]) == (None, False)


def test_an_advocate_of_their_own_is_named() -> None:
    own = {"advocate_name": "Dee", "advocate_org": "Voices", "can_contact": "yes"}
    record = exported({**CHILD, "advocate": "have_one", **own})
    assert record["advocate"]["own"] == {"name": "Dee", "organisation": "Voices", "may_contact": True}


def test_somebody_who_only_wants_an_advocate_starts_no_clock_and_no_route() -> None:
    for safe_now in ("safe", "not_safe", "other_child"):
        record = exported({**CHILD, "kind": "advocate_only", "safe_now": safe_now, "advocate_share": SHARES})
        assert (record["kind"], record["route"], record["due"]) == ("advocate_only", None, {})
        assert (record["time_limit"], record["issues"]) == ("not_applicable", [])


# ── What one question decides ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("share", ["with_name", "no_name", "no", None])
def test_whoever_says_thank_you_says_who_may_hear_of_it(share: str | None) -> None:
    thanks: dict[str, Answer] = {"who_are_you": "child", "kind": "compliment", "good_what": "Ana helped me."}
    assert exported({**thanks, "good_share": share})["share_praise"] == share


def test_when_danger_was_asked_about_is_kept_only_where_it_was_answered() -> None:
    at = "2026-11-23T11:58:00+00:00"
    assert exported(CHILD, danger_answered_at=at)["safety_answered_at"] == at
    elsewhere = exported({**CHILD, "kind": "idea", "idea_what": "Bikes."}, danger_answered_at=at)
    assert elsewhere["safety_answered_at"] is None


# ── Dates, and the first event ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("council", "on", "acknowledge", "ten", "twenty"),
    [
        pytest.param("northshire", MONDAY, "2026-11-26", "2026-12-07", "2026-12-21", id="county"),
        pytest.param("eastborough", MONDAY, "2026-11-25", "2026-12-07", "2026-12-21", id="borough acknowledges sooner"),
        pytest.param("northshire", date(2026, 12, 24), "2026-12-31", "2027-01-12", "2027-01-26", id="over Christmas"),
        pytest.param("northshire", date(2026, 11, 21), "2026-11-25", "2026-12-04", "2026-12-18", id="on a Saturday"),
        pytest.param(
            "northshire", date(2027, 5, 6), "2027-05-11", "2027-05-20", "2027-06-04", id="county works on 7 May"
        ),
        pytest.param(
            "eastborough", date(2027, 5, 6), "2027-05-11", "2027-05-21", "2027-06-07", id="borough closes on it"
        ),
    ],
)
def test_the_days_by_which_somebody_hears(council: str, on: date, acknowledge: str, ten: str, twenty: str) -> None:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    due = sent(Draft(answers=CHILD), council, replace(RECEIPT, at=at, on=on)).envelope["due"]
    assert (due["acknowledge"], due["stage1_10wd"], due["stage1_20wd_max"]) == (acknowledge, ten, twenty)


@pytest.mark.parametrize("kind", ["compliment", "idea", "advocate_only"])
def test_only_a_complaint_is_acknowledged_by_a_day(kind: str) -> None:
    assert "acknowledge" not in exported({**CHILD, "kind": kind})["due"]


def test_the_day_of_receipt_is_the_day_in_london() -> None:
    late = replace(RECEIPT, at=datetime(2027, 6, 30, 23, 30, tzinfo=UTC), on=date(2027, 7, 1))
    record = sent(Draft(answers=CHILD), receipt=late)
    assert (record.received_at, record.received_date) == (late.at, date(2027, 7, 1))


def test_the_first_event_holds_codes_alone() -> None:
    event = received(sent(Draft(answers=CHILD)))
    assert (event.at, event.kind, event.by) == (NOON, "received", "self")
    assert event.detail == {"method": "e_form_young_person", "route": "statutory"}


# ── The call for help ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_call_for_help_has_its_fields_and_its_time() -> None:
    answers: dict[str, Answer] = {"quick_name": "Ray", "quick_where": None, "quick_phone": "07700 900789"}
    record = helped(answers)
    assert record.identity["urgent"] == {"name": "Ray", "where": None, "phone": "07700 900789"}
    assert record.identity["answers"] == answers and record.story["answers"] == {}
    assert (record.kind, record.route, record.time_limit) == ("urgent", None, "not_applicable")
    assert (record.received_at, record.draft_id, record.flags) == (NOON, "d1", ["safeguarding_immediate"])
    assert received(record).detail == {"method": "e_form_young_person", "route": None}


def test_a_call_for_help_speaks_in_the_voice_of_whoever_calls() -> None:
    adult = helped({"quick_name": "Pat"}, Draft(answers={"who_are_you": "adult"}))
    assert (adult.voice, adult.method) == ("adult", "e_form")
    child = helped({"quick_name": "Ray"})
    assert adult.identity["asked"][0]["question"] != child.identity["asked"][0]["question"]


# ── What lies open, and what is sealed from what ─────────────────────────────────────────────────────────────────────

CANARY = "CANARY"


def _with_canaries(draft: Draft) -> dict[str, Answer]:
    """The answers with every word that was typed made one that would be noticed."""
    typed = {"🙂", "a\nb", "She said she would ring.", "لا أحد يتصل", "07700 900123", "sam@example.org"}
    return {key: f"{CANARY}-{key}" if answer in typed else answer for key, answer in _hashable(draft)}


def _hashable(draft: Draft) -> list[tuple[str, Any]]:
    return [(key, tuple(answer) if isinstance(answer, list) else answer) for key, answer in draft.answers.items()]


@given(st.sampled_from(ROLES), st.sampled_from(KINDS), st.integers(0, 10_000))
def test_no_word_that_was_typed_lies_in_a_plain_field(role: str, kind: str, seed: int) -> None:
    draft, _ = goes_on(begun(role, kind), Random(seed), given=1)
    record = sent(Draft(answers=_with_canaries(draft)))
    assert CANARY not in repr(replace(record, story={}, identity={}))
    assert CANARY in repr(record)


@pytest.mark.parametrize("name", ["worker-never-rings", "father-without-pr", "foster-carer-in-court", "thank-you"])
def test_who_says_it_is_sealed_apart_from_what_they_say(name: str) -> None:
    answers = answers_of_persona(name)
    record = sent(Draft(answers=answers))
    naming = {key for question in QUESTIONS.values() if question.names_people for key in question.keys}
    assert set(record.identity["answers"]) == naming & set(answers)
    assert not naming & set(record.story["answers"])
    assert {each["key"] for each in record.identity["asked"]} <= naming
    assert not naming & {each["key"] for each in record.story["asked"]}
    for key in ("preferred", "full", "phone", "email", "child_name"):
        if key in answers:
            assert answers[key] in repr(record.identity) and f"'{answers[key]}'" not in repr(record.story)


def test_a_name_inside_a_story_stays_in_the_story() -> None:
    record = sent(Draft(answers={**CHILD, "what_happened": "I am Jay", "preferred": "Jay"}))
    assert "I am Jay" in repr(record.story) and "I am Jay" not in repr(record.identity)


def test_a_child_keeps_what_an_adult_was_offered_before_they_said_who_they_are() -> None:
    """The tribunal is a choice of adults; a draft may hold it when its owner goes back and is a child."""
    record = exported({**CHILD, "topic": ["family_time"], "court": ["tribunal"]})
    assert record["proceedings"] == "tribunal"
    assert "tribunal" in next(each["answer"] for each in record["asked"] if each["key"] == "court")
