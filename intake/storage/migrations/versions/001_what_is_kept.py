"""Drafts, records, their events and deliveries, and the equality counters."""

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None

moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wipe_at", moment, nullable=False),
        sa.Column("code_lookup", sa.LargeBinary()),
        sa.Column("wrapped_key", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("code_lookup", name="uq_drafts_code_lookup"),
    )
    op.create_index("ix_drafts_wipe_at", "drafts", ["wipe_at"])
    op.create_table(
        "records",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("once", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String()),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "council", "voice", "language", "method")),
        sa.Column("received_at", moment, nullable=False),
        sa.Column("received_date", sa.Date(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("route", sa.String()),
        sa.Column("time_limit", sa.String(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("envelope", sa.JSON(), nullable=False),
        sa.Column("story", sa.LargeBinary(), nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("code_lookup", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
        sa.UniqueConstraint("reference", name="uq_records_reference"),
        sa.UniqueConstraint("once", name="uq_records_once"),
        sa.UniqueConstraint("code_lookup", name="uq_records_code_lookup"),
    )
    op.create_index("ix_records_draft_id", "records", ["draft_id"])
    op.create_index("ix_records_received", "records", ["received_at", "id"])
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_events_record_id_records"),
    )
    op.create_index("ix_events_record_id", "events", ["record_id"])
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("once", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("once", name="uq_deliveries_once"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_deliveries_record_id_records"),
    )
    op.create_index("ix_deliveries_record_id", "deliveries", ["record_id"])
    op.create_index("ix_deliveries_due", "deliveries", ["state", "due_at"])
    op.create_table(
        "equality_counts",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("quarter", "role", "question", "answer")),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("quarter", "role", "question", "answer", name="pk_equality_counts"),
    )


def downgrade() -> None:
    for table in ("equality_counts", "deliveries", "events", "records", "drafts"):
        op.drop_table(table)
