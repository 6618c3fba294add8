"""Edits: posts that were sent and are out of date, each edited by one process at a time."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, null, or_, update

from knowledge.characters import storable
from knowledge.posts import DeliveryState, Edit, Tally
from knowledge.store import paces, tallies
from knowledge.store.claims import claim
from knowledge.store.clock import Clock
from knowledge.store.deliveries import edit
from knowledge.store.engine import Database
from knowledge.store.outbox import LEASE
from knowledge.store.paces import Overtaken
from knowledge.store.tables import outbox


class Edits:
    """The use cases of what is to be edited, a transaction each, for one owner."""

    def __init__(self, database: Database, clock: Clock, owner: str) -> None:
        self._database, self._clock, self._owner = database, clock, owner

    def claim(self) -> Edit | None:
        """Claim the message that has been out of date for longest, if its workspace may be edited in now."""
        try:
            with self._database.write("claim stale") as connection:
                return self._claimed(connection, self._clock.now(connection))
        except Overtaken:
            return None

    def edited(self, claimed: Edit) -> bool:
        """Note that a message is up to date, unless it has been out of date anew since it was claimed.

        False when the row is no longer this owner's.
        """
        return self._settle("edited", claimed, _up_to_date(claimed) | {"problem": ""}, Tally.EDITED)

    def leave(self, claimed: Edit, problem: str) -> bool:
        """Note that a message stays as it is, and why. False as with `edited`."""
        return self._settle("leave", claimed, _up_to_date(claimed) | {"problem": storable(problem)})

    def later(self, claimed: Edit, wait: timedelta, problem: str) -> bool:
        """Note that a message is to be edited after `wait`. False as with `edited`."""
        return self._settle("edit later", claimed, {"problem": storable(problem)}, wait=wait)

    def slow_down(self, claimed: Edit, wait: timedelta, problem: str) -> bool:
        """Note that Slack wants no edit in that workspace for so long. False as with `edited`."""
        with self._database.write("slow edits down") as connection:
            until = self._clock.now(connection) + wait
            paces.hold(connection, claimed.delivery.post.workspace, paces.EDITS, until)
        return self.later(claimed, wait, problem)

    def _claimed(self, connection: Connection, now: datetime) -> Edit | None:
        stale = [outbox.c.stale_at.is_not(None), outbox.c.state == DeliveryState.SENT.value, outbox.c.not_before <= now]
        free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until < now)
        due = [*stale, free, paces.may_be_edited(now)]
        order = [outbox.c.stale_at, outbox.c.id]
        ids = claim(connection, outbox, due, owner=self._owner, now=now, lease=LEASE, limit=1, order=order)
        if not ids:
            return None
        found = edit(connection, ids[0], now)
        paces.take_edit(connection, found.delivery.post.workspace, now)
        return found

    def _settle(
        self,
        name: str,
        claimed: Edit,
        values: dict[str, Any],
        tally: Tally | None = None,
        *,
        wait: timedelta | None = None,
    ) -> bool:
        with self._database.write(name) as connection:
            if wait is not None:
                values = values | {"not_before": self._clock.now(connection) + wait}
            mine = [
                outbox.c.id == claimed.delivery.id,
                outbox.c.owner == self._owner,
                outbox.c.leased_until.is_not(None),
                outbox.c.state == DeliveryState.SENT.value,
            ]
            noted = connection.execute(update(outbox).where(*mine).values(values | {"leased_until": None})).rowcount
            if noted and tally:
                tallies.count(connection, tally)
            return bool(noted)


def _up_to_date(claimed: Edit) -> dict[str, Any]:
    """What stands in a row that needs no edit, but for what has happened since it was claimed."""
    same = outbox.c.stale_at == claimed.stale_at
    return {"stale_at": case((same, null()), else_=outbox.c.stale_at)}
