"""Limits of guessing: a delay for whoever tries often, and nobody shut out."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.access.guesses import Guesses

HOME = "192.0.2.7"
START = 1_000_000.0
repeatable = settings(derandomize=True, deadline=None)


def make_guesses(per_address: int = 3, service: int = 1000, addresses: int = 1000) -> Guesses:
    return Guesses(per_address, service, window_seconds=90, longest_service_wait=20, addresses=addresses)


def flood(guesses: Guesses, tries: int, now: float = START) -> None:
    """One wrong try from each of many addresses."""
    for number in range(tries):
        assert guesses.take(f"198.51.100.{number}", now) == 0


def test_the_first_tries_are_free_and_the_next_has_to_wait() -> None:
    guesses = make_guesses(per_address=3)
    assert [guesses.take(HOME, START) for _ in range(4)] == [0, 0, 0, 30]


def test_asking_while_waiting_does_not_make_the_wait_longer() -> None:
    guesses = make_guesses(per_address=3)
    waits = [guesses.take(HOME, START + second) for second in (0, 0, 0, 10, 29, 29.5, 30)]
    assert waits == [0, 0, 0, 20, 1, 1, 0]


def test_whoever_goes_on_waits_again_for_each_try() -> None:
    guesses = make_guesses(per_address=3)
    waits = [guesses.take(HOME, START + second) for second in (0, 0, 0, 30, 30, 60, 60)]
    assert waits == [0, 0, 0, 0, 30, 0, 30]


def test_after_a_quiet_window_all_tries_are_free_again() -> None:
    guesses = make_guesses(per_address=3)
    for _ in range(4):
        guesses.take(HOME, START)
    assert [guesses.take(HOME, START + 90) for _ in range(4)] == [0, 0, 0, 30]


def test_another_address_is_not_touched() -> None:
    guesses = make_guesses(per_address=1)
    guesses.take(HOME, START)
    assert guesses.take(HOME, START) > 0
    assert guesses.take("192.0.2.8", START) == 0


def test_a_right_try_does_not_count() -> None:
    guesses = make_guesses(per_address=3)
    for _ in range(20):
        assert guesses.take(HOME, START) == 0
        guesses.give_back(HOME, START)


def test_a_right_try_does_not_clear_the_wrong_ones() -> None:
    guesses = make_guesses(per_address=3)
    for _ in range(2):
        guesses.take(HOME, START)
    guesses.take(HOME, START)
    guesses.give_back(HOME, START)
    assert [guesses.take(HOME, START) for _ in range(2)] == [0, 30]


def test_a_try_given_back_by_nobody_known_changes_nothing() -> None:
    guesses = make_guesses(per_address=1)
    guesses.give_back(HOME, START)
    assert [guesses.take(HOME, START) for _ in range(2)] == [0, 90]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True, id="one IPv6 network"),
        pytest.param("2001:db8:1:2::1", "2001:db8:1:3::1", False, id="two IPv6 networks"),
        pytest.param("192.0.2.7", "::ffff:192.0.2.7", True, id="IPv4 in IPv6"),
        pytest.param("192.0.2.7", "192.0.2.70", False, id="two IPv4 addresses"),
        pytest.param("", "", True, id="no address known"),
        pytest.param("unknown", "\x00", False, id="no addresses at all"),
    ],
)
def test_an_address_stands_for_a_household(one: str, other: str, same: bool) -> None:
    guesses = make_guesses(per_address=1)
    guesses.take(one, START)
    assert (guesses.take(other, START) > 0) == same


def test_a_full_service_delays_newcomers_too() -> None:
    guesses = make_guesses(service=9)
    flood(guesses, 9)
    assert guesses.take(HOME, START) == 10


def test_the_delay_of_an_over_full_service_grows_and_has_an_end() -> None:
    guesses = make_guesses(service=9)
    flood(guesses, 9)
    told = [f"203.0.113.{number}" for number in range(6)]
    assert {guesses.take(address, START) for address in told} == {10}
    assert [guesses.take(address, START + 10) for address in told] == [0] * 6
    assert guesses.take(HOME, START + 10) == 20
    assert guesses.take(told[-1], START + 10) == 20


def test_right_tries_do_not_fill_the_service() -> None:
    guesses = make_guesses(service=9)
    for number in range(20):
        address = f"198.51.100.{number}"
        assert guesses.take(address, START) == 0
        guesses.give_back(address, START)


def test_nobody_who_waits_as_told_is_sent_away_again() -> None:
    guesses = make_guesses(per_address=10, service=9)
    flood(guesses, 9)
    told = guesses.take(HOME, START)
    others = [f"203.0.113.{number}" for number in range(200)]
    for second in range(told):
        for other in others:
            guesses.take(other, START + second)
    assert guesses.take(HOME, START + told) == 0


def test_a_service_that_has_come_to_rest_delays_nobody() -> None:
    guesses = make_guesses(service=9)
    flood(guesses, 9)
    assert guesses.take(HOME, START + 90) == 0


@repeatable
@given(st.lists(st.tuples(st.sampled_from("abcde"), st.floats(0, 40), st.booleans()), max_size=60))
def test_no_wait_is_longer_than_room_for_one_try_takes(tries: list[tuple[str, float, bool]]) -> None:
    guesses = make_guesses(per_address=3, service=5)
    now = START
    for address, later, right in tries:
        now += later
        waits = guesses.take(address, now)
        assert 0 <= waits <= 30
        if waits:
            assert guesses.take(address, now + waits) == 0
            now += waits
        if right:
            guesses.give_back(address, now)


def test_the_address_not_seen_for_longest_is_forgotten_first() -> None:
    guesses = make_guesses(per_address=1, addresses=2)
    for address in ("a", "b", "a", "c"):
        guesses.take(address, START)
    assert guesses.take("a", START) > 0
    assert guesses.take("b", START) == 0


def test_an_address_quiet_for_a_window_is_forgotten() -> None:
    guesses = make_guesses()
    guesses.take("a", START)
    guesses.take("b", START + 89)
    assert len(guesses._known) == 2
    guesses.take("b", START + 90)
    assert len(guesses._known) == 1


def test_no_address_is_kept_and_each_process_hashes_it_differently() -> None:
    one, other = make_guesses(), make_guesses()
    for guesses in (one, other):
        guesses.take(HOME, START)
    assert HOME not in repr(vars(one))
    assert len(one._known) == len(other._known) == 1
    assert one._known.keys() != other._known.keys()


class Unhurried(float):
    """A moment that lets other threads go first whenever it is compared."""

    def __lt__(self, other: float) -> bool:
        time.sleep(0.001)
        return float(self) < other


def test_tries_sent_at_once_are_all_counted() -> None:
    guesses = make_guesses(per_address=5)
    with ThreadPoolExecutor(8) as threads:
        waits = list(threads.map(lambda _: guesses.take(HOME, Unhurried(START)), range(40)))
    assert waits.count(0) == 5
