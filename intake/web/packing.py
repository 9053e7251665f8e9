"""Every answer as few bytes as the browser can unpack, those that say what is wrong as well."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache

import brotli
from flask import Flask, Response, request

SMALLEST = 500  # bytes; less is not worth packing

_PACKED = {"text/html", "text/css", "application/json"}
_PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda plain: brotli.compress(plain, quality=5),
    "gzip": lambda plain: gzip.compress(plain, 6),
}


def register(app: Flask) -> None:
    """Packs what is sent, by the best of what the browser says it takes."""

    @app.after_request
    def pack(response: Response) -> Response:
        if response.mimetype not in _PACKED:
            return response
        response.vary.add("Accept-Encoding")
        response.direct_passthrough = False
        plain = response.get_data()
        encoding = request.accept_encodings.best_match(_PACKERS)
        if encoding is not None and len(plain) >= SMALLEST:
            packed = _kept if request.endpoint == "static" else _pack
            response.set_data(packed(plain, encoding))
            response.headers["Content-Encoding"] = encoding
        return response


def _pack(plain: bytes, encoding: str) -> bytes:
    return _PACKERS[encoding](plain)


_kept = lru_cache(maxsize=16)(_pack)  # what is the same for everybody is packed once
