"""A help centre that changes, a bot beside it, and people who open its Home."""

from typing import Any

import pytest

from bot.playground import FakeSlack
from bot.playground.model import View
from bot.playground.town import ANA
from tests.bot.announce.conftest import Announcing, announcing, clock, over_http, place, slack
from tests.bot.conftest import text_of
from tests.knowledge.announcing import HelpCentre

__all__ = ("announcing", "clock", "over_http", "place", "slack")


class Company:
    """People who open Home, and what they see and press there."""

    def __init__(self, slack: FakeSlack, announcing: Announcing) -> None:
        self.slack, self.parts, self.centre = slack, announcing.parts, announcing.centre

    def publish(self, *ids: str, **fields: Any) -> None:
        """New articles, which the bot answers from and whose time to be told has come."""
        self.centre.publish(*ids, **fields)
        self.centre.settle()
        self.parts.knowledge.refresh()

    def opens(self, person: str = ANA, **how: Any) -> View:
        """What a person's Home shows once they have opened it."""
        before = self.slack.home_of(person)
        [receipt, *_] = self.slack.open_home(person, **how)
        assert receipt.status == 200
        return self.slack.wait_for(lambda: (now := self.slack.home_of(person)) != before and now, seconds=30)

    def reads(self, person: str = ANA) -> str:
        """What stands in a person's Home once they have opened it."""
        return text_of(self.opens(person).blocks)

    def presses(self, shown: View, label: str, person: str = ANA) -> View:
        """Press a button, and see the modal that comes, or what comes in the place of that in which it stood."""
        return self.does(shown, *self.button(shown, label), person=person)

    def button(self, shown: View, label: str) -> tuple[str, str]:
        """The action and the value of the first button of that label."""
        [part, *_] = [each for each in buttons_of(shown) if each["text"]["text"].startswith(label)]
        return part["action_id"], part["value"]

    def does(self, shown: View, action: str, value: str, person: str = ANA) -> View:
        """Press what has this action and value, and see the modal that comes."""
        before = self.slack.view_of(person)
        receipt = self.slack.press(shown, action, person=person, value=value)
        assert receipt.status == 200
        return self.slack.wait_for(lambda: (now := self.slack.view_of(person)) != before and now, seconds=30)


def buttons_of(shown: View) -> list[dict[str, Any]]:
    """The buttons of a Home or a modal, in order."""
    parts = [part for block in shown.blocks for part in [*block.get("elements", []), block.get("accessory", {})]]
    return [part for part in parts if part.get("type") == "button"]


def labels(shown: View) -> list[str]:
    return [button["text"]["text"] for button in buttons_of(shown)]


@pytest.fixture
def company(over_http: Announcing, slack: FakeSlack) -> Company:
    return Company(slack, over_http)


@pytest.fixture
def centre(company: Company) -> HelpCentre:
    return company.centre
