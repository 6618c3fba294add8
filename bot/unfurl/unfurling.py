"""Unfurling: the articles behind posted links, shown where all who read along may read them."""

import logging
from html import unescape
from typing import Any

from slack_sdk import WebClient

from bot.outbox.outcomes import FAILURES, reason
from bot.outsiders import IGNORE
from bot.parts import Parts
from bot.unfurl.blocks import unfurled
from bot.unfurl.posted import Posted
from knowledge.articles import Article

log = logging.getLogger(__name__)

# A message with more links is a list, which gets long enough without us (Slack's own guideline, SLACK.md).
MOST_LINKS = 2


def unfurl(parts: Parts, client: WebClient, posted: Posted) -> None:
    """Show the articles that a message links to below it, but none that the channel was shown within half an hour.

    Slack is asked first who reads along. What it does not take may be shown with the next link. `DatabaseUnavailable`.
    """
    if len(posted.links) > MOST_LINKS or _is_ignored(parts, posted):
        return
    audience = parts.channels.audience_shown(posted, posted.channel)
    found = {url: article for url in posted.links if (article := parts.knowledge.article_at(unescape(url), audience))}
    shown = {url: article for url, article in found.items() if _claim(parts, posted, article)}
    if shown and not _tell(client, posted, {url: unfurled(article) for url, article in shown.items()}):
        for article in shown.values():
            parts.knowledge.unfurls.release(posted.workspace, posted.channel, article.key)


def _is_ignored(parts: Parts, posted: Posted) -> bool:
    """Whether outsiders are to be ignored, and the writer may be one: of links Slack does not say who theirs are."""
    is_strict = parts.settings.external_people == IGNORE
    return is_strict and not parts.people.is_member(posted.workspace, posted.person)


def _claim(parts: Parts, posted: Posted, article: Article) -> bool:
    return parts.knowledge.unfurls.claim(posted.workspace, posted.channel, article.key)


def _tell(client: WebClient, posted: Posted, unfurls: dict[str, dict[str, Any]]) -> bool:
    """Whether Slack may have shown it: said twice, it is shown once."""
    try:
        client.chat_unfurl(channel=posted.channel, ts=posted.ts, unfurls=unfurls)
    except FAILURES as error:
        log.warning("a link stays as it is: %s", reason(error), extra={"channel": posted.channel})
        return False
    return True
