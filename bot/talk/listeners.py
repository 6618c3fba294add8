"""What happens when somebody saves a channel's settings, or stops answers that nobody asked for."""

from slack_bolt import Ack

from bot.parts import Parts
from bot.payloads import submission_from
from bot.pressing import after_ack
from bot.shapes import Payload
from bot.talk.settling import stop, submitted


class Listeners:
    """The listeners of talk: a form is answered in the acknowledgement, a press after it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def submit(self, ack: Ack, body: Payload) -> None:
        """Save."""
        ack(**submitted(self._parts, submission_from(body)))

    def stop(self, ack: Ack, body: Payload) -> None:
        """Stop in this channel."""
        after_ack(self._parts, ack, body, stop)
