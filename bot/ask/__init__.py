"""Ask: questions by slash command, mention and direct message, and the buttons below their answers."""

import re

from slack_bolt import App

from bot.ask.listeners import Listeners
from bot.ask.sections import examples
from bot.ask.verbs import HELP
from bot.ask.why import WHY
from bot.parts import Parts

VERBS = (HELP, WHY)
SECTIONS = (examples,)


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.command("/kb")(listeners.kb)
    app.event("app_mention")(listeners.asked)
    app.event("message")(listeners.asked)
    app.action(re.compile(r"question(:\d+)?"))(listeners.question)
    app.action("share")(listeners.share)
    app.action("more")(listeners.more)
    app.action("back")(listeners.more)
    app.action(re.compile(r"verb(:\d+)?"))(listeners.verb)
