"""The planner: turns what has changed into posts of the outbox, for each channel by its subscriptions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from knowledge.announcements import OLD_AFTER, Channel, ChannelPlan, News, is_due, plan_channel, telling_again
from knowledge.errors import DatabaseUnavailable
from knowledge.forecasts import Forecast, forecast_channel
from knowledge.store import announced, turns, unsent
from knowledge.store import subscription_rows as rows
from knowledge.store.clock import Clock
from knowledge.store.engine import Database
from knowledge.store.tables import subscriptions as table
from knowledge.subscriptions import Cadence, Pause, Place, Subscription

# So many channels are planned together at most, and so many changes looked at for them: others that write wait for it.
_MOST_CHANNELS, _MOST_WORK = 500, 5_000

# A statement takes so many categories; see articles.py.
_MOST_SHELVES = 900

_GATHERED = "It waited for more than a day, and is told in a digest."


class NotPlanned(Exception):
    """A channel for which nothing could be planned, for a fault in the program or in what is kept of the channel."""

    def __init__(self, place: Place, error: Exception) -> None:
        what = f"{type(error).__name__}: {error}"
        super().__init__(f"Nothing can be planned for the channel {place.channel} of {place.workspace}: {what}")


class Planner:
    """Plans what is told. Any number of them may run: one plans at a time, and nothing is planned twice.

    `grace` is how long a change waits, so that what follows at once is told with it.
    """

    def __init__(self, database: Database, clock: Clock, *, grace: timedelta) -> None:
        self._database, self._clock, self._grace = database, clock, grace

    def plan(self) -> int:
        """Put what is due into the outbox, for a few channels after the other; how many posts that is.

        `NotPlanned` when that could not be done for a channel; for all others it is done then.
        """
        with self._database.write("turns") as connection:
            portions = self._due(connection, self._clock.now(connection))
        posts, failed = 0, dict[Place, Exception]()
        for number, places in enumerate(portions):
            if number:
                self._database.let_others_write()
            posts += self._plan_what_can_be(places, failed)
        for place, error in failed.items():
            raise NotPlanned(place, error) from error
        return posts

    def _plan_what_can_be(self, places: Sequence[Place], failed: dict[Place, Exception]) -> int:
        """Plan channels together, or where that fails each half apart, so that no channel holds up others."""
        try:
            return self._plan(places)
        except DatabaseUnavailable:
            raise
        except Exception as error:
            if len(places) == 1:
                failed[places[0]] = error
                return 0
        half = len(places) // 2
        return sum(self._plan_what_can_be(each, failed) for each in (places[:half], places[half:]))

    def _plan(self, places: Sequence[Place]) -> int:
        with self._database.write("plan") as connection:
            now, last = self._clock.now(connection), turns.lock(connection)
            plans = _plans(connection, places, now, last_turn=last)
            posts = [post for plan in plans for post in plan.posts]
            announced.add_posts(connection, posts, now)
            rows.keep_progress(connection, [each for plan in plans for each in plan.changed])
            return len(posts)

    def rehearse(self) -> list[ChannelPlan]:
        """What `plan` would do now, and nothing of it done."""
        with self._database.rehearse() as connection:
            now = self._clock.now(connection)
            portions, last = self._due(connection, now), turns.last_turn(connection)
            return [plan for places in portions for plan in _plans(connection, places, now, last_turn=last)]

    def forecast(self) -> list[Forecast]:
        """What is posted as things are now, at once and later; what still waits for its grace period comes at once."""
        with self._database.rehearse() as connection:
            return self._forecast(connection, self._clock.now(connection))

    def forecast_released(self) -> list[Forecast]:
        """The same if what is held were released now."""
        with self._database.rehearse() as connection:
            now = self._clock.now(connection)
            turns.release(connection, now)
            return self._forecast(connection, now)

    def gather_old(self) -> int:
        """Take back what waits in channels where a post has waited for a day, to be told in one digest; how many."""
        with self._database.write("gather") as connection:
            now = self._clock.now(connection)
            turns.lock(connection)
            waiting = unsent.old(connection, now - OLD_AFTER)
            several = {place: posts for place, posts in waiting.items() if len(posts) > 1}
            for place, posts in several.items():
                take_back(connection, place, posts, why=_GATHERED, retell_at=now)
            return sum(map(len, several.values()))

    def _due(self, connection: Connection, now: datetime) -> list[list[Place]]:
        """Give changes their turns; the channels in which a subscription is due then, as they are planned together."""
        last = turns.give_turns(connection, now, grace=self._grace)
        _pass_over(connection, last)
        return list(_portions(_due(connection, now, last), last))

    def _forecast(self, connection: Connection, now: datetime) -> list[Forecast]:
        last = turns.give_turns(connection, now, grace=timedelta())
        everyone = rows.everyone(connection)
        news = turns.news_since(connection, min((each.told_to for each in everyone), default=last))
        channels: dict[Place, list[Subscription]] = {}
        for each in everyone:
            channels.setdefault(each.place, []).append(each)
        told = announced.told_in(connection, channels, min((each.change for each in news), default=0)) if news else {}
        return [
            forecast
            for place, channel in channels.items()
            for forecast in forecast_channel(channel, untold(news, told.get(place, set())), now, last_turn=last)
        ]


def untold(news: Sequence[News], told: set[int]) -> Sequence[News]:
    """The news that a channel has not been told."""
    return [each for each in news if each.change not in told] if told else news


def take_back(connection: Connection, place: Place, posts: Sequence[int], *, why: str, retell_at: datetime) -> None:
    """Take back posts that were not sent; the subscriptions that tell of such articles by now tell all of it anew, in
    a digest, at a moment or when their pause ends."""
    channel = Channel(rows.of_place(connection, place))
    first: dict[Subscription, int] = {}
    for category, turn in unsent.withdraw(connection, posts, why):
        if teller := channel.teller(category):
            first[teller] = min(turn, first.get(teller, turn))
    for teller, turn in first.items():
        if turn <= teller.told_to:
            rows.keep(connection, telling_again(teller, turn, retell_at))


def _plans(connection: Connection, places: Sequence[Place], now: datetime, *, last_turn: int) -> list[ChannelPlan]:
    channels = rows.of_places(connection, places)
    due = [each for channel in channels.values() for each in channel if is_due(each, now, last_turn=last_turn)]
    if not due:
        return []
    news = turns.news_since(connection, min(each.told_to for each in due))
    told = announced.told_in(connection, places, min((each.change for each in news), default=0)) if news else {}
    return [
        plan_channel(channel, untold(news, told.get(place, set())), now, last_turn=last_turn)
        for place, channel in channels.items()
    ]


def _portions(due: Mapping[Place, int], last_turn: int) -> Iterator[list[Place]]:
    """The channels that are planned together; those that have been told about as far, so that few news are read."""
    portion: list[Place] = []
    work = 0
    for place, told_to in sorted(due.items(), key=lambda each: -each[1]):
        work += 1 + last_turn - told_to
        if portion and (work > _MOST_WORK or len(portion) == _MOST_CHANNELS):
            yield portion
            portion, work = [], 1 + last_turn - told_to
        portion.append(place)
    if portion:
        yield portion


def _pass_over(connection: Connection, last_turn: int) -> None:
    """Spare the subscriptions that wait for a change, and in whose category nothing has changed: most, in one go."""
    waiting = _waits_for_change(last_turn)
    told_to = connection.execute(select(func.min(table.c.told_to)).where(waiting)).scalar_one()
    if told_to is None:
        return
    categories = {news.article.category for news in turns.news_since(connection, told_to)}
    shelves = {rows.shelf_of(path[:depth]) for path in categories for depth in range(len(path) + 1)}
    if len(shelves) <= _MOST_SHELVES:
        elsewhere = table.c.shelf.not_in(shelves)
        connection.execute(update(table).where(waiting, elsewhere).values(told_to=last_turn, gathers=False))


def _waits_for_change(last_turn: int) -> ColumnElement[bool]:
    waits = table.c.next_at.is_(None), table.c.cadence == Cadence.AT_ONCE.value, table.c.pause == Pause.NONE.value
    return and_(*waits, table.c.told_to < last_turn)


def _due(connection: Connection, now: datetime, last_turn: int) -> dict[Place, int]:
    """The channels in which a subscription is due, with the earliest turn up to which one of those has been told."""
    by_time, by_change = table.c.next_at <= now, _waits_for_change(last_turn)
    due: dict[Place, int] = {}
    query = select(table.c.workspace, table.c.channel, table.c.told_to).where(or_(by_time, by_change))
    for workspace, channel, told_to in connection.execute(query):
        place = Place(workspace, channel)
        due[place] = min(told_to, due.get(place, told_to))
    return due
