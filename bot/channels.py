"""Channels: who reads along in one, which decides what may be answered there."""

import logging
import time
from collections.abc import Callable
from functools import partial

from slack_sdk import WebClient

from bot.correlation import carried
from bot.gestures import Command, Press, Shortcut
from bot.outbox.outcomes import FAILURES, reason
from bot.overload import Pool
from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from knowledge.errors import DatabaseUnavailable

# Direct conversations can't be looked up without the scope im:read; events from them say who reads along.
_DIRECT = "D"

_ASK_AGAIN_SECONDS, _MOST_ASKED = 60.0, 10_000

# Says whether somebody, in a workspace, is a full member of it.
IsMember = Callable[[str, str], bool]

log = logging.getLogger(__name__)


class Channels:
    """Knows a channel's audience. One that is shared with another organisation, or not known, is public.

    In Home there is but one person to read: `is_member` says which of its articles they may.
    """

    def __init__(self, knowledge: KnowledgeBase, client: WebClient, pool: Pool, *, is_member: IsMember) -> None:
        self._audiences, self._client, self._pool = knowledge.audiences, client, pool
        self._is_member = is_member
        self._asked_at: dict[tuple[str, str], float] = {}

    def audience(self, workspace: str, channel: str) -> Audience:
        """The audience of a private answer, from memory, so that it is there when the database is not.

        Where it is not known Slack is asked meanwhile, for the next time.
        """
        return self._or_public(self._audiences.remembered(workspace, channel), workspace, channel)

    def audience_for(self, gesture: Command | Press | Shortcut) -> Audience:
        """The audience of what the person sees alone who makes a gesture: from memory, but in Home, where Slack may
        have to be asked who they are."""
        if gesture.is_outsider:
            return Audience.PUBLIC
        if gesture.at_home:
            return self.audience_of(gesture.workspace, gesture.person)
        return self.audience(gesture.workspace, gesture.channel)

    def audience_of(self, workspace: str, person: str) -> Audience:
        """The audience that one person is who reads alone: guests, outsiders and whoever is not known are public."""
        return Audience.INTERNAL if self._is_member(workspace, person) else Audience.PUBLIC

    def audience_now(self, workspace: str, channel: str) -> Audience:
        """The audience of what a channel will see, as the store says now; `DatabaseUnavailable`."""
        return self._or_public(self._audiences.of(workspace, channel), workspace, channel)

    def audience_looked_up(self, workspace: str, channel: str) -> Audience:
        """The audience of what a channel will see for ever, asking Slack first; where Slack does not say, public.

        `DatabaseUnavailable`.
        """
        if channel.startswith(_DIRECT):
            return self._audiences.of(workspace, channel) or Audience.PUBLIC
        return self.audience_asked(workspace, channel) or Audience.PUBLIC

    def audience_asked(self, workspace: str, channel: str) -> Audience | None:
        """The audience of a channel as Slack says now, None where it does not; `DatabaseUnavailable` is none either."""
        return self._look_up(workspace, channel)

    def note(self, workspace: str, channel: str, *, shared: bool) -> None:
        """Keep what an event said about its channel, where that is news."""
        said = Audience.PUBLIC if shared else Audience.INTERNAL
        if self._audiences.of(workspace, channel) is not said:
            self._audiences.note(workspace, channel, shared=shared)

    def _or_public(self, known: Audience | None, workspace: str, channel: str) -> Audience:
        can_be_asked = bool(channel) and not channel.startswith(_DIRECT)
        if known is None and can_be_asked and self._is_time_to_ask(workspace, channel):
            self._pool.offer(carried(partial(self._look_up, workspace, channel)))
        return known or Audience.PUBLIC

    def _is_time_to_ask(self, workspace: str, channel: str) -> bool:
        """Whether Slack has not been asked about a channel for a minute, be it that it did not say."""
        now, place = time.monotonic(), (workspace, channel)
        if now - self._asked_at.get(place, -_ASK_AGAIN_SECONDS) < _ASK_AGAIN_SECONDS:
            return False
        if len(self._asked_at) >= _MOST_ASKED:
            self._asked_at.clear()
        self._asked_at[place] = now
        return True

    def _look_up(self, workspace: str, channel: str) -> Audience | None:
        try:
            answer = self._client.conversations_info(channel=channel)
            found = answer["channel"]
            shared = bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared"))
            self._audiences.note(workspace, channel, shared=shared)
        except (*FAILURES, DatabaseUnavailable) as error:
            log.info("a channel stays unknown, so it is public: %s", reason(error), extra={"channel": channel})
            return None
        return Audience.PUBLIC if shared else Audience.INTERNAL
