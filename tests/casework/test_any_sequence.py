from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.casework.days import clocks_of, due_days
from intake.casework.decisions import DECISIONS, Situation, event_of, offered
from intake.casework.reminders import reminder_for
from intake.casework.standing import AIMS, Rank, stages_of, standing_of, statuses_of
from intake.casework.tasks import tasks_of
from intake.questions.vocabulary import Answer, ManyOf, OneOf
from intake.records.record import Event, Record
from intake.rules.codes import Flag
from tests.casework.situations import (
    CALENDAR,
    COUNCIL,
    FILLED,
    MANAGER,
    a_call_for_help,
    a_child,
    a_handover,
    a_parent,
    a_persona,
    received_on,
    situation,
)
from tests.records.sending import MONDAY

RECORDS: list[Record] = [
    a_child(),
    a_parent(),
    a_child(route="cm_decides", flags=[Flag.SCOPE_CHECK, Flag.LATE_DISCRETION]),
    a_child(flags=[Flag.SAFEGUARDING_IMMEDIATE, Flag.LADO_REFERRAL]),
    received_on(a_child(), date(2026, 12, 24)),
    a_call_for_help(),
    a_handover(),
    *map(
        a_persona,
        ("grandmother", "a-year-and-a-day", "school-transport", "thank-you", "idea-to-hear-back", "advocate-only"),
    ),
]


@st.composite
def answers(draw: st.DrawFn, kind: str, day: date, since: date) -> dict[str, Answer]:
    """Answers to this page: choices at random, the usual words, days from receipt to today."""
    given_ = dict(FILLED[kind])
    for question in DECISIONS[kind].page.questions:
        if isinstance(question.answer, OneOf):
            given_[question.key] = draw(st.sampled_from([option.code for option in question.answer.options]))
        elif isinstance(question.answer, ManyOf):
            codes = [option.code for option in question.answer.options]
            given_[question.key] = draw(st.lists(st.sampled_from(codes), min_size=1, unique=True))
    for key in ("on", "letter_on", "told_on"):
        if key in DECISIONS[kind].page.keys:
            given_[key] = draw(st.dates(since, day)).isoformat()
    if kind == "extended":
        given_["until"] = draw(st.none() | st.dates(day, day + timedelta(30)).map(str))
    every = ("ombudsman_told", "reason", "which_part", "part_3_about", "part_4_about")
    given_ |= {key: "yes" for key in every if key in DECISIONS[kind].page.keys}
    return given_


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_course_of_decisions_folds_and_forgets_nothing(data: st.DataObject) -> None:
    record = data.draw(st.sampled_from(RECORDS))
    at, day = situation(record), record.received_date
    danger = at.standing.rank
    for _ in range(data.draw(st.integers(1, 12))):
        day += timedelta(data.draw(st.integers(0, 9)))
        decision = data.draw(st.sampled_from(offered(at, MANAGER)))
        filled = data.draw(answers(decision.key, day, record.received_date))
        made = event_of(decision, filled, at, MANAGER, datetime.combine(day, time(13), UTC), day)
        if isinstance(made, Event):
            before, at = at, situation(record, [*at.events[1:], made])
            _forgets_nothing(before, at)
        _holds(at, day)
        acted = any(event.kind == "safety_acted" for event in at.events)
        assert acted or at.standing.rank == danger


def _holds(at: Situation, today: date) -> None:
    standing, record = at.standing, at.record
    assert standing.stage in stages_of(record.kind)
    assert standing.status in statuses_of(record.kind)
    assert standing.is_open or (standing.rank is Rank.OTHER and standing.due_on is None)
    assert standing.due_on is None or standing.due_on >= record.received_date
    for due in due_days(record, at.events, COUNCIL, CALENDAR):
        assert due.code not in AIMS or due.day >= record.received_date
        assert due.done_on is None or record.received_date <= due.done_on <= today
    assert at.clock is None or at.clock.due is None or CALENDAR.is_working_day(at.clock.due)
    may_decide = {decision.key for decision in offered(at, MANAGER)}
    for task in tasks_of(record, at.events, COUNCIL, CALENDAR):
        assert task.done_on or task.decision is None or task.decision in may_decide, (task, at.events)
    reminder = reminder_for(record, standing, at.events, today, CALENDAR)
    assert reminder is None or standing.is_open
    if at.progress.ended and not any(event.kind == "made_complaint" for event in at.events):
        assert DECISIONS["reopened"] in offered(at, MANAGER)


def _forgets_nothing(before: Situation, now: Situation) -> None:
    """Every state of every clock that ran is still there, but where the Act applies no more."""
    runs = {run.basis: run.states for run in clocks_of(now.record, now.events, CALENDAR)}
    for run in clocks_of(before.record, before.events, CALENDAR) if runs else ():
        assert runs[run.basis][: len(run.states)] == run.states or run.basis in _REPEATED


_REPEATED = {"si_decision", "late_accepted", "resubmitted"}


def test_the_same_events_give_the_same_standing_however_often() -> None:
    at = situation(a_child())
    assert standing_of(at.record, iter(at.events), COUNCIL, CALENDAR) == at.standing
    assert at.record.received_date == MONDAY
