"""What happens when somebody comes to the app's own place."""

from contextlib import suppress
from functools import partial

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.correlation import carried
from bot.gestures import Press, Visit
from bot.home.prompts import Prompts
from bot.home.publishing import NotPublished, publish
from bot.home.visitors import Visitors
from bot.overload import Busy
from bot.parts import Parts
from bot.payloads import visit_from
from bot.pressing import after_ack
from bot.shapes import Payload

# Publishing may be repeated, which the client does when a connection fails.
_SECONDS_TO_PUBLISH = 10


class Listeners:
    """The listeners of home: what they do may come several times, and in any order."""

    def __init__(self, parts: Parts) -> None:
        settings = parts.settings
        self._parts, self._visitors = parts, Visitors(parts)
        self._client = WebClient(settings.slack_bot_token, base_url=settings.slack_api_url, timeout=_SECONDS_TO_PUBLISH)
        self._prompts = Prompts(parts, self._client)

    def opened(self, ack: Ack, body: Payload) -> None:
        """Somebody opened Home or their messages with us. Where there is no room, Slack tells it again later."""
        visit = visit_from(body)
        if visit and not self._parts.pool.offer(carried(partial(self._welcome, visit))):
            raise Busy
        ack()

    def refresh(self, ack: Ack, body: Payload) -> None:
        """Refresh."""
        after_ack(self._parts, ack, body, self._show_anew)

    def _welcome(self, visit: Visit) -> None:
        visitor = self._visitors.of(visit.workspace, visit.person)
        if visit.is_messages:
            self._prompts.suggest(visitor, visit.channel)
            return
        with suppress(NotPublished):  # the next visit shows it
            publish(self._parts, self._client, visitor, channel=visit.channel, seen=visit.hash)

    def _show_anew(self, _parts: Parts, press: Press) -> None:
        self._visitors.forget(press.workspace, press.person)
        visitor = self._visitors.of(press.workspace, press.person)
        publish(self._parts, self._client, visitor, channel=press.channel)
