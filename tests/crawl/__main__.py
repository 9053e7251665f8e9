"""`python -m tests.crawl`: every state of every page, in every mode and every language that the council offers."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import product

from playwright.sync_api import sync_playwright

from intake.council.load import load
from tests.browser import launch
from tests.crawl.looks import MODES, sweep
from tests.crawl.markup import violations_of_markup
from tests.crawl.scenes import every_state


def crawled(language: str, easy: bool) -> tuple[str, list[str]]:
    """How many states there are in this language and look, and what is wrong with any of them."""
    began, states = time.monotonic(), every_state(language, easy=easy)
    found = violations_of_markup(states)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for mode in MODES:
            found += [f"{mode}: {each}" for each in sweep(browser, states, mode)]
        browser.close()
    look = "bigger and simpler" if easy else "as it comes"
    minutes = (time.monotonic() - began) / 60
    return f"{language}, {look}: {len(states)} states in {len(MODES)} modes, {minutes:.0f} minutes", found


def main(councils: Sequence[str] = ("northshire",)) -> None:
    """Prints what is wrong, and ends with 1 if anything is."""
    ways = list(product([language for name in councils for language in load(name).languages], (False, True)))
    faults = 0
    with ProcessPoolExecutor() as processes:
        for said, found in processes.map(crawled, *zip(*ways, strict=True)):
            print(f"{said}, {len(found)} faults", *found, sep="\n  ", flush=True)
            faults += len(found)
    sys.exit(min(faults, 1))


if __name__ == "__main__":
    main()
