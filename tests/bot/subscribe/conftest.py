"""People who subscribe channels in the fake Slack, and what the database then holds."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from bot.playground import FakeSlack
from bot.playground.model import Message, View
from bot.playground.town import ANA, GENERAL
from knowledge.base import KnowledgeBase
from tests.bot.conftest import text_of


class People:
    """What people type and press, and what they see of it."""

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack

    def type(self, text: str, *, channel: str = GENERAL, person: str = ANA) -> Message:
        """The private answer to a command."""
        message = self.slack.slash("/kb", text, channel=channel, person=person).message
        assert message is not None
        return message

    def read(self, text: str, *, channel: str = GENERAL, person: str = ANA) -> str:
        """What a private answer says."""
        return text_of(self.type(text, channel=channel, person=person).blocks) or self.last(channel, person)

    def press(self, message: Message, label: str, *, person: str = ANA) -> str:
        """Press the first button of this label, and read what changes or is new in the channel then."""
        before = self.slack.ephemerals(message.channel, person)
        [part, *_] = [part for part in buttons_of(message) if part["text"]["text"] == label]
        self.slack.press(message, part["action_id"], person=person, value=part["value"])
        after = self.slack.wait_for(
            lambda: (now := self.slack.ephemerals(message.channel, person)) != before and now, seconds=10
        )
        [changed, *_] = [each for each in after if each not in before]
        return text_of(changed.blocks) or changed.text

    def form(self, *, channel: str = GENERAL, person: str = ANA) -> View:
        """The form that `/kb subscribe` opens."""
        receipt = self.slack.slash("/kb", "subscribe", channel=channel, person=person)
        assert (receipt.status, receipt.body) == (200, "")
        return self.opened(person)

    def opened(self, person: str = ANA) -> View:
        """The modal that the person sees, once there is one."""
        return self.slack.wait_for(lambda: self.slack.view_of(person), seconds=30)

    def fill_in(self, person: str = ANA, **given: Any) -> View | None:
        """Submit the form; what the person sees then."""
        self.slack.submit(person, {block: {"given": value} for block, value in given.items()})
        return self.slack.view_of(person)

    def all(self, channel: str = GENERAL, person: str = ANA) -> str:
        """All that the person alone has seen in a channel. What comes in the background may come first."""
        return "\n".join(text_of(each.blocks) or each.text for each in self.slack.ephemerals(channel, person))

    def last(self, channel: str = GENERAL, person: str = ANA) -> str:
        """What the last private message says."""
        message = self.slack.ephemerals(channel, person)[-1]
        return text_of(message.blocks) or message.text


def buttons_of(shown: Message | View) -> list[dict[str, Any]]:
    """The buttons of a message or a modal, in order."""
    return [part for block in shown.blocks for part in block.get("elements", []) if part.get("type") == "button"]


def labels(shown: Message | View) -> list[str]:
    return [button["text"]["text"] for button in buttons_of(shown)]


@pytest.fixture
def people(slack_over_http: FakeSlack) -> People:
    """People in a Slack in which the bot answers from the sample help centre over HTTP."""
    return People(slack_over_http)


@pytest.fixture
def kept(synced_url: str, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    """The database of the bot, seen from beside it."""
    return open_knowledge(synced_url)


@pytest.fixture
def audited(synced_url: str) -> Callable[[], list[tuple[str, str]]]:
    """Reads who did what, in order."""

    def read() -> list[tuple[str, str]]:
        with sqlite3.connect(synced_url.removeprefix("sqlite:///")) as connection:
            return connection.execute("SELECT person, action FROM audit ORDER BY id").fetchall()

    return read
