from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from intake.casework.codes import EventKind, TaskKind
from intake.casework.decisions import DECISIONS, CannotFollow, Situation, offered
from intake.casework.tasks import Task, tasks_of
from intake.records.record import Event, Record
from intake.rules.codes import Flag
from tests.casework.situations import (
    CALENDAR,
    COUNCIL,
    LATER,
    MANAGER,
    a_call_for_help,
    a_child,
    a_handover,
    a_parent,
    a_persona,
    after,
    decide,
    situation,
)
from tests.make import NOON, PERSONAS
from tests.records.sending import MONDAY

TOLD_ON = date(2026, 11, 24)


def tasks(at: Situation) -> dict[TaskKind, Task]:
    return {task.kind: task for task in tasks_of(at.record, at.events, COUNCIL, CALENDAR)}


def wants_an_advocate(record: Record, **answer: Any) -> Record:
    advocate = {**record.envelope["advocate"], "choice": "wants", "consented": False, **answer}
    return Record(**{**_fields(record), "envelope": {**record.envelope, "advocate": advocate}})


def _fields(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in Record.__dataclass_fields__}


@pytest.mark.parametrize(
    ("record", "kind", "day", "doing"),
    [
        pytest.param(a_child(), "acknowledge", date(2026, 11, 26), "acknowledged", id="acknowledge"),
        pytest.param(a_child(), "reply", date(2026, 12, 7), "replied", id="reply"),
        pytest.param(
            a_persona("school-transport"), "reply", date(2026, 12, 14), "replied", id="reply to what is corporate"
        ),
        pytest.param(
            a_child(flags=[Flag.SAFEGUARDING_IMMEDIATE]), "tell_duty_team", MONDAY, "safety_acted", id="danger"
        ),
        pytest.param(
            a_child(flags=[Flag.SAFEGUARDING_REFERRAL]), "worry_to_duty_team", MONDAY, "safety_acted", id="a worry"
        ),
        pytest.param(a_call_for_help(), "tell_duty_team", MONDAY, "safety_acted", id="a call for help"),
        pytest.param(a_handover(), "call_back", date(2026, 11, 26), "called_back", id="call back"),
        pytest.param(
            wants_an_advocate(a_parent()), "offer_advocate", None, "advocate_offered", id="an adult's yes"
        ),
        pytest.param(
            wants_an_advocate(a_child()), "offer_advocate", None, "advocate_offered", id="a yes without consent"
        ),
    ],
)  # fmt: skip
def test_what_has_to_be_done_is_done_when_an_event_says_so(
    record: Record, kind: str, day: date | None, doing: str
) -> None:
    before, done = tasks(situation(record))[TaskKind(kind)], tasks(after(record, doing))[TaskKind(kind)]
    assert (before.day, before.done_on, before.decision) == (day, None, doing)
    assert done.done_on == TOLD_ON


@pytest.mark.parametrize(
    ("record", "kind", "doing"),
    [
        pytest.param(a_persona("grandmother"), "decide_interest", "interest_decided", id="interest"),
        pytest.param(a_persona("a-year-and-a-day"), "decide_late", "late_decided", id="late"),
        pytest.param(a_child(route="cm_decides"), "decide_route", "route_decided", id="route"),
    ],
)
def test_a_decision_that_is_made_waits_no_more(record: Record, kind: str, doing: str) -> None:
    assert tasks(situation(record))[TaskKind(kind)].decision == doing
    assert TaskKind(kind) not in tasks(after(record, doing))


def test_a_withdrawal_has_to_be_confirmed_and_a_reply_to_be_followed_by_closing() -> None:
    assert TaskKind.CONFIRM_WITHDRAWAL in tasks(after(a_child(), "withdrawal_asked"))
    assert TaskKind.CONFIRM_WITHDRAWAL not in tasks(after(a_child(), "withdrawal_asked", "withdrawal_undone"))
    assert TaskKind.CLOSE in tasks(after(a_child(), "replied"))


def test_what_is_held_is_taken_up_before_anything_is_closed() -> None:
    part = after(a_child(), ("held", TOLD_ON, {"how_much": "part", "which_part": "The fall"}), "replied")
    assert tasks(part)[TaskKind.TAKE_UP_HELD].decision == "hold_ended"
    assert TaskKind.CLOSE not in tasks(part)
    assert isinstance(decide(part, "closed"), CannotFollow)
    assert (part.standing.status, part.standing.waits_for) == ("on_hold_proceedings", "court")
    assert TaskKind.TAKE_UP_HELD in tasks(after(a_child(), "held"))
    assert TaskKind.TAKE_UP_HELD not in tasks(after(a_child(), "held", "hold_ended"))


