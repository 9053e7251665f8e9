"""`python -m tests.bench.delivery_speed`: what delivering costs those who send, and how fast it is. Ratios are judged.

The form and the bare app are both served by Granian with two processes, on one PostgreSQL; eight people send at once.
"""

from __future__ import annotations

import argparse
import random
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import bindparam, func, select, text, update

from intake.delivery.target import Parcel
from intake.delivery.worker import Outcome, Worker
from intake.storage import migrate
from intake.storage.outbox import State
from intake.storage.tables import Instant, deliveries
from intake.web.commands.delivering import worker_of
from intake.web.commands.keys import new_keys
from tests.bench import faults_app, journeys
from tests.bench.bare_pg import make_tables
from tests.bench.faults import states_of
from tests.bench.faults_app import CASE_SYSTEM
from tests.bench.faults_postgres import Postgres, postgres
from tests.bench.faults_processes import Kept, flask, wait_until_answered
from tests.bench.faults_receivers import WELL, Conduct, Mood, Places
from tests.bench.journeys import Journey, like
from tests.bench.rounds import Result, Round, interleaved, play, shared
from tests.bench.visits import Visit, Visitor
from tests.delivery.mail_server import free_port
from tests.make import service_of

_row = deliveries.c


@dataclass(frozen=True)
class Size:
    """How much is measured. `answers_after`: the seconds that a place takes to answer when the drain is measured."""

    rounds: int = 5
    sends: int = 400
    pairs: int = 9
    sends_of_a_pair: int = 250
    drains: int = 3
    drained: int = 100
    answers_after: float = 0.03
    workers: Sequence[int] = (1, 2, 4)
    rows: Sequence[int] = (1_000, 100_000, 1_000_000)
    tries: int = 300


@dataclass(frozen=True)
class Figure:
    """One line of the report. `met` is None where nothing is judged."""

    what: str
    figure: str
    target: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        judged = {True: "met", False: "MISSED", None: ""}[self.met]
        return f"{self.what:<44}{self.figure:>32}  {self.target:<18}{judged}".rstrip()


# ── What is measured ─────────────────────────────────────────────────────────────────────────────────────────────────


class Served:
    """An app under Granian, as what a round is played on."""

    def __init__(self, app: str, environ: Mapping[str, str], log: Path, threads: int = 4) -> None:
        self.port = free_port()
        size = ("--workers", "2", "--blocking-threads", str(threads))
        command = ("granian", "--interface", "wsgi", "--port", str(self.port), *size, "--factory", app)
        self._kept = Kept(command, environ, log)
        self.cpu_seconds = self._kept.cpu_seconds
        wait_until_answered(self.port)

    def memory_mb(self) -> float:
        return 0.0

    def stop(self) -> None:
        self._kept.stop()


class Accepting:
    """A place that accepts everything at once."""

    def send(self, parcel: Parcel) -> None:
        pass

    def reach(self) -> str:
        return ""


class Town:
    """The form on a database of its own. Whatever is sent goes to two places: the team, and the case system."""

    def __init__(self, url: str, places: Mapping[str, str], journey: Journey, folder: Path) -> None:
        self._environ = {**new_keys(), **places, "DATABASE_URL": url, "COUNCIL": "northshire"}
        self._folder = folder
        self._journey = replace(journey, answers={**journey.answers, "advocate": "not_now", "advocate_share": None})
        self.app = faults_app.create(self._environ)
        self.database = service_of(self.app).database
        migrate.upgrade(self.database)

    def serve(self) -> Served:
        return Served("tests.bench.faults_app:create", self._environ, self._folder / "form.log")

    def worker(self) -> Kept:
        """`flask deliver`, at its ordinary pace."""
        return Kept(flask("deliver"), self._environ, self._folder / "worker.log")

    def worker_in_process(self) -> Worker:
        """A worker whose places accept everything at once."""
        with self.app.app_context():
            worker = worker_of(service_of(self.app))
        return replace(worker, targets={name: Accepting() for name in worker.targets})

    def send(self, served: Served, count: int) -> Round:
        return _sent(served, journeys.ready_to_send(self.app, self._journey, count), self._journey)

    def send_in_process(self, count: int) -> None:
        client = self.app.test_client(use_cookies=False)
        for visitor in journeys.ready_to_send(self.app, self._journey, count):
            typed = {"csrf_token": visitor.token.decode(), "send": "yes"}
            answer = client.post("/check", data=typed, headers={"Cookie": visitor.cookie.decode()})
            assert answer.location == "/about-you", answer.location

    def make_due(self, at: datetime) -> None:
        """Has everything that went over a way of its own delivered again, from this moment on."""
        again = update(deliveries).where(_row.once.not_like("old:%"))
        with self.database.write() as db:
            db.execute(again.values(state=State.READY, due_at=at, attempts=0, lease=None, finished_at=None))
            if not self.database.is_sqlite:
                db.execute(text("NOTIFY deliveries"))

    def fill(self, rows: int) -> None:
        """Adds so many deliveries that were accepted yesterday."""
        filled = text(
            "INSERT INTO deliveries"
            " (record_id, purpose, target, once, state, created_at, due_at, attempts, finished_at)"
            " WITH RECURSIVE old(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM old WHERE n < :rows)"
            " SELECT record.id, 'record_copy', :target, 'old:' || n, 'sent', :at, :at, 1, :at FROM old JOIN"
            " (SELECT id, row_number() OVER () - 1 AS k FROM records) AS record ON record.k = n % :records"
        ).bindparams(bindparam("at", datetime.now(UTC) - timedelta(days=1), Instant))
        with self.database.write() as db:
            records = db.execute(text("SELECT count(*) FROM records")).scalar_one()
            db.execute(filled, {"rows": rows, "target": CASE_SYSTEM, "records": records})
        with self.database.write() as db:
            db.execute(text("ANALYZE"))

    def close(self) -> None:
        self.database.close()


