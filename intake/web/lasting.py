"""What a browser may keep for a year: it holds nothing of anybody, and its address changes with its content."""

from __future__ import annotations

from flask import request

ENDPOINTS = frozenset({"static", "scripts.form", "sheet.sheet"})


def asks_for_what_lasts() -> bool:
    """Whether what is asked for is the same for everybody: then any proxy may keep it, and it is packed once."""
    return request.endpoint in ENDPOINTS
