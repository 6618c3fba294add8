"""Unfurl: what an article says, below a link to it that somebody posts."""

from slack_bolt import App

from bot.parts import Parts
from bot.unfurl.listeners import Listeners


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    app.event("link_shared")(Listeners(parts).shared)
