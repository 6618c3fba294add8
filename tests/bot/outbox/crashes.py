"""What a worker is about when it dies, for the test that lets one die at every point of that, and its next life."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.app import create_parts
from bot.parts import Parts
from bot.playground import FakeSlack
from bot.playground.faults import Fault, ServerError
from bot.playground.town import ANA, BOT_ID, GENERAL, TEAM
from bot.server.jobs import JOBS
from bot.settings import Settings
from knowledge.articles import Article, Visibility
from knowledge.base import KnowledgeBase
from knowledge.failpoints import after_commit, after_request, before_commit, before_request
from knowledge.posts import Post, Question
from knowledge.sources.config import read_sources
from knowledge.sources.source import Defaults, Entry
from knowledge.subscriptions import Place, Style, Timetable
from tests import forked
from tests.bot.outbox.given import announce
from tests.knowledge.given import NobodyWatches

# So that nobody waits for a worker to die.
OFTEN = {f"{job}_EVERY": "0.1" for job in ("SEND", "EDIT", "LOOK_UP", "ANSWER", "PLAN")}


class Shelf:
    """A source that holds what a test puts there."""

    def __init__(self) -> None:
        self.name, self.defaults = "shelf", Defaults(source="shelf")
        self.articles = [Article("shelf", "first", "The first")]

    def read(self) -> list[Entry]:
        return [Entry(article.id, article) for article in self.articles]


class Scene:
    """A fake Slack, a database and the workers on them."""

    def __init__(self, slack: FakeSlack, url: str, folder: Path) -> None:
        slack.grant("im:write", "channels:history")
        self.slack, self.knowledge = slack, KnowledgeBase(url, grace=timedelta())
        self._url, self._folder, self._engine = url, folder, create_engine(url)
        self._shelf = Shelf()
        folder.mkdir()

    def close(self) -> None:
        """Give the connections back."""
        self.knowledge.close()
        self._engine.dispose()

    def dies_at(self, point: str) -> int | None:
        """Run a worker as a process that dies at a point: what it ended with, None when it lived for 30 s."""
        env = self._env | OFTEN | {"FAILPOINT": point, "PATH": os.environ["PATH"]}
        process = forked.start(["worker"], folder=self._folder, env=env, log=self._folder / "log.txt")
        ended = forked.ended(process, 30)
        process.kill()
        forked.ended(process, 30)
        return ended

    def lives_on(self, ends: Callable[[], bool]) -> bool:
        """Do a worker's jobs, an hour after another, and say whether all has come to its end within a day."""
        parts = create_parts(self._settings(), self.knowledge)
        try:
            return any(self._works_for_an_hour(parts) or ends() for _ in range(24))
        finally:
            parts.pool.close(30)

    def _works_for_an_hour(self, parts: Parts) -> None:
        self.ages()
        for job in JOBS:
            if job.name != "tidy" and (job.name != "sync" or self.listed.exists()):
                job.run(parts)

    def ages(self) -> None:
        """Let all claims have run out, and all that waits have waited."""
        hour = "datetime({}, '-1 hour')" if "sqlite" in self._url else "{} - interval '1 hour'"
        shifted = ", ".join(f"{name} = {hour.format(name)}" for name in ("leased_until", "not_before"))
        with self._engine.begin() as connection:
            connection.execute(text(f"UPDATE outbox SET {shifted}"))
            connection.execute(text(f"UPDATE inbox SET leased_until = {hour.format('leased_until')}"))
            connection.execute(text("DELETE FROM paces"))
            connection.execute(text("DELETE FROM leases"))

    def state(self) -> tuple[str, bool]:
        """The state of the one post, and whether it is out of date."""
        with self._engine.connect() as connection:
            row = connection.execute(text("SELECT state, stale_at FROM outbox")).first()
        return (row.state, row.stale_at is not None) if row else ("none", False)

    def said(self) -> list[str]:
        """What the bot has said, wherever, to one person alone too."""
        channels = [GENERAL, self.slack.workspace.direct_channel(ANA).id]
        seen = [each for channel in channels for each in self.slack.messages(channel) if each.user == BOT_ID]
        return [each.text for each in (*seen, *self.slack.ephemerals(GENERAL, ANA))]

    def publish(self, title: str, visibility: Visibility = Visibility.PUBLIC) -> None:
        """Sync an article of this title, instead of the one before."""
        self._shelf.articles[1:] = [Article("shelf", "a", title, visibility=visibility)]
        self.knowledge.syncs.sync([self._shelf], NobodyWatches())

    def announces(self, title: str, visibility: Visibility = Visibility.PUBLIC) -> None:
        """Plan the announcement of an article to a channel."""
        self.knowledge.syncs.sync([self._shelf], NobodyWatches())
        place = Place(TEAM.id, GENERAL)
        self.knowledge.subscriptions.subscribe(place, (), person=ANA, timetable=Timetable(), style=Style(updates=False))
        self.publish(title, visibility)
        self.knowledge.announcements.plan()

    def announces_what_is_in_a_folder(self) -> None:
        """Have a folder as a source, and a channel that wants to hear of it."""
        (self._folder / "help").mkdir()
        self.listed.write_text('[[source]]\nname = "help"\nkind = "markdown"\npath = "help"\n')
        self.appears("The first")
        self.knowledge.syncs.sync(read_sources(self.listed), NobodyWatches())
        place = Place(TEAM.id, GENERAL)
        self.knowledge.subscriptions.subscribe(place, (), person=ANA, timetable=Timetable(), style=Style())

    def appears(self, title: str) -> None:
        """Put an article into the folder."""
        (self._folder / "help" / f"{title}.md").write_text(f"---\ntitle: {title}\n---\nText.\n")

    def sends(self) -> None:
        """Send what is due in this process."""
        parts = create_parts(self._settings(), self.knowledge)
        parts.sender.send_due(parts.stopping)
        parts.pool.close(30)

    def _settings(self) -> Settings:
        return Settings.from_env(self._env)

    @property
    def _env(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self._url,
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_API_URL": self.slack.api_url,
            "RECONCILE_AFTER": "1",
            "ANNOUNCE_AFTER": "0",
            "KNOWLEDGE_SOURCES": str(self.listed),
        }

    @property
    def listed(self) -> Path:
        """The list of sources, if there is one."""
        return self._folder / "sources.toml"


