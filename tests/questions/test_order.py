"""The pages come in the order that was agreed, for everybody, and each speaks to whoever may open it."""

import itertools
from datetime import date

import pytest

from intake.questions.catalogue import PAGES
from intake.questions.vocabulary import Answer, Case, ManyOf, OneOf, Page, Section, Voice

TODAY = date(2026, 11, 23)


def case(**answers: Answer) -> Case:
    voice = Voice.ADULT if answers.get("who_are_you") == "adult" else Voice.CHILD
    return Case(voice, TODAY, answers)


def way(case: Case) -> list[str]:
    """The pages asked on the way, by their slugs."""
    return [page.slug for page in PAGES if page.when(case) and page.asked(case)]


def to_add(case: Case) -> list[str]:
    """The pages that only the check page offers."""
    return [page.slug for page in PAGES if page.when(case) and not page.asked(case)]


CHILD = ["now", "how", "about", "what", "when", "better", "side", "reply", "name", "not-tell"]
ADULT = ["about", "what-happened", "when", "where", "so-far", "better", "side", "details"]
CHILD_EXTRAS = ["area", "team", "told", "also", "soon", "today", "language", "easier", "with-you"]
ADULT_EXTRAS = ["change", "today", "language", "easier"]


@pytest.mark.parametrize(
    ("answers", "pages", "extras"),
    [
        pytest.param({"who_are_you": "child", "kind": "complaint"}, CHILD, CHILD_EXTRAS, id="child"),
        pytest.param(
            {"who_are_you": "care_leaver", "kind": "complaint"},
            [*CHILD[:5], "soon", *CHILD[5:]],
            [extra for extra in CHILD_EXTRAS if extra != "soon"],
            id="care leaver is asked about changes",
        ),
        pytest.param(
            {"who_are_you": "adult", "kind": "complaint", "relationship": "parent"},
            ["now", "you", "the-child", *ADULT],
            ADULT_EXTRAS,
            id="parent",
        ),
        pytest.param(
            {"who_are_you": "adult", "kind": "complaint", "relationship": "foster_carer"},
            ["now", "you", "about-the-child", *ADULT],
            ADULT_EXTRAS,
            id="foster carer is not asked for parental responsibility",
        ),
        pytest.param(
            {"who_are_you": "adult", "kind": "complaint", "relationship": "professional"},
            ["now", "you", "about-the-child", *ADULT],
            ADULT_EXTRAS,
            id="professional is not asked for parental responsibility",
        ),
        pytest.param(
            {"who_are_you": "adult", "kind": "complaint", "relationship": "self"},
            ["now", "you", *(page for page in ADULT if page != "side")],
            ["change", "today", "language", "easier"],
            id="somebody who was treated badly themself is not asked about a child",
        ),
        pytest.param({"who_are_you": "child", "kind": "compliment"}, ["good"], [], id="thanks"),
        pytest.param(
            {"who_are_you": "adult", "kind": "compliment", "good_share": "with_name"},
            ["good", "your-name"],
            [],
            id="thanks with a name",
        ),
        pytest.param({"who_are_you": "adult", "kind": "idea"}, ["idea"], [], id="idea"),
        pytest.param(
            {"who_are_you": "child", "kind": "idea", "hear_back": "yes", "reply_how": ["email"]},
            ["idea", "reply", "reach"],
            [],
            id="idea with an answer wanted",
        ),
        pytest.param(
            {"who_are_you": "care_leaver", "kind": "advocate_only", "reply_how": ["text"]},
            ["now", "share-and-reply", "reach-and-name"],
            ["language", "easier", "with-you"],
            id="advocate only",
        ),
        pytest.param(
            {"who_are_you": "child", "kind": "advocate_only", "reply_how": ["code"]},
            ["now", "share-and-reply", "name"],
            ["language", "easier", "with-you"],
            id="advocate only, to be reached by the code alone",
        ),
        pytest.param(
            {"who_are_you": "adult", "kind": "advocate_only", "relationship": "parent"},
            ["now", "you", "about-the-child", "details"],
            ["language", "easier"],
            id="an adult asks for an advocate for a child",
        ),
    ],
)
def test_the_form_goes_the_agreed_way(answers: dict[str, Answer], pages: list[str], extras: list[str]) -> None:
    assert way(case(**answers)) == pages
    assert to_add(case(**answers)) == extras


@pytest.mark.parametrize(
    ("answer", "opens", "before"),
    [
        pytest.param({"when_happened": "over_year"}, ["about-when", "before-now"], "better", id="over a year ago"),
        pytest.param({"when_happened": "not_sure"}, ["about-when"], "better", id="not sure when"),
        pytest.param({"when_happened": "year"}, ["about-when"], "better", id="within the year: when about?"),
        pytest.param({"when_happened": "days"}, [], "better", id="days ago"),
        pytest.param({"topic": ["move"]}, ["soon"], "better", id="a move"),
        pytest.param({"topic": ["leaving", "other"]}, ["soon"], "better", id="leaving care"),
        pytest.param({"topic": ["family_time"]}, ["also", "soon"], "better", id="a judge may decide about family"),
        pytest.param({"topic": ["meeting"]}, ["also"], "better", id="a conference"),
        pytest.param({"which_council": "another"}, ["pass-on"], "better", id="another council, added later"),
        pytest.param({"told_someone": ["worker"]}, ["first-time"], "better", id="told a worker, added later"),
        pytest.param({"told_someone": ["complained"]}, ["last-time", "first-time"], "better", id="complained before"),
        pytest.param({"told_someone": ["family"]}, [], "better", id="told the family"),
        pytest.param({"advocate": "yes"}, ["share"], "reply", id="wants an advocate"),
        pytest.param({"advocate": "have_one"}, ["who-helps"], "reply", id="has an advocate"),
        pytest.param({"reply_how": ["code", "call"]}, ["reach"], "name", id="a call is wanted"),
        pytest.param({"reply_how": ["code"]}, [], "name", id="the code is enough"),
    ],
)
def test_an_answer_of_a_child_opens_its_pages_in_their_place(
    answer: dict[str, Answer], opens: list[str], before: str
) -> None:
    at = CHILD.index(before)
    assert way(case(who_are_you="child", kind="complaint", **answer)) == [*CHILD[:at], *opens, *CHILD[at:]]


