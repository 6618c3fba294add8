"""The tables, as SQLAlchemy knows them; migrations/ makes them."""

from knowledge.store.tables.articles import articles, changes, sources, versions
from knowledge.store.tables.columns import metadata
from knowledge.store.tables.posts import channels, inbox, leases, outbox, paces, shares, tallies
from knowledge.store.tables.subscriptions import announcements, audit, subscriptions

__all__ = (
    "announcements",
    "articles",
    "audit",
    "changes",
    "channels",
    "inbox",
    "leases",
    "metadata",
    "outbox",
    "paces",
    "shares",
    "sources",
    "subscriptions",
    "tallies",
    "versions",
)
