"""A real receiver of webhooks on this machine: it verifies who sent them, answers as it is told to, and counts.

    with Receiver(SECRET, says(500)) as receiver:
        ...  # deliver to receiver.url
        receiver.choose = always(OK)

`choose` is asked for the answer to each request, with its webhook-id, so a fault run can draw one at random.
"""

from __future__ import annotations

import json
import ssl
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any, Self

from standardwebhooks import Webhook, WebhookVerificationError

PIECE = b"x" * 65536
HUGE = 1000  # pieces
PAUSE_SECONDS = 0.05  # between two bytes of a dribble
LONGEST_STALL_SECONDS = 30

MANY_BYTES = b"x" * 400  # 20 seconds of dribble


@dataclass(frozen=True, slots=True)
class Answer:
    """How a request is answered. `takes`: whether the receiver then has the message, whatever the sender hears."""

    give: Callable[[Exchange], None]
    takes: bool = False


Choose = Callable[[str], Answer]


def always(answer: Answer) -> Choose:
    return lambda _key: answer


def says(status: int, **headers: str) -> Answer:
    """An answer at once. `headers` with _ for -; {url} in one is the receiver's own address."""

    def give(exchange: Exchange) -> None:
        exchange.send_response(status)
        for name, value in headers.items():
            exchange.send_header(name.replace("_", "-"), value.format(url=exchange.receiver.url))
        exchange.end_headers()

    return Answer(give, takes=200 <= status < 300)


def stalls(exchange: Exchange) -> None:
    exchange.wait(LONGEST_STALL_SECONDS)


def dribbles_headers(exchange: Exchange) -> None:
    exchange.wfile.write(b"HTTP/1.0 200 OK\r\n")
    exchange.dribble(b"x-filler: " + MANY_BYTES + b"\r\n\r\n")


def dribbles_status(exchange: Exchange) -> None:
    exchange.dribble(b"HTTP/1.0 200 " + MANY_BYTES + b"\r\n\r\n")


def dribbles_body(exchange: Exchange) -> None:
    exchange.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
    exchange.dribble(MANY_BYTES)


def talks_on(exchange: Exchange) -> None:
    exchange.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
    for _ in range(HUGE):
        exchange.wfile.write(PIECE)
        exchange.receiver.pieces += 1


def talks_nonsense(exchange: Exchange) -> None:
    exchange.wfile.write(b"220 mail.example.org ready\r\n")


OK = says(200)
STALLS = Answer(stalls)
DRIBBLES_STATUS = Answer(dribbles_status)
DRIBBLES_HEADERS = Answer(dribbles_headers)
DRIBBLES_BODY = Answer(dribbles_body, takes=True)
TALKS_ON = Answer(talks_on, takes=True)
TALKS_NONSENSE = Answer(talks_nonsense)
HANGS_UP = Answer(lambda _exchange: None)
TAKES_IT_AND_HANGS_UP = Answer(lambda _exchange: None, takes=True)


class Exchange(BaseHTTPRequestHandler):
    """One request and its answer, on a connection and a thread of their own."""

    receiver: Receiver
    timeout = LONGEST_STALL_SECONDS
    wbufsize = 0

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # the sender went away, or trusts none of our certificates
            self.receiver.broken += 1

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.receiver.take(dict(self.headers), body).give(self)

    def dribble(self, text: bytes) -> None:
        for byte in text:
            self.wfile.write(bytes([byte]))
            self.wait(PAUSE_SECONDS)

    def wait(self, seconds: float) -> None:
        """Does nothing for so long, or until the receiver is closed."""
        self.receiver.closed.wait(seconds)

    def log_message(self, format: str, *args: Any) -> None:
        """Keeps quiet."""


class Receiver:
    """Receives at `url` from `with` to the end of its block; on the same `port` again where one is given.

    `accepted` counts for each webhook-id how often it was taken, `payloads` holds what came with it the last time,
    `asked` all requests, `refused` those whose signature was not right, `headers` are those of the last that was.
    `any_day`: a signature may be of any time, for a sender whose clock is not the machine's.
    """

    def __init__(
        self,
        secret: str,
        answer: Answer = OK,
        *,
        tls: ssl.SSLContext | None = None,
        port: int = 0,
        any_day: bool = False,
    ) -> None:
        self.choose = always(answer)
        self.accepted: Counter[str] = Counter()
        self.payloads: dict[str, Any] = {}
        self.headers: dict[str, str] = {}
        self.asked = 0
        self.refused = 0
        self.broken = 0  # connections that ended before their time
        self.pieces = 0  # pieces of a huge answer that went out
        self.closed = Event()
        self._secret = Webhook(secret)
        self._any_day = any_day
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", port), type("OurExchange", (Exchange,), {"receiver": self}))
        self._server.tls = tls
        self.port: int = self._server.server_address[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}/records"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.closed.set()
        self._server.shutdown()
        self._server.server_close()

    def take(self, headers: dict[str, str], body: bytes) -> Answer:
        """The answer to give; counted before it is given, so that whoever hears it finds it counted."""
        if not self._verified(headers, body):
            with self._lock:
                self.asked += 1
                self.refused += 1
            return says(401)
        key = headers["webhook-id"]
        answer = self.choose(key)
        with self._lock:
            self.asked += 1
            self.headers = headers
            if answer.takes:
                self.accepted[key] += 1
                self.payloads[key] = json.loads(body)
        return answer

    def _verified(self, headers: dict[str, str], body: bytes) -> bool:
        if self._any_day:
            at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
            signature = self._secret.sign(headers["webhook-id"], at, body.decode())
            return signature in headers["webhook-signature"].split(" ")
        try:
            self._secret.verify(body, headers, json_parse=False)
        except WebhookVerificationError:
            return False
        return True


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # closing waits for them, so that none writes into the next test
    request_queue_size = 128
    tls: ssl.SSLContext | None = None

    def get_request(self) -> tuple[Any, Any]:
        connection, address = super().get_request()
        if self.tls:  # shakes hands in the thread of the exchange, so that nobody else waits for it
            connection = self.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address
