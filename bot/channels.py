"""Channels: who reads along in one, which decides what may be answered there."""

import logging
from concurrent.futures import Executor

from slack_sdk import WebClient

from bot.outbox.outcomes import FAILURES, reason
from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from knowledge.errors import DatabaseUnavailable

# Direct conversations can't be looked up without the scope im:read; events from them say who reads along.
_DIRECT = "D"

log = logging.getLogger(__name__)


class Channels:
    """Knows a channel's audience. One that is shared with another organisation, or not known, is public."""

    def __init__(self, knowledge: KnowledgeBase, client: WebClient, pool: Executor) -> None:
        self._knowledge, self._client, self._pool = knowledge, client, pool

    def audience(self, workspace: str, channel: str) -> Audience:
        """The audience as far as it is known now; where it is not, Slack is asked meanwhile, for the next time."""
        known = self._known(workspace, channel)
        if known is None and not channel.startswith(_DIRECT):
            self._pool.submit(self._look_up, workspace, channel)
        return known or Audience.PUBLIC

    def audience_looked_up(self, workspace: str, channel: str) -> Audience:
        """The audience, asking Slack first where it is not known."""
        return self._known(workspace, channel) or self._look_up(workspace, channel) or Audience.PUBLIC

    def note(self, workspace: str, channel: str, *, shared: bool) -> None:
        """Keep what an event said about its channel, where that is news."""
        said = Audience.PUBLIC if shared else Audience.INTERNAL
        if self._known(workspace, channel) is not said:
            self._knowledge.note_channel(workspace, channel, shared=shared)

    def _known(self, workspace: str, channel: str) -> Audience | None:
        try:
            return self._knowledge.audience_of(workspace, channel)
        except DatabaseUnavailable as unavailable:
            log.warning("a channel's audience can't be read, so it counts as public: %s", unavailable)
            return None

    def _look_up(self, workspace: str, channel: str) -> Audience | None:
        try:
            answer = self._client.conversations_info(channel=channel)
            found = answer["channel"]
            shared = bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared"))
            self._knowledge.note_channel(workspace, channel, shared=shared)
        except (*FAILURES, DatabaseUnavailable) as error:
            log.info("channel %s stays unknown, so it is public: %s", channel, reason(error))
            return None
        return Audience.PUBLIC if shared else Audience.INTERNAL
