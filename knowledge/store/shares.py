"""Shares: which articles of which private answers have been shown to everybody, so that none is twice."""

from datetime import datetime

from sqlalchemy import Connection, delete

from knowledge.store.engine import insert_unless_there
from knowledge.store.tables import shares


def claim_share(
    connection: Connection, *, workspace: str, channel: str, answer_ts: str, article: str, person: str, at: datetime
) -> bool:
    """Note that a person shares an article of an answer; False when somebody did so already."""
    row = insert_unless_there(connection, shares).values(
        workspace=workspace, channel=channel, answer_ts=answer_ts, article=article, person=person, at=at
    )
    # A row comes back only when it was inserted; rowcount says nothing here on PostgreSQL.
    return connection.execute(row.on_conflict_do_nothing().returning(shares.c.article)).first() is not None


def release_share(connection: Connection, *, workspace: str, channel: str, answer_ts: str, article: str) -> None:
    """Take a share back that was certainly not posted."""
    mine = shares.c.workspace == workspace, shares.c.channel == channel
    connection.execute(delete(shares).where(*mine, shares.c.answer_ts == answer_ts, shares.c.article == article))
