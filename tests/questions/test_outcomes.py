"""What people are told about what happens next: words for all of it, short enough, and never a refusal."""

import re

import pytest
import textstat

from intake.questions.catalogue.outcomes import FLAGS, ROUTES, SIGNPOSTS, what_happens
from intake.questions.vocabulary import Say, Voice
from intake.rules.codes import Flag, Route, Signpost

# Flags for the team alone, each with the reason why the person is told nothing by it.
KEPT_FROM_THE_PAGE = {
    Flag.ADVOCATE_MUST_OFFER: "the advocate's own part of the page says it",
    Flag.ADVOCATE_REFERRAL: "as above",
    Flag.CONFLICT_OF_INTEREST: "who may not see the record is settled inside",
    Flag.DATA_PROTECTION_ROUTE: "its signposts say it",
    Flag.DUPLICATE_FAMILY: "it would tell of somebody else's complaint",
    Flag.EARLY_RESOLUTION_CANDIDATE: "agreed with the person already",
    Flag.LADO_REFERRAL: "nobody is warned of a referral by a web page",
    Flag.LGSCO_INFO: "its signpost says it",
    Flag.POSSIBLE_PRESSURE: "the one who presses may read it",
    Flag.PRIORITY_CHILD: "an order of work, not news",
    Flag.SCOPE_CHECK: "the route says what is not sure yet",
    Flag.SPLIT_ROUTES: "the route says it",
    Flag.STAFF_SAFETY_ALERT: "for the manager of the staff",
    Flag.TIME_UNCLEAR: "a doubt counts for the person, so there is nothing to tell",
    Flag.WITHDRAW_CONFIRM: "the route says it",
}

# Only an adult can have these: a child or care leaver complains in their own right, and is no carer or member of staff.
FOR_ADULTS = {
    Route.STATUTORY_SI,
    Route.PROFESSIONAL_ESCALATION,
    Flag.SUFFICIENT_INTEREST_DECISION,
    Flag.CONTACT_YOUNG_PERSON_FIRST,
    Flag.REPRESENTATIVE_CONSENT_CHECK,
    Flag.NON_INSTRUCTED,
    Flag.CHILD_VIEWS_NEEDED,
    Flag.INFO_SHARING_LIMITED,
    Signpost.IRM,
    Signpost.FOSTERING_AGENCY,
    Signpost.ADULT_SOCIAL_CARE_COMPLAINT,
    Signpost.HR_GRIEVANCE,
    Signpost.WHISTLEBLOWING,
}

ALL = {**ROUTES, **FLAGS, **SIGNPOSTS}
SPOKEN = {
    f"{type(code).__name__}-{code}-{voice}": (voice, words)
    for code, say in ALL.items()
    for voice in Voice
    if (words := say.said(voice)) is not None
}
MOST_WORDS_IN_A_SENTENCE = {Voice.CHILD: 14, Voice.ADULT: 20, Voice.HANDLER: 20}
HARDEST_GRADE = {Voice.CHILD: 4.0, Voice.ADULT: 8.0, Voice.HANDLER: 8.0}

LONG_WORDS_A_CHILD_READS = {
    *("advocate", "family", "another", "idea", "different", "disability", "anyone", "everyone", "happening"),
    *("interpreter", "adopted", "adoption", "relative", "unfairly", "guardian", "manager", "listening", "computer"),
    *("november", "december", "ombudsman", "caribbean", "african", "continue"),
    "ofsted",  # two, though counted as three
}
NEVER_TO_A_CHILD = (
    r"placement|contact|lac|cla|uasc|iro|pa|ehcp|care leaver|sibling|birth parent|biological parent|abscond|"
    r"challenging behaviour|service user|complainant|representation|statutory|procedure|stage|eligible|submit|"
    r"outcome|regarding|disclose|allegation|safeguarding|assessment|corporate|asylum seeker|case"
)
NEVER = (
    r"please|sorry|oops|invalid|illegal|forbidden|mandatory|required|click|simply|just|obviously|unfortunately|"
    r"customer|why did you|why didn.t you|you failed|victim|vulnerable|confidential|promise|guarantee|immediately|"
    r"e\.g\.|i\.e\.|etc"
)
REFUSALS = r"not eligible|ineligible|refuse|reject|turn(ed)? (you )?away|too late|out of time|cannot complain|no right"
CLAIMS_OF_THINGS_DONE = r"(has|have|had) been|we (have )?(sent|passed|told|given|forwarded)|was (sent|passed)"
CAPITALS_ALLOWED = {"OK", "BSL", "SEND", "MASH", "NSPCC"}


def without_placeholders(words: str) -> str:
    return re.sub(r"%\(\w+\)s", "", words)


def sentences(words: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!])\s+", words) if sentence]


def found(pattern: str, words: str) -> list[str]:
    return [match[0] for match in re.finditer(rf"\b(?:{pattern})\b", words, re.IGNORECASE)]


@pytest.mark.parametrize("route", Route)
def test_every_route_has_words(route: Route) -> None:
    assert route in ROUTES


@pytest.mark.parametrize("flag", Flag)
def test_every_flag_has_words_or_a_reason_for_silence(flag: Flag) -> None:
    assert (flag in FLAGS) != (flag in KEPT_FROM_THE_PAGE)


@pytest.mark.parametrize("signpost", Signpost)
def test_every_signpost_has_words(signpost: Signpost) -> None:
    assert signpost in SIGNPOSTS


@pytest.mark.parametrize(("code", "say"), ALL.items(), ids=[f"{type(code).__name__}-{code}" for code in ALL])
def test_everybody_is_told_what_can_come_to_them(code: str, say: Say) -> None:
    assert say.adult
    assert (say.child is None) == (code in FOR_ADULTS)


