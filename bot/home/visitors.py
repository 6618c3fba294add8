"""Visitors: who opens Home, what they may read, and which channels they are in."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.outbox.outcomes import FAILURES, reason
from bot.parts import Parts, Visitor
from knowledge.articles import Audience

# Home is waited for: what Slack does not say within this is not known.
_SECONDS_TO_ANSWER = 2

_REMEMBERED_SECONDS, _ASK_AGAIN_SECONDS, _MOST_REMEMBERED = 300.0, 5.0, 10_000

# Slack recommends pages of at most 200. Somebody in more channels than this is shown what is new in these.
_A_PAGE, _MOST_PAGES = 200, 5

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    """The channels that Slack named, or None where it did not, and until when that is not asked again."""

    channels: tuple[str, ...] | None
    until: float


class Visitors:
    """Asks Slack who visits, and remembers for some minutes in this process which channels they are in."""

    def __init__(self, parts: Parts, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a process's parts; `clock` gives seconds."""
        settings = parts.settings
        self._parts, self._clock = parts, clock
        self._client = WebClient(
            settings.slack_bot_token, base_url=settings.slack_api_url, timeout=_SECONDS_TO_ANSWER, retry_handlers=[]
        )
        self._known, self._remembering = dict[tuple[str, str], _Known](), threading.Lock()

    def of(self, workspace: str, person: str) -> Visitor:
        """The visitor that a person is. Guests, outsiders and those whom Slack does not know read what is public."""
        found = self._parts.people.of(workspace, person)
        is_member = found is not None and found.is_member
        return Visitor(
            workspace=workspace,
            person=person,
            audience=Audience.INTERNAL if is_member else Audience.PUBLIC,
            is_admin=is_member and self._parts.permissions.is_admin(workspace, person),
            channels=self._channels(workspace, person),
            is_known=found is not None,
        )

    def forget(self, workspace: str, person: str) -> None:
        """Ask Slack again next time which channels a person is in."""
        with self._remembering:
            self._known.pop((workspace, person), None)

    def _channels(self, workspace: str, person: str) -> tuple[str, ...] | None:
        known = self._known.get((workspace, person))
        if known is None or self._clock() >= known.until:
            known = self._look_up(person)
            self._remember((workspace, person), known)
        return known.channels

    def _look_up(self, person: str) -> _Known:
        try:
            found = self._asked(person)
        except FAILURES as error:
            log.info("Slack does not say in which channels somebody is: %s", reason(error), extra={"person": person})
            return _Known(None, self._clock() + _ASK_AGAIN_SECONDS)
        return _Known(found, self._clock() + _REMEMBERED_SECONDS)

    def _asked(self, person: str) -> tuple[str, ...]:
        """The channels that a person is in, as far as we may know: of private ones those that we are in too."""
        found, cursor = list[str](), ""
        for _ in range(_MOST_PAGES):
            answer = self._client.users_conversations(
                user=person,
                types="public_channel,private_channel",
                exclude_archived=True,
                limit=_A_PAGE,
                cursor=cursor or None,
            )
            found += [str(channel.get("id")) for channel in answer.get("channels") or ()]
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        return tuple(found)

    def _remember(self, who: tuple[str, str], known: _Known) -> None:
        with self._remembering:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[who] = known
