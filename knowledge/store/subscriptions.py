"""Subscriptions: the use cases of those who make, change, pause and end them. Each is noted in the audit table."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from knowledge.announcements import Channel
from knowledge.articles import CategoryPath, category_text, folded
from knowledge.store import announced, turns, unsent
from knowledge.store import subscription_rows as rows
from knowledge.store.audit import note_each
from knowledge.store.clock import Clock
from knowledge.store.engine import Database
from knowledge.store.planner import take_back
from knowledge.subscriptions import Cadence, Pause, Place, Style, Subscription, Timetable
from knowledge.timetables import next_run

_PAUSED = "The channel was paused; it is told when that ends."

Change = Callable[[Subscription, datetime], Subscription]

# Says how a channel shall be subscribed, given all its subscriptions and the one that there is to that category.
Settle = Callable[[Sequence[Subscription], Subscription | None], tuple[Timetable, Style]]


class Subscriptions:
    """The use cases of subscriptions, a transaction each."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def of(self, place: Place) -> list[Subscription]:
        """A channel's subscriptions, by category."""
        with self._database.read() as connection:
            return rows.of_place(connection, place)

    def of_all(self, places: Sequence[Place]) -> list[Subscription]:
        """The subscriptions of several channels, in the order of these and of their categories."""
        with self._database.read() as connection:
            found = rows.of_places(connection, places)
        return [each for place in places for each in sorted(found.get(place, ()), key=lambda each: each.shelf)]

    def everyone(self) -> list[Subscription]:
        """All subscriptions, channel by channel."""
        with self._database.read() as connection:
            return rows.everyone(connection)

    def find(self, place: Place, category: CategoryPath) -> Subscription | None:
        """A channel's subscription to that very category (the empty path is that to all), case ignored."""
        with self._database.read() as connection:
            return rows.find(connection, place, category)

    def numbered(self, place: Place, id: int) -> Subscription | None:
        """A channel's subscription of that number."""
        with self._database.read() as connection:
            return rows.find_by_id(connection, place, id)

    def last_sent(self, subscriptions: Sequence[Subscription]) -> dict[int, datetime]:
        """When something was last posted for each of these subscriptions, by their numbers."""
        with self._database.read() as connection:
            return announced.last_sent(connection, [each.id for each in subscriptions])

    def now(self) -> datetime:
        """The time by which subscriptions go."""
        with self._database.read() as connection:
            return self._clock.now(connection)

    def subscribe(
        self, place: Place, category: CategoryPath, *, person: str, timetable: Timetable, style: Style
    ) -> tuple[Subscription, Subscription | None]:
        """Subscribe a channel to a category, or change how it is subscribed: the subscription, and what it was before.

        A new one is told of what comes from now on, and of what a wider one, which told of this category so far, still
        had to tell. The time zone becomes that of all the channel's subscriptions.
        """
        return self.settle(place, category, person=person, settle=lambda *_: (timetable, style))

    def settle(
        self, place: Place, category: CategoryPath, *, person: str, settle: Settle
    ) -> tuple[Subscription, Subscription | None]:
        """The same, where how it shall be depends on how it is: nobody else changes it meanwhile.

        What is so already stays as it is.
        """
        with self._database.write("subscribe") as connection:
            now, last = self._clock.now(connection), turns.lock(connection)
            channel = rows.of_place(connection, place)
            before = next((each for each in channel if each.shelf == folded(category)), None)
            timetable, style = settle(channel, before)
            if before and (before.timetable, before.style) == (timetable, style):
                return before, before
            if before:
                made = _changed(before, timetable, style, now=now, last_turn=last)
                rows.keep(connection, made)
            else:
                told_to = _told_to(channel, category, last)
                made = _new(place, category, timetable, style, person=person, now=now, told_to=told_to)
                made = replace(made, id=rows.add(connection, made))
            others = (each for each in channel if each.id != made.id)
            moved = (each for each in others if each.timetable.timezone != timetable.timezone)
            rows.keep(connection, *(_in_timezone(each, timetable.timezone, now=now) for each in moved))
            _note(connection, [made], person, "change" if before else "subscribe", now)
            return made, before

    def unsubscribe(self, place: Place, category: CategoryPath, *, person: str) -> Subscription | None:
        """End a channel's subscription to a category; the one that was, or None when there was none."""
        with self._database.write("unsubscribe") as connection:
            turns.lock(connection)
            found = rows.find(connection, place, category)
            self._remove(connection, [found] if found else [], person=person)
            return found

    def end(self, place: Place, *, person: str, only: int | None = None) -> list[Subscription]:
        """End a channel's subscriptions, or only one of them; those that were."""
        with self._database.write("end") as connection:
            turns.lock(connection)
            ended = [each for each in rows.of_place(connection, place) if only in (None, each.id)]
            self._remove(connection, ended, person=person)
            return ended

    def pause(
        self, place: Place, *, person: str, until: datetime | None, only: int | None = None
    ) -> list[Subscription]:
        """Pause a channel's subscriptions, or only one of them; those that are paused now. Muted ones stay muted."""
        with self._database.write("pause") as connection:
            turns.lock(connection)
            posts = unsent.of_place(connection, place, only=only)
            take_back(connection, place, posts, why=_PAUSED, retell_at=self._clock.now(connection))

            def paused(each: Subscription, now: datetime) -> Subscription:
                return replace(each, pause=Pause.ASKED, paused_until=until, next_at=until, gathers=True)

            return self._change(connection, place, paused, person=person, action="pause", only=only)

    def resume(self, place: Place, *, person: str, only: int | None = None) -> list[Subscription]:
        """End the pauses of a channel's subscriptions, or of one: what was missed comes as one digest. Those ended."""

        def resumed(each: Subscription, now: datetime) -> Subscription:
            return each if each.pause is Pause.NONE else _resumed(each, now)

        with self._database.write("resume") as connection:
            turns.lock(connection)
            unsent.show_after_all(connection, place, unsent.NOT_NOW, self._clock.now(connection))
            return self._change(connection, place, resumed, person=person, action="resume", only=only)

    def imported(self, subscriptions: Sequence[Subscription], *, person: str) -> int:
        """Take over subscriptions from elsewhere; they are told of what comes from now on. How many are new."""
        new = 0
        for each in subscriptions:
            _, before = self.subscribe(
                each.place, each.category, person=each.made_by or person, timetable=each.timetable, style=each.style
            )
            new += before is None
        return new

    def _remove(self, connection: Connection, ended: Sequence[Subscription], *, person: str) -> None:
        rows.remove(connection, ended)
        _note(connection, ended, person, "unsubscribe", self._clock.now(connection))

    def _change(
        self, connection: Connection, place: Place, change: Change, *, person: str, action: str, only: int | None
    ) -> list[Subscription]:
        now = self._clock.now(connection)
        changed = []
        for before in rows.of_place(connection, place):
            concerned = only in (None, before.id) and before.timetable.cadence is not Cadence.MUTED
            after = change(before, now) if concerned else before
            if after != before:
                changed.append(after)
        rows.keep(connection, *changed)
        _note(connection, changed, person, action, now)
        return changed


