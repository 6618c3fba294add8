"""How what may be jumped to stands in the field, and the field alone."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot.buttons import jump_field
from bot.cards import Message, section, shorten
from knowledge.articles import Article, Category, article_mark, category_mark
from knowledge.browsing import Suggestions

# What an option's value begins with says what it stands for; behind it stands a mark.
CATEGORY, ARTICLE = "category:", "article:"

_UNTITLED = "Untitled"

# Slack's limit for the text of an option; as much of it is a reference at most.
_LONGEST_OPTION, _LONGEST_REFERENCE = 75, 20


def groups(found: Suggestions) -> list[dict[str, Any]]:
    """The categories and the articles as groups of options; a group that holds nothing is left out.

    Plain objects, since models take a tenth of a millisecond for each option, and somebody is typing.
    """
    both = {"Categories": [*map(_category, found.categories)], "Articles": [*map(_article, found.articles)]}
    return [{"label": _plain(label), "options": options} for label, options in both.items() if options]


def field() -> Message:
    """The field alone."""
    said = "Jump to a category or an article: type a few letters, or a reference."
    shown: Sequence[Block] = [section(said), jump_field()]
    return Message.of(said, shown)


def _category(category: Category) -> dict[str, Any]:
    above = category.path[-2:-1]
    name = " / ".join([*(shorten(each, 25) for each in above), category.name])
    count = f" ({category.count:,})"
    return _option(shorten(name, _LONGEST_OPTION - len(count)) + count, CATEGORY + category_mark(category.path))


def _article(article: Article) -> dict[str, Any]:
    reference = f"{shorten(article.reference, _LONGEST_REFERENCE)} · " if article.reference else ""
    return _option(shorten(f"{reference}{article.title}", _LONGEST_OPTION), ARTICLE + article_mark(article.key))


def _option(text: str, value: str) -> dict[str, Any]:
    return {"text": _plain(text if text.strip() else _UNTITLED), "value": value}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
