"""Sources, their articles and what became of these."""

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, String, Table, Text

from knowledge.store.tables.columns import Instant, metadata

# A source's last sync. A source without a row has never been read: its first sync is a baseline. `held_at` is set when
# so much changed at once that nothing of it is announced before an operator accepts it; `held_why` says what.
sources = Table(
    "sources",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("synced_at", Instant, nullable=False),
    Column("held_at", Instant),
    Column("held_why", Text, nullable=False, server_default=""),
)

# `removed_at` is set when a sync no longer finds the article; the row stays, since "new" means an id not seen before.
# `version` is the number in `versions` as of the row's last write, removal too.
articles = Table(
    "articles",
    metadata,
    Column("source", String(64), primary_key=True),
    Column("id", String(255), primary_key=True),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("visibility", String(16), nullable=False),
    Column("updated", Date),
    Column("phrases", JSON, nullable=False),
    Column("pins", JSON, nullable=False, server_default="[]"),
    Column("hides", JSON, nullable=False, server_default="[]"),
    Column("announce", String(16), nullable=False),
    Column("removed_at", Instant),
    Column("version", Integer, nullable=False, server_default="0", index=True),
)

# What each sync found different, with the article's name as it is now; `baseline` changes are never announced.
# `turn` is the change's place in the order in which subscriptions hear of changes: NULL while it waits (for its grace
# period to end, for somebody to release or accept it), 0 when it is never told.
changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source", String(64), nullable=False),
    Column("article", String(255), nullable=False),
    Column("old_article", String(255)),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("visibility", String(16), nullable=False),
    Column("announce", String(16), nullable=False),
    Column("baseline", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Column("turn", Integer, index=True),
    Column("released_at", Instant),
    Index(None, "source", "article"),
)

# Numbers that only rise. `articles` does with every sync that changed something and every change of the tuning, so that
# each process knows its snapshot is old; `tunings` is what it was when the tuning was changed last; `turns` is the last
# turn that was given; `votes` rises with every vote; `misses` is that of the articles by which misses were asked again
# last. Who raises one holds its row until the end of the transaction, so that numbers are committed in
# their order.
versions = Table(
    "versions",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("version", Integer, nullable=False),
)
