"""What goes over the wire, counted as it arrives at a real socket: every byte of status line, headers and body."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import brotli
from werkzeug.test import TestResponse

ENCODINGS: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
PACKED_BY: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda plain: brotli.compress(plain, quality=5),
    "gzip": lambda plain: gzip.compress(plain, 6),
}
_BYTES, _PACKED = "X-Wire-Bytes", "X-Wire-Encoding"
_HOP = {"connection", "content-encoding", "content-length", "transfer-encoding"}


@dataclass(frozen=True)
class Wire:
    """A WSGI app in front of a server on this machine: a test client of it goes over a socket, and can be weighed."""

    port: int
    encoding: str = "gzip"

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        query = f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else ""
        lines = [
            f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}{query} HTTP/1.1",
            f"Host: localhost:{self.port}",
            f"Accept-Encoding: {self.encoding}",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        lines += [f"{name}: {environ[key]}" for name, key in _PASSED_ON.items() if environ.get(key)]
        answer = self._asked("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        head, _, packed = answer.partition(b"\r\n\r\n")
        status, *rows = head.decode("latin-1").split("\r\n")
        headers = [(name, value.strip()) for name, _, value in (row.partition(":") for row in rows)]
        encoding = next((value for name, value in headers if name.lower() == "content-encoding"), "")
        plain = ENCODINGS[encoding](packed) if encoding else packed
        kept = [(name, value) for name, value in headers if name.lower() not in _HOP]
        start_response(status.partition(" ")[2], [*kept, (_BYTES, str(len(answer))), (_PACKED, encoding)])
        return [plain]

    def _asked(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65_536), b""))


_PASSED_ON = {"Cookie": "HTTP_COOKIE", "Content-Type": "CONTENT_TYPE"}


def bytes_of(response: TestResponse) -> int:
    """What this answer weighed on the wire."""
    return int(response.headers[_BYTES])


def packing_of(response: TestResponse) -> str:
    """How it was packed, or ''."""
    return response.headers[_PACKED]


def headers_of(response: TestResponse) -> list[tuple[str, str]]:
    """Its headers as the server sent them, but for those that say how it was sent."""
    return [(name, value) for name, value in response.headers if name not in (_BYTES, _PACKED)]
