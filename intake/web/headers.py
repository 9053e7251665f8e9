"""The headers that every answer carries."""

from __future__ import annotations

from flask import Flask, Response, request

# Nothing from elsewhere, nothing inline, no frame, no form that leaves this service. Only the desk's scripts may send.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_DESK_POLICY = f"{_POLICY}; connect-src 'self'"
_ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), interest-cohort=()",
    # not no-referrer: the check of the form's token needs to see over https that a page of ours was left
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def register(app: Flask) -> None:
    """Puts the headers on every answer, errors among them. Only style sheets and pictures may be kept."""

    @app.after_request
    def with_headers(response: Response) -> Response:
        response.headers.extend(_ALWAYS)
        at_desk = request.path.startswith("/desk")
        response.headers["Content-Security-Policy"] = _DESK_POLICY if at_desk else _POLICY
        if request.endpoint == "static" and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        else:
            response.headers["Cache-Control"] = "no-store"
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response
