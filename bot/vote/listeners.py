"""What happens when somebody says whether an answer helped."""

from functools import partial

from slack_bolt import Ack

from bot.parts import Parts
from bot.payloads import submission_from
from bot.pressing import after_ack
from bot.shapes import Payload
from bot.vote.voting import ask_why, keep_reason, vote


class Listeners:
    """The listeners of vote."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def helpful(self, ack: Ack, body: Payload) -> None:
        """Helpful."""
        after_ack(self._parts, ack, body, partial(vote, helpful=True))

    def not_helpful(self, ack: Ack, body: Payload) -> None:
        """Not helpful, or none of these."""
        after_ack(self._parts, ack, body, partial(vote, helpful=False))

    def say_why(self, ack: Ack, body: Payload) -> None:
        """Say why."""
        after_ack(self._parts, ack, body, ask_why)

    def reason(self, ack: Ack, body: Payload) -> None:
        """The form is sent: kept before the acknowledgement, which closes it."""
        keep_reason(self._parts, submission_from(body))
        ack()
