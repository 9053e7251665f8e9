"""Rounds of load: eight visitors at once on one server, then on the other, and what all of them come to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

from tests.bench.served import Served
from tests.bench.visits import Connection, Visit

AT_ONCE = 8
LEAST_CORES = 0.8  # of server and driver together: below it something else was waited for, or ran


@dataclass(frozen=True)
class Round:
    """What one server did in one round."""

    visits: int
    requests: int
    errors: int
    wall: float
    server_cpu: float
    driver_cpu: float
    seconds: Sequence[float]  # of each visit
    memory_mb: float

    @property
    def rate(self) -> float:
        return self.visits / self.wall

    @property
    def cpu_ms(self) -> float:
        """Of the server, for each visit."""
        return 1000 * self.server_cpu / self.visits

    @property
    def cores(self) -> float:
        return (self.server_cpu + self.driver_cpu) / self.wall

    def __add__(self, other: Round) -> Round:
        """This round and then the other of the same visitors, as one longer visit of each."""
        return Round(
            visits=self.visits,
            requests=self.requests + other.requests,
            errors=self.errors + other.errors,
            wall=self.wall + other.wall,
            server_cpu=self.server_cpu + other.server_cpu,
            driver_cpu=self.driver_cpu + other.driver_cpu,
            seconds=[one + two for one, two in zip(self.seconds, other.seconds, strict=True)],
            memory_mb=other.memory_mb,
        )


def play(served: Served, waiting: Sequence[Iterator[Visit]], most_seconds: float = 600.0) -> tuple[Round, list[Visit]]:
    """One round: each of the visits waiting for each connection is played, until there are none or the time is over."""
    connections = [Connection(served.port) for _ in waiting]
    until = time.perf_counter() + most_seconds

    def one_after_the_other(connection: Connection, visits: Iterator[Visit]) -> list[Visit]:
        played = []
        for visit in visits:
            connection.play(visit)
            played.append(visit)
            if time.perf_counter() > until:
                break
        return played

    began, server_cpu, driver_cpu = time.perf_counter(), served.cpu_seconds(), time.process_time()
    with ThreadPoolExecutor(len(waiting)) as threads:
        played = [visit for visits in threads.map(one_after_the_other, connections, waiting) for visit in visits]
    wall = time.perf_counter() - began
    server_cpu, driver_cpu = served.cpu_seconds() - server_cpu, time.process_time() - driver_cpu
    for connection in connections:
        connection.close()
    done = Round(
        visits=len(played),
        requests=sum(len(visit.exchanges) for visit in played),
        errors=sum(visit.errors for visit in played),
        wall=wall,
        server_cpu=server_cpu,
        driver_cpu=driver_cpu,
        seconds=[visit.seconds for visit in played],
        memory_mb=served.memory_mb(),
    )
    return done, played


def shared(visits: Iterable[Visit]) -> list[Iterator[Visit]]:
    """Whoever is free takes the next of these visits."""
    queue = iter(list(visits))
    return [queue] * AT_ONCE


@dataclass(frozen=True)
class Pair:
    """The form and the bare app in the same round."""

    form: Round
    bare: Round

    @property
    def ratio(self) -> float:
        """How many visits the form answers while the bare app answers one."""
        return self.form.rate / self.bare.rate

    @property
    def counts(self) -> bool:
        """Whether both were held up by nothing but their own work."""
        return min(self.form.cores, self.bare.cores) >= LEAST_CORES


def interleaved(form: Callable[[], Round], bare: Callable[[], Round], rounds: int) -> list[Pair]:
    """One warm-up of each, then form, bare, form, bare until so many rounds count, or twice as many are over."""
    form(), bare()
    pairs: list[Pair] = []
    while sum(pair.counts for pair in pairs) < rounds and len(pairs) < 2 * rounds:
        pairs.append(Pair(form(), bare()))
    return pairs


@dataclass(frozen=True)
class Result:
    """One kind of load, over all the rounds that count."""

    pairs: Sequence[Pair]

    @property
    def kept(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.counts]

    @property
    def figures_of(self) -> Sequence[Pair]:
        """The rounds that count; where none does, all of them, to be shown with a mark."""
        return self.kept or self.pairs

    @property
    def errors(self) -> int:
        return sum(pair.form.errors + pair.bare.errors for pair in self.pairs)

    def middle(self, of: Callable[[Pair], float]) -> float:
        """The median over the rounds."""
        return median(map(of, self.figures_of))

    def slowest_ms(self, of: Callable[[Pair], Round], percent: int) -> float:
        """So many of a hundred visits took no longer than this, over all the rounds together."""
        seconds = sorted(each for pair in self.figures_of for each in of(pair).seconds)
        return 1000 * seconds[len(seconds) * percent // 100]
