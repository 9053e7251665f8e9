"""The named conditions, with the days on which they turn."""

from datetime import date

import pytest

from intake.questions.catalogue import QUESTIONS
from intake.questions.catalogue.conditions import (
    asks_for_help,
    has_said_nothing,
    over_a_year_ago,
    worries,
    writes_in_another_script,
)
from intake.questions.vocabulary import Answer, Case, Voice

TODAY = date(2026, 11, 23)


def case(today: date = TODAY, **answers: Answer) -> Case:
    return Case(Voice.CHILD, today, answers)


@pytest.mark.parametrize(
    ("answers", "late"),
    [
        pytest.param({"when_happened": "over_year"}, True, id="the band alone"),
        pytest.param({"when_happened": "not_sure"}, False, id="not sure"),
        pytest.param({"when_happened": "year"}, False, id="within the year"),
        pytest.param({}, False, id="not reached"),
        pytest.param({"year": "2025", "month": "11", "day": "23"}, False, id="the anniversary is in time"),
        pytest.param({"year": "2025", "month": "11", "day": "22"}, True, id="the day before it is not"),
        pytest.param({"year": "2025", "month": "11"}, False, id="a month that may be in time"),
        pytest.param({"year": "2025", "month": "10"}, True, id="a month that is over"),
        pytest.param({"year": "2025"}, False, id="a year that may be in time"),
        pytest.param({"year": "2024"}, True, id="a year that is over"),
        pytest.param({"when_happened": "over_year", "year": "2026"}, False, id="the date wins over the band"),
        pytest.param({"when_happened": "year", "year": "2019"}, True, id="the date wins over a hopeful band"),
        pytest.param({"when_happened": "over_year", "when_words": "at my nan's"}, True, id="words leave the band"),
        pytest.param({"when_happened": "over_year", "year": None, "month": None}, True, id="a skipped date"),
        pytest.param({"when_happened": "over_year", "year": "2025", "month": "2", "day": "30"}, True, id="no such day"),
    ],
)
def test_it_was_over_a_year_ago(answers: dict[str, Answer], late: bool) -> None:
    assert over_a_year_ago(case(**answers)) is late


@pytest.mark.parametrize(
    ("today", "late"),
    [pytest.param(date(2029, 2, 28), False, id="28 February"), pytest.param(date(2029, 3, 1), True, id="1 March")],
)
def test_a_year_after_a_leap_day_ends_on_28_february(today: date, late: bool) -> None:
    assert over_a_year_ago(case(today, year="2028", month="2", day="29")) is late


@pytest.mark.parametrize(
    ("answers", "nothing"),
    [
        pytest.param({}, True, id="not a word"),
        pytest.param({"topic": None, "topic_other": None}, True, id="skipped"),
        pytest.param({"topic": [], "topic_other": " \n"}, True, id="white space"),
        pytest.param({"topic": ["home"]}, False, id="a topic"),
        pytest.param({"topic_other": "my bike"}, False, id="a topic in their own words"),
        pytest.param({"talk_instead": "yes"}, False, id="would rather talk"),
    ],
)
def test_words_are_only_needed_from_somebody_who_has_said_nothing(answers: dict[str, Answer], nothing: bool) -> None:
    assert has_said_nothing(case(**answers)) is nothing


@pytest.mark.parametrize(
    ("answers", "enough"),
    [
        ({}, False),
        ({"quick_name": "  "}, False),
        ({"quick_name": "Ray"}, True),
        ({"quick_where": "bus stop"}, True),
        ({"quick_phone": "07700 900789"}, True),
    ],
)
def test_one_thing_is_enough_to_ask_for_help(answers: dict[str, Answer], enough: bool) -> None:
    assert asks_for_help(case(**answers)) is enough


@pytest.mark.parametrize(
    ("answers", "worried"),
    [
        ({"safe_now": "safe"}, False),
        ({"safe_now": "skip"}, False),
        ({"safe_now": "not_sure"}, True),
        ({"safe_now": "other_child"}, True),
        ({"topic": ["move", "hurt"]}, True),
        ({"feeling": ["scared"]}, True),
        ({"feeling": ["sad"]}, False),
    ],
)
def test_what_keeps_help_in_sight(answers: dict[str, Answer], worried: bool) -> None:
    assert worries(case(**answers)) is worried


