"""The outbox: what is still to be posted. The intent to post is committed before the request is made."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, or_, select, update

from knowledge.characters import storable, storable_json
from knowledge.posts import Delivery, DeliveryState, Post
from knowledge.store.claims import claim
from knowledge.store.clock import Clock
from knowledge.store.engine import Database, insert_unless_there
from knowledge.store.tables import outbox

# Longer than a request to Slack may take, so that no two processes post one row; and longer than the twenty requests
# may take with which one is looked up.
LEASE, LOOKING_LEASE = timedelta(seconds=15), timedelta(minutes=5)

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

    def add_claimed(self, post: Post) -> Delivery | None:
        """Put a post into the outbox and claim it at once, so that nobody else sends it.

        None when the channel has its subject already; but one that was parked gives way.
        """
        with self._database.write() as connection:
            now = self._clock.now(connection)
            parked = outbox.c.state == DeliveryState.PARKED.value
            connection.execute(delete(outbox).where(*_about(post), parked))
            id = add(connection, post, now=now)
            return self._attempt(connection, [outbox.c.id == id], now) if id is not None else None

    def claim_due(self, *, only: int | None = None) -> Delivery | None:
        """Claim the post that has been due for longest, or a given one if it is due; it stands as `sending` then."""
        with self._database.write() as connection:
            now = self._clock.now(connection)
            due = [outbox.c.state == DeliveryState.PENDING.value, outbox.c.not_before <= now]
            if only is not None:
                due.append(outbox.c.id == only)
            return self._attempt(connection, due, now)

    def claim_unclear(self) -> Delivery | None:
        """Claim the post that is to be looked up next; it stays `unclear` until that has been done."""
        with self._database.write() as connection:
            now = self._clock.now(connection)
            free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until < now)
            due = [outbox.c.state == DeliveryState.UNCLEAR.value, outbox.c.not_before <= now, free]
            id = self._claim(connection, due, now, DeliveryState.UNCLEAR, lease=LOOKING_LEASE)
            return _delivery(connection, id) if id is not None else None

    def sent(self, delivery: Delivery, posted_ts: str) -> bool:
        """Note that a post arrived, and as which message. False when the row is no longer this owner's."""
        return self._settle(delivery, DeliveryState.SENT, posted_ts=posted_ts, problem="")

    def postpone(self, delivery: Delivery, wait: timedelta, problem: str) -> bool:
        """Note that a post certainly did not arrive and shall be tried again after `wait`."""
        return self._settle(delivery, DeliveryState.PENDING, wait=wait, problem=problem)

    def look_up_later(self, delivery: Delivery, wait: timedelta, problem: str) -> bool:
        """Note that nobody can tell yet whether a post arrived, and that it shall be looked up after `wait`."""
        return self._settle(delivery, DeliveryState.UNCLEAR, wait=wait, problem=problem)

    def park(self, delivery: Delivery, problem: str) -> bool:
        """Note that a post is given up until an operator looks at it."""
        return self._settle(delivery, DeliveryState.PARKED, problem=problem)

    def take_over_orphans(self, wait: timedelta) -> int:
        """Have the posts looked up, after `wait`, whose owner died while posting. Returns how many."""
        with self._database.write() as connection:
            now = self._clock.now(connection)
            orphans = [outbox.c.state == DeliveryState.SENDING.value, outbox.c.leased_until < now]
            values = {"state": DeliveryState.UNCLEAR.value, "problem": _LOST_OWNER, "leased_until": None}
            return connection.execute(
                update(outbox).where(*orphans).values(values | {"not_before": now + wait})
            ).rowcount

    def age(self, delivery: Delivery) -> timedelta:
        """How long ago there was something to post."""
        with self._database.read() as connection:
            return self._clock.now(connection) - delivery.created_at

    def _attempt(self, connection: Connection, due: Sequence[ColumnElement[bool]], now: datetime) -> Delivery | None:
        id = self._claim(connection, due, now, DeliveryState.SENDING)
        if id is None:
            return None
        counted = {"attempts": outbox.c.attempts + 1, "attempted_at": now}
        connection.execute(update(outbox).where(outbox.c.id == id).values(counted))
        return _delivery(connection, id)

    def _claim(
        self,
        connection: Connection,
        due: Sequence[ColumnElement[bool]],
        now: datetime,
        state: DeliveryState,
        *,
        lease: timedelta = LEASE,
    ) -> int | None:
        order = [outbox.c.not_before, outbox.c.id]
        ids = claim(
            connection, outbox, due, owner=self._owner, now=now, lease=lease, limit=1, order=order, state=state.value
        )
        return ids[0] if ids else None

    def _settle(
        self, delivery: Delivery, state: DeliveryState, *, problem: str, wait: timedelta | None = None, **more: str
    ) -> bool:
        with self._database.write() as connection:
            values: dict[str, Any] = {"state": state.value, "problem": problem, "leased_until": None, **more}
            if wait is not None:
                values["not_before"] = self._clock.now(connection) + wait
            claimed = outbox.c.state.in_([DeliveryState.SENDING.value, DeliveryState.UNCLEAR.value])
            mine = [outbox.c.id == delivery.id, outbox.c.owner == self._owner, outbox.c.leased_until.is_not(None)]
            return connection.execute(update(outbox).where(*mine, claimed).values(values)).rowcount == 1


def _about(post: Post) -> list[ColumnElement[bool]]:
    """What two rows can't have in common: one channel, one subject."""
    return [
        outbox.c.workspace == post.workspace,
        outbox.c.channel == post.channel,
        outbox.c.subject == post.subject,
    ]


def _delivery(connection: Connection, id: int) -> Delivery:
    row = connection.execute(select(outbox).where(outbox.c.id == id)).one()
    post = Post(
        workspace=row.workspace,
        channel=row.channel,
        subject=row.subject,
        text=row.text,
        blocks=row.blocks,
        thread_ts=row.thread_ts,
    )
    return Delivery(
        id=row.id,
        token=row.token,
        attempts=row.attempts,
        attempted_at=row.attempted_at or row.created_at,
        created_at=row.created_at,
        post=post,
    )
