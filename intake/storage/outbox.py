"""What has to reach somebody because of a record, written in the record's own transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from intake.storage.tables import DeliveryRow


def enqueue(session: Session, record_id: str, purposes: tuple[str, ...], due_at: datetime) -> None:
    """Adds one delivery for each purpose, once for each record whatever happens."""
    if purposes:
        session.execute(
            insert(DeliveryRow),
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
