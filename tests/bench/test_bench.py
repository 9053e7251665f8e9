"""The benchmark runs: it says nothing here of how fast anything is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.bench.__main__ import LOADS, measured
from tests.bench.loads import Side, Size, both_sides
from tests.bench.rendering import TARGET, both, compared
from tests.bench.rounds import Pair, Result, Round

SMALL = Size(seconds=0.1, journeys=1, sends=8)


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Side, Side]]:
    with both_sides(tmp_path_factory.mktemp("bench")) as sides:
        yield sides


@pytest.mark.parametrize("name", LOADS)
def test_both_sides_answer_as_expected(sides: tuple[Side, Side], name: str) -> None:
    result, code = measured(name, *sides, SMALL, rounds=1)
    for each in [result, code] if code else [result]:
        assert each.errors == 0
        assert all(math.isfinite(pair.ratio) and pair.ratio > 0 for pair in each.pairs)


def test_both_sides_are_asked_the_same_number_of_times(sides: tuple[Side, Side]) -> None:
    form, bare = sides
    for one, other in ((form.full, bare.full), (form.quick, bare.quick)):
        assert one.requests == other.requests
        assert [each.method for each in one.to_send] == [each.method for each in other.to_send]
    assert form.quick.requests < form.full.requests


def test_an_answer_that_is_not_the_expected_one_is_counted(sides: tuple[Side, Side]) -> None:
    form = sides[0]
    lost = replace(form.full.first_page, status=404)
    assert replace(form, full=replace(form.full, to_send=[lost])).first_page(SMALL).errors > 0


def a_round(cores: float, rate: float) -> Round:
    return Round(100, 100, 0, 100 / rate, cores * 100 / rate, 0.0, [0.01] * 100, 40.0)


def test_a_round_in_which_little_was_done_is_dropped_for_both() -> None:
    quiet, busy = Pair(a_round(0.7, 10), a_round(1.0, 10)), Pair(a_round(1.0, 10), a_round(1.0, 20))
    result = Result([quiet, busy])
    assert result.kept == [busy]
    assert result.middle(lambda pair: pair.ratio) == 0.5
    assert Result([quiet]).kept == []


def test_no_page_takes_many_times_what_a_bare_template_does_and_none_that_can_be_kept_takes_as_long() -> None:
    """Whatever the machine is doing meanwhile: the two are measured in turn."""
    own = {"check", "done"}
    with both() as (pages, bare):
        assert own < pages.keys()
        for name, page in pages.items():
            size, ours, its = compared(page, bare, pairs=15)
            assert size > 2_000 and its > 0
            assert ours / its <= (2 * TARGET if name in own else 1), name
