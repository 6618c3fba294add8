"""Markdown as plain text, for search to read and for summaries."""

import itertools
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

# A summary made from a text is its first so many words.
SUMMARY_WORDS = 40

# How much of a Markdown text is read: marks and links included, some five times the 4,000 characters of its words that
# search looks at (OPENING in knowledge/search/index.py). The parser would take 10 s for a megabyte of brackets.
LONGEST_READ = 20_000

_BETWEEN_CELLS = " \u2013 "
_BLOCK_ENDS = frozenset(("paragraph_close", "heading_close", "tr_close"))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def plain_text(markdown: str) -> str:
    """The words of a Markdown text without its marks, a line a paragraph, list item or table row; HTML is left out.

    Of a text that is longer than `LONGEST_READ` characters, only its beginning is read.
    """
    lines = "".join(_pieces(_parser().parse(_beginning(markdown)))).split("\n")
    return "\n".join(
        " ".join(line.split()).removesuffix(_BETWEEN_CELLS.rstrip()).rstrip() for line in lines if line.strip()
    )


def _beginning(markdown: str) -> str:
    """As much of a text as is read: whole lines, or whole words where the line is longer than that."""
    if len(markdown) <= LONGEST_READ:
        return markdown
    ends = (markdown.rfind(end, LONGEST_READ // 2, LONGEST_READ) for end in ("\n", " "))
    return markdown[: next((end for end in ends if end > 0), LONGEST_READ)]


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
    """The text of the first heading of the first level, or nothing; it must stand in what `plain_text` reads."""
    tokens = _parser().parse(_beginning(markdown))
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h1":
            return "".join(_pieces([inline])).strip()
    return ""


def first_words(text: str, count: int = SUMMARY_WORDS) -> str:
    """The first words of a text on one line, ending in an ellipsis where there are more."""
    split = text.split(maxsplit=count)
    return " ".join(split[:count]) + ("\u2026" if len(split) > count else "")
