"""What has to reach somebody because of a record, written in the record's own transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert

from intake.storage.tables import deliveries

_ADD = insert(deliveries)


def enqueue(db: Connection, record_id: str, purposes: tuple[str, ...], due_at: datetime) -> None:
    """Adds one delivery for each purpose, once for each record whatever happens."""
    if purposes:
        db.execute(
            _ADD,
            [
                {
                    "record_id": record_id,
                    "purpose": purpose,
                    "once": f"{record_id}:{purpose}",
                    "state": "ready",
                    "due_at": due_at,
                    "attempts": 0,
                }
                for purpose in purposes
            ],
        )
