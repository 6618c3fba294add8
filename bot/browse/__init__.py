"""Browse: the tree of categories, their articles in numbered lists, the newest, and an article by its number."""

import re

from slack_bolt import App

from bot.browse.listeners import Listeners
from bot.browse.sections import categories
from bot.browse.verbs import BROWSE, CATEGORIES, OPEN, RECENT
from bot.parts import Parts

VERBS = (CATEGORIES, BROWSE, RECENT, OPEN)
SECTIONS = (categories,)


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.action(re.compile(r"browse(:\d+)?"))(listeners.browse)
    app.action(re.compile(r"categories(:\d+)?"))(listeners.categories)
    app.action(re.compile(r"newest(:\d+)?"))(listeners.newest)
