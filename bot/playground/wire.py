"""Messages, views, people and channels as Slack writes them in answers and payloads."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.playground.model import Bot, Channel, Json, Message, Person, View
from bot.playground.workspace import Workspace


def message_json(workspace: Workspace, message: Message, *, metadata: bool) -> Json:
    """The message as a JSON object; its metadata only when that was asked for."""
    written: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": workspace.team.id,
    }
    if message.user == workspace.bot.user_id:
        written |= _by_bot(workspace.bot, workspace.team.id)
    if message.bot_id:
        written["bot_id"] = message.bot_id
    if message.unfurls:
        written["attachments"] = [_unfurled(workspace.bot, url, each) for url, each in message.unfurls.items()]
    if message.blocks:
        written["blocks"] = list(message.blocks)
    if message.thread_ts:
        written |= _in_thread(workspace, message)
    if message.edited:
        written["edited"] = {"user": message.user, "ts": message.edited}
    if metadata and message.metadata:
        written["metadata"] = message.metadata
    return written


def _by_bot(bot: Bot, team_id: str) -> Json:
    profile = {
        "id": bot.bot_id,
        "app_id": bot.app_id,
        "user_id": bot.user_id,
        "name": bot.name,
        "icons": {},
        "deleted": False,
        "updated": 0,
        "team_id": team_id,
    }
    return {"bot_id": bot.bot_id, "app_id": bot.app_id, "bot_profile": profile}


def _unfurled(bot: Bot, url: str, unfurl: Json) -> Json:
    known = {"from_url": url, "app_unfurl_url": url, "is_app_unfurl": True, "bot_id": bot.bot_id, "app_id": bot.app_id}
    return {**unfurl, **known}


def _in_thread(workspace: Workspace, message: Message) -> Json:
    parent = workspace.find(message.channel, message.thread_ts or "")
    known = {"parent_user_id": parent.user} if parent else {}
    return {"thread_ts": message.thread_ts, **known}


def thread_json(message: Message, answers: Sequence[Message]) -> Json:
    """What the message has besides once it was answered in a thread."""
    if not answers:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(answers),
        "reply_users": sorted({each.user for each in answers}),
        "latest_reply": answers[-1].ts,
    }


def view_json(workspace: Workspace, view: View) -> Json:
    """The view as an answer or a payload carries it: with everything that the bot left out."""
    given = view.given
    title = {} if view.is_home else {"title": given["title"]}
    return title | {
        "id": view.id,
        "team_id": workspace.team.id,
        "type": given["type"],
        "blocks": list(view.blocks),
        "private_metadata": view.private_metadata,
        "callback_id": view.callback_id,
        "state": view.state,
        "hash": view.hash,
        "clear_on_close": given.get("clear_on_close", False),
        "notify_on_close": given.get("notify_on_close", False),
        "close": given.get("close"),
        "submit": given.get("submit"),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": workspace.bot.app_id,
        "external_id": view.external_id,
        "app_installed_team_id": workspace.team.id,
        "bot_id": workspace.bot.bot_id,
    }


def person_json(workspace: Workspace, person: Person) -> Json:
    """The person as users.info gives them; of one who was deactivated, little is left."""
    written: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.is_deleted,
        "profile": {"real_name": person.real_name, "display_name": person.name, "team": person.team_id},
        "is_bot": False,
        "is_app_user": False,
        "updated": 0,
    }
    return written if person.is_deleted else written | _while_active(workspace, person)


def _while_active(workspace: Workspace, person: Person) -> Json:
    now = datetime.fromtimestamp(workspace.clock(), ZoneInfo(person.tz))
    offset = now.utcoffset() or timedelta()
    return {
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": now.tzname(),
        "tz_offset": int(offset.total_seconds()),
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_stranger": person.team_id != workspace.team.id,
    }


def bot_user_json(workspace: Workspace) -> Json:
    """The bot as users.info gives it."""
    bot = workspace.bot
    return {
        "id": bot.user_id,
        "team_id": workspace.team.id,
        "name": bot.name,
        "real_name": bot.name,
        "deleted": False,
        "profile": {"real_name": bot.name, "bot_id": bot.bot_id, "api_app_id": bot.app_id},
        "tz": "America/Los_Angeles",
        "is_admin": False,
        "is_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": True,
        "updated": 0,
    }


def channel_json(workspace: Workspace, channel: Channel) -> Json:
    """The conversation as conversations.info gives it to the bot."""
    written = conversation_json(workspace, channel)
    if channel.kind == "im":
        return written
    return written | {"is_member": workspace.bot.user_id in channel.members}


def conversation_json(workspace: Workspace, channel: Channel) -> Json:
    """The conversation as lists give it: without whether the bot is a member."""
    written: Json = {
        "id": channel.id,
        "is_archived": channel.is_archived,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": channel.kind == "im",
        "is_mpim": False,
        "is_private": channel.kind != "public",
        "is_ext_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_pending_ext_shared": channel.is_pending_ext_shared,
        "is_shared": channel.is_ext_shared,
        "context_team_id": workspace.team.id,
    }
    if channel.kind == "im":
        return written | {"user": next(iter(channel.members - {workspace.bot.user_id}))}
    return written | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_general": channel.name == "general",
    }


def channel_name(channel: Channel) -> str:
    """The name that commands and presses carry: Slack hides that of a private one."""
    hidden = {"private": "privategroup", "im": "directmessage"}
    return hidden.get(channel.kind, channel.name)
