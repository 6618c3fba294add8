"""Deliveries: rows of the outbox as those see them who send, look up or edit posts."""

from sqlalchemy import ColumnElement, Connection, select

from knowledge.posts import Delivery, Post
from knowledge.store.tables import outbox


def delivery(connection: Connection, id: int) -> Delivery:
    """The row of that id."""
    row = connection.execute(select(outbox).where(outbox.c.id == id)).one()
    post = Post(
        workspace=row.workspace,
        channel=row.channel,
        subject=row.subject,
        text=row.text,
        blocks=row.blocks,
        thread_ts=row.thread_ts,
        priority=row.priority,
    )
    return Delivery(
        id=row.id,
        token=row.token,
        attempts=row.attempts,
        attempted_at=row.attempted_at or row.created_at,
        created_at=row.created_at,
        post=post,
    )


def about(post: Post) -> list[ColumnElement[bool]]:
    """What two rows can't have in common: one channel, one subject."""
    return [
        outbox.c.workspace == post.workspace,
        outbox.c.channel == post.channel,
        outbox.c.subject == post.subject,
    ]
