"""`python -m tests.bench.faults`: people send while everything that can die is killed and all places fail at random.

Ends with 1 unless nothing was lost, nothing doubled and nothing left undelivered.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from intake.council.model import Audience, Council, EmailTo
from intake.storage import migrate
from intake.storage.outbox import State
from intake.storage.tables import deliveries
from intake.web.commands.keys import new_keys
from tests.bench import faults_app, journeys
from tests.bench.faults_count import Tally, tally
from tests.bench.faults_people import Crowd, address, number_of, ready
from tests.bench.faults_postgres import Postgres, postgres
from tests.bench.faults_processes import Kept, Killer, flask, wait_until_answered
from tests.bench.faults_receivers import Arrival, Mood, Places
from tests.delivery.mail_server import free_port
from tests.make import queue_of, service_of

DATABASES = ("sqlite", "postgresql")
ENDED_WHEN_ASKED = {0, -signal.SIGTERM}  # the second: it was killed before, and being started again
SETTLED = {State.SENT, State.FAILED, State.CANCELLED}
LONGEST_WAIT_SECONDS = 600


@dataclass(frozen=True)
class Plan:
    """How much is sent, how long a person looks at the check page before sending it, and how often something is killed
    until so much of everything has arrived. Where half the time that a process takes to start is longer than that, all
    of it goes slower: else on a slow machine everything would be killed again before it has done anything.
    """

    database: str
    submissions: int = 2000
    seconds_to_think: float = 0.1
    seconds_between_kills: float = 1.5
    killed_until: float = 0.9
    workers: int = 2
    seed: int = 0


@dataclass(frozen=True)
class Outcome:
    """All that is known at the end. `states`: how many deliveries the database says are in each state."""

    confirmed: Mapping[int, str]
    kept: Sequence[tuple[int, str]]
    arrivals: Sequence[Arrival]
    places: Callable[[int], Set[str]]
    states: Mapping[str, int]
    kills: Mapping[str, int]
    faults: int
    pressed_again: int
    exits: Sequence[int]
    seconds: float

    @property
    def tally(self) -> Tally:
        return tally(self.confirmed, self.kept, self.arrivals, self.places)


def run(plan: Plan, folder: Path) -> Outcome:
    """Everything from the first submission to the last delivery."""
    chance, began = random.Random(plan.seed), time.monotonic()
    places = Places(Mood(random.Random(plan.seed)))
    with ExitStack() as at_the_end:
        place_environ = at_the_end.enter_context(places.open())
        server = at_the_end.enter_context(postgres()) if plan.database == "postgresql" else None
        url = server.new_database() if server else f"sqlite:///{folder}/wdyt.db"
        environ = {**new_keys(), **place_environ, "DATABASE_URL": url, "COUNCIL": "northshire"}
        app = faults_app.create(environ)
        at_the_end.callback(service_of(app).database.close)
        migrate.upgrade(service_of(app).database)
        visitors = ready(app, journeys.full(folder), plan.submissions)
        port, starts = free_port(), time.monotonic()
        web = Kept(flask("serve", "--no-worker", "--port", str(port)), environ, folder / "web.log")
        workers = [Kept(flask("deliver-quickly"), environ, folder / f"worker{n}.log") for n in range(plan.workers)]
        for process in (web, *workers):
            at_the_end.callback(process.stop)
        wait_until_answered(port)
        slower = max(1, (time.monotonic() - starts) / 2 / plan.seconds_between_kills)
        crowd = Crowd(port, visitors, plan.seconds_to_think * slower)
        killer = Killer(chance, plan.seconds_between_kills * slower, **_victims(web, workers, server, chance))
        expected = _places_of(service_of(app).council)
        messages = plan.killed_until * sum(len(expected(number)) for number in range(plan.submissions))
        with killer.at_work():
            crowd.send_all()
            _wait_until(lambda: places.received >= messages and killer.rounds > 0)
        places.mood.well = True
        _wait_until(lambda: _is_settled(app))
        return Outcome(
            confirmed=crowd.confirmed,
            kept=[(number_of(record["answers"]["what_happened"]), record["ref"]) for record in queue_of(app)],
            arrivals=list(places.arrivals),
            places=expected,
            states=states_of(app),
            kills=killer.kills,
            faults=places.mood.faults,
            pressed_again=crowd.pressed_again,
            exits=[process.stop() for process in (web, *workers)],
            seconds=time.monotonic() - began,
        )


def _victims(
    web: Kept, workers: Sequence[Kept], server: Postgres | None, chance: random.Random
) -> dict[str, Callable[[], None]]:
    victims: dict[str, Callable[[], None]] = {"web": web.kill}
    victims |= {f"worker {n}": worker.kill for n, worker in enumerate(workers, 1)}
    if server is not None:
        victims |= {"server": server.kill, "its process": lambda: server.kill_one(chance.randrange(100))}
    return victims


def _places_of(council: Council) -> Callable[[int], Set[str]]:
    """Where something has to arrive because of what one person sent: all of them ask for an advocate and an email."""
    told = {
        place.address
        for whom in (Audience.TEAM, Audience.ADVOCATE)
        for place in council.places(whom)
        if isinstance(place, EmailTo)
    }
    return lambda number: {*told, faults_app.CASE_SYSTEM, address(number)}


def states_of(app: Flask) -> Counter[str]:
    """How many deliveries are in each state."""
    with service_of(app).database.read() as db:
        states = db.execute(select(deliveries.c.state, func.count()).group_by(deliveries.c.state))
        return Counter({str(state): count for state, count in states})


def _is_settled(app: Flask) -> bool:
    """Whether there is nothing left to do. A server of which something was killed just now has yet to recover."""
    with suppress(OperationalError):
        return states_of(app).keys() <= SETTLED
    return False


def _wait_until(so: Callable[[], bool]) -> None:
    """Returns once it is so, or when it is no use to wait any longer."""
    until = time.monotonic() + LONGEST_WAIT_SECONDS
    while not so() and time.monotonic() < until:
        time.sleep(0.2)


LINES = (
    ("submissions confirmed", "confirmed"),
    ("found", "found"),
    ("lost", "lost"),
    ("doubled", "doubled"),
    ("deliveries expected", "expected"),
    ("received", "received"),
    ("received again, same key", "received_again"),
    ("undelivered", "undelivered"),
    ("at a wrong place", "astray"),
)


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.bench.faults", description=__doc__)
    asked.add_argument("--submissions", type=int, default=Plan.submissions)
    asked.add_argument("--seconds-between-kills", type=float, default=Plan.seconds_between_kills)
    asked.add_argument("--workers", type=int, default=Plan.workers, help="processes that deliver")
    asked.add_argument("--database", action="append", choices=DATABASES, help="this one alone; both if not given")
    asked.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    chosen = asked.parse_args()
    clean = True
    for database in chosen.database or DATABASES:
        plan = Plan(
            database=database,
            submissions=chosen.submissions,
            seconds_between_kills=chosen.seconds_between_kills,
            workers=chosen.workers,
            seed=chosen.seed,
        )
        with tempfile.TemporaryDirectory() as folder:
            clean &= _reported(plan, run(plan, Path(folder)))
    return 0 if clean else 1


def _reported(plan: Plan, outcome: Outcome) -> bool:
    """Whether nothing was lost, doubled or left undelivered; printed line by line."""
    result = outcome.tally
    print(f"\n{plan.database}, {plan.workers} workers, seed {plan.seed}: {outcome.seconds:.0f} seconds")
    print("  killed: " + ", ".join(f"{name} {count}" for name, count in sorted(outcome.kills.items())))
    print(f"  failed requests at the places: {outcome.faults}; pressed again: {outcome.pressed_again}")
    for words, name in LINES:
        print(f"  {words:<26}{getattr(result, name):>8}")
    states = ", ".join(f"{count} {state}" for state, count in outcome.states.items())
    print(f"  the database says: {states}; exit codes at the end: {outcome.exits}", flush=True)
    return result.is_clean and ENDED_WHEN_ASKED.issuperset(outcome.exits)


if __name__ == "__main__":
    sys.exit(main())
