"""`python -m tests.bench`: the form beside a bare Flask app on the same server, in one run. Ratios are what counts."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.bench.loads import Side, Size, both_sides
from tests.bench.rounds import AT_ONCE, LEAST_CORES, Pair, Result, Round, interleaved

_COLUMNS = "{:<16}{:>9}{:>9}{:>7} {:<24}{:>8}{:>7}{:>7}{:>9}{:>8}{:>8}{:>12}{:>9}{:>7}"


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("--rounds", type=int, default=5, help="rounds that must count (default: 5)")
    asked.add_argument("--seconds", type=float, default=2.0, help="length of a round of single requests (default: 2)")
    asked.add_argument("--only", action="append", choices=LOADS, help="this kind of load alone; may be repeated")
    asked.add_argument("--soak", type=float, default=20.0, help="seconds of load to watch memory in; 600 for all")
    chosen = asked.parse_args()
    size = Size(seconds=chosen.seconds)
    with tempfile.TemporaryDirectory() as folder, both_sides(Path(folder)) as (form, bare):
        _print_head(form)
        idle = form.served.memory_mb(), bare.served.memory_mb()
        for name in chosen.only or LOADS:
            result, code = measured(name, form, bare, size, chosen.rounds)
            _print_result(name, result)
            if code is not None:
                _print_result("  its code", code)
        _print_memory(form, bare, idle)
        _soak(form, chosen.soak)


# Each kind of load with its target.
LOADS = {
    "first page": "ratio >= 0.5",
    "step": "ratio >= 0.5, p99 < 50",
    "send": "ratio >= 0.6, p99 < 50",
    "journey": "ratio >= 0.5, CPU <= 20",
    "quick journey": "ratio >= 0.5, CPU <= 20",
}


def measured(name: str, form: Side, bare: Side, size: Size, rounds: int) -> tuple[Result, Result | None]:
    """One kind of load on both sides; for a journey also the making of its code, which is not in the first."""
    if name not in ("journey", "quick journey"):
        load = {"first page": Side.first_page, "step": Side.step, "send": Side.send}[name]
        return Result(interleaved(lambda: load(form, size), lambda: load(bare, size), rounds)), None
    codes: list[Round] = []

    def journey(side: Side) -> Round:
        whole, code = side.journey(side.quick if name == "quick journey" else side.full, size)
        codes.append(code)
        return whole

    result = Result(interleaved(lambda: journey(form), lambda: journey(bare), rounds))
    return result, Result([Pair(*pair) for pair in zip(codes[0::2], codes[1::2], strict=True)])


def _print_head(form: Side) -> None:
    print(f"{date.today():%d %B %Y}, {os.cpu_count()} cores, {AT_ONCE} at once, SQLite, one process: medians of rounds")  # noqa: DTZ011
    print(f"a journey is {form.full.requests} requests, a quick one {form.quick.requests}; its code is made apart")
    print(f"rounds with fewer than {LEAST_CORES} cores busy are dropped for both (~: all were); times in ms\n")
    heads = ("form /s", "bare /s", "ratio", "target", "p50", "p95", "p99", "bare p99", "CPU", "bare", "cores", "rounds")
    print(_COLUMNS.format("", *heads, "errors"))


def _print_result(name: str, result: Result) -> None:
    def form(pair: Pair) -> Round:
        return pair.form

    def bare(pair: Pair) -> Round:
        return pair.bare

    cores = f"{result.middle(lambda pair: pair.form.cores):.2f}/{result.middle(lambda pair: pair.bare.cores):.2f}"
    print(
        _COLUMNS.format(
            name,
            f"{result.middle(lambda pair: pair.form.rate):.1f}",
            f"{result.middle(lambda pair: pair.bare.rate):.1f}",
            f"{'' if result.kept else '~'}{result.middle(lambda pair: pair.ratio):.2f}",
            LOADS.get(name, ""),
            *(f"{result.slowest_ms(form, percent):.1f}" for percent in (50, 95, 99)),
            f"{result.slowest_ms(bare, 99):.1f}",
            f"{result.middle(lambda pair: pair.form.cpu_ms):.2f}",
            f"{result.middle(lambda pair: pair.bare.cpu_ms):.2f}",
            cores,
            f"{len(result.kept)}/{len(result.pairs)}",
            result.errors,
        ),
        flush=True,
    )


def _print_memory(form: Side, bare: Side, idle: tuple[float, float]) -> None:
    loaded = form.served.memory_mb(), bare.served.memory_mb()
    print(f"\nmemory (PSS, MB)   idle {idle[0]:.0f} / {idle[1]:.0f}, after load {loaded[0]:.0f} / {loaded[1]:.0f}")
    print(f"ratio after load   {loaded[0] / loaded[1]:.2f} (target <= 1.8)")


def _soak(form: Side, seconds: float) -> None:
    """Prints the memory at each tenth of the time, under steps and sends without a pause."""
    began, seen, errors = time.monotonic(), [form.served.memory_mb()], 0
    load: Callable[[Size], Round]
    while time.monotonic() - began < seconds:
        for load in (form.step, form.send, form.first_page):
            errors += load(Size(seconds=min(2.0, seconds / 20), sends=200)).errors
        if time.monotonic() - began >= len(seen) * seconds / 10:
            seen.append(form.served.memory_mb())
    print(f"over {seconds:.0f} seconds    {' '.join(f'{each:.0f}' for each in seen)} (target: flat), {errors} errors")


if __name__ == "__main__":
    main()
