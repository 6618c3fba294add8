"""Sending: claim a post, commit that it is being sent, send it, and note what became of it."""

import logging

from slack_sdk import WebClient

from bot.outbox.outcomes import FAILURES, NotPosted, outcome_of
from knowledge.base import KnowledgeBase
from knowledge.posts import Delivery

log = logging.getLogger(__name__)

# Slack's answer is awaited for this long: shorter than the lease of a claimed post, so that nobody else sends it.
SECONDS_TO_ANSWER = 10

_METADATA_EVENT = "quickjump_post"


def write_client(*, token: str, api_url: str) -> WebClient:
    """A client for requests that must not be repeated: the SDK's own retries would post twice."""
    return WebClient(token=token, base_url=api_url, timeout=SECONDS_TO_ANSWER, retry_handlers=[])


class Sender:
    """Sends what the outbox holds."""

    def __init__(self, knowledge: KnowledgeBase, client: WebClient) -> None:
        self._outbox, self._client = knowledge.outbox, client

    def send(self, id: int) -> None:
        """Send one post now, unless another process has it."""
        for delivery in self._outbox.claim_due(only=id):
            self._deliver(delivery)

    def send_due(self) -> int:
        """Send what is due and note what was lost by a process that died; how many were tried."""
        if parked := self._outbox.park_orphans():
            log.error("%d posts were left behind by a process that died, and are parked", parked)
        deliveries = self._outbox.claim_due()
        for delivery in deliveries:
            self._deliver(delivery)
        return len(deliveries)

    def _deliver(self, delivery: Delivery) -> None:
        try:
            posted_ts = self._post(delivery)
        except FAILURES as error:
            self._note_failure(delivery, error)
        else:
            self._outbox.sent(delivery, posted_ts)
            log.info("posted", extra={"channel": delivery.post.channel, "subject": delivery.post.subject})

    def _post(self, delivery: Delivery) -> str:
        post = delivery.post
        response = self._client.chat_postMessage(
            channel=post.channel,
            text=post.text,
            blocks=list(post.blocks),
            thread_ts=post.thread_ts or None,
            metadata={"event_type": _METADATA_EVENT, "event_payload": {"id": delivery.token}},
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(response["ts"])

    def _note_failure(self, delivery: Delivery, error: Exception) -> None:
        outcome = outcome_of(error, attempts=delivery.attempts)
        where = {"channel": delivery.post.channel, "subject": delivery.post.subject}
        if isinstance(outcome, NotPosted):
            self._outbox.postpone(delivery, outcome.wait, outcome.problem)
            log.warning("will post again in %d s: %s", outcome.wait.total_seconds(), outcome.problem, extra=where)
        else:
            self._outbox.park(delivery, outcome.problem)
            log.error("not posted, and parked: %s", outcome.problem, extra=where)
