"""Crashes: workers that announce are killed again and again while Slack misbehaves, and what was posted is counted."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from bot.bench.processes import settings_for
from bot.playground import FakeSlack
from bot.playground.faults import DropAfter, DropBefore, Fault, InternalErrorAfterAccepting, ServerError, TooFast
from bot.playground.model import Channel
from bot.playground.town import ANA, BOT_ID, TEAM
from bot.processes import Process
from knowledge.articles import Article
from knowledge.base import KnowledgeBase
from knowledge.posts import DeliveryState
from knowledge.sources.source import Defaults, Entry
from knowledge.subscriptions import Place, Style, Timetable
from knowledge.sync import Unwatched

# So many workers; each article is announced in so many channels; so many articles come at once, none in a digest.
WORKERS, CHANNELS, TOGETHER = 3, 10, 5

# What Slack does to one request in so many.
CHANCES: Mapping[Fault, float] = {
    DropBefore(): 0.04,
    DropAfter(): 0.06,
    ServerError(500): 0.04,
    TooFast(retry_after=1): 0.04,
    InternalErrorAfterAccepting(): 0.06,
}
HISTORY_LATE_BY, RECONCILE_AFTER = 1.0, 2

# A kill comes so many seconds after its turn at the latest, at a moment that nobody chose.
_LATEST_KILL = 0.5

# What is in doubt when the last worker has been killed has so long to come to its end.
_SECONDS_TO_SETTLE = 180
_LOOK_SECONDS = 0.1


class Worker(Protocol):
    """A process that can be ended, politely or not, and started again."""

    def stop(self) -> None: ...
    def kill(self) -> None: ...
    def restart(self) -> None: ...


Start = Callable[[Sequence[str], Mapping[str, str], Path], Worker]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: how many announcements, kills, and announcements that stand twice, never, or are parked."""

    announcements: int
    kills: int
    duplicated: int
    lost: int
    parked: int
    seconds: float

    @property
    def is_clean(self) -> bool:
        """Whether each announcement stands exactly once."""
        return not (self.duplicated or self.lost or self.parked)

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


class Growing:
    """A source that holds more articles each time."""

    def __init__(self) -> None:
        self.name, self.defaults = "crash", Defaults(source="crash")
        self._articles: list[Article] = [Article("crash", "first", "The first article")]

    def grow(self, count: int) -> None:
        number = len(self._articles)
        self._articles += [Article("crash", f"a{each}", title_of(each)) for each in range(number, number + count)]

    def read(self) -> Iterator[Entry]:
        return (Entry(article.id, article) for article in self._articles)


def title_of(number: int) -> str:
    """The title of an article, which stands in no other's."""
    return f"Article number {number}."


