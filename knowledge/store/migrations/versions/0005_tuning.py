"""What people have decided about answers: rules of their own, and pins and hides that articles give themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "tunings",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("manner", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tunings")),
        sqlite_autoincrement=True,
    )
    op.add_column("articles", sa.Column("pins", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("articles", sa.Column("hides", sa.JSON(), server_default="[]", nullable=False))
    op.execute("INSERT INTO versions (name, version) VALUES ('tunings', 0)")


def downgrade() -> None:
    op.execute("DELETE FROM versions WHERE name = 'tunings'")
    with op.batch_alter_table("articles") as articles:
        articles.drop_column("hides")
        articles.drop_column("pins")
    op.drop_table("tunings")
