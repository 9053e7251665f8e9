"""The one cookie: sealed, so that whoever reads it learns nothing and tampering gives an empty session."""

from __future__ import annotations

import base64
import binascii
import json
import time
from typing import Any

from flask import Flask, Request, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from intake.access.sealing import CannotOpen, open_with, seal_with
from intake.web.lasting import asks_for_what_lasts

_PLACE = "cookie"
GIVEN_AGAIN_AFTER_SECONDS = 60 * 60


class SealedSessions(SecureCookieSessionInterface):
    """Flask's cookie sessions, sealed instead of signed, and Secure wherever the page itself came over https.

    A cookie that says nothing new is given again only once it is an hour old: its life goes on from there.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        age, content = self._opened(request.cookies.get(self.get_cookie_name(app), ""))
        if age > app.permanent_session_lifetime.total_seconds():
            return self.session_class()
        session = self.session_class(content)
        session.modified = age > GIVEN_AGAIN_AFTER_SECONDS
        return session

    def get_signing_serializer(self, app: Flask) -> Any:
        return self  # its `dumps` is all that Flask asks of one when it saves

    def dumps(self, content: dict[str, Any]) -> str:
        """The sealed text of a cookie."""
        plain = json.dumps([int(time.time()), content], separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(seal_with(self._key, plain, _PLACE)).decode()

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Never with what lasts: a proxy may keep that, and would then give one person's cookie to others."""
        return not asks_for_what_lasts() and session.modified

    def _opened(self, text: str) -> tuple[float, dict[str, Any]]:
        """How old this cookie is in seconds, and its content; a new and empty one where it is not ours."""
        try:
            sealed = base64.urlsafe_b64decode(text.encode())
            made_at, content = json.loads(open_with(self._key, sealed, _PLACE))
        except (CannotOpen, binascii.Error, ValueError):
            return 0, {}
        return time.time() - made_at, content
