"""How the tree of categories looks, the newest articles, and the part of Home with the categories."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock, SectionBlock
from slack_sdk.models.blocks.basic_components import MarkdownTextObject

from bot.buttons import jump_field
from bot.cards import LONGEST_ECHO, NO_ARTICLES, Message, escape, header, plain, row_of, section, shorten, small
from bot.shelves.blocks import (
    PAGE,
    browse_button,
    category_button,
    counted,
    crumbs,
    newest_button,
    numbered,
    spoken_list,
    subscribe_button,
    tree_button,
    which,
)
from knowledge.articles import Category, CategoryPath, category_text
from knowledge.browsing import Page

# Deeper levels of the tree are not indented further; so many categories of the first level stand in Home.
_DEEPEST, _AT_HOME = 8, 8
_INDENT = "\u2003"

_NOTHING_LISTED = Page((), 0, 0)


def tree(categories: Sequence[Category], offset: int, articles: int) -> Message:
    """A page of the tree of all categories, each with how many articles stand on it and below, and its buttons."""
    if not articles:
        return plain(NO_ARTICLES)
    if not categories:
        return plain(f"None of the {counted(articles)} here stands on a category. `/kb browse` lists them.")
    shown = categories[offset : offset + PAGE]
    part = f", here are {offset + 1} to {offset + len(shown)}" if len(categories) > len(shown) else ""
    heading = f"{counted(articles)} in {_categories(len(categories))}{part}."
    blocks: list[Block] = [jump_field(), section(f"*Categories*\n{heading}"), *_from_above(shown[0])]
    for category in shown:
        buttons = [category_button(category), subscribe_button(category.path)]
        blocks += [section(_line(category)), ActionsBlock(elements=buttons)]
    turns = row_of(_turns(offset, len(categories)))
    said = spoken_list(f"Categories: {heading}", [*map(_told, shown)], _NOTHING_LISTED)
    return Message.of(said, [*blocks, *([DividerBlock()] if turns else []), *turns])


def newest(page: Page, path: CategoryPath) -> Message:
    """A page of the newest articles within a category, numbered on over the pages."""
    if not page.total:
        return plain(f"No article stands in {crumbs(path)} any more." if path else NO_ARTICLES)
    heading = f"{counted(page.total)}, the last updated first{which(page)}."
    where = f" in {crumbs(path)}" if path else ""
    blocks: list[Block] = [jump_field(), section(f"*Newest articles*{where}\n{heading}")]
    blocks += numbered(page, within=path)
    buttons = [*_newest_turns(page, path), *_ways_out(path)]
    named = f" in {shorten(category_text(path), LONGEST_ECHO)}" if path else ""
    return Message.of(
        spoken_list(f"Newest articles{named}: {heading}", [], page), [*blocks, DividerBlock(), *row_of(buttons)]
    )


def home_section(tops: Sequence[Category], count: int) -> list[Block]:
    """The largest categories of the first level; `count` is how many categories there are in all."""
    blocks: list[Block] = [header("Categories")]
    for category in tops[:_AT_HOME]:
        shown = MarkdownTextObject(text=_line(category))
        blocks.append(SectionBlock(text=shown, accessory=category_button(category)))
    more = count - len(tops[:_AT_HOME])
    label = f"All categories, {more} more" if more else "All categories"
    return [*blocks, *row_of([tree_button(label, 0), newest_button("Newest articles", ())])]


def _from_above(first: Category) -> list[Block]:
    """Where a page of the tree goes on, when that is in the middle of a branch."""
    return [small(f"In {crumbs(first.path[:-1])}")] if len(first.path) > 1 else []


def _line(category: Category) -> str:
    indent = _INDENT * min(len(category.path) - 1, _DEEPEST)
    return f"{indent}*{escape(shorten(category.name, LONGEST_ECHO))}* · {counted(category.count)}"


def _told(category: Category) -> str:
    return f"{shorten(category_text(category.path), LONGEST_ECHO)}, {counted(category.count)}"


def _categories(count: int) -> str:
    return "1 category" if count == 1 else f"{count:,} categories"


def _turns(offset: int, count: int) -> Iterator[ButtonElement]:
    if offset:
        yield tree_button("Previous", max(offset - PAGE, 0), number=1)
    if offset + PAGE < count:
        yield tree_button("Next", offset + PAGE, number=2)


def _newest_turns(page: Page, path: CategoryPath) -> Iterator[ButtonElement]:
    if page.offset:
        yield newest_button("Previous", path, max(page.offset - PAGE, 0), number=1)
    if page.last < page.total:
        yield newest_button("Next", path, page.last, number=2)


def _ways_out(path: CategoryPath) -> Iterator[ButtonElement]:
    if path:
        yield browse_button("By title", path)
    yield tree_button("All categories", 0)
