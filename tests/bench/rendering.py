"""`python -m tests.bench.rendering`: how long the HTML of a page takes to make, beside a bare template of its size."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask, before_render_template, template_rendered

from intake.web.packing import Gaps, ReadyPage
from tests.bench.bare import Store, create_bare
from tests.make import make_app, persona, service_of
from tests.person import Person

TARGET = 1.5
PAIRS = 60
_COLUMNS = "{:<34}{:>8}{:>10}{:>10}{:>8}"


def main() -> None:
    print(f"medians of {PAIRS} pairs, in one run; processor time in microseconds\n")
    print(_COLUMNS.format("", "bytes", "ours", "bare", "ratio"))
    with both() as (pages, bare):
        for name, page in pages.items():
            size, ours, its = compared(page, bare, PAIRS)
            print(_COLUMNS.format(name, size, f"{ours * 1e6:.0f}", f"{its * 1e6:.0f}", f"{ours / its:.2f}"))
    print(f"\nThe target is {TARGET} at most. A page that can be kept is made once, and then its gaps are filled.")


# Answers with one page: its HTML.
Asking = Callable[[], str]


@contextmanager
def both() -> Iterator[tuple[Mapping[str, Asking], Flask]]:
    """The form's pages, and the app with the bare template."""
    with tempfile.TemporaryDirectory() as folder:
        app, bare = make_app(f"sqlite:///{folder}/wdyt.db"), create_bare(Store(Path(folder, "bare.db")), 16, 8, 1)
        yield _pages(app), bare
        service_of(app).database.close()


def _pages(app: Flask) -> dict[str, Asking]:
    answers = persona("worker-never-rings")["answers"]
    at_the_end, sent = (Person(app.test_client()).go_to_check(answers) for _ in range(2))
    sent.send()
    sent.post({"skip": "yes"})

    def opened(person: Person, path: str) -> Asking:
        return lambda: person.client.get(path).get_data(as_text=True)

    def refused(path: str, **data: Any) -> Asking:
        token = at_the_end.open(path).token
        return lambda: at_the_end.client.post(path, data={"csrf_token": token, **data}).get_data(as_text=True)

    return {
        "first page": opened(Person(app.test_client()), "/"),
        "a question nobody has answered": opened(at_the_end, "/q/today"),
        "a question with its answer": opened(at_the_end, "/q/about"),
        "a question with its errors": refused("/q/reply", reply_how="nonsense"),
        "help": opened(at_the_end, "/help"),
        "check": opened(at_the_end, "/check"),
        "done": opened(sent, "/done"),
        "a page to read": opened(at_the_end, "/read/private"),
    }


def compared(page: Asking, bare: Flask, pairs: int) -> tuple[int, float, float]:
    """The bytes of this page, and the seconds of the processor that its HTML takes and a bare template's of its size.

    Ours are those of the templates and of filling the gaps, without the token of a form: the bare page has none.
    """
    html = page()
    size = len(html.encode())
    client = bare.test_client()

    asked = size

    def its() -> str:
        return client.get(f"/page/{asked}").get_data(as_text=True)

    asked = size * size // len(its())  # its rows grow with their number
    assert 0.95 < len(its()) / size < 1.05, f"the bare page is of another size: {len(its())} where {size} was wanted"
    fill = _filling(html)
    taken = [(_rendering(page) + fill(), _rendering(its)) for _ in range(pairs)]
    ours, bares = zip(*taken, strict=True)
    return size, median(ours), median(bares)


def _rendering(ask: Asking) -> float:
    """The seconds between the start of the templates and their end, of all that this answer needs.

    Of the processor: what else the machine does meanwhile is not counted.
    """
    began: list[float] = []
    ended: list[float] = []

    def begins(*_: object, **__: object) -> None:
        began.append(time.process_time())

    def ends(*_: object, **__: object) -> None:
        ended.append(time.process_time())

    with before_render_template.connected_to(begins), template_rendered.connected_to(ends):
        ask()
    return sum(ended) - sum(began)


def _filling(html: str) -> Callable[[], float]:
    """Answers with the seconds that it takes to fill a gap for each control of this page."""
    gaps = html.count("<input") + html.count("<textarea")
    length = len(html) // (gaps + 1) + 1
    pieces = [html[start : start + length] for start in range(0, len(html), length)]
    page = ReadyPage(Gaps().get("it").join(pieces))

    def fill() -> float:
        began = time.process_time()
        page.filled({"it": "words"})
        return time.process_time() - began

    return fill


if __name__ == "__main__":
    main()
