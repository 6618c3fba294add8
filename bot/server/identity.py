"""Who we are to Slack: a token that Slack refuses is said at the start, not when the first answer is lost to it."""

import logging

from slack_sdk import WebClient

from bot.outbox.outcomes import FAILURES, reason
from bot.settings import BadSettings, Settings

log = logging.getLogger(__name__)

_SECONDS_TO_ANSWER = 5

# What Slack says of a token that is nobody's, or no longer.
_REFUSED = (
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
)


def check_token(settings: Settings) -> None:
    """Ask Slack once whose token SLACK_BOT_TOKEN is; `BadSettings` when it is nobody's.

    Where Slack can't be reached the bot starts all the same: what is asked meanwhile waits in the inbox.
    """
    client = WebClient(settings.slack_bot_token, base_url=settings.slack_api_url, timeout=_SECONDS_TO_ANSWER)
    try:
        answer = client.auth_test()
    except FAILURES as error:
        if reason(error) in _REFUSED:
            raise BadSettings([f"SLACK_BOT_TOKEN is refused by Slack: {reason(error)}"]) from error
        log.warning("Slack can't be reached at %s: %s", settings.slack_api_url, reason(error))
    else:
        log.info("this is %s in the workspace %s", answer.get("user"), answer.get("team"))
