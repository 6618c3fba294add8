"""The audit table: who did what to a channel's subscriptions, and when."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert

from knowledge.store.tables import audit
from knowledge.subscriptions import Place


def note(
    connection: Connection, place: Place, person: str, action: str, details: Mapping[str, object], *, at: datetime
) -> None:
    """Note what a person did to the subscriptions of a channel, within the transaction that does it."""
    row = {"workspace": place.workspace, "channel": place.channel, "person": person, "action": action}
    connection.execute(insert(audit).values(**row, details=dict(details), at=at))