class Crash:
    """One run: workers on a database, and a Slack that misbehaves by chance."""

    def __init__(
        self, slack: FakeSlack, knowledge: KnowledgeBase, start: Callable[[int], Worker], *, chance: random.Random
    ) -> None:
        self._slack, self._knowledge, self._chance = slack, knowledge, chance
        self._source = Growing()
        self._channels = [f"C0CRASH{number}" for number in range(CHANNELS)]
        self._sync()
        for channel in self._channels:
            slack.workspace.put(Channel(channel, channel.lower(), "public", frozenset({ANA, BOT_ID})))
            knowledge.subscriptions.subscribe(
                Place(TEAM.id, channel), (), person=ANA, timetable=Timetable(), style=Style(compact=True)
            )
        self._workers = [start(number) for number in range(WORKERS)]

    def run(self, *, announcements: int, kills: int) -> Outcome:
        """Publish, kill, let all come to its end, and count."""
        begun = time.monotonic()
        self._misbehave()
        articles = -(-announcements // CHANNELS)
        # Kills are spread over all that is posted, so that each finds workers that post.
        goals = [articles * CHANNELS * number // (kills + 1) for number in range(1, kills + 1)]
        published = killed = 0
        while published < articles or killed < kills:
            if published < articles and self._is_told(published):
                published += self._publish(min(TOGETHER, articles - published))
            if killed < kills and self._sent() >= goals[killed]:
                killed += self._kill()
            time.sleep(_LOOK_SECONDS)
        self._slack.behave()
        self._settle(articles)
        for worker in self._workers:
            worker.stop()
        return self._count(articles, killed, seconds=time.monotonic() - begun)

    def _misbehave(self) -> None:
        self._slack.late_history(HISTORY_LATE_BY)
        self._slack.limit_posts(per_second=1)
        self._slack.misbehave_at_random(CHANCES, random=self._chance)

    def _publish(self, count: int) -> int:
        self._source.grow(count)
        self._sync()
        return count

    def _sync(self) -> None:
        self._knowledge.syncs.sync([self._source], Unwatched())

    def _kill(self) -> int:
        """Kill a worker at a moment that nobody chose, and start it again."""
        time.sleep(self._chance.uniform(0, _LATEST_KILL))
        victim = self._chance.choice(self._workers)
        victim.kill()
        victim.restart()
        return 1

    def _is_told(self, articles: int) -> bool:
        """Whether all that was published has been planned, so that what comes next makes no digest with it."""
        return not self._knowledge.announcements.rehearse() and self._planned() >= articles * CHANNELS

    def _sent(self) -> int:
        return self._knowledge.outbox.counts().get(DeliveryState.SENT, 0)

    def _planned(self) -> int:
        return sum(self._knowledge.outbox.counts().values())

    def _settle(self, articles: int) -> None:
        until = time.monotonic() + _SECONDS_TO_SETTLE
        done = (DeliveryState.SENT, DeliveryState.PARKED, DeliveryState.DROPPED)
        while time.monotonic() < until:
            posts = self._knowledge.outbox.counts()
            if sum(posts.get(state, 0) for state in done) >= articles * CHANNELS:
                return
            time.sleep(_LOOK_SECONDS)

    def _count(self, articles: int, killed: int, *, seconds: float) -> Outcome:
        stands: Counter[tuple[str, int]] = Counter()
        for channel in self._channels:
            text = "\n".join(message.text for message in self._slack.messages(channel))
            for number in range(1, articles + 1):
                stands[channel, number] = text.count(title_of(number))
        return Outcome(
            announcements=len(stands),
            kills=killed,
            duplicated=sum(count > 1 for count in stands.values()),
            lost=sum(count == 0 for count in stands.values()),
            parked=self._knowledge.outbox.counts().get(DeliveryState.PARKED, 0),
            seconds=round(seconds, 1),
        )


def crash(
    *,
    announcements: int,
    kills: int,
    database_url: str,
    env: Mapping[str, str],
    seed: int,
    said: Callable[[str], None],
    start: Start = Process,
) -> Outcome:
    """Announce so many times while workers are killed so often; an empty URL means an SQLite file of its own.

    `env` is the environment of the processes, and `start` starts `python …` in it. A database that is given must be
    empty, and is left full. Announcements are rounded up to a whole number for each of the channels.
    """
    with ExitStack() as stack:
        slack = stack.enter_context(FakeSlack())
        slack.grant("channels:history", "groups:history")
        folder = Path(stack.enter_context(TemporaryDirectory()))
        url = database_url or f"sqlite:///{folder}/quickjump.db"
        knowledge = KnowledgeBase(url, grace=timedelta())
        stack.callback(knowledge.close)
        knowledge.upgrade_schema()
        said(f"{announcements} announcements, {kills} kills, seed {seed}")
        own = {**env} | _settings(slack, url)

        def start_worker(number: int) -> Worker:
            return start(["-m", "bot", "worker"], own, folder / f"{number}.log")

        run = Crash(slack, knowledge, start_worker, chance=random.Random(seed))  # noqa: S311
        return run.run(announcements=announcements, kills=kills)


def _settings(slack: FakeSlack, url: str) -> dict[str, str]:
    """Those of workers that look often, and wait for Slack no longer than it takes here."""
    often = ("PLAN_EVERY", "SEND_EVERY", "LOOK_UP_EVERY")
    return (
        settings_for(slack)
        | dict.fromkeys(often, "0.1")
        | {
            "DATABASE_URL": url,
            "RECONCILE_AFTER": str(RECONCILE_AFTER),
            "ANNOUNCE_AFTER": "0",
            "POSTS_PER_MINUTE": "60000",
        }
    )
