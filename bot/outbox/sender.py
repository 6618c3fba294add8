"""Sending: claim a post, commit that it is being sent, send it, and note what became of it."""

import logging
import threading
from datetime import timedelta

from slack_sdk import WebClient

from bot.correlation import working_on
from bot.outbox.outcomes import FAILURES, NotPosted, Outcome, Refused, Sent, Unclear, outcome_of
from knowledge.base import KnowledgeBase
from knowledge.posts import Delivery, Post

log = logging.getLogger(__name__)

# Slack's answer is awaited for this long: shorter than the lease of a claimed post, so that nobody else sends it.
SECONDS_TO_ANSWER = 10

METADATA_EVENT = "quickjump_post"


def write_client(*, token: str, api_url: str) -> WebClient:
    """A client for requests that must not be repeated: the SDK's own retries would post twice."""
    return WebClient(token=token, base_url=api_url, timeout=SECONDS_TO_ANSWER, retry_handlers=[])


class Sender:
    """Sends what the outbox holds. What may have arrived is looked up `look_up_after` the attempt, not sent again."""

    def __init__(self, knowledge: KnowledgeBase, client: WebClient, *, look_up_after: timedelta) -> None:
        self._outbox, self._client, self._look_up_after = knowledge.outbox, client, look_up_after

    def send(self, id: int) -> Outcome | None:
        """Send one post now and say what became of it; None when it is not due, or another process has it."""
        delivery = self._outbox.claim_due(only=id)
        return self._deliver(delivery) if delivery else None

    def send_now(self, post: Post) -> Outcome | None:
        """Post something that somebody waits for; None when the channel has had its subject already."""
        delivery = self._outbox.add_claimed(post)
        return self._deliver(delivery) if delivery else None

    def send_due(self, stopping: threading.Event) -> int:
        """Send all that is due, until told to stop; how many were tried."""
        if orphans := self._outbox.take_over_orphans(self._look_up_after):
            log.warning("%d posts were left behind by a process that died, and will be looked up", orphans)
        tried = 0
        while not stopping.is_set() and (delivery := self._outbox.claim_due()):
            self._deliver(delivery)
            tried += 1
        return tried

    def _deliver(self, delivery: Delivery) -> Outcome:
        post = delivery.post
        with working_on(workspace=post.workspace, channel=post.channel):
            try:
                posted_ts = self._post(delivery)
            except FAILURES as error:
                return self._note(delivery, outcome_of(error, attempts=delivery.attempts))
            self._outbox.sent(delivery, posted_ts)
            log.info("posted", extra={"subject": post.subject})
            return Sent()

    def _post(self, delivery: Delivery) -> str:
        post = delivery.post
        response = self._client.chat_postMessage(
            channel=post.channel,
            text=post.text,
            blocks=list(post.blocks),
            thread_ts=post.thread_ts or None,
            metadata={"event_type": METADATA_EVENT, "event_payload": {"id": delivery.token}},
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(response["ts"])

    def _note(self, delivery: Delivery, outcome: NotPosted | Unclear | Refused) -> Outcome:
        about = {"subject": delivery.post.subject}
        match outcome:
            case NotPosted(problem, wait):
                self._outbox.postpone(delivery, wait, problem)
                log.warning("will post again in %d s: %s", wait.total_seconds(), problem, extra=about)
            case Unclear(problem):
                self._outbox.look_up_later(delivery, self._look_up_after, problem)
                log.warning("will be looked up in %d s: %s", self._look_up_after.total_seconds(), problem, extra=about)
            case Refused(problem):
                self._outbox.park(delivery, problem)
                log.error("not posted, and parked: %s", problem, extra=about)
        return outcome
