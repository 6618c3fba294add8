"""Deliveries: rows of the outbox as those see them who send, look up or edit posts."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from knowledge.posts import Delivery, Edit, Post
from knowledge.store.tables import outbox


def about(post: Post) -> list[ColumnElement[bool]]:
    """What two rows can't have in common: one channel, one subject."""
    return [
        outbox.c.workspace == post.workspace,
        outbox.c.channel == post.channel,
        outbox.c.subject == post.subject,
    ]


def delivery(connection: Connection, id: int) -> Delivery:
    """The row of that id, as one who sends it or looks it up has it."""
    return _delivery(_row(connection, id))


def edit(connection: Connection, id: int, now: datetime) -> Edit:
    """The row of that id, which is out of date, as one who edits it has it."""
    row = _row(connection, id)
    return Edit(_delivery(row), row.posted_ts, stale_at=row.stale_at, stale_for=now - row.stale_at)


def _row(connection: Connection, id: int) -> Row[Any]:
    return connection.execute(select(outbox).where(outbox.c.id == id)).one()


def _delivery(row: Row[Any]) -> Delivery:
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
