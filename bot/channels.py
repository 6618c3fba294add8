"""Channels: who reads along in one, which decides what may be answered there, and to whom."""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

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

# An acknowledgement waits for the answer, for three seconds in all.
_SECONDS_TO_ANSWER = 1

_ASK_AGAIN_SECONDS, _MOST_ASKED = 60.0, 10_000

# Says whether somebody, in a workspace, is a full member of it.
IsMember = Callable[[str, str], bool]

log = logging.getLogger(__name__)


class Act(Protocol):
    """What somebody does somewhere: a gesture, or a question that they ask."""

    @property
    def workspace(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def person(self) -> str: ...


class Channels:
    """Knows a channel's audience. One that is shared with another organisation, or not known, is public.

    So is whoever is no full member of the workspace, as `is_member` says, wherever they ask.
    """

    def __init__(self, knowledge: KnowledgeBase, client: WebClient, pool: Pool, *, is_member: IsMember) -> None:
        self._knowledge, self._audiences = knowledge, knowledge.audiences
        self._client, self._pool = client, pool
        self._hasty = WebClient(
            token=client.token, base_url=client.base_url, timeout=_SECONDS_TO_ANSWER, retry_handlers=[]
        )
        self._is_member = is_member
        self._asked_at: dict[tuple[str, str], float] = {}

    def audience_for(self, gesture: Command | Press | Shortcut) -> Audience:
        """The audience of what the person sees alone who makes a gesture.

        What is known comes from memory, so that it is there when the database is not. Slack is asked at once about what
        is not known, where there are internal articles.
        """
        if gesture.is_outsider:
            return Audience.PUBLIC
        if gesture.at_home:
            return self.audience_of(gesture.workspace, gesture.person)
        return self._there(self._audiences.remembered(gesture.workspace, gesture.channel), gesture)

    def audience_of(self, workspace: str, person: str) -> Audience:
        """The audience that one person is who reads alone: guests, outsiders and whoever is not known are public."""
        return Audience.INTERNAL if self._is_member(workspace, person) else Audience.PUBLIC

    def audience_now(self, asked: Act) -> Audience:
        """The audience of what a channel will see because somebody asks, as the store says now; `DatabaseUnavailable`.

        Others may read more, but it is not for a guest to have them see it.
        """
        return self._there(self._audiences.of(asked.workspace, asked.channel), asked)

    def audience_shown(self, act: Act, channel: str) -> Audience:
        """The audience of what somebody shows to a channel for ever: Slack is asked first; `DatabaseUnavailable`."""
        return self.narrowed(self.audience_looked_up(act.workspace, channel), act)

    def audience_looked_up(self, workspace: str, channel: str) -> Audience:
        """The audience of what a channel will see for ever, asking Slack first; where Slack does not say, public.

        `DatabaseUnavailable`.
        """
        if channel.startswith(_DIRECT):
            return self._audiences.of(workspace, channel) or Audience.PUBLIC
        return self.audience_asked(workspace, channel) or Audience.PUBLIC

    def narrowed(self, there: Audience, act: Act) -> Audience:
        """What somebody may read of what the readers of a channel may: whoever is no full member, what is public.

        Slack is asked who they are only where that matters.
        """
        if there is Audience.PUBLIC or not self._knowledge.holds_internal:
            return there
        return self.audience_of(act.workspace, act.person)

    def audience_asked(self, workspace: str, channel: str) -> Audience | None:
        """The audience of a channel as Slack says now, None where it does not; `DatabaseUnavailable` is none either."""
        return self._look_up(self._client, workspace, channel)

    def note(self, workspace: str, channel: str, *, shared: bool) -> None:
        """Keep what an event said about its channel, where that is news."""
        said = Audience.PUBLIC if shared else Audience.INTERNAL
        if self._audiences.of(workspace, channel) is not said:
            self._audiences.note(workspace, channel, shared=shared)

    def _there(self, known: Audience | None, act: Act) -> Audience:
        """The audience where somebody does something, as far as it is theirs; `known` is that of the channel.

        Nobody but they read what they are shown in a direct message, so that there it is theirs unless an outsider is
        known to read along.
        """
        if known is None and act.channel.startswith(_DIRECT):
            return self.narrowed(Audience.INTERNAL, act)
        return self.narrowed(known or self._asked(act.workspace, act.channel) or Audience.PUBLIC, act)

    def _asked(self, workspace: str, channel: str) -> Audience | None:
        """The audience of a channel that is not known, if Slack says it: at once where there are internal articles.

        Where all are public it is asked meanwhile, so that it is known before there are others.
        """
        if not channel or not self._is_time_to_ask(workspace, channel):
            return None
        if self._knowledge.holds_internal:
            return self._look_up(self._hasty, workspace, channel)
        self._pool.offer(carried(partial(self._look_up, self._client, workspace, channel)))
        return None

    def _is_time_to_ask(self, workspace: str, channel: str) -> bool:
        """Whether Slack has not been asked about a channel for a minute, be it that it did not say."""
        now, place = time.monotonic(), (workspace, channel)
        if now - self._asked_at.get(place, -_ASK_AGAIN_SECONDS) < _ASK_AGAIN_SECONDS:
            return False
        if len(self._asked_at) >= _MOST_ASKED:
            self._asked_at.clear()
        self._asked_at[place] = now
        return True

    def _look_up(self, client: WebClient, workspace: str, channel: str) -> Audience | None:
        try:
            answer = client.conversations_info(channel=channel)
            found = answer["channel"]
            shared = bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared"))
            self._audiences.note(workspace, channel, shared=shared)
        except (*FAILURES, DatabaseUnavailable) as error:
            log.info("a channel stays unknown, so it is public: %s", reason(error), extra={"channel": channel})
            return None
        return Audience.PUBLIC if shared else Audience.INTERNAL
