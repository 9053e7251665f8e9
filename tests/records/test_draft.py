"""A draft comes back as it was kept, and its voice follows from who is asking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
