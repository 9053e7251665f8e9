"""What people type for a month, a birthday, a number, a phone, an email or a date, and what is made of it."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from intake.council.load import load
from intake.questions.catalogue import PAGES
from intake.questions.vocabulary import Answer, Case, Voice
from intake.web import forms
from intake.web.fields import day_on_one_line, is_email, is_phone, iso_date, keepable, month_number, whole_number
from intake.web.forms import Reading
from intake.web.speaker import Speakers
from tests.make import NOON

FAR_TOO_LONG = "9" * 5000


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        pytest.param("6", 6, id="a number"),
        pytest.param("06", 6, id="with a zero in front"),
        pytest.param("12", 12, id="the last"),
        pytest.param("June", 6, id="a name"),
        pytest.param("jun", 6, id="a short name"),
        pytest.param(" SEPT. ", 9, id="a short name with a full stop, spaces and capitals"),
        pytest.param("may", 5, id="a name that is short"),
        pytest.param("٦", 6, id="an Arabic digit"),
        pytest.param("６", 6, id="a wide digit"),
        pytest.param("0", None, id="there is no month 0"),
        pytest.param("13", None, id="there is no month 13"),
        pytest.param("ju", None, id="June or July"),
        pytest.param("", None, id="nothing"),
        pytest.param("Juneish", None, id="more than a name"),
        pytest.param("-6", None, id="less than nothing"),
        pytest.param("²", None, id="a digit that is no decimal one"),
        pytest.param(FAR_TOO_LONG, None, id="thousands of digits"),
    ],
)
def test_a_month_is_read_from_a_number_or_a_name(typed: str, month: int | None) -> None:
    assert month_number(typed) == month


@pytest.mark.parametrize(
    ("language", "typed", "month"),
    [
        pytest.param("pl", "czerwiec", 6, id="a name in Polish"),
        pytest.param("pl", "czerwca", 6, id="as it stands in a date"),
        pytest.param("pl", "Maj", 5, id="a name that is short"),
        pytest.param("pl", "lis", 11, id="the beginning of one"),
        pytest.param("pl", "June", 6, id="in English"),
        pytest.param("ar", "يونيو", 6, id="a name in Arabic"),
        pytest.param("ar", "حزيران", 6, id="a name as in Syria and Iraq"),
        pytest.param("ar", "كانون", None, id="December or January"),
        pytest.param("vi", "tháng 1", 1, id="a name with which others begin"),
        pytest.param("fa_AF", "می", 5, id="a name of two letters"),
        pytest.param("pl", "حزيران", None, id="a name of another language"),
    ],
)
def test_a_month_is_read_in_the_language_of_the_page_or_in_english(
    language: str, typed: str, month: int | None
) -> None:
    assert month_number(typed, language) == month


def test_a_whole_date_is_read_in_the_language_of_the_page() -> None:
    assert day_on_one_line("27 marca 2012", "pl") == iso_date("27", "marzec", "2012", "pl") == "2012-03-27"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        pytest.param("27 3 2012", "2012-03-27", id="spaces"),
        pytest.param("27/03/2012", "2012-03-27", id="slashes"),
        pytest.param("27.3.2012", "2012-03-27", id="dots"),
        pytest.param("27 March 2012", "2012-03-27", id="a name"),
        pytest.param("27th March, 2012", "2012-03-27", id="27th"),
        pytest.param("1st Mar 2012", "2012-03-01", id="1st"),
        pytest.param("2nd march 2012", "2012-03-02", id="2nd"),
        pytest.param("3RD MARCH 2012", "2012-03-03", id="3rd in capitals"),
        pytest.param("2012-03-27", "2012-03-27", id="ISO"),
        pytest.param("29 2 2012", "2012-02-29", id="a leap day"),
        pytest.param("29 2 2013", None, id="no leap day"),
        pytest.param("31 6 2012", None, id="June has 30 days"),
        pytest.param("27 3 12", None, id="a year of two digits may be any century"),
        pytest.param("27 March", None, id="no year"),
        pytest.param("27 3 1899", None, id="before anybody alive"),
        pytest.param(f"{FAR_TOO_LONG} 3 2012", None, id="thousands of digits"),
        pytest.param("99999999999999999999 3 2012", None, id="more than a C integer"),
        pytest.param("my birthday", None, id="words"),
    ],
)
def test_a_day_is_read_from_one_line(typed: str, day: str | None) -> None:
    assert day_on_one_line(typed) == day


@pytest.mark.parametrize(
    ("boxes", "day"),
    [
        pytest.param(("5", "3", "2027"), "2027-03-05", id="digits"),
        pytest.param(("05", "March", "2027"), "2027-03-05", id="a name"),
        pytest.param(("31", "4", "2027"), None, id="April has 30 days"),
        pytest.param(("0", "4", "2027"), None, id="no day 0"),
        pytest.param(("5", "", "2027"), None, id="no month"),
        pytest.param(("", "3", "2027"), None, id="no day"),
        pytest.param(("5", "3", ""), None, id="no year"),
        pytest.param(("5", "3", "27"), None, id="two digits"),
        pytest.param(("5", "3", "2100"), None, id="too far away"),
        pytest.param(("5\n", "3", "2027\n"), None, id="line ends"),
        pytest.param(("99999999999999999999", "3", "2027"), None, id="more than a C integer"),
    ],
)
def test_a_date_is_read_from_its_three_boxes(boxes: tuple[str, str, str], day: str | None) -> None:
    assert iso_date(*boxes) == day


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("12", 12, id="digits"),
        pytest.param("012", 12, id="a zero in front"),
        pytest.param("٢٣", 23, id="Arabic digits"),
        pytest.param("", None, id="nothing"),
        pytest.param("-1", None, id="a sign"),
        pytest.param("1.5", None, id="a fraction"),
        pytest.param("½", None, id="a fraction in one sign"),
        pytest.param("0" * 20 + "12", None, id="many zeros"),
        pytest.param(FAR_TOO_LONG, None, id="thousands of digits"),
    ],
)
def test_a_whole_number_is_read_from_its_digits(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        pytest.param("07700 900982", True, id="a mobile"),
        pytest.param("+44 (0)7700-900 982", True, id="with its country"),
        pytest.param("020.7946.0201", True, id="dots"),
        pytest.param("116123", True, id="a short one"),
        pytest.param("12345", False, id="too short"),
        pytest.param("1" * 16, False, id="too long"),
        pytest.param("07700 900982 ext 5", False, id="letters"),
        pytest.param("call me", False, id="no number"),
        pytest.param("++447700900982", False, id="two signs in front"),
        pytest.param("07700 900982\n07700 900983", False, id="two numbers run together are too long"),
    ],
)
def test_a_phone_number_has_six_to_fifteen_digits(typed: str, good: bool) -> None:
    assert is_phone(typed) == good


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        pytest.param("sam@example.org", True, id="plain"),
        pytest.param("sam+wdyt@mail.example.co.uk", True, id="a plus and more dots"),
        pytest.param("sam@bücher.example", True, id="a domain in letters of its own"),
        pytest.param("ሳም@example.org", False, id="another script, which most servers refuse"),
        pytest.param("jay@gmail,com", False, id="a comma for a dot"),
        pytest.param("jay@gmail..com", False, id="two dots"),
        pytest.param("sam@example", True, id="a short domain"),
        pytest.param("sam.example.org", False, id="no at"),
        pytest.param("@example.org", False, id="nobody"),
        pytest.param("sam@", False, id="nowhere"),
        pytest.param("sam@@example.org", False, id="two ats"),
        pytest.param("sam smith@example.org", False, id="a space"),
        pytest.param("s" * 250 + "@example.org", False, id="too long"),
    ],
)
def test_an_email_is_one_to_which_something_can_be_sent(typed: str, good: bool) -> None:
    assert is_email(typed) == good


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        pytest.param("a\0b", False, id="NUL"),
        pytest.param("a\ud83db", False, id="half of a pair"),
        pytest.param("a\U0001f600b", True, id="an emoji"),
        pytest.param("\u202eabc\u200f", True, id="marks of direction"),
        pytest.param("a\x01\x1bb\x7f", True, id="other control characters"),
    ],
)
def test_only_what_no_database_keeps_is_refused(typed: str, good: bool) -> None:
    assert keepable(typed) == good


def read(slug: str, typed: dict[str, Any], **before: Answer) -> Reading:
    page = next(page for page in PAGES if page.slug == slug)
    case = Case(Voice.CHILD, NOON.date(), {"who_are_you": "child", "kind": "complaint", **before})
    return forms.read(page, MultiDict(typed), case, Speakers(load("northshire")).of(Voice.CHILD, "en"))


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        pytest.param({"day": "31", "month": "June", "year": "2026"}, "day", id="June has 30 days, by its name too"),
        pytest.param({"day": "31", "month": "6", "year": "2026"}, "day", id="June has 30 days"),
        pytest.param({"month": "December", "year": "2026"}, "year", id="next month, by its name"),
        pytest.param({"month": "12", "year": "2026"}, "year", id="next month"),
        pytest.param({"day": "24", "month": "Nov", "year": "2026"}, "year", id="tomorrow"),
        pytest.param({"month": "May"}, "year", id="a month without its year"),
        pytest.param({"day": "3", "year": "2026"}, "month", id="a day without its month"),
        pytest.param({"day": "32", "month": "1", "year": "2026"}, "day", id="no month has 32 days"),
        pytest.param({"year": "26"}, "year", id="a year of two digits"),
        pytest.param({"year": "0" * 12 + "2025"}, "year", id="a year of sixteen digits"),
        pytest.param({"month": "Smarch", "year": "2026"}, "month", id="no such month"),
    ],
)
def test_a_date_that_cannot_be_is_told_at_its_box(typed: dict[str, str], at: str) -> None:
    assert list(read("about-when", typed).errors) == [at]


def test_today_is_not_in_the_future() -> None:
    reading = read("about-when", {"day": "23", "month": "Nov", "year": "2026"})
    assert not reading.errors
    assert reading.answers == {"day": "23", "month": "11", "year": "2026", "when_words": None}


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        pytest.param({"dob": "24 November 2026"}, "dob", id="born tomorrow, however it is written"),
        pytest.param({"dob": "2026-11-24"}, "dob", id="born tomorrow"),
        pytest.param({"age": "121"}, "age", id="older than anybody"),
        pytest.param({"age": "0000000000012"}, "age", id="more digits than an age has"),
        pytest.param({"age": "twelve"}, "age", id="a word"),
    ],
)
def test_an_age_or_birthday_that_cannot_be_is_told(typed: dict[str, str], at: str) -> None:
    assert list(read("name", typed).errors) == [at]


def test_numbers_are_stored_as_plain_digits() -> None:
    reading = read("name", {"age": "٠١٢", "dob": "1st May 2014", "preferred": "  Ali \r\n  B. "})
    assert not reading.errors
    assert reading.answers == {"age": "12", "dob": "2014-05-01", "preferred": "Ali B.", "full": None}


@pytest.mark.parametrize("value", ["no", "on", "false", "0", "YES"])
def test_a_tick_is_its_own_value_and_nothing_else(value: str) -> None:
    page = next(page for page in PAGES if "talk_instead" in page.keys and page.slug == "what")
    reading = read(page.slug, {"talk_instead": value, "what_happened": "x"})
    assert list(reading.errors) == ["talk_instead"]
    assert read(page.slug, {"talk_instead": "yes"}).answers["talk_instead"] == "yes"


def test_a_choice_that_this_voice_is_not_offered_is_unknown() -> None:
    assert list(read("also", {"court": "tribunal"}).errors) == ["court"]
    assert not read("also", {"court": "police"}).errors
