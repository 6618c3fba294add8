"""Channels, the questions that come from them, and what is posted to them."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.store.tables.columns import Instant, metadata

# Who can read along in a channel, as Slack told us last.
channels = Table(
    "channels",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("shared", Boolean, nullable=False),
    Column("checked_at", Instant, nullable=False, index=True),
)

# Questions that came as events: unique by Slack's event id, and by the message they were asked in. `way` is how.
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
    Column("way", String(16), nullable=False, server_default="mention"),
    UniqueConstraint("workspace", "channel", "ts"),
    Index(None, "state", "received_at"),
)

# What is still to be posted, and what was: `subject` names what a row is about, once in a channel. `token` goes with
# the post as metadata, so that it can be recognised in the history. Lower `priority` goes first. `stale_at` is
# set on what was sent and must be drawn anew. A direct message that starts a conversation has a person's id as channel.
# What one person alone shall see has their id in `seen_by`.
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
    Column("priority", Integer, nullable=False, server_default="0"),
    Column("sent_at", Instant),
    Column("stale_at", Instant, index=True),
    Column("seen_by", String(32), nullable=False, server_default=""),
    UniqueConstraint("workspace", "channel", "subject"),
    Index(None, "state", "priority", "not_before"),
)

# When the next post may go to a channel; where `channel` is empty, to a workspace at all; where it is `chat.update`,
# when the next message in the workspace may be edited.
paces = Table(
    "paces",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("next_at", Instant, nullable=False),
)

# How often each thing has happened, over all processes and since the tables were made.
tallies = Table(
    "tallies",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
)

# What one process at a time may do, and until when nobody else does.
leases = Table(
    "leases",
    metadata,
    Column("name", String(96), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("leased_until", Instant, nullable=False),
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
