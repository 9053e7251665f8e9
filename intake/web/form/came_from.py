"""The way back from a page that somebody opened in between, such as the one on which they choose a language."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from flask import current_app, request, session, url_for
from werkzeug.exceptions import HTTPException

FIELD = "from"  # the hidden field in which the page in between keeps where somebody came from
_NO_PAGES = frozenset({"static", "scripts.form", "sheet.sheet", "health.healthz", "help.leave"})


def came_from() -> str:
    """The path of the page to go back to: the one that the form names, else the one that was left, else where they are
    in the form, else its first page.

    Only a public page that this service shows itself to whoever asks for it, and not the page in between.
    """
    return page_at(request.form.get(FIELD) or request.headers.get("Referer", "")) or _anyhow()


def _anyhow() -> str:
    return url_for("ask.carry_on" if "draft" in session or "reference" in session else "start.start")


def page_at(address: str, among: Collection[str] = (), method: str = "GET") -> str:
    """The path of our public page at this address, or ''. It is made anew: nothing of what was given goes along.

    `among`: the only views that it may be one of, where not any.
    """
    try:
        parts = urlsplit(address)
        path = unquote(parts.path)
        if parts.netloc not in ("", request.host) or not path.startswith(f"{request.script_root}/"):
            return ""
        within = path.removeprefix(request.script_root)
        endpoint, places = current_app.url_map.bind_to_environ(request.environ).match(within, method=method)
    except (HTTPException, ValueError):
        return ""
    if endpoint in _NO_PAGES or endpoint == request.endpoint or within.startswith("/desk"):
        return ""
    if among and endpoint not in among:
        return ""
    return url_for(endpoint, **places)
