"""Ears: whether what people say in a channel reaches us, as Slack says."""

import logging
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.outbox.outcomes import FAILURES, reason, slacks_word
from bot.scopes import granted_in
from bot.settings import Settings

log = logging.getLogger(__name__)

# Asked while a trigger lives, or while Slack waits for an acknowledgement: three seconds for all there is to do.
_SECONDS_TO_ANSWER = 1

# What Slack says of a private channel that we are not in.
_NOT_SEEN = "channel_not_found"

NOT_TOLD = "Slack does not tell me just now whether I can hear what is said here. Try again in a minute."


@dataclass(frozen=True, slots=True)
class Ears:
    """What keeps us from hearing a channel: a sentence, empty where nothing does; and a few words of the same."""

    problem: str = ""
    in_short: str = ""


_OUT = Ears("I'm not in this channel, so I hear mentions alone. Type /invite @Quickjump first.", "I'm not in here yet.")
_UNKNOWN = Ears(NOT_TOLD)


class Listening:
    """Asks Slack how a channel is, and looks at what our token may do."""

    def __init__(self, settings: Settings) -> None:
        self._client = WebClient(
            settings.slack_bot_token,
            base_url=settings.slack_api_url,
            timeout=_SECONDS_TO_ANSWER,
            retry_handlers=[],
        )

    def ears_in(self, channel: str) -> Ears:
        """What keeps us from hearing a channel: that we are not in it, or lack a scope, or that Slack does not say."""
        try:
            answer = self._client.conversations_info(channel=channel)
        except FAILURES as error:
            log.info("Slack does not say how a channel is: %s", reason(error), extra={"channel": channel})
            return _OUT if slacks_word(error) == _NOT_SEEN else _UNKNOWN
        found = answer.get("channel") or {}
        if not found.get("is_member"):
            return _OUT
        scope = "groups:history" if found.get("is_private") else "channels:history"
        return Ears() if scope in granted_in(answer) else _without(scope)


def _without(scope: str) -> Ears:
    what = f"I lack the scope {scope}, so I hear mentions alone here."
    return Ears(f"{what} Whoever runs me adds it to the app's manifest and installs the app again.", f"I lack {scope}.")
