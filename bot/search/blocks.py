"""How what a typed search found looks in Slack, and the pieces that are shown of one filled in too."""

import json
from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.buttons import jump_field
from bot.cards import LONGEST_ECHO, NO_ARTICLES, Message, card, escape, plain, row_of, section, shorten, small
from knowledge.articles import Band
from knowledge.searches import Found, Search, typed

# So many articles are a page, and so many can be leafed through.
SHOWN, FURTHEST = 5, 500

# So many sentences on what could not be read are shown, each at most so long, and all of them together.
_PROBLEMS, _LONGEST_PROBLEM, _LONGEST_PROBLEMS = 5, 300, 2800


def results(found: Found) -> Message:
    """One page of what a search found, with what is to be said of the search below the first line."""
    if not found.searched:
        return plain(NO_ARTICLES)
    said = _intro(found)
    blocks: list[Block] = [jump_field(), section(said), *problems(found), *listed(found)]
    buttons = row_of(_buttons(found))
    return Message.of(f"{said} {titles(found)}".rstrip(), [*blocks, *([DividerBlock(), *buttons] if buttons else [])])


def asked(found: Found) -> str:
    """The question that a search is recorded as; nothing where it looks for no words."""
    return typed(found.search) if found.search.question else ""


def listed(found: Found) -> Iterator[Block]:
    """The articles of a page, with the numbers that they have among all that were found."""
    for number, match in enumerate(found.matches, start=found.offset + 1):
        yield from card(match, asked(found), number=number)


def titles(found: Found) -> str:
    """The titles of a page, for notifications and screen readers."""
    return "; ".join(escape(shorten(match.article.title, LONGEST_ECHO)) for match in found.matches)


def counted(found: Found) -> str:
    """How many articles were found, and which of them are shown."""
    total = "1 article" if found.total == 1 else f"{found.total:,} articles"
    if found.total <= len(found.matches):
        return total
    first, last = found.offset + 1, found.offset + len(found.matches)
    return f"{total}, here are {first} to {last}" if last > first else f"{total}, here is {first}"


def is_unsure(found: Found) -> str:
    """What is said where nothing that was found is very likely right."""
    return " None is very near to what you ask." if found.band is Band.NONE else ""


def problems(found: Found) -> list[Block]:
    """What is to be said of a search."""
    said = [escape(shorten(problem, _LONGEST_PROBLEM)) for problem in found.problems[:_PROBLEMS]]
    while len("\n".join(said)) > _LONGEST_PROBLEMS:
        said.pop()
    more = len(found.problems) - len(said)
    return [small("\n".join([*said, *([f"And {more} more of this kind."] if more else [])]))] if said else []


def code(text: str, most: int = LONGEST_ECHO) -> str:
    """A text to be typed as it stands."""
    shown = escape(shorten(text.replace("`", "'"), most))
    return f"`{shown}`"


def change_button(search: Search) -> ButtonElement:
    """The button that opens the form, filled in with a search."""
    value = json.dumps({"search": typed(search)}, ensure_ascii=False)
    return ButtonElement(text="Change search", action_id="search_change", value=value)


def _intro(found: Found) -> str:
    searched = f" for “{escape(shorten(typed(found.search), LONGEST_ECHO))}”" if found.search != Search() else ""
    if not found.total:
        return f"I found no article{searched}. Try other words, fewer of them, or fewer filters."
    if not found.matches:
        return f"There are no more results{searched}."
    total, _, shown = counted(found).partition(", ")
    return f"{total}{searched}{f', {shown}' if shown else ''}:{is_unsure(found)}"


def _buttons(found: Found) -> list[ButtonElement]:
    buttons = []
    following = found.offset + len(found.matches)
    if found.offset:
        buttons.append(_button("Back to the first", "search_first", found, 0))
    if found.more and following <= FURTHEST:
        buttons.append(_button("More results", "search_more", found, following))
    return [*buttons, change_button(found.search)]


def _button(label: str, action: str, found: Found, offset: int) -> ButtonElement:
    value = json.dumps({"search": typed(found.search), "offset": offset}, ensure_ascii=False)
    return ButtonElement(text=label, action_id=action, value=value)
