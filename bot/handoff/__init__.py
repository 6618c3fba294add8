"""Handoff: a question that no article answered, put to people, and what they make of it."""

from slack_bolt import App

from bot.buttons import ASK_A_PERSON
from bot.handoff import blocks
from bot.handoff.listeners import Listeners
from bot.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.action(ASK_A_PERSON)(listeners.ask)
    app.action(blocks.CLAIM)(listeners.claim)
    app.action(blocks.RESOLVE)(listeners.resolve)
    app.action(blocks.PROPOSE)(listeners.write)
    app.view(blocks.PROPOSE)(listeners.propose)
