"""Membership: whether we are in a channel, which decides whether we can post there."""

import logging
from enum import Enum

from slack_sdk import WebClient

from bot.outbox.outcomes import FAILURES, reason, slacks_word

log = logging.getLogger(__name__)

# What Slack says of a private channel that we are not in.
_NOT_SEEN = "channel_not_found"


class Standing(Enum):
    """What we are in a channel. `UNKNOWN` where Slack does not say."""

    IN = "in"
    OUT = "out"
    ARCHIVED = "archived"
    UNKNOWN = "unknown"


class Membership:
    """Looks up whether we are in channels, and joins public ones."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def enter(self, channel: str) -> Standing:
        """What we are in a channel, once we have joined it where it is public and we may (scope `channels:join`)."""
        try:
            found = self._client.conversations_info(channel=channel)["channel"]
        except FAILURES as error:
            log.info("Slack does not say whether we are in a channel: %s", reason(error), extra={"channel": channel})
            return Standing.OUT if slacks_word(error) == _NOT_SEEN else Standing.UNKNOWN
        if found.get("is_archived"):
            return Standing.ARCHIVED
        if found.get("is_member") or found.get("is_im"):
            return Standing.IN
        return Standing.OUT if found.get("is_private") else self._join(channel)

    def _join(self, channel: str) -> Standing:
        try:
            self._client.conversations_join(channel=channel)
        except FAILURES as error:
            log.info("could not join a channel: %s", reason(error), extra={"channel": channel})
            return Standing.OUT
        return Standing.IN
