"""What a running service writes down: a line for each thing, with what belongs to it, and no word of anybody."""

from __future__ import annotations

import logging
import time

_OF_EVERY_LINE = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Line(logging.Formatter):
    """When, how bad, where and what, then each thing that was given as `extra`: fault=1a2b3c4d."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - what logging calls it
        belongs = {name: value for name, value in vars(record).items() if name not in _OF_EVERY_LINE}
        return " ".join([super().formatMessage(record), *(f"{name}={value}" for name, value in belongs.items())])


def write_down() -> None:
    """Has this process write its log to standard error: all that we say, and the warnings of others."""
    handler = logging.StreamHandler()
    handler.setFormatter(Line())
    logging.getLogger().addHandler(handler)
    logging.getLogger("intake").setLevel(logging.INFO)
