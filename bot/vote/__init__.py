"""Vote: whether an answer helped, said with one press, and why not, if somebody wants to say."""

from slack_bolt import App

from bot.buttons import HELPFUL, NOT_HELPFUL
from bot.parts import Parts
from bot.vote.blocks import REASON, SAY_WHY
from bot.vote.listeners import Listeners


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.action(HELPFUL)(listeners.helpful)
    app.action(NOT_HELPFUL)(listeners.not_helpful)
    app.action(SAY_WHY)(listeners.say_why)
    app.view(REASON)(listeners.reason)
