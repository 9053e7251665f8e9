"""A cheap browser: what a visit sends and expects, over one connection that is kept."""

from __future__ import annotations

import gzip
import re
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

_TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
_LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nSet-Cookie: ([^;\r]+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nLocation: ([^\r]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Exchange:
    """One request and the answer it must get. `size`: bytes of the page before compression, 0 for a redirect."""

    method: str
    path: str
    status: int
    fields: tuple[tuple[str, str], ...] = ()
    location: str = ""
    size: int = 0

    @property
    def body(self) -> str:
        return urlencode(self.fields)


@dataclass
class Visitor:
    """What a browser holds: the cookie, and the token of the last page that had one."""

    cookie: bytes = b""
    token: bytes = b""


@dataclass
class Visit:
    """Some exchanges of one visitor, one after the other; once played, how long they took and how many went wrong."""

    visitor: Visitor
    exchanges: Sequence[Exchange]
    seconds: float = 0.0
    errors: int = 0


class Connection:
    """One connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        self._socket.close()

    def play(self, visit: Visit) -> None:
        """Plays the visit and notes on it how it went."""
        began = time.perf_counter()
        for exchange in visit.exchanges:
            visit.errors += not self._exchanged(exchange, visit.visitor)
        visit.seconds = time.perf_counter() - began

    def _exchanged(self, exchange: Exchange, visitor: Visitor) -> bool:
        """Whether the answer was the one expected."""
        self._socket.sendall(_request(exchange, visitor))
        head, body = self._answer()
        if cookie := _COOKIE.search(head):
            visitor.cookie = cookie[1]
        if exchange.size:
            page = gzip.decompress(body) if b"Content-Encoding: gzip" in head else body
            if token := _TOKEN.search(page):
                visitor.token = token[1]
        went = _LOCATION.search(head)
        return int(head[9:12]) == exchange.status and (went[1].decode() if went else "") == exchange.location

    def _answer(self) -> tuple[bytes, bytes]:
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        head, body = data[:end], data[end + 4 :]
        length = _LENGTH.search(head)
        while length and len(body) < int(length[1]):
            body += self._more()
        return head, body

    def _more(self) -> bytes:
        piece = self._socket.recv(65536)
        if not piece:
            raise ConnectionError("the server closed the connection: expected it to be kept")
        return piece


def _request(exchange: Exchange, visitor: Visitor) -> bytes:
    lines = [
        f"{exchange.method} {exchange.path} HTTP/1.1".encode(),
        b"Host: localhost",
        b"Accept-Encoding: gzip",
    ]
    if visitor.cookie:
        lines.append(b"Cookie: " + visitor.cookie)
    body = b""
    if exchange.method == "POST":
        body = b"csrf_token=" + visitor.token + b"&" + exchange.body.encode()
        lines += [b"Content-Type: application/x-www-form-urlencoded", b"Content-Length: %d" % len(body)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
