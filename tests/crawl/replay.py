"""Saved states, served again to a browser: each at an address of its own, with the headers that it came with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.crawl.states import State

_FOLDER = "/state/"
_OF_ONE_VISIT = {"set-cookie", "content-length", "connection", "date", "server"}


@dataclass(frozen=True)
class Replay:
    """A WSGI app: the states, each as a page that is there (200), and everything else as the form's own app has it."""

    app: Any
    states: Sequence[State]

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(_FOLDER):
            answer: Iterable[bytes] = self.app(environ, start_response)
            return answer
        state = self.states[int(path.removeprefix(_FOLDER))]
        body = state.html.encode()
        headers = [(name, value) for name, value in state.headers if name.lower() not in _OF_ONE_VISIT]
        start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
        return [body]


def path_of(number: int) -> str:
    """Where the state with this place in the list is served."""
    return f"{_FOLDER}{number}"
