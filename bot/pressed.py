"""What a pressed button is about: a subscription that is still there, or nothing that we know."""

from bot.gestures import Press
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError
from knowledge.subscriptions import Subscription


class NoSubscription(KnowledgeError):
    """A subscription that has been ended."""

    def __init__(self) -> None:
        super().__init__("This subscription has been ended. Type /kb subscriptions to see those that there are.")


class NotKnown(KnowledgeError):
    """A button that carries nothing that we understand."""

    def __init__(self) -> None:
        super().__init__("I no longer know what that was for. Type /kb help to see what I can do.")


def subscription_of(knowledge: KnowledgeBase, press: Press) -> Subscription:
    """The subscription of the channel that a button names; `NoSubscription` when it has been ended meanwhile."""
    found = knowledge.subscriptions.numbered(press.place, press.number("subscription"))
    if found is None:
        raise NoSubscription
    return found
