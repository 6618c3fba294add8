"""The tables, as SQLAlchemy knows them; migrations/ makes them."""

from knowledge.store.tables.articles import articles, changes, sources, versions
from knowledge.store.tables.asking import listings, misses, questions, votes
from knowledge.store.tables.columns import metadata
from knowledge.store.tables.conversations import channel_settings, help_requests, unfurls, volunteered
from knowledge.store.tables.posts import channels, inbox, leases, outbox, paces, shares, tallies
from knowledge.store.tables.subscriptions import announcements, audit, subscriptions
from knowledge.store.tables.tuning import tunings
from knowledge.store.tables.vectors import vectors

__all__ = (
    "announcements",
    "articles",
    "audit",
    "changes",
    "channel_settings",
    "channels",
    "help_requests",
    "inbox",
    "leases",
    "listings",
    "metadata",
    "misses",
    "outbox",
    "paces",
    "questions",
    "shares",
    "sources",
    "subscriptions",
    "tallies",
    "tunings",
    "unfurls",
    "vectors",
    "versions",
    "volunteered",
    "votes",
)
