"""What Home shows of subscriptions: those of whoever looks, and of the channels that they are in."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.cards import header, named_place, row_of, section, small
from bot.parts import Parts, Visitor
from bot.subscribe.blocks import begin_button, list_button
from bot.subscribe.naming import Names, as_typed
from bot.subscribe.telling import next_of, when_of
from knowledge.articles import CategoryPath
from knowledge.subscriptions import Subscription

_MOST_SHOWN = 6

_UNKNOWN = "Slack does not tell me just now which channels you are in. Press Refresh in a minute."


def subscriptions(parts: Parts, visitor: Visitor) -> Sequence[Block]:
    """Which subscriptions there are, with when each posts next, and how to begin where there are none."""
    found = parts.knowledge.subscriptions.of_all(visitor.places)
    now = parts.knowledge.subscriptions.now()
    names = Names(parts.knowledge, visitor.audience)
    lines = [section(_line(each, visitor, names, now=now)) for each in found[:_MOST_SHOWN]]
    buttons = [begin_button()] + [list_button()] * any(each.place.channel == visitor.person for each in found)
    return [header("Subscriptions"), *lines, *map(small, _said(parts, visitor, found)), *row_of(buttons)]


def _said(parts: Parts, visitor: Visitor, found: Sequence[Subscription]) -> Iterator[str]:
    if more := len(found[_MOST_SHOWN:]):
        yield f"And {more} more. In a channel `/kb subscriptions` shows those that it has."
    if visitor.channels is None:
        yield _UNKNOWN
    elif not found:
        yield _beginning(_example(parts, visitor))


def _line(subscription: Subscription, visitor: Visitor, names: Names, *, now: datetime) -> str:
    is_own = subscription.place.channel == visitor.person
    where = "you alone" if is_own else named_place(subscription.place.channel)
    told = f"{names.first(subscription)} to {where}: {when_of(subscription)}"
    return f"{told}\n{next_of(subscription, now=now)}".rstrip()


def _beginning(example: CategoryPath) -> str:
    if not example:
        return "There are none yet, and the knowledge base holds no articles to subscribe to."
    return (
        f"There are none yet. Type {as_typed('subscribe', example)} in a channel, and it hears of new and updated "
        "articles as they appear. Press *Subscribe…*, and I tell you alone, in our direct messages."
    )


def _example(parts: Parts, visitor: Visitor) -> CategoryPath:
    tops = [each for each in parts.knowledge.categories(visitor.audience) if len(each.path) == 1]
    largest = max(tops, key=lambda category: category.count, default=None)
    return largest.path if largest else ()
