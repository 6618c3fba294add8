"""Holds: sources of which so much has changed at once that nothing is announced until an operator accepts it."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from knowledge.changes import HeldSource
from knowledge.store import turns
from knowledge.store.tables import sources


def held_sources(connection: Connection) -> list[HeldSource]:
    """The sources that are held."""
    rows = connection.execute(select(sources).where(sources.c.held_at.is_not(None)).order_by(sources.c.name)).all()
    return [HeldSource(row.name, row.held_at, row.held_why, turns.count_waiting(connection, row.name)) for row in rows]


def why_held(connection: Connection, source: str) -> str:
    """Why a source is held; nothing when it is not."""
    row = connection.execute(select(sources.c.held_why).where(sources.c.name == source)).first()
    return row.held_why if row else ""


def hold(connection: Connection, source: str, why: str, at: datetime) -> None:
    """Announce nothing of a source from now on; one that is held stays so as it was."""
    free = sources.c.name == source, sources.c.held_at.is_(None)
    connection.execute(update(sources).where(*free).values(held_at=at, held_why=why))


def accept(connection: Connection, source: str) -> None:
    """Announce what waits of a source, and what comes."""
    connection.execute(update(sources).where(sources.c.name == source).values(held_at=None, held_why=""))
