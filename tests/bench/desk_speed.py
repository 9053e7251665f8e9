"""`python -m tests.bench.desk_speed`: the queue and a record beside a thousand others, and beside a million.

Both databases are in one PostgreSQL, each served by Granian with two processes; eight people look at once.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle, repeat
from pathlib import Path
from statistics import median

from bs4 import BeautifulSoup
from flask import Flask

from intake.casework.roles import Role
from intake.settings import Settings
from intake.storage import migrate
from intake.web.app import create_app
from tests.bench.delivery_speed import Figure, Served
from tests.bench.faults_postgres import Postgres, postgres
from tests.bench.many_records import fill
from tests.bench.rounds import AT_ONCE, play
from tests.bench.visits import Exchange, Visit, Visitor
from tests.desk import Desk, a_person
from tests.make import environ_of, persona, service_of
from tests.person import Person

THREADS = 1  # of each process: more of them wait for the interpreter, in the middle of a page
MOST_MS, MOST_TIMES, MOST_BYTES = 20.0, 1.5, 30_000
FILTERS = (
    "stage=intake",
    "status=new",
    "status=replied",
    "flag=priority_child",
    "flag=lado_referral",
    "team=fostering",
    "due=overdue",
    "assigned=me",
    "method=letter",
    "voice=child",
    "voice=child&status=active",
)


def create(environ: Mapping[str, str] = os.environ) -> Flask:
    return create_app(Settings.from_environ(environ))


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    records: Sequence[int] = (1_000, 1_000_000)
    real: int = 16  # records with words that open; all others stand in the queue alone
    rounds: int = 5
    seconds: float = 2.0


@dataclass
class Hall:
    """The desk on a database of its own with so many records, and somebody who is signed in at it."""

    records: int
    environ: Mapping[str, str]
    folder: Path
    app: Flask = field(init=False)
    references: list[str] = field(init=False)
    cookie: bytes = field(init=False)

    def prepare(self, real: int) -> None:
        self.app = create(self.environ)
        database = service_of(self.app).database
        migrate.upgrade(database)
        self.references = [self._sent() for _ in range(real)]
        fill(database, self.records - real)
        desk = Desk(self.app, a_person(Role.COMPLAINTS_MANAGER))
        desk.get("/desk/queue")
        cookies = (desk.client.get_cookie(name, path=path) for name, path in (("wdyt", "/"), ("wdyt_desk", "/desk")))
        self.cookie = b"; ".join(f"{each.key}={each.value}".encode() for each in cookies if each)
        self._desk = desk

    def _sent(self) -> str:
        person = Person(self.app.test_client())
        person.to_done(persona("worker-never-rings")["answers"])
        with person.client.session_transaction() as session:
            reference: str = session["reference"]
        return reference

    def page(self, path: str) -> BeautifulSoup:
        return self._desk.page(path)

    def bytes_of(self, path: str) -> int:
        return len(self._desk.get(path).get_data())

    def serve(self) -> Served:
        return Served("tests.bench.desk_speed:create", self.environ, self.folder / f"{self.records}.log", THREADS)


def first_pages(query: str) -> Callable[[Hall], list[str]]:
    """The first page of the queue, filtered so."""
    return lambda _: [f"/desk/queue{query}"]


def fourth_page(hall: Hall) -> list[str]:
    """The fourth page of the queue."""
    path = "/desk/queue"
    for _ in range(3):
        more = hall.page(path).select_one("a[rel=next]")
        assert more is not None, "the queue is shorter than four pages"
        path = str(more["href"])
    return [path]


def records(hall: Hall) -> list[str]:
    """Records that have words, one after the other."""
    return [f"/desk/r/{reference}" for reference in hall.references]


LOADS: Mapping[str, Callable[[Hall], list[str]]] = {
    "the queue": first_pages(""),
    "its fourth page": fourth_page,
    **{f"filter {each}": first_pages(f"?{each}") for each in FILTERS},
    "one record": records,
}


def p95_ms(served: Served, cookie: bytes, paths: Sequence[str], seconds: float) -> float:
    """So long did 95 of a hundred take at most, of what eight people asked for at once."""
    exchanges = [Exchange("GET", path, 200) for path in paths]

    def looking(n: int) -> Iterator[Visit]:
        visitor = Visitor(cookie)
        turns = cycle(exchanges[n:] + exchanges[:n])
        return (Visit(visitor, [next(turns)]) for _ in repeat(None))

    done, _ = play(served, [looking(n % len(exchanges)) for n in range(AT_ONCE)], seconds)
    assert done.errors == 0, f"{done.errors} of {done.visits} answers were not the expected ones"
    ordered = sorted(done.seconds)
    return 1000 * ordered[len(ordered) * 95 // 100]


def measured(server: Postgres, folder: Path, size: Size, only: Sequence[str] = ()) -> Iterator[Figure]:
    """A line for each load: the time beside many records, and how much more that is than beside few."""
    with ExitStack() as at_the_end:
        halls = [
            Hall(records, environ_of(server.new_database(), folder / "mail", COUNCIL="northshire"), folder)
            for records in size.records
        ]
        served = []
        for hall in halls:
            hall.prepare(size.real)
            served.append(hall.serve())
            at_the_end.callback(served[-1].stop)
        for name, paths_in in LOADS.items():
            if only and name not in only:
                continue
            paths = [paths_in(hall) for hall in halls]
            times: list[list[float]] = [[] for _ in halls]
            for turn in range(size.rounds + 1):
                for n, hall in enumerate(halls):
                    taken = p95_ms(served[n], hall.cookie, paths[n], size.seconds)
                    if turn:  # the first is to warm up
                        times[n].append(taken)
            few, many = median(times[0]), median(times[-1])
            ratio = median(after / before for before, after in zip(times[0], times[-1], strict=True))
            is_met = ratio <= MOST_TIMES and many <= MOST_MS
            yield Figure(
                f"{name}: p95 ms, few / many", f"{few:.1f} / {many:.1f} = {ratio:.2f}", "<= 1.5, 20 ms", is_met
            )
        heaviest = max(
            halls[-1].bytes_of(path) for path in ("/desk/queue", *(f"/desk/queue?{each}" for each in FILTERS))
        )
        yield Figure("the heaviest page of the queue, bytes", f"{heaviest:,}", "<= 30,000", heaviest <= MOST_BYTES)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench.desk_speed", description=__doc__)
    asked.add_argument("--only", action="append", choices=LOADS, default=[], help="this load alone; may be repeated")
    asked.add_argument("--records", type=int, default=1_000_000, help="how many are many")
    given = asked.parse_args()
    size = Size(records=(1_000, given.records))
    few, many = size.records
    print(f"the desk on PostgreSQL, two processes of Granian, {AT_ONCE} at once: {few:,} / {many:,} records")
    with tempfile.TemporaryDirectory() as folder, postgres() as server:
        for figure in measured(server, Path(folder), size, given.only):
            print(figure, flush=True)


if __name__ == "__main__":
    main()
