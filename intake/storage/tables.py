"""The tables. Plain columns hold codes, dates and references only; what people wrote is in the sealed ones."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
)


class Instant(TypeDecorator[datetime]):
    """A moment: aware on the way in, aware and in UTC on the way out, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _column(name: str, kind: Any, *more: Any, **options: Any) -> Column[Any]:
    """A column that is never empty, unless it says so."""
    return Column(name, kind, *more, **{"nullable": False, **options})


# What somebody has begun. Only their cookie or their code holds the key of `sealed`.
drafts = Table(
    "drafts",
    metadata,
    _column("id", String, primary_key=True),
    _column("sealed", LargeBinary),
    _column("version", Integer),
    _column("wipe_at", Instant, index=True),
    _column("code_lookup", LargeBinary, unique=True, nullable=True),
    _column("wrapped_key", LargeBinary, nullable=True),
)

# What was sent. `draft_id` joins the records that came from one draft; `once` is what makes a second press of the
# button find the first one's record.
records = Table(
    "records",
    metadata,
    _column("id", String, primary_key=True),
    _column("reference", String, unique=True),
    _column("once", String, unique=True),
    _column("draft_id", String, nullable=True, index=True),
    _column("kind", String),
    _column("council", String),
    _column("voice", String),
    _column("language", String),
    _column("method", String),
    _column("received_at", Instant),
    _column("received_date", Date),
    _column("stage", String),
    _column("status", String),
    _column("route", String, nullable=True),
    _column("time_limit", String),
    _column("flags", JSON),
    _column("envelope", JSON),
    _column("story", LargeBinary),
    _column("identity", LargeBinary),
    _column("code_lookup", LargeBinary, unique=True, nullable=True),
    Index("ix_records_received", "received_at", "id"),
)

# What happened to a record. Only ever added to.
events = Table(
    "events",
    metadata,
    _column("id", Integer, primary_key=True),
    _column("record_id", String, ForeignKey("records.id"), index=True),
    _column("at", Instant),
    _column("kind", String),
    _column("by", String),
    _column("detail", JSON),
)


# What has to reach one place because of a record. A row is open until `finished_at`; `lease` is the mark of the worker
# that is at it, `due_at` when it is to be tried, or when that worker is taken for dead. `reason` is a code.
def _delivery_columns() -> list[Column[Any]]:
    return [
        _column("purpose", String),
        _column("target", String),
        _column("once", String, unique=True),
        _column("state", String),
        _column("created_at", Instant),
        _column("due_at", Instant),
        _column("attempts", Integer),
        _column("lease", String, nullable=True),
        _column("reason", String, nullable=True),
        _column("finished_at", Instant, nullable=True),
    ]


deliveries = Table(
    "deliveries",
    metadata,
    _column("id", Integer, primary_key=True),
    _column("record_id", String, ForeignKey("records.id"), index=True),
    *_delivery_columns(),
)
_open = deliveries.c.finished_at.is_(None)
Index("ix_deliveries_open", deliveries.c.target, deliveries.c.due_at, sqlite_where=_open, postgresql_where=_open)
_over = deliveries.c.finished_at.is_not(None)
Index("ix_deliveries_over", deliveries.c.finished_at, sqlite_where=_over, postgresql_where=_over)

# The same once it is long over, out of the way of what is still to be done.
past_deliveries = Table(
    "past_deliveries",
    metadata,
    _column("id", Integer, primary_key=True, autoincrement=False),
    _column("record_id", String, ForeignKey("records.id"), index=True),
    *_delivery_columns(),
)

# An advocate asked for, with the person's consent. `sealed` is what they agreed to share, `named` who the advocate is;
# `answer_by` is when a provider that has not answered is taken up by the team.
referrals = Table(
    "referrals",
    metadata,
    _column("id", String, primary_key=True),
    _column("record_id", String, ForeignKey("records.id"), unique=True),
    _column("state", String),
    _column("consent_by", String),
    _column("consent_how", String),
    _column("consent_version", String),
    _column("consent_at", Instant),
    _column("link_lookup", LargeBinary, unique=True),
    _column("sealed", LargeBinary),
    _column("named", LargeBinary, nullable=True),
    _column("answer_by", Instant, nullable=True, index=True),
    _column("sent_at", Instant, nullable=True),
    _column("sent_to", String, nullable=True),
    _column("received_at", Instant, nullable=True),
    _column("appointed_at", Instant, nullable=True),
    _column("contacted_on", Date, nullable=True),
    _column("unanswered_at", Instant, nullable=True),
    _column("withdrawn_at", Instant, nullable=True),
)

# How often one answer was given in one quarter. No person, no time, no key.
equality_counts = Table(
    "equality_counts",
    metadata,
    _column("quarter", String, primary_key=True),
    _column("role", String, primary_key=True),
    _column("question", String, primary_key=True),
    _column("answer", String, primary_key=True),
    _column("count", Integer),
)
