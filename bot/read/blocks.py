"""How an article looks in its modal."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    HeaderBlock,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextPreformattedElement,
    RichTextQuoteElement,
    RichTextSectionElement,
)
from slack_sdk.models.blocks.block_elements import RichTextElement

from bot.cards import LONGEST_LINK, Message, escape, facts, section, shorten, small, title_link
from bot.modals import modal
from knowledge.articles import Article
from knowledge.document import Code, Heading, Items, Paragraph, Part, Run, Runs, parts_of

# Slack takes 100 blocks and some 250 KB a view; what stands around the body needs a few of them.
_MOST_PARTS, _MOST_BYTES = 90, 200_000

# A text in one element is cut where Slack cuts that of a section, which keeps long code readable in pieces.
_LONGEST_TEXT, _LONGEST_HEADING = 3000, 150
_MOST_ITEMS = 50


def article_modal(article: Article) -> dict[str, Any]:
    """The modal with an article: title, facts, as much of its body as Slack takes, and where to read it all."""
    body, is_whole = _body(article)
    shown: list[Block] = [section(title_link(article))]
    if below := facts(article):
        shown.append(small(below))
    shown += [*body, *_ending(article, is_whole=is_whole)]
    return modal(article.reference or "Article", Message.of(article.title, shown))


def _body(article: Article) -> tuple[list[Block], bool]:
    """The blocks of the body, or of the summary where there is none; and whether they are all there are."""
    parts = parts_of(article.body) or [Paragraph((Run(article.summary),))] * bool(article.summary)
    blocks: list[Block] = []
    size = 0
    for block in (block for part in parts for piece in _in_pieces(part) for block in _drawn(piece)):
        size += len(json.dumps(block.to_dict()))
        if len(blocks) == _MOST_PARTS or size > _MOST_BYTES:
            return blocks, False
        blocks.append(block)
    return blocks, True


def _ending(article: Article, *, is_whole: bool) -> list[Block]:
    link = f"<{escape(article.url)}|Open it in the browser>" if article.url else ""
    link = link if len(link) <= LONGEST_LINK else ""
    if is_whole:
        return [section(link)] if link else []
    return [section(f"This is where the window ends. {f'{link} to read on.' if link else 'The article goes on.'}")]


def _in_pieces(part: Part) -> Iterator[Part]:
    """A part as parts that are each no longer than one block should be, so that the window fills up to its end."""
    match part:
        case Paragraph(runs) if len(runs) > _MOST_ITEMS or any(len(run.text) > _LONGEST_TEXT for run in runs):
            cut = [replace(run, text=text) for run in runs for text in _pieces(run.text)]
            for start in range(0, len(cut), _MOST_ITEMS):
                yield from _fitting(replace(part, runs=tuple(cut[start : start + _MOST_ITEMS])))
        case Items(items, first=first) if len(items) > _MOST_ITEMS:
            for start in range(0, len(items), _MOST_ITEMS):
                begins = first + start if first is not None else None
                yield replace(part, items=items[start : start + _MOST_ITEMS], first=begins)
        case _:
            yield part


def _fitting(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph, or a paragraph for each of its runs where together they are long."""
    if sum(len(run.text) for run in paragraph.runs) <= _LONGEST_TEXT:
        yield paragraph
    else:
        yield from (replace(paragraph, runs=(run,)) for run in paragraph.runs)


def _drawn(part: Part) -> Iterator[Block]:
    """A part as rich text, in which nothing needs escaping since nothing is markup."""
    match part:
        case Heading(text):
            yield HeaderBlock(text=shorten(text, _LONGEST_HEADING))
        case Code(text):
            for piece in _pieces(text):
                yield _rich(RichTextPreformattedElement(elements=[RichTextElementParts.Text(text=piece)]))
        case Paragraph(runs, is_quote):
            kind = RichTextQuoteElement if is_quote else RichTextSectionElement
            yield _rich(kind(elements=_styled(runs)))
        case Items(items, depth, first) if first in (None, 1):
            sections = [RichTextSectionElement(elements=_styled(runs) or _nothing()) for runs in items]
            style = "ordered" if first else "bullet"
            yield _rich(RichTextListElement(elements=sections, style=style, indent=depth))
        case Items(items, _, first):  # Slack's lists begin with 1, so the others are written out
            for number, runs in enumerate(items, start=first or 0):
                yield _rich(RichTextSectionElement(elements=_styled((Run(f"{number}. "), *runs))))


def _rich(element: RichTextElement) -> RichTextBlock:
    return RichTextBlock(elements=[element])


def _nothing() -> list[RichTextElement]:
    return [RichTextElementParts.Text(text=" ")]


def _styled(runs: Runs) -> list[RichTextElement]:
    return [drawn for run in runs for drawn in _run(run)]


def _run(run: Run) -> Iterable[RichTextElement]:
    names = ("bold", "italic", "strike", "code")
    style = {name: True for name in names if getattr(run, name)} or None
    if run.link:
        return [RichTextElementParts.Link(url=run.link, text=shorten(run.text, _LONGEST_TEXT), style=style)]
    return [RichTextElementParts.Text(text=piece, style=style) for piece in _pieces(run.text)]


def _pieces(text: str) -> list[str]:
    """A text in pieces that one element takes, cut between lines or words where that costs little."""
    pieces = []
    while len(text) > _LONGEST_TEXT:
        cut = max(text.rfind(between, _LONGEST_TEXT // 2, _LONGEST_TEXT) for between in "\n ")
        cut = cut if cut > 0 else _LONGEST_TEXT
        pieces.append(text[:cut])
        text = text[cut:].removeprefix("\n")
    return [*pieces, text] if text else pieces
