"""What people have decided about answers."""

from sqlalchemy import Column, Integer, String, Table, Text

from knowledge.store.tables.columns import Instant, metadata

# The rules that sources.toml (`origin` file, `place` where in it) and the command `tune` have given. `text` is a
# synonym's words, a phrase, or the question of a pin or a hide, empty for a hide from all. `manner` is two-way or
# one-way for a synonym; exact, contains or always for a pin or a hide. `article` is as it was written: a key, a
# reference or a title. A number is never given again: people remove rules by them.
tunings = Table(
    "tunings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("origin", String(16), nullable=False),
    Column("place", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("means", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("manner", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
