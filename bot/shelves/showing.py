"""Showing a category or the newest articles, and keeping what was listed, so that its numbers are understood."""

import logging
from collections.abc import Sequence
from functools import partial

from bot.cards import Message
from bot.categories import unknown_category
from bot.errors import in_background
from bot.gestures import Command, Press
from bot.parts import Parts
from bot.shelves.blocks import PAGE, shelf_message
from knowledge.articles import Article, CategoryPath, category_mark
from knowledge.listings import Listing, Spot

log = logging.getLogger(__name__)


def shelf_shown(parts: Parts, gesture: Command | Press, path: CategoryPath, offset: int = 0) -> Message:
    """A category as whoever made the gesture may see it; `UnknownCategory` when it has just gone."""
    audience = parts.channels.audience_for(gesture)
    shelf = parts.knowledge.shelf(path, audience, limit=PAGE, offset=offset)
    if shelf is None:
        raise unknown_category(parts.knowledge, category_mark(path), audience)
    keep_listing(parts, gesture, shelf.page.articles, first=shelf.page.first)
    return shelf_message(shelf)


def keep_listing(parts: Parts, gesture: Command | Press, articles: Sequence[Article], *, first: int) -> None:
    """Keep in the background which articles somebody is shown with numbers from `first` on, unless there is none.

    Nobody waits for it.
    """
    if not articles:
        return
    listing = Listing([article.key for article in articles], first=first)
    spot, listings = spot_of(gesture), parts.knowledge.listings
    listings.note(spot, listing)
    work = partial(listings.keep_noted, spot, listing)
    in_background(
        parts.pool, work, otherwise=partial(log.warning, "a list is not kept, so its numbers open nothing: %s")
    )


def spot_of(gesture: Command | Press) -> Spot:
    """Where somebody alone sees what they are shown."""
    return Spot(gesture.workspace, gesture.channel, person=gesture.person)
