"""A bot that announces, told over HTTP of what happens in the fake Slack, and its check, done by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.lifecycle.checking import check_channels
from bot.parts import Parts
from bot.playground import FakeSlack
from bot.playground.model import Message
from bot.playground.receipts import Receipt
from bot.playground.town import ANA
from knowledge.subscriptions import Cadence, Pause, Subscription
from tests.bot.announce.conftest import Announcing, announcing, clock, over_http, place, slack

__all__ = ("announcing", "clock", "over_http", "slack")


class Life:
    """What happens in Slack, and what becomes of the subscriptions and of those who made them."""

    def __init__(self, announcing: Announcing, slack: FakeSlack) -> None:
        self.announcing, self.slack = announcing, slack
        self.parts, self.centre = announcing.parts, announcing.centre

    def subscribe(self, channel: str, category: str = "Billing", cadence: Cadence = Cadence.AT_ONCE) -> Subscription:
        return self.centre.subscribe(category, place(channel), cadence, person=ANA)

    def check(self, parts: Parts | None = None) -> None:
        """Look at all channels, a day after the last time, and tell whom it concerns."""
        self.centre.clock.passes(timedelta(days=1))
        check_channels(parts or self.parts)
        self.announcing.settle()

    def publishes(self, *ids: str, **fields: str) -> None:
        """New articles, planned and posted."""
        self.centre.publish(*ids, **fields)
        self.announcing.settle()

    def problem(self, channel: str) -> str:
        """Why the subscriptions of a channel are paused; nothing when they are not."""
        [subscription] = self.parts.knowledge.subscriptions.of(place(channel))
        assert (subscription.pause is Pause.REFUSED) == bool(subscription.problem)
        return subscription.problem

    def texts(self, channel: str) -> list[str]:
        """What the bot has posted in a channel."""
        return [message.text for message in self._by_us(channel)]

    def told(self, person: str = ANA) -> list[str]:
        """What the bot has written to a person alone."""
        direct = self.slack.workspace.find_direct_channel(person)
        return self.texts(direct.id) if direct else []

    def new_process(self) -> Parts:
        """Parts of another process on the same database and clock."""
        knowledge = self.announcing.another()
        return replace(self.parts, knowledge=knowledge)

    def _by_us(self, channel: str) -> list[Message]:
        us = self.slack.workspace.bot.user_id
        return [message for message in self.slack.messages(channel) if message.user == us]


Happens = Callable[..., None]


@pytest.fixture
def life(over_http: Announcing, slack: FakeSlack) -> Life:
    return Life(over_http, slack)


@pytest.fixture(params=["event", "check"])
def happens(request: pytest.FixtureRequest, life: Life) -> Happens:
    """Lets something happen in Slack of which the bot is told, or which it finds out itself."""

    def told(what: str, *where: str) -> None:
        receipts: tuple[Receipt, ...] = getattr(life.slack, what)(*where)
        assert [receipt.status for receipt in receipts] == [200] * len(receipts) != []
        life.announcing.send()

    def found(what: str, *where: str) -> None:
        getattr(life.slack.quietly, what)(*where)
        life.check()

    return told if request.param == "event" else found
