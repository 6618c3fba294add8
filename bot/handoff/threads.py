"""Threads: where a question was asked, as a link for those who are to answer it."""

import logging

from slack_sdk import WebClient

from bot.outbox.outcomes import FAILURES, reason
from bot.settings import Settings
from knowledge.help_requests import HelpRequest

# What Slack does not say within this is left out: somebody waits for the rest.
_SECONDS_TO_ANSWER = 2

# How the ids of direct conversations begin: nobody else can follow a link into one, nor does its name tell anything.
DIRECT = "D"

log = logging.getLogger(__name__)


def thread_link(settings: Settings, request: HelpRequest) -> str:
    """The link to the thread in which a question was asked; nothing where there is none, or Slack does not say."""
    if not request.thread_ts or request.channel.startswith(DIRECT):
        return ""
    client = WebClient(
        settings.slack_bot_token, base_url=settings.slack_api_url, timeout=_SECONDS_TO_ANSWER, retry_handlers=[]
    )
    try:
        found = client.chat_getPermalink(channel=request.channel, message_ts=request.thread_ts)
    except FAILURES as error:
        log.info("Slack does not say where a thread is: %s", reason(error), extra={"channel": request.channel})
        return ""
    return str(found.get("permalink") or "")
