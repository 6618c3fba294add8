"""Tallies: how often each thing has happened, counted in the transaction in which it does, over all processes."""

from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Connection, select

from knowledge.store.engine import insert_unless_there
from knowledge.store.tables import tallies

Kind = TypeVar("Kind", bound=StrEnum)


def count(connection: Connection, tally: StrEnum, times: int = 1) -> None:
    """Count something so many times. To be done last in a transaction, since all others that count it wait."""
    if not times:
        return
    row = insert_unless_there(connection, tallies).values(name=tally.value, count=times)
    more = {"count": tallies.c.count + times}
    connection.execute(row.on_conflict_do_update(index_elements=[tallies.c.name], set_=more))


def all_counts(connection: Connection, kind: type[Kind]) -> dict[Kind, int]:
    """What has been counted of a kind, what never happened included."""
    counted = {row[0]: row[1] for row in connection.execute(select(tallies.c.name, tallies.c.count))}
    return {tally: counted.get(tally.value, 0) for tally in kind}
