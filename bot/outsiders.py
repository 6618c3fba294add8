"""Outsiders: people of another organisation, in channels that it shares with ours, where they are to be ignored."""

import json
from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltResponse

from bot.payloads import is_by_outsider
from bot.settings import Settings
from bot.shapes import at
from knowledge.errors import KnowledgeError

IGNORE = "ignore"

# What people write; other events that name a person tell of channels and of the app.
_WRITTEN = ("message", "app_mention", "link_shared")


class Ignored(KnowledgeError):
    """Somebody of another organisation asked for something where only our people are answered."""

    def __init__(self) -> None:
        super().__init__(
            "I only answer people of the organisation that runs me. Ask one of them to look it up for you."
        )


def ignore_outsiders(app: App, settings: Settings) -> None:
    """Where EXTERNAL_PEOPLE says so, let nothing that outsiders do reach a listener: what they write is dropped before
    anything of it is kept, and whoever presses a button is told a sentence."""
    if settings.external_people == IGNORE:
        app.use(_only_ours)


def _only_ours(body: dict[str, Any], next: Callable[[], None]) -> BoltResponse | None:
    if not is_by_outsider(body) or ("event" in body and at(body, "event", "type") not in _WRITTEN):
        next()
        return None
    if "event" in body:
        return BoltResponse(status=200, body="")
    if body.get("type") == "block_suggestion":
        return BoltResponse(status=200, body=json.dumps({"options": []}))
    raise Ignored
