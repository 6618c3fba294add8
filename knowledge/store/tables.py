"""The tables, as SQLAlchemy knows them; migrations/ makes them."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets time zones, so it is stored without one and given back with it."""

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A source's last sync. A source without a row has never been read: its first sync is a baseline.
sources = Table(
    "sources",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("synced_at", Instant, nullable=False),
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
    Column("announce", String(16), nullable=False),
    Column("removed_at", Instant),
    Column("version", Integer, nullable=False, server_default="0", index=True),
)

# What each sync found different, with the article's name as it was then; `baseline` changes are never announced.
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
)

# One row: its number rises with every sync that changed something, so that each process knows its snapshot is old.
# Who raises it holds the row until the end of the transaction, so versions are committed in their order.
versions = Table(
    "versions",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("version", Integer, nullable=False),
)

# Who can read along in a channel, as Slack told us last.
channels = Table(
    "channels",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("shared", Boolean, nullable=False),
    Column("checked_at", Instant, nullable=False, index=True),
)

# Questions that came as events: unique by Slack's event id, and by the message they were asked in.
inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("event", String(64), nullable=False, unique=True),
    Column("workspace", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("owner", String(64)),
    Column("leased_until", Instant),
    Column("received_at", Instant, nullable=False),
    UniqueConstraint("workspace", "channel", "ts"),
    Index(None, "state", "received_at"),
)

# What is still to be posted, and what was: `subject` names what a row is about, once in a channel. `token` goes with
# the post as metadata, so that it can be recognised in the channel's history.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("token", String(32), nullable=False, unique=True),
    Column("workspace", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("owner", String(64)),
    Column("leased_until", Instant),
    Column("not_before", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("attempted_at", Instant),
    Column("problem", Text, nullable=False),
    Column("posted_ts", String(32), nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("workspace", "channel", "subject"),
    Index(None, "state", "not_before"),
)

# Articles that somebody shared from a private answer: a second press on the same button posts nothing.
shares = Table(
    "shares",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("answer_ts", String(32), primary_key=True),
    Column("article", String(320), primary_key=True),
    Column("person", String(32), nullable=False),
    Column("at", Instant, nullable=False),
)
