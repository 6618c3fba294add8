"""Read: an article opened whole, in a modal, page by page, and shared from there."""

import re

from slack_bolt import App

from bot.parts import Parts
from bot.read.listeners import Listeners


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.action("open")(listeners.open)
    app.action(re.compile("article_(previous|next)"))(listeners.turn)
    app.action("article_share")(listeners.share)
