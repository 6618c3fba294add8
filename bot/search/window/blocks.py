"""How what a search found looks in its window, and in a channel that it is posted to."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.buttons import jump_field
from bot.cards import NO_ARTICLES, Message, by, escape, row_of, section, small
from bot.gestures import is_home
from bot.modals import modal
from bot.search.blocks import FURTHEST, code, counted, is_unsure, listed, problems, titles
from bot.search.window.memory import memory
from knowledge.searches import Found, typed

# So many articles are a page.
PAGE = 10

# As much of a search, as typed, as is shown.
_LONGEST_SHOWN = 500

_TITLE = "Search results"
_NOTHING = "I found no article. Press Change search and try other words, fewer of them, or fewer filters."


def results_view(found: Found, whence: Mapping[str, object], *, said: str = "") -> dict[str, Any]:
    """The window with one page of what a search found; `said` stands at its top, in our own words. `TooLong`."""
    above: list[Block] = [section(escape(said)), DividerBlock()] if said else []
    can_post = bool(whence.get("channel") and found.matches) and not is_home(whence)
    buttons = row_of([*_turning(found), _button("Change search", "search_change"), *_posting(can_post)])
    drawn = [jump_field(), *above, *_page(found), *problems(found), *listed(found), DividerBlock(), *buttons]
    kept = memory(whence, search=typed(found.search), offset=found.offset)
    return modal(_TITLE, Message.of(_TITLE, drawn), memory=kept)


def posted(found: Found, person: str) -> Message:
    """A page of what a search found as a whole channel sees it, with who posted it."""
    said = f"{by(person)} searched the articles with {_as_typed(found)} and found {counted(found)}:"
    return Message.of(f"{said} {titles(found)}", [section(said), *problems(found), *listed(found)])


def _page(found: Found) -> list[Block]:
    if not found.searched:
        return [section(NO_ARTICLES)]
    said = f"{counted(found)}:{is_unsure(found)}" if found.total else _NOTHING
    return [section(said), small(f"To search for the same again, type {_as_typed(found)}")]


def _turning(found: Found) -> Iterator[ButtonElement]:
    following = found.offset + len(found.matches)
    if found.offset:
        yield _button("Previous", "search_previous", max(found.offset - PAGE, 0))
    if found.more and following <= FURTHEST:
        yield _button("Next", "search_next", following)


def _posting(can_post: bool) -> Iterator[ButtonElement]:
    if can_post:
        yield _button("Post to channel", "search_post")


def _button(label: str, action: str, offset: int = 0) -> ButtonElement:
    return ButtonElement(text=label, action_id=action, value=json.dumps({"offset": offset}))


def _as_typed(found: Found) -> str:
    return code(f"/kb search {typed(found.search)}", _LONGEST_SHOWN)
