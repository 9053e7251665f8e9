"""Every answer in few bytes, those that say what is wrong as well. What holds nothing of anybody is packed once."""

from __future__ import annotations

import gzip
import secrets
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache

import brotli
from flask import Flask, Response, request
from markupsafe import escape

from intake.web.lasting import asks_for_what_lasts

SMALLEST = 500  # bytes; less is not worth packing

_PACKED = {"text/html", "text/css", "text/javascript", "application/json"}
_PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda plain: brotli.compress(plain, quality=5),
    "gzip": lambda plain: gzip.compress(plain, 6),
}
_SLOW_PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda plain: brotli.compress(plain, quality=11),
    "gzip": lambda plain: gzip.compress(plain, 9),
}


def register(app: Flask) -> None:
    """Packs what is sent, by the best of what the browser says it takes."""

    @app.after_request
    def pack(response: Response) -> Response:
        if response.mimetype not in _PACKED or response.location is not None:
            return response
        response.vary.add("Accept-Encoding")
        if "Content-Encoding" in response.headers:
            return response
        response.direct_passthrough = False
        plain = response.get_data()
        encoding = request.accept_encodings.best_match(_PACKERS) if len(plain) >= SMALLEST else None
        if encoding is not None:
            response.set_data(_packed_once(plain, encoding) if asks_for_what_lasts() else _PACKERS[encoding](plain))
            response.headers["Content-Encoding"] = encoding
        return response


@lru_cache(maxsize=16)
def _packed_once(plain: bytes, encoding: str) -> bytes:
    """What is the same for everybody: packed as small as can be, since that is done once."""
    return _SLOW_PACKERS[encoding](plain)


CSRF = "csrf_token"
_GAP = secrets.token_hex(16)  # nobody can type what is a gap in this process


class Gaps:
    """Stands for what is somebody's while a page is made: all that is asked of it is a gap."""

    def get(self, name: str, _: str = "") -> str:
        """The gap of this name."""
        return f"{_GAP}{name}{_GAP}"


class ReadyPage:
    """A page with gaps: what is somebody's is put in their place, as text."""

    def __init__(self, html: str) -> None:
        self._pieces = html.split(_GAP)  # by turns a piece of the page, and the name of a gap

    @property
    def has_token(self) -> bool:
        return CSRF in self._pieces[1::2]

    def filled(self, own: Mapping[str, str]) -> str:
        """The page with what is somebody's, by the names of the gaps; nothing is in those that are not named."""
        pieces = self._pieces.copy()
        pieces[1::2] = [escape(own.get(name, "")) for name in pieces[1::2]]
        return "".join(pieces)

    def response(self, own: Mapping[str, str]) -> Response:
        """The same, packed already where the browser takes gzip and nothing but the token is somebody's."""
        if not own.keys() <= {CSRF} or not request.accept_encodings["gzip"]:
            return Response(self.filled(own), mimetype="text/html")
        response = Response(self._gzipped(own.get(CSRF, "").encode()), mimetype="text/html")
        response.headers["Content-Encoding"] = "gzip"
        return response

    @cached_property
    def _deflated(self) -> Callable[[int], tuple[bytes, ...]]:
        return lru_cache(maxsize=2)(self._deflate)

    @cached_property
    def _around_token(self) -> list[bytes]:
        return self.filled({CSRF: _GAP}).encode().split(_GAP.encode())

    def _gzipped(self, token: bytes) -> bytes:
        """A gzip file of pieces packed long ago, with the token between them as it is: that costs no packing.

        That the token is never packed together with the page gives nobody a length to guess it by, either.
        """
        plain = token.join(self._around_token)
        stored = b"\x00" + struct.pack("<HH", len(token), len(token) ^ 0xFFFF) + token  # RFC 1951, 3.2.4
        deflated = stored.join(self._deflated(len(token)))
        return _GZIP_HEAD + deflated + struct.pack("<LL", zlib.crc32(plain), len(plain))

    def _deflate(self, token_bytes: int) -> tuple[bytes, ...]:
        """The pieces, packed with a gap of so many bytes between them that none of them refers to."""
        *pieces, last = self._around_token
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed: list[bytes] = []
        for piece in pieces:
            packed.append(packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH))
            packer.compress(b"\0" * token_bytes)
            packer.flush(zlib.Z_SYNC_FLUSH)
        packed.append(packer.compress(last) + packer.flush(zlib.Z_FINISH))
        return tuple(packed)


_GZIP_HEAD = (
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"  # RFC 1952: deflate, no name, no time, packed as small as can be
)
