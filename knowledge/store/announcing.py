"""Announcements: the use cases of those who draw posts, ask for them now, look ahead, or release what is held."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Connection

from knowledge.announcements import (
    Announcement,
    Channel,
    ChannelPlan,
    Contents,
    News,
    Occasion,
    PlannedPost,
    after_telling,
    digest_of,
)
from knowledge.articles import Article, Audience, CategoryPath, is_within
from knowledge.changes import ChangeKind
from knowledge.forecasts import Forecast
from knowledge.store import announced, turns
from knowledge.store import subscription_rows as rows
from knowledge.store.audit import note
from knowledge.store.clock import Clock
from knowledge.store.engine import Database
from knowledge.store.planner import Planner, untold
from knowledge.subscriptions import Cadence, Pause, Place, Subscription


class Announcements:
    """The use cases of announcements, a transaction each."""

    def __init__(self, database: Database, clock: Clock, *, grace: timedelta) -> None:
        self._database, self._clock = database, clock
        self._planner = Planner(database, clock, grace=grace)

    def plan(self) -> int:
        """Put what is due into the outbox; how many posts. Whoever else plans, nothing is planned twice."""
        return self._planner.plan()

    def rehearse(self) -> list[ChannelPlan]:
        """What `plan` would do now, without doing it."""
        return self._planner.rehearse()

    def forecast(self) -> list[Forecast]:
        """What is posted at once and later, as things are now; nothing is done."""
        return self._planner.forecast()

    def forecast_released(self) -> list[Forecast]:
        """The same if the articles that are held were released now."""
        return self._planner.forecast_released()

    def gather_old(self) -> int:
        """Take back what waits in channels where a post has waited for a day, to be told in one digest; how many."""
        return self._planner.gather_old()

    def release(self) -> int:
        """Let the articles that were held (`announce: hold`) be announced everywhere; how many there were."""
        with self._database.write("release") as connection:
            turns.lock(connection)
            return turns.release(connection, self._clock.now(connection))

    def held(self) -> list[Article]:
        """The articles that wait for somebody to release them."""
        with self._database.read() as connection:
            return list({news.article.key: news.article for news in turns.news_held(connection)}.values())

    def contents(self, post: int, place: Place) -> Contents | None:
        """What stands in a post; None when it is no announcement's.

        Of what was not posted yet, and that nobody asked for, only what the channel still wants to be told.
        """
        with self._database.read() as connection:
            found = announced.contents_of(connection, post, place)
            if found is None or found.is_posted or found.occasion in (Occasion.ASKED, Occasion.RECENT):
                return found
            channel = Channel(rows.of_place(connection, place))
            wanted = tuple(line for line in found.lines if channel.teller(line.article.category))
            return replace(found, lines=wanted)

    def posted_in(self, post: int, place: Place) -> Contents | None:
        """What stands in a post that has been posted to a channel; None when none of that number has been."""
        with self._database.read() as connection:
            found = announced.contents_of(connection, post, place)
            return found if found and found.is_posted else None

    def waiting(self, place: Place, *, only: int | None = None) -> list[Announcement]:
        """What a channel, or one of its subscriptions, would be told if somebody asked for it now."""
        with self._database.read() as connection:
            found = _waiting(connection, place, only=only)
            return [announcement for _, told in found for announcement in told]

    def announce_now(self, place: Place, *, person: str, only: int | None = None) -> int:
        """Put into the outbox, as a person asked, what waits for a digest, for quiet hours to end or for its release.

        For the whole channel, or for one of its subscriptions; how many articles that is.
        """
        with self._database.write("announce now") as connection:
            now, last = self._clock.now(connection), turns.lock(connection)
            found = _waiting(connection, place, only=only)
            told = [announcement for _, told in found for announcement in told]
            if told:
                announced.add_posts(connection, [digest_of(told, Occasion.ASKED)], now)
                after = [after_telling(subscription, now, last_turn=last) for subscription, _ in found]
                rows.keep_progress(connection, after)
                note(connection, place, person, "announce now", {"articles": len(told)}, at=now)
            return len(told)

    def news_for(self, places: Sequence[Place], audience: Audience, *, within: timedelta, count: int) -> list[News]:
        """What has happened within a time that subscriptions of some channels want to hear of, the last first.

        Each article once, if the audience may read it. All that happened where no channels are given.
        """
        with self._database.read() as connection:
            channels = [Channel(theirs) for theirs in rows.of_places(connection, places).values()]
            latest = turns.latest_news(connection, self._clock.now(connection) - within)
        found: dict[str, News] = {}
        for news in latest:
            wanted = not places or any(channel.wants(news) for channel in channels)
            if wanted and audience.may_read(news.article.visibility):
                found.setdefault(news.article.key, news)
        return list(found.values())[:count]

    def latest(self, category: CategoryPath, audience: Audience, count: int) -> list[Article]:
        """The last articles of a category that an audience may read, the newest first."""
        with self._database.read() as connection:
            return _latest(connection, category, audience, count)

    def show_latest(self, subscription: Subscription, audience: Audience, count: int) -> int:
        """Put a post with the last articles of a subscription's category into the outbox; how many they are.

        The same ones are posted once, however often somebody asks for them.
        """
        with self._database.write("show latest") as connection:
            now, _ = self._clock.now(connection), turns.lock(connection)
            found = _latest(connection, subscription.category, audience, count)
            told = tuple(Announcement(article, ChangeKind.NEW, subscription) for article in found)
            post = PlannedPost(subscription.place, _subject_of_latest(subscription, found), told)
            if not told or announced.is_planned(connection, post):
                return 0
            announced.add_posts(connection, [post], now)
            return len(told)


def _waiting(
    connection: Connection, place: Place, *, only: int | None
) -> list[tuple[Subscription, tuple[Announcement, ...]]]:
    """The subscriptions that may tell something now, with what each has to tell."""
    channel = Channel(rows.of_place(connection, place))
    asked = [each for each in channel.subscriptions if only in (None, each.id) and _may_tell(each)]
    if not asked:
        return []
    news = [*turns.news_since(connection, min(each.told_to for each in asked)), *turns.news_held(connection)]
    told = announced.told_in(connection, [place], min((each.change for each in news), default=0))
    fresh: Sequence[News] = untold(news, told.get(place, set()))
    return channel.told_by(asked, fresh)


def _may_tell(subscription: Subscription) -> bool:
    return subscription.timetable.cadence is not Cadence.MUTED and subscription.pause is Pause.NONE


def _subject_of_latest(subscription: Subscription, articles: Sequence[Article]) -> str:
    keys = sha256("\n".join(article.key for article in articles).encode()).hexdigest()
    return f"{Occasion.RECENT}:{subscription.id}:{keys[:32]}"


def _latest(connection: Connection, category: CategoryPath, audience: Audience, count: int) -> list[Article]:
    found: list[Article] = []
    for article in turns.headlines(connection):
        if is_within(article.category, category) and audience.may_read(article.visibility):
            found.append(article)
        if len(found) == count:
            break
    return found
