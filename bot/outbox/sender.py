"""Sending: claim a post, commit that it is being sent, send it, and note what became of it."""

import logging
import random
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient

from bot.cards import Message
from bot.correlation import working_on
from bot.outbox.author import Author, Later, Nothing
from bot.outbox.direct import DirectChannels
from bot.outbox.drawing import NotDrawn, draw
from bot.outbox.outcomes import (
    FAILURES,
    Chance,
    Failure,
    NotPosted,
    Outcome,
    Refused,
    Sent,
    TooFast,
    Unclear,
    backoff,
    outcome_of,
    outcome_of_harmless,
)
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError
from knowledge.failpoints import after_request, before_request
from knowledge.posts import Delivery, Post, Priority

log = logging.getLogger(__name__)

# Slack's answer is awaited for this long: shorter than the lease of a claimed post, so that nobody else sends it.
SECONDS_TO_ANSWER = 10

# What is left of the lease for drawing a post, and for opening a conversation: what takes longer is begun anew.
_SECONDS_TO_PREPARE = 4

METADATA_EVENT = "quickjump_post"


def write_client(*, token: str, api_url: str) -> WebClient:
    """A client for requests that must not be repeated: the SDK's own retries would post twice."""
    return WebClient(token=token, base_url=api_url, timeout=SECONDS_TO_ANSWER, retry_handlers=[])


class Sender:
    """Sends what the outbox holds. What may have arrived is looked up `look_up_after` the attempt, not sent again.

    The author draws what says nothing yet. `chance` spreads what is tried again, `ticks` counts seconds.
    """

    def __init__(
        self,
        knowledge: KnowledgeBase,
        client: WebClient,
        *,
        author: Author,
        look_up_after: timedelta,
        chance: Chance = random.random,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outbox, self._client, self._author = knowledge.outbox, client, author
        self._look_up_after, self._chance, self._ticks = look_up_after, chance, ticks
        self._failpoints = knowledge.failpoints
        self._directs = DirectChannels(client, knowledge.failpoints)

    def send(self, id: int) -> Outcome | None:
        """Send one post now and say what became of it.

        None when it may not go yet, or another process has it, or there was nothing to post: it goes by itself then.
        """
        delivery = self._outbox.claim_due(only=id)
        return self._deliver(delivery) if delivery else None

    def send_now(self, post: Post) -> Outcome | None:
        """Post something that somebody waits for; None when the channel has had its subject already."""
        id = self._outbox.put(post)
        if id is None:
            return None
        return self.send(id) or NotPosted("Another post goes first.", timedelta())

    def send_due(self, stopping: threading.Event) -> int:
        """Send all that is due, until told to stop; how many were tried."""
        if orphans := self._outbox.take_over_orphans(self._look_up_after):
            log.warning("%d posts were left behind by a process that died, and will be looked up", orphans)
        return self._send_down_to(Priority.ANNOUNCEMENT, stopping)

    def send_answers(self, stopping: threading.Event) -> int:
        """Send the answers that are due, such as had to wait for their channel; how many were tried."""
        return self._send_down_to(Priority.ANSWER, stopping)

    def _send_down_to(self, priority: Priority, stopping: threading.Event) -> int:
        tried = 0
        while not stopping.is_set() and (delivery := self._outbox.claim_due(down_to=priority)):
            self._deliver(delivery)
            tried += 1
        return tried

    def _deliver(self, delivery: Delivery) -> Outcome | None:
        begun = self._ticks()
        with working_on(workspace=delivery.post.workspace, channel=delivery.post.channel):
            message = self._message(delivery)
            return self._send(delivery, message, begun=begun) if message else None

    def _message(self, delivery: Delivery) -> Message | None:
        """What to post; None when nothing is, which has been noted then."""
        post = delivery.post
        if post.is_drawn:
            return Message(post.text, tuple(post.blocks))
        match draw(self._author, delivery):
            case Message() as message:
                return message
            case Nothing(reason):
                self._outbox.drop(delivery, reason)
                log.info("not posted: %s", reason, extra={"subject": post.subject})
            case Later(wait, reason):
                self._outbox.put_off(delivery, wait, reason)
                log.info("put off for %d s: %s", wait.total_seconds(), reason, extra={"subject": post.subject})
            case NotDrawn(problem):
                self._outbox.postpone(delivery, backoff(delivery.attempts, self._chance), problem)
        return None

    def _send(self, delivery: Delivery, message: Message, *, begun: float) -> Outcome:
        attempts, chance = delivery.attempts, self._chance
        try:
            channel = self._directs.channel_of(delivery.post)
        except FAILURES as error:
            return self._note(delivery, outcome_of_harmless(error, attempts=attempts, chance=chance))
        if self._ticks() - begun > _SECONDS_TO_PREPARE:
            return self._note(delivery, NotPosted("It took too long to prepare.", backoff(attempts, chance)))
        try:
            posted_ts = self._post(delivery, channel, message)
        except FAILURES as error:
            return self._note(delivery, outcome_of(error, attempts=attempts, chance=chance))
        self._outbox.sent(delivery, posted_ts)
        log.info("posted", extra={"subject": delivery.post.subject})
        return Sent()

    def _post(self, delivery: Delivery, channel: str, message: Message) -> str:
        said: dict[str, Any] = {
            "channel": channel,
            "text": message.text,
            "blocks": list(message.blocks),
            "thread_ts": delivery.post.thread_ts or None,
            "link_names": False,
        }
        self._failpoints.reach(before_request("post"))
        if delivery.post.seen_by:
            posted = self._client.chat_postEphemeral(user=delivery.post.seen_by, **said)["message_ts"]
        else:
            metadata = {"event_type": METADATA_EVENT, "event_payload": {"id": delivery.token}}
            posted = self._client.chat_postMessage(metadata=metadata, unfurl_links=False, unfurl_media=False, **said)[
                "ts"
            ]
        self._failpoints.reach(after_request("post"))
        return str(posted)

    def _note(self, delivery: Delivery, outcome: Failure) -> Outcome:
        about = {"subject": delivery.post.subject}
        match outcome:
            case NotPosted(problem, wait):
                self._outbox.postpone(delivery, wait, problem)
                log.warning("will post again in %d s: %s", wait.total_seconds(), problem, extra=about)
            case TooFast(problem, wait):
                self._outbox.slow_down(delivery, wait, problem)
                log.warning("nothing is posted there for %d s: %s", wait.total_seconds(), problem, extra=about)
            case Unclear(problem) if delivery.post.seen_by:
                # Nobody can look up what one person sees. Slack promises no delivery of it anyway and it is gone when
                # they reload: whoever saw nothing asks again, where a second copy minutes later would puzzle them.
                self._outbox.drop(delivery, problem)
                log.warning("not posted again, since it can't be looked up: %s", problem, extra=about)
            case Unclear(problem):
                self._outbox.look_up_later(delivery, self._look_up_after, problem)
                log.warning("will be looked up in %d s: %s", self._look_up_after.total_seconds(), problem, extra=about)
            case Refused(problem):
                self._tell_author(delivery, outcome)
                if self._outbox.park(delivery, problem):
                    log.error("not posted, and parked: %s", problem, extra=about)
        return outcome

    def _tell_author(self, delivery: Delivery, outcome: Refused) -> None:
        if delivery.post.is_drawn:
            return
        try:
            self._author.refused(delivery, outcome)
        except KnowledgeError as problem:  # the next post to be refused is told again
            log.warning("the author could not be told: %s", problem, extra={"subject": delivery.post.subject})
