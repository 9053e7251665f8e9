"""The tables. Plain columns hold codes, dates and references only; what people wrote is in the sealed ones."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
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
    UniqueConstraint,
    literal_column,
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


class Codes(TypeDecorator[tuple[str, ...]]):
    """What a column of JSON is cast to that is a list of codes: few lists are different, and each is read once."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else _codes(value)


@lru_cache(maxsize=1024)
def _codes(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written))


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

NO_DAY = date(9999, 12, 31)  # where nothing is due: it sorts after every day that is

# What was sent. `draft_id` joins the records that came from one draft; `once` is what makes a second press of the
# button find the first one's record. From `rank` to `is_safety` stands what its events have made of it, for the queue:
# `rank` 0 is danger, 1 the same day, 2 all others; `team` is the service complained of, `version` counts its changes.
# `events` counts what happened to it, and `head` is the digest of the last of them.
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
    _column("rank", Integer),
    _column("due_on", Date),
    _column("due_what", String, nullable=True),
    _column("waits_for", String),
    _column("team", String, nullable=True),
    _column("assigned_to", String, nullable=True),
    _column("is_young", Boolean),
    _column("is_safety", Boolean),
    _column("is_open", Boolean),
    _column("version", Integer),
    _column("events", Integer),
    _column("head", LargeBinary),
    Index("ix_records_received", "received_at", "id"),
)
_in_queue = records.c.is_open.is_(True)
# One order for all of the queue, and the same within each thing that it can be filtered by.
QUEUE_ORDER = (records.c.rank, records.c.due_on, records.c.id)
FILTERED_BY = ("stage", "status", "team", "assigned_to", "method", "voice", "waits_for", "kind", "is_safety")
# The two indexes of all records, open and closed, serve only who says `EVERY`, which holds for each of them: PostgreSQL
# would else take them for a common filter too, and read on and on where all that has it stands at the end. The number
# stands in the statement itself: of one that is given, the plan would have to be made anew each time.
EVERY = records.c.version > literal_column("0")
_all_in_queue = _in_queue & EVERY
Index("ix_records_queue", *QUEUE_ORDER, sqlite_where=_all_in_queue, postgresql_where=_all_in_queue)
for _name in FILTERED_BY:
    Index(
        f"ix_records_queue_{_name}", records.c[_name], *QUEUE_ORDER, sqlite_where=_in_queue, postgresql_where=_in_queue
    )
# The same of what is closed, which is read from its newest. These are written when a record is closed, and not before.
_is_closed = records.c.is_open.is_(False)
CLOSED_ORDER = (records.c.received_date, records.c.id)
CLOSED_FILTERED_BY = ("stage", "status", "team", "assigned_to", "method", "voice", "kind", "is_safety")
_all_closed = _is_closed & EVERY
Index("ix_records_closed", *CLOSED_ORDER, sqlite_where=_all_closed, postgresql_where=_all_closed)
for _name in CLOSED_FILTERED_BY:
    Index(
        f"ix_records_closed_{_name}",
        records.c[_name],
        *CLOSED_ORDER,
        sqlite_where=_is_closed,
        postgresql_where=_is_closed,
    )

# What happened to a record. Only ever added to, and chained: `digest` is over this event and the digest of the one
# before it. `is_change`: more than a look at the record. `words` is what somebody wrote, sealed; `words_mark` is the
# digest by which it stands in the chain.
events = Table(
    "events",
    metadata,
    _column("id", Integer, primary_key=True),
    _column("record_id", String, ForeignKey("records.id")),
    _column("seq", Integer),
    _column("at", Instant),
    _column("kind", String),
    _column("by", String),
    _column("detail", JSON),
    _column("words", LargeBinary, nullable=True),
    _column("words_mark", LargeBinary, nullable=True),
    _column("is_change", Boolean),
    _column("digest", LargeBinary),
    UniqueConstraint("record_id", "seq"),
    Index("ix_events_changes", "record_id", "is_change", "seq"),
)

# What was kept long enough, or was to be forgotten: of each record its reference, and the digests of its events under
# the numbers that they had. The seals are over these too.
wiped_records = Table(
    "wiped_records",
    metadata,
    _column("id", String, primary_key=True),
    _column("reference", String, unique=True),
    _column("wiped_at", Instant),
    _column("was_early", Boolean),
)
wiped_events = Table(
    "wiped_events",
    metadata,
    _column("id", Integer, primary_key=True, autoincrement=False),
    _column("record_id", String, ForeignKey("wiped_records.id"), index=True),
    _column("seq", Integer),
    _column("digest", LargeBinary),
)

