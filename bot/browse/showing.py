"""What browse shows: the tree of categories, and the newest articles."""

from bot.browse import blocks
from bot.cards import Message
from bot.categories import category_meant
from bot.gestures import Command, Press
from bot.parts import Parts
from bot.shelves.blocks import PAGE
from bot.shelves.showing import keep_listing
from knowledge.articles import CategoryPath


def tree_shown(parts: Parts, gesture: Command | Press, offset: int) -> Message:
    """A page of the tree as whoever made the gesture may see it; the last where it ends before."""
    audience = parts.channels.audience_for(gesture)
    tree = parts.knowledge.categories(audience)
    start = min(max(offset, 0), max(len(tree) - 1, 0) // PAGE * PAGE)
    return blocks.tree(tree, start, parts.knowledge.article_count(audience))


def newest_shown(parts: Parts, gesture: Command | Press, path: CategoryPath, offset: int) -> Message:
    """A page of a category's newest articles, as above; the empty path means all of them."""
    audience = parts.channels.audience_for(gesture)
    page = parts.knowledge.newest(audience, limit=PAGE, offset=offset, category=path)
    keep_listing(parts, gesture, page.articles, first=page.first)
    return blocks.newest(page, path)


def pressed_category(parts: Parts, press: Press) -> CategoryPath:
    """The category that a button carries, the empty path meaning all; `UnknownCategory` when it has gone."""
    mark = press.text("category")
    return category_meant(parts.knowledge, mark, parts.channels.audience_for(press)) if mark else ()
