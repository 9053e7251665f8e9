"""What stays of a record that was wiped: its reference, and the digests by which the seals prove all the others."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"


def upgrade() -> None:
    op.create_table(
        "wiped_records",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("wiped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was_early", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wiped_records"),
        sa.UniqueConstraint("reference", name="uq_wiped_records_reference"),
    )
    op.create_table(
        "wiped_events",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wiped_events"),
        sa.ForeignKeyConstraint(["record_id"], ["wiped_records.id"], name="fk_wiped_events_record_id_wiped_records"),
    )
    op.create_index("ix_wiped_events_record_id", "wiped_events", ["record_id"])


def downgrade() -> None:
    op.drop_table("wiped_events")
    op.drop_table("wiped_records")
