"""What happens while somebody types into the field, and when they have chosen."""

from slack_bolt import Ack

from bot.jump import blocks
from bot.jump.jumping import jump_to
from bot.parts import Parts
from bot.payloads import begun_from, press_from
from bot.pressing import after_ack
from bot.shapes import Payload

# So many options are shown, of the 100 that Slack takes: who sees none that is meant types another letter.
_SHOWN = 60


class Listeners:
    """The listeners of jump: suggestions are the acknowledgement, what was chosen opens after it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def suggest(self, ack: Ack, body: Payload) -> None:
        """A few letters: what may be meant, from memory."""
        audience = self._parts.channels.audience_for(press_from(body))
        groups = blocks.groups(self._parts.knowledge.suggest(begun_from(body), audience, _SHOWN))
        ack(option_groups=groups) if groups else ack(options=[])

    def jump(self, ack: Ack, body: Payload) -> None:
        """A choice."""
        after_ack(self._parts, ack, body, jump_to)
