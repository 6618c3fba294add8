"""What happens when somebody looks for articles about a message, and shares one in its thread."""

from functools import partial

from slack_bolt import Ack

from bot.errors import in_background
from bot.find.finding import find
from bot.find.sharing import share_in_thread
from bot.parts import Parts
from bot.payloads import shortcut_from
from bot.pressing import after_ack
from bot.shapes import Payload


class Listeners:
    """The listeners of find: Slack ignores what an acknowledgement says here, so all work follows it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def find(self, ack: Ack, body: Payload) -> None:
        """The shortcut: open a modal with the answer to the message."""
        ack()
        work, told = partial(find, self._parts, shortcut_from(body)), partial(self._parts.replies.tell, body)
        in_background(self._parts.pool, work, otherwise=told)

    def share(self, ack: Ack, body: Payload) -> None:
        """Share in thread."""
        after_ack(self._parts, ack, body, share_in_thread)
