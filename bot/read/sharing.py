"""Sharing an open article to the channel that it was opened in, once."""

from bot.cards import LONGEST_ECHO, shorten
from bot.errors import sentence
from bot.gestures import Press, View
from bot.opening.article import readable
from bot.opening.blocks import article_modal
from bot.parts import Parts
from bot.posting import Showing, post_once
from bot.read.turning import opened_in
from bot.shapes import text_at
from bot.sharing import CannotShare, shareable, shared
from knowledge.articles import Article
from knowledge.errors import KnowledgeError

_NO_CHANNEL = "I don't know which channel this is, so I posted nothing. Open the article from the channel."


def share(parts: Parts, press: Press) -> None:
    """Post the open article, and say in its modal what became of it; `NoArticle`, `NotOpened`."""
    if press.view is None:
        return
    article = readable(parts, press, text_at(press.view.memory, "article"))
    try:
        said = _shared(parts, press, press.view, article)
    except KnowledgeError as problem:
        said = sentence(problem)
    page = press.view.memory.get("page")
    at = page if isinstance(page, int) else 0
    parts.modals.update(press.view.id, article_modal(article, opened_in(press), page=at, said=said))


def _shared(parts: Parts, press: Press, view: View, article: Article) -> str:
    if not press.channel or press.at_home:
        raise CannotShare(_NO_CHANNEL)
    match = shareable(
        parts.knowledge,
        parts.channels,
        press,
        channel=press.channel,
        article=article.key,
        question=opened_in(press).question,
    )
    showing = Showing(
        workspace=press.workspace,
        channel=press.channel,
        person=press.person,
        origin=opened_in(press).origin or view.id,
        subject=article.key,
        name=f"“{shorten(article.title, LONGEST_ECHO)}”",
        response_url=press.response_url,
    )
    return post_once(parts, showing, shared(match, press.person))
