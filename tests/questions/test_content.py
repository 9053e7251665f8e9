"""The words are easy to read, kind and honest: the rules for content, held over everything that is said in public."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
import textstat

from intake.council.load import load, shipped
from intake.questions.catalogue import (
    PAGES,
    QUESTIONS,
    access,
    calls,
    copy,
    good_to_know,
    language,
    leaflet,
    letters,
    listen,
    look,
    privacy,
    provider,
    signal,
    since,
    traces,
    written_copy,
)
from intake.questions.passages import Call, Passage
from intake.questions.vocabulary import Counted, ManyOf, OneOf, Page, Question, Say, Voice

# ── Everything that is said ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Spoken:
    """Words as one voice reads them: `place` says where they stand, `part` is ask, hint, why, label, error or copy."""

    place: str
    part: str
    voice: Voice
    words: str

    def __str__(self) -> str:
        return f"{self.place}-{self.part}-{self.voice}"


def says(question: Question) -> Iterator[tuple[str, Say | None]]:
    yield from (("ask", question.ask), ("hint", question.hint), ("why", question.why), ("error", question.missing))
    for option in question.answer.options if isinstance(question.answer, OneOf | ManyOf) else ():
        yield from (("label", option.label), ("hint", option.hint))
    for part in question.parts:
        yield from (("label", part.label), ("error", part.missing), ("error", part.wrong))
    yield from (("error", check.wrong) for check in question.checks)


def says_within(value: Any) -> Iterator[Say]:
    """Every Say inside a constant of the copy."""
    if isinstance(value, Say):
        yield value
    elif isinstance(value, Passage):
        yield from says_within((*value.lines, *value.calls))
    elif isinstance(value, Call):
        yield value.words
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from says_within(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from says_within(each)


def headings_within(value: Any) -> list[Say]:
    """The short headings inside a constant of the copy: they are no running text."""
    passages = value if isinstance(value, tuple) else ()
    return [each.heading for each in passages if isinstance(each, Passage) and each.heading]


MODULES = (
    *(access, calls, copy, good_to_know, language, leaflet, letters, listen, look, privacy, provider, signal, since),
    *(traces, written_copy),
)
COPY = {
    name: value
    for module in MODULES
    for name, value in vars(module).items()
    if name.isupper() and list(says_within(value))
}
ERRORS_OF_THE_COPY = {
    *("UNKNOWN_CHOICE", "CHOOSE_ALONE", "TOO_LONG", "CANNOT_KEEP", "PRESS_AGAIN"),
    *("NOT_A_NUMBER", "NOT_A_MONTH", "NOT_A_DATE", "NOT_A_PHONE", "NOT_AN_EMAIL"),
    *("NOT_FOUND", "NOT_ALLOWED", "TOO_BIG", "BROKEN", "LOST", "CODE_WRONG", "CODE_BLOCKED"),
}


def test_no_name_of_the_copy_hides_another_from_these_rules() -> None:
    said = [(name, value) for module in MODULES for name, value in vars(module).items() if name in COPY]
    assert [name for name, value in said if COPY[name] is not value] == []


def everything() -> Iterator[Spoken]:
    placed = [(question.key, part, say) for question in QUESTIONS.values() for part, say in says(question)]
    placed += [(page.slug, "title", page.title) for page in PAGES]
    placed += [(name, "title", heading) for name, value in COPY.items() for heading in headings_within(value)]
    placed += [
        (name, "error" if name in ERRORS_OF_THE_COPY else "copy", say)
        for name, value in COPY.items()
        for say in says_within(value)
    ]
    assert COPY.keys() >= ERRORS_OF_THE_COPY
    for place, part, say in placed:
        for voice in Voice:
            if say is not None and (words := say.said(voice)) is not None:
                yield Spoken(place, part, voice, words)
                if isinstance(words, Counted):
                    yield Spoken(place, part, voice, words.plural)


EVERYTHING = list(everything())


def offenders(
    breaks: Callable[[Spoken], object], *parts: str, voices: Collection[Voice] = tuple(Voice)
) -> list[tuple[str, object]]:
    """What breaks a rule, and how: of everything that is said in these parts (or anywhere) in these voices."""
    spoken = [each for each in EVERYTHING if each.voice in voices and (not parts or each.part in parts)]
    assert spoken, "nothing was looked at"
    return [(f"{each}: {each.words}", how) for each in spoken if (how := breaks(each))]


def plain(words: str) -> str:
    """The words with a short word in place of each fact."""
    return re.sub(r"%\(\w+\)s", "this", words)


def sentences(words: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!:])\s+", plain(words)) if sentence]


def found(banned: str, words: str) -> list[str]:
    return [match[0] for match in re.finditer(rf"\b(?:{banned})s?\b", words, re.IGNORECASE)]


# ── Short and easy ───────────────────────────────────────────────────────────────────────────────────────────────────

MOST_WORDS_IN_A_SENTENCE = {Voice.CHILD: 14, Voice.ADULT: 20, Voice.HANDLER: 20}
HARDEST_GRADE = {Voice.CHILD: 4.0, Voice.ADULT: 8.0, Voice.HANDLER: 8.0}


def words_in(text: str) -> int:
    return len(text.split())


def test_sentences_are_short() -> None:
    def too_long(spoken: Spoken) -> list[str]:
        return [each for each in sentences(spoken.words) if words_in(each) > MOST_WORDS_IN_A_SENTENCE[spoken.voice]]

    assert offenders(too_long) == []


def test_a_child_reads_nine_words_a_sentence_at_most_as_a_rule() -> None:
    running = [each for each in EVERYTHING if each.voice is Voice.CHILD and each.part not in ("label", "title")]
    lengths = [words_in(sentence) for each in running for sentence in sentences(each.words)]
    assert sum(lengths) / len(lengths) <= 9


def test_a_question_is_one_short_question() -> None:
    public = (Voice.CHILD, Voice.ADULT)
    assert offenders(lambda spoken: words_in(spoken.words) > 12, "ask", voices=public) == []
    assert offenders(lambda spoken: not re.fullmatch(r"[^.?!]+\?", spoken.words), "ask", voices=public) == []


def test_a_script_can_be_said_in_one_breath() -> None:
    assert offenders(lambda spoken: words_in(spoken.words) > 25, "ask", voices=(Voice.HANDLER,)) == []
    assert offenders(lambda spoken: len(sentences(spoken.words)) > 2, "ask", voices=(Voice.HANDLER,)) == []


def test_an_answer_is_nine_words_at_most() -> None:
    assert offenders(lambda spoken: words_in(spoken.words) > 9, "label") == []


def test_a_hint_is_fifteen_words_at_most_and_has_no_link() -> None:
    assert offenders(lambda spoken: words_in(spoken.words) > 15, "hint") == []
    assert offenders(lambda spoken: found(r"https?|www", spoken.words) or "<" in spoken.words, "hint") == []


def running_text(page: Page, voice: Voice) -> str:
    """What is read on a page beside the answers to choose from."""
    lines = [
        say.said(voice) for question in page.questions for say in (question.ask, question.hint, question.why) if say
    ]
    return " ".join(line for line in lines if line)


def full_stops(lines: list[str]) -> str:
    """The lines one after the other, each ended as the eye ends it at the end of a line."""
    return " ".join(line if line[-1] in ".?!" else f"{line}." for line in lines)


def texts() -> Iterator[Any]:
    for voice in Voice:
        for page in PAGES:
            yield pytest.param(voice, running_text(page, voice), id=f"{page.slug}-{voice}")
        for name, value in COPY.items():
            lines = [plain(words) for say in says_within(value) if (words := say.said(voice))]
            if lines:
                yield pytest.param(voice, full_stops(lines), id=f"{name}-{voice}")


READ_AS_A_TEXT = [text for text in texts() if len(str(text.values[1]).split()) >= 30]


@pytest.mark.parametrize(("voice", "text"), READ_AS_A_TEXT)
def test_running_text_is_easy_to_read(voice: Voice, text: str) -> None:
    assert textstat.flesch_kincaid_grade(text) <= HARDEST_GRADE[voice]


def test_most_of_what_is_long_enough_is_measured() -> None:
    measured = {str(text.id) for text in READ_AS_A_TEXT}
    assert {
        "BEFORE-child",
        "BEFORE-adult",
        "HELP-child",
        "ADVOCATE-child",
        "PRIVATE-child",
        "details-adult",
    } <= measured


# ── Words a child knows ──────────────────────────────────────────────────────────────────────────────────────────────

LONG_WORDS_A_CHILD_READS = {
    *("advocate", "family", "another", "idea", "different", "disability", "anyone", "everyone", "happening"),
    *("interpreter", "adopted", "adoption", "relative", "unfairly", "guardian", "manager", "listening", "computer"),
    *("november", "december", "ombudsman", "caribbean", "african", "continue", "microphone", "simpler"),
}
NEVER_TO_A_CHILD = (
    r"placement|contact|lac|cla|uasc|iro|pa|ehcp|care leaver|sibling|birth parent|biological parent|abscond\w*|"
    r"challenging behaviour|service user|complainant|representation|statutory|procedure|stage|eligible|submit|"
    r"outcome|regarding|disclose|allegation|safeguarding|assessment|corporate|asylum seeker|case"
)


def test_a_child_meets_no_word_too_long() -> None:
    def too_long(spoken: Spoken) -> set[str]:
        words = re.findall(r"[a-z]+", plain(spoken.words).lower().replace("’s", ""))
        long = {word.removesuffix("s") for word in words if textstat.syllable_count(word.removesuffix("s")) >= 3}
        return long - LONG_WORDS_A_CHILD_READS

    assert offenders(too_long, voices=(Voice.CHILD,)) == []


def test_a_child_meets_no_word_of_the_office() -> None:
    assert offenders(lambda spoken: found(NEVER_TO_A_CHILD, spoken.words), voices=(Voice.CHILD,)) == []


# ── Words nobody should meet ─────────────────────────────────────────────────────────────────────────────────────────

NEVER = (
    r"please|oops|invalid|illegal|forbidden|mandatory|required|click|simply|just|obviously|unfortunately|customers?|"
    r"why did you|why didn.t you|you failed|victims?|vulnerable|confidential|promises?|guarantee[sd]?|immediately|"
    r"etc|help is coming|on (its|the|their) way|anonymously"
)
CAPITALS = {"OK", "BSL", "SEND", "MASH", "NSPCC", "WCAG", "AA", "ICO"}


def test_no_banned_word_is_said() -> None:
    assert offenders(lambda spoken: found(NEVER, spoken.words)) == []


def test_nobody_is_shouted_at() -> None:
    assert offenders(lambda spoken: re.findall(r"!|&|e\.g\.|i\.e\.|[<>*_]", plain(spoken.words))) == []
    assert offenders(lambda spoken: set(re.findall(r"\b[A-Z]{2,}\b", spoken.words)) - CAPITALS) == []


def test_an_error_neither_blames_nor_grovels() -> None:
    grovels = r"sorry|error|wrong answer|not allowed|must not|fail(ed)?"
    assert offenders(lambda spoken: found(grovels, spoken.words), "error") == []


def test_apostrophes_and_quotes_are_set_as_in_print() -> None:
    assert offenders(lambda spoken: re.findall(r"['\"]|  |^ | $", spoken.words)) == []


NEVER_IN_A_TITLE = r"abuse|complaint|social|care|safe|court|police"


def test_a_title_gives_nothing_away_over_a_shoulder() -> None:
    def gives_away(spoken: Spoken) -> list[str]:
        is_title = spoken.part == "title" or spoken.place.endswith("_TITLE")
        return found(NEVER_IN_A_TITLE, spoken.words) if is_title else []

    assert offenders(gives_away) == []


@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
def test_an_address_gives_nothing_away_either(slug: str) -> None:
    assert found(NEVER_IN_A_TITLE, slug) == []
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", slug)


def test_addresses_stand_once() -> None:
    slugs = [page.slug for page in PAGES]
    assert sorted(slugs) == sorted(set(slugs))


# ── Facts come from the council's file ───────────────────────────────────────────────────────────────────────────────

OF_THE_CASE = {
    *("ref", "ack_by", "reply_by", "latest_by", "advocate_by", "until", "sent_at", "alerted_at", "received_on"),
    *("call_back_by", "people", "touched_on", "n", "of", "name", "limit", "number"),
    *("stage1_days", "stage1_most", "stage2_days", "stage2_most", "stage3_days", "stage2_ask_days", "stage3_ask_days"),
    *("panel_report_days", "panel_response_days", "wcag", "statement_written"),
    *("opens", "closes", "days", "first_day", "last_day", "before", "last"),
    *("kind", "received", "due", "due_by", "sent_on", "answer_by", "contact_time", "link"),
}
COUNCILS = [load(key) for key in shipped()]
OF_EVERY_COUNCIL = set.intersection(*({*council.facts, *council.hours} for council in COUNCILS))
MONTHS = "January|February|April|July|August|September|October|November|December"


def without_facts(words: str) -> str:
    return re.sub(r"%\(\w+\)s", "", words)


def facts_in(spoken: Spoken) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", spoken.words))


def test_no_number_stands_in_the_words_but_999_and_short_ones() -> None:
    assert offenders(lambda spoken: set(re.findall(r"\d{3,}", without_facts(spoken.words))) - {"999"}) == []


def test_no_day_or_hour_stands_in_the_words() -> None:
    days = rf"\d+ ?[ap]m|\d+[:.]\d+|{MONTHS}|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|o.clock"
    assert offenders(lambda spoken: found(days, without_facts(spoken.words))) == []


def test_no_council_is_named_in_the_words() -> None:
    names = [name for council in COUNCILS for name in (council.name, council.team.name, council.advocate.name)]
    assert offenders(lambda spoken: [name for name in names if name in spoken.words]) == []


def test_every_fact_that_is_named_is_known() -> None:
    assert offenders(lambda spoken: facts_in(spoken) - OF_EVERY_COUNCIL - OF_THE_CASE) == []
    assert offenders(lambda spoken: "%" in without_facts(spoken.words)) == []


def test_a_question_only_names_facts_that_every_page_has() -> None:
    assert offenders(lambda spoken: spoken.place not in COPY and facts_in(spoken) - OF_EVERY_COUNCIL) == []
