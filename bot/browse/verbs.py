"""The verbs of browsing."""

from collections.abc import Callable

from bot.browse.opening import open_named
from bot.browse.reading import could_be_article, could_be_page, could_be_shelf, read_shelf
from bot.browse.showing import newest_shown, tree_shown
from bot.cards import Message
from bot.categories import UnknownCategory, category_meant, choices
from bot.gestures import Command
from bot.parts import Parts, Verb
from bot.shelves.blocks import PAGE
from bot.shelves.showing import shelf_shown
from knowledge.articles import CategoryPath, category_mark

Shown = Callable[[Parts, Command, CategoryPath, int], Message]


def _categories(parts: Parts, command: Command, arguments: str) -> Message:
    _, page = read_shelf(arguments, lambda _: False)
    return tree_shown(parts, command, (page - 1) * PAGE)


def _browse(parts: Parts, command: Command, arguments: str) -> Message:
    return _of_category(parts, command, arguments, BROWSE.word, shelf_shown)


def _recent(parts: Parts, command: Command, arguments: str) -> Message:
    return _of_category(parts, command, arguments, RECENT.word, newest_shown)


def _of_category(parts: Parts, command: Command, arguments: str, verb: str, shown: Shown) -> Message:
    """What is shown of the category that was typed, or a choice of those that may be meant."""
    audience = parts.channels.audience_for(command)
    name, page = read_shelf(arguments, lambda text: parts.knowledge.category_named(text, audience) is not None)
    try:
        path = category_meant(parts.knowledge, name, audience) if name else ()
    except UnknownCategory as unknown:
        return choices(unknown, verb, category_mark)
    return shown(parts, command, path, (page - 1) * PAGE)


def _open(parts: Parts, command: Command, arguments: str) -> None:
    open_named(parts, command, arguments)


CATEGORIES = Verb(
    word="categories",
    usage="categories",
    purpose="shows all categories, each to browse or to subscribe to",
    label="Show categories",
    parses=could_be_page,
    answer=_categories,
)
BROWSE = Verb(
    word="browse",
    usage="browse {category}",
    purpose="lists the articles of a category; a number behind it is a page",
    label="Browse categories",
    parses=could_be_shelf,
    answer=_browse,
)
RECENT = Verb(
    word="recent",
    usage="recent {category}",
    purpose="lists the newest articles, of a category or of all",
    label="Show the newest articles",
    parses=could_be_shelf,
    answer=_recent,
)
OPEN = Verb(
    word="open",
    usage="open 3",
    purpose="opens an article: by its number in the last list, or by its reference",
    label="",
    parses=could_be_article,
    answer=_open,
)
