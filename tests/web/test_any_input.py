"""Whatever comes in whatever order, the form answers with a page of its own, and only what is on the path is sent."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from intake.questions.catalogue import PAGES, QUESTIONS
from intake.questions.vocabulary import Case, Day, ManyOf, OneOf, Part, Voice
from intake.records.payload import record_schema
from tests.make import NOON, make_app, queue_of
from tests.person import Person

KINDS = ("complaint", "compliment", "idea", "advocate_only")
LONGEST_WAY = 45

words = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=30),
    st.sampled_from(["\0", "\r\n", "\u202e", "<b>", "x" * 201, "x" * 10_001, "0", "-1", "9" * 25, "June", "2025"]),
)
codes = st.sampled_from(
    sorted({o.code for q in QUESTIONS.values() if isinstance(q.answer, OneOf | ManyOf) for o in q.answer.options})
)


def _part(part: Part) -> st.SearchStrategy[dict[str, Any]]:
    if isinstance(part.kind, Day):
        boxes = [f"{part.code}_{box}" for box in ("day", "month", "year")]
        numbers = st.sampled_from(["", "1", "12", "31", "2026", "2027", "9" * 25, "May"])
        return st.fixed_dictionaries({}, optional=dict.fromkeys(boxes, words | numbers))
    fitting = st.sampled_from(["yes", "12", "2024", "6", "07700 900123", "a@b.org", "1 2 2010", "Ali"])
    return st.fixed_dictionaries({}, optional={part.code: fitting | words})


@cache
def posts_to(slug: str) -> st.SearchStrategy[dict[str, Any]]:
    """What may be posted to a page: mostly its own controls with fitting values, now and then anything."""
    page = next(page for page in PAGES if page.slug == slug)
    parts: list[st.SearchStrategy[dict[str, Any]]] = []
    for question in page.questions:
        if isinstance(question.answer, OneOf | ManyOf):
            own = st.sampled_from([option.code for option in question.answer.options])
            value = st.one_of(own, own, st.lists(own, max_size=3), codes, words)
            parts.append(st.fixed_dictionaries({}, optional={question.key: value}))
        elif question.answer:
            parts.append(st.fixed_dictionaries({}, optional={question.key: words}))
        parts += [_part(part) for part in question.parts]
    buttons = st.sampled_from([{}, {}, {}, {"skip": "yes"}, {"enough": "yes"}])
    wrong_names = st.one_of(st.just({}), st.dictionaries(st.text(min_size=1, max_size=8) | codes, words, max_size=2))
    return st.tuples(*parts, buttons, wrong_names).map(lambda each: {k: v for found in each for k, v in found.items()})


slugs = st.sampled_from([page.slug for page in PAGES])
visits = st.sampled_from(["/", "/check", "/help", "/later", "/done", "/about-you", "/where", "/code", "/nowhere"])


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_app(f"sqlite:///{tmp_path_factory.mktemp('any')}/wdyt.db")


@settings(max_examples=75, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_input_breaks_the_form_and_only_the_path_is_sent(data: st.DataObject, service: Flask) -> None:
    person = Person(service.test_client())
    role = data.draw(st.sampled_from(["young", "older", "grown"]))
    kind = data.draw(st.sampled_from((*KINDS, "complaint", "complaint")))
    fine(person.open(f"/start/{role}").post({"kind": kind}))
    for _ in range(data.draw(st.integers(0, 12))):
        here = person.path.removeprefix("/q/")
        slug = data.draw(slugs) if not person.path.startswith("/q/") or data.draw(st.integers(0, 3)) == 0 else here
        step = data.draw(st.integers(0, 9))
        if step == 0:
            fine(person.open(data.draw(visits)))
        elif step == 1:
            again = data.draw(st.sampled_from(["young", "older", "grown"]))
            fine(person.open(f"/start/{again}").post({"kind": data.draw(st.sampled_from(KINDS))}))
        else:
            posted = data.draw(posts_to(slug))
            note(f"{slug}: {posted!r}")
            fine(person.open("/on").post(posted, path=f"/q/{slug}"))
    before = len(queue_of(service))
    fine(to_check(person).open("/check").send())
    sent = queue_of(service)
    assert len(sent) == before + 1, person.visited
    obeys(sent[-1])


def fine(person: Person) -> Person:
    """The person's page, which is no fault of ours; `Person` has held it to the rules of all pages."""
    assert person.response is not None
    assert person.response.status_code < 500, person.path
    return person


def to_check(person: Person) -> Person:
    """Passes over everything that may be passed over, and gives the least to the rest."""
    fine(person.open("/on"))
    for _ in range(LONGEST_WAY):
        if person.path == "/check":
            return person
        if not person.path.startswith("/q/"):
            fine(person.open("/on"))
        elif "skip" in person.buttons:
            fine(person.post({"skip": "yes"}))
        else:
            least = {name: LEAST.get(name, "x") for name in person.controls}
            fine(person.post(least))
    raise AssertionError(f"no check page: {person.path} {person.html.select('.errors')} {person.visited}")


LEAST = {
    "safe_now": "safe", "relationship": "parent", "topic": "promise", "advocate": "not_now", "reply_how": "code",
    "phone": "07700 900123", "email": "a@b.org", "talk_instead": "yes", "kind": "complaint", "good_share": "no",
    "child_dob": "", "child_knows": "agrees", "parental_responsibility": "yes", "safe_contact": "ok_call", "age": "",
    "dob": "", "advocate_share": "nothing", "hear_back": "", "can_contact": "",
}  # fmt: skip


def obeys(record: dict[str, Any]) -> None:
    """AssertionError where the record breaks its schema or says anything that is not on its path."""
    checker = Draft202012Validator(record_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert not [f"{error.json_path}: {error.message}" for error in checker.iter_errors(record)]
    answers = record["answers"]
    case = Case(Voice(record["voice"]), NOON.date(), answers)
    theirs = {key for page in PAGES if page.when(case) for key in page.keys}
    assert answers.keys() <= theirs | {"who_are_you", "kind", "shared"}
    assert {each["key"] for each in record["asked"]} <= answers.keys()
    assert "\0" not in str(answers)
