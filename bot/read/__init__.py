"""Read: an article opened whole, in a modal."""

from slack_bolt import App

from bot.parts import Parts
from bot.read.listeners import Listeners


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    app.action("open")(Listeners(parts).open)
