"""A page of a channel's subscriptions, with what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.gestures import Command
from bot.parts import Parts
from bot.subscribe.naming import Names
from knowledge.articles import CategoryPath
from knowledge.subscriptions import Subscription

PAGE = 10


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a channel's subscriptions, from the `offset`th on, of so many in all.

    `last_sent` says by their numbers when something was last posted for them, `example` is a category to begin with
    where there are none, and `said` is what has just been done to one of them, as mrkdwn.
    """

    subscriptions: tuple[Subscription, ...]
    offset: int
    count: int
    last_sent: Mapping[int, datetime]
    now: datetime
    names: Names
    is_direct: bool
    example: CategoryPath = ()
    said: str = ""


def read_page(parts: Parts, command: Command, *, offset: int = 0, said: str = "") -> Page:
    """The page of a channel's subscriptions that begins with a place, or the last where there are fewer."""
    subscriptions, audience = parts.knowledge.subscriptions, parts.channels.audience_for(command)
    here = subscriptions.of(command.place)
    first = min(max(offset, 0), max(len(here) - 1, 0)) // PAGE * PAGE
    shown = here[first : first + PAGE]
    top = [each for each in parts.knowledge.categories(audience) if len(each.path) == 1]
    largest = max(top, key=lambda category: category.count, default=None)
    return Page(
        subscriptions=tuple(shown),
        offset=first,
        count=len(here),
        last_sent=subscriptions.last_sent(shown),
        now=subscriptions.now(),
        names=Names(parts.knowledge, audience),
        is_direct=command.place.channel != command.channel,
        example=largest.path if largest else (),
        said=said,
    )
