"""What was asked, what became of it, and what people think of the answers."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.store.tables.columns import Instant, metadata

# Every question. `person` and `digest` (of the question's words) are pseudonyms made with a secret; `text` is empty
# where questions are not to be kept. `way` is how it was asked, `article` the key of the first match; `opened` and
# `helpful` say what became of the answer, `helpful` NULL while nobody said. `audience` is whom it was answered for.
questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("workspace", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("person", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("way", String(16), nullable=False),
    Column("band", String(16), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("article", String(320), nullable=False),
    Column("opened", Boolean, nullable=False),
    Column("helpful", Boolean),
    Column("asked_at", Instant, nullable=False, index=True),
    Index(None, "workspace", "channel", "asked_at"),
    Index(None, "workspace", "person", "digest"),
)

# What somebody thinks of an article as the answer to a question; pseudonyms as above. A change of mind changes the row.
# Without an article it is about all that was shown. `text` is the question, empty where those are not to be kept.
votes = Table(
    "votes",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("article", String(320), primary_key=True),
    Column("text", Text, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Index(None, "article"),
)

# Questions that no article answered, each once in a workspace, until one does that `audience` may read. `proposal` is
# what somebody wrote as an answer, to become an article; then `proposed_by` says who. A number is never given again:
# people name misses by them.
misses = Table(
    "misses",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("workspace", String(32), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("article", String(320), nullable=False),
    Column("proposal", Text, nullable=False),
    Column("proposed_by", String(32), nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False, index=True),
    UniqueConstraint("workspace", "digest"),
    Index(None, "workspace", "state", "last_at"),
    sqlite_autoincrement=True,
)

# What was listed last in a place, so that a number, or "more", can be understood there: in a thread for all who write
# in it (`person` empty), or for one person (`person` a pseudonym, `thread_ts` empty). `articles` are keys in the order
# in which they were numbered, of which the first has the number `first`.
listings = Table(
    "listings",
    metadata,
    Column("workspace", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("thread_ts", String(32), primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("question", Text, nullable=False),
    Column("articles", JSON, nullable=False),
    Column("first", Integer, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)
