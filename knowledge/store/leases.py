"""Leases: what only one process at a time does, and not again before a moment."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from knowledge.store.engine import insert_unless_there
from knowledge.store.tables import leases


def take(connection: Connection, name: str, *, owner: str, now: datetime, until: datetime) -> bool:
    """Take a lease if nobody holds it; False when somebody does."""
    row = insert_unless_there(connection, leases).values(name=name, owner=owner, leased_until=until)
    mine = {"owner": row.excluded.owner, "leased_until": row.excluded.leased_until}
    # None can end later than one that is taken now, unless the clock has jumped back since.
    free = (leases.c.leased_until <= now) | (leases.c.leased_until > until)
    taken = row.on_conflict_do_update(index_elements=["name"], set_=mine, where=free).returning(leases.c.name)
    return connection.execute(taken).first() is not None


def keep(connection: Connection, name: str, *, owner: str, until: datetime) -> None:
    """Let a lease be somebody's until a moment, whoever had it before."""
    row = insert_unless_there(connection, leases).values(name=name, owner=owner, leased_until=until)
    theirs = {"owner": row.excluded.owner, "leased_until": row.excluded.leased_until}
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_=theirs))


def release(connection: Connection, name: str, *, owner: str) -> None:
    """Give a lease back, if it is the owner's."""
    connection.execute(delete(leases).where(leases.c.name == name, leases.c.owner == owner))


def end_of(connection: Connection, name: str) -> datetime | None:
    """Until when a lease is somebody's; None when it is nobody's."""
    return connection.execute(select(leases.c.leased_until).where(leases.c.name == name)).scalar()
