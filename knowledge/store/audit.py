"""The audit table: who did what to a channel's subscriptions, and when."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert

from knowledge.store.tables import audit
from knowledge.subscriptions import Place


def note(
    connection: Connection, place: Place, person: str, action: str, details: Mapping[str, object], *, at: datetime
) -> None:
    """Note what a person did to the subscriptions of a channel, within the transaction that does it."""
    note_each(connection, place, person, action, [details], at=at)


def note_each(
    connection: Connection,
    place: Place,
    person: str,
    action: str,
    details: Sequence[Mapping[str, object]],
    *,
    at: datetime,
) -> None:
    """Note the same of several subscriptions of a channel, each with its own details."""
    row = {"workspace": place.workspace, "channel": place.channel, "person": person, "action": action, "at": at}
    if details:
        connection.execute(insert(audit), [row | {"details": dict(each)} for each in details])
