"""How an article looks below a link to it."""

from typing import Any

from slack_sdk.models.blocks import Block

from bot.cards import escape, facts, section, shorten, small, title_link
from knowledge.articles import Article

_LONGEST_EXCERPT = 300


def unfurled(article: Article) -> dict[str, Any]:
    """An article as Slack's chat.unfurl takes it: title, the beginning of its summary, category and date."""
    excerpt = escape(shorten(article.summary, _LONGEST_EXCERPT))
    shown: list[Block] = [section(f"{title_link(article)}\n{excerpt}".rstrip())]
    if below := facts(article):
        shown.append(small(below))
    return {"blocks": [block.to_dict() for block in shown], "fallback": shorten(article.title, _LONGEST_EXCERPT)}
