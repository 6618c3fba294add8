"""The outbox: what is still to be posted. The intent to post is committed before the request is made."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from knowledge.characters import storable, storable_json
from knowledge.posts import Delivery, DeliveryState, Post
from knowledge.store.claims import claim
from knowledge.store.clock import Clock
from knowledge.store.engine import Database, insert_unless_there
from knowledge.store.tables import outbox

# Longer than any request to Slack may take, so that no two processes post one row.
LEASE = timedelta(seconds=30)

_CLAIMED_AT_ONCE = 20
_LOST_OWNER = "The process died while it was posting; whether the post arrived is not known."


def add(connection: Connection, post: Post, *, now: datetime) -> int | None:
    """Put a post into the outbox within a transaction; None when the channel has its subject already."""
    row = insert_unless_there(connection, outbox).values(
        token=secrets.token_hex(16),
        workspace=post.workspace,
        channel=post.channel,
        subject=post.subject,
        thread_ts=post.thread_ts,
        text=storable(post.text),
        blocks=storable_json(post.blocks),
        state=DeliveryState.PENDING.value,
        not_before=now,
        attempts=0,
        problem="",
        posted_ts="",
        created_at=now,
    )
    id: int | None = connection.execute(row.on_conflict_do_nothing().returning(outbox.c.id)).scalar()
    return id


class Outbox:
    """The use cases of the outbox, a transaction each, for one owner."""

    def __init__(self, database: Database, clock: Clock, owner: str) -> None:
        self._database, self._clock, self._owner = database, clock, owner

    def claim_due(self, *, only: int | None = None) -> list[Delivery]:
        """Claim posts that are due, the oldest first, or one of them alone; they stand as `sending` from here on."""
        with self._database.write() as connection:
            now = self._clock.now(connection)
            due = [outbox.c.state == DeliveryState.PENDING.value, outbox.c.not_before <= now]
            if only is not None:
                due.append(outbox.c.id == only)
            ids = claim(
                connection,
                outbox,
                due,
                owner=self._owner,
                now=now,
                lease=LEASE,
                limit=_CLAIMED_AT_ONCE,
                order=[outbox.c.not_before, outbox.c.id],
                state=DeliveryState.SENDING.value,
            )
            connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(attempts=outbox.c.attempts + 1))
            return _deliveries(connection, ids)

    def sent(self, delivery: Delivery, posted_ts: str) -> bool:
        """Note that a post arrived, and as which message. False when the row is no longer this owner's."""
        return self._settle(delivery, state=DeliveryState.SENT, posted_ts=posted_ts, problem="")

    def postpone(self, delivery: Delivery, wait: timedelta, problem: str) -> bool:
        """Note that a post certainly did not arrive and shall be tried again after `wait`."""
        return self._settle(delivery, state=DeliveryState.PENDING, wait=wait, problem=problem)

    def park(self, delivery: Delivery, problem: str) -> bool:
        """Note that a post is given up until an operator looks at it."""
        return self._settle(delivery, state=DeliveryState.PARKED, problem=problem)

    def park_orphans(self) -> int:
        """Park posts whose owner died while posting, since a second attempt could double them. Returns how many."""
        with self._database.write() as connection:
            now = self._clock.now(connection)
            orphans = [outbox.c.state == DeliveryState.SENDING.value, outbox.c.leased_until < now]
            parked = update(outbox).where(*orphans)
            values = {"state": DeliveryState.PARKED.value, "problem": _LOST_OWNER, "leased_until": None}
            return connection.execute(parked.values(values)).rowcount

    def _settle(
        self,
        delivery: Delivery,
        *,
        state: DeliveryState,
        problem: str,
        wait: timedelta = timedelta(),
        posted_ts: str = "",
    ) -> bool:
        with self._database.write() as connection:
            values: dict[str, Any] = {
                "state": state.value,
                "problem": problem,
                "posted_ts": posted_ts,
                "leased_until": None,
            }
            values["not_before"] = self._clock.now(connection) + wait
            mine = [
                outbox.c.id == delivery.id,
                outbox.c.owner == self._owner,
                outbox.c.state == DeliveryState.SENDING.value,
            ]
            return connection.execute(update(outbox).where(*mine).values(values)).rowcount == 1


def _deliveries(connection: Connection, ids: list[int]) -> list[Delivery]:
    rows = connection.execute(select(outbox).where(outbox.c.id.in_(ids)).order_by(outbox.c.not_before, outbox.c.id))
    return [
        Delivery(
            id=row.id,
            token=row.token,
            attempts=row.attempts,
            post=Post(
                workspace=row.workspace,
                channel=row.channel,
                subject=row.subject,
                text=row.text,
                blocks=row.blocks,
                thread_ts=row.thread_ts,
            ),
        )
        for row in rows
    ]
