"""The headers that every answer carries; one with nothing in it is only not to be kept."""

from __future__ import annotations

from flask import Flask, Response, request

from intake.web.lasting import asks_for_what_lasts
from intake.web.late import ALLOWED

# Nothing from elsewhere, nothing inline but the one script that fetches the others, no frame, no form or script that
# sends anything out of this service.
_POLICY = (
    f"default-src 'none'; style-src 'self'; script-src 'self' {ALLOWED}; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
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
    """Puts the headers on every answer, errors among them. Only what is the same for everybody may be kept."""

    @app.after_request
    def with_headers(response: Response) -> Response:
        if response.status_code == 204:  # nothing to look at: sent at each Continue, and light
            response.headers["Cache-Control"] = "no-store"
            return response
        response.headers.extend(_ALWAYS)
        response.headers["Content-Security-Policy"] = _POLICY
        if asks_for_what_lasts() and response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        else:
            response.headers["Cache-Control"] = "no-store"
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response