@dataclass(frozen=True, slots=True)
class Crash:
    """Something that a worker is about, the points at which it may die then, and what stands in the end."""

    points: tuple[str, ...]
    prepare: Callable[[Scene], None]
    said: tuple[str, ...] = ("Text.",)
    state: str = "sent"


def writes(*names: str) -> tuple[str, ...]:
    return tuple(point for name in names for point in (before_commit(name), after_commit(name)))


def requests(*names: str) -> tuple[str, ...]:
    return tuple(point for name in names for point in (before_request(name), after_request(name)))


def to_person(scene: Scene) -> None:
    assert scene.knowledge.outbox.put(Post(TEAM.id, ANA, "answer:1", "Text.")) is not None


def asked(scene: Scene) -> None:
    said = scene.slack.workspace.say(GENERAL, ANA, text="help")
    assert scene.knowledge.inbox.receive(Question("Ev1", TEAM.id, GENERAL, ANA, said.ts, "help")) is not None
    scene.ages()


def left_behind(scene: Scene) -> None:
    to_channel(scene)
    assert scene.knowledge.outbox.claim_due() is not None
    scene.ages()


def to_channel(scene: Scene) -> None:
    assert scene.knowledge.outbox.put(Post(TEAM.id, GENERAL, "answer:1", "Text.")) is not None


def for_one_person(scene: Scene) -> None:
    assert scene.knowledge.outbox.put(Post(TEAM.id, GENERAL, "answer:1", "Text.", seen_by=ANA)) is not None


def under(fault: Fault, method: str = "chat.postMessage", *, then: str = "") -> Callable[[Scene], None]:
    """A post that meets a fault; and where `then` names a method, a second one there."""

    def prepare(scene: Scene) -> None:
        (to_person if method == "conversations.open" else to_channel)(scene)
        scene.slack.misbehave(fault, method)
        if then:
            scene.slack.misbehave(ServerError(503), then)

    return prepare


def stale(scene: Scene) -> None:
    scene.announces("As it was")
    scene.sends()
    scene.publish("As it is")


def stale_under(fault: Fault) -> Callable[[Scene], None]:
    def prepare(scene: Scene) -> None:
        stale(scene)
        scene.slack.misbehave(fault, "chat.update")

    return prepare


def published(scene: Scene) -> None:
    """What has changed is known, and nothing of it planned."""
    scene.announces_what_is_in_a_folder()
    scene.appears("As it is")
    scene.knowledge.syncs.sync(read_sources(scene.listed), NobodyWatches())


def in_folder(scene: Scene) -> None:
    """An article lies in its folder, and nobody has read it."""
    scene.announces_what_is_in_a_folder()
    scene.appears("As it is")


def of_nothing(scene: Scene) -> None:
    announce(scene.knowledge, GENERAL)


def of_internal_articles(scene: Scene) -> None:
    scene.announces("As it is", Visibility.INTERNAL)
    scene.slack.misbehave(ServerError(503), "conversations.info")
