"""Reconciling: posts of which nobody can tell whether they arrived are looked for in Slack, by the id they carry."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.correlation import working_on
from bot.outbox.direct import DirectChannels
from bot.outbox.outcomes import FAILURES, Chance, backoff, reason, retry_after
from bot.outbox.sender import METADATA_EVENT
from knowledge.base import KnowledgeBase
from knowledge.failpoints import after_request, before_request
from knowledge.posts import Delivery

log = logging.getLogger(__name__)

# Slack's clock and this machine's may differ by so much.
_CLOCKS_DIFFER = timedelta(minutes=5)

# A post that could not be looked up for so long is left to an operator.
_GIVE_UP_AFTER = timedelta(days=1)

_PAGE, _MOST_PAGES = 200, 20

# Slack will go on saying these however often it is asked.
_NEVER = (
    "missing_scope",
    "not_in_channel",
    "channel_not_found",
    "invalid_auth",
    "account_inactive",
    "token_revoked",
    "is_archived",
    "thread_not_found",
    "user_not_found",
    "user_disabled",
)


class TooManyMessages(Exception):
    """So much has been said since that the scan was not complete."""


class Overtaken(Exception):
    """Another process looks up the post by now."""


class Reconciler:
    """Looks up what is unclear: what is found was sent, what is certainly absent is sent again.

    `chance` spreads what is looked up again; `clock` is Slack's as far as we know, whatever the knowledge base's says.
    """

    def __init__(
        self,
        knowledge: KnowledgeBase,
        client: WebClient,
        *,
        chance: Chance = random.random,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._outbox, self._client, self._chance, self._clock = knowledge.outbox, client, chance, clock
        self._failpoints = knowledge.failpoints
        self._directs = DirectChannels(client, knowledge.failpoints)

    def look_up_due(self, stopping: threading.Event) -> int:
        """Look up all posts whose time has come, until told to stop; how many."""
        looked_up = 0
        while not stopping.is_set() and (delivery := self._outbox.claim_unclear()):
            with working_on(workspace=delivery.post.workspace, channel=delivery.post.channel):
                self._look_up(delivery)
            looked_up += 1
        return looked_up

    def _look_up(self, delivery: Delivery) -> None:
        try:
            posted_ts = self._find(delivery)
        except Overtaken:
            return
        except (*FAILURES, TooManyMessages) as error:
            self._not_known(delivery, error)
            return
        about = {"subject": delivery.post.subject}
        if posted_ts and self._outbox.found(delivery, posted_ts):
            log.info("was posted after all", extra=about)
        elif not posted_ts and self._outbox.absent(delivery):
            log.info("was not posted, and is sent again", extra=about)

    def _not_known(self, delivery: Delivery, error: Exception) -> None:
        why = f"Whether it was posted could not be looked up: {reason(error)}"
        too_old = self._outbox.age(delivery) > _GIVE_UP_AFTER
        if too_old or (isinstance(error, SlackApiError) and reason(error) in _NEVER):
            self._outbox.park(delivery, why)
            log.error("parked: %s", why, extra={"subject": delivery.post.subject})
        else:
            self._outbox.look_up_again(delivery, self._wait(delivery, error), why)
            log.warning("%s", why, extra={"subject": delivery.post.subject})

    def _wait(self, delivery: Delivery, error: Exception) -> timedelta:
        asked = retry_after(error) if isinstance(error, SlackApiError) else None
        return asked or backoff(delivery.attempts + 4, self._chance)

    def _find(self, delivery: Delivery) -> str | None:
        """The message that a post became, or None when it is certainly not there; `TooManyMessages`, `FAILURES`."""
        for message in self._messages_since(delivery):
            metadata = message.get("metadata") or {}
            payload = metadata.get("event_payload") or {}
            if metadata.get("event_type") == METADATA_EVENT and payload.get("id") == delivery.token:
                return str(message["ts"])
        return None

    def _messages_since(self, delivery: Delivery) -> Iterator[dict[str, Any]]:
        cursor, tried = "", self._clock() - self._outbox.tried_ago(delivery).total_seconds()
        since = tried - _CLOCKS_DIFFER.total_seconds()  # earlier attempts have been settled
        for _ in range(_MOST_PAGES):
            if not self._outbox.hold(delivery):
                raise Overtaken
            answer = self._page(delivery, since, cursor)
            yield from answer["messages"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
        raise TooManyMessages(f"more than {_MOST_PAGES * _PAGE} messages came since")

    def _page(self, delivery: Delivery, since: float, cursor: str) -> SlackResponse:
        """A page of where the post would stand: its thread, or the channel outside threads."""
        post = delivery.post
        channel = self._directs.channel_of(post)
        asked = {"channel": channel, "oldest": f"{since:.6f}", "limit": _PAGE, "include_all_metadata": True}
        if cursor:
            asked["cursor"] = cursor
        method = "conversations.replies" if post.thread_ts else "conversations.history"
        if post.thread_ts:
            asked["ts"] = post.thread_ts
        self._failpoints.reach(before_request("look up"))
        answer = self._client.api_call(method, params=asked)
        self._failpoints.reach(after_request("look up"))
        return answer
