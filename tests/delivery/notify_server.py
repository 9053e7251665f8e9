"""GOV.UK Notify as its public API says it is, on this machine."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from notifications_python_client.authentication import decode_jwt_token, get_token_issuer
from notifications_python_client.errors import TokenError

SERVICE = "11111111-2222-4333-8444-555555555555"
SECRET = "66666666-7777-4888-9999-000000000000"
API_KEY = f"front_door-{SERVICE}-{SECRET}"

# Template ids, and what each is a template for.
TEMPLATES = {
    "aaaaaaaa-0000-4000-8000-000000000001": "email",
    "aaaaaaaa-0000-4000-8000-000000000002": "sms",
    "aaaaaaaa-0000-4000-8000-000000000003": "letter",
}
_RECIPIENT = {"email": "email_address", "sms": "phone_number"}


@dataclass
class Notify:
    """What was asked of it, and what it answers instead of what it should: a status, headers and a body."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    pause: float = 0
    trickles: bool = False
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)


def error(kind: str, message: str) -> bytes:
    """The body of an answer that says no."""
    return json.dumps({"status_code": 400, "errors": [{"error": kind, "message": message}]}).encode()


class _Handler(BaseHTTPRequestHandler):
    notify: Notify

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, said: dict[str, Any]) -> None:
        notify = self.notify
        notify.asked.append((self.path, said))
        if notify.trickles:
            self._trickle()
            return
        notify.stopping.wait(notify.pause)
        status, body = (notify.status, notify.body) if notify.status else self._as_the_api_says(said)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **notify.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _as_the_api_says(self, said: dict[str, Any]) -> tuple[int, bytes]:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            decode_jwt_token(token, SECRET)  # type: ignore[no-untyped-call]
            known = get_token_issuer(token) == SERVICE  # type: ignore[no-untyped-call]
        except TokenError:
            known = False
        if not known:
            return 403, error("AuthError", "Invalid token: API key not found")
        parts = self.path.strip("/").split("/")
        if self.command == "GET" and parts[:2] == ["v2", "template"]:
            if parts[2] not in TEMPLATES:
                return 404, error("NoResultFound", "No result found")
            return 200, json.dumps({"id": parts[2], "type": TEMPLATES[parts[2]], "version": 1}).encode()
        kind = parts[2] if parts[:2] == ["v2", "notifications"] and len(parts) == 3 else ""
        return self._notification(kind, said)

    def _notification(self, kind: str, said: dict[str, Any]) -> tuple[int, bytes]:
        words = said.get("personalisation", {})
        if TEMPLATES.get(said.get("template_id", "")) != kind:
            return 400, error("BadRequestError", "Template not found")
        if kind == "letter" and not all(f"address_line_{n}" in words for n in (1, 2, 3)):
            return 400, error("ValidationError", "personalisation address_line_1 is a required property")
        if kind != "letter" and not said.get(_RECIPIENT[kind]):
            return 400, error("ValidationError", f"{_RECIPIENT[kind]} is a required property")
        answer = {"id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": said.get("reference")}
        return 201, json.dumps(answer).encode()

    def _trickle(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 201 Created\r\nX-Slow: ")
            while not self.notify.stopping.is_set():
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            return  # whoever waited has had enough

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: a test's output is for what fails."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of those who hang up: that is for them to tell."""


@contextmanager
def serving(notify: Notify, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a server that answers so."""
    handler = type("Handler", (_Handler,), {"notify": notify})
    with _Server(("127.0.0.1", 0), handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_address[1]}"
        finally:
            notify.stopping.set()
            server.shutdown()
            thread.join()
