"""The catalogue is whole: every question, under the codes that are stored for ever, in the voices it is asked in."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from intake.questions.catalogue import EQUALITY, PAGES, QUESTIONS
from intake.questions.vocabulary import (
    Birthday,
    Day,
    Email,
    Line,
    ManyOf,
    Month,
    Number,
    OneOf,
    Option,
    Phone,
    Question,
    Say,
    Tick,
    Voice,
    Words,
)

CODES: dict[str, dict[str, Any]] = {
    entry["id"]: entry for entry in json.loads((Path(__file__).parent / "codes.json").read_text())
}
PARTS = {
    Words: "text",
    Line: "text",
    Phone: "text",
    Email: "text",
    Month: "text",
    Birthday: "text",
    Number: "number",
    Day: "date",
    Tick: "tick",
}

every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)


def options(question: Question) -> tuple[Option, ...]:
    return question.answer.options if isinstance(question.answer, OneOf | ManyOf) else ()


def kind(question: Question) -> str:
    match question.answer:
        case OneOf():
            return "one"
        case ManyOf():
            return "many"
        case Words():
            return "text"
        case None:
            return "tick" if [type(part.kind) for part in question.parts] == [Tick] else "parts"


def public(say: Say) -> set[str]:
    """The voices of the public that say it. A handler without words of their own has the adult's."""
    return {voice for voice in (Voice.CHILD, Voice.ADULT) if say.said(voice)}


def test_there_are_51_questions() -> None:
    assert len(QUESTIONS) == 51
    assert QUESTIONS.keys() == CODES.keys()


@every_question
def test_a_question_is_of_the_kind_that_was_agreed(question: Question) -> None:
    assert kind(question) == CODES[question.key]["kind"]


@every_question
def test_a_question_has_the_codes_that_were_agreed(question: Question) -> None:
    agreed = CODES[question.key]["codes"]
    own = [option.code for option in options(question)]
    assert own == [code["code"] for code in agreed if code["part"] == "option"]
    controls = {part.code: PARTS[type(part.kind)] for part in question.parts}
    assert controls == {code["code"]: code["part"] for code in agreed if code["part"] not in ("option", "link")}


@every_question
def test_a_question_is_asked_in_the_voices_that_were_agreed(question: Question) -> None:
    agreed = CODES[question.key]
    labels = {option.code: option.label for option in options(question)}
    labels.update({part.code: part.label for part in question.parts})
    assert public(question.ask) == set(agreed["voices"]) - {Voice.HANDLER}
    for code in agreed["codes"]:
        if code["part"] != "link":
            assert public(labels[code["code"]]) == set(code["voices"]) - {Voice.HANDLER}


@every_question
def test_a_handler_can_ask_every_question_and_offer_every_answer(question: Question) -> None:
    for say in (question.ask, *(each.label for each in (*options(question), *question.parts))):
        assert say.to(Voice.HANDLER)


@every_question
def test_codes_are_plain_and_stand_once_in_their_question(question: Question) -> None:
    codes = [question.key, *(option.code for option in options(question))]
    assert all(re.fullmatch(r"[a-z0-9_]+", code) for code in (*codes, *question.keys))
    assert len(options(question)) == len({option.code for option in options(question)})


def test_no_two_controls_of_the_catalogue_share_a_name() -> None:
    names = [key for question in QUESTIONS.values() for key in question.keys]
    assert sorted(names) == sorted(set(names))


def test_a_date_never_meets_a_control_named_like_one_of_its_boxes() -> None:
    names = {key for question in QUESTIONS.values() for key in question.keys}
    dates = [part.code for question in QUESTIONS.values() for part in question.parts if isinstance(part.kind, Day)]
    assert names.isdisjoint(f"{date}_{box}" for date in dates for box in ("day", "month", "year"))


@every_question
def test_a_question_says_why_it_is_asked_in_every_voice_of_the_public(question: Question) -> None:
    assert question.why
    assert public(question.why) == public(question.ask)


@every_question
def test_what_must_be_filled_says_so_in_every_voice_that_is_asked(question: Question) -> None:
    required = [question] if question.missing else []
    for each in (*required, *(part for part in question.parts if part.missing)):
        say = each.missing
        assert say
        assert public(say) == public(question.ask)
        assert say.to(Voice.HANDLER)


@every_question
def test_what_goes_wrong_is_said_in_every_voice_that_is_asked(question: Question) -> None:
    controls = {part.code for part in question.parts} | {question.key}
    wrong = [part.wrong for part in question.parts if part.wrong] + [check.wrong for check in question.checks]
    for say in wrong:
        assert public(say) == public(question.ask)
        assert say.to(Voice.HANDLER)
    assert {check.at for check in question.checks} <= controls


