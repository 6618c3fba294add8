"""The version in which each article was written last, so that a process reads only what it has not read."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What is there was written in version 0: whoever reads the articles for the first time reads them all.
    op.add_column("articles", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_articles_version", "articles", ["version"])


def downgrade() -> None:
    op.drop_index("ix_articles_version", table_name="articles")
    with op.batch_alter_table("articles") as articles:
        articles.drop_column("version")
