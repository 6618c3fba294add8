"""How announcements look: one article as a card or a line, several as a digest by category, and all of a digest."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, HeaderBlock, MarkdownTextObject, SectionBlock

from bot.announce.wording import (
    LONGEST_EXCERPT,
    LONGEST_TITLE,
    counted,
    heading,
    label,
    named,
    shared_category,
    spoken,
    spoken_digest,
)
from bot.cards import Message, bullets, escape, facts, open_button, plain, section, shorten, small, title_link
from bot.modals import modal
from knowledge.announcements import Contents, Line, Occasion
from knowledge.articles import CategoryPath, folded
from knowledge.changes import ChangeKind

# A digest names so many articles, and fewer when their links are long: Slack takes some 12,000 characters a message, of
# which the blocks themselves need some. Whoever wants the others opens them all.
MOST_NAMED = 20
_MOST_CHARACTERS = 8000

_LONGEST_HINT, _LONGEST_HEADING = 120, 150

# Slack's limits are 3,000 for a section, and 100 blocks and some 250 KB for a modal (SLACK.md, "Posting").
_LONGEST_SECTION, _MOST_SECTIONS, _MOST_BYTES = 2900, 90, 200_000

_NO_CATEGORY = "Without a category"


def announcement(contents: Contents, *, post: int) -> Message:
    """What a channel sees of a post: a card or a line for one article as it changes, else a digest."""
    if contents.occasion is Occasion.CHANGE and len(contents.lines) == 1:
        return _single(contents.lines[0])
    return _digest(contents, post)


def withheld() -> Message:
    """What takes the place of a post of which its readers may see nothing any more."""
    return plain("What stood here is not for everybody who reads along by now.")


def everything(contents: Contents) -> dict[str, Any]:
    """A modal with the titles of all articles of a digest, by category."""
    blocks: list[Block] = []
    size = 0
    for text in _sections(_by_category(contents.lines), _title_in_digest):
        size += len(json.dumps(text))
        if len(blocks) == _MOST_SECTIONS or size > _MOST_BYTES:
            blocks.append(small("There are more, too many for one window: ask for them with `/kb` and your words."))
            break
        blocks.append(section(text))
    return modal("All articles", Message.of("All articles", blocks or [section("None of it is for this channel.")]))


def waiting(lines: Sequence[Line]) -> Message:
    """What would be told if somebody asked for it now, for one person to see."""
    return _private(f"This waits to be posted here ({counted(lines)}):", lines, "`/kb announce-now` posts it at once.")


def example(lines: Sequence[Line], category: CategoryPath) -> Message:
    """What announcements of a category look like, for one person to see while none waits."""
    where = f" in *{named(category)}*" if category else ""
    if not lines:
        return plain(f"Nothing waits to be posted here, and there is no article{where} yet.")
    newest = "newest article" if len(lines) == 1 else "newest articles"
    return _private(f"Nothing waits to be posted here. This is how the {newest}{where} would look:", lines, "")


def headline(line: Line) -> list[Block]:
    """An article's title above what has happened to it and its facts, with a button that opens it."""
    shown = SectionBlock(text=MarkdownTextObject(text=title_link(line.article)), accessory=open_button(line.article))
    return [shown, small(" · ".join(filter(None, [label(line), facts(line.article)])))]


def _single(line: Line) -> Message:
    return Message.of(spoken(line), [section(_line(line))] if line.compact else _card(line))


def _line(line: Line) -> str:
    if line.is_gone:
        return f"{_title(line)} (removed)"
    said = f"{label(line)}: " if line.kind else ""
    return " · ".join(filter(None, (f"{said}{_title(line)}", named(line.article.category))))


def _card(line: Line) -> list[Block]:
    if line.is_gone:
        return [section(f"{_title(line)}\nThis article has been removed.")]
    excerpt = escape(shorten(line.article.summary, LONGEST_EXCERPT))
    shown = MarkdownTextObject(text=f"{_title(line)}\n{excerpt}".rstrip())
    below = " · ".join(filter(None, [label(line), facts(line.article)]))
    return [SectionBlock(text=shown, accessory=open_button(line.article)), *([small(below)] if below else [])]


def _digest(contents: Contents, post: int) -> Message:
    within, lines = shared_category(contents.lines), _fitting(_by_category(contents.lines))
    blocks: list[Block] = [
        HeaderBlock(text=shorten(heading(contents), _LONGEST_HEADING)),
        *map(section, _sections(lines, _in_digest, within)),
    ]
    if left_out := len(contents.lines) - len(lines):
        button = ButtonElement(
            text=f"Show all {len(contents.lines)}", action_id="announced", value=json.dumps({"post": post})
        )
        blocks += [small(_left_out(left_out)), ActionsBlock(elements=[button])]
    return Message.of(spoken_digest(contents), blocks)


def _private(said: str, lines: Sequence[Line], hint: str) -> Message:
    shown = _fitting(_by_category(lines))
    blocks: list[Block] = [section(said)]
    blocks += (
        _card(lines[0]) if len(lines) == 1 and not lines[0].compact else map(section, _sections(shown, _in_digest))
    )
    below = [_left_out(len(lines) - len(shown)) if len(lines) > len(shown) else "", hint]
    return Message.of(said, [*blocks, *(small(text) for text in below if text)])


def _left_out(count: int) -> str:
    return f"{count} more {'is' if count == 1 else 'are'} not named here."


def _by_category(lines: Sequence[Line]) -> Sequence[Line]:
    return sorted(lines, key=lambda line: folded(line.article.category))


def _fitting(lines: Sequence[Line]) -> Sequence[Line]:
    """As many lines as a message may name."""
    shown = lines[:MOST_NAMED]
    while len(shown) > 1 and sum(map(len, _sections(shown, _in_digest))) > _MOST_CHARACTERS:
        shown = shown[:-1]
    return shown


def _sections(lines: Sequence[Line], draw: Callable[[Line], str], within: CategoryPath = ()) -> Iterator[str]:
    """The lines by category, as texts that each fit into a section; a category within another goes without its name."""
    for _, group in groupby(lines, key=lambda line: folded(line.article.category)):
        alike = list(group)
        below = alike[0].article.category[len(within) :]
        title = named(below) or ("" if within else _NO_CATEGORY)
        yield from _filled([f"*{title}*"] if title else [], (bullets([draw(line)]) for line in alike))


def _filled(begun: list[str], lines: Iterable[str]) -> Iterator[str]:
    """Lines as few texts, each short enough for a section; the first goes on from what has begun."""
    for line in lines:
        if begun and len("\n".join([*begun, line])) > _LONGEST_SECTION:
            yield "\n".join(begun)
            begun = []
        begun = [*begun, line]
    yield "\n".join(begun)


def _in_digest(line: Line) -> str:
    excerpt = escape(shorten(line.article.summary, _LONGEST_HINT))
    has_excerpt = excerpt and not line.compact and not line.is_gone
    return _title_in_digest(line) + (f"\n    {excerpt}" if has_excerpt else "")


def _title_in_digest(line: Line) -> str:
    if line.is_gone:
        return f"{_title(line)} (removed)"
    return f"{_title(line)}{' (updated)' if line.kind is ChangeKind.UPDATED else ''}"


def _title(line: Line) -> str:
    if line.is_gone:
        return f"~{escape(shorten(line.article.title, LONGEST_TITLE))}~"
    return title_link(line.article, LONGEST_TITLE)
