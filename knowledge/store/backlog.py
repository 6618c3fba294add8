"""The backlog: the posts that are not sent, as the operator sees them, tries them again or drops them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, update

from knowledge.posts import DeliveryState, Handled, Tally, Waiting
from knowledge.store import tallies
from knowledge.store.clock import Clock
from knowledge.store.engine import Database
from knowledge.store.tables import outbox

WAITING = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNCLEAR, DeliveryState.PARKED)

_RETRIED = (DeliveryState.PARKED, DeliveryState.DROPPED)
_DROPPED = (DeliveryState.PENDING, DeliveryState.UNCLEAR, DeliveryState.PARKED)


class Backlog:
    """The use cases of what is not sent, a transaction each."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def all(self, states: Sequence[DeliveryState] = WAITING, *, limit: int | None = None) -> list[Waiting]:
        """The posts in these states, the oldest first, and so many at most."""
        with self._database.read() as connection:
            now = self._clock.now(connection)
            wanted = select(outbox).where(outbox.c.state.in_([state.value for state in states]))
            return [_waiting(row, now) for row in connection.execute(wanted.order_by(outbox.c.id).limit(limit))]

    def retry(self, ids: Sequence[int] | None = None) -> Handled:
        """Have posts sent as soon as may be that are parked or dropped; without ids all that are parked."""
        with self._database.write() as connection:
            found = _held(connection, _chosen(ids, otherwise=[DeliveryState.PARKED]))
            done = [id for id, state in found.items() if state in _RETRIED]
            again = {"state": DeliveryState.PENDING.value, "not_before": self._clock.now(connection), "attempts": 0}
            connection.execute(update(outbox).where(outbox.c.id.in_(done)).values(again))
            return _handled(ids, found, done)

    def drop(self, ids: Sequence[int] | None = None) -> Handled:
        """Have posts never sent that are not sent, nor just being sent; without ids all of these."""
        with self._database.write() as connection:
            found = _held(connection, _chosen(ids, otherwise=_DROPPED))
            done = [id for id, state in found.items() if state in _DROPPED]
            never = {"state": DeliveryState.DROPPED.value, "problem": "The operator dropped it.", "leased_until": None}
            connection.execute(update(outbox).where(outbox.c.id.in_(done)).values(never))
            tallies.count(connection, Tally.DROPPED, len(done))
            return _handled(ids, found, done)


def _held(connection: Connection, chosen: ColumnElement[bool]) -> dict[int, DeliveryState]:
    """The chosen posts with their states; nobody else changes them before the transaction ends."""
    rows = select(outbox.c.id, outbox.c.state).where(chosen).order_by(outbox.c.id).with_for_update()
    return {row.id: DeliveryState(row.state) for row in connection.execute(rows)}


def _chosen(ids: Sequence[int] | None, *, otherwise: Sequence[DeliveryState]) -> ColumnElement[bool]:
    return outbox.c.id.in_(ids) if ids is not None else outbox.c.state.in_([state.value for state in otherwise])


def _handled(ids: Sequence[int] | None, found: dict[int, DeliveryState], done: Sequence[int]) -> Handled:
    left = {id: found.get(id) for id in ids or () if id not in done}
    return Handled(done=tuple(done), left=left)


def _waiting(row: Row[Any], now: datetime) -> Waiting:
    tried_again = row.state in (DeliveryState.PENDING, DeliveryState.UNCLEAR)
    return Waiting(
        id=row.id,
        state=DeliveryState(row.state),
        workspace=row.workspace,
        channel=row.channel,
        subject=row.subject,
        attempts=row.attempts,
        age=now - row.created_at,
        next_in=max(row.not_before - now, timedelta()) if tried_again else None,
        problem=row.problem,
    )
