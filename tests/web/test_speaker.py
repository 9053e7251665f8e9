"""What is said in a language: the right form for a number, facts that keep their direction, English where it helps."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from markupsafe import Markup

from intake.council.load import load
from intake.questions.vocabulary import N_, NN_, Counted, Say, Voice, same
from intake.web.speaker import Speaker, Speakers
from intake.web.translation import Translation, TranslationError, read
from tests.tongues import offering, pseudo, translation

COUNTY = load("northshire")
DAYS = same(NN_("%(n)s day, %(name)s", "%(n)s days, %(name)s", "n"))
NUMBERS = (0, 1, 2, 3, 11, 100)
FIRST_STRONG, APART = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def speaker(made: Translation) -> Speaker:
    return Speakers(offering(COUNTY, made.language), lambda _: made).of(Voice.CHILD, made.language)


def with_days(language: str, forms: Iterable[str]) -> Speaker:
    return speaker(translation(language, {str(DAYS.child): tuple(f"{form} %(n)s" for form in forms)}))


def without_marks(text: str) -> str:
    return text.replace(FIRST_STRONG, "").replace(APART, "")


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


SAID_OF = {
    "ar": {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other"},
    "pl": {0: "many", 1: "one", 2: "few", 3: "few", 11: "many", 100: "many"},
}
FORMS = {"ar": ("zero", "one", "two", "few", "many", "other"), "pl": ("one", "few", "many")}


@pytest.mark.parametrize("language", FORMS)
def test_each_number_takes_the_form_of_its_language(language: str) -> None:
    speak = with_days(language, FORMS[language])
    assert {n: speak.filled(DAYS, n=n, name="A").split()[0] for n in NUMBERS} == SAID_OF[language]


@pytest.mark.parametrize("language", FORMS)
def test_a_catalogue_that_is_shipped_has_that_rule_too(language: str) -> None:
    form_of = read(language).form_of
    assert {n: FORMS[language][form_of(n)] for n in NUMBERS} == SAID_OF[language]


def test_english_has_one_and_many() -> None:
    speak = Speakers(COUNTY).of(Voice.CHILD, "en")
    said = [speak.filled(DAYS, n=n, name="A") for n in NUMBERS]
    assert said == ["0 days, A", "1 day, A", "2 days, A", "3 days, A", "11 days, A", "100 days, A"]
    assert speak.all_filled((DAYS,), n=1, name="A") == ["1 day, A"]


def test_a_number_of_the_council_counts_too() -> None:
    wiped = same(NN_("Wiped after %(draft_days)s day.", "Wiped after %(draft_days)s days.", "draft_days"))
    assert Speakers(COUNTY).of(Voice.CHILD, "en")(wiped) == "Wiped after 14 days."
    arabic = translation("ar", {"Wiped after %(draft_days)s day.": tuple(f"{n}: %(draft_days)s" for n in range(6))})
    assert without_marks(speaker(arabic)(wiped)) == "4: 14"


def test_what_is_not_translated_is_counted_in_english() -> None:
    assert without_marks(speaker(translation("ar", {})).filled(DAYS, n=1, name="A")) == "1 day, A"


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "10,000"), ("pl", "10\N{NO-BREAK SPACE}000"), ("ar", "10,000")],
)
def test_a_large_number_is_written_as_the_language_does_in_western_digits(language: str, written: str) -> None:
    say = speaker(translation(language, {}))
    assert written in say.filled(DAYS, n=10_000, name="A")
    assert written == f"10{say.thousands}000", "as a script writes it too"


def test_a_counted_message_is_the_words_for_one() -> None:
    assert DAYS.child == "%(n)s day, %(name)s"
    assert isinstance(DAYS.child, Counted) and DAYS.child.of(2) == "%(n)s days, %(name)s"


# ── Facts in a language from right to left ───────────────────────────────────────────────────────────────────────────


def test_facts_stand_apart_from_words_that_go_the_other_way() -> None:
    speak = speaker(translation("ar", {}))
    assert speak.direction == "rtl"
    for words, fact in (("%(team_phone)s", "01632 960 101"), ("%(team_email)s", "complaints@northshire.example")):
        assert speak(same(N_(f"{words}."))) == f"{FIRST_STRONG}{fact}{APART}."
    assert speak.filled(same(N_("%(ref)s.")), ref="WDYT-7K3M2Q") == f"{FIRST_STRONG}WDYT-7K3M2Q{APART}."
    assert speak.all_filled((same(N_("%(ref)s.")),), ref="WDYT-7K3M2Q") == [f"{FIRST_STRONG}WDYT-7K3M2Q{APART}."]


@pytest.mark.parametrize("fact", ["الاثنين، 7 ديسمبر", "5:05 م", "يوسف"])
def test_what_goes_the_same_way_stands_among_them(fact: str) -> None:
    assert speaker(translation("ar", {})).filled(same("%(name)s."), name=fact) == f"{fact}."


def test_a_name_in_two_scripts_stands_apart_whole() -> None:
    said = speaker(translation("ar", {})).filled(same("%(name)s."), name="يوسف (Joe)")
    assert said == f"{FIRST_STRONG}يوسف (Joe){APART}."


@pytest.mark.parametrize("language", ["en", "pl"])
def test_from_left_to_right_they_need_no_mark(language: str) -> None:
    assert speaker(translation(language, {})).filled(same("%(ref)s."), ref="WDYT-7K3M2Q") == "WDYT-7K3M2Q."


# ── Until a native speaker has read it ───────────────────────────────────────────────────────────────────────────────

HELLO = same(N_("Call %(team_phone)s & say <b>."))


def test_the_english_stands_below_a_translation_that_nobody_has_reviewed() -> None:
    speak = speaker(translation("pl", {str(HELLO.child): ("Zadzwoń <%(team_phone)s>.",)}))
    said = speak.both(HELLO)
    assert said == (
        "Zadzwoń &lt;01632 960 101&gt;."
        '<span class="english" lang="en" dir="ltr">Call 01632 960 101 &amp; say &lt;b&gt;.</span>'
    )
    assert isinstance(said, Markup)
    assert speak.all_both((HELLO, Say(adult="for adults"))) == [said]


def test_once_it_is_reviewed_it_stands_alone() -> None:
    speak = speaker(translation("pl", {str(HELLO.child): ("Zadzwoń.",)}, is_reviewed=True))
    assert not speak.awaits_review
    assert speak.both(HELLO) == "Zadzwoń."
    assert not isinstance(speak.both(HELLO), Markup)


def test_english_is_never_said_twice() -> None:
    assert Speakers(COUNTY).of(Voice.CHILD, "en").both(same("Hello")) == "Hello"


# ── Which languages there are ────────────────────────────────────────────────────────────────────────────────────────


def test_a_language_that_the_council_does_not_offer_is_english() -> None:
    assert Speakers(COUNTY).of(Voice.CHILD, "ti").language == "en"


def test_a_council_cannot_offer_a_language_without_words() -> None:
    with pytest.raises(TranslationError, match=r"no words in 'cy': .*flask translate add cy"):
        Speakers(offering(COUNTY, "cy"))


def test_only_the_languages_of_the_council_are_read() -> None:
    asked: list[str] = []

    def read_and_noted(language: str) -> Translation:
        asked.append(language)
        return pseudo(language)

    Speakers(offering(COUNTY, "el"), read_and_noted)
    assert asked == ["el"]


def test_english_needs_no_catalogue() -> None:
    assert read("en").messages == {}
