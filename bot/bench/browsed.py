"""What lists, Quick Jump, the window of an article and links show; a sentence for each broken promise."""

import json
from collections.abc import Iterator
from typing import Any

from bot.bench import promises
from bot.bench.hostile import CANARY
from bot.browse import blocks as browse_blocks
from bot.cards import Message
from bot.jump import blocks as jump_blocks
from bot.opening.blocks import article_modal
from bot.playground.limits import SlackRefused
from bot.playground.suggestions import checked_suggestions
from bot.shelves.blocks import PAGE, shelf_message
from bot.unfurl.blocks import unfurled
from knowledge.articles import Article, Audience
from knowledge.base import KnowledgeBase
from knowledge.characters import storable

_MOST_SUGGESTED = 60


def of_browsing(knowledge: KnowledgeBase, typed: str) -> Iterator[str]:
    """Browse for the public and for insiders, with what somebody types into the field that jumps."""
    typed = storable(typed)
    for audience in Audience:
        secret = audience is Audience.PUBLIC
        articles = knowledge.newest(audience, limit=PAGE).articles
        links = {article.url for article in articles} | {*knowledge.links(audience)}
        for message in _lists(knowledge, audience):
            yield from promises.of_message(message, links, typed=repr(articles), secret=secret)
        yield from _of_suggestions(knowledge, typed, audience)
        for article in articles[:2]:
            yield from _of_article(article, secret=secret)


def _lists(knowledge: KnowledgeBase, audience: Audience) -> Iterator[Message]:
    categories = knowledge.categories(audience)
    yield browse_blocks.tree(categories, 0, knowledge.article_count(audience))
    yield browse_blocks.newest(knowledge.newest(audience, limit=PAGE), ())
    deepest = max((each.path for each in categories), key=len, default=())
    for path in {(), deepest}:
        shelf = knowledge.shelf(path, audience, limit=PAGE)
        if shelf:
            yield shelf_message(shelf)


def _of_suggestions(knowledge: KnowledgeBase, typed: str, audience: Audience) -> Iterator[str]:
    groups = jump_blocks.groups(knowledge.suggest(typed, audience, _MOST_SUGGESTED))
    shown: dict[str, Any] = {"option_groups": groups} if groups else {"options": []}
    try:
        checked_suggestions(json.dumps(shown))
    except SlackRefused as refused:
        yield f"Slack refuses options: {refused}"
    if audience is Audience.PUBLIC and CANARY in repr(groups).casefold():
        yield "a field for the public offers what is internal"


def _of_article(article: Article, *, secret: bool) -> Iterator[str]:
    links = {article.url}
    yield from promises.of_view(article_modal(article), links, typed=repr(article))
    yield from promises.of_attachments([unfurled(article)], links, typed=repr(article))
    if secret and CANARY in repr((article_modal(article), unfurled(article))).casefold():
        yield "an article for the public shows what is internal"
