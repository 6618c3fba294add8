"""Channels in the store: whether another organisation reads along."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select

from knowledge.store.engine import insert_unless_there
from knowledge.store.tables import channels


@dataclass(frozen=True, slots=True)
class Note:
    """Whether a channel was shared with another organisation when that was last checked, and when."""

    workspace: str
    channel: str
    shared: bool
    checked_at: datetime


def note_of(connection: Connection, workspace: str, channel: str) -> Note | None:
    """What was noted of a channel last; None if nothing ever was."""
    query = select(channels).where(channels.c.workspace == workspace, channels.c.channel == channel)
    row = connection.execute(query).first()
    return _note(row) if row else None


def noted_since(connection: Connection, since: datetime) -> Iterator[Note]:
    """What was noted of any channel at a moment or later."""
    return map(_note, connection.execute(select(channels).where(channels.c.checked_at >= since)))


def keep(connection: Connection, note: Note) -> None:
    """Keep what was found out about a channel, in place of what was known before."""
    row = insert_unless_there(connection, channels).values(
        workspace=note.workspace, channel=note.channel, shared=note.shared, checked_at=note.checked_at
    )
    new = {"shared": row.excluded.shared, "checked_at": row.excluded.checked_at}
    connection.execute(row.on_conflict_do_update(index_elements=["workspace", "channel"], set_=new))


def _note(row: Row[tuple[object, ...]]) -> Note:
    return Note(row.workspace, row.channel, shared=row.shared, checked_at=row.checked_at)
