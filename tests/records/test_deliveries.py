"""Whoever has to know of a record is told, in the order of the council's file, and nobody else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from intake.council.hours import AroundTheClock
from intake.council.load import load
from intake.council.model import Audience, Council, DeliverTo, EmailTo, FolderTo, NotifyTo, Way, WebhookTo
from intake.questions.vocabulary import Answer
from intake.records.deliveries import FOR_WHOM, Delivery, audiences, deliveries, permitted_ways, to_all
from intake.records.draft import Draft
from intake.records.record import Purpose, Record
from intake.rules.codes import Flag
from tests.records.sending import CHILD, NOON, PARENT, handed_over, helped, sent, told_by_phone


def at(*places: DeliverTo) -> Council:
    """The county with these places and no others."""
    return replace(load("northshire"), deliver_to=places)


EVERYWHERE = at(
    FolderTo("cases", Audience.CASE_SYSTEM, "x"),
    EmailTo("advocates", Audience.ADVOCATE, "a@x.example"),
    EmailTo("team", Audience.TEAM, "a@x.example"),
    EmailTo("director", Audience.SECOND_PERSON, "a@x.example"),
    EmailTo("day", Audience.DUTY, "a@x.example"),
    EmailTo("night", Audience.DUTY, "a@x.example"),
    EmailTo("own-email", Audience.PERSON),
)
TEAM = ("team_notice", "team")
COPY = ("record_copy", "cases")
DUTY = [("duty_alert", "day"), ("duty_alert", "night")]
ADVOCATE = ("advocate_referral", "advocates")
PERSON = ("acknowledgement", "own-email")

REACHED = {"phone": "07700 900123", "email": "sam@example.org", "address": "1 High Street", "person": "Dee"}


def says(*ways: str, safe: tuple[str, ...] = (), **more: Answer) -> dict[str, Answer]:
    """A child who chose these ways to be answered, gave every detail, and ticked what is safe."""
    return {**CHILD, "reply_how": list(ways), **REACHED, "safe_contact": list(safe) or None, **more}


def told(record: Record, council: Council = EVERYWHERE, team: Audience | None = Audience.TEAM) -> list[tuple[str, str]]:
    return [(str(each.purpose), each.target) for each in deliveries(record, council, NOON, team=team)]


# ── Who is told of which record ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param(CHILD, [TEAM, COPY], id="complaint"),
        pytest.param({"who_are_you": "child", "kind": "compliment", "good_what": "x"}, [TEAM, COPY], id="thanks"),
        pytest.param({"who_are_you": "adult", "kind": "idea", "idea_what": "x"}, [TEAM, COPY], id="idea"),
        pytest.param({**CHILD, "safe_now": "not_safe"}, [TEAM, COPY, *DUTY], id="danger"),
        pytest.param({**PARENT, "safe_now": "not_safe"}, [TEAM, COPY, *DUTY], id="danger that an adult tells of"),
        pytest.param({**CHILD, "safe_now": "not_sure"}, [TEAM, COPY], id="not sure to be safe"),
        pytest.param({**CHILD, "sorted_today": "yes"}, [TEAM, COPY, *DUTY], id="what cannot wait until tomorrow"),
        pytest.param({**PARENT, "sorted_today": "yes"}, [TEAM, COPY, *DUTY], id="the same, from an adult"),
        pytest.param(
            {**CHILD, "safe_now": "not_safe", "advocate": "yes", "advocate_share": ["contact"]},
            [TEAM, COPY, *DUTY, ADVOCATE],
            id="danger and an advocate",
        ),
        pytest.param(
            {**CHILD, "kind": "advocate_only", "advocate_share": ["contact"]},
            [TEAM, COPY, ADVOCATE],
            id="an advocate alone",
        ),
        pytest.param(
            {**CHILD, "kind": "advocate_only", "advocate_share": ["nothing"]},
            [TEAM, COPY],
            id="an advocate whom they ring themself",
        ),
        pytest.param({**CHILD, "advocate": "yes"}, [TEAM, COPY], id="an advocate, and says not what to share"),
        pytest.param(
            {**PARENT, "advocate": "yes", "advocate_share": ["contact"]},
            [TEAM, COPY],
            id="an advocate whom an adult asks for",
        ),
        pytest.param(says("email"), [TEAM, COPY, PERSON], id="answer by email"),
        pytest.param(says("text", safe=("ok_text",)), [TEAM, COPY], id="answer by a way that this council has not"),
        pytest.param(says("code"), [TEAM, COPY], id="answer by their code"),
    ],
)
def test_who_is_told_of_a_record(answers: dict[str, Answer], expected: list[tuple[str, str]]) -> None:
    assert told(sent(Draft(answers=answers))) == expected


@pytest.mark.parametrize(
    ("flag", "is_alerted"),
    [
        (Flag.SAFEGUARDING_IMMEDIATE, True),
        (Flag.CASE_CONCERN_SAME_DAY, True),
        (Flag.URGENT_HOMELESS, True),
        (Flag.SAFEGUARDING_REFERRAL, False),
        (Flag.LADO_REFERRAL, False),
        (Flag.STAFF_SAFETY_ALERT, False),
    ],
)
def test_the_duty_team_is_alerted_to_what_does_not_wait_until_tomorrow(flag: Flag, is_alerted: bool) -> None:
    record = replace(sent(Draft(answers=CHILD)), flags=[flag])
    assert told(record) == [TEAM, COPY, *(DUTY if is_alerted else [])]


def test_a_call_for_help_goes_to_the_duty_team_and_never_to_whoever_sent_it() -> None:
    record = helped({"quick_name": "Ray", "quick_where": None, "quick_phone": "07700 900789"})
    assert told(record) == [TEAM, COPY, *DUTY]
    assert permitted_ways(record) == set()


def test_a_record_that_names_somebody_of_the_desk_is_told_to_the_second_person_and_not_to_the_team() -> None:
    answers = {**says("email"), "safe_now": "not_safe", "advocate": "yes", "advocate_share": ["contact"]}
    record = sent(Draft(answers=answers))
    others = [COPY, *DUTY, ADVOCATE, PERSON]
    assert told(record) == [TEAM, *others]
    assert told(record, team=Audience.SECOND_PERSON) == [("team_notice", "director"), *others]
    assert told(record, team=None) == others


@pytest.mark.parametrize("purpose", [Purpose.TEAM_NOTICE, Purpose.REFERRAL_UNANSWERED, Purpose.REMINDER])
def test_what_is_for_the_team_is_for_the_second_person_where_it_is_about_one_of_them(purpose: Purpose) -> None:
    assert [each.target for each in to_all(purpose, EVERYWHERE, NOON)] == ["team"]
    assert [each.target for each in to_all(purpose, EVERYWHERE, NOON, team=Audience.SECOND_PERSON)] == ["director"]
    assert to_all(purpose, EVERYWHERE, NOON, team=None) == []


@pytest.mark.parametrize("purpose", [Purpose.DUTY_ALERT, Purpose.ACKNOWLEDGEMENT, Purpose.RECORD_COPY])
def test_nobody_else_has_less_because_somebody_of_the_desk_is_named(purpose: Purpose) -> None:
    told_of_anybody = to_all(purpose, EVERYWHERE, NOON)
    assert told_of_anybody and to_all(purpose, EVERYWHERE, NOON, team=None) == told_of_anybody


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param(CHILD, [TEAM], id="a call"),
        pytest.param({}, [TEAM], id="a call in which nothing was said"),
        pytest.param(says("email"), [TEAM], id="an email that is safe: they have spoken with somebody"),
        pytest.param({**CHILD, "safe_now": "not_safe"}, [TEAM, *DUTY], id="danger does not wait for a call back"),
        pytest.param({**CHILD, "sorted_today": "yes"}, [TEAM, *DUTY], id="nor does what has to be sorted today"),
        pytest.param(
            {**CHILD, "advocate": "yes", "advocate_share": ["contact"]}, [TEAM, ADVOCATE], id="nor does an advocate"
        ),
    ],
)
def test_a_call_handed_over_is_no_case_before_it_is_a_complaint(
    answers: dict[str, Answer], expected: list[tuple[str, str]]
) -> None:
    assert told(handed_over(answers)) == expected


# ── Where, and from when ─────────────────────────────────────────────────────────────────────────────────────────────


TWO_MAILBOXES = at(EmailTo("one", Audience.TEAM, "a@x.example"), EmailTo("two", Audience.TEAM, "b@x.example"))


def test_everything_is_due_when_it_was_received_but_an_alert_to_the_next_place() -> None:
    danger = sent(Draft(answers={**says("email"), "safe_now": "not_safe"}))
    due = {each.target: each.due_at - NOON for each in deliveries(danger, EVERYWHERE, NOON)}
    assert due.pop("night") == timedelta(minutes=EVERYWHERE.duty.next_place_after_minutes)
    assert set(due.values()) == {timedelta()}


def test_an_alert_waits_as_long_as_the_council_says_for_each_place_before_it() -> None:
    duty = tuple(EmailTo(name, Audience.DUTY, "a@x.example") for name in ("first", "second", "third"))
    council = replace(at(*duty), duty=replace(EVERYWHERE.duty, next_place_after_minutes=7))
    assert to_all(Purpose.DUTY_ALERT, council, NOON) == [
        Delivery(Purpose.DUTY_ALERT, name, NOON + timedelta(minutes=minutes))
        for name, minutes in (("first", 0), ("second", 7), ("third", 14))
    ]


BY_DAY, AT_NIGHT = ["day", "desk", "night"], ["desk", "night", "day"]
ROUND_THE_CLOCK = at(
    EmailTo("day", Audience.DUTY, "a@x.example", hours=EVERYWHERE.duty.day.hours),
    WebhookTo("desk", Audience.DUTY, "https://x.example", "SECRETS", hours=AroundTheClock.ALWAYS),
    NotifyTo("night", Audience.DUTY, Way.TEXT, "t", "KEY", "07700 900123", hours=AroundTheClock.NIGHTS),
)


@pytest.mark.parametrize(
    ("received", "order"),
    [
        pytest.param("2026-11-23T12:00Z", BY_DAY, id="by day"),
        pytest.param("2026-11-23T03:00Z", AT_NIGHT, id="at night"),
        pytest.param("2026-07-01T07:45Z", BY_DAY, id="a quarter to nine in London, in summer"),
        pytest.param("2026-11-28T12:00Z", AT_NIGHT, id="at a weekend"),
        pytest.param("2026-12-25T12:00Z", AT_NIGHT, id="at Christmas"),
    ],
)
def test_an_alert_goes_first_to_where_somebody_is_at_that_moment(received: str, order: list[str]) -> None:
    moment, between = datetime.fromisoformat(received), timedelta(minutes=ROUND_THE_CLOCK.duty.next_place_after_minutes)
    assert to_all(Purpose.DUTY_ALERT, ROUND_THE_CLOCK, moment) == [
        Delivery(Purpose.DUTY_ALERT, name, moment + n * between) for n, name in enumerate(order)
    ]


def test_an_alert_that_is_written_later_goes_first_to_who_is_there_then() -> None:
    record = sent(Draft(answers={**CHILD, "safe_now": "not_safe"}))
    assert record.received_at == NOON
    alerts = [each for each in deliveries(record, ROUND_THE_CLOCK, NOON + timedelta(hours=8)) if each.target in BY_DAY]
    assert [each.target for each in alerts] == AT_NIGHT


def test_every_place_for_the_same_people_is_told_in_the_order_of_the_file() -> None:
    assert told(sent(Draft(answers=CHILD)), TWO_MAILBOXES) == [("team_notice", "one"), ("team_notice", "two")]


def test_a_council_without_a_place_for_somebody_sends_them_nothing() -> None:
    assert to_all(Purpose.RECORD_COPY, TWO_MAILBOXES, NOON) == []


def test_every_purpose_is_for_somebody() -> None:
    assert set(FOR_WHOM) == set(Purpose)
    assert {whom for purpose in Purpose for whom in audiences(purpose)} == set(Audience)


def test_a_record_whole_is_for_a_case_system_alone() -> None:
    assert [purpose for purpose, whom in FOR_WHOM.items() if whom == Audience.CASE_SYSTEM] == [Purpose.RECORD_COPY]


# ── How the person may be reached ────────────────────────────────────────────────────────────────────────────────────

OWN = at(
    EmailTo("email", Audience.PERSON),
    NotifyTo("notify-email", Audience.PERSON, Way.EMAIL, "t", "KEY"),
    NotifyTo("text", Audience.PERSON, Way.TEXT, "t", "KEY"),
    NotifyTo("letter", Audience.PERSON, Way.LETTER, "t", "KEY"),
)


@pytest.mark.parametrize(
    ("answers", "ways", "places"),
    [
        pytest.param(says("email"), {"email"}, ["email", "notify-email"], id="email is its own permission"),
        pytest.param(says("text"), set(), [], id="text and no tick"),
        pytest.param(says("text", safe=("ok_call",)), set(), [], id="text and another tick"),
        pytest.param(says("text", safe=("ok_text",)), {"text"}, ["text"], id="text and its tick"),
        pytest.param(says("letter"), set(), [], id="letter and no tick"),
        pytest.param(says("letter", safe=("ok_post",)), {"letter"}, ["letter"], id="letter and its tick"),
        pytest.param(says("email", safe=("ok_text", "ok_post")), {"email"}, ["email", "notify-email"], id="not chosen"),
        pytest.param(
            says("text", "email", "letter", safe=("ok_text",)),
            {"text", "email"},
            ["email", "notify-email", "text"],
            id="three ways, of which two are safe",
        ),
        pytest.param(says("code"), set(), [], id="code"),
        pytest.param(says("call", safe=("ok_call",)), set(), [], id="a call is for a person to make"),
        pytest.param(says("person"), set(), [], id="somebody they trust is for a person to tell"),
        pytest.param(says(), set(), [], id="nothing chosen"),
        pytest.param({**says("email"), "reply_how": None}, set(), [], id="skipped"),
        pytest.param(CHILD, set(), [], id="not reached"),
    ],
)
def test_the_person_is_told_only_in_a_way_that_they_chose_and_that_is_safe(
    answers: dict[str, Answer], ways: set[str], places: list[str]
) -> None:
    record = sent(Draft(answers=answers))
    assert permitted_ways(record) == ways
    assert told(record, OWN) == [("acknowledgement", place) for place in places]


def test_a_place_that_cannot_carry_a_message_to_a_person_gets_none() -> None:
    council = at(
        WebhookTo("hook", Audience.PERSON, "https://x.example", "SECRETS"), FolderTo("folder", Audience.PERSON, "x")
    )
    assert told(sent(Draft(answers=says("email"))), council) == []


@pytest.mark.parametrize(
    "answers",
    [
        says("email"),
        says("text"),
        says("text", safe=("ok_text",)),
        says("letter", safe=("ok_post",)),
        says("call", safe=("ok_call", "ok_text")),
        says("text", "email", "letter", safe=("ok_text", "ok_post")),
    ],
    ids=lambda answers: f"{answers['reply_how']}, safe: {answers['safe_contact']}",
)
def test_what_a_caller_called_safe_is_what_somebody_at_the_form_ticked(answers: dict[str, Answer]) -> None:
    draft = Draft(answers=answers)
    assert permitted_ways(told_by_phone(draft)) == permitted_ways(sent(draft))
    assert told(told_by_phone(draft), OWN) == told(sent(draft), OWN)
