"""What wakes a worker: somebody in this process rang, or PostgreSQL says that something was enqueued."""

from __future__ import annotations

import logging
import threading
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from intake.storage.database import Database

CHANNEL = "deliveries"  # the trigger of migration 002 speaks on it
LISTEN_SECONDS = 1.0

log = logging.getLogger(__name__)


class Bell:
    """Many may wait for it. Who names the ring that they last heard misses none that came in between."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rings = 0

    def ring(self) -> None:
        with self._changed:
            self._rings += 1
            self._changed.notify_all()

    @property
    def rings(self) -> int:
        return self._rings

    def wait(self, heard: int, seconds: float) -> None:
        """Returns when it has rung more often than was heard, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._rings > heard, timeout=max(0.0, seconds))


def listen(database: Database, bell: Bell, stopping: threading.Event) -> None:
    """Rings whenever any process has enqueued something, until told to stop. Only PostgreSQL tells."""
    fault_of_driver = database.engine.dialect.loaded_dbapi.Error
    while not stopping.is_set():
        try:
            with database.engine.connect() as connection:
                connection.exec_driver_sql(f"LISTEN {CHANNEL}")
                bell.ring()  # something may have come before we listened
                driver: Any = connection.connection.driver_connection
                while not stopping.is_set():
                    if list(driver.notifies(timeout=LISTEN_SECONDS, stop_after=1)):
                        bell.ring()
        except (SQLAlchemyError, fault_of_driver) as error:
            log.warning("the database does not tell of new deliveries: %s; it is asked again", type(error).__name__)
            stopping.wait(LISTEN_SECONDS)
