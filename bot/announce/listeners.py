"""What happens when somebody opens all of a digest, or announces now what waits for a subscription."""

from slack_bolt import Ack

from bot.announce import blocks
from bot.announce.author import has_internal, readers, shown_to
from bot.announce.verbs import announced_now
from bot.gestures import Press
from bot.parts import Parts
from bot.pressed import subscription_of
from bot.pressing import after_ack
from bot.shapes import Payload
from knowledge.articles import Audience
from knowledge.errors import KnowledgeError


class NoDigest(KnowledgeError):
    """A digest that is no longer kept."""

    def __init__(self) -> None:
        super().__init__("I no longer know what this digest told: it is too old. Ask with /kb and your words.")


class Listeners:
    """The listeners of announce: what they do follows the acknowledgement."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def announced(self, ack: Ack, body: Payload) -> None:
        """Show all, below a digest."""
        after_ack(self._parts, ack, body, show_all)

    def try_now(self, ack: Ack, body: Payload) -> None:
        """Announce now, beside a subscription."""
        after_ack(self._parts, ack, body, try_now)


def show_all(parts: Parts, press: Press) -> None:
    """Open a modal with the articles of the pressed digest that whoever pressed may read there.

    `NoDigest`, `NotOpened`.
    """
    contents = parts.knowledge.announcements.posted_in(press.number("post"), press.place)
    if contents is None:
        raise NoDigest
    audience = Audience.PUBLIC
    if has_internal(contents) and not press.is_outsider:
        there = readers(parts.channels, parts.people, press.place) or Audience.PUBLIC
        audience = parts.channels.narrowed(there, press)
    parts.modals.open(press.trigger, blocks.everything(shown_to(audience, contents)))


def try_now(parts: Parts, press: Press) -> None:
    """Announce what waits for the pressed subscription, and say so; `NoSubscription`,
    `NotAllowed`, `Outsider`."""
    parts.permissions.check_change(press)
    subscription = subscription_of(parts.knowledge, press)
    parts.replies.show(press, announced_now(parts, press.place, person=press.person, only=subscription))
