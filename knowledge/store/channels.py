"""Channels in the store: whether another organisation reads along."""

from datetime import datetime

from sqlalchemy import Connection, select

from knowledge.store.engine import insert_unless_there
from knowledge.store.tables import channels


def shared_since(connection: Connection, workspace: str, channel: str) -> tuple[bool, datetime] | None:
    """Whether the channel was shared when that was last checked, and when; None if it never was."""
    query = select(channels.c.shared, channels.c.checked_at)
    row = connection.execute(query.where(channels.c.workspace == workspace, channels.c.channel == channel)).first()
    return (row.shared, row.checked_at) if row else None


def note_channel(connection: Connection, workspace: str, channel: str, *, shared: bool, at: datetime) -> None:
    """Keep what was found out about a channel, in place of what was known before."""
    row = insert_unless_there(connection, channels).values(
        workspace=workspace, channel=channel, shared=shared, checked_at=at
    )
    new = {"shared": row.excluded.shared, "checked_at": row.excluded.checked_at}
    connection.execute(row.on_conflict_do_update(index_elements=["workspace", "channel"], set_=new))
