"""Processes that are started again whenever they end, as a service manager does, and somebody who kills them."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread

_TOP = Path(__file__).parents[2]
FAULTS_APP = "tests.bench.faults_app:create"


def flask(*words: str, app: str = FAULTS_APP) -> list[str]:
    """A command of the service."""
    return ["flask", "--app", app, *words]


class Kept:
    """A module run in a process of its own, kept up until `stop`. What it says goes to `log`."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], log: Path) -> None:
        self._command = [sys.executable, "-m", *command]
        self._environ = {**os.environ, **environ}
        self._log = log
        self._stopping = False
        self._lock = Lock()
        self._process = self._start()
        self._thread = Thread(target=self._keep_up, daemon=True)
        self._thread.start()

    def cpu_seconds(self) -> float:
        """The processor time of it and of its children so far, in steps of a hundredth."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return sum(map(_cpu_seconds, (pid, *map(int, children))))

    def kill(self) -> None:
        with self._lock:
            self._process.kill()

    def stop(self) -> int:
        """Its exit code, once it has ended as asked."""
        with self._lock:
            self._stopping = True
            self._process.terminate()
        self._thread.join(60)
        return self._process.wait(1)

    def _start(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(self._command, cwd=_TOP, env=self._environ, stdout=log, stderr=log)

    def _keep_up(self) -> None:
        while True:
            self._process.wait()
            time.sleep(0.05)
            with self._lock:
                if self._stopping:
                    return
                self._process = self._start()


class Killer:
    """Kills each of several once in every round, in any order and at any moment. `kills` counts whom."""

    def __init__(self, chance: random.Random, seconds_between: float, **victims: Callable[[], None]) -> None:
        self._chance = chance
        self._seconds = seconds_between
        self._victims = victims
        self._stopping = Event()
        self._thread = Thread(target=self._rage)
        self.kills: Counter[str] = Counter()
        self.rounds = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            self._thread.join()

    def _rage(self) -> None:
        while True:
            for name in self._chance.sample(sorted(self._victims), len(self._victims)):
                if self._stopping.wait(self._seconds * (0.5 + self._chance.random())):
                    return
                self._victims[name]()
                self.kills[name] += 1
            self.rounds += 1


def wait_until_answered(port: int, seconds: float = 30) -> None:
    """Returns once somebody listens on this port."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"nobody listens on port {port} after {seconds} seconds")


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