def _new(
    place: Place,
    category: CategoryPath,
    timetable: Timetable,
    style: Style,
    *,
    person: str,
    now: datetime,
    told_to: int,
) -> Subscription:
    made = Subscription(0, place, category, timetable, style, made_by=person, made_at=now, told_to=told_to)
    return replace(made, next_at=next_run(timetable, now))


def _told_to(channel: Sequence[Subscription], category: CategoryPath, last_turn: int) -> int:
    so_far = Channel(channel).teller(category)
    return so_far.told_to if so_far else last_turn


def _changed(
    before: Subscription, timetable: Timetable, style: Style, *, now: datetime, last_turn: int
) -> Subscription:
    """A subscription with another timetable and style. One that was muted has missed nothing that it wanted."""
    after = replace(before, timetable=timetable, style=style)
    if before.timetable.cadence is Cadence.MUTED:
        after = replace(after, told_to=last_turn, gathers=after.pause is not Pause.NONE)
    return after if after.pause is not Pause.NONE else _rescheduled(after, now)


def _rescheduled(subscription: Subscription, now: datetime) -> Subscription:
    """What waited for quiet hours to end is looked at anew at once, and waits again if it must."""
    at_once = subscription.timetable.cadence is Cadence.AT_ONCE
    held = now if at_once and subscription.gathers else None
    return replace(subscription, next_at=held or next_run(subscription.timetable, now))


def _in_timezone(subscription: Subscription, timezone: str, *, now: datetime) -> Subscription:
    moved = replace(subscription, timetable=replace(subscription.timetable, timezone=timezone))
    return moved if moved.pause is not Pause.NONE else _rescheduled(moved, now)


def _resumed(subscription: Subscription, now: datetime) -> Subscription:
    """Due at once, to tell in one digest what it missed."""
    return replace(subscription, pause=Pause.NONE, paused_until=None, problem="", next_at=now, gathers=True)


def _note(
    connection: Connection, subscriptions: Sequence[Subscription], person: str, action: str, at: datetime
) -> None:
    """Note what a person did to subscriptions, which are all of one channel."""
    if subscriptions:
        details = [_details(each) for each in subscriptions]
        note_each(connection, subscriptions[0].place, person, action, details, at=at)


def _details(subscription: Subscription) -> dict[str, object]:
    timetable, style = subscription.timetable, subscription.style
    return {
        "category": category_text(subscription.category),
        "cadence": timetable.cadence.value,
        "at": f"{timetable.at:%H:%M}",
        "weekday": timetable.weekday,
        "timezone": timetable.timezone,
        "compact": style.compact,
        "updates": style.updates,
        "without": list(style.without),
        "until": subscription.paused_until.isoformat() if subscription.paused_until else "",
    }
