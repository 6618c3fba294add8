"""Search: `/kb search` with filters typed or filled in, the pages of what was found, and posting them."""

import re

from slack_bolt import App

from bot.parts import Parts
from bot.search.form.fields import CALLBACK, CATEGORY_MENU
from bot.search.listeners import Listeners
from bot.search.verbs import SEARCH

VERBS = (SEARCH,)


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.options(CATEGORY_MENU)(listeners.choose)
    app.view(CALLBACK)(listeners.submit)
    app.action("search_change")(listeners.change)
    app.action(re.compile("search_(more|first)"))(listeners.turn)
    app.action(re.compile("search_(previous|next)"))(listeners.turn_window)
    app.action("search_post")(listeners.post)
