"""Vectors of articles are kept, since a model of whole sentences takes long to make them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "vectors",
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("article", sa.String(length=255), nullable=False),
        sa.Column("model", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", "article", "model", name=op.f("pk_vectors")),
    )
    op.create_index("ix_vectors_version", "vectors", ["version"])


def downgrade() -> None:
    op.drop_table("vectors")
