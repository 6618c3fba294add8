"""Markdown as plain text, for search to read and for summaries."""

import itertools
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

# A summary made from a text is its first so many words.
SUMMARY_WORDS = 40

_BETWEEN_CELLS = " \u2013 "
_BLOCK_ENDS = frozenset(("paragraph_close", "heading_close", "tr_close"))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def plain_text(markdown: str) -> str:
    """The words of a Markdown text without its marks, a line a paragraph, list item or table row; HTML is left out."""
    lines = "".join(_pieces(_parser().parse(markdown))).split("\n")
    return "\n".join(
        " ".join(line.split()).removesuffix(_BETWEEN_CELLS.rstrip()).rstrip() for line in lines if line.strip()
    )


def _pieces(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield from _pieces(token.children)
        elif token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("fence", "code_block"):
            yield f"{token.content}\n"
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type in ("td_close", "th_close"):
            yield _BETWEEN_CELLS
        if token.type in _BLOCK_ENDS:
            yield "\n"


def first_heading(markdown: str) -> str:
    """The text of the first heading of the first level, or nothing."""
    tokens = _parser().parse(markdown)
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h1":
            return "".join(_pieces([inline])).strip()
    return ""


def first_words(text: str, count: int = SUMMARY_WORDS) -> str:
    """The first words of a text on one line, ending in an ellipsis where there are more."""
    split = text.split(maxsplit=count)
    return " ".join(split[:count]) + ("\u2026" if len(split) > count else "")
