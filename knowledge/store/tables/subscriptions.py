"""What channels want to hear of, what they have been told, and who changed what."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.store.tables.columns import Instant, metadata

# A channel's wish to hear of a category; `shelf` is the category as it is compared, empty for all. Times of day are
# minutes after midnight in `timezone`. `told_to` is the last turn that the subscription has been told. `next_at` is
# when it is due: NULL while it waits for nothing but a change, or for somebody to resume it. What is due then comes as
# one digest if `gathers`. A number is never given again: buttons in old messages carry it.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("workspace", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("category", Text, nullable=False),
    Column("shelf", Text, nullable=False),
    Column("cadence", String(16), nullable=False),
    Column("at_minute", Integer, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("weekdays_only", Boolean, nullable=False),
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    Column("timezone", String(64), nullable=False),
    Column("compact", Boolean, nullable=False),
    Column("updates", Boolean, nullable=False),
    Column("without", JSON, nullable=False),
    Column("told_to", Integer, nullable=False),
    Column("next_at", Instant),
    Column("gathers", Boolean, nullable=False),
    Column("pause", String(16), nullable=False),
    Column("paused_until", Instant),
    Column("problem", Text, nullable=False),
    Column("made_by", String(32), nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("workspace", "channel", "shelf"),
    Index(None, "cadence", "pause", "told_to"),
    Index(None, "next_at"),
    sqlite_autoincrement=True,
)

# An article that stands in a post, in its `place`, for the sake of a subscription. A channel is told of each change
# once; where `change` is NULL, it was shown the article for another reason.
announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("workspace", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("change", Integer, index=True),
    Column("subscription", Integer, index=True),
    Column("source", String(64), nullable=False),
    Column("article", String(255), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("compact", Boolean, nullable=False),
    Column("post", Integer, nullable=False, index=True),
    Column("place", Integer, nullable=False),
    UniqueConstraint("workspace", "channel", "change"),
    Index(None, "source", "article"),
)

# Who did what to which subscription, and when.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("workspace", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    Column("action", String(32), nullable=False),
    Column("details", JSON, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)