def test_a_change_that_an_adult_fears_is_asked_about_after_what_they_want() -> None:
    pages = way(case(who_are_you="adult", kind="complaint", relationship="parent", topic=["money"]))
    assert pages[pages.index("better") :] == ["better", "change", "side", "details"]


# ── Every case that leads to a page ──────────────────────────────────────────────────────────────────────────────────

CASES = [
    case(
        who_are_you=role,
        kind=kind,
        relationship=relationship if role == "adult" else None,
        topic=["move", "meeting"],
        when_happened="over_year",
        which_council="another",
        told_someone=["complained"],
        good_share="with_name",
        hear_back="yes",
        advocate=advocate,
        reply_how=reply_how,
    )
    for role, kind, relationship, advocate, reply_how in itertools.product(
        ("child", "care_leaver", "adult"),
        ("complaint", "compliment", "idea", "advocate_only"),
        ("parent", "foster_carer", "self"),
        ("yes", "have_one"),
        (["text", "call", "email", "letter", "person"], ["code"]),
    )
]


@pytest.mark.parametrize("page", PAGES, ids=[page.slug for page in PAGES])
def test_a_page_speaks_to_everybody_who_may_open_it(page: Page) -> None:
    reached_by = [each for each in CASES if page.when(each)]
    assert reached_by, "nobody ever comes to this page"
    for voice in {each.voice for each in reached_by} | {Voice.HANDLER}:
        assert page.title.to(voice)
        for question in page.questions:
            assert question.ask.to(voice)
            answer = question.answer
            if isinstance(answer, OneOf | ManyOf):
                assert len([option for option in answer.options if option.label.said(voice)]) >= 2
            for part in question.parts:
                assert part.label.to(voice)


@pytest.mark.parametrize("page", PAGES, ids=[page.slug for page in PAGES])
def test_a_page_reads_the_same_way_whatever_the_voice(page: Page) -> None:
    for each in CASES:
        for condition in (page.when, page.asked, page.must_show):
            assert len({condition(Case(voice, TODAY, each.answers)) for voice in Voice}) == 1


def test_nobody_is_asked_the_same_thing_twice() -> None:
    for each in CASES:
        keys = [key for page in PAGES if page.when(each) for key in page.keys]
        assert sorted(keys) == sorted(set(keys))


def test_the_parts_of_the_form_follow_each_other() -> None:
    for each in CASES:
        sections = [list(Section).index(page.section) for page in PAGES if page.when(each) and page.section]
        assert sections == sorted(sections)


# ── Enough is enough ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        pytest.param(
            {"who_are_you": "child", "topic": ["home"]}, ["now", "side", "reply"], id="a child who chose a topic"
        ),
        pytest.param({"who_are_you": "child", "topic": None}, ["now", "what", "side", "reply"], id="no topic"),
        pytest.param(
            {"who_are_you": "child", "topic": None, "topic_other": "my bike"},
            ["now", "side", "reply"],
            id="a topic in their own words",
        ),
        pytest.param(
            {"who_are_you": "care_leaver", "topic": ["home"], "advocate": "yes", "reply_how": ["text"]},
            ["now", "side", "share", "reply", "reach"],
            id="what follows from the advocate and the reply",
        ),
        pytest.param(
            {"who_are_you": "adult", "relationship": "parent", "topic": ["plan"]},
            ["now", "you", "the-child", "details"],
            id="an adult",
        ),
        pytest.param(
            {"who_are_you": "adult", "relationship": "self", "topic": None},
            ["now", "you", "what-happened", "details"],
            id="an adult without a topic",
        ),
    ],
)
def test_what_is_shown_even_to_somebody_who_has_said_enough(answers: dict[str, Answer], shown: list[str]) -> None:
    told = case(kind="complaint", **answers)
    assert [page.slug for page in PAGES if page.when(told) and page.asked(told) and page.must_show(told)] == shown


@pytest.mark.parametrize("role", ["child", "care_leaver", "adult"])
def test_enough_can_be_said_from_the_topic_on(role: str) -> None:
    told = case(
        who_are_you=role,
        kind="complaint",
        relationship="parent",
        topic=["money", "meeting"],
        when_happened="over_year",
        which_council="another",
        told_someone=["complained"],
    )
    pages = [page for page in PAGES if page.when(told) and page.asked(told)]
    slugs = [page.slug for page in pages]
    stretch = slugs.index("about"), slugs.index("better") + 1
    assert all(page.may_stop for page in pages[slice(*stretch)])
    assert not any(page.may_stop for page in pages[: stretch[0]])
    assert {page.slug for page in pages[stretch[1] :] if page.may_stop} <= {"change", "name", "not-tell"}
