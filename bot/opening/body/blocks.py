"""How an article's body looks: pages of rich text, in which nothing needs escaping since nothing is markup."""

import json
from collections.abc import Iterator

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

from bot.opening.body.pieces import pieces_of
from knowledge.articles import Article
from knowledge.document import Code, Heading, Items, Paragraph, Part, Run, Runs, parts_of

# Slack takes 100 blocks and some 250 KB a view; so much of them is a page, which a phone still draws at once.
MOST_BLOCKS, MOST_BYTES = 60, 60_000

# A link that is longer would leave no room for others in its block: its text stands alone.
_LONGEST_LINK = 1500


def pages_of(article: Article) -> list[list[Block]]:
    """The body, or the summary where there is none, page by page; one page at least, which may be empty."""
    parts = parts_of(article.body) or [Paragraph((Run(article.summary),))] * bool(article.summary)
    pages: list[list[Block]] = [[]]
    size = 0
    for block in (block for part in parts for piece in pieces_of(part) for block in _drawn(piece)):
        length = len(json.dumps(block.to_dict()))
        size += length
        if len(pages[-1]) == MOST_BLOCKS or (pages[-1] and size > MOST_BYTES):
            pages.append([])
            size = length
        pages[-1].append(block)
    return pages


def _drawn(part: Part) -> Iterator[Block]:
    match part:
        case Heading(text):
            yield HeaderBlock(text=text)
        case Code(text):
            yield _rich(RichTextPreformattedElement(elements=[RichTextElementParts.Text(text=text)]))
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
    return [*map(_run, runs)]


def _run(run: Run) -> RichTextElement:
    names = ("bold", "italic", "strike", "code")
    style = {name: True for name in names if getattr(run, name)} or None
    if run.link and len(run.link) <= _LONGEST_LINK:
        return RichTextElementParts.Link(url=run.link, text=run.text, style=style)
    return RichTextElementParts.Text(text=run.text, style=style)
