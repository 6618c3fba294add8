"""Jump: Quick Jump, the field that finds categories and articles as somebody types, and opens what they choose."""

from slack_bolt import App

from bot.buttons import JUMP as FIELD
from bot.jump.listeners import Listeners
from bot.jump.verbs import JUMP
from bot.parts import Parts

VERBS = (JUMP,)


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.options(FIELD)(listeners.suggest)
    app.action(FIELD)(listeners.jump)
