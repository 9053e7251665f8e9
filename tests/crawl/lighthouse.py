"""`python -m tests.crawl.lighthouse`: what Lighthouse makes of five pages on a simulated slow phone, each loaded cold.

Each figure is the median of three looks. The error page answers a POST, which Lighthouse cannot send: it is looked at
as it was served, at an address of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser import ARGUMENTS, COMMANDS, NoBrowserError, serving
from tests.crawl.replay import Replay, path_of
from tests.crawl.scenes import port_of, served
from tests.crawl.states import Crawl, Seen, Visitor
from tests.make import persona
from tests.node import command, module

FIRST_PAINT, LATER_PAINT = 0.9, 1.2  # seconds to the largest paint, at most
_COLUMNS = "{:<16}{:>13}{:>15}{:>16}{:>12}{:>14}{:>8}  {}"
_SCRIPT = Path(__file__).with_suffix(".mjs")


def main() -> None:
    """Prints a table, and ends with 1 where a figure is missed."""
    with pages() as asked:
        found = looked_at(asked)
    heads = ("performance", "accessibility", "best practices", "largest s", "blocked ms", "shift", "missed")
    print(_COLUMNS.format("", *heads))
    for page in found:
        figures = [page[name] for name in ("performance", "accessibility", "practices")]
        figures += [f"{page['paint']:.2f}", f"{page['blocked']:.0f}", f"{page['shift']:.3f}"]
        print(_COLUMNS.format(page["name"], *figures, ", ".join([*page["missed"], *page["warnings"]])))
    sys.exit(int(any(map(misses, found))))


def misses(page: Mapping[str, Any]) -> bool:
    """Whether any figure of this page is worse than it may be."""
    scores = (page["performance"], page["accessibility"], page["practices"])
    most = FIRST_PAINT if page["name"] == "first page" else LATER_PAINT
    return min(scores) < 100 or page["paint"] > most or page["blocked"] > 0 or page["shift"] > 0


@contextmanager
def pages() -> Iterator[list[dict[str, str]]]:
    """Where to find each page, and the cookie that opens it."""
    answers = persona("worker-never-rings")["answers"]
    with served() as (app, clock, base):
        crawl = Crawl(Seen(), app, clock, port_of(base))
        child, another = crawl.visitor(), crawl.visitor()
        child.go_to_check(answers)
        another.go_to_check(answers)
        another.open("/q/about").refused()
        refused = [
            state for state in crawl.seen.states if state.path == "/q/about" and state.state.startswith("refused")
        ]
        with serving(Replay(app, refused)) as again:
            yield [
                {"name": "first page", "url": f"{base}/"},
                *(
                    {"name": name, "url": base + path, "cookie": cookie_of(child)}
                    for name, path in (("a question", "/q/about"), ("check", "/check"), ("help", "/help"))
                ),
                {"name": "with errors", "url": again + path_of(0)},
            ]


def cookie_of(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie("wdyt")
    assert cookie is not None
    return f"wdyt={cookie.value}"


def looked_at(asked: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Each page with its scores and figures."""
    module("lighthouse", "package.json")
    with tempfile.TemporaryDirectory() as folder:
        told = {"chrome": _chrome(), "folder": folder, "flags": ["--headless", *ARGUMENTS], "pages": asked}
        done = subprocess.run(
            [command("node", "nodejs"), str(_SCRIPT), json.dumps(told)], capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.exit(done.stderr)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _chrome() -> str:
    import shutil

    found = next(filter(None, map(shutil.which, COMMANDS)), None)
    if found is None:
        raise NoBrowserError(f"no Chromium: expected one of {', '.join(COMMANDS)}")
    return found


if __name__ == "__main__":
    main()
