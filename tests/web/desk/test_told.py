"""What people read on the page of their code after staff have decided: the true state, and the dates in force."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from intake.casework.roles import Role
from intake.questions.vocabulary import Answer
from intake.records.record import Record
from intake.storage import records
from tests.desk import Desk, sign_in
from tests.make import Clock, persona, queue_of, service_of
from tests.person import Person
from tests.web.desk.cases import decide, decided

CHILD, ADULT = "worker-never-rings", "grandmother"


def sends(app: Flask, name: str = CHILD, **more: Answer) -> tuple[Person, Record]:
    """Somebody who has sent something, with some answers more, and looks at it again, and the record that it is."""
    person = Person(app.test_client()).to_done({**persona(name)["answers"], **more})
    with service_of(app).database.read() as db:
        record = records.find(db, queue_of(app)[-1]["ref"], service_of(app).ring)
    assert record is not None
    return person, record


def manager(app: Flask, clock: Clock) -> Desk:
    clock.move(days=2)
    return sign_in(app, Role.COMPLAINTS_MANAGER)


def told(person: Person) -> str:
    """The page that says how far it is."""
    return " ".join(person.open("/where").text.split())


def state(person: Person) -> str:
    heading = person.open("/where").html.select_one(".done h2")
    assert heading is not None
    return heading.text


@pytest.mark.parametrize(
    ("before", "kind", "changes", "is_now", "says"),
    [
        ((), "acknowledged", {}, "Someone is looking at it", "We aim to answer by Monday 7 December"),
        ((), "extended", {}, "Someone is looking at it", "We need more time. We aim to answer by Monday 21 December"),
        ((), "extended", {"until": "2026-12-14"}, "Someone is looking at it", "aim to answer by Monday 14 December"),
        (
            (),
            "route_decided",
            {"route": "corporate"},
            "Someone is looking at it",
            "We aim to answer by Monday 14 December",
        ),
        ((), "held", {}, "Someone is looking at it", "So we have to wait."),
        ((), "held", {"how_much": "part", "which_part": "The end"}, "Someone is looking at it", "wait with one part"),
        ((), "suspended", {}, "Someone is looking at it", "You asked us to wait for your advocate."),
        ((), "replied", {}, "The answer is ready", "We send it in the way you chose."),
        ((), "refused", {}, "It is finished", "We cannot look at this."),
        ((), "passed_on", {}, "It is finished", "We sent it on, as you said we may."),
        ((), "withdrawal_asked", {}, "We have got it", "You asked us to stop."),
        (("withdrawal_asked",), "withdrawal_confirmed", {}, "It is finished", "You asked us to stop, so we did."),
        (("replied",), "closed", {}, "It is finished", "You can ask for someone new to look."),
        (("refused",), "reopened", {}, "Someone is looking at it", "We aim to answer by Monday 7 December"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_the_person_reads_what_was_decided(
    app: Flask, clock: Clock, before: tuple[str, ...], kind: str, changes: dict[str, Any], is_now: str, says: str
) -> None:
    person, record = sends(app)
    desk = manager(app, clock)
    decided(desk, record, *before)
    assert decide(desk, record, kind, **changes).status_code == 302
    assert state(person) == is_now
    assert says in told(person)


def test_a_date_that_is_no_longer_in_force_is_not_shown(app: Flask, clock: Clock) -> None:
    person, record = sends(app)
    assert "Thursday 26 November" in told(person)
    decided(manager(app, clock), record, "acknowledged", "extended")
    after = told(person)
    assert "26 November" not in after and "7 December" not in after and "21 December" in after
    assert "7 December" not in " ".join(person.open("/done").text.split())


def test_a_day_that_has_passed_is_promised_no_more(app: Flask, clock: Clock) -> None:
    by_text = {"reply_how": ["text"], "phone": "07700 900321", "safe_contact": ["ok_text"]}
    person, _ = sends(app, advocate="yes", advocate_share=["contact"], **by_text)
    assert "25 November" in told(person)
    clock.move(days=15)
    after = told(person)
    assert "26 November" not in after and "25 November" not in after and "7 December" not in after
    assert "until Monday 21 December" in after and "We are late" not in after
    clock.move(days=14)
    late = told(person)
    assert "We are late" in late and "December" not in late


def test_one_last_day_is_said_once(app: Flask, clock: Clock) -> None:
    person, record = sends(app)
    decided(manager(app, clock), record, "extended")
    after = told(person)
    assert "We aim to answer by Monday 21 December" in after and "until Monday 21 December" not in after


def test_what_the_steps_say_is_not_said_above_them(app: Flask, clock: Clock) -> None:
    person, record = sends(app)
    assert told(person).count("A person reads it by Thursday 26 November.") == 1
    decided(manager(app, clock), record, "acknowledged")
    assert told(person).count("We aim to answer by Monday 7 December.") == 1


def test_where_nothing_comes_next_there_is_no_empty_list(app: Flask, clock: Clock) -> None:
    person, record = sends(app)
    decided(manager(app, clock), record, "refused")
    page = person.open("/where").html
    assert page.select("ol.steps") == [] and "What happens next?" not in page.text


@pytest.mark.parametrize("kind", ["replied", "refused", "held"])
@pytest.mark.parametrize(
    "ways", [{"reply_how": ["code"]}, {"reply_how": ["text"], "safe_contact": ["ok_call"]}], ids=["code", "not safe"]
)
def test_who_cannot_be_reached_is_not_told_that_we_write(
    app: Flask, clock: Clock, ways: dict[str, Answer], kind: str
) -> None:
    person, record = sends(app, **ways)
    decided(manager(app, clock), record, kind)
    after = told(person)
    assert "We wrote to you" not in after and "in the way you chose" not in after
    assert f"and say {record.reference}." in after


@pytest.mark.parametrize("kind", ["held", "suspended", "refused"])
def test_nothing_is_late_while_no_day_is_due(app: Flask, clock: Clock, kind: str) -> None:
    person, record = sends(app)
    decided(manager(app, clock), record, kind)
    clock.move(days=7)
    assert "We are late" not in told(person)


def test_what_is_late_is_called_late_until_it_is_answered(app: Flask, clock: Clock) -> None:
    person, record = sends(app)
    clock.move(days=31)
    assert "We are late" in told(person)
    desk = sign_in(app, Role.COMPLAINTS_MANAGER)
    decided(desk, record, "replied", on="2026-12-24")
    assert "We are late" not in told(person)


def test_somebody_with_interest_is_not_told_that_it_is_still_to_be_decided(app: Flask, clock: Clock) -> None:
    person, record = sends(app, ADULT)
    before = told(person)
    decided(manager(app, clock), record, "interest_decided")
    assert (
        "manager first looks at how you are linked" in before
        and "manager first looks at how you are linked" not in told(person)
    )


def test_what_is_over_promises_nothing_more(app: Flask, clock: Clock) -> None:
    person, record = sends(app)
    decided(manager(app, clock), record, "refused")
    after = told(person)
    assert "December" not in after and "Ombudsman" in after and "A person reads it" not in after


def test_the_code_of_what_was_made_a_complaint_opens_the_complaint(app: Flask, clock: Clock) -> None:
    person, record = sends(app, "idea-to-hear-back")
    code = person.open("/done").html.select_one(".code .copy")
    assert code is not None
    decided(manager(app, clock), record, "made_complaint")
    other = Person(app.test_client()).open("/code")
    other.post({"enter_code": code.text})
    assert other.path == "/where"
    assert record.reference not in other.text
    assert "We aim to answer by Monday 7 December" in " ".join(other.text.split())
