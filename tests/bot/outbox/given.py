"""What the tests of the outbox give to it: a sender on a fake Slack, and an author who says what a test wants."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.cards import Message
from bot.outbox.author import Author, Drawn, NoAuthor
from bot.outbox.outcomes import Refused
from bot.outbox.sender import Sender, write_client
from bot.playground import FakeSlack
from knowledge.base import KnowledgeBase
from knowledge.posts import Delivery, Post, Priority


def certainly() -> float:
    """A chance that always has waits last their longest."""
    return 1.0


class GivenAuthor:
    """Draws what a test has given, one thing after the other and the last again and again; keeps what was refused."""

    def __init__(self, *drawn: Drawn | Exception) -> None:
        self._drawn: Sequence[Drawn | Exception] = drawn
        self.asked: list[Delivery] = []
        self.told: list[tuple[Delivery, Refused]] = []

    def draw(self, delivery: Delivery) -> Drawn:
        drawn = self._drawn[min(len(self.asked), len(self._drawn) - 1)]
        self.asked.append(delivery)
        if isinstance(drawn, Exception):
            raise drawn
        return drawn

    def refused(self, delivery: Delivery, outcome: Refused) -> None:
        self.told.append((delivery, outcome))


def says(text: str) -> Message:
    """A drawn message of one paragraph."""
    return Message(text, ({"type": "section", "text": {"type": "mrkdwn", "text": text}},))


def sender(
    slack: FakeSlack, knowledge: KnowledgeBase, *, author: Author | None = None, api_url: str = "", **more: Any
) -> Sender:
    """A process that sends to the fake Slack, or to whatever answers at a URL."""
    client = write_client(token=slack.bot_token, api_url=api_url or slack.api_url)
    options = {"author": author or NoAuthor(), "look_up_after": timedelta(seconds=60), "chance": certainly}
    return Sender(knowledge, client, **options | more)


def announce(knowledge: KnowledgeBase, channel: str, subject: str = "change:1") -> int:
    """Put a post into the outbox that is drawn when it is sent."""
    row = knowledge.outbox.put(Post("T1", channel, subject, "", priority=Priority.ANNOUNCEMENT))
    assert row is not None
    return row
