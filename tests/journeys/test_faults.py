"""Processes and the database are killed and places fail at random: nothing is lost, doubled or left undelivered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from intake.storage.outbox import State
from tests.bench.faults import DATABASES, ENDED_WHEN_ASKED, Outcome, Plan, run

SMALL = Plan("", submissions=60, seconds_to_think=0.6, seconds_between_kills=0.8, killed_until=0.3, seed=5)


@pytest.fixture(scope="module", params=DATABASES)
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run(replace(SMALL, database=request.param), tmp_path_factory.mktemp("faults"))


def test_all_that_was_confirmed_is_there_once_and_all_of_it_is_delivered(outcome: Outcome) -> None:
    tally = outcome.tally
    assert tally.is_clean, tally
    assert tally.confirmed == tally.found == SMALL.submissions
    assert tally.received == tally.expected == 4 * SMALL.submissions
    assert outcome.states == {State.SENT: tally.expected}


def test_things_did_go_wrong_and_everything_still_ended_when_asked(outcome: Outcome) -> None:
    assert outcome.kills.keys() >= {"web", "worker 1", "worker 2"}
    assert outcome.pressed_again > 0
    assert outcome.faults >= SMALL.submissions // 6
    assert ENDED_WHEN_ASKED.issuperset(outcome.exits)


def without_a_record(outcome: Outcome) -> Outcome:
    return replace(outcome, kept=outcome.kept[1:])


def with_a_record_twice(outcome: Outcome) -> Outcome:
    number, _ = outcome.kept[0]
    return replace(outcome, kept=[*outcome.kept, (number, "WDYT-222222")])


def without_a_message(outcome: Outcome) -> Outcome:
    last = outcome.arrivals[-1]
    return replace(outcome, arrivals=[arrival for arrival in outcome.arrivals if arrival != last])


def with_a_message_under_a_second_key(outcome: Outcome) -> Outcome:
    return replace(outcome, arrivals=[*outcome.arrivals, replace(outcome.arrivals[0], key="another")])


def with_a_message_that_went_astray(outcome: Outcome) -> Outcome:
    return replace(outcome, arrivals=[*outcome.arrivals, replace(outcome.arrivals[0], place="a@stranger.example")])


@pytest.mark.parametrize(
    ("spoil", "noticed"),
    [
        (without_a_record, {"lost": 1, "found": SMALL.submissions - 1}),
        (with_a_record_twice, {"doubled": 1, "undelivered": 4}),
        (without_a_message, {"undelivered": 1}),
        (with_a_message_under_a_second_key, {"doubled": 1}),
        (with_a_message_that_went_astray, {"astray": 1}),
    ],
)
def test_the_count_notices(outcome: Outcome, spoil: Callable[[Outcome], Outcome], noticed: dict[str, int]) -> None:
    tally = spoil(outcome).tally
    assert not tally.is_clean
    assert {name: getattr(tally, name) for name in noticed} == noticed


def test_a_message_that_came_again_under_its_key_is_counted_and_allowed(outcome: Outcome) -> None:
    again = replace(outcome, arrivals=[*outcome.arrivals, outcome.arrivals[0]]).tally
    assert again.is_clean
    assert again.received_again >= 1
