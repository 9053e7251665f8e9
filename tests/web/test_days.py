"""Days, times and hours are said as each language says them; in English as they always were."""

from __future__ import annotations

from datetime import date, time

import pytest

from intake.council.hours import AroundTheClock, Hours, read_hours
from intake.council.load import load, shipped
from intake.questions.vocabulary import Voice
from intake.web.days import day_said, hours_said, locale_of, time_said
from intake.web.speaker import Speakers
from tests.tongues import offering, translation

MONDAY = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("language", "day", "time_of_day"),
    [
        pytest.param("en", "Monday 7 December", "17:05", id="English"),
        pytest.param("pl", "poniedziałek, 7 grudnia", "17:05", id="Polish"),
        pytest.param("ar", "الاثنين، 7 ديسمبر", "5:05 م", id="Arabic, with Western digits"),
        pytest.param("fa", "دوشنبه 7 دسامبر", "17:05", id="Farsi, with Western digits"),
        pytest.param("ti", "ሰኑይ፣ 7 ታሕሳስ", "5:05 ድ.ቀ.", id="Tigrinya"),
    ],
)
def test_a_day_and_a_time_are_said_as_the_language_does(language: str, day: str, time_of_day: str) -> None:
    assert day_said(MONDAY, locale_of(language)) == day
    assert time_said(time(17, 5), locale_of(language)) == time_of_day


@pytest.mark.parametrize("language", ["en", "ar", "ckb", "ps", "fa_AF", "ti", "vi", "ku", "so", "sq", "am", "pl", "ur"])
def test_every_language_that_may_come_can_say_them_in_western_digits(language: str) -> None:
    said = day_said(MONDAY, locale_of(language)) + time_said(time(17, 5), locale_of(language))
    assert "7" in said and "05" in said
    assert not any(each.isdigit() and not each.isascii() for each in said)


def english(fact: str, hours: Hours, voice: Voice = Voice.ADULT) -> str:
    return hours_said(fact, hours, Speakers(load("northshire")).of(voice, "en").filled, locale_of("en"))


@pytest.mark.parametrize(
    ("fact", "text", "said"),
    [
        ("team_hours", "mon-fri 09:00-17:00", "9am to 5pm, Monday to Friday"),
        ("team_hours", "mon-sun 10:00-19:00", "10am to 7pm, every day"),
        ("team_hours", "sat 09:30-12:00", "9:30am to 12pm, Saturday"),
        ("team_hours", "always", "any time, day or night"),
        ("edt_hours", "nights", "nights, weekends and bank holidays"),
        ("hours", "mon-fri 08:30-17:30", "from 8:30am to 5:30pm, Monday to Friday"),
        ("duty_hours", "always", "day and night"),
        ("duty_hours", "nights", "at night, at weekends and on bank holidays"),
        ("childline_hours", "always", "You can call any time, day or night"),
        ("childline_hours", "mon-fri 09:00-17:00", "You can call from 9am to 5pm, Monday to Friday"),
        ("childline_hours", "nights", "You can call at night, at weekends and on bank holidays"),
    ],
)
def test_hours_read_as_the_end_of_their_sentence(fact: str, text: str, said: str) -> None:
    assert english(fact, read_hours(text)) == said


def test_a_child_reads_of_no_bank_holiday() -> None:
    assert english("edt_hours", AroundTheClock.NIGHTS, Voice.CHILD) == "nights, weekends and days when banks are shut"


@pytest.mark.parametrize("key", shipped())
@pytest.mark.parametrize("voice", Voice)
def test_the_hours_of_a_council_can_all_be_said(key: str, voice: Voice) -> None:
    council = load(key)
    speak = Speakers(council).of(voice, "en")
    assert all(speak.fact(name).strip() for name in council.hours)


def test_another_language_has_its_own_words_for_hours() -> None:
    polish = translation(
        "pl",
        {
            "from %(opens)s to %(closes)s, %(days)s": ("w godz. %(opens)s-%(closes)s, %(days)s",),
            "%(first_day)s to %(last_day)s": ("%(first_day)s-%(last_day)s",),
        },
    )
    speak = Speakers(offering(load("northshire"), "pl"), lambda _: polish).of(Voice.CHILD, "pl")
    assert speak.fact("hours") == "w godz. 09:00-17:00, poniedziałek-piątek"
