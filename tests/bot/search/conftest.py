"""People who fill searches in, and what they see of them."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.playground import FakeSlack
from bot.playground.model import View
from bot.playground.town import ANA, GENERAL
from tests.bot.conftest import text_of


class Searching:
    """What people fill in and press, and what they see then."""

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack

    def form(self, *, channel: str = GENERAL, person: str = ANA) -> View:
        """The form that `/kb search` opens."""
        receipt = self.slack.slash("/kb", "search", channel=channel, person=person)
        assert (receipt.status, receipt.body) == (200, "")
        return self.slack.wait_for(lambda: self.slack.view_of(person), seconds=30)

    def fill_in(self, person: str = ANA, **given: Any) -> View:
        """Submit the form; what the person sees then."""
        category = given.pop("category", None)
        state = {block: {"given": value} for block, value in given.items()}
        if category:
            self.choose(category, person=person)
            state["category"] = {"search_category": self.menu_value(category, person=person)}
        self.slack.submit(person, state)
        return self.seen(person)

    def choose(self, typed: str, *, person: str = ANA) -> list[str]:
        """The categories that the menu offers to what is typed into it."""
        return self.slack.suggest(self.seen(person), "search_category", typed, person=person).texts

    def menu_value(self, typed: str, *, person: str = ANA) -> str:
        return self.slack.suggest(self.seen(person), "search_category", typed, person=person).values[0]

    def seen(self, person: str = ANA) -> View:
        view = self.slack.view_of(person)
        assert view is not None
        return view

    def press(self, action_id: str, *, person: str = ANA, presses: int = 1) -> View:
        """Press a button of the window, and give what the person sees once that is something else."""
        before = self.seen(person)
        self.slack.press(before, action_id, person=person, presses=presses)
        return self.slack.wait_for(lambda: (now := self.slack.view_of(person)) != before and now, seconds=30)


def until(holds: Callable[[], bool]) -> None:
    """Ask the bot again and again, until it has heard of a sync."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline


def buttons(view: View) -> list[str]:
    """The labels of a modal's buttons in its rows."""
    parts = [part for block in view.blocks for part in block.get("elements", [])]
    return [part["text"]["text"] for part in parts if part.get("type") == "button"]


def said(view: View) -> str:
    return text_of(view.blocks)


def filled(view: View) -> dict[str, Any]:
    """What stands in the fields of a form."""
    return dict(_filled(view))


def _filled(view: View) -> Iterator[tuple[str, Any]]:
    for block, inputs in view.state["values"].items():
        for given in inputs.values():
            chosen = given.get("selected_option") or {}
            value = given.get("value") or given.get("selected_date") or chosen.get("text", {}).get("text")
            ticked = [option["value"] for option in given.get("selected_options") or []]
            if value or ticked:
                yield block, value or ticked


@pytest.fixture
def searching(slack_over_http: FakeSlack) -> Searching:
    """People in a Slack in which the bot answers from the sample help centre over HTTP."""
    return Searching(slack_over_http)
