"""What the check and done pages say of what was told: only what is true of this person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from intake.questions.vocabulary import Answer
from tests.make import persona
from tests.person import Person

Page = Callable[[Flask, dict[str, Answer]], str]
SEEN = "If it is about a person, they can see what it says."
CHOSE = "We tell you in the way you chose."
NO_WAY = "We have no way to reach you."
ADVOCATE = {**persona("advocate-only")["answers"]}


def words(person: Person) -> str:
    return " ".join(person.html.get_text(" ").split())


def check(app: Flask, answers: dict[str, Answer]) -> str:
    person = Person(app.test_client())
    return words(person.go_to_check(answers).add(answers))


def done(app: Flask, answers: dict[str, Answer]) -> str:
    return words(Person(app.test_client()).to_done(answers).open("/done"))


def test_who_complains_of_somebody_is_told_that_they_may_see_it(app: Flask) -> None:
    assert SEEN in check(app, persona("worker-never-rings")["answers"])


@pytest.mark.parametrize("name", ["advocate-only", "idea-to-hear-back"])
def test_nobody_else_is(app: Flask, name: str) -> None:
    said = check(app, persona(name)["answers"])
    assert SEEN not in said and "The complaints team reads this" in said


def test_who_wants_to_hear_of_an_idea_is_told_how(app: Flask) -> None:
    idea = persona("idea-to-hear-back")["answers"]
    reached = done(app, {**idea, "reply_how": ["text"], "phone": "07700 900321", "safe_contact": ["ok_text"]})
    assert CHOSE in reached and NO_WAY not in reached
    lost = done(app, {**idea, "reply_how": None, "safe_contact": None})
    assert CHOSE not in lost and NO_WAY in lost


def test_a_way_that_is_not_permitted_is_no_way_to_reach_them(app: Flask) -> None:
    chosen = {"reply_how": ["text"], "phone": "07700 900321", "safe_contact": None}
    said = check(app, {**persona("worker-never-rings")["answers"], **chosen})
    assert "We have no other way to reach you. You will need your code" in said


@pytest.mark.parametrize("answer", ["not_sure", "other_child"])
def test_who_only_wants_an_advocate_is_told_what_their_worry_sets_off(app: Flask, answer: str) -> None:
    passed_on = "the people whose job is to keep children safe"
    worried = {**ADVOCATE, "safe_now": answer}
    assert passed_on in check(app, worried) and passed_on in done(app, worried)
    assert passed_on not in check(app, ADVOCATE)


def test_an_adult_who_asks_for_themself_is_told_of_no_child(app: Flask) -> None:
    said = done(app, {"who_are_you": "adult", "kind": "advocate_only", "safe_now": "safe", "relationship": "self"})
    assert "You have asked for an advocate" in said and "the child" not in said


# ── Who cannot use the phone ─────────────────────────────────────────────────────────────────────────────────────────

CALL = {"reply_how": ["call"], "phone": "07700 900321", "safe_contact": ["ok_call"]}
TEXT_TOO = {**CALL, "reply_how": ["text", "call"], "safe_contact": ["ok_call", "ok_text"]}
NO_CALLS = "You asked for no phone calls. So we do not call you."
COMPLAINTS = ("worker-never-rings", "father-without-pr")


@pytest.mark.parametrize("name", COMPLAINTS)
@pytest.mark.parametrize("page", [check, done])
def test_who_wants_no_calls_is_not_called(page: Page, name: str, app: Flask) -> None:
    said = page(app, {**persona(name)["answers"], **TEXT_TOO, "help_needed": ["no_phone"]})
    assert NO_CALLS in said
    assert "We call you" not in said and "You did not say a call is safe" not in said
    assert NO_WAY not in said and "no other way" not in said


@pytest.mark.parametrize("name", COMPLAINTS)
def test_who_wants_no_calls_and_chose_no_other_way_is_asked_for_one(name: str, app: Flask) -> None:
    answers = {**persona(name)["answers"], **CALL, "help_needed": ["no_phone"]}
    assert f"{NO_CALLS} Choose another way at ‘How should we reply to you?’" in check(app, answers)
    said = done(app, answers)
    assert "We have no way to reach you. Come back with your code, or email us at" in said
    assert "Come back with your code, or call us" not in said


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("worker-never-rings", "We call you, with someone who signs."),
        ("father-without-pr", "We call you, with a British Sign Language interpreter."),
    ],
)
def test_who_signs_is_called_with_somebody_who_signs(name: str, how: str, app: Flask) -> None:
    answers = {**persona(name)["answers"], **CALL, "help_needed": ["bsl"]}
    said = done(app, answers)
    assert how in said and "We call you." not in said
    assert NO_CALLS in done(app, {**answers, "help_needed": ["bsl", "no_phone"]})
