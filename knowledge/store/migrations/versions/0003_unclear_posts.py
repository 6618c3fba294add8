"""Posts of which nobody can tell whether they arrived are looked up: when they were attempted is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("attempted_at", sa.DateTime(), nullable=True))
    op.create_index("ix_channels_checked_at", "channels", ["checked_at"])


def downgrade() -> None:
    op.drop_index("ix_channels_checked_at", "channels")
    # The program of that revision knows no such state; its own word for it is parked.
    op.execute("UPDATE outbox SET state = 'parked' WHERE state = 'unclear'")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_column("attempted_at")
