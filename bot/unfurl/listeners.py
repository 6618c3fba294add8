"""What happens when somebody posts a link to an article."""

import logging
from functools import partial

from slack_bolt import Ack

from bot.errors import in_background
from bot.outbox.sender import write_client
from bot.parts import Parts
from bot.payloads import sharing_from
from bot.shapes import Payload
from bot.unfurl.posted import posted_from
from bot.unfurl.unfurling import unfurl

log = logging.getLogger(__name__)


class Listeners:
    """The listeners of unfurl. Nobody waits for an unfurl, so one that fails is only logged."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        settings = parts.settings
        self._client = write_client(token=settings.slack_bot_token, api_url=settings.slack_api_url)

    def shared(self, ack: Ack, body: Payload) -> None:
        """A message with links to our help centre was posted."""
        ack()
        posted, shared = posted_from(body), sharing_from(body)
        if not posted:
            return
        if shared is not None:
            self._parts.channels.note(posted.workspace, posted.channel, shared=shared)
        work = partial(unfurl, self._parts, self._client, posted)
        in_background(self._parts.pool, work, otherwise=partial(log.warning, "a link stays as it is: %s"))
