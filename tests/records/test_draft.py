"""A draft comes back as it was kept, and its voice follows from who is asking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.questions.catalogue import OF_WHO_ASKS, PAGES, QUESTIONS
from intake.questions.vocabulary import Answer, Voice
from intake.records.draft import Draft
from tests.records.sending import MONDAY

ANSWERS = st.dictionaries(
    st.sampled_from(["topic", "what_happened", "preferred"]),
    st.one_of(st.none(), st.text(), st.lists(st.text(max_size=5))),
)


@given(
    st.builds(
        Draft,
        answers=ANSWERS,
        spared=st.lists(st.sampled_from(["better", "name"])).map(tuple),
        help_opened=st.booleans(),
        danger_answered_at=st.none() | st.just("2026-11-23T12:00:00+00:00"),
        advocate_explained=st.booleans(),
        unfinished=st.dictionaries(
            st.sampled_from(["what", "about"]), st.dictionaries(st.text(max_size=5), st.lists(st.text(), min_size=1))
        ),
        went_on=st.dictionaries(st.sampled_from(["what", "about"]), st.text(max_size=5)),
    )
)
def test_a_draft_comes_back_as_it_was_kept(draft: Draft) -> None:
    assert Draft.from_json(draft.to_json()) == draft


@pytest.mark.parametrize("words", ["ትግርኛ", "لا أحد يتصل بي", "a\r\nb\t", '"\\', "🙂‍↔️", "\u202eright"])
def test_words_come_back_exactly_as_typed(words: str) -> None:
    draft = Draft(answers={"what_happened": words})
    assert Draft.from_json(draft.to_json()).answers["what_happened"] == words


@pytest.mark.parametrize(
    ("role", "voice"),
    [("child", Voice.CHILD), ("care_leaver", Voice.CHILD), ("adult", Voice.ADULT), (None, Voice.CHILD)],
)
def test_the_voice_follows_from_who_is_asking(role: Answer, voice: Voice) -> None:
    assert Draft(answers={"who_are_you": role}).voice == voice
    assert Draft().voice == Voice.CHILD


def test_a_device_is_shared_where_that_is_ticked() -> None:
    assert Draft(answers={"shared": "yes"}).shared_device
    assert not Draft(answers={"shared": None}).shared_device
    assert not Draft().shared_device


def test_new_answers_join_the_old_and_win() -> None:
    draft = Draft(answers={"topic": ["home"], "feeling": ["sad"]}, help_opened=True)
    changed = draft.with_answers({"topic": None, "want": ["sorry"]})
    assert changed == Draft(answers={"topic": None, "feeling": ["sad"], "want": ["sorry"]}, help_opened=True)
    assert draft.answers["topic"] == ["home"]


def test_the_route_knows_the_day_the_voice_and_who_has_said_enough() -> None:
    draft = Draft(
        answers={"who_are_you": "adult", "kind": "idea", "idea_what": "Mine", "hear_back": None}, spared=("idea",)
    )
    route = draft.route(MONDAY)
    assert (route.case.voice, route.case.today) == (Voice.ADULT, MONDAY)
    assert route.first_open is None


# ── Somebody else goes on ────────────────────────────────────────────────────────────────────────────────────────────

STORY = {key for page in PAGES for key in page.keys} - OF_WHO_ASKS


def full(who: str) -> Draft:
    """A draft in which every question of the form has an answer and every page was left in the middle."""
    return Draft(
        answers={"who_are_you": who, **{key: "x" for page in PAGES for key in page.keys}, "quick_phone": "x"},
        advocate_offered_at="2026-11-23T12:00:00+00:00",
        advocate_explained=True,
        spared=("better",),
        unfinished={page.slug: {key: ["x"] for key in page.keys} for page in PAGES},
    )


@pytest.mark.parametrize(("first", "then"), [("child", "adult"), ("adult", "child"), ("care_leaver", "adult")])
def test_somebody_else_has_the_story_and_nothing_of_the_others_own(first: str, then: str) -> None:
    """An adult’s yes is not the child’s, and nobody is reached under another’s number or called by another’s name."""
    draft = full(first).begun_again({"who_are_you": then, "kind": "complaint", "shared": None})
    assert draft.answers.keys() == STORY | {"who_are_you", "kind", "shared"}
    assert draft.answers["who_are_you"] == then
    assert (draft.advocate_offered_at, draft.advocate_explained, draft.spared) == (None, False, ())
    assert {name for typed in draft.unfinished.values() for name in typed} == STORY
    assert all(draft.unfinished.values()), "a page with nothing left on it is not left in the middle"


@pytest.mark.parametrize(("first", "then"), [("child", "child"), ("child", "care_leaver"), ("adult", "adult")])
def test_who_chooses_again_for_themself_keeps_all(first: str, then: str) -> None:
    before = full(first)
    draft = before.begun_again({"who_are_you": then, "kind": "complaint"})
    assert draft.answers == {**before.answers, "who_are_you": then, "kind": "complaint"}
    assert draft.unfinished == before.unfinished
    assert draft.advocate_explained


def test_words_kept_before_anybody_said_who_they_are_stay() -> None:
    draft = Draft(answers={"preferred": "Ana"}).begun_again({"who_are_you": "adult", "kind": "complaint"})
    assert draft.answers["preferred"] == "Ana"


def test_what_names_people_is_of_who_asks_unless_it_names_others() -> None:
    naming = {key for question in QUESTIONS.values() if question.names_people for key in question.keys}
    others = {key for name in ("about_child", "worker", "callback_if_cut_off") for key in QUESTIONS[name].keys}
    assert naming - others <= OF_WHO_ASKS
    assert not others & OF_WHO_ASKS
