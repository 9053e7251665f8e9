"""The one cookie: sealed, so that whoever reads it learns nothing and tampering gives an empty session."""

from __future__ import annotations

import base64
import binascii
import json
import time
from typing import Any

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature

from intake.access.sealing import CannotOpen, open_with, seal_with

_PLACE = "cookie"


class SealedSessions(SecureCookieSessionInterface):
    """Flask's cookie sessions, sealed instead of signed, and Secure wherever the page itself came over https."""

    def __init__(self, key: bytes) -> None:
        self._serializer = _Sealing(key)

    def get_signing_serializer(self, app: Flask) -> Any:
        return self._serializer

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Never on a static file: those may be kept by a proxy, which would then give one person's cookie to others."""
        return request.endpoint != "static" and super().should_set_cookie(app, session)


class _Sealing:
    """The two methods of a serializer that Flask calls; `loads` raises BadSignature, as Flask expects."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def dumps(self, content: dict[str, Any]) -> str:
        plain = json.dumps([int(time.time()), content], separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(seal_with(self._key, plain, _PLACE)).decode()

    def loads(self, text: str, max_age: int) -> dict[str, Any]:
        try:
            sealed = base64.urlsafe_b64decode(text.encode())
            made_at, content = json.loads(open_with(self._key, sealed, _PLACE))
        except (CannotOpen, binascii.Error, ValueError):
            raise BadSignature("not a cookie of ours") from None
        if time.time() - made_at > max_age:
            raise BadSignature("a cookie whose time is over")
        result: dict[str, Any] = content
        return result
