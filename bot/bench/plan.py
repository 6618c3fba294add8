"""Planning: how long it takes to plan what is announced in many channels, and how soon and how fast it is posted."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.app import create_parts
from bot.bench.cannot import CannotMeasure
from bot.playground import FakeSlack
from bot.playground.journal import Call
from bot.playground.model import Channel
from bot.playground.town import ANA, BOT_ID, TEAM
from bot.settings import Settings
from knowledge.articles import Article
from knowledge.base import KnowledgeBase
from knowledge.posts import Pace
from knowledge.sources.source import Defaults, Entry
from knowledge.subscriptions import Cadence, Place, Style, Subscription, Timetable
from knowledge.sync import Unwatched

# How often those are told whom nothing concerns, each channel in all these ways.
_CADENCES = (Cadence.AT_ONCE, Cadence.DAILY, Cadence.AT_ONCE, Cadence.WEEKLY)

_TRIES = 9
_SECONDS_OF_POSTS, _SECONDS_TO_STOP = 15.0, 1.0
_SOURCE = "bench"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured, over so many channels that are told and so many subscriptions that are not.

    `planned_ms` is what planning one new article takes, `nothing_due_ms` what it takes to see that nothing is due,
    `first_post_ms` is counted from the plan's end. `too_fast` is how often Slack refused a post for that.
    """

    channels: int
    subscriptions: int
    planned_ms: float
    nothing_due_ms: float
    first_post_ms: float
    posts_per_second: float
    too_fast: int

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


class _Articles:
    """A source that holds one article, and then another."""

    def __init__(self, *ids: str) -> None:
        self.name, self.defaults = _SOURCE, Defaults(source=_SOURCE)
        self._articles = [Article(_SOURCE, id, f"Article {id}", category=("Billing",)) for id in ids]

    def read(self) -> Iterator[Entry]:
        return (Entry(article.id, article) for article in self._articles)


def plan(*, channels: int, subscriptions: int, database_url: str, said: Callable[[str], None]) -> Figures:
    """Announce one new article in so many channels, beside so many subscriptions that it does not concern.

    An empty URL means an SQLite file of its own; a database that is given must be empty, and is left full.
    `CannotMeasure` when something else is announced than that, or nothing is posted.
    """
    with ExitStack() as stack:
        slack = stack.enter_context(FakeSlack())
        folder = stack.enter_context(TemporaryDirectory())
        knowledge = KnowledgeBase(database_url or f"sqlite:///{Path(folder)}/quickjump.db", grace=timedelta())
        stack.callback(knowledge.close)
        knowledge.upgrade_schema()
        said(f"{channels + subscriptions} subscriptions are made")
        _prepare(slack, knowledge, channels=channels, subscriptions=subscriptions)
        nothing_due_ms = median([_ms_to_plan(knowledge, posts=0) for _ in range(_TRIES)])
        knowledge.syncs.sync([_Articles("first", "second")], Unwatched())
        planned_ms, planned_at = _ms_to_plan(knowledge, posts=channels), time.time()
        said("what has been planned is posted")
        _send(slack, knowledge, posts=channels)
        posted = [call.at for call in _posts(slack) if call.answer["ok"]]
        if len(posted) < 2:
            raise CannotMeasure("Less than two posts were made: nothing can be said of how fast they come.")
        return Figures(
            channels=channels,
            subscriptions=subscriptions,
            planned_ms=round(planned_ms, 1),
            nothing_due_ms=round(nothing_due_ms, 1),
            first_post_ms=round((posted[0] - planned_at) * 1000, 1),
            posts_per_second=round((len(posted) - 1) / (posted[-1] - posted[0]), 2),
            too_fast=sum(call.answer.get("error") == "ratelimited" for call in _posts(slack)),
        )


def _prepare(slack: FakeSlack, knowledge: KnowledgeBase, *, channels: int, subscriptions: int) -> None:
    """A source's baseline, channels in a Slack with its limits on, and all subscriptions."""
    knowledge.syncs.sync([_Articles("first")], Unwatched())
    slack.limit_posts(per_second=1, per_minute=Pace().posts_per_minute)
    told = [f"C0TOLD{number}" for number in range(channels)]
    for channel in told:
        slack.workspace.put(Channel(channel, channel.lower(), "public", frozenset({ANA, BOT_ID})))
    now = knowledge.subscriptions.now()
    knowledge.subscriptions.imported(
        [_subscription(channel, "Billing", Cadence.AT_ONCE, now) for channel in told]
        + [_unconcerned(number, now) for number in range(subscriptions)],
        person=ANA,
    )
    knowledge.announcements.plan()


def _subscription(channel: str, category: str, cadence: Cadence, now: datetime) -> Subscription:
    place, timetable = Place(TEAM.id, channel), Timetable(cadence)
    return Subscription(0, place, (category,), timetable, Style(compact=True), made_by=ANA, made_at=now)


def _unconcerned(number: int, now: datetime) -> Subscription:
    """One of several subscriptions of a channel to categories in which nothing happens."""
    channel, shelf = divmod(number, len(_CADENCES))
    return _subscription(f"C0QUIET{channel}", f"Orders {shelf}", _CADENCES[shelf], now)


def _ms_to_plan(knowledge: KnowledgeBase, *, posts: int) -> float:
    begun = time.perf_counter()
    planned = knowledge.announcements.plan()
    took = (time.perf_counter() - begun) * 1000
    if planned != posts:
        raise CannotMeasure(f"{planned} posts were planned instead of {posts}: the database was not empty.")
    return took


def _send(slack: FakeSlack, knowledge: KnowledgeBase, *, posts: int) -> None:
    """Send as a worker does, until all is posted or it has been long enough."""
    settings = Settings(slack_bot_token=slack.bot_token, slack_api_url=slack.api_url)
    parts = create_parts(settings, knowledge)
    until, sent = time.monotonic() + _SECONDS_OF_POSTS, 0
    while sent < posts and time.monotonic() < until:
        sent += parts.sender.send_due(parts.stopping)
        time.sleep(settings.send_every if sent < posts else 0)
    parts.stop(_SECONDS_TO_STOP)


def _posts(slack: FakeSlack) -> list[Call]:
    return [call for call in slack.calls if call.method == "chat.postMessage"]
