"""Home: the app's own place, and what is suggested beside its messages. What stands in Home comes from others."""

from slack_bolt import App

from bot.home.blocks import REFRESH
from bot.home.listeners import Listeners
from bot.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.event("app_home_opened")(listeners.opened)
    app.action(REFRESH)(listeners.refresh)