@every_question
def test_what_comes_first_for_somebody_is_among_the_choices(question: Question) -> None:
    if isinstance(question.answer, ManyOf):
        first = {code for codes in question.answer.first_for.values() for code in codes}
        assert first <= {option.code for option in options(question)}
        assert question.answer.first_for.keys() <= {"child", "care_leaver", "adult"}


def test_money_home_and_moving_on_come_first_for_a_care_leaver() -> None:
    topic, reply_how = QUESTIONS["topic"].answer, QUESTIONS["reply_how"].answer
    assert isinstance(topic, ManyOf)
    assert isinstance(reply_how, ManyOf)
    assert topic.first_for == {"care_leaver": ("leaving", "money", "home")}
    assert reply_how.first_for == {"care_leaver": ("text", "email")}


LABELS = [
    pytest.param(words, id=f"{question.key}-{option.code}-{voice}")
    for question in QUESTIONS.values()
    for option in options(question)
    for voice in Voice
    if (words := option.label.said(voice))
]


@pytest.mark.parametrize("words", LABELS)
def test_no_answer_is_called_other_and_nothing_more(words: str) -> None:
    assert words.strip(" .").lower() not in {"other", "others", "another"}


@pytest.mark.parametrize(
    "key",
    [
        *("safe_now", "feeling", "when_happened", "which_council", "service", "same_matter", "court", "want"),
        *("parental_responsibility", "eq_disability"),
    ],
)
def test_whoever_does_not_know_can_say_so(key: str) -> None:
    (unknown,) = [option for option in options(QUESTIONS[key]) if option.code == "not_sure"]
    for voice in public(QUESTIONS[key].ask):
        assert re.search(r"do not know|not sure", unknown.label.to(Voice(voice)), re.IGNORECASE)


def test_the_equality_questions_can_all_be_left_unsaid() -> None:
    assert [question.key for question in EQUALITY] == ["eq_age", "eq_sex", "eq_ethnic", "eq_disability"]
    for question in EQUALITY:
        assert [option.code for option in options(question)][-1] == "pns"


BANDS = [option for option in options(QUESTIONS["eq_age"]) if option.code != "pns"]


def in_band(age: int, words: str) -> bool:
    low, *rest = [int(number) for number in re.findall(r"\d+", words)]
    if "under" in words:
        return age <= low
    return low <= age <= rest[0] if rest else age >= low


@pytest.mark.parametrize("voice", Voice)
def test_every_age_falls_into_exactly_one_band(voice: Voice) -> None:
    bands = [[band.code for band in BANDS if in_band(age, band.label.to(voice))] for age in range(121)]
    assert [len(codes) for codes in bands] == [1] * 121
    assert {code for codes in bands for code in codes} == {band.code for band in BANDS}


@pytest.mark.parametrize(
    ("key", "limit"),
    [
        *((key, 10_000) for key in ("what_happened", "good_what", "idea_what")),
        ("impact", 4_000),
        *((key, 2_000) for key in ("topic_other", "late_text", "want_other", "told_other", "who_other", "help_other")),
        ("address", 2_000),
        *((key, 100) for key in ("preferred", "full", "quick_name")),
        *((key, 200) for key in ("worker_name", "child_name", "quick_where", "times", "when_words", "good_who")),
    ],
)
def test_text_may_be_as_long_as_was_agreed(key: str, limit: int) -> None:
    kinds = {question.key: question.answer for question in QUESTIONS.values()}
    kinds.update({part.code: part.kind for question in QUESTIONS.values() for part in question.parts})  # type: ignore[misc]
    kind = kinds[key]
    assert isinstance(kind, Words | Line)
    assert kind.at_most == limit


def test_whatever_says_who_somebody_is_or_how_to_reach_them_is_marked() -> None:
    assert {key for key, question in QUESTIONS.items() if question.names_people} == {
        *("name", "age", "about_child", "worker", "advocate_own"),
        *("contact_detail", "safe_contact", "quick_help", "callback_if_cut_off"),
    }


def test_every_question_but_those_with_a_view_of_their_own_stands_on_a_page() -> None:
    on_a_page = {question.key for page in PAGES for question in page.questions}
    assert QUESTIONS.keys() - on_a_page == {
        *("who_are_you", "shared_device", "kind", "quick_help", "callback_if_cut_off"),
        *("eq_age", "eq_sex", "eq_ethnic", "eq_disability"),
        *("enter_code", "return_action", "stop_reason"),
    }


def test_pages_hold_the_questions_of_the_catalogue_themselves() -> None:
    for page in PAGES:
        assert all(QUESTIONS[question.key] is question for question in page.questions)
