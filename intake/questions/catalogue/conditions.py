"""When a page is somebody's, when an answer is needed, and which dates cannot be.

None of them looks at the voice: who is asking and what they said choose the pages, the voice only the words.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from unicodedata import name

from intake.questions.catalogue.dates import A_YEAR
from intake.questions.vocabulary import Case, answered, both, either, unless
from intake.rules.spans import one_year_after

# ── Who is asking, and for what ──────────────────────────────────────────────────────────────────────────────────────

is_young = answered("who_are_you", "child", "care_leaver")
is_care_leaver = answered("who_are_you", "care_leaver")
is_adult = answered("who_are_you", "adult")

complains = answered("kind", "complaint")
thanks = answered("kind", "compliment")
has_an_idea = answered("kind", "idea")
only_wants_an_advocate = answered("kind", "advocate_only")
needs_an_answer = either(complains, only_wants_an_advocate)

# ── An adult and the child ───────────────────────────────────────────────────────────────────────────────────────────

is_about_themself = answered("relationship", "self")
speaks_for_a_child = both(is_adult, unless(is_about_themself))
may_have_parental_responsibility = unless(answered("relationship", "foster_carer", "professional", "self"))

# ── What they told us so far ─────────────────────────────────────────────────────────────────────────────────────────


def names_no_topic(case: Case) -> bool:
    """Nothing chosen under topic, and nothing written beside it."""
    return not case.codes("topic") and not case.words("topic_other").strip()


def has_said_nothing(case: Case) -> bool:
    """No topic, and no wish to talk to somebody instead: then their own words are all we could go by."""
    return names_no_topic(case) and not case.codes("talk_instead")


in_danger = either(answered("safe_now", "not_safe", "not_sure", "other_child"), answered("topic", "hurt"))
worries = either(in_danger, answered("feeling", "scared"))
faces_a_change = answered("topic", "move", "family_time", "money", "leaving")
may_be_in_court = answered("topic", "meeting", "family_time")
needs_a_date = answered("when_happened", "year", "over_year", "not_sure")
told_the_council = answered("told_someone", "worker", "manager", "carer", "reviewer", "complained")
complained_before = answered("told_someone", "complained")
is_another_council = answered("which_council", "another")
wants_to_hear_back = both(has_an_idea, answered("hear_back", "yes"))
wants_contact = answered("reply_how", "text", "call", "email", "letter", "person")
wants_a_call_or_text = answered("reply_how", "text", "call")


def writes_in_another_script(case: Case) -> bool:
    """Most letters of what they wrote are not Latin: then the language is asked for on the way."""
    words = case.words("what_happened") + case.words("topic_other")
    if words.isascii():  # as most are, and this is asked at every step
        return False
    letters = [letter for letter in words if letter.isalpha()]
    latin = sum(name(letter, "").startswith("LATIN") for letter in letters)
    return latin * 2 < len(letters)


def asks_for_help(case: Case) -> bool:
    """At least one thing by which the duty team could find them."""
    return any(case.words(key).strip() for key in ("quick_name", "quick_where", "quick_phone"))


def over_a_year_ago(case: Case) -> bool:
    """All of it lies outside the twelve months; a doubt counts for the person.

    A date that they gave wins over the band they chose. Source: regulation 9 of the Children Act 1989
    Representations Procedure (England) Regulations 2006: no later than one year after the grounds arose, and
    the anniversary itself is in time.
    """
    span = _span(case, "year", "month", "day")
    if span is None:
        return "over_year" in case.codes("when_happened")
    _, latest = span
    return one_year_after(latest) < case.today


# ── Dates that can be ────────────────────────────────────────────────────────────────────────────────────────────────


def day_has_its_month(case: Case) -> bool:
    return not case.words("day") or bool(case.words("month"))


def month_has_its_year(case: Case) -> bool:
    return not case.words("month") or bool(case.words("year"))


def day_is_in_its_month(case: Case) -> bool:
    """True also while a part is missing: that is another check's to say."""
    year, month, day = _number(case, "year", A_YEAR.high), _number(case, "month", 12), _number(case, "day", 31)
    return not (year and month and day) or day <= monthrange(year, month)[1]


def began_by_today(case: Case) -> bool:
    span = _span(case, "year", "month", "day")
    return span is None or span[0] <= case.today


def first_month_has_its_year(case: Case) -> bool:
    return not case.words("first_month") or bool(case.words("first_year"))


def first_told_by_today(case: Case) -> bool:
    span = _span(case, "first_year", "first_month")
    return span is None or span[0] <= case.today


def changes_from_today(case: Case) -> bool:
    change_date = _iso_day(case, "change_date")
    return change_date is None or change_date >= case.today


def born_by_today(case: Case) -> bool:
    birthday = _iso_day(case, "dob")
    return birthday is None or birthday <= case.today


def child_born_by_today(case: Case) -> bool:
    """True also for a plain age, which may stand in place of the date of birth."""
    birthday = _iso_day(case, "child_dob")
    return birthday is None or birthday <= case.today


def _span(case: Case, year_key: str, month_key: str, day_key: str = "") -> tuple[date, date] | None:
    """The first and last day that a year, a month or a day can mean; None without a year, or for no real date."""
    year, month, day = _number(case, year_key, A_YEAR.high), _number(case, month_key, 12), _number(case, day_key, 31)
    if not year:
        return None
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    last = monthrange(year, month)[1]
    if not day:
        return date(year, month, 1), date(year, month, last)
    return (date(year, month, day), date(year, month, day)) if day <= last else None


def _number(case: Case, key: str, most: int) -> int | None:
    """The number from 1 to `most` under this key; None for anything else, which is the control's own to say."""
    words = case.words(key)
    number = int(words) if words.isdecimal() and len(words) <= 4 else 0
    return number if 1 <= number <= most else None


def _iso_day(case: Case, key: str) -> date | None:
    try:
        return date.fromisoformat(case.words(key))
    except ValueError:
        return None
