"""Tidying: what nobody will ask for again is deleted, and what a clock that jumped has put far off is brought back."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, delete, func, select, update

from knowledge.errors import UnknownTimezone
from knowledge.posts import DeliveryState
from knowledge.store import subscription_rows as rows
from knowledge.store.clock import Clock
from knowledge.store.engine import Database
from knowledge.store.tables import (
    announcements,
    audit,
    changes,
    channels,
    inbox,
    leases,
    outbox,
    paces,
    shares,
    subscriptions,
)
from knowledge.subscriptions import Cadence, Pause
from knowledge.timetables import next_run

# Posts are kept for longer than they are put right (announced.EDITED_FOR), questions longer than Slack repeats them.
_POSTS_FOR, _QUESTIONS_FOR, _SHARES_FOR = timedelta(days=31), timedelta(days=7), timedelta(days=90)
_CHANGES_FOR, _CHANNELS_FOR, _AUDIT_FOR = timedelta(days=90), timedelta(days=31), timedelta(days=400)

# Nothing waits for longer than that (outcomes.py), nor is claimed for longer, unless the clock has jumped.
_LONGEST_WAIT = timedelta(hours=2)

# Nor do quiet hours and weekends hold anything back for longer.
_LONGEST_CLOSED = timedelta(days=4)

# Few at a time, since others wait to write meanwhile.
_BATCH = 500


class Tidying:
    """The use cases of those who keep the tables small and sound."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def tidy(self, is_stopping: Callable[[], bool]) -> int:
        """Delete what is too old to matter, some at a time, until told to stop; how many rows of the large tables."""
        deleted = 0
        for each in (_old_posts, _old_questions, _old_changes):
            while not is_stopping() and (count := self._delete(each)):
                deleted += count
        with self._database.write("tidy") as connection:
            _delete_the_rest(connection, self._clock.now(connection))
        return deleted

    def heal(self) -> int:
        """Bring back what is put off for longer than it can be, since the clock has jumped; how many rows."""
        with self._database.write("heal") as connection:
            now = self._clock.now(connection)
            healed = _heal_outbox(connection, now) + _heal_changes(connection, now)
            return healed + _heal_subscriptions(connection, now)

    def _delete(self, old: Callable[[Connection, datetime], int]) -> int:
        with self._database.write("tidy") as connection:
            return old(connection, self._clock.now(connection))


def _old_posts(connection: Connection, now: datetime) -> int:
    """Posts that are done with, unless a subscription that lags behind would tell their changes again."""
    done = outbox.c.state.in_([DeliveryState.SENT.value, DeliveryState.DROPPED.value])
    old = done, outbox.c.created_at < now - _POSTS_FOR
    ids = _some(connection, select(outbox.c.id).where(*old, outbox.c.id.not_in(_still_guarding())))
    connection.execute(delete(announcements).where(announcements.c.post.in_(ids)))
    return connection.execute(delete(outbox).where(outbox.c.id.in_(ids))).rowcount


def _still_guarding() -> Select[int]:
    """The posts that tell of a change which a subscription of their channel has not passed yet."""
    same = [getattr(subscriptions.c, name) == getattr(announcements.c, name) for name in ("workspace", "channel")]
    behind = subscriptions.c.told_to < changes.c.turn, subscriptions.c.cadence != Cadence.MUTED.value
    told = select(announcements.c.post).join(changes, changes.c.id == announcements.c.change)
    return told.join(subscriptions, same[0] & same[1]).where(*behind)


def _old_questions(connection: Connection, now: datetime) -> int:
    old = inbox.c.state != "waiting", inbox.c.received_at < now - _QUESTIONS_FOR
    ids = _some(connection, select(inbox.c.id).where(*old))
    return connection.execute(delete(inbox).where(inbox.c.id.in_(ids))).rowcount


def _old_changes(connection: Connection, now: datetime) -> int:
    """Changes that all subscriptions have passed, and that stand in no post."""
    wanted = subscriptions.c.cadence != Cadence.MUTED.value
    slowest = select(func.min(subscriptions.c.told_to)).where(wanted).scalar_subquery()
    passed = changes.c.turn <= func.coalesce(slowest, changes.c.turn)
    told = select(announcements.c.change).where(announcements.c.change.is_not(None))
    old = passed, changes.c.at < now - _CHANGES_FOR, changes.c.id.not_in(told)
    ids = _some(connection, select(changes.c.id).where(*old))
    return connection.execute(delete(changes).where(changes.c.id.in_(ids))).rowcount


def _some(connection: Connection, query: Select[int]) -> list[int]:
    return list(connection.execute(query.limit(_BATCH)).scalars())


def _delete_the_rest(connection: Connection, now: datetime) -> None:
    connection.execute(delete(shares).where(shares.c.at < now - _SHARES_FOR))
    connection.execute(delete(channels).where(channels.c.checked_at < now - _CHANNELS_FOR))
    connection.execute(delete(audit).where(audit.c.at < now - _AUDIT_FOR))
    connection.execute(delete(paces).where(paces.c.next_at < now - _LONGEST_WAIT))
    connection.execute(delete(leases).where(leases.c.leased_until < now - _LONGEST_WAIT))


def _heal_outbox(connection: Connection, now: datetime) -> int:
    far = now + _LONGEST_WAIT
    late = update(outbox).where(outbox.c.not_before > far).values(not_before=now)
    claimed = update(outbox).where(outbox.c.leased_until > far).values(leased_until=now)
    asked = update(inbox).where(inbox.c.leased_until > far).values(leased_until=now)
    paced = delete(paces).where(paces.c.next_at > far)
    return sum(connection.execute(each).rowcount for each in (late, claimed, asked, paced))


def _heal_changes(connection: Connection, now: datetime) -> int:
    """Let changes that wait for their turn have come now, if that is still to come: they would wait until then."""
    future = changes.c.turn.is_(None), changes.c.at > now
    return connection.execute(update(changes).where(*future).values(at=now)).rowcount


def _heal_subscriptions(connection: Connection, now: datetime) -> int:
    """Bring back digests that are due later than the next one is by the clock as it goes now."""
    far = subscriptions.c.next_at > now + timedelta(days=1), subscriptions.c.pause == Pause.NONE.value
    healed = []
    for before in rows.chosen(connection, *far):
        with suppress(UnknownTimezone):  # what can't be planned now is due later too
            latest = next_run(before.timetable, now) or now + _LONGEST_CLOSED
            if before.next_at and before.next_at > latest:
                healed.append(replace(before, next_at=latest))
    rows.keep_progress(connection, healed)
    return len(healed)
