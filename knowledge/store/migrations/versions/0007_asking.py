"""What is asked and thought of answers is kept; channels settle how much is said; questions are handed to people."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.tables.columns import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "channel_settings",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("answers", sa.String(length=16), nullable=False),
        sa.Column("several", sa.Boolean(), nullable=False),
        sa.Column("follow_ups", sa.Boolean(), nullable=False),
        sa.Column("favours", sa.Boolean(), nullable=False),
        sa.Column("privately", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.String(length=16), nullable=False),
        sa.Column("minutes_between", sa.Integer(), nullable=False),
        sa.Column("help_channel", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_channel_settings")),
    )
    op.create_table(
        "help_requests",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("posted_in", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("claimed_by", sa.String(length=32), nullable=False),
        sa.Column("resolved_by", sa.String(length=32), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("claimed_at", Instant(), nullable=True),
        sa.Column("resolved_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_requests")),
        sa.UniqueConstraint("workspace", "channel", "origin", name=op.f("uq_help_requests_workspace_channel_origin")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_help_requests_asked_at", "help_requests", ["asked_at"])
    op.create_table(
        "listings",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "thread_ts", "person", name=op.f("pk_listings")),
    )
    op.create_index("ix_listings_at", "listings", ["at"])
    op.create_table(
        "misses",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("article", sa.String(length=320), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("first_at", Instant(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_misses")),
        sa.UniqueConstraint("workspace", "digest", name=op.f("uq_misses_workspace_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_misses_last_at", "misses", ["last_at"])
    op.create_index("ix_misses_workspace_state_last_at", "misses", ["workspace", "state", "last_at"])
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("band", sa.String(length=16), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("article", sa.String(length=320), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=True),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
    op.create_index("ix_questions_workspace_channel_asked_at", "questions", ["workspace", "channel", "asked_at"])
    op.create_index("ix_questions_workspace_person_digest", "questions", ["workspace", "person", "digest"])
    op.create_table(
        "unfurls",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("article", sa.String(length=320), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "article", name=op.f("pk_unfurls")),
    )
    op.create_index("ix_unfurls_at", "unfurls", ["at"])
    op.create_table(
        "volunteered",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("thread_ts", sa.String(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "thread_ts", name=op.f("pk_volunteered")),
    )
    op.create_index("ix_volunteered_workspace_channel_at", "volunteered", ["workspace", "channel", "at"])
    op.create_table(
        "votes",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("article", sa.String(length=320), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", "digest", "article", name=op.f("pk_votes")),
    )
    op.create_index("ix_votes_article", "votes", ["article"])
    op.create_index("ix_votes_at", "votes", ["at"])
    # Rows that are here already were asked by name, and are posted for all to see.
    op.add_column("inbox", sa.Column("way", sa.String(length=16), nullable=False, server_default="mention"))
    op.add_column("outbox", sa.Column("seen_by", sa.String(length=32), nullable=False, server_default=""))
    op.execute("INSERT INTO versions (name, version) VALUES ('votes', 0), ('misses', 0)")


def downgrade() -> None:
    op.execute("DELETE FROM versions WHERE name IN ('votes', 'misses')")
    op.drop_column("outbox", "seen_by")
    op.drop_column("inbox", "way")
    op.drop_table("votes")
    op.drop_table("volunteered")
    op.drop_table("unfurls")
    op.drop_table("questions")
    op.drop_table("misses")
    op.drop_table("listings")
    op.drop_table("help_requests")
    op.drop_table("channel_settings")