# The heads of all chains, sealed into one each day: `digest` is over the one before it and over the head of each record
# to which something has happened since, as it was at the event `last_event`.
seals = Table(
    "seals",
    metadata,
    _column("id", Integer, primary_key=True),
    _column("day", Date, unique=True),
    _column("at", Instant),
    _column("last_event", Integer),
    _column("records", Integer),
    _column("digest", LargeBinary),
)

# The flags of each record, in the queue's order; of what is closed in the order of its day, under the rank `CLOSED`.
CLOSED = 9
record_flags = Table(
    "record_flags",
    metadata,
    _column("flag", String, primary_key=True),
    _column("rank", Integer, primary_key=True),
    _column("due_on", Date, primary_key=True),
    _column("record_id", String, ForeignKey("records.id"), primary_key=True, index=True),
)

# What a record is found by that is sealed in it: a keyed digest of one name, day, number or address each.
search_marks = Table(
    "search_marks",
    metadata,
    _column("field", String, primary_key=True),
    _column("mark", LargeBinary, primary_key=True),
    _column("record_id", String, ForeignKey("records.id"), primary_key=True, index=True),
)

# Records that belong together. Each pair stands once, the lower id first.
links = Table(
    "links",
    metadata,
    _column("record_id", String, ForeignKey("records.id"), primary_key=True),
    _column("other_id", String, ForeignKey("records.id"), primary_key=True, index=True),
    _column("kind", String),
    _column("at", Instant),
    _column("by", String),
)

# Who works at the desk. `totp` is sealed, `totp_step` the last step whose code was used.
staff = Table(
    "staff",
    metadata,
    _column("id", String, primary_key=True),
    _column("sign_in", String, unique=True),
    _column("name", String),
    _column("known_as", String),
    _column("email", String),
    _column("roles", JSON),
    _column("password_hash", String, nullable=True),
    _column("totp", LargeBinary, nullable=True),
    _column("totp_step", Integer),
    _column("subject", String, unique=True, nullable=True),
    _column("failures", Integer),
    _column("locked_until", Instant, nullable=True),
    _column("must_change", Boolean),
    _column("single_keys", Boolean),
    _column("is_active", Boolean),
    _column("added_at", Instant),
)

# Codes that each open an account once, where the telephone that makes codes is lost.
recovery_codes = Table(
    "recovery_codes",
    metadata,
    _column("staff_id", String, ForeignKey("staff.id"), primary_key=True),
    _column("mark", LargeBinary, primary_key=True),
    _column("used_at", Instant, nullable=True),
)

# Who is signed in. `id` is a digest of what the cookie holds; `proved_at` is when they last proved who they are.
staff_sessions = Table(
    "staff_sessions",
    metadata,
    _column("id", LargeBinary, primary_key=True),
    _column("staff_id", String, ForeignKey("staff.id"), index=True),
    _column("begun_at", Instant),
    _column("seen_at", Instant),
    _column("proved_at", Instant),
    _column("ended_at", Instant, nullable=True),
)

# Calls under way, and those that were cut off. `sealed` is what was said so far.
calls = Table(
    "calls",
    metadata,
    _column("id", String, primary_key=True),
    _column("staff_id", String, ForeignKey("staff.id"), index=True),
    _column("state", String),
    _column("opened_at", Instant),
    _column("saved_at", Instant),
    _column("closed_at", Instant, nullable=True),
    _column("version", Integer),
    _column("reference", String, nullable=True),
    _column("sealed", LargeBinary),
)

# Who may not see a record because it names them, or seems to.
shut_out = Table(
    "shut_out",
    metadata,
    _column("staff_id", String, ForeignKey("staff.id"), primary_key=True),
    _column("record_id", String, ForeignKey("records.id"), primary_key=True, index=True),
    _column("state", String),
    _column("at", Instant),
    _column("by", String),
)

# A filter of the queue that somebody uses often.
saved_filters = Table(
    "saved_filters",
    metadata,
    _column("staff_id", String, ForeignKey("staff.id"), primary_key=True),
    _column("name", String, primary_key=True),
    _column("wanted", JSON),
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
