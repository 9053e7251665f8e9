"""From answers to facts: each table and exception, and the same facts in every voice."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from intake.questions.catalogue import QUESTIONS
from intake.questions.vocabulary import Answer, ManyOf, OneOf, Voice
from intake.records.facts import facts_from

TODAY = date(2026, 11, 23)
RECEIVED = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

CHILD = {"who_are_you": "child"}
CARE_LEAVER = {"who_are_you": "care_leaver"}
PARENT = {"who_are_you": "adult", "relationship": "parent"}


def facts(
    *answers: dict[str, Any], voice: Voice = Voice.CHILD, code_shown: bool = True, **more: Answer
) -> dict[str, Any]:
    """The facts of a complaint with these answers; the later ones win."""
    said: dict[str, Answer] = {"kind": "complaint"}
    for some in (*answers, more):
        said |= some
    return facts_from(said, voice=voice, received_at=RECEIVED, today=TODAY, code_shown=code_shown)


def case(name: str, *values: object) -> Any:
    return pytest.param(*values, id=name)


def test_somebody_who_says_nothing_is_taken_at_their_least() -> None:
    assert facts(CHILD) == {
        "received": "2026-11-23T10:00:00+00:00",
        "today": "2026-11-23",
        "channel": "e_form_young_person",
        "request": "new",
        "who": "child",
        "age": None,
        "child": {"age": None, "status": "not_known"},
        "pr": "not_applicable",
        "acting_for": "self",
        "child_consent": "not_needed",
        "council": "this",
        "issues": [{"subject": "not_known", "when": {"kind": "unknown"}}],
        "first_raised": None,
        "late_reasons": [],
        "proceedings": "none",
        "earlier": "none",
        "same_matter": "not_sure",
        "safety": [],
        "needs_same_day": False,
        "advocate": "not_asked",
        "advocate_consent": False,
        "helped_by": "not_asked",
        "name_given": False,
        "reply_ways": ["code"],
        "reply_wanted": False,
        "safe_contact": False,
        "interpreter": False,
        "adjustments": [],
        "change_soon": None,
        "outcome_sought": [],
    }


# ── What happened ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_topic_is_an_issue_and_all_share_one_time() -> None:
    said = facts(CHILD, topic=["school", "cannot_reach", "not_listened"], when_happened="now")
    ongoing = {"kind": "ongoing", "since": None}
    assert said["issues"] == [
        {"subject": "sw_communication", "when": ongoing},
        {"subject": "sw_communication", "when": ongoing},
        {"subject": "school", "when": ongoing},
    ]


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        case("scared", ["scared"], ["scared_of_consequences"]),
        case("did not know", ["did_not_know"], ["did_not_know_could_complain"]),
        case("not well", ["not_well"], ["health_or_trauma"]),
        case("moved", ["moved"], ["moved_or_homeless"]),
        case("too young", ["too_young"], ["was_a_child"]),
        case("told not to", ["told_not_to"], ["scared_of_consequences"]),
        case("told, and nothing", ["told_nothing"], ["told_someone_no_action"]),
        case("found out", ["found_out"], ["only_just_found_out"]),
        case("court", ["court"], ["in_court_or_police_case"]),
        case("other", ["other"], ["other"]),
        case("two that mean the same", ["scared", "told_not_to"], ["scared_of_consequences"]),
        case("skipped", None, ["none_given"]),
    ],
)
def test_why_it_is_late(why: Answer, expected: list[str]) -> None:
    assert facts(CHILD, why_late=why)["late_reasons"] == expected


def test_words_alone_are_another_reason_for_being_late() -> None:
    assert facts(CHILD, why_late=None, late_text="My mum was ill")["late_reasons"] == ["other"]


# ── What they want ───────────────────────────────────────────────────────────────────────────────────────────────────

OUTCOMES = {
    "explain": "explanation",
    "sorry": "apology",
    "listen": "be_listened_to",
    "change_worker": "change_of_worker",
    "do_it": "service_put_right",
    "give_help": "service_given",
    "look_again": "assessment_or_reassessment",
    "family_time": "change_contact",
    "keep_told": "kept_informed",
    "money": "financial_reimbursement",
    "fix_record": "records_corrected",
    "stop_again": "assurance_not_again",
    "other": "other",
    "not_sure": "not_sure",
}


@pytest.mark.parametrize(("want", "outcome"), OUTCOMES.items())
def test_a_want_becomes_an_outcome(want: str, outcome: str) -> None:
    assert facts(CHILD, want=[want])["outcome_sought"] == [outcome]


@pytest.mark.parametrize(
    ("day", "asks_to_wait"),
    [
        case("no day given", None, True),
        case("tomorrow", "2026-11-24", True),
        case("in 14 days", "2026-12-07", True),
        case("in 15 days", "2026-12-08", False),
        case("next year", "2027-11-24", False),
    ],
)
def test_a_move_that_is_near_or_has_no_day_is_asked_to_wait(day: str | None, asks_to_wait: bool) -> None:
    waits = ["stop_or_delay_a_decision"] if asks_to_wait else []
    said = facts(CHILD, want=["stop_move"], change_soon="move", change_date=day)
    assert said["outcome_sought"] == ["change_placement", *waits]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        case("not asked", {}, None),
        case("no", {"change_soon": "no"}, None),
        case("no, whatever else is filled in", {"change_soon": "no", "pause": "yes"}, None),
        case("skipped", {"change_soon": None, "change_date": None, "pause": None}, None),
        *(
            case(kind, {"change_soon": kind}, {"kind": kind, "date": None, "pause": False})
            for kind in ("move", "school", "family", "support", "other")
        ),
        case(
            "a day and a wait",
            {"change_soon": "move", "change_date": "2026-12-01", "pause": "yes"},
            {"kind": "move", "date": "2026-12-01", "pause": True},
        ),
        case("a wait alone", {"change_soon": None, "pause": "yes"}, {"kind": "other", "date": None, "pause": True}),
        case(
            "a day beyond the rules",
            {"change_soon": "move", "change_date": "2100-01-01"},
            {"kind": "move", "date": None, "pause": False},
        ),
    ],
)
def test_a_coming_change(said: dict[str, Any], expected: dict[str, Any] | None) -> None:
    assert facts(CHILD, said)["change_soon"] == expected


@pytest.mark.parametrize(("said", "expected"), [("yes", True), ("no", False), (None, False)])
def test_what_must_be_sorted_today(said: Answer, expected: bool) -> None:
    assert facts(CHILD, sorted_today=said)["needs_same_day"] is expected


# ── What went before, and what else is running ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("court", "expected"),
    [
        (["none"], "none"),
        (["family_court"], "care"),
        (["police"], "police_investigation"),
        (["tribunal"], "tribunal"),
        (["staff_process"], "disciplinary"),
        (["ombudsman"], "not_sure"),
        (["not_sure"], "not_sure"),
        (["staff_process", "tribunal", "police", "family_court"], "care"),
        (["ombudsman", "staff_process"], "disciplinary"),
        (["tribunal", "police"], "police_investigation"),
        (None, "none"),
    ],
    ids=str,
)
def test_proceedings(court: Answer, expected: str) -> None:
    said = facts(PARENT, court=court)
    assert (said["proceedings"], said["earlier"]) == (expected, "none")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        case("nobody", {"told_someone": ["no"]}, "none"),
        case("skipped", {"told_someone": None}, "none"),
        *(case(who, {"told_someone": [who]}, "told_worker") for who in ("worker", "manager", "carer", "reviewer")),
        *(case(who, {"told_someone": [who]}, "none") for who in ("advocate", "school", "family", "other")),
        case("complained, answered", {"told_someone": ["complained"], "earlier_answer": "answered"}, "stage1_answered"),
        case("complained, not yet", {"told_someone": ["complained"], "earlier_answer": "not_yet"}, "stage1_open"),
        case("complained, late", {"told_someone": ["complained"], "earlier_answer": "late"}, "stage1_overdue"),
        case("complained, skipped", {"told_someone": ["complained"], "earlier_answer": None}, "stage1_open"),
        case("complained, not reached", {"told_someone": ["complained"]}, "stage1_open"),
        case("told a worker and complained", {"told_someone": ["worker", "complained"]}, "stage1_open"),
    ],
)
def test_an_earlier_complaint(said: dict[str, Any], expected: str) -> None:
    assert facts(CHILD, said)["earlier"] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [*((code, code) for code in ("same", "same_with_new", "new", "not_sure")), (None, "not_sure")],
)
def test_same_matter_or_new(said: Answer, expected: str) -> None:
    assert facts(CHILD, told_someone=["complained"], same_matter=said)["same_matter"] == expected


# ── Danger, help, and the way back to them ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        case("safe", CHILD | {"safe_now": "safe"}, []),
        case("would rather not say", CHILD | {"safe_now": "skip"}, []),
        case("a child not safe", CHILD | {"safe_now": "not_safe"}, ["being_hurt_now"]),
        case("a care leaver not safe", CARE_LEAVER | {"safe_now": "not_safe"}, ["being_hurt_now"]),
        case("an adult says danger", PARENT | {"safe_now": "not_safe"}, ["immediate_danger"]),
        case("not sure", CHILD | {"safe_now": "not_sure"}, ["worry_about_child"]),
        case("another child", PARENT | {"safe_now": "other_child"}, ["worry_about_child"]),
        case("hurt", CHILD | {"safe_now": "safe", "topic": ["hurt"]}, ["worry_about_child"]),
        case(
            "not safe and hurt",
            CHILD | {"safe_now": "not_safe", "topic": ["hurt"]},
            ["being_hurt_now", "worry_about_child"],
        ),
        case("asked for quick help", CHILD | {"safe_now": "safe", "quick_where": "the park"}, ["worry_about_child"]),
        case("in danger and asking", CHILD | {"safe_now": "not_safe", "quick_name": "Ray"}, ["being_hurt_now"]),
        case("an empty quick help", CHILD | {"safe_now": "safe", "quick_where": " "}, []),
        case("an advocate alone", CHILD | {"kind": "advocate_only", "safe_now": "not_safe"}, ["being_hurt_now"]),
    ],
)
def test_what_was_said_about_danger(answers: dict[str, Any], expected: list[str]) -> None:
    assert facts(answers)["safety"] == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        case("yes", CHILD | {"advocate": "yes"}, "wants"),
        case("has one", CHILD | {"advocate": "have_one"}, "has"),
        case("not now", CHILD | {"advocate": "not_now"}, "not_now"),
        case("told more, and no choice", CHILD | {"advocate": "tell_more"}, "unsure"),
        case("skipped", CHILD | {"advocate": None}, "not_now"),
        case("not reached", CHILD, "not_asked"),
        case("an adult's yes", PARENT | {"advocate": "yes"}, "wants"),
        case("asks for nothing else", CARE_LEAVER | {"kind": "advocate_only"}, "wants"),
    ],
)
def test_the_answer_to_the_offer_of_an_advocate(answers: dict[str, Any], expected: str) -> None:
    assert facts(answers)["advocate"] == expected


@pytest.mark.parametrize(
    ("share", "consents"), [(["contact", "needs"], True), (["story"], False), (["nothing"], False), (None, False)]
)
def test_a_name_goes_to_the_advocate_only_where_that_is_ticked(share: Answer, consents: bool) -> None:
    assert facts(CHILD, advocate="yes", advocate_share=share)["advocate_consent"] is consents


@pytest.mark.parametrize(
    ("answers", "given"),
    [
        case("a nickname", {"preferred": "Jay"}, True),
        case("a full name", {"full": "Jay Example"}, True),
        case("spaces", {"preferred": "  "}, False),
        case("skipped", {"preferred": None, "full": None}, False),
        case("the child's name is not theirs", {"child_name": "Mia"}, False),
    ],
)
def test_a_name_is_given_or_not(answers: dict[str, Any], given: bool) -> None:
    assert facts(PARENT, answers)["name_given"] is given


@pytest.mark.parametrize(
    ("reply_how", "code_shown", "expected"),
    [
        *(case(way, [way], True, [way]) for way in ("code", "text", "call", "email", "letter", "person")),
        case("one way beside the code they are shown", ["email"], True, ["email"]),
        case("nothing chosen, code shown", [], True, ["code"]),
        case("skipped, code shown", None, True, ["code"]),
        case("nothing chosen, no code", None, False, []),
        case("one way, no code", ["call"], False, ["call"]),
    ],
)
def test_ways_to_reply(reply_how: Answer, code_shown: bool, expected: list[str]) -> None:
    assert sorted(facts(CHILD, reply_how=reply_how, code_shown=code_shown)["reply_ways"]) == sorted(expected)


@pytest.mark.parametrize(
    ("answers", "needs_care"),
    [
        case("nothing said", {}, False),
        case("the code is its own permission", {"reply_how": ["code"]}, False),
        case("email is its own permission", {"reply_how": ["email"], "safe_contact": ["ok_say_council"]}, False),
        case("somebody they trust", {"reply_how": ["person"], "safe_contact": None}, False),
        case("a text permitted", {"reply_how": ["text"], "safe_contact": ["ok_text"]}, False),
        case("a text not permitted", {"reply_how": ["text"], "safe_contact": ["ok_call"]}, True),
        case("a call permitted", {"reply_how": ["call"], "safe_contact": ["ok_call"]}, False),
        case(
            "a call to whom wants none",
            {"reply_how": ["call"], "safe_contact": ["ok_call"], "help_needed": ["no_phone"]},
            True,
        ),
        case(
            "a text to whom wants no call",
            {"reply_how": ["text"], "safe_contact": ["ok_text"], "help_needed": ["no_phone"]},
            False,
        ),
        case("a call not permitted", {"reply_how": ["call"], "safe_contact": ["ok_message"]}, True),
        case("a letter permitted", {"reply_how": ["letter"], "safe_contact": ["ok_post"]}, False),
        case("a letter not permitted", {"reply_how": ["letter"], "safe_contact": None}, True),
        case("one of two not permitted", {"reply_how": ["text", "call"], "safe_contact": ["ok_call"]}, True),
        case("permissions never reached", {"reply_how": ["text"]}, True),
        case("times", {"reply_how": ["call"], "safe_contact": ["ok_call"], "not_times": "mornings"}, True),
        case("a safe word", {"safe_word": "otter"}, True),
        case("spaces for a safe word", {"safe_word": " "}, False),
        *(case(f"not to tell {who}", {"who_may_know": [who]}, True) for who in ("carer", "family", "worker", "school")),
        case("not to tell somebody else", {"who_may_know": ["other"], "who_other": "Sam"}, True),
        case("to be asked first", {"who_may_know": ["ask_me"]}, True),
        case("anybody may know", {"who_may_know": ["no"]}, False),
        case("somebody named in words alone", {"who_may_know": None, "who_other": "Sam"}, True),
        case("a shared device", {"shared": "yes"}, True),
    ],
)
def test_when_getting_in_touch_needs_care(answers: dict[str, Any], needs_care: bool) -> None:
    assert facts(CHILD, answers)["safe_contact"] is needs_care


@pytest.mark.parametrize(
    ("helper", "expected"),
    [*((code, code) for code in ("no", "friend", "carer", "worker", "advocate", "family")), (None, "not_asked")],
)
def test_who_helps(helper: Answer, expected: str) -> None:
    assert facts(CHILD, helped_by=helper)["helped_by"] == expected


@pytest.mark.parametrize(
    ("language", "expected"), [(["interpreter", "not_person"], True), (["english"], False), (None, False)]
)
def test_an_interpreter(language: Answer, expected: bool) -> None:
    assert facts(CHILD, language=language, lang="Tigrinya")["interpreter"] is expected


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        *((code, code) for code in ("easy_read", "bsl", "audio", "no_phone", "other")),
        ("big_text", "large_print"),
        ("slow", "extra_time"),
        ("someone", "supporter"),
    ],
)
def test_needs(need: str, expected: str) -> None:
    assert facts(CHILD, help_needed=[need])["adjustments"] == [expected]


# ── Thanks, ideas, and an advocate alone ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "request_"),
    [("complaint", "new"), ("compliment", "compliment"), ("idea", "compliment"), ("advocate_only", "compliment")],
)
def test_what_is_asked_of_the_council(kind: str, request_: str) -> None:
    assert facts(CHILD, kind=kind)["request"] == request_


@pytest.mark.parametrize("kind", ["compliment", "idea", "advocate_only"])
def test_only_a_complaint_has_issues(kind: str) -> None:
    assert facts(CHILD, kind=kind)["issues"] == []


@pytest.mark.parametrize(("tick", "expected"), [("yes", True), (None, False)])
def test_an_idea_may_want_an_answer(tick: Answer, expected: bool) -> None:
    assert facts(CHILD, kind="idea", hear_back=tick)["reply_wanted"] is expected


# ── Whoever types ────────────────────────────────────────────────────────────────────────────────────────────────────

PERSONAS = {path.stem: json.loads(path.read_text()) for path in sorted(Path(__file__).parents[1].glob("personas/*"))}


@pytest.mark.parametrize(
    ("voice", "channel"),
    [
        (Voice.CHILD, "e_form_young_person"),
        (Voice.ADULT, "e_form"),
        (Voice.HANDLER, "telephone_contact_centre"),
    ],
)
@pytest.mark.parametrize("persona", PERSONAS.values(), ids=PERSONAS)
def test_the_voice_says_how_it_came_and_nothing_else(persona: dict[str, Any], voice: Voice, channel: str) -> None:
    said = facts(persona["answers"], voice=voice)
    assert said == facts(persona["answers"], voice=Voice.CHILD) | {"channel": channel}


def test_the_order_of_choices_makes_no_difference() -> None:
    assert facts(CHILD, topic=["home", "plan"], want=["sorry", "explain"]) == facts(
        CHILD, topic=["plan", "home"], want=["explain", "sorry"]
    )


@pytest.mark.parametrize("persona", PERSONAS.values(), ids=PERSONAS)
def test_facts_are_plain_json(persona: dict[str, Any]) -> None:
    said = facts(persona["answers"])
    assert json.loads(json.dumps(said)) == said


# Choices that change no fact, each a decision: to skip the question says as much to the rules.
SAYS_NO_MORE_THAN_SKIPPING: dict[str, set[str]] = {
    "safe_now": {"safe", "skip"},
    "relationship": set(),
    "parental_responsibility": {"not_sure"},
    "child_knows": {"knows_no_view", "does_not_know", "not_safe_to_ask"},
    "topic": {"other"},
    "when_happened": {"not_sure"},
    "why_late": set(),
    "which_council": {"this"},
    "service": {
        *("first_contact", "disability", "fostering", "adoption", "early_help", "review", "out_of_hours", "not_sure"),
        *("childrens_home", "not_social_care"),  # which count beside a topic
    },
    "told_someone": {"no", "advocate", "school", "family", "other"},
    "earlier_answer": {"not_yet"},
    "same_matter": {"not_sure"},
    "court": {"none"},
    "sorted_today": {"no"},
    "change_soon": {"no"},
    "want": set(),
    "advocate": {"not_now"},
    "advocate_share": {"story", "needs", "nothing"},
    "reply_how": {"code"},
    "safe_contact": {"ok_message", "ok_say_council"},
    "who_may_know": {"no"},
    "language": {"english", "not_person"},
    "help_needed": set(),
    "helped_by": set(),
}
# What has to have been said before the answer can count.
BEFORE: dict[str, dict[str, Answer]] = {"earlier_answer": {"told_someone": ["complained"]}}
# A permission counts where it is the one that was missing.
NEEDS = {"ok_text": ["text"], "ok_call": ["call"], "ok_post": ["letter"]}


def choices() -> Iterator[Any]:
    for key in SAYS_NO_MORE_THAN_SKIPPING:
        kind = QUESTIONS[key].answer
        assert isinstance(kind, OneOf | ManyOf)
        for option in kind.options:
            answer = option.code if isinstance(kind, OneOf) else [option.code]
            yield pytest.param(key, option.code, answer, id=f"{key}-{option.code}")


@pytest.mark.parametrize(("key", "code", "answer"), list(choices()))
def test_every_choice_of_the_catalogue_counts_or_is_known_not_to(key: str, code: str, answer: Answer) -> None:
    before = PARENT | BEFORE.get(key, {}) | {"reply_how": NEEDS.get(code)}
    counts = facts(before, {key: answer}) != facts(before, {key: None})
    assert counts == (code not in SAYS_NO_MORE_THAN_SKIPPING[key])
