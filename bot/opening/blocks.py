"""How an article looks in its modal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.buttons import vote_buttons
from bot.cards import (
    LONGEST_LINK,
    Message,
    escape,
    facts,
    kept_with,
    row_of,
    section,
    small,
    title_link,
    verb_button,
)
from bot.gestures import is_home
from bot.modals import LONGEST_MEMORY, modal
from bot.opening.body.blocks import pages_of
from bot.typed.pieces import in_quotes
from bot.typed.reading import LONGEST_CATEGORY
from knowledge.articles import Article, category_text


@dataclass(frozen=True, slots=True)
class Opened:
    """How an article came to be open: the question that it answers, if any, the message or the modal that it was opened
    from, and whence."""

    question: str = ""
    origin: str = ""
    whence: Mapping[str, object] = field(default_factory=dict)


def article_modal(article: Article, opened: Opened | None = None, *, page: int = 0, said: str = "") -> dict[str, Any]:
    """The modal with one page of an article, the last where there are fewer; `said` stands at its top, in our words."""
    opened = opened or Opened()
    pages = pages_of(article)
    at = min(max(page, 0), len(pages) - 1)
    shown: list[Block] = [section(escape(said)), DividerBlock()] if said else []
    shown += [*_head(article), *row_of(_buttons(article, opened)), *pages[at], *_foot(article, at, len(pages))]
    memory = {**opened.whence, "article": article.key, "origin": opened.origin, "page": at, "edition": edition(article)}
    title = article.reference.strip() or "Article"
    return modal(title, Message.of(article.title, shown), memory=kept_with(opened.question, memory, LONGEST_MEMORY))


def edition(article: Article) -> str:
    """What is another whenever the article's body is, so that no page is turned to that belongs to another one."""
    return sha256(f"{article.body}\0{article.summary}".encode()).hexdigest()[:16]


def _head(article: Article) -> Iterator[Block]:
    yield section(title_link(article))
    if below := facts(article):
        yield small(below)


def _buttons(article: Article, opened: Opened) -> Iterator[ButtonElement]:
    if opened.whence.get("channel") and not is_home(opened.whence):
        yield ButtonElement(text="Share to the channel", action_id="article_share", value="{}")
    # Whoever looked for it by its name asked for what its title says.
    yield from vote_buttons(opened.question or article.title, article)
    category = category_text(article.category)
    if category and len(category) <= LONGEST_CATEGORY:
        yield verb_button(f"Subscribe to {article.category[-1]}", "subscribe", in_quotes(category))


def _foot(article: Article, at: int, count: int) -> Iterator[Block]:
    if count > 1:
        yield small(f"Page {at + 1} of {count}")
    yield from row_of(_turning(at, count))
    link = f"<{escape(article.url)}|Open it in the browser>" if article.url else ""
    if link and len(link) <= LONGEST_LINK:
        yield section(link)


def _turning(at: int, count: int) -> Iterator[ButtonElement]:
    if at:
        yield _turn("Previous", "article_previous", at - 1)
    if at + 1 < count:
        yield _turn("Continue", "article_next", at + 1)


def _turn(label: str, action: str, page: int) -> ButtonElement:
    return ButtonElement(text=label, action_id=action, value=f'{{"page": {page}}}')
