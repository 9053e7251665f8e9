"""The tables. Plain columns hold codes, dates and references only; what people wrote is in the sealed ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, LargeBinary, MetaData, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


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


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant, dict[str, Any]: JSON, list[str]: JSON, bytes: LargeBinary}  # noqa: RUF012


class DraftRow(Base):
    """What somebody has begun. Only their cookie or their code holds the key of `sealed`."""

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    version: Mapped[int]
    wipe_at: Mapped[datetime] = mapped_column(index=True)
    code_lookup: Mapped[bytes | None] = mapped_column(unique=True)
    wrapped_key: Mapped[bytes | None]


class RecordRow(Base):
    """What was sent. `draft_id` joins the records that came from one draft; `once` is what makes a second press
    of the button find the first one's record.
    """

    __tablename__ = "records"
    __table_args__ = (Index("ix_records_received", "received_at", "id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    once: Mapped[str] = mapped_column(unique=True)
    draft_id: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str]
    council: Mapped[str]
    voice: Mapped[str]
    language: Mapped[str]
    method: Mapped[str]
    received_at: Mapped[datetime]
    received_date: Mapped[date]
    stage: Mapped[str]
    status: Mapped[str]
    route: Mapped[str | None]
    time_limit: Mapped[str]
    flags: Mapped[list[str]]
    envelope: Mapped[dict[str, Any]]
    story: Mapped[bytes]
    identity: Mapped[bytes]
    code_lookup: Mapped[bytes | None] = mapped_column(unique=True)


class EventRow(Base):
    """Something that happened to a record. Only ever added."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("records.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    by: Mapped[str]
    detail: Mapped[dict[str, Any]]


class DeliveryRow(Base):
    """Something that has to reach somebody because of a record."""

    __tablename__ = "deliveries"
    __table_args__ = (Index("ix_deliveries_due", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("records.id"), index=True)
    purpose: Mapped[str]
    once: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    due_at: Mapped[datetime]
    attempts: Mapped[int]


class EqualityCountRow(Base):
    """How often one answer was given in one quarter. No person, no time, no key."""

    __tablename__ = "equality_counts"

    quarter: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