def wrong_at(key: str, **answers: Answer) -> list[str]:
    """The controls of this question that carry an error of these answers together."""
    return [check.at for check in QUESTIONS[key].checks if not check.holds(case(**answers))]


@pytest.mark.parametrize(
    ("key", "answers", "controls"),
    [
        pytest.param("when_date", {}, [], id="nothing"),
        pytest.param("when_date", {"when_words": "last summer"}, [], id="words alone"),
        pytest.param("when_date", {"year": "2019"}, [], id="a year alone"),
        pytest.param("when_date", {"year": "2019", "month": "5"}, [], id="a month and a year"),
        pytest.param("when_date", {"month": "5"}, ["year"], id="a month without its year"),
        pytest.param("when_date", {"day": "3"}, ["month"], id="a day without its month"),
        pytest.param("when_date", {"day": "3", "month": "5"}, ["year"], id="a day and a month without a year"),
        pytest.param("when_date", {"day": "3", "year": "2019"}, ["month"], id="a day and a year"),
        pytest.param("when_date", {"day": "29", "month": "2", "year": "2024"}, [], id="a leap day"),
        pytest.param("when_date", {"day": "29", "month": "2", "year": "2025"}, ["day"], id="no leap day"),
        pytest.param("when_date", {"day": "23", "month": "11", "year": "2026"}, [], id="today"),
        pytest.param("when_date", {"day": "24", "month": "11", "year": "2026"}, ["year"], id="tomorrow"),
        pytest.param("when_date", {"month": "11", "year": "2026"}, [], id="this month"),
        pytest.param("when_date", {"month": "12", "year": "2026"}, ["year"], id="next month"),
        pytest.param("when_date", {"year": "2027"}, ["year"], id="next year"),
        pytest.param("when_date", {"day": "5", "month": "13", "year": "2020"}, [], id="a month that is none"),
        pytest.param("when_date", {"day": "5", "month": "5", "year": "9" * 5000}, [], id="a year without end"),
        pytest.param("first_told", {"first_month": "6"}, ["first_year"], id="told in some June"),
        pytest.param("first_told", {"first_month": "12", "first_year": "2026"}, ["first_year"], id="told next month"),
        pytest.param("first_told", {"first_month": "11", "first_year": "2026"}, [], id="told this month"),
        pytest.param("change_soon", {"change_date": "2026-11-22"}, ["change_date"], id="changed yesterday"),
        pytest.param("change_soon", {"change_date": "2026-11-23"}, [], id="changes today"),
        pytest.param("change_soon", {"change_date": "soon"}, [], id="no date at all"),
        pytest.param("age", {"dob": "2026-11-24"}, ["dob"], id="born tomorrow"),
        pytest.param("age", {"dob": "2026-11-23"}, [], id="born today"),
        pytest.param("about_child", {"child_dob": "2027-01-01"}, ["child_dob"], id="a child of next year"),
        pytest.param("about_child", {"child_dob": "12"}, [], id="an age in place of a date"),
        pytest.param("quick_help", {}, ["quick_name"], id="help for nobody"),
    ],
)
def test_answers_that_cannot_be_true_together_are_told_apart(
    key: str, answers: dict[str, Answer], controls: list[str]
) -> None:
    assert wrong_at(key, **answers) == controls


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        pytest.param("", False, id="nothing written"),
        pytest.param("My worker left. 123", False, id="Latin"),
        pytest.param("Pracownik nie dzwoni, żółć", False, id="Latin with marks"),
        pytest.param("العاملة لا تتصل بي", True, id="Arabic"),
        pytest.param("ሰራሕተኛይ ኣይድውለለይን", True, id="Tigrinya"),
        pytest.param("My worker said سلام", False, id="mostly Latin"),
    ],
)
def test_the_language_is_asked_for_when_most_letters_are_of_another_script(words: str, holds: bool) -> None:
    assert writes_in_another_script(case(what_happened=words)) is holds
