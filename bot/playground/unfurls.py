"""chat.unfurl: what the app shows below links that people posted.

Source: docs.slack.dev/reference/methods/chat.unfurl and docs.slack.dev/messaging/unfurling-links-in-messages.
"""

from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from bot.playground.desk import Desk, Reader, flag, structure, words
from bot.playground.limits import Problem, SlackRefused, find_problems, refusal
from bot.playground.links import Told, same_link
from bot.playground.model import Json

OPTIONAL: Mapping[str, Reader] = {
    "channel": words,
    "ts": words,
    "unfurl_id": words,
    "source": words,
    "unfurls": structure,
    "user_auth_required": flag,
    "user_auth_message": words,
    "user_auth_url": words,
    "user_auth_blocks": structure,
}

SOURCES = ("composer", "conversations_history")

_WITH_BLOCKS = {"blocks", "preview", "color", "fallback", "hide_color"}
_WITHOUT_BLOCKS = {
    *("author_icon", "author_link", "author_name", "color", "fallback", "fields", "footer", "footer_icon", "image_url"),
    *("mrkdwn_in", "pretext", "preview", "text", "thumb_url", "title", "title_link", "ts"),
}


def unfurl(desk: Desk, given: Json) -> Json:
    """Show something below links of a message, posted or still being written; an empty object takes it away again."""
    unfurls = {url: _checked(each, url) for url, each in _unfurls(given).items()}
    told = _by_id(desk, given) if "unfurl_id" in given or "source" in given else _by_message(desk, given)
    for url in unfurls:
        _refuse_untold(desk, told, url)
    if told.source == "composer":
        desk.workspace.links.preview(told.unfurl_id, unfurls)
    else:
        _show(desk, told, unfurls)
    return {"ok": True}


def _by_id(desk: Desk, given: Json) -> Told:
    if not given.get("unfurl_id") or given.get("source") not in SOURCES:
        raise refusal("invalid_arguments", [Problem("`unfurl_id` and `source` must be provided together", "")])
    told = desk.workspace.links.find(given["unfurl_id"])
    if told is None or told.source != given["source"]:
        raise SlackRefused("cannot_find_message")
    return told


def _by_message(desk: Desk, given: Json) -> Told:
    for name in ("channel", "ts"):
        if not given.get(name):
            raise SlackRefused(f"missing_{name}")
    # The bot need not be in the channel.
    if desk.workspace.find_channel(given["channel"]) is None:
        raise SlackRefused("cannot_find_channel")
    message = desk.workspace.find(given["channel"], given["ts"])
    if message is None or message.ephemeral_to is not None:
        raise SlackRefused("cannot_find_message")
    told = desk.workspace.links.find_by_message(message.channel, message.ts)
    if told is None:
        raise SlackRefused("cannot_unfurl_url")
    return told


def _unfurls(given: Json) -> dict[str, Any]:
    unfurls = given.get("unfurls")
    if not unfurls:
        raise SlackRefused("missing_unfurls")
    if not isinstance(unfurls, dict):
        raise SlackRefused("invalid_unfurls_format")
    return unfurls


def _checked(unfurl: Any, url: str) -> Json:
    if not isinstance(unfurl, dict):
        raise SlackRefused("cannot_parse_attachment")
    known = _WITH_BLOCKS if "blocks" in unfurl else _WITHOUT_BLOCKS
    problems = [Problem(f"invalid additional property: {name}", f"/{url}") for name in unfurl if name not in known]
    blocks = unfurl.get("blocks", [])
    if not isinstance(blocks, list):
        raise SlackRefused("cannot_parse_attachment")
    problems += find_problems(blocks)
    if problems:
        raise refusal("cannot_parse_attachment", problems)
    return unfurl


def _refuse_untold(desk: Desk, told: Told, url: str) -> None:
    """Only a link that Slack told the app of is unfurled."""
    if any(same_link(url, each) for each in told.urls):
        return
    message = desk.workspace.find(told.channel, told.ts)
    is_there = message is not None and unescape(url) in unescape(message.text)
    raise SlackRefused("cannot_unfurl_url" if is_there else "cannot_unfurl_message")


def _show(desk: Desk, told: Told, unfurls: Mapping[str, Json]) -> None:
    message = desk.workspace.find(told.channel, told.ts)
    if message is None:
        raise SlackRefused("cannot_find_message")
    shown = {url: each for url, each in {**message.unfurls, **unfurls}.items() if each}
    desk.workspace.transcripts.keep(replace(message, unfurls=shown))
