"""What happens when somebody opens an article, turns its pages, or shares it."""

from slack_bolt import Ack

from bot.opening.article import open_answer
from bot.parts import Parts
from bot.pressing import after_ack
from bot.read.sharing import share
from bot.read.turning import turn
from bot.shapes import Payload


class Listeners:
    """The listeners of read."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def open(self, ack: Ack, body: Payload) -> None:
        """Open article."""
        after_ack(self._parts, ack, body, open_answer)

    def turn(self, ack: Ack, body: Payload) -> None:
        """Previous or Continue."""
        after_ack(self._parts, ack, body, turn)

    def share(self, ack: Ack, body: Payload) -> None:
        """Share to the channel."""
        after_ack(self._parts, ack, body, share)
