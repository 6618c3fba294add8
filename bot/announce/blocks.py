"""How announcements look: one article as a card or a line, several as a digest by category, and all of a digest."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, HeaderBlock, MarkdownTextObject, SectionBlock

from bot.cards import (
    LONGEST_ECHO,
    Message,
    bullets,
    escape,
    facts,
    open_button,
    section,
    shorten,
    small,
    title_link,
)
from bot.modals import modal
from knowledge.announcements import Contents, Line, Occasion
from knowledge.articles import CategoryPath, category_text
from knowledge.changes import ChangeKind

# A digest names so many articles; whoever wants the others opens them all.
MOST_NAMED = 20

_LONGEST_TITLE, _LONGEST_EXCERPT, _LONGEST_HINT = 150, 300, 120

# Slack's limit is 3,000 for a section and 100 blocks for a modal (SLACK.md, "Posting").
_LONGEST_SECTION, _MOST_SECTIONS = 2900, 90

_NO_CATEGORY = "Without a category"


def announcement(contents: Contents, *, post: int) -> Message:
    """What a channel sees of a post: a card or a line for one article as it changes, else a digest."""
    if contents.occasion is Occasion.CHANGE and len(contents.lines) == 1:
        return _single(contents.lines[0])
    return _digest(contents, post)


def everything(contents: Contents) -> dict[str, Any]:
    """A modal with all articles of a digest, a line each."""
    sections = list(_sections(contents.lines))
    left_out = sections[_MOST_SECTIONS:]
    blocks: list[Block] = [section(text) for text in sections[:_MOST_SECTIONS]]
    if left_out:
        blocks.append(small("There are more, too many for one window: ask for them with `/kb` and your words."))
    return modal("All articles", Message.of("All articles", blocks))


def waiting(lines: Sequence[Line]) -> Message:
    """What would be told if somebody asked for it now, for one person to see."""
    heading = f"This waits to be posted here ({_counted(lines)}):"
    return _private(heading, lines, "`/kb announce-now` posts it at once.")


def example(lines: Sequence[Line], category: CategoryPath) -> Message:
    """What announcements of a category look like, for one person to see while none waits."""
    if not lines:
        return Message.of(_NOTHING_HERE, [section(_NOTHING_HERE)])
    where = f" in *{escape(shorten(category_text(category), LONGEST_ECHO))}*" if category else ""
    return _private(f"Nothing waits to be posted here. This is what the newest{where} would look like:", lines, "")


_NOTHING_HERE = "Nothing waits to be posted here, and there is no article in it yet."


def _single(line: Line) -> Message:
    if line.compact:
        text = f"{_label(line)}: {_title(line)}{_behind(line)}"
        return Message.of(_spoken(line), [section(text)])
    return Message.of(_spoken(line), _card(line))


def _card(line: Line) -> list[Block]:
    if line.is_gone:
        return [section(f"{_title(line)}\nThis article has been removed.")]
    excerpt = escape(shorten(line.article.summary, _LONGEST_EXCERPT))
    shown = MarkdownTextObject(text=f"{_title(line)}\n{excerpt}".rstrip())
    below = " · ".join(filter(None, [_label(line), facts(line.article)]))
    return [SectionBlock(text=shown, accessory=open_button(line.article)), small(below)]


def _digest(contents: Contents, post: int) -> Message:
    named, left_out = contents.lines[:MOST_NAMED], len(contents.lines) - MOST_NAMED
    heading = _heading(contents)
    blocks: list[Block] = [HeaderBlock(text=heading), *map(section, _sections(named))]
    if left_out > 0:
        blocks.append(small(f"{left_out} more are not named here."))
        button = ButtonElement(
            text=f"Show all {len(contents.lines)}", action_id="announced", value=f'{{"post":{post}}}'
        )
        blocks.append(ActionsBlock(elements=[button]))
    titles = "; ".join(escape(shorten(line.article.title, _LONGEST_TITLE)) for line in named[:3])
    return Message.of(f"{heading}: {titles}{'; …' if len(contents.lines) > 3 else ''}", blocks)


def _private(heading: str, lines: Sequence[Line], hint: str) -> Message:
    named, left_out = lines[:MOST_NAMED], len(lines) - MOST_NAMED
    blocks: list[Block] = [section(heading)]
    blocks += _card(lines[0]) if len(lines) == 1 and not lines[0].compact else map(section, _sections(named))
    if left_out > 0:
        blocks.append(small(f"{left_out} more are not named here."))
    if hint:
        blocks.append(small(hint))
    return Message.of(heading, blocks)


def _heading(contents: Contents) -> str:
    counted = _counted(contents.lines)
    match contents.occasion:
        case Occasion.RECENT:
            return f"The latest: {counted}"
        case Occasion.ASKED:
            return f"Announced now: {counted}"
        case _:
            return counted[0].upper() + counted[1:]


def _counted(lines: Iterable[Line]) -> str:
    counts = Counter("updated" if line.kind is ChangeKind.UPDATED else "new" for line in lines)
    if all(line.kind is None for line in lines):
        return _articles(counts["new"])
    kinds = [f"{_articles(counts[kind], kind)}" for kind in ("new", "updated") if counts[kind]]
    return " and ".join(kinds)


def _articles(count: int, kind: str = "") -> str:
    return f"{count} {kind} {'article' if count == 1 else 'articles'}".replace("  ", " ")


def _sections(lines: Sequence[Line]) -> Iterator[str]:
    """The lines by category, as texts that each fit into a section."""
    for category, group in groupby(lines, key=lambda line: line.article.category):
        name = escape(shorten(category_text(category), LONGEST_ECHO)) if category else _NO_CATEGORY
        yield from _filled(f"*{name}*", [_in_digest(line) for line in group])


def _filled(heading: str, lines: Iterable[str]) -> Iterator[str]:
    text = heading
    for line in lines:
        longer = f"{text}\n{bullets([line])}"
        if len(longer) > _LONGEST_SECTION:
            yield text
            longer = bullets([line])
        text = longer
    yield text


def _in_digest(line: Line) -> str:
    updated = " (updated)" if line.kind is ChangeKind.UPDATED else ""
    if line.is_gone:
        return f"{_title(line)} (removed)"
    excerpt = escape(shorten(line.article.summary, _LONGEST_HINT))
    return f"{_title(line)}{updated}" + (f"\n    {excerpt}" if excerpt and not line.compact else "")


def _title(line: Line) -> str:
    if line.is_gone:
        return f"~{escape(shorten(line.article.title, _LONGEST_TITLE))}~"
    return title_link(line.article, _LONGEST_TITLE)


def _behind(line: Line) -> str:
    category = escape(shorten(category_text(line.article.category), LONGEST_ECHO))
    if line.is_gone:
        return " (removed)"
    return f" · {category}" if category else ""


def _label(line: Line) -> str:
    if line.kind is None:
        return ""
    return "Updated" if line.kind is ChangeKind.UPDATED else "New"


def _spoken(line: Line) -> str:
    """A line for notifications and screen readers."""
    article = line.article
    words = f"{article.title}: {shorten(article.summary, _LONGEST_EXCERPT)}" if article.summary else article.title
    return escape(f"{_label(line)}: {words}" if not line.is_gone else f"Removed: {article.title}")
