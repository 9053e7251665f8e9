"""`python -m tests.crawl`: every state of every page, in every mode and every language that the council offers."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from itertools import product

from playwright.sync_api import sync_playwright

from intake.council.load import load
from tests.browser import launch
from tests.crawl.looks import MODES, sweep
from tests.crawl.markup import violations_of_markup
from tests.crawl.scenes import every_state
from tests.crawl.states import State

AT_ONCE = 32  # states that one process goes through before it says what it has found


def swept(states: Sequence[State]) -> list[str]:
    """What is wrong with any of these states in any mode."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        found = sweep(browser, states, *MODES)
        browser.close()
    return found


def begun(processes: ProcessPoolExecutor) -> Iterator[Future[list[str]]]:
    """Everything that there is to be looked at, as soon as its pages are there."""
    ways = product(load("northshire").languages, (False, True))
    for coming in [processes.submit(every_state, language, easy=easy) for language, easy in ways]:
        states = coming.result()
        yield processes.submit(violations_of_markup, states)
        for first in range(0, len(states), AT_ONCE):
            yield processes.submit(swept, states[first : first + AT_ONCE])


def main() -> None:
    """Prints what is wrong as it is found, with how far it has come, and ends with 1 if anything is."""
    began, faults = time.monotonic(), 0
    with ProcessPoolExecutor() as processes:
        print(f"Every state in {len(MODES)} modes: its pages are fetched first.", flush=True)
        parts = list(begun(processes))
        for number, part in enumerate(as_completed(parts), start=1):
            found = part.result()
            faults += len(found)
            minutes = (time.monotonic() - began) / 60
            print(f"{number} of {len(parts)}, {minutes:.0f} minutes, {faults} faults", *found, sep="\n  ", flush=True)
    sys.exit(min(faults, 1))


if __name__ == "__main__":
    main()
