"""Deliveries: rows of the outbox, as they are added, and as those see them who send, look up or edit posts."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from knowledge.characters import storable, storable_json
from knowledge.posts import Delivery, DeliveryState, Edit, Post
from knowledge.store.engine import insert_unless_there
from knowledge.store.tables import outbox


def about(post: Post) -> list[ColumnElement[bool]]:
    """What two rows can't have in common: one channel, one subject."""
    return [
        outbox.c.workspace == post.workspace,
        outbox.c.channel == post.channel,
        outbox.c.subject == post.subject,
    ]


def add(connection: Connection, post: Post, *, now: datetime) -> int | None:
    """Put a post into the outbox within a transaction; None when the channel has its subject already."""
    row = insert_unless_there(connection, outbox).values(
        token=secrets.token_hex(16),
        workspace=post.workspace,
        channel=post.channel,
        subject=post.subject,
        thread_ts=post.thread_ts,
        text=storable(post.text),
        blocks=storable_json(post.blocks),
        priority=int(post.priority),
        seen_by=post.seen_by,
        state=DeliveryState.PENDING.value,
        not_before=now,
        attempts=0,
        problem="",
        posted_ts="",
        created_at=now,
    )
    id: int | None = connection.execute(row.on_conflict_do_nothing().returning(outbox.c.id)).scalar()
    return id


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
        seen_by=row.seen_by,
    )
    return Delivery(
        id=row.id,
        token=row.token,
        attempts=row.attempts,
        attempted_at=row.attempted_at or row.created_at,
        created_at=row.created_at,
        post=post,
    )
