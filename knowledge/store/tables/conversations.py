"""How much is said in a channel, whom questions are handed to, and which links were shown."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.store.tables.columns import Instant, metadata

# What a channel has settled: which messages are answered, when (`several` also where several articles may be right),
# whether questions in a thread need no mention, whether the channel's own categories go first, who sees answers, who
# may change this, how many minutes pass between answers to questions that did not name us, and where people are asked.
channel_settings = Table(
    "channel_settings",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("answers", String(16), nullable=False),
    Column("several", Boolean, nullable=False),
    Column("follow_ups", Boolean, nullable=False),
    Column("favours", Boolean, nullable=False),
    Column("privately", Boolean, nullable=False),
    Column("changed_by", String(16), nullable=False),
    Column("minutes_between", Integer, nullable=False),
    Column("help_channel", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    Column("at", Instant, nullable=False),
)

# Answers to messages that did not name us: one a thread.
volunteered = Table(
    "volunteered",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("thread_ts", String(32), primary_key=True),
    Column("at", Instant, nullable=False),
    Index(None, "workspace", "channel", "at"),
)

# Questions that were handed to people. `origin` is the answer that somebody was not helped by, so that a second press
# asks nobody twice. `articles` are the keys of what was found. `posted_in` is the channel where people are asked.
# A number is never given again: buttons in old messages carry it.
help_requests = Table(
    "help_requests",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("workspace", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    Column("origin", String(64), nullable=False),
    Column("question", Text, nullable=False),
    Column("articles", JSON, nullable=False),
    Column("posted_in", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("claimed_by", String(32), nullable=False),
    Column("resolved_by", String(32), nullable=False),
    Column("asked_at", Instant, nullable=False, index=True),
    Column("claimed_at", Instant),
    Column("resolved_at", Instant),
    UniqueConstraint("workspace", "channel", "origin"),
    sqlite_autoincrement=True,
)

# Articles whose links were shown in a channel, and when last.
unfurls = Table(
    "unfurls",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("article", String(320), primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)
