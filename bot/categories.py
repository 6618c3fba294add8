"""Categories as people type them: the one that is meant, or what may have been."""

from collections.abc import Callable, Sequence

from bot.cards import LONGEST_ECHO, Message, escape, offer, shorten
from knowledge.articles import Audience, Category, CategoryPath, category_text
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError

# So many are offered where none is near to what was typed.
_MOST_OFFERED = 5


class UnknownCategory(KnowledgeError):
    """A name that no category has; `near` are those that it may mean, `others` some that there are."""

    def __init__(self, name: str, near: Sequence[Category], others: Sequence[Category]) -> None:
        self.name, self.near, self.others = name, tuple(near), tuple(others)
        if near:
            more = f"Did you mean {' or '.join(category_text(category.path) for category in near)}?"
        else:
            more = _counted([category_text(category.path) for category in others])
        super().__init__(f"There is no category “{shorten(name, LONGEST_ECHO)}”. {more}")


def category_meant(knowledge: KnowledgeBase, name: str, audience: Audience) -> CategoryPath:
    """The category of that name; `UnknownCategory` when there is none, or several."""
    found = knowledge.category_named(name, audience)
    if found:
        return found.path
    near = knowledge.categories_like(name, audience, limit=_MOST_OFFERED)
    raise UnknownCategory(name, near, [each for each in knowledge.categories(audience) if len(each.path) == 1])


def choices(unknown: UnknownCategory, verb: str, arguments: Callable[[CategoryPath], str]) -> Message:
    """What is said of an unknown category, with a button for each that may be meant: it does the verb with that."""
    offered = unknown.near or unknown.others[:_MOST_OFFERED]
    buttons = {category_text(category.path): arguments(category.path) for category in offered}
    return offer(escape(str(unknown)), verb, buttons)


def _counted(names: Sequence[str]) -> str:
    if not names:
        return "There is none yet."
    more = len(names) - _MOST_OFFERED
    return f"There are {', '.join(names[:_MOST_OFFERED])}{f', and {more} more' if more > 0 else ''}."
