"""Naming categories to those who read along: what is internal alone is not named where others read."""

from bot.cards import escape, shorten
from bot.typed.spelling import typed_category
from knowledge.articles import Audience, CategoryPath, category_text, folded
from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Subscription

_ALL, _UNNAMED = "all categories", "a category without public articles"

# Several names fit into one paragraph, even where each character of theirs takes five.
_LONGEST_NAME = 75

# A command that is shown to be typed is no longer than this.
_LONGEST_COMMAND = 300


class Names:
    """Names categories to an audience."""

    def __init__(self, knowledge: KnowledgeBase, audience: Audience) -> None:
        self._shows_all = audience is Audience.INTERNAL
        self._public = frozenset(folded(each.path) for each in knowledge.categories(Audience.PUBLIC))

    def shows(self, category: CategoryPath) -> bool:
        """Whether a category may be named."""
        return self._shows_all or not category or folded(category) in self._public

    def plain(self, category: CategoryPath) -> str:
        """A category's name, not escaped."""
        return (category_text(category) or _ALL) if self.shows(category) else _UNNAMED

    def bold(self, category: CategoryPath) -> str:
        """A category's name as mrkdwn, within a sentence."""
        return _bold(self.plain(category))

    def of(self, subscription: Subscription) -> str:
        """The name, as mrkdwn, of what a subscription is to, within a sentence."""
        return self.bold(subscription.category)

    def first(self, subscription: Subscription) -> str:
        """The same where a sentence begins with it."""
        name = self.plain(subscription.category)
        return _bold(name[0].upper() + name[1:] if name in (_ALL, _UNNAMED) else name)


def _bold(name: str) -> str:
    # An asterisk within the name would end the bold type.
    return f"*{escape(shorten(name, _LONGEST_NAME)).replace('*', '∗')}*"


def as_typed(verb: str, category: CategoryPath, *more: str) -> str:
    """A command with a category as mrkdwn shows it to be typed."""
    text = " ".join(["/kb", verb, typed_category(category), *more])
    return f"`{escape(shorten(text, _LONGEST_COMMAND)).replace('`', chr(39))}`"
