"""Waitress in one process, stopped without losing a request."""

from __future__ import annotations

import time
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

LONGEST_STOP_SECONDS = 25


class Server:
    """A server that, told to stop, takes no new connection and finishes every request that it has begun to read."""

    def __init__(self, app: Any, host: str, port: int, threads: int) -> None:
        self._map: dict[int, Any] = {}
        self._server = create_server(
            app, map=self._map, host=host, port=port, threads=threads, ident=None, connection_limit=1000, backlog=1024
        )
        self.port: int = self._server.effective_port
        self._stopping = False

    def stop(self) -> None:
        """Asks for the end; safe inside a signal handler."""
        self._stopping = True
        self._server.pull_trigger()

    def run(self) -> None:
        """Serves until told to stop and all answers are out, or `LONGEST_STOP_SECONDS` after being told."""
        while not self._stopping:
            wasyncore.loop(timeout=1, map=self._map, count=1)
        self._server.handle_accept()
        self._server.del_channel()
        self._server.socket.close()
        until = time.monotonic() + LONGEST_STOP_SECONDS
        while self._busy() and time.monotonic() < until:
            wasyncore.loop(timeout=0.05, map=self._map, count=1)
        self._server.task_dispatcher.shutdown(timeout=1)

    def _busy(self) -> bool:
        channels = list(self._server.active_channels.values())
        return any(channel.requests or channel.request or channel.total_outbufs_len for channel in channels)
