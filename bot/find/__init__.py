"""Find: the message shortcut that answers somebody's message, where slash commands don't run: in threads."""

from slack_bolt import App

from bot.find.listeners import Listeners
from bot.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.message_shortcut("find_articles")(listeners.find)
    app.action("share_in_thread")(listeners.share)
