"""Places: what becomes of the channels that have subscriptions, as Slack tells us or refuses to post there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from knowledge.posts import Post
from knowledge.store import settings_rows, turns, unsent
from knowledge.store import subscription_rows as rows
from knowledge.store.clock import Clock
from knowledge.store.deliveries import add
from knowledge.store.engine import Database
from knowledge.store.planner import take_back
from knowledge.store.tables import announcements, channels, outbox
from knowledge.store.tables import subscriptions as table
from knowledge.subscriptions import Cadence, Pause, Place, Subscription

# Makes posts for those who should know of subscriptions that a moment has changed.
Notify = Callable[[Sequence[Subscription], datetime], Sequence[Post]]


def _nobody(changed: Sequence[Subscription], at: datetime) -> Sequence[Post]:
    return ()


class Places:
    """The use cases of what happens to channels, a transaction each, for one owner of claimed posts."""

    def __init__(self, database: Database, clock: Clock, owner: str) -> None:
        self._database, self._clock, self._owner = database, clock, owner

    def all(self, workspace: str = "") -> list[Place]:
        """The channels that have subscriptions, of one workspace if given."""
        with self._database.read() as connection:
            return _with_subscriptions(connection, workspace)

    def refused(
        self, place: Place, problem: str, *, post: int | None = None, notify: Notify = _nobody
    ) -> list[Subscription]:
        """Pause a channel's subscriptions since nothing can be posted there; those for which that, or why, is new.

        What was still to be posted there, and the post that was refused if it is still this owner's, is told when the
        channel is back. `notify` makes posts for those who should know of it, which go into the outbox.
        """
        with self._database.write("refused") as connection:
            now, _ = self._clock.now(connection), turns.lock(connection)
            posts = unsent.of_place(connection, place)
            if post and unsent.is_claimed(connection, post, self._owner):
                posts.append(post)
            take_back(connection, place, posts, why=unsent.NOT_NOW, retell_at=now)
            changed = [
                after for before in rows.of_place(connection, place) if (after := _refused(before, problem)) != before
            ]
            for after in changed:
                rows.keep(connection, after)
            paused = [after for after in changed if after.pause is Pause.REFUSED]
            _add(connection, notify(paused, now), now)
            return paused

    def refused_everywhere(self, workspace: str, problem: str) -> int:
        """Pause all subscriptions of a workspace since nothing can be posted there; in how many channels they are.

        What was still to be posted is told when each channel is back.
        """
        with self._database.write("refused everywhere") as connection:
            now, _ = self._clock.now(connection), turns.lock(connection)
            for place, posts in unsent.of_workspace(connection, workspace).items():
                take_back(connection, place, posts, why=unsent.NOT_NOW, retell_at=now)
            rows.refuse_everywhere(connection, workspace, problem)
            return len(_with_subscriptions(connection, workspace))

    def returned(self, place: Place, *, notify: Notify = _nobody) -> list[Subscription]:
        """Resume the subscriptions of a channel that had been paused since nothing could be posted there; those.

        `notify` makes posts for those who should know, which go into the outbox.
        """
        with self._database.write("returned") as connection:
            now, _ = self._clock.now(connection), turns.lock(connection)
            before = [each for each in rows.of_place(connection, place) if each.problem]
            for each in before:
                rows.keep(connection, _returned(each, now))
            unsent.show_after_all(connection, place, unsent.NOT_NOW, now)
            resumed = [_returned(each, now) for each in before if each.pause is Pause.REFUSED]
            _add(connection, notify(resumed, now), now)
            return resumed

    def moved(self, workspace: str, old: str, new: str) -> None:
        """Follow a channel whose id has changed, with all that is kept of it."""
        with self._database.write("moved") as connection:
            turns.lock(connection)
            rows.move(connection, Place(workspace, old), Place(workspace, new))
            _move_posts(connection, workspace, old, new)
            settings_rows.move(connection, Place(workspace, old), Place(workspace, new), at=self._clock.now(connection))
            connection.execute(delete(channels).where(channels.c.workspace == workspace, channels.c.channel == old))


def _with_subscriptions(connection: Connection, workspace: str) -> list[Place]:
    query = select(table.c.workspace, table.c.channel).distinct().order_by(table.c.workspace, table.c.channel)
    if workspace:
        query = query.where(table.c.workspace == workspace)
    return [Place(*row) for row in connection.execute(query)]


def _refused(before: Subscription, problem: str) -> Subscription:
    if before.timetable.cadence is Cadence.MUTED:
        return before
    after = replace(before, problem=problem)
    if before.pause is not Pause.NONE:
        return after
    return replace(after, pause=Pause.REFUSED, paused_until=None, next_at=None, gathers=True)


def _returned(before: Subscription, now: datetime) -> Subscription:
    after = replace(before, problem="")
    return replace(after, pause=Pause.NONE, next_at=now, gathers=True) if before.pause is Pause.REFUSED else after


def _add(connection: Connection, posts: Iterable[Post], now: datetime) -> None:
    for post in posts:
        add(connection, post, now=now)


def _move_posts(connection: Connection, workspace: str, old: str, new: str) -> None:
    """Let posts and what they tell be those of the new id, as far as that has not been told the same."""
    for named, what in ((outbox, outbox.c.subject), (announcements, announcements.c.change)):
        there = select(what).where(named.c.workspace == workspace, named.c.channel == new, what.is_not(None))
        mine = named.c.workspace == workspace, named.c.channel == old
        free = what.is_(None) | what.not_in(there.scalar_subquery())
        connection.execute(update(named).where(*mine, free).values(channel=new))
