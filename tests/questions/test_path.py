"""The path follows from the answers alone, leaves no ghosts, and leads everybody to the check page."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.questions.catalogue import PAGES
from intake.questions.path import Route, blank, lacking, walk
from intake.questions.vocabulary import (
    Answer,
    Case,
    Line,
    OneOf,
    Option,
    Page,
    Part,
    Question,
    Voice,
    always,
    answered,
    never,
    same,
    unless,
)
from intake.records.draft import Draft
from tests.questions.guesses import KINDS, ROLES, TODAY, begun, cases, fill_in, goes_on, says_enough


def question(key: str, **more: object) -> Question:
    words = same(key)
    return Question(key, words, OneOf((Option("yes", words), Option("no", words))), **more)  # type: ignore[arg-type]


def page(slug: str, *keys: str, **more: object) -> Page:
    return Page(slug, same(slug), tuple(question(key) for key in keys or (slug,)), **more)  # type: ignore[arg-type]


def case(**answers: Answer) -> Case:
    return Case(Voice.CHILD, TODAY, answers)


def slugs(route: Route) -> list[str]:
    return [stop.page.slug for stop in route.way]


# ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_condition_sees_what_was_answered_on_an_earlier_page() -> None:
    pages = [page("a"), page("b", when=answered("a", "yes"))]
    assert slugs(walk(pages, case(a="yes"))) == ["a", "b"]
    assert slugs(walk(pages, case(a="no"))) == ["a"]


def test_a_condition_does_not_see_what_comes_later_or_stands_on_its_own_page() -> None:
    pages = [page("a", when=answered("b", "yes")), page("b", when=unless(answered("b", "yes")))]
    assert slugs(walk(pages, case(a="yes", b="yes"))) == ["b"]


def test_an_answer_of_a_page_that_is_left_opens_nothing_further_on() -> None:
    pages = [page("a"), page("b", when=answered("a", "yes")), page("c", when=answered("b", "yes"))]
    route = walk(pages, case(a="no", b="yes", c="yes"))
    assert slugs(route) == ["a"]
    assert route.case.answers == {"a": "no"}


def test_a_changed_mind_that_is_changed_back_finds_the_old_answers() -> None:
    pages = [page("a"), page("b", when=answered("a", "yes"))]
    answers: dict[str, Answer] = {"a": "no", "b": "yes"}
    assert walk(pages, case(**answers)).case.answers == {"a": "no"}
    assert walk(pages, case(**{**answers, "a": "yes"})).case.answers == {"a": "yes", "b": "yes"}


def test_what_was_settled_before_the_path_is_kept_and_nothing_else_that_no_page_asks() -> None:
    route = walk([page("a")], case(who_are_you="child", shared="yes", kind="idea", a="yes", quick_name="Ray"))
    assert route.case.answers == {"who_are_you": "child", "shared": "yes", "kind": "idea", "a": "yes"}


def test_a_question_on_two_pages_is_kept_by_the_one_that_is_on_the_path() -> None:
    pages = [page("a"), page("b", "x", when=answered("a", "yes")), page("c", "x", when=answered("a", "no"))]
    for a, slug in (("yes", "b"), ("no", "c")):
        route = walk(pages, case(a=a, x="yes"))
        assert slugs(route) == ["a", slug] and route.case.answers["x"] == "yes"


# ── What is asked on the way, offered to be added, or spared ─────────────────────────────────────────────────────────

EXTRA = [page("a"), page("extra", asked=never), page("b")]


def test_an_extra_page_is_not_asked_until_something_is_said_on_it() -> None:
    assert slugs(walk(EXTRA, case())) == ["a", "b"]
    assert slugs(walk(EXTRA, case(extra=None))) == ["a", "extra", "b"]


def test_an_extra_page_may_be_opened_once_all_before_it_is_dealt_with() -> None:
    assert walk(EXTRA, case()).reachable("extra") is None
    opened = walk(EXTRA, case(a=None)).reachable("extra")
    assert opened is not None and opened.slug == "extra"


def test_a_spared_page_is_not_asked_and_can_still_be_added() -> None:
    route = walk(EXTRA, case(a="yes"), spared={"b"})
    assert slugs(route) == ["a"] and route.first_open is None
    assert route.reachable("b") is EXTRA[2]


def test_a_page_that_must_be_shown_cannot_be_spared() -> None:
    pages = [page("a"), page("b", must_show=always)]
    route = walk(pages, case(a="yes"), spared={"a", "b"})
    assert slugs(route) == ["a", "b"] and route.first_open is pages[1]


def test_an_answer_brings_a_spared_page_back_onto_the_way() -> None:
    assert slugs(walk([page("a"), page("b")], case(a="yes", b="no"), spared={"b"})) == ["a", "b"]


# ── Moving along ─────────────────────────────────────────────────────────────────────────────────────────────────────

ABC = [page("a"), page("b"), page("c")]


@pytest.mark.parametrize(
    ("answers", "first_open", "open_pages"),
    [
        pytest.param({}, "a", ["a"], id="nothing said"),
        pytest.param({"a": None}, "b", ["a", "b"], id="skipped is dealt with"),
        pytest.param({"a": "yes", "c": "yes"}, "b", ["a", "b"], id="a gap stops even where later pages are done"),
        pytest.param({"a": "yes", "b": "no", "c": None}, None, ["a", "b", "c"], id="all done"),
    ],
)
def test_nobody_jumps_past_the_first_open_page(
    answers: dict[str, Answer], first_open: str | None, open_pages: list[str]
) -> None:
    route = walk(ABC, case(**answers))
    assert (route.first_open and route.first_open.slug) == first_open
    assert [each.slug for each in ABC if route.reachable(each.slug)] == open_pages


def test_a_page_that_is_not_on_the_path_is_neither_reachable_nor_a_stop() -> None:
    route = walk([page("a"), page("b", when=never)], case(a="yes"))
    assert route.reachable("b") is None and route.stop("b") is None and route.reachable("nowhere") is None


def test_back_leads_over_the_pages_on_the_way() -> None:
    route = walk(EXTRA, case(a="yes"))
    assert route.previous("a") is None
    assert route.previous("b") is EXTRA[0]
    assert route.previous("extra") is EXTRA[0]


def test_going_back_and_on_again_shows_page_after_page() -> None:
    route = walk(ABC, case(a="yes", b="yes"))
    assert route.following("a") is ABC[1]
    assert route.following("b") is ABC[2]


def test_a_change_from_the_check_page_leads_back_to_it() -> None:
    assert walk(ABC, case(a="yes", b="yes", c=None)).following("a") is None


def test_a_change_that_opens_pages_leads_to_those_and_to_nothing_that_is_done() -> None:
    opened = page("opened", when=answered("a", "no"))
    pages = [page("a"), page("b"), opened, page("c")]
    before = walk(pages, case(a="yes", b="yes", c="yes"))
    assert before.first_open is None
    after = walk(pages, case(a="no", b="yes", c="yes"))
    assert after.following("a") is opened
    assert walk(pages, case(a="no", b="yes", c="yes", opened=None)).following("opened") is None


@pytest.mark.parametrize(
    ("answer", "says_nothing"),
    [(None, True), ("", True), (" \n\u3000", True), ([], True), ("0", False), (["no"], False)],
    ids=repr,
)
def test_an_answer_that_says_nothing(answer: Answer, says_nothing: bool) -> None:
    assert blank(answer) is says_nothing


def test_what_must_be_filled_keeps_a_page_open_until_it_is() -> None:
    must = Question(
        "q",
        same("q"),
        OneOf((Option("yes", same("yes")),)),
        parts=(Part("p", same("p"), Line(), required=answered("q", "yes"), missing=same("Say p")),),
        required=always,
        missing=same("Say q"),
    )
    asks = Page("q", same("q"), (must,))
    for answers, missing in (
        ({"q": None, "p": None}, ["q"]),
        ({"q": "yes", "p": " "}, ["p"]),
        ({"q": "yes", "p": "said"}, []),
    ):
        assert [key for key, _ in lacking(asks, case(**answers))] == missing
        assert (walk([asks], case(**answers)).first_open is None) is (not missing)


# ── The whole form ───────────────────────────────────────────────────────────────────────────────────────────────────

YOUNG = ["now", "how", "about", "what", "when", "better", "side", "reply", "name", "not-tell"]
GROWN = ["about", "what-happened", "when", "where", "so-far", "better", "side", "details"]

CORE = {
    "child": ({"who_are_you": "child", "kind": "complaint"}, YOUNG),
    "care leaver": ({"who_are_you": "care_leaver", "kind": "complaint"}, [*YOUNG[:5], "soon", *YOUNG[5:]]),
    "parent": (
        {"who_are_you": "adult", "kind": "complaint", "relationship": "parent"},
        ["now", "you", "the-child", *GROWN],
    ),
    "foster carer": (
        {"who_are_you": "adult", "kind": "complaint", "relationship": "foster_carer"},
        ["now", "you", "about-the-child", *GROWN],
    ),
    "somebody treated badly themself": (
        {"who_are_you": "adult", "kind": "complaint", "relationship": "self"},
        ["now", "you", *(slug for slug in GROWN if slug != "side")],
    ),
    "child who says thank you": ({"who_are_you": "child", "kind": "compliment"}, ["good"]),
    "adult who says thank you by name": (
        {"who_are_you": "adult", "kind": "compliment", "good_share": "with_name"},
        ["good", "your-name"],
    ),
    "child with an idea": ({"who_are_you": "child", "kind": "idea"}, ["idea"]),
    "adult with an idea who wants an answer": (
        {"who_are_you": "adult", "kind": "idea", "hear_back": "yes"},
        ["idea", "reply"],
    ),
    "child who wants an advocate": (
        {"who_are_you": "child", "kind": "advocate_only"},
        ["now", "share-and-reply", "name"],
    ),
    "child who wants an advocate and a text": (
        {"who_are_you": "child", "kind": "advocate_only", "reply_how": ["text"]},
        ["now", "share-and-reply", "reach-and-name"],
    ),
    "parent who wants an advocate for the child": (
        {"who_are_you": "adult", "kind": "advocate_only", "relationship": "parent"},
        ["now", "you", "about-the-child", "details"],
    ),
}


@pytest.mark.parametrize("who", CORE)
def test_the_core_path(who: str) -> None:
    answers, path = CORE[who]
    assert slugs(Draft(answers=answers).route(TODAY)) == path


@pytest.mark.parametrize("who", CORE)
def test_the_core_path_is_walked_page_by_page(who: str) -> None:
    """With nothing said but what chooses the path, each page leads to the next and the last one to the check page."""
    answers, path = CORE[who]
    draft = Draft(answers={key: answers[key] for key in ("who_are_you", "kind")})
    for slug in path:
        route = draft.route(TODAY)
        assert route.first_open is not None and route.first_open.slug == slug
        said = fill_in(route.first_open, route.case, Random(1), given=0)
        draft = draft.with_answers(said | {key: answers[key] for key in route.first_open.keys if key in answers})
    assert draft.route(TODAY).first_open is None


REST = {
    "child": (["side", "reply"], {}),
    "care_leaver": (["side", "reply"], {}),
    "adult": (["details"], {"relationship": "parent"}),
}


@pytest.mark.parametrize("role", ROLES)
def test_enough_can_be_said_on_every_page_that_offers_it_and_keeps_what_was_said(role: str) -> None:
    rest, answers = REST[role]
    stopped_at = []
    draft = begun(role, "complaint")
    while page := draft.route(TODAY).first_open:
        said = fill_in(page, draft.route(TODAY).case, Random(3), given=0) | {
            key: answer for key, answer in {**answers, "topic": ["promise"]}.items() if key in page.keys
        }
        draft = draft.with_answers(said)
        if page.may_stop:
            stopped_at.append(page.slug)
            enough = says_enough(draft, page.slug)
            left = [stop.page.slug for stop in enough.route(TODAY).way if not stop.done]
            reached = [slug for slug in rest if not draft.route(TODAY).stop(slug).done]  # type: ignore[union-attr]
            assert left == reached, page.slug
            assert enough.route(TODAY).case.answers == draft.route(TODAY).case.answers
            done, _ = goes_on(enough, Random(4), given=0)
            assert done.route(TODAY).first_open is None
    assert len(stopped_at) >= 5


def test_who_has_said_enough_without_a_topic_is_still_asked_what_happened() -> None:
    draft = begun("child", "complaint", safe_now="safe", feeling=None, topic=None, topic_other=None)
    _, left = goes_on(says_enough(draft, "about"), Random(1), given=0)
    assert left == ["what", "side", "reply"]


def test_who_has_said_enough_and_wants_an_advocate_is_asked_what_to_share() -> None:
    draft = begun("child", "complaint", safe_now="safe", feeling=None, topic=["home"], topic_other=None)
    enough = says_enough(draft, "about").with_answers({"advocate": "yes"})
    assert enough.route(TODAY).first_open.slug == "share"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("role", "change", "opened"),
    [
        pytest.param("child", {"when_happened": "over_year"}, ["about-when", "before-now"], id="it was long ago"),
        pytest.param("child", {"topic": ["move"]}, ["soon"], id="a move may be coming"),
        pytest.param("child", {"topic": ["family_time"]}, ["also", "soon"], id="a judge may be looking"),
        pytest.param("child", {"advocate": "yes"}, ["share"], id="an advocate after all"),
        pytest.param("child", {"advocate": "have_one"}, ["who-helps"], id="an advocate of their own"),
        pytest.param("child", {"reply_how": ["text"]}, ["reach"], id="a text after all"),
        pytest.param("child", {"want": ["sorry"]}, [], id="a change that opens nothing"),
        pytest.param("adult", {"which_council": "another"}, ["pass-on"], id="another council"),
        pytest.param("adult", {"told_someone": ["complained"]}, ["last-time", "first-time"], id="complained before"),
    ],
)
def test_a_change_from_the_check_page_asks_what_it_has_opened_and_no_more(
    role: str, change: dict[str, Answer], opened: list[str]
) -> None:
    quiet: dict[str, Answer] = {"topic": ["promise"], "relationship": "parent"}
    draft = begun(role, "complaint")
    while page := draft.route(TODAY).first_open:
        said = fill_in(page, draft.route(TODAY).case, Random(5), given=0)
        draft = draft.with_answers({key: quiet.get(key, answer) for key, answer in said.items()})

    (key,) = change
    changed_on = next(stop.page.slug for stop in draft.route(TODAY).stops if key in stop.page.keys)
    draft = draft.with_answers(change)
    visited = []
    following = draft.route(TODAY).following(changed_on)
    while following is not None:
        visited.append(following.slug)
        draft = draft.with_answers(fill_in(following, draft.route(TODAY).case, Random(5), given=0))
        following = draft.route(TODAY).following(following.slug)
    assert visited == opened
    assert draft.route(TODAY).first_open is None


# ── Everybody ────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(cases(), st.sets(st.sampled_from([page.slug for page in PAGES])))
@settings(max_examples=300)
def test_walking_again_changes_nothing_and_keeps_only_what_was_given(case: Case, spared: set[str]) -> None:
    route = walk(PAGES, case, spared)
    assert walk(PAGES, route.case, spared) == route
    assert route.case.answers.items() <= case.answers.items()


@given(cases())
def test_only_what_a_page_of_the_path_asks_is_kept(case: Case) -> None:
    route = walk(PAGES, case)
    asked = {key for stop in route.stops for key in stop.page.keys}
    assert set(route.case.answers) - {"who_are_you", "shared", "kind"} == asked & set(case.answers)


@given(st.sampled_from(ROLES), st.sampled_from(KINDS), st.integers(0, 10_000), st.sampled_from([0, 0.3, 0.6, 1]))
@settings(max_examples=200)
def test_everybody_gets_to_the_check_page_and_meets_no_page_twice(
    role: str, kind: str, seed: int, given: float
) -> None:
    draft, visited = goes_on(begun(role, kind), Random(seed), given)
    assert len(visited) == len(set(visited))
    route = draft.route(TODAY)
    assert route.first_open is None
    assert all(route.reachable(stop.page.slug) for stop in route.stops)
    assert [route.following(slug) for slug in visited] == [None] * len(visited)


@given(st.sampled_from(ROLES), st.sampled_from(KINDS), st.integers(0, 10_000))
def test_whoever_changes_who_they_are_or_what_they_came_for_gets_to_the_check_page_too(
    role: str, kind: str, seed: int
) -> None:
    random = Random(seed)
    first, _ = goes_on(begun(random.choice(ROLES), random.choice(KINDS)), random)
    changed = first.with_answers({"who_are_you": role, "kind": kind})
    assert goes_on(changed, random)[0].route(TODAY).first_open is None


def test_every_page_is_reached_by_somebody() -> None:
    asked, offered = set(), set()
    for seed in range(400):
        random = Random(seed)
        draft, visited = goes_on(begun(random.choice(ROLES), random.choice(KINDS)), random, given=0.8)
        asked.update(visited)
        offered.update(stop.page.slug for stop in draft.route(TODAY).stops)
    assert offered == {page.slug for page in PAGES}
    assert offered - asked == {"area", "team", "told", "today", "easier", "with-you"}
