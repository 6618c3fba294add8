"""A help centre that changes, a bot that announces it, and a fake Slack on the same clock."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from bot.announce.planning import plan
from bot.app import create_app, create_parts
from bot.parts import Parts
from bot.playground import FakeSlack
from bot.playground.town import TEAM
from bot.server.http import EVENTS_PATH, create_wsgi
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Place
from tests.bot.conftest import ServeWsgi
from tests.knowledge.announcing import HelpCentre
from tests.knowledge.given import GivenClock


class Announcing:
    """The bot's jobs, done by hand, over a help centre."""

    def __init__(self, parts: Parts, centre: HelpCentre, another: Callable[[], KnowledgeBase]) -> None:
        self.parts, self.centre, self.another = parts, centre, another

    def settle(self, **time: float) -> None:
        """Let time pass (the grace period, if nothing else is said), plan, and send all."""
        self.centre.clock.passes(timedelta(**(time or {"seconds": 60})))
        plan(self.parts)
        self.send()

    def send(self) -> None:
        """Send all that is due, at the pace of the channels."""
        for _ in range(50):
            if not self.parts.sender.send_due(Event()):
                return
            self.centre.clock.passes(timedelta(seconds=1))

    def edit(self) -> None:
        """Put right what was posted, at the pace of edits."""
        self.centre.clock.passes(timedelta(minutes=1))
        while self.parts.editor.edit_stale(Event()):
            self.centre.clock.passes(timedelta(minutes=1))


@pytest.fixture
def clock() -> GivenClock:
    return GivenClock()


@pytest.fixture
def slack(clock: GivenClock) -> Iterator[FakeSlack]:
    with FakeSlack(clock=lambda: clock.at.timestamp()) as fake:
        fake.grant("users:read", "im:write")
        yield fake
        assert fake.faults == ()


@pytest.fixture
def announcing(
    slack: FakeSlack,
    settings: Settings,
    clock: GivenClock,
    sqlite_url: str,
    tmp_path: Path,
    open_knowledge: Callable[..., KnowledgeBase],
) -> Iterator[Announcing]:
    another = partial(open_knowledge, sqlite_url, clock=clock)
    knowledge = another()
    parts = create_parts(settings, knowledge)
    yield Announcing(parts, HelpCentre(knowledge, clock, tmp_path, sqlite_url), another)
    assert parts.pool.close(30)


@pytest.fixture
def over_http(announcing: Announcing, slack: FakeSlack, settings: Settings, serve_wsgi: ServeWsgi) -> Announcing:
    """The same bot, to which Slack tells over HTTP what people do."""
    parts = announcing.parts
    wsgi = create_wsgi(create_app(settings, parts), parts.knowledge, signing_secret=settings.slack_signing_secret)
    slack.connect_http(serve_wsgi(wsgi) + EVENTS_PATH)
    return announcing


def place(channel: str) -> Place:
    return Place(TEAM.id, channel)


__all__ = ("Announcing", "place", "replace")