every_voice = pytest.mark.parametrize(("voice", "words"), SPOKEN.values(), ids=SPOKEN)
everything_said = pytest.mark.parametrize("words", [words for _, words in SPOKEN.values()], ids=SPOKEN)


@every_voice
def test_sentences_are_short(voice: Voice, words: str) -> None:
    assert [s for s in sentences(words) if len(s.split()) > MOST_WORDS_IN_A_SENTENCE[voice]] == []


@every_voice
def test_running_text_is_easy_to_read(voice: Voice, words: str) -> None:
    assert len(words.split()) < 20 or textstat.flesch_kincaid_grade(without_placeholders(words)) <= HARDEST_GRADE[voice]


@everything_said
def test_no_banned_word_is_said(words: str) -> None:
    assert found(NEVER, words) == []
    assert "!" not in words
    assert "&" not in words
    assert set(re.findall(r"\b[A-Z]{2,}\b", words)) <= CAPITALS_ALLOWED


@everything_said
def test_nobody_is_refused(words: str) -> None:
    assert found(REFUSALS, words) == []


@everything_said
def test_nothing_is_said_to_be_done_that_may_not_be(words: str) -> None:
    assert found(CLAIMS_OF_THINGS_DONE, words) == []


@everything_said
def test_no_fact_of_a_council_stands_in_the_words(words: str) -> None:
    assert re.findall(r"%\((\w+)\)s", words) in ([], ["ombudsman_phone"], ["day", "edt"])
    assert set(re.findall(r"\d+", without_placeholders(words))) <= {"999"}


@pytest.mark.parametrize("words", [pytest.param(say.child, id=code) for code, say in ALL.items() if say.child])
def test_a_child_meets_no_word_too_long_or_too_grown_up(words: str) -> None:
    said = {word.lower() for word in re.findall(r"[A-Za-z]+", without_placeholders(words))}
    assert {word for word in said if textstat.syllable_count(word) >= 3} <= LONG_WORDS_A_CHILD_READS
    assert found(NEVER_TO_A_CHILD, words) == []


def test_danger_is_read_first_and_who_else_to_turn_to_last() -> None:
    said = what_happens(
        Route.CM_DECIDES,
        {Flag.LATE_DISCRETION, Flag.SAFEGUARDING_IMMEDIATE, Flag.ANONYMOUS},
        {Signpost.LGSCO, Signpost.SCHOOL_COMPLAINT},
    )
    assert said == (
        FLAGS[Flag.SAFEGUARDING_IMMEDIATE],
        ROUTES[Route.CM_DECIDES],
        FLAGS[Flag.LATE_DISCRETION],
        FLAGS[Flag.ANONYMOUS],
        SIGNPOSTS[Signpost.SCHOOL_COMPLAINT],
        SIGNPOSTS[Signpost.LGSCO],
    )


def test_the_plain_words_of_a_record_will_do() -> None:
    assert what_happens("split", ["part_late"], ["ico"]) == what_happens(Route.SPLIT, {Flag.PART_LATE}, {Signpost.ICO})


def test_what_has_no_route_is_told_the_rest() -> None:
    assert what_happens(None, [Flag.INTERPRETER], []) == (FLAGS[Flag.INTERPRETER],)


@pytest.mark.parametrize("flag", KEPT_FROM_THE_PAGE)
def test_flags_for_the_team_say_nothing_to_the_person(flag: Flag) -> None:
    assert what_happens(Route.STATUTORY, [flag], []) == (ROUTES[Route.STATUTORY],)


@pytest.mark.parametrize(
    ("route", "flags", "said_once"),
    [
        pytest.param(
            Route.SAFEGUARDING_THEN_CM,
            {Flag.SAFEGUARDING_IMMEDIATE, Flag.SAFEGUARDING_REFERRAL},
            Flag.SAFEGUARDING_IMMEDIATE,
            id="danger now speaks for a worry as well",
        ),
        pytest.param(
            Route.SAFEGUARDING_THEN_CM,
            {Flag.URGENT_HOMELESS, Flag.CASE_CONCERN_SAME_DAY},
            Flag.URGENT_HOMELESS,
            id="nowhere to sleep says who is told, and whom to call",
        ),
        pytest.param(
            Route.SPLIT,
            {Flag.REPRESENTATIVE_CONSENT_CHECK, Flag.CONTACT_YOUNG_PERSON_FIRST},
            Flag.CONTACT_YOUNG_PERSON_FIRST,
            id="asking the young person is the check",
        ),
        pytest.param(
            Route.STATUTORY,
            {Flag.RESUBMIT_RIGHT, Flag.PROCEEDINGS_CHECK},
            Flag.PROCEEDINGS_CHECK,
            id="what may have to wait says how to send it again",
        ),
    ],
)
def test_nothing_is_said_twice(route: Route, flags: set[Flag], said_once: Flag) -> None:
    assert set(what_happens(route, flags, [])) == {ROUTES[route], FLAGS[said_once]}


def test_the_interest_decision_is_said_by_its_route_and_else_by_its_flag() -> None:
    flags = {Flag.SUFFICIENT_INTEREST_DECISION}
    assert what_happens(Route.STATUTORY_SI, flags, []) == (ROUTES[Route.STATUTORY_SI],)
    assert FLAGS[Flag.SUFFICIENT_INTEREST_DECISION] in what_happens(Route.SPLIT, flags, [])


def test_a_route_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="not_a_route"):
        what_happens("not_a_route", [], [])
