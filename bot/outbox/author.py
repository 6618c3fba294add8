"""The author: who draws the posts whose words are found only when they are sent."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.cards import Message
from bot.outbox.outcomes import Refused
from knowledge.posts import Delivery


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to post any more; the reason is a sentence for the operator."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """It is not the time: ask again after `wait`. The reason is a sentence for the operator."""

    wait: timedelta
    reason: str


Drawn = Message | Nothing | Later


class Author(Protocol):
    """Draws posts of the outbox that have neither text nor blocks."""

    def draw(self, delivery: Delivery) -> Drawn:
        """What the post says as things are now. It may be asked again for the same post, also after it was sent."""
        ...

    def refused(self, delivery: Delivery, outcome: Refused) -> None:
        """Hear that Slack refused a drawn post for good; it is parked then, unless it has been taken back."""
        ...


class NoAuthor:
    """Stands where no capability draws posts: nobody puts any into the outbox."""

    def draw(self, delivery: Delivery) -> Drawn:
        return Nothing("Nobody knows what this post should say.")

    def refused(self, delivery: Delivery, outcome: Refused) -> None:
        """There is nobody to tell."""
