"""Where each delivery goes and how far it is, what is long over, and advocates asked for."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"

moment = sa.DateTime(timezone=True)
OPEN, OVER = sa.text("finished_at IS NULL"), sa.text("finished_at IS NOT NULL")


def upgrade() -> None:
    # `once` ends with the target. What was waiting before there were targets has none: a worker finds it the first one.
    with op.batch_alter_table("deliveries") as table:
        table.drop_index("ix_deliveries_due")
        table.add_column(sa.Column("target", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("created_at", moment))
        table.add_column(sa.Column("lease", sa.String()))
        table.add_column(sa.Column("reason", sa.String()))
        table.add_column(sa.Column("finished_at", moment))
    op.execute(
        "UPDATE deliveries SET created_at = due_at, target = substr(once, length(record_id) + length(purpose) + 3), "
        "finished_at = CASE WHEN state IN ('sent', 'failed', 'cancelled') THEN due_at END"
    )
    with op.batch_alter_table("deliveries") as table:
        table.alter_column("target", existing_type=sa.String(), server_default=None)
        table.alter_column("created_at", existing_type=moment, nullable=False)
    op.create_index("ix_deliveries_open", "deliveries", ["target", "due_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_deliveries_over", "deliveries", ["finished_at"], sqlite_where=OVER, postgresql_where=OVER)
    op.create_table(
        "past_deliveries",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("purpose", "target", "once", "state")),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String()),
        sa.Column("reason", sa.String()),
        sa.Column("finished_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_past_deliveries"),
        sa.UniqueConstraint("once", name="uq_past_deliveries_once"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_past_deliveries_record_id_records"),
    )
    op.create_index("ix_past_deliveries_record_id", "past_deliveries", ["record_id"])
    op.create_table(
        "referrals",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("state", "consent_by", "consent_how")),
        sa.Column("consent_version", sa.String(), nullable=False),
        sa.Column("consent_at", moment, nullable=False),
        sa.Column("link_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("named", sa.LargeBinary()),
        sa.Column("answer_by", moment),
        sa.Column("sent_at", moment),
        sa.Column("sent_to", sa.String()),
        sa.Column("received_at", moment),
        sa.Column("appointed_at", moment),
        sa.Column("contacted_on", sa.Date()),
        sa.Column("unanswered_at", moment),
        sa.Column("withdrawn_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_referrals"),
        sa.UniqueConstraint("record_id", name="uq_referrals_record_id"),
        sa.UniqueConstraint("link_lookup", name="uq_referrals_link_lookup"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_referrals_record_id_records"),
    )
    op.create_index("ix_referrals_answer_by", "referrals", ["answer_by"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION wake_workers() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NOTIFY deliveries; RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER wake_workers AFTER INSERT ON deliveries FOR EACH STATEMENT EXECUTE FUNCTION wake_workers()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER wake_workers ON deliveries")
        op.execute("DROP FUNCTION wake_workers")
    op.drop_table("referrals")
    op.execute(
        "INSERT INTO deliveries (id, record_id, purpose, target, once, state, created_at, due_at, attempts) "
        "SELECT id, record_id, purpose, target, once, state, created_at, due_at, attempts FROM past_deliveries"
    )
    op.drop_table("past_deliveries")
    op.drop_index("ix_deliveries_over", "deliveries")
    op.drop_index("ix_deliveries_open", "deliveries")
    with op.batch_alter_table("deliveries") as table:
        for column in ("target", "created_at", "lease", "reason", "finished_at"):
            table.drop_column(column)
        table.create_index("ix_deliveries_due", ["state", "due_at"])
