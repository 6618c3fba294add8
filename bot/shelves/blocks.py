"""How an opened category looks, and a numbered list of articles."""

import json
from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, SectionBlock
from slack_sdk.models.blocks.basic_components import MarkdownTextObject

from bot.buttons import jump_field
from bot.cards import (
    LONGEST_ECHO,
    NO_ARTICLES,
    Message,
    escape,
    open_button,
    plain,
    row_of,
    section,
    shorten,
    small,
    title_link,
    verb_button,
)
from knowledge.articles import Article, Category, CategoryPath, category_mark, category_text
from knowledge.browsing import Page, Shelf

# So many articles are a page. So many of the categories below one get a button, of the 25 that Slack takes in a row.
PAGE, _MOST_CHILDREN = 10, 20

_LONGEST_EXCERPT, _LONGEST_NAME, _LONGEST_LABEL, _MOST_CRUMBS = 260, 60, 75, 4

# So much of a list is told to screen readers.
_LONGEST_TEXT = 2000


def shelf_message(shelf: Shelf) -> Message:
    """A category: what stands below it, and a page of its articles, with buttons to move about."""
    if not shelf.count:
        return plain(NO_ARTICLES)
    heading = _heading(shelf)
    head = section(f"{crumbs(shelf.path)}\n{heading}" if shelf.path else f"*All categories*\n{heading}")
    if shelf.path:
        head.accessory = subscribe_button(shelf.path)
    blocks: list[Block] = [jump_field(), head, *_children(shelf), *numbered(shelf.page, within=shelf.path)]
    turns = [*_turns(shelf), *_ways_out(shelf)]
    said = f"{shorten(category_text(shelf.path), LONGEST_ECHO) or 'All categories'}: {heading}"
    below = [f"{shorten(child.name, _LONGEST_NAME)}, {counted(child.count)}" for child in shelf.children]
    return Message.of(spoken_list(said, below, shelf.page), [*blocks, DividerBlock(), *row_of(turns)])


def numbered(page: Page, *, within: CategoryPath) -> Iterator[Block]:
    """The articles of a page, with the numbers that they have in the whole list; their category where it is another."""
    for number, article in enumerate(page.articles, start=page.first):
        excerpt = escape(shorten(_opening(article), _LONGEST_EXCERPT))
        text = f"{number}. {title_link(article)}\n{excerpt}".rstrip()
        yield SectionBlock(text=MarkdownTextObject(text=text), accessory=open_button(article))
        if below := _facts(article, within):
            yield small(below)


def spoken_list(said: str, below: Sequence[str], page: Page) -> str:
    """What a list is for notifications and screen readers: what is said of it, the categories, each number's title."""
    titles = (f"{n}. {shorten(each.title, LONGEST_ECHO)}" for n, each in enumerate(page.articles, start=page.first))
    return escape(shorten(f"{said} {'; '.join([*below, *titles])}".rstrip(), _LONGEST_TEXT))


def which(page: Page) -> str:
    """Which of a list's articles are shown, where that is not all of them."""
    if page.total <= len(page.articles):
        return ""
    return f", here are {page.first} to {page.last}" if page.last > page.first else f", here is {page.first}"


def counted(count: int) -> str:
    """So many articles, in words."""
    return "1 article" if count == 1 else f"{count:,} articles"


def category_button(category: Category) -> ButtonElement:
    """Opens a category whose name stands beside the button."""
    button = browse_button("Browse", category.path)
    button.accessibility_label = shorten(f"Browse {category.name}", _LONGEST_LABEL)
    return button


def browse_button(label: str, path: CategoryPath, offset: int = 0, *, number: int = 0) -> ButtonElement:
    """Opens a category in the place of what is shown; several that stand side by side each have a number."""
    return _button(label, f"browse:{number}" if number else "browse", path, offset)


def subscribe_button(path: CategoryPath) -> ButtonElement:
    """Subscribes the channel to a category, however long or odd its name."""
    button = verb_button("Subscribe", "subscribe", category_mark(path))
    button.accessibility_label = shorten(f"Subscribe to {path[-1]}", _LONGEST_LABEL)
    return button


def tree_button(label: str, offset: int, *, number: int = 0) -> ButtonElement:
    """Shows the tree of all categories in the place of what is shown."""
    return _button(label, f"categories:{number}" if number else "categories", (), offset)


def newest_button(label: str, path: CategoryPath, offset: int = 0, *, number: int = 0) -> ButtonElement:
    """Shows the newest articles of a category in the place of what is shown."""
    return _button(label, f"newest:{number}" if number else "newest", path, offset)


def crumbs(path: CategoryPath) -> str:
    """Where a category stands, as mrkdwn: the nearest few above it, and its name in bold; the end of long ones goes."""
    above = [escape(shorten(name, _LONGEST_NAME)) for name in path[-_MOST_CRUMBS:-1]]
    beginning = ["…"] if len(path) > _MOST_CRUMBS else []
    return " / ".join([*beginning, *above, f"*{escape(shorten(path[-1], LONGEST_ECHO))}*"])


def _button(label: str, action_id: str, path: CategoryPath, offset: int) -> ButtonElement:
    value = json.dumps({"category": category_mark(path) if path else "", "offset": offset})
    return ButtonElement(text=shorten(label, _LONGEST_LABEL), action_id=action_id, value=value)


def _heading(shelf: Shelf) -> str:
    if shelf.path or not shelf.page.total:
        return f"{counted(shelf.count)}{which(shelf.page)}."
    return f"{counted(shelf.count)}, {shelf.page.total:,} on no category{which(shelf.page)}."


def _children(shelf: Shelf) -> list[Block]:
    shown, more = shelf.children[:_MOST_CHILDREN], len(shelf.children) - _MOST_CHILDREN
    buttons = [browse_button(_label(child), child.path, number=number) for number, child in enumerate(shown, start=1)]
    rest = [small(f"And {more} more: `/kb categories` shows them all.")] if more > 0 else []
    return [*row_of(buttons), *rest]


def _label(child: Category) -> str:
    return f"{shorten(child.name, _LONGEST_NAME)} ({child.count:,})"


def _turns(shelf: Shelf) -> Iterator[ButtonElement]:
    page = shelf.page
    if page.offset:
        yield browse_button("Previous", shelf.path, max(page.offset - PAGE, 0), number=_MOST_CHILDREN + 1)
    if page.last < page.total:
        yield browse_button("Next", shelf.path, page.last, number=_MOST_CHILDREN + 2)


def _ways_out(shelf: Shelf) -> Iterator[ButtonElement]:
    if len(shelf.path) > 1:
        up = f"Up to {shorten(shelf.path[-2], _LONGEST_NAME)}"
        yield browse_button(up, shelf.path[:-1], number=_MOST_CHILDREN + 3)
    yield newest_button("Newest first", shelf.path)
    yield tree_button("All categories", 0)


def _opening(article: Article) -> str:
    return " ".join((article.summary or article.text).split())


def _facts(article: Article, within: CategoryPath) -> str:
    category = category_text(article.category) if article.category != within else ""
    updated = f"updated {article.updated:%-d %B %Y}" if article.updated else ""
    known = (shorten(category, LONGEST_ECHO), updated, shorten(article.reference, LONGEST_ECHO))
    return escape(" · ".join(fact for fact in known if fact))
