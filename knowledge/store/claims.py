"""Claims: how a process takes rows that others might take too. A claim is a lease with an owner and an end."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, select, update


def claim(
    connection: Connection,
    table: Table,
    due: Sequence[ColumnElement[bool]],
    *,
    owner: str,
    now: datetime,
    lease: timedelta,
    limit: int,
    order: Sequence[Column[Any]],
    values: Mapping[str, Any] | None = None,
) -> list[int]:
    """The ids of up to `limit` due rows, now this owner's until the lease ends, with these values written besides.

    On PostgreSQL rows that another transaction holds are skipped; on SQLite the transaction is the only writer.
    """
    query = select(table.c.id).where(*due).order_by(*order).limit(limit).with_for_update(skip_locked=True)
    ids = list(connection.execute(query).scalars())
    if ids:
        taken = {"owner": owner, "leased_until": now + lease, **(values or {})}
        connection.execute(update(table).where(table.c.id.in_(ids)).values(taken))
    return ids
