"""Channels of the fake Slack in which the bot hears what is said, and what it answers there."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.playground import FakeSlack
from bot.playground.model import Message, View
from bot.playground.town import ANA, BOT_ID, GENERAL, OPS, TEAM
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.channel_settings import DEFAULT, ChannelSettings
from knowledge.subscriptions import Place
from tests.bot.conftest import text_of, until

# What the sample help centre has one article about, and what it has several about.
SURE = "how do I resubmit a failed order?"
UNSURE = "how do I change the customer?"


class Channels:
    """What people say in channels, and what they are answered."""

    def __init__(self, slack: FakeSlack, knowledge: KnowledgeBase) -> None:
        """Take what the people are in, and the bot's database seen from beside it."""
        self.slack, self.knowledge = slack, knowledge
        self._marks = 0

    def settled(self, channel: str = GENERAL) -> ChannelSettings:
        return self.knowledge.channel_settings.of(Place(TEAM.id, channel))

    def say(self, text: str, *, person: str = ANA, channel: str = GENERAL, thread_ts: str | None = None) -> Message:
        """What is said, which the bot hears."""
        receipts = self.slack.say(text, channel=channel, person=person, thread_ts=thread_ts)
        assert {receipt.status for receipt in receipts} == {200}
        assert receipts[-1].said is not None
        return receipts[-1].said

    def answers(self, channel: str = GENERAL) -> list[Message]:
        """What the bot has posted in a channel, oldest first."""
        return [message for message in self.slack.messages(channel) if message.user == BOT_ID]

    def answer(self, count: int = 1, channel: str = GENERAL) -> Message:
        """The bot's latest answer, once there are so many."""
        self.slack.wait_for(lambda: len(self.answers(channel)) >= count, seconds=30)
        assert len(self.answers(channel)) == count
        return self.answers(channel)[-1]

    def have_been_read(self) -> None:
        """Everything that was said before has been answered by now, if it is at all: a mention elsewhere has been."""
        until(lambda: self.knowledge.totals().questions_waiting == 0)
        self._marks += 1
        self.slack.mention("resubmit a failed order", channel=OPS, person=ANA)
        self.slack.wait_for(lambda: len(self.answers(OPS)) >= self._marks, seconds=30)


def read(message: Message | View | None) -> str:
    """All that stands in a message or a modal."""
    assert message is not None
    return text_of(message.blocks)


@pytest.fixture
def hearing(
    slack: FakeSlack,
    synced_url: str,
    start_http: Callable[[str], str],
    open_knowledge: Callable[..., KnowledgeBase],
    settings: Settings,
) -> Callable[..., Channels]:
    """Starts a bot over HTTP that answers from the sample help centre and hears what is said in #general and #ops.

    #general has settled what is given.
    """
    slack.grant("channels:history", "groups:history")
    slack.subscribe("message.channels", "message.groups")

    def start(channel: str = GENERAL, **settled: object) -> Channels:
        knowledge = open_knowledge(synced_url, privacy=settings.privacy)
        wanted = replace(DEFAULT, **settled)
        knowledge.channel_settings.change(Place(TEAM.id, channel), lambda _: wanted, person=ANA)
        slack.connect_http(start_http(synced_url))
        return Channels(slack, knowledge)

    return start


@pytest.fixture
def audited(synced_url: str) -> Callable[[], list[tuple[str, str]]]:
    """Reads who did what, in order."""

    def rows() -> list[tuple[str, str]]:
        with sqlite3.connect(synced_url.removeprefix("sqlite:///")) as connection:
            return connection.execute("SELECT person, action FROM audit ORDER BY id").fetchall()

    return rows
