"""Jumping: what was chosen in the field is opened, an article in a modal and a category as its list."""

from bot.categories import category_meant
from bot.gestures import Press
from bot.jump.blocks import ARTICLE, CATEGORY
from bot.opening.article import open_article
from bot.parts import Parts
from bot.pressed import NotKnown
from bot.shelves.showing import shelf_shown


def jump_to(parts: Parts, press: Press) -> None:
    """Open what was chosen; `NoArticle`, `UnknownCategory`, `NotKnown`, `NotOpened`, `NotResponded`."""
    if press.chosen.startswith(ARTICLE):
        open_article(parts, press, press.chosen.removeprefix(ARTICLE))
    elif press.chosen.startswith(CATEGORY):
        mark, audience = press.chosen.removeprefix(CATEGORY), parts.channels.audience_for(press)
        parts.replies.show(press, shelf_shown(parts, press, category_meant(parts.knowledge, mark, audience)))
    else:
        raise NotKnown
