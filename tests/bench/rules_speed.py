"""How fast the rules are: assessments a second on one core beside an empty call, and what loading them costs.

Run it by itself: `python tests/bench/rules_speed.py`. It ends with 1 where a target is missed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from intake.council.calendar import england
from intake.rules.assessment import assess
from intake.rules.working_days import WorkingCalendar

CASES = Path(__file__).parents[1] / "rules" / "cases.json"
ROUNDS = 25
PASSES = 8
TARGET_A_SECOND = 20_000
TARGET_LOADING_MS = 50
LOADED = "import intake.rules.assessment, intake.council.calendar as calendar; calendar.england()"


def main() -> int:
    """Prints the measures; 0 where both targets are met."""
    calendar = england()
    facts = [case["facts"] for case in json.loads(CASES.read_text(encoding="utf-8"))["cases"]]
    calls = PASSES * len(facts)

    def empty(_facts: object, _calendar: object) -> None:
        return None

    def pass_over(function: Callable[[object, WorkingCalendar], object]) -> None:
        for _ in range(PASSES):
            for one in facts:
                function(one, calendar)

    assess(facts[0], calendar)  # the library of bank holidays is read once, when a day is first counted
    # Rounds alternate, so that a busy neighbour slows both alike; the fastest round of each is the machine's own.
    nothing, whole = [], []
    for _ in range(ROUNDS):
        nothing.append(timed(lambda: pass_over(empty)) / calls)
        whole.append(timed(lambda: pass_over(assess)) / calls)
    each, nil = min(whole), min(nothing)
    bare, loaded = [], []
    for _ in range(ROUNDS):
        bare.append(fresh("pass"))
        loaded.append(fresh(LOADED))
    loading_ms = (min(loaded) - min(bare)) * 1000

    print(f"an assessment, from plain JSON values   {each * 1e6:8.2f} µs   {1 / each:10,.0f} a second")
    print(f"an empty call in the same rounds        {nil * 1e6:8.2f} µs   {each / nil:10,.0f} empty calls each")
    print(f"target                                              {TARGET_A_SECOND:14,d} a second")
    print(f"loading the rules and the calendar      {loading_ms:8.1f} ms   target {TARGET_LOADING_MS} ms")
    return 0 if 1 / each >= TARGET_A_SECOND and loading_ms < TARGET_LOADING_MS else 1


def timed(run: Callable[[], None]) -> float:
    """Seconds of this process's own time on the processor."""
    start = process_time()
    run()
    return process_time() - start


def fresh(code: str) -> float:
    """Seconds until a new interpreter has run this and is gone."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
