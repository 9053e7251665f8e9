"""The desk: who works there, where each record stands in the queue, and a chain over everything that happened."""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "003"
down_revision = "002"

moment = sa.DateTime(timezone=True)
FILTERED_BY = ("stage", "status", "team", "assigned_to", "method", "voice", "waits_for", "kind", "is_safety")
CLOSED_FILTERED_BY = ("stage", "status", "team", "assigned_to", "method", "voice", "kind", "is_safety")
# Name of the index, the condition of its rows, what it may begin with, and the order that it ends with.
INDEXES = (
    ("ix_records_queue", "is_open IS TRUE", "is_open IS 1", FILTERED_BY, ("rank", "due_on", "id")),
    ("ix_records_closed", "is_open IS FALSE", "is_open IS 0", CLOSED_FILTERED_BY, ("received_date", "id")),
)
NO_DAY = date(9999, 12, 31)
DANGER = {"safeguarding_immediate"}
SAME_DAY = {"case_concern_same_day", "lado_referral", "safeguarding_referral", "staff_safety_alert", "urgent_homeless"}
YOUNG = {"child", "care_leaver"}
AIMS = ("case_concern_same_day", "lado_1wd", "acknowledge", "corporate_ack_5wd", "stage1_10wd", "stage2_25wd")

# SQLite cannot make the table of records anew while others refer to it: its new columns keep their defaults there.
NEW_IN_RECORDS: tuple[sa.Column[Any], ...] = (
    sa.Column("rank", sa.Integer(), nullable=False, server_default="2"),
    sa.Column("due_on", sa.Date(), nullable=False, server_default=NO_DAY.isoformat()),
    sa.Column("due_what", sa.String()),
    sa.Column("waits_for", sa.String(), nullable=False, server_default=""),
    sa.Column("team", sa.String()),
    sa.Column("assigned_to", sa.String()),
    sa.Column("is_young", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("is_safety", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("is_open", sa.Boolean(), nullable=False, server_default=sa.true()),
    sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    sa.Column("events", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("head", sa.LargeBinary(), nullable=False, server_default=""),
)
NEW_IN_EVENTS: tuple[sa.Column[Any], ...] = (
    sa.Column("seq", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("words", sa.LargeBinary()),
    sa.Column("words_mark", sa.LargeBinary()),
    sa.Column("is_change", sa.Boolean(), nullable=False, server_default=sa.true()),
    sa.Column("digest", sa.LargeBinary(), nullable=False, server_default=""),
)


def upgrade() -> None:
    for column in NEW_IN_RECORDS:
        op.add_column("records", column)
    for column in NEW_IN_EVENTS:
        op.add_column("events", column)
    _create_tables()
    db = op.get_bind()
    _chain(db)
    _place(db)
    with op.batch_alter_table("events") as batch:
        batch.drop_index("ix_events_record_id")
        batch.create_unique_constraint("uq_events_record_id", ["record_id", "seq"])
        batch.create_index("ix_events_changes", ["record_id", "is_change", "seq"])
        for column in NEW_IN_EVENTS:
            if column.server_default is not None:
                batch.alter_column(column.name, existing_type=column.type, server_default=None)
    if db.dialect.name == "postgresql":
        for column in NEW_IN_RECORDS:
            op.alter_column("records", column.name, server_default=None)
    for index, where, where_sqlite, filtered_by, order in INDEXES:
        for name in ("", *filtered_by):
            op.create_index(
                f"{index}_{name}" if name else index,
                "records",
                [name, *order] if name else [*order],
                sqlite_where=sa.text(where_sqlite if name else f"{where_sqlite} AND version > 0"),
                postgresql_where=sa.text(where if name else f"{where} AND version > 0"),
            )


def _chain(db: sa.Connection) -> None:
    """Chains what has happened to each record so far."""
    events = sa.table("events", *(sa.column(name) for name in ("id", "record_id", "kind", "by", "seq", "digest")),
                      sa.column("at", moment), sa.column("detail", sa.JSON()))  # fmt: skip
    records = sa.table("records", sa.column("id"), sa.column("events"), sa.column("head"))
    db.execute(sa.update(records).values(events=0, head=b""))
    heads: dict[str, tuple[int, bytes]] = {}
    query = sa.select(events).order_by(events.c.record_id, events.c.id)
    for row in db.execute(query).all():
        seq, before = heads.get(row.record_id, (0, b""))
        digest = hashlib.sha256(before + _canonical(row, seq + 1)).digest()
        heads[row.record_id] = (seq + 1, digest)
        db.execute(sa.update(events).where(events.c.id == row.id).values(seq=seq + 1, digest=digest))
    for record_id, (count, head) in heads.items():
        db.execute(sa.update(records).where(records.c.id == record_id).values(events=count, head=head))


def _canonical(row: Any, seq: int) -> bytes:
    at: datetime = row.at.replace(tzinfo=UTC) if row.at.tzinfo is None else row.at.astimezone(UTC)
    plain = [row.record_id, seq, at.isoformat(), row.kind, row.by, row.detail, None]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _place(db: sa.Connection) -> None:
    """Puts each record where it stands in the queue: nobody has decided anything about one before there was a desk."""
    plain = ("id", "kind", "rank", "due_what", "waits_for", "team", "is_young", "is_safety", "is_open", "version")
    json_columns = (sa.column("flags", sa.JSON()), sa.column("envelope", sa.JSON()))
    records = sa.table("records", *map(sa.column, plain), sa.column("due_on", sa.Date()), *json_columns)
    flagged = sa.table("record_flags", *map(sa.column, ("flag", "rank", "record_id")), sa.column("due_on", sa.Date()))
    for row in db.execute(sa.select(records.c.id, records.c.kind, records.c.flags, records.c.envelope)).all():
        flags, due = set(row.flags), row.envelope.get("due", {})
        rank = 0 if flags & DANGER or row.kind == "urgent" else 1 if flags & SAME_DAY else 2
        first = min(((date.fromisoformat(due[key]), key) for key in AIMS if key in due), default=(NO_DAY, None))
        db.execute(
            sa.update(records)
            .where(records.c.id == row.id)
            .values(
                rank=rank,
                due_on=first[0],
                due_what=first[1],
                waits_for="duty_team" if rank == 0 else "complaints_team",
                team=row.envelope.get("service"),
                is_young=row.envelope.get("complainant_type") in YOUNG,
                is_safety=rank < 2,
                is_open=True,
                version=1,
            )
        )
        for flag in flags:
            db.execute(sa.insert(flagged).values(flag=flag, rank=rank, due_on=first[0], record_id=row.id))


def _create_tables() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("sign_in", "name", "known_as", "email")),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("password_hash", sa.String()),
        sa.Column("totp", sa.LargeBinary()),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", moment),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("must_change", "single_keys", "is_active")),
        sa.Column("added_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("sign_in", name="uq_staff_sign_in"),
        sa.UniqueConstraint("subject", name="uq_staff_subject"),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", moment),
        sa.PrimaryKeyConstraint("staff_id", "mark", name="pk_recovery_codes"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_recovery_codes_staff_id_staff"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        *(sa.Column(name, moment, nullable=False) for name in ("begun_at", "seen_at", "proved_at")),
        sa.Column("ended_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_staff_sessions"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_sessions_staff_id_staff"),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])
    op.create_table(
        "calls",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "staff_id", "state")),
        *(sa.Column(name, moment, nullable=False) for name in ("opened_at", "saved_at")),
        sa.Column("closed_at", moment),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String()),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_calls_staff_id_staff"),
    )
    op.create_index("ix_calls_staff_id", "calls", ["staff_id"])
    op.create_table(
        "saved_filters",
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "name", name="pk_saved_filters"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_saved_filters_staff_id_staff"),
    )
    op.create_table(
        "shut_out",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("staff_id", "record_id", "state")),
        sa.Column("at", moment, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "record_id", name="pk_shut_out"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_shut_out_staff_id_staff"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_shut_out_record_id_records"),
    )
    op.create_index("ix_shut_out_record_id", "shut_out", ["record_id"])
    op.create_table(
        "seals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seals"),
        sa.UniqueConstraint("day", name="uq_seals_day"),
    )
    op.create_table(
        "record_flags",
        sa.Column("flag", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("flag", "rank", "due_on", "record_id", name="pk_record_flags"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_record_flags_record_id_records"),
    )
    op.create_index("ix_record_flags_record_id", "record_flags", ["record_id"])
    op.create_table(
        "search_marks",
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("field", "mark", "record_id", name="pk_search_marks"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_search_marks_record_id_records"),
    )
    op.create_index("ix_search_marks_record_id", "search_marks", ["record_id"])
    op.create_table(
        "links",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("record_id", "other_id", "kind")),
        sa.Column("at", moment, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("record_id", "other_id", name="pk_links"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_links_record_id_records"),
        sa.ForeignKeyConstraint(["other_id"], ["records.id"], name="fk_links_other_id_records"),
    )
    op.create_index("ix_links_other_id", "links", ["other_id"])


def downgrade() -> None:
    for index, _, _, filtered_by, _ in INDEXES:
        for name in ("", *filtered_by):
            op.drop_index(f"{index}_{name}" if name else index, "records")
    for table in (
        *("links", "search_marks", "record_flags", "seals", "shut_out", "saved_filters"),
        *("calls", "staff_sessions", "recovery_codes", "staff"),
    ):
        op.drop_table(table)
    with op.batch_alter_table("events") as batch:
        batch.drop_index("ix_events_changes")
        batch.drop_constraint("uq_events_record_id", type_="unique")
        for column in NEW_IN_EVENTS:
            batch.drop_column(column.name)
        batch.create_index("ix_events_record_id", ["record_id"])
    for column in NEW_IN_RECORDS:
        op.drop_column("records", column.name)
