"""The payloads of slash commands and events, whole, as plain objects."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape

from bot.playground.links import Told
from bot.playground.model import Channel, Json, Kind, Message, Person
from bot.playground.wire import channel_name
from bot.playground.workspace import Workspace

CHANNEL_TYPE: Mapping[Kind, str] = {"public": "channel", "private": "group", "im": "im"}

_MARKUP = re.compile(r"(<(?:[@#!]|https?://)[^<>\s][^<>]*>)")
# An address that somebody just typed, without the punctuation after it.
_ADDRESS = re.compile(r"(https?://[^\s<>|]*[^\s<>|.,;:!?)])")


def typed(text: str) -> str:
    """What a person typed as events carry it: & < > escaped, `<@U…>` and links kept, addresses made links."""
    parts = _MARKUP.split(text)
    return "".join(part if number % 2 else linked(part) for number, part in enumerate(parts))


def linked(text: str) -> str:
    """A text of which nothing is markup yet: & < > escaped, addresses made links."""
    parts = (escape(part, quote=False) for part in _ADDRESS.split(text))
    return "".join(f"<{part}>" if number % 2 else part for number, part in enumerate(parts))


def rich_text(written: str) -> Json:
    """The block that Slack makes of what a person typed."""
    section = {"type": "rich_text_section", "elements": [*_runs(written)]}
    return {"type": "rich_text", "elements": [section]}


def _runs(written: str) -> Iterator[Json]:
    for run in filter(None, _MARKUP.split(written)):
        if run.startswith("<@"):
            yield {"type": "user", "user_id": run[2:-1].partition("|")[0]}
        elif run.startswith("<#"):
            yield {"type": "channel", "channel_id": run[2:-1].partition("|")[0]}
        elif run.startswith("<http"):
            yield {"type": "link", "url": unescape(run[1:-1].partition("|")[0])}
        else:
            yield {"type": "text", "text": unescape(run)}


def slash_command(
    workspace: Workspace,
    command: str,
    *,
    text: str,
    channel: Channel,
    person: Person,
    response_url: str,
) -> dict[str, str]:
    return {
        "token": workspace.bot.verification_token,
        "team_id": workspace.team.id,
        "team_domain": workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": workspace.bot.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": workspace.triggers.new(person.id, channel.id),
    }


def said_event(workspace: Workspace, message: Message) -> Json:
    """What a message and a mention have in common."""
    event: Json = {
        "user": message.user,
        "type": "message",
        "ts": message.ts,
        "text": message.text,
        "blocks": list(message.blocks),
        "channel": message.channel,
        "event_ts": message.ts,
    } | _sender(workspace, message)
    if message.thread_ts:
        parent = workspace.find(message.channel, message.thread_ts)
        event |= {
            "thread_ts": message.thread_ts,
            "parent_user_id": parent.user if parent else workspace.bot.user_id,
        }
    return event


def _sender(workspace: Workspace, message: Message) -> Json:
    """Which organisation somebody is of, or which app."""
    if message.user == workspace.bot.user_id:
        return {"team": workspace.team.id, "bot_id": workspace.bot.bot_id, "app_id": workspace.bot.app_id}
    if message.bot_id:
        return {"team": workspace.team.id, "bot_id": message.bot_id, "app_id": message.bot_id.replace("B", "A", 1)}
    person = workspace.person(message.user)
    known = {"client_msg_id": workspace.new_id("msg-"), "team": person.team_id}
    if person.team_id == workspace.team.id:
        return known
    return known | {"user_team": person.team_id, "source_team": person.team_id}


def link_shared(workspace: Workspace, told: Told, links: Sequence[Json], *, user: str) -> Json:
    """That somebody posted links, or began to; which channel a message will go to, Slack does not say before."""
    where = workspace.find_channel(told.channel)
    return {
        "type": "link_shared",
        "channel": told.channel,
        "is_bot_user_member": where is not None and workspace.bot.user_id in where.members,
        "user": user,
        "message_ts": told.ts,
        "unfurl_id": told.unfurl_id,
        "source": told.source,
        "links": list(links),
        "event_ts": workspace.new_ts(),
    }


def event_callback(workspace: Workspace, event: Json, *, channel: Channel | None) -> Json:
    """The envelope around an event; some tell of no channel."""
    bot = workspace.bot
    return {
        "token": bot.verification_token,
        "team_id": workspace.team.id,
        "context_team_id": workspace.team.id,
        "context_enterprise_id": None,
        "api_app_id": bot.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(workspace.clock()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team.id,
                "user_id": bot.user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": channel is not None and channel.is_ext_shared,
        "event_context": workspace.new_id("4-"),
    }
