"""Waitress in one process: one thread answers as long as each request is short, and it stops without losing any."""

from __future__ import annotations

import logging
import time
from threading import get_ident
from typing import Any

from waitress import wasyncore
from waitress.server import create_server
from werkzeug.wsgi import ClosingIterator

LONG_SECONDS = 0.02
LONGEST_STOP_SECONDS = 25
QUIET_SECONDS = 0.2
LARGEST_IN_MEMORY = 8 * 1024 * 1024  # bytes; what is longer waitress would lay down in a file while it comes or goes

logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it speaks whenever a request waits a moment


class _UnderWay:
    """An app, and since when which thread is at a request of it: `began`."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.began: dict[int, float] = {}

    def __call__(self, environ: Any, start_response: Any) -> Any:
        me = get_ident()

        def ended() -> None:
            del self.began[me]

        self.began[me] = time.monotonic()
        try:
            return ClosingIterator(self._app(environ, start_response), ended)
        except BaseException:
            ended()
            raise


class Server:
    """A server that, told to stop, takes no new connection and finishes every request that it has begun to read.

    Threads that all have work take the interpreter from each other in the middle of it: one alone answers more, and
    sooner. Beside each that has been at a request for `LONG_SECONDS` another one answers, up to `threads` of them.
    """

    def __init__(self, app: Any, host: str, port: int, threads: int) -> None:
        self._map: dict[int, Any] = {}
        self._under_way = _UnderWay(app)
        self._most_threads, self._threads = threads, 1
        self._server = create_server(
            self._under_way,
            map=self._map,
            host=host,
            port=port,
            threads=self._threads,
            clear_untrusted_proxy_headers=False,  # the app knows how many proxies are believed
            ident=None,
            connection_limit=1000,
            backlog=1024,
            max_request_body_size=LARGEST_IN_MEMORY,
            inbuf_overflow=LARGEST_IN_MEMORY,
            outbuf_overflow=LARGEST_IN_MEMORY,
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
            self._go_round(longest=1)
        self._accept_who_waits()
        self._server.del_channel()
        self._server.socket.close()
        busy_at = time.monotonic()
        until = busy_at + LONGEST_STOP_SECONDS
        while (now := time.monotonic()) < min(until, busy_at + QUIET_SECONDS):
            if self._is_busy():
                busy_at = now
            self._go_round(longest=0.05)
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._map, ignore_all=True)

    def _go_round(self, longest: float) -> None:
        """Reads and writes what there is, after so many seconds at most, and sees whether a thread is missing."""
        wasyncore.loop(timeout=LONG_SECONDS if self._under_way.began else longest, map=self._map, count=1)
        began_long_ago = time.monotonic() - LONG_SECONDS
        at_it_for_long = sum(began < began_long_ago for began in list(self._under_way.began.values()))
        threads = min(1 + at_it_for_long, self._most_threads)
        if threads != self._threads:
            self._threads = threads
            self._server.task_dispatcher.set_thread_count(threads)

    def _accept_who_waits(self) -> None:
        """Takes the connections that were made before the end and not yet picked up."""
        accepted = -1
        while accepted < len(self._server.active_channels):
            accepted = len(self._server.active_channels)
            self._server.handle_accept()

    def _is_busy(self) -> bool:
        """Whether a request or an answer is under way; each answer from now on says that its connection ends."""
        channels = list(self._server.active_channels.values())
        for channel in channels:
            for request in list(channel.requests):
                request.headers["CONNECTION"] = "close"
        return any(channel.requests or channel.request or channel.total_outbufs_len for channel in channels)
