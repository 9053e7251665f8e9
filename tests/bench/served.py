"""The two servers as processes of their own, and what they cost."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from intake.access.locks import FULL_COST
from intake.web.commands.serving import THREADS

_TOP = Path(__file__).parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")


class Served:
    """A server on a free port, until `stop`."""

    def __init__(self, arguments: list[str], environ: Mapping[str, str], log: Path) -> None:
        self._log = log.open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=_TOP,
            env={**os.environ, **environ},
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        assert self._process.stdout
        address = next((line for line in self._process.stdout if "http://" in line), "")
        found = re.search(r"http://localhost:(\d+)", address)
        if found is None:
            raise RuntimeError(f"{arguments[0]} did not start: see {log}")
        self.port = int(found[1])

    def cpu_seconds(self) -> float:
        """The processor time of all its threads so far, in steps of a hundredth."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory_mb(self) -> float:
        """Its proportional share of memory (PSS)."""
        found = re.search(r"^Pss:\s+(\d+) kB", self._proc("smaps_rollup"), re.MULTILINE)
        assert found
        return int(found[1]) / 1024

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ends it by this signal, and returns its exit code once it has gone."""
        self._process.send_signal(by)
        code = self._process.wait(30)
        if self._process.stdout:
            self._process.stdout.close()
        self._log.close()
        return code

    def _proc(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text()


def serve_form(environ: Mapping[str, str], folder: Path) -> Served:
    """The form as `flask serve` serves it."""
    return Served(["flask", "--app", "wsgi", "serve", "--port", "0"], environ, folder / "form.log")


def serve_bare(folder: Path) -> Served:
    """The bare app on the same server, with as many threads and as dear a code."""
    cost = (FULL_COST.n, FULL_COST.r, FULL_COST.p)
    return Served(["tests.bench.bare", str(folder / "bare.db"), *map(str, (THREADS, *cost))], {}, folder / "bare.log")