def _sent(served: Served, visitors: Sequence[Visitor], journey: Journey) -> Round:
    """Eight at a time press the button."""
    return play(served, shared(Visit(visitor, [journey.send]) for visitor in visitors))[0]  # type: ignore[arg-type]


class Bench:
    """One PostgreSQL, one journey, and places of each sort, for all that is measured."""

    def __init__(self, server: Postgres, folder: Path, at_the_end: ExitStack) -> None:
        self._server, self._folder, self._at_the_end = server, folder, at_the_end
        self._journey = journeys.full(folder)

    def town(self, places: Mapping[str, str], url: str = "") -> Town:
        town = Town(url or self._server.new_database(), places, self._journey, self._folder)
        self._at_the_end.callback(town.close)
        return town

    def places(self, answers_after: float = 0.0) -> dict[str, str]:
        """Places that accept everything, so many seconds after they have it."""
        return self._at_the_end.enter_context(Places(_Calm(answers_after)).open())

    def dead_places(self) -> dict[str, str]:
        """A mail server that takes connections and says nothing, and a case system at whose address nobody listens."""
        silent = self._at_the_end.enter_context(socket.create_server(("127.0.0.1", 0)))
        dead = {
            "MAIL_URL": f"smtp://127.0.0.1:{silent.getsockname()[1]}",
            "CASE_SYSTEM_URL": f"http://127.0.0.1:{free_port()}/records",
        }
        return {**self.places(), **dead}

    def kept(self, process: Served | Kept) -> None:
        self._at_the_end.callback(process.stop)

    # ── One after the other ──────────────────────────────────────────────────────────────────────────────────────────

    def sending(self, size: Size) -> Iterator[Figure]:
        """Sending with its two deliveries, and three rows in the bare app."""
        town, url = self.town(self.places()), self._server.new_database()
        make_tables(url)
        self.kept(form := town.serve())
        self.kept(bare := Served("tests.bench.bare_pg:create", {"DATABASE_URL": url}, self._folder / "bare.log"))
        send = self._journey.send
        bare_journey = replace(self._journey, to_send=[like(send, send)])
        result = Result(
            interleaved(
                lambda: town.send(form, size.sends),
                lambda: _sent(bare, [Visitor() for _ in range(size.sends)], bare_journey),
                size.rounds,
            )
        )
        assert result.errors == 0, f"{result.errors} answers were not the expected ones"
        ratio, p99 = result.middle(lambda pair: pair.ratio), result.slowest_ms(lambda pair: pair.form, 99)
        rates = f"{result.middle(lambda pair: pair.form.rate):.0f} / {result.middle(lambda pair: pair.bare.rate):.0f}"
        yield Figure("sending, form / bare three rows, a second", f"{rates} = {ratio:.2f}", ">= 0.6", ratio >= 0.6)
        yield Figure("  p99 of the form, ms", f"{p99:.1f}", "<= 35", p99 <= 35)
        yield Figure("  p99 of the bare app, ms", f"{result.slowest_ms(lambda pair: pair.bare, 99):.1f}")
        cpu = f"{result.middle(lambda pair: pair.form.cpu_ms):.2f} / {result.middle(lambda pair: pair.bare.cpu_ms):.2f}"
        yield Figure("  CPU of the servers each, ms", cpu)

    def dead_notifier(self, size: Size) -> Iterator[Figure]:
        """Sending with the places up, and with both of them dead; a worker beside each."""
        up, dead = self.town(self.places()), self.town(self.dead_places())
        served = {town: town.serve() for town in (up, dead)}
        for town in (up, dead):
            self.kept(served[town])
            self.kept(town.worker())

        def p99(town: Town) -> float:
            seconds = sorted(town.send(served[town], size.sends_of_a_pair).seconds)
            with town.database.write() as db:  # the worker's rest is not to fall into the other's turn
                db.execute(deliveries.delete() if town is up else select(1))
            return 1000 * seconds[len(seconds) * 99 // 100]

        p99(up), p99(dead)
        pairs = [(p99(up), p99(dead)) for _ in range(size.pairs)]
        ratio = median(down / normal for normal, down in pairs)
        middles = f"{median(down for _, down in pairs):.1f} / {median(normal for normal, _ in pairs):.1f}"
        yield Figure("p99 of sending, places dead / up, ms", f"{middles} = {ratio:.2f}", "<= 1.25", ratio <= 1.25)
        longest = max(down for _, down in pairs)
        yield Figure("  the longest p99 with dead places, ms", f"{longest:.1f}")

    def drain(self, size: Size) -> Iterator[Figure]:
        """How fast several workers empty the table, at places that take a moment to answer."""
        town = self.town(self.places(size.answers_after))
        town.send_in_process(size.drained)
        rates: dict[int, list[float]] = {count: [] for count in size.workers}
        for _ in range(size.drains):
            for count in size.workers:
                rates[count].append(_drained(town, count, 2 * size.drained))
        one = median(rates[size.workers[0]])
        for count, measured in rates.items():
            figure = f"{median(measured):.0f} = {median(measured) / one:.2f}"
            yield Figure(f"deliveries a second, {count} worker{'s' if count > 1 else ''}, and times one", figure)

    def rows(self, size: Size) -> Iterator[Figure]:
        """What one delivery costs beside so many that are over, on both databases."""
        for database in ("PostgreSQL", "SQLite"):
            costs: dict[int, list[float]] = {rows: [] for rows in size.rows}
            towns = {}
            for rows in size.rows:
                url = f"sqlite:///{self._folder}/{rows}.db" if database == "SQLite" else ""
                towns[rows] = self.town(self.places(), url)
                towns[rows].send_in_process(20)
                towns[rows].fill(rows)
            while len(costs[size.rows[-1]]) < size.tries:
                for rows, town in towns.items():
                    costs[rows] += _cost(town)
            middles = {rows: 1000 * median(each) for rows, each in costs.items()}
            ratio = max(middles.values()) / middles[size.rows[0]]
            for rows, middle in middles.items():
                yield Figure(f"{database}: one delivery beside {rows:,} rows, ms", f"{middle:.2f}")
            yield Figure("  the dearest / the first", f"{ratio:.2f}", "<= 1.25", ratio <= 1.25)


class _Calm(Mood):
    """Everything is taken, a moment later."""

    def __init__(self, seconds: float) -> None:
        super().__init__(random.Random(0))
        self._conduct = replace(WELL, seconds=seconds)

    def draw(self) -> Conduct:
        return self._conduct


def _drained(town: Town, workers: int, expected: int) -> float:
    """Deliveries a second, from the moment at which all were due to the last one."""
    town.make_due(datetime.now(UTC) + timedelta(days=1))
    kept = [town.worker() for _ in range(workers)]
    time.sleep(3 + workers)  # they have started, and wait
    town.make_due(began := datetime.now(UTC))
    while states_of(town.app) != {State.SENT: expected}:
        time.sleep(0.1)
    for each in kept:
        each.stop()
    with town.database.read() as db:
        ended: datetime = db.execute(select(func.max(_row.finished_at))).scalar_one()
    return expected / (ended - began).total_seconds()


def _cost(town: Town) -> list[float]:
    """The seconds of each delivery, after all that were sent to the case system are due again."""
    town.make_due(datetime.now(UTC))
    deliver = partial(town.worker_in_process().deliver_next, CASE_SYSTEM)
    seconds: list[float] = []
    while True:
        began = time.perf_counter()
        if deliver() != Outcome.SENT:
            return seconds
        seconds.append(time.perf_counter() - began)


# ── The report ───────────────────────────────────────────────────────────────────────────────────────────────────────

PARTS: Mapping[str, Callable[[Bench, Size], Iterator[Figure]]] = {
    "sending": Bench.sending,
    "dead-notifier": Bench.dead_notifier,
    "drain": Bench.drain,
    "rows": Bench.rows,
}


@contextmanager
def bench() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as folder, postgres() as server, ExitStack() as at_the_end:
        yield Bench(server, Path(folder), at_the_end)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench.delivery_speed", description=__doc__)
    asked.add_argument("--only", action="append", choices=PARTS, help="this part alone; may be repeated")
    size = Size()
    print(f"two processes of Granian, 8 at once; in the drain a place answers after {1000 * size.answers_after:.0f} ms")
    for name in asked.parse_args().only or PARTS:
        with bench() as measured:
            for figure in PARTS[name](measured, size):
                print(figure, flush=True)


if __name__ == "__main__":
    main()
