"""A real provider of OpenID Connect, in a thread of this process: it can be slow, be silent, and say what is wrong."""

from __future__ import annotations

import base64
import hashlib
import json
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from flask import Response, g, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

with warnings.catch_warnings():
    import authlib.deprecate  # noqa: F401  # has its warnings shown from here on

    warnings.simplefilter("ignore")  # the provider leans on what is going away in Authlib
    import oidc_provider_mock

Claims = dict[str, Any]


def _as_they_are(claims: Claims) -> Claims:
    return claims


@dataclass
class Provider:
    """Who signs in there, how it misbehaves, and what it was asked.

    `says` changes the claims of every identity token, which is then signed anew; `publishes` what it tells of itself.
    `answers` gives another answer than its own to whatever is asked on a path. `gave` is every token it gave away.
    """

    url: str = ""
    says: Callable[[Claims], Claims] = _as_they_are
    publishes: Callable[[Claims], Claims] = _as_they_are
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    waits_seconds: dict[str, float] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    gave: list[str] = field(default_factory=list)

    def add(self, subject: str, **claims: Any) -> None:
        """Somebody who can sign in there."""
        requests.put(f"{self.url}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def keys(self) -> str:
        """The keys with which it signs, as it publishes them."""
        return requests.get(f"{self.url}/jwks", timeout=5).text

    def sign_in(self, address: str, subject: str) -> str:
        """The path and query with which this person comes back from there."""
        return self._press(address, {"sub": subject})

    def deny(self, address: str) -> str:
        """The same, of somebody who would rather not."""
        return self._press(address, {"action": "deny"})

    def was_asked(self, path: str) -> dict[str, str]:
        """What it was asked last on this path."""
        return next(content for at, content in reversed(self.asked) if at == path)

    def _press(self, address: str, form: dict[str, str]) -> str:
        answer = requests.post(address, data=form, timeout=5, allow_redirects=False)
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


@contextmanager
def running() -> Iterator[Provider]:
    """A provider for as long as the block lasts."""
    provider = Provider()
    app = oidc_provider_mock.app(require_nonce=True)

    @app.before_request
    def note() -> Response | None:
        provider.asked.append((request.path, {**request.args.to_dict(), **request.form.to_dict()}))
        time.sleep(provider.waits_seconds.get(request.path, 0))
        if request.path in provider.answers:
            status, body = provider.answers[request.path]
            return Response(body, status, content_type="application/json", headers={"Location": "/elsewhere"})
        return None

    @app.after_request
    def misbehave(response: Response) -> Response:
        if request.path in provider.answers:
            return response
        if request.path.endswith("openid-configuration") and response.status_code == 200:
            response.data = json.dumps(provider.publishes(json.loads(response.data)))
        if request.path == "/oauth2/token" and response.status_code == 200:
            answer = json.loads(response.data)
            key = RSAKey.import_key(g.oidc_provider_mock_storage.jwk.as_dict(is_private=True))
            claims = provider.says(jwt.decode(answer["id_token"], key).claims)
            answer["id_token"] = jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)
            provider.gave += [answer["id_token"], answer["access_token"]]
            response.data = json.dumps(answer)
        return response

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def asked_for(address: str) -> dict[str, str]:
    """What an address asks of the provider."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def challenge_of(verifier: str) -> str:
    """The challenge that this verifier meets (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
