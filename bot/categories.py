"""Categories as people type them: the one that is meant, or what may have been."""

from collections.abc import Callable, Sequence

from bot.cards import LONGEST_ECHO, Message, escape, offer, shorten
from knowledge.articles import Audience, Category, CategoryPath, category_text, is_mark
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError

# So many are offered where none is near to what was typed.
_MOST_OFFERED = 5


class UnknownCategory(KnowledgeError):
    """A name that no category has; `near` are those that it may mean, `others` some that there are."""

    def __init__(self, name: str, near: Sequence[Category], others: Sequence[Category]) -> None:
        self.name, self.near, self.others = name, tuple(near), tuple(others)
        more = f"Did you mean {' or '.join(_named(near))}?" if near else _counted(_named(others))
        gone = "That category is no longer there, or not for this channel."
        super().__init__(
            f"{gone if is_mark(name) else f'There is no category “{shorten(name, LONGEST_ECHO)}”.'} {more}"
        )


def category_meant(knowledge: KnowledgeBase, name: str, audience: Audience) -> CategoryPath:
    """The category of that name; `UnknownCategory` when there is none, or several."""
    found = knowledge.category_named(name, audience)
    if found is None:
        raise unknown_category(knowledge, name, audience)
    return found.path


def unknown_category(knowledge: KnowledgeBase, name: str, audience: Audience) -> UnknownCategory:
    """What is to be raised where no category has a name, with those that are there and may be meant."""
    near = knowledge.categories_like(name, audience, limit=_MOST_OFFERED)
    return UnknownCategory(name, near, [each for each in knowledge.categories(audience) if len(each.path) == 1])


def chosen_category(knowledge: KnowledgeBase, mark: str, audience: Audience) -> CategoryPath | None:
    """The category whose mark stands in a menu or a button; None when there is none such any more."""
    found = knowledge.category_named(mark, audience) if is_mark(mark) else None
    return found.path if found else None


def choices(unknown: UnknownCategory, verb: str, arguments: Callable[[CategoryPath], str]) -> Message:
    """What is said of an unknown category, with a button for each that may be meant: it does the verb with that."""
    offered = unknown.near or unknown.others[:_MOST_OFFERED]
    buttons = {category_text(category.path): arguments(category.path) for category in offered}
    return offer(escape(str(unknown)), verb, buttons)


def _named(categories: Sequence[Category]) -> list[str]:
    return [shorten(category_text(category.path), LONGEST_ECHO) for category in categories]


def _counted(names: Sequence[str]) -> str:
    if not names:
        return "There is none yet."
    more = len(names) - _MOST_OFFERED
    are = "is" if len(names) == 1 else "are"
    return f"There {are} {', '.join(names[:_MOST_OFFERED])}{f', and {more} more' if more > 0 else ''}."
