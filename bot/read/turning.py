"""Turning the pages of an open article, in place."""

from bot.gestures import Press
from bot.opening.article import readable
from bot.opening.blocks import Opened, article_modal, edition
from bot.parts import Parts
from bot.shapes import text_at

_CHANGED = "This article was changed while you had it open. Here it is from the beginning."


def turn(parts: Parts, press: Press) -> None:
    """Show another page; from the beginning where the article is another by now. `NoArticle`, `NotOpened`."""
    if press.view is None:
        return
    memory = press.view.memory
    article = readable(parts, press, text_at(memory, "article"))
    is_same = edition(article) == text_at(memory, "edition")
    page, said = (press.number("page"), "") if is_same else (0, _CHANGED)
    parts.modals.update(press.view.id, article_modal(article, opened_in(press), page=page, said=said))


def opened_in(press: Press) -> Opened:
    """How the article came to be open in whose modal a button was pressed."""
    memory = press.view.memory if press.view else {}
    return Opened(text_at(memory, "question"), text_at(memory, "origin"), press.whence)