def test_a_clock_that_is_stopped_is_to_be_started_again() -> None:
    stopped = tasks(after(a_child(), "suspended"))
    assert stopped[TaskKind.START_CLOCK].decision == "resumed"
    assert TaskKind.REPLY not in stopped
    assert TaskKind.START_CLOCK not in tasks(after(a_child(), "suspended", "resumed"))


@pytest.mark.parametrize("waits", ["held", "suspended"])
def test_what_waits_is_to_be_looked_at_again_by_a_day_until_it_goes_on(waits: str) -> None:
    task = tasks(after(a_child(), waits))[TaskKind.LOOK_AGAIN]
    assert (task.day, task.decision, task.done_on) == (date(2026, 12, 23), "looked_again", None)
    looked = ("looked_again", date(2026, 12, 10), {"on": "2026-12-10"})
    assert tasks(after(a_child(), waits, looked))[TaskKind.LOOK_AGAIN].day == date(2027, 1, 12)
    goes_on = {"held": "hold_ended", "suspended": "resumed"}[waits]
    assert TaskKind.LOOK_AGAIN not in tasks(after(a_child(), waits, goes_on))


def test_a_written_copy_is_sent_once() -> None:
    record = a_child(flags=[Flag.ORAL_CONFIRM_RECORD])
    assert tasks(situation(record))[TaskKind.SEND_WRITTEN_COPY].done_on is None
    sent = situation(record, [Event(NOON, EventKind.WRITTEN_COPY_MADE, "staff:1")])
    assert tasks(sent)[TaskKind.SEND_WRITTEN_COPY].done_on == MONDAY


def test_advocates_who_do_not_answer_are_asked_until_they_do() -> None:
    unanswered = Event(NOON, EventKind.REFERRAL_UNANSWERED, "service")
    received = Event(NOON, EventKind.REFERRAL_RECEIVED, "provider")
    assert TaskKind.FOLLOW_UP_ADVOCATE in tasks(situation(a_child(), [unanswered]))
    assert TaskKind.FOLLOW_UP_ADVOCATE not in tasks(situation(a_child(), [unanswered, received]))


@pytest.mark.parametrize(
    ("choice", "flags", "is_offered"),
    [
        pytest.param("not_asked", [Flag.ADVOCATE_MUST_OFFER], True, id="not asked, and one has to be offered"),
        pytest.param("not_asked", [], False, id="not asked, and none has to be"),
        pytest.param("not_now", [Flag.ADVOCATE_MUST_OFFER], False, id="asked, and not now"),
        pytest.param("unsure", [], True, id="not sure"),
    ],
)
def test_an_advocate_is_offered_to_whom_nobody_has_offered_one(choice: str, flags: list[str], is_offered: bool) -> None:
    at = situation(wants_an_advocate(a_child(flags=flags), choice=choice))
    assert (TaskKind.OFFER_ADVOCATE in tasks(at)) is is_offered


def test_a_referral_on_consent_leaves_nothing_to_offer() -> None:
    assert TaskKind.OFFER_ADVOCATE not in tasks(situation(wants_an_advocate(a_child(), consented=True)))


def test_what_the_form_offered_is_no_offer_by_staff() -> None:
    asked = Event(NOON, EventKind.ADVOCATE_OFFERED, "self", {"where": "side", "answer": "wants", "at": None})
    at = situation(wants_an_advocate(a_parent()), [asked])
    assert tasks(at)[TaskKind.OFFER_ADVOCATE].done_on is None


def test_of_what_has_ended_only_danger_is_left_to_do() -> None:
    record = a_child(flags=[Flag.SAFEGUARDING_IMMEDIATE])
    assert tasks(after(record, "refused")).keys() == {TaskKind.TELL_DUTY_TEAM}


@pytest.mark.parametrize("name", [each.stem for each in PERSONAS])
def test_whatever_is_to_be_done_can_be_done_here_and_is_said_in_words(name: str) -> None:
    at = situation(a_persona(name))
    may_decide = {decision.key for decision in offered(at, MANAGER)}
    for task in tasks_of(at.record, at.events, COUNCIL, CALENDAR):
        assert task.words and "_" not in task.words
        assert task.decision is None or (task.decision in DECISIONS and task.decision in may_decide)
        assert task.day is None or task.day >= MONDAY


def test_a_reply_that_was_opened_again_is_to_be_given_again() -> None:
    at = after(a_child(), "replied", "closed", ("reopened", LATER, {}))
    reply = tasks(at)[TaskKind.REPLY]
    assert (reply.day, reply.done_on) == (date(2026, 12, 7), None)
