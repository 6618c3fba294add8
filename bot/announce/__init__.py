"""Announce: what has changed is planned for each channel, and drawn when it is posted or put right."""

from slack_bolt import App

from bot.announce.listeners import Listeners
from bot.announce.sections import news
from bot.announce.verbs import ANNOUNCE_NOW, PREVIEW
from bot.parts import Parts

VERBS = (PREVIEW, ANNOUNCE_NOW)
SECTIONS = (news,)


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.action("announced")(listeners.announced)
    app.action("try_now")(listeners.try_now)
