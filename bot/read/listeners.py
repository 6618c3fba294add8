"""What happens when somebody opens an article."""

from functools import partial

from slack_bolt import Ack

from bot.errors import in_background
from bot.gestures import Press
from bot.parts import Parts
from bot.payloads import press_from
from bot.read import blocks
from bot.shapes import Payload
from knowledge.errors import KnowledgeError


class NoArticle(KnowledgeError):
    """An article that can't be opened."""

    def __init__(self) -> None:
        super().__init__("That article is no longer in the knowledge base, or not for this channel. Ask again.")


class Listeners:
    """The listeners of read."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def open(self, ack: Ack, body: Payload) -> None:
        """Open article."""
        ack()
        work = partial(open_article, self._parts, press_from(body))
        in_background(self._parts.pool, work, otherwise=partial(self._parts.replies.tell, body))


def open_article(parts: Parts, press: Press) -> None:
    """Show the pressed article in a modal, on top of the one it was pressed in if it was; `NoArticle`, `NotOpened`."""
    article = parts.knowledge.article(press.text("article"), parts.channels.audience_for(press))
    if not article:
        raise NoArticle
    show = parts.modals.push if press.view else parts.modals.open
    show(press.trigger, blocks.article_modal(article))
