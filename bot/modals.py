"""Modals: opened while the trigger of a press or a shortcut lives, and put right in place."""

from typing import Any

from slack_sdk import WebClient

from bot.cards import Message, note, shorten
from bot.gestures import View
from bot.outbox.outcomes import FAILURES, slacks_word
from knowledge.errors import KnowledgeError

# A trigger lives for three seconds, and some of them are gone already.
SECONDS_TO_OPEN = 2

# Slack's limits (SLACK.md, "Posting").
_LONGEST_TITLE = 24
LONGEST_MEMORY = 3000

_TOO_LATE = ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id")


class NotOpened(KnowledgeError):
    """A modal that Slack did not open or change, with what to do."""


def modal(title: str, message: Message, *, memory: str = "") -> dict[str, Any]:
    """A modal that shows a message's blocks, and remembers a text for its buttons. It has nothing to submit."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": shorten(title, _LONGEST_TITLE)},
        "close": {"type": "plain_text", "text": "Close"},
        "private_metadata": memory,
        "blocks": list(message.blocks),
    }


def note_modal(text: str) -> dict[str, Any]:
    """A modal with a sentence in our own words."""
    return modal("Quickjump", note(text))


class Modals:
    """Opens and changes modals. Nothing is tried twice: a second attempt would come too late."""

    def __init__(self, *, token: str, api_url: str) -> None:
        self._client = WebClient(token=token, base_url=api_url, timeout=SECONDS_TO_OPEN, retry_handlers=[])

    def show(self, trigger: str, view: dict[str, Any], *, above: View | None) -> None:
        """Open a modal, on top of another one if somebody is in one, or in its place where that can't be.

        `NotOpened` as below.
        """
        if above is None:
            self.open(trigger, view)
            return
        try:
            self.push(trigger, view)
        except NotOpened:  # the trigger has expired, or three are open already
            self.update(above.id, view)

    def open(self, trigger: str, view: dict[str, Any]) -> None:
        """Open a modal; `NotOpened` when the trigger has expired or Slack takes it for another reason."""
        self._call("views.open", {"trigger_id": trigger, "view": view})

    def push(self, trigger: str, view: dict[str, Any]) -> None:
        """Open a modal on top of the one whose button was pressed; `NotOpened` as above."""
        self._call("views.push", {"trigger_id": trigger, "view": view})

    def update(self, view_id: str, view: dict[str, Any]) -> None:
        """Put a view in the place of an open one; `NotOpened` when it has been closed, or Slack does not take it."""
        self._call("views.update", {"view_id": view_id, "view": view})

    def _call(self, method: str, arguments: dict[str, Any]) -> None:
        try:
            self._client.api_call(method, json=arguments)
        except FAILURES as error:
            raise NotOpened(_why(slacks_word(error))) from error


def _why(problem: str) -> str:
    if problem in _TOO_LATE:
        return "It took too long for Slack to open a window. Try again."
    return f"Slack did not open the window ({problem}). Try again in a minute."
