"""Leases: what only one process at a time does, and not again before a moment."""

from datetime import datetime

from sqlalchemy import Connection

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
