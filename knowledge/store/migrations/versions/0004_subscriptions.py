"""Subscriptions and announcements; the pace of posts, what was counted, and who holds which lease."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("change", sa.Integer(), nullable=True),
        sa.Column("subscription", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("article", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("compact", sa.Boolean(), nullable=False),
        sa.Column("post", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("workspace", "channel", "change", name=op.f("uq_announcements_workspace_channel_change")),
    )
    op.create_index("ix_announcements_change", "announcements", ["change"])
    op.create_index("ix_announcements_subscription", "announcements", ["subscription"])
    op.create_index("ix_announcements_post", "announcements", ["post"])
    op.create_index("ix_announcements_source_article", "announcements", ["source", "article"])

    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_at", "audit", ["at"])

    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=96), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("leased_until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "paces",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_paces")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("shelf", sa.Text(), nullable=False),
        sa.Column("cadence", sa.String(length=16), nullable=False),
        sa.Column("at_minute", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("weekdays_only", sa.Boolean(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("compact", sa.Boolean(), nullable=False),
        sa.Column("updates", sa.Boolean(), nullable=False),
        sa.Column("without", sa.JSON(), nullable=False),
        sa.Column("told_to", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=True),
        sa.Column("gathers", sa.Boolean(), nullable=False),
        sa.Column("pause", sa.String(length=16), nullable=False),
        sa.Column("paused_until", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("workspace", "channel", "shelf", name=op.f("uq_subscriptions_workspace_channel_shelf")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_cadence_pause_told_to", "subscriptions", ["cadence", "pause", "told_to"])
    op.create_index("ix_subscriptions_next_at", "subscriptions", ["next_at"])

    op.create_table(
        "tallies",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tallies")),
    )
    with op.batch_alter_table("changes") as changes:
        changes.add_column(sa.Column("turn", sa.Integer(), nullable=True))
        changes.add_column(sa.Column("released_at", sa.DateTime(), nullable=True))
        changes.create_index("ix_changes_source_article", ["source", "article"])
        changes.create_index("ix_changes_turn", ["turn"])

    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("priority", sa.Integer(), server_default="0", nullable=False))
        outbox.add_column(sa.Column("sent_at", sa.DateTime(), nullable=True))
        outbox.add_column(sa.Column("stale_at", sa.DateTime(), nullable=True))
        outbox.drop_index("ix_outbox_state_not_before")
        outbox.create_index("ix_outbox_stale_at", ["stale_at"])
        outbox.create_index("ix_outbox_state_priority_not_before", ["state", "priority", "not_before"])

    with op.batch_alter_table("sources") as sources:
        sources.add_column(sa.Column("held_at", sa.DateTime(), nullable=True))
        sources.add_column(sa.Column("held_why", sa.Text(), server_default="", nullable=False))

    # What has changed so far has had nobody to be told.
    op.execute("UPDATE changes SET turn = 0")
    op.execute("INSERT INTO versions (name, version) VALUES ('turns', 0)")


def downgrade() -> None:
    op.execute("DELETE FROM versions WHERE name = 'turns'")
    # The program of that revision can't draw announcements, and knows no such state as dropped.
    op.execute("DELETE FROM outbox WHERE priority > 0 OR state = 'dropped'")

    with op.batch_alter_table("sources") as sources:
        sources.drop_column("held_why")
        sources.drop_column("held_at")

    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_index("ix_outbox_state_priority_not_before")
        outbox.drop_index("ix_outbox_stale_at")
        outbox.create_index("ix_outbox_state_not_before", ["state", "not_before"])
        outbox.drop_column("stale_at")
        outbox.drop_column("sent_at")
        outbox.drop_column("priority")

    with op.batch_alter_table("changes") as changes:
        changes.drop_index("ix_changes_turn")
        changes.drop_index("ix_changes_source_article")
        changes.drop_column("released_at")
        changes.drop_column("turn")

    op.drop_table("tallies")

    op.drop_table("subscriptions")
    op.drop_table("paces")
    op.drop_table("leases")

    op.drop_table("audit")

    op.drop_table("announcements")
