"""Pages of what a search found, drawn anew each time, since articles come and go meanwhile."""

from bot.gestures import Press
from bot.parts import Parts
from bot.search.blocks import FURTHEST
from bot.search.recording import keep_shown
from bot.search.window import blocks
from bot.search.window.memory import search_in
from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from knowledge.searches import Found

_FEWER = "The articles have changed meanwhile, and fewer match: this is the last page now."
_NONE = "The articles have changed meanwhile, and none matches any more."


def page(knowledge: KnowledgeBase, search: str, audience: Audience, *, offset: int = 0) -> Found:
    """The page of a typed search that begins with a place, or the last where there are fewer."""
    found = knowledge.search(search, audience, limit=blocks.PAGE, offset=offset)
    if found.matches or not offset:
        return found
    last = max(found.total - 1, 0) // blocks.PAGE * blocks.PAGE
    return knowledge.search(search, audience, limit=blocks.PAGE, offset=last)


def turn(parts: Parts, press: Press) -> None:
    """Show another page in the window; `NotOpened`."""
    if press.view is None:
        return
    offset = min(max(press.number("offset"), 0), FURTHEST)
    found = page(parts.knowledge, search_in(press.view.memory), parts.channels.audience_for(press), offset=offset)
    keep_shown(parts, press, found)
    said = "" if found.offset == offset and found.total else _FEWER if found.total else _NONE
    parts.modals.update(press.view.id, blocks.results_view(found, press.whence, said=said))
