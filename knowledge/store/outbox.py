"""The outbox: what is still to be posted. The intent to post is committed before the request is made."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from knowledge.characters import storable
from knowledge.posts import Delivery, DeliveryState, Pace, Post, Priority, Tally
from knowledge.store import paces, tallies
from knowledge.store.claims import claim
from knowledge.store.clock import Clock
from knowledge.store.deliveries import about, add, delivery
from knowledge.store.engine import Database
from knowledge.store.paces import Overtaken, Slot
from knowledge.store.tables import outbox

# Longer than a request to Slack may take, so that no two processes post one row, or look it up, at a time.
LEASE = timedelta(seconds=15)

# Who is overtaken so often leaves what is due to others.
_MOST_TRIES = 10

_LOST_OWNER = "The process died while it was posting; whether the post arrived is not known."


class Outbox:
    """The use cases of the outbox, a transaction each, for one owner."""

    def __init__(self, database: Database, clock: Clock, owner: str, *, pace: Pace | None = None) -> None:
        self._database, self._clock, self._owner = database, clock, owner
        self._pace = pace or Pace()

    def put(self, post: Post) -> int | None:
        """Put a post into the outbox; None when the channel has its subject already, but a parked one gives way."""
        with self._database.write("put") as connection:
            parked = outbox.c.state == DeliveryState.PARKED.value
            connection.execute(delete(outbox).where(*about(post), parked))
            return add(connection, post, now=self._clock.now(connection))

    def put_once(self, post: Post) -> int | None:
        """Put a post into the outbox; None when the channel has its subject already, whatever became of it."""
        with self._database.write("put") as connection:
            return add(connection, post, now=self._clock.now(connection))

    def claim_due(self, *, only: int | None = None, down_to: Priority = Priority.ANNOUNCEMENT) -> Delivery | None:
        """Claim the post that is to go next, or a given one if it may go now; it stands as `sending` then.

        Answers go first, then what has been due for longest, as far `down_to` as is wanted. What its channel or its
        workspace must wait for is left.
        """
        own = [outbox.c.id == only] if only is not None else [outbox.c.priority <= down_to]
        for _ in range(_MOST_TRIES):
            try:
                return self._claim_due(own)
            except Overtaken:
                continue
        return None

    def claim_unclear(self) -> Delivery | None:
        """Claim the post that is to be looked up next; it stays `unclear` until that has been done."""
        with self._database.write("claim unclear") as connection:
            now = self._clock.now(connection)
            free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until < now)
            due = [outbox.c.state == DeliveryState.UNCLEAR.value, outbox.c.not_before <= now, free]
            return self._claim(connection, due, now, lease=LEASE, values={})

    def hold(self, claimed: Delivery) -> bool:
        """Hold on to a post that is being looked up, request by request. False when somebody else has it by now."""
        with self._database.write("hold") as connection:
            until = self._clock.now(connection) + LEASE
            mine = outbox.c.id == claimed.id, outbox.c.owner == self._owner, outbox.c.leased_until.is_not(None)
            unclear = outbox.c.state == DeliveryState.UNCLEAR.value
            return connection.execute(update(outbox).where(*mine, unclear).values(leased_until=until)).rowcount == 1

    def sent(self, claimed: Delivery, posted_ts: str) -> bool:
        """Note that a post arrived, and as which message. False when the row is no longer this owner's."""
        return self._settle("sent", claimed, _as_sent(posted_ts), [Tally.SENT])

    def found(self, claimed: Delivery, posted_ts: str) -> bool:
        """Note that a post was looked up and had arrived, and as which message. False as with `sent`."""
        return self._settle("found", claimed, _as_sent(posted_ts), [Tally.SENT, Tally.FOUND])

    def absent(self, claimed: Delivery) -> bool:
        """Note that a post was looked up and is not there, so that it is sent again. False as with `sent`."""
        again = _as(DeliveryState.PENDING, "It was looked for and not there.")
        return self._settle("absent", claimed, again, [Tally.ABSENT], wait=timedelta())

    def postpone(self, claimed: Delivery, wait: timedelta, problem: str) -> bool:
        """Note that a post certainly did not arrive and shall be tried again after `wait`. False as with `sent`."""
        return self._settle("postpone", claimed, _as(DeliveryState.PENDING, problem), [Tally.POSTPONED], wait=wait)

    def slow_down(self, claimed: Delivery, wait: timedelta, problem: str) -> bool:
        """Note that Slack took no post, and wants none in that channel for so long. False as with `sent`."""

        def hold(connection: Connection, now: datetime) -> None:
            paces.hold(connection, claimed.post.workspace, claimed.post.channel, now + wait)

        return self._settle(
            "slow down", claimed, _as(DeliveryState.PENDING, problem), [Tally.TOO_FAST], wait=wait, also=hold
        )

    def put_off(self, claimed: Delivery, wait: timedelta, reason: str) -> bool:
        """Note that a post is not to be made yet; this was no attempt. False as with `sent`."""
        later = _as(DeliveryState.PENDING, reason) | {"attempts": outbox.c.attempts - 1}
        return self._settle("put off", claimed, later, [Tally.POSTPONED], wait=wait, also=self._turn_of(claimed))

    def drop(self, claimed: Delivery, reason: str) -> bool:
        """Note that there is nothing to post after all, and why. False as with `sent`."""
        never = _as(DeliveryState.DROPPED, reason)
        return self._settle("drop", claimed, never, [Tally.DROPPED], also=self._turn_of(claimed))

    def look_up_later(self, claimed: Delivery, wait: timedelta, problem: str) -> bool:
        """Note that nobody can tell whether a post arrived, and that it shall be looked up after `wait`."""
        return self._settle("unclear", claimed, _as(DeliveryState.UNCLEAR, problem), [Tally.UNCLEAR], wait=wait)

    def look_up_again(self, claimed: Delivery, wait: timedelta, problem: str) -> bool:
        """Note that a post could not be looked up, which counts as an attempt, and shall be after `wait`."""
        again = _as(DeliveryState.UNCLEAR, problem) | {"attempts": outbox.c.attempts + 1}
        return self._settle("look up again", claimed, again, [], wait=wait)

    def park(self, claimed: Delivery, problem: str) -> bool:
        """Note that a post is given up until an operator looks at it. False as with `sent`."""
        given_up = _as(DeliveryState.PARKED, problem)
        return self._settle("park", claimed, given_up, [Tally.PARKED], also=self._turn_of(claimed))

    def take_over_orphans(self, wait: timedelta) -> int:
        """Have the posts looked up, after `wait`, whose owner died while posting. Returns how many.

        What one person alone was to see can't be looked up, and is dropped.
        """
        with self._database.write("take over orphans") as connection:
            now = self._clock.now(connection)
            orphans = [outbox.c.state == DeliveryState.SENDING.value, outbox.c.leased_until < now]
            doubted = _as(DeliveryState.UNCLEAR, _LOST_OWNER) | {"not_before": now + wait}
            given_up = _as(DeliveryState.DROPPED, _LOST_OWNER)
            seen_by_all = update(outbox).where(*orphans, outbox.c.seen_by == "")
            count = connection.execute(seen_by_all.values(doubted)).rowcount
            lost = connection.execute(update(outbox).where(*orphans).values(given_up)).rowcount
            tallies.count(connection, Tally.UNCLEAR, count)
            tallies.count(connection, Tally.DROPPED, lost)
            return count + lost

    def counts(self) -> dict[DeliveryState, int]:
        """How many posts stand in each state; those in which there is none are left out."""
        with self._database.read() as connection:
            rows = connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
            return {DeliveryState(state): count for state, count in rows}

    def age(self, claimed: Delivery) -> timedelta:
        """How long ago there was something to post."""
        with self._database.read() as connection:
            return self._clock.now(connection) - claimed.created_at

    def tried_ago(self, claimed: Delivery) -> timedelta:
        """How long ago it was posted, or meant to be, last."""
        with self._database.read() as connection:
            return self._clock.now(connection) - claimed.attempted_at

    def _claim_due(self, own: Sequence[ColumnElement[bool]]) -> Delivery | None:
        with self._database.write("claim") as connection:
            now = self._clock.now(connection)
            due = [outbox.c.state == DeliveryState.PENDING.value, outbox.c.not_before <= now]
            claimed = self._claim(
                connection, [*due, *own, *paces.may_be_posted(now)], now, lease=LEASE, values=_begun(now)
            )
            if claimed:
                paces.take(connection, _slot(claimed), self._pace)
            return claimed

    def _claim(
        self,
        connection: Connection,
        due: Sequence[ColumnElement[bool]],
        now: datetime,
        *,
        lease: timedelta,
        values: dict[str, Any],
    ) -> Delivery | None:
        order = [outbox.c.priority, outbox.c.not_before, outbox.c.id]
        ids = claim(
            connection, outbox, due, owner=self._owner, now=now, lease=lease, limit=1, order=order, values=values
        )
        return delivery(connection, ids[0]) if ids else None

    def _turn_of(self, claimed: Delivery) -> "_Also":
        """Gives the turn of a post back that is not made."""

        def give_back(connection: Connection, _now: datetime) -> None:
            paces.give_back(connection, _slot(claimed), self._pace)

        return give_back

    def _settle(
        self,
        name: str,
        claimed: Delivery,
        values: dict[str, Any],
        counted: Sequence[Tally],
        *,
        wait: timedelta | None = None,
        also: "_Also | None" = None,
    ) -> bool:
        with self._database.write(name) as connection:
            now = self._clock.now(connection)
            if values["state"] == DeliveryState.SENT.value:
                values = values | {"sent_at": now}
            if wait is not None:
                values = values | {"not_before": now + wait}
            held = outbox.c.state.in_([DeliveryState.SENDING.value, DeliveryState.UNCLEAR.value])
            mine = [outbox.c.id == claimed.id, outbox.c.owner == self._owner, outbox.c.leased_until.is_not(None)]
            if not connection.execute(update(outbox).where(*mine, held).values(values)).rowcount:
                return False
            if also:
                also(connection, now)
            for tally in counted:
                tallies.count(connection, tally)
            return True


# What else is to be written with an outcome.
_Also = Callable[[Connection, datetime], None]


def _begun(now: datetime) -> dict[str, Any]:
    """What stands in a row from which an attempt is made; what is drawn for it is drawn as things are now."""
    attempt = {"attempts": outbox.c.attempts + 1, "attempted_at": now, "stale_at": None}
    return {"state": DeliveryState.SENDING.value, **attempt}


def _as(state: DeliveryState, problem: str) -> dict[str, Any]:
    """What stands in a row that nobody holds any more."""
    return {"state": state.value, "problem": storable(problem), "leased_until": None}


def _as_sent(posted_ts: str) -> dict[str, Any]:
    return _as(DeliveryState.SENT, "") | {"posted_ts": posted_ts}


def _slot(claimed: Delivery) -> Slot:
    post = claimed.post
    return Slot(post.workspace, post.channel, post.priority, at=claimed.attempted_at)
