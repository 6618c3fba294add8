"""What happens when somebody asks for a person, and when people take a request or bring it to its end."""

from slack_bolt import Ack

from bot.handoff import asking, proposing, settling
from bot.parts import Parts
from bot.payloads import submission_from
from bot.pressing import after_ack
from bot.shapes import Payload


class Listeners:
    """The listeners of handoff: presses are answered after the acknowledgement, the form in it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def ask(self, ack: Ack, body: Payload) -> None:
        """Ask a person."""
        after_ack(self._parts, ack, body, asking.ask_a_person)

    def claim(self, ack: Ack, body: Payload) -> None:
        """Claim."""
        after_ack(self._parts, ack, body, settling.claim)

    def resolve(self, ack: Ack, body: Payload) -> None:
        """Resolved."""
        after_ack(self._parts, ack, body, settling.resolve)

    def write(self, ack: Ack, body: Payload) -> None:
        """Propose as an article."""
        after_ack(self._parts, ack, body, proposing.open_form)

    def propose(self, ack: Ack, body: Payload) -> None:
        """The form in which the answer was written down."""
        ack(**proposing.submitted(self._parts, submission_from(body)))
