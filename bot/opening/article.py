"""Opening: an article in a modal, on top of the one that somebody is in if they are."""

import logging

from bot.gestures import Command, Press
from bot.opening import blocks
from bot.opening.blocks import Opened
from bot.parts import Parts
from knowledge.articles import Article
from knowledge.errors import DatabaseUnavailable, KnowledgeError

log = logging.getLogger(__name__)


class NoArticle(KnowledgeError):
    """An article that can't be opened."""

    def __init__(self) -> None:
        super().__init__("That article is no longer in the knowledge base, or not for this channel. Ask again.")


def open_answer(parts: Parts, press: Press) -> None:
    """Show the article of a pressed button, and note that somebody opened what answered them; errors as below."""
    question = press.text("question")
    open_article(parts, press, press.text("article"), question)
    if question:
        try:
            parts.knowledge.questions.opened(workspace=press.workspace, person=press.person, question=question)
        except DatabaseUnavailable as unavailable:  # they have what they wanted
            log.warning("that an article was opened is not recorded: %s", unavailable)


def open_article(parts: Parts, gesture: Command | Press, key: str, question: str = "") -> None:
    """Show whoever made a gesture the article of that key, be it as the answer to a question.

    `NoArticle`, `NotOpened`.
    """
    article = readable(parts, gesture, key)
    opened = Opened(question, _origin(gesture), gesture.whence)
    parts.modals.show(gesture.trigger, blocks.article_modal(article, opened), above=gesture.view)


def readable(parts: Parts, gesture: Command | Press, key: str) -> Article:
    """The article of that key, if whoever made a gesture may read it where they did; `NoArticle`."""
    article = parts.knowledge.article(key, parts.channels.audience_for(gesture))
    if not article:
        raise NoArticle
    return article


def _origin(gesture: Command | Press) -> str:
    """The message or the modal from which an article is opened; nothing where there is none."""
    ts = gesture.message_ts if isinstance(gesture, Press) else ""
    return ts or (gesture.view.id if gesture.view else "")
