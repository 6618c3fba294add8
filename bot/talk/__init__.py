"""Talk: what a channel settles about how much the bot says there, and to whom."""

from slack_bolt import App

from bot.buttons import STOP_ANSWERS
from bot.parts import Parts
from bot.talk.fields import CALLBACK
from bot.talk.listeners import Listeners
from bot.talk.verbs import SETTINGS

VERBS = (SETTINGS,)


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.view(CALLBACK)(listeners.submit)
    app.action(STOP_ANSWERS)(listeners.stop)
