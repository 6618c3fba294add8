"""Tidying: what nobody will ask for again is deleted, and what a clock that jumped has put far off is brought back."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, delete, func, select, update

from knowledge.errors import UnknownTimezone
from knowledge.posts import DeliveryState, Priority
from knowledge.store import subscription_rows as rows
from knowledge.store.clock import Clock
from knowledge.store.engine import Database
from knowledge.store.help_requests import delete_old as delete_old_help_requests
from knowledge.store.listings import LISTED_FOR
from knowledge.store.misses import delete_old as delete_old_misses
from knowledge.store.tables import (
    announcements,
    audit,
    changes,
    channels,
    inbox,
    leases,
    listings,
    outbox,
    paces,
    questions,
    shares,
    subscriptions,
    unfurls,
    volunteered,
)
from knowledge.store.unfurls import AGAIN_AFTER
from knowledge.store.votes import delete_old as delete_old_votes
from knowledge.subscriptions import Cadence, Pause
from knowledge.timetables import next_run

# Posts are kept for longer than they are put right (announced.EDITED_FOR), questions longer than Slack repeats them.
_POSTS_FOR, _QUESTIONS_FOR, _SHARES_FOR = timedelta(days=31), timedelta(days=7), timedelta(days=90)
_CHANGES_FOR, _CHANNELS_FOR, _AUDIT_FOR = timedelta(days=90), timedelta(days=31), timedelta(days=400)

# Longer than Slack repeats a message, and than any pause between two answers.
_VOLUNTEERED_FOR = timedelta(days=7)

# Nothing waits for longer than that (outcomes.py), nor is claimed for longer, unless the clock has jumped.
_LONGEST_WAIT = timedelta(hours=2)

# Nor do quiet hours and weekends hold anything back for longer.
_LONGEST_CLOSED = timedelta(days=4)

# Few at a time, since others wait to write meanwhile.
_BATCH = 500


class Tidying:
    """The use cases of those who keep the tables small and sound."""

    def __init__(self, database: Database, clock: Clock, retention: timedelta) -> None:
        """Take for how long anything may be kept about questions."""
        self._database, self._clock, self._retention = database, clock, retention

    def tidy(self, is_stopping: Callable[[], bool]) -> int:
        """Delete what is too old to matter, some at a time, until told to stop; how many rows of the large tables."""
        deleted = 0
        for each in (_old_posts, _old_inbox, _old_changes, _old_questions):
            while not is_stopping() and (count := self._delete(each)):
                deleted += count
        with self._database.write("tidy") as connection:
            now = self._clock.now(connection)
            _delete_the_rest(connection, now)
            delete_old_misses(connection, now - self._retention)
            delete_old_votes(connection, now - self._retention)
            delete_old_help_requests(connection, now - self._retention)
        return deleted

    def heal(self) -> int:
        """Bring back what is put off for longer than it can be, since the clock has jumped; how many rows."""
        with self._database.write("heal") as connection:
            now = self._clock.now(connection)
            healed = _heal_outbox(connection, now) + _heal_changes(connection, now)
            return healed + _heal_subscriptions(connection, now)

    def _delete(self, old: Callable[[Connection, datetime, timedelta], int]) -> int:
        with self._database.write("tidy") as connection:
            return old(connection, self._clock.now(connection), self._retention)


def _old_posts(connection: Connection, now: datetime, retention: timedelta) -> int:
    """Posts that are done with, unless a subscription that lags behind would tell their changes again.

    Answers repeat what was asked, so they may have to go sooner.
    """
    done = outbox.c.state.in_([DeliveryState.SENT.value, DeliveryState.DROPPED.value])
    answer = outbox.c.priority == Priority.ANSWER.value
    old = (outbox.c.created_at < now - _POSTS_FOR) | (answer & (outbox.c.created_at < now - retention))
    ids = _some(connection, select(outbox.c.id).where(done, old, outbox.c.id.not_in(_still_guarding())))
    connection.execute(delete(announcements).where(announcements.c.post.in_(ids)))
    return connection.execute(delete(outbox).where(outbox.c.id.in_(ids))).rowcount


def _still_guarding() -> Select[int]:
    """The posts that tell of a change which a subscription of their channel has not passed yet."""
    same = [getattr(subscriptions.c, name) == getattr(announcements.c, name) for name in ("workspace", "channel")]
    behind = subscriptions.c.told_to < changes.c.turn, subscriptions.c.cadence != Cadence.MUTED.value
    told = select(announcements.c.post).join(changes, changes.c.id == announcements.c.change)
    return told.join(subscriptions, same[0] & same[1]).where(*behind)


def _old_inbox(connection: Connection, now: datetime, retention: timedelta) -> int:
    old = inbox.c.state != "waiting", inbox.c.received_at < now - min(_QUESTIONS_FOR, retention)
    ids = _some(connection, select(inbox.c.id).where(*old))
    return connection.execute(delete(inbox).where(inbox.c.id.in_(ids))).rowcount


def _old_questions(connection: Connection, now: datetime, retention: timedelta) -> int:
    ids = _some(connection, select(questions.c.id).where(questions.c.asked_at < now - retention))
    return connection.execute(delete(questions).where(questions.c.id.in_(ids))).rowcount


def _old_changes(connection: Connection, now: datetime, _retention: timedelta) -> int:
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
    connection.execute(delete(volunteered).where(volunteered.c.at < now - _VOLUNTEERED_FOR))
    connection.execute(delete(listings).where(listings.c.at < now - LISTED_FOR))
    connection.execute(delete(audit).where(audit.c.at < now - _AUDIT_FOR))
    connection.execute(delete(unfurls).where(unfurls.c.at < now - AGAIN_AFTER))
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
