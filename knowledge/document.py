"""Documents: an article's body as parts that a screen can draw, without a trace of its markup."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

# A list may hold lists; whatever stands deeper is drawn at this depth (Slack draws eight steps).
DEEPEST = 8

_BETWEEN_CELLS = " | "

# One long cell must not make every row of its column as long.
_WIDEST_CELL = 40


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; `link` is an http or https address, or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, of any level."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `is_quote` says that the author quotes it."""

    runs: Runs
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """List items that stand together: all of one depth (0 is the outermost), numbered from `first` or not at all."""

    items: tuple[Runs, ...]
    depth: int = 0
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be shown letter by letter: code, or a table with its columns in line."""

    text: str


Part = Heading | Paragraph | Items | Code


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(("table", "strikethrough"))


def parts_of(markdown: str) -> list[Part]:
    """The parts of a Markdown text in reading order. HTML is left out; images become links; other links lose theirs."""
    return [part for part in _blocks(SyntaxTreeNode(_parser().parse(markdown)).children) if not _is_empty(part)]


def _is_empty(part: Part) -> bool:
    match part:
        case Heading(text) | Code(text):
            return not text.strip()
        case Paragraph(runs):
            return not "".join(run.text for run in runs).strip()
        case Items(items):
            return not items


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Part]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading("".join(run.text for run in _runs(node)).strip())
            case "paragraph":
                yield Paragraph(_runs(node))
            case "bullet_list" | "ordered_list":
                yield from _list(node, depth=0)
            case "blockquote":
                for part in _blocks(node.children):
                    yield replace(part, is_quote=True) if isinstance(part, Paragraph) else part
            case "fence" | "code_block":
                yield Code(node.content.rstrip("\n"))
            case "table":
                yield Code(_table(node))


def _list(node: SyntaxTreeNode, *, depth: int) -> Iterator[Part]:
    """The items of a list, in pieces where other parts stand between them; numbers go on after such a piece."""
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    standing: list[Runs] = []
    for item in node.children:
        text, below = _item(item)
        standing.append(text)
        if below:
            yield Items(tuple(standing), min(depth, DEEPEST), first)
            yield from _below_item(below, depth=depth + 1)
            first = first + len(standing) if first is not None else None
            standing = []
    if standing:
        yield Items(tuple(standing), min(depth, DEEPEST), first)


def _item(node: SyntaxTreeNode) -> tuple[Runs, Sequence[SyntaxTreeNode]]:
    """An item's own text, and what stands below it."""
    if node.children and node.children[0].type == "paragraph":
        return _runs(node.children[0]), node.children[1:]
    return (), node.children


def _below_item(nodes: Sequence[SyntaxTreeNode], *, depth: int) -> Iterator[Part]:
    for node in nodes:
        if node.type in ("bullet_list", "ordered_list"):
            yield from _list(node, depth=depth)
        else:
            yield from _blocks([node])


def _runs(node: SyntaxTreeNode) -> Runs:
    return tuple(_joined(_styled(node.children, Run(""))))


def _styled(nodes: Iterable[SyntaxTreeNode], style: Run) -> Iterator[Run]:
    for node in nodes:
        match node.type:
            case "inline":
                yield from _styled(node.children, style)
            case "text":
                yield replace(style, text=node.content)
            case "softbreak":
                yield replace(style, text=" ")
            case "hardbreak":
                yield replace(style, text="\n")
            case "code_inline":
                yield replace(style, text=node.content, code=True)
            case "strong":
                yield from _styled(node.children, replace(style, bold=True))
            case "em":
                yield from _styled(node.children, replace(style, italic=True))
            case "s":
                yield from _styled(node.children, replace(style, strike=True))
            case "link":
                yield from _styled(node.children, replace(style, link=_web_link(node.attrs.get("href"))))
            case "image":
                link = _web_link(node.attrs.get("src"))
                yield replace(style, text=node.content or ("image" if link else ""), link=link)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours of one style as one, without those that hold nothing."""
    last: Run | None = None
    for run in runs:
        if not run.text:
            continue
        if last and replace(last, text="") == replace(run, text=""):
            last = replace(last, text=last.text + run.text)
        else:
            if last:
                yield last
            last = run
    if last:
        yield last


def _web_link(address: object) -> str:
    text = str(address or "")
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname and text.isprintable() else ""


def _table(node: SyntaxTreeNode) -> str:
    """A table with its columns in line, and a rule below its head."""
    rows = [[_cell(cell) for cell in row.children] for part in node.children for row in part.children]
    widths = [min(max(map(len, column)), _WIDEST_CELL) for column in zip(*rows, strict=True)]
    lines = [_BETWEEN_CELLS.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    rule = "-+-".join("-" * width for width in widths)
    return "\n".join(line.rstrip() for line in [lines[0], rule, *lines[1:]])


def _cell(node: SyntaxTreeNode) -> str:
    return re.sub(r"\s+", " ", "".join(run.text for run in _runs(node))).strip()
