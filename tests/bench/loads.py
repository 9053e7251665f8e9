"""The kinds of load: what the eight visitors do in one round, on the form and on the bare app."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from flask import Flask

from intake.settings import Settings
from intake.web.app import create_app
from tests.bench import journeys
from tests.bench.journeys import Journey
from tests.bench.rounds import AT_ONCE, Round, play, shared
from tests.bench.served import Served, serve_bare, serve_form
from tests.bench.visits import Exchange, Visit, Visitor
from tests.make import environ_of, service_of

STEP = "topic"


@dataclass(frozen=True)
class Size:
    """How much one round is. Journeys and sends are counted, because what they need is prepared or paid for."""

    seconds: float = 2.0
    journeys: int = 32
    sends: int = 600


@dataclass(frozen=True)
class Side:
    """One of the two servers, its journeys, and visitors who have come as far as sending."""

    served: Served
    full: Journey
    quick: Journey
    ready: Callable[[int], list[Visitor]]

    def first_page(self, size: Size) -> Round:
        return self._over_and_over(self.full.first_page, [Visitor() for _ in range(AT_ONCE)], size)

    def step(self, size: Size) -> Round:
        """One page of questions posted again and again, each visitor into a draft of their own."""
        visitors = [Visitor() for _ in range(AT_ONCE)]
        play(self.served, shared(Visit(visitor, self.full.up_to(STEP)) for visitor in visitors))
        return self._over_and_over(self.full.step(STEP), visitors, size)

    def send(self, size: Size) -> Round:
        return play(self.served, shared(Visit(each, [self.full.send]) for each in self.ready(size.sends)))[0]

    def journey(self, journey: Journey, size: Size) -> tuple[Round, Round]:
        """The whole way; and apart from it, the one request that makes the secret code."""
        to_send, begun = play(self.served, shared(Visit(Visitor(), journey.to_send) for _ in range(size.journeys)))
        visitors = [visit.visitor for visit in begun]
        code, _ = play(self.served, shared(Visit(visitor, [journey.code]) for visitor in visitors))
        after, _ = play(self.served, shared(Visit(visitor, journey.after) for visitor in visitors))
        return to_send + after, code

    def _over_and_over(self, exchange: Exchange, visitors: list[Visitor], size: Size) -> Round:
        waiting = [_repeated(visitor, exchange) for visitor in visitors]
        return play(self.served, waiting, size.seconds)[0]


def _repeated(visitor: Visitor, exchange: Exchange) -> Iterator[Visit]:
    return (Visit(visitor, [exchange]) for _ in repeat(None))


@contextmanager
def both_sides(folder: Path) -> Iterator[tuple[Side, Side]]:
    """The form as it is served by default, and the bare app, each in a process of its own on a new SQLite file."""
    environ = environ_of(f"sqlite:///{folder}/form.db", folder / "mail", COUNCIL="northshire")
    full, quick = journeys.full(folder), journeys.quick(folder)
    app: Flask = create_app(Settings.from_environ(environ))
    with ExitStack() as at_the_end:
        at_the_end.callback(service_of(app).database.close)
        form = serve_form(environ, folder)
        at_the_end.callback(form.stop)
        bare = serve_bare(folder)
        at_the_end.callback(bare.stop)
        yield (
            Side(form, full, quick, lambda count: journeys.ready_to_send(app, full, count)),
            Side(bare, journeys.bare(full), journeys.bare(quick), lambda count: [Visitor() for _ in range(count)]),
        )
