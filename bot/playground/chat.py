"""chat.postMessage, .postEphemeral, .update, .delete and .getPermalink: what they take, refuse and answer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground.desk import Desk, Reader, flag, structure, words
from bot.playground.limits import SlackRefused, checked
from bot.playground.model import Channel, Json, Message
from bot.playground.wire import message_json

MARKDOWN_MOST = 12_000

# docs.slack.dev/reference/methods/chat.update: a longer text is refused, where a post is only cut at 40,000.
UPDATED_TEXT_MOST = 4_000

POST_REQUIRED: Mapping[str, Reader] = {"channel": words}
POST_OPTIONAL: Mapping[str, Reader] = {
    "text": words,
    "markdown_text": words,
    "blocks": structure,
    "metadata": structure,
    "thread_ts": words,
    "link_names": flag,
    "mrkdwn": flag,
    "parse": words,
    "unfurl_links": flag,
    "unfurl_media": flag,
    "unfurl_app_links": flag,
}


EPHEMERAL_REQUIRED: Mapping[str, Reader] = {"channel": words, "user": words}
EPHEMERAL_OPTIONAL: Mapping[str, Reader] = {
    "text": words,
    "markdown_text": words,
    "blocks": structure,
    "thread_ts": words,
    "link_names": flag,
    "parse": words,
}
UPDATE_REQUIRED: Mapping[str, Reader] = {"channel": words, "ts": words}
UPDATE_OPTIONAL: Mapping[str, Reader] = {
    "text": words,
    "markdown_text": words,
    "blocks": structure,
    "metadata": structure,
    "link_names": flag,
    "parse": words,
    "reply_broadcast": flag,
}
DELETE: Mapping[str, Reader] = {"channel": words, "ts": words}
DELETE_OPTIONAL: Mapping[str, Reader] = {"as_user": flag}
PERMALINK: Mapping[str, Reader] = {"channel": words, "message_ts": words}


def post_message(desk: Desk, given: Json) -> Json:
    """Say something in a channel, or to a person alone where `channel` is the id of one."""
    channel = desk.place(given["channel"])
    _refuse_place(desk, channel)
    draft = checked(_text(given), given.get("blocks"))
    thread_ts = given.get("thread_ts")
    if thread_ts is not None:
        _refuse_thread(desk.workspace.find(channel.id, thread_ts))
    message = desk.workspace.say(
        channel.id,
        desk.workspace.bot.user_id,
        text=draft.text,
        blocks=draft.blocks,
        thread_ts=thread_ts,
        metadata=_metadata(given.get("metadata")),
    )
    written = message_json(desk.workspace, message, metadata=True)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": written}


def post_ephemeral(desk: Desk, given: Json) -> Json:
    """Say something that one person sees, who must be in the channel as the bot must.

    In a thread in which nobody has answered yet, Slack says ok and nobody sees it.
    """
    channel = desk.channel(given["channel"])
    _refuse_place(desk, channel)
    if given["user"] not in channel.members:
        raise SlackRefused("user_not_in_channel")
    draft = checked(_text(given), given.get("blocks"))
    thread_ts = given.get("thread_ts")
    if thread_ts and not desk.workspace.transcripts.answers(channel.id, thread_ts):
        return {"ok": True, "message_ts": desk.workspace.new_ts()}
    message = desk.workspace.say(
        channel.id,
        desk.workspace.bot.user_id,
        text=draft.text,
        blocks=draft.blocks,
        thread_ts=thread_ts,
        ephemeral_to=given["user"],
    )
    return {"ok": True, "message_ts": message.ts}


def update_message(desk: Desk, given: Json) -> Json:
    """Change a message of the bot's own. A text given without blocks takes their place; metadata not given stays."""
    channel = desk.channel(given["channel"])
    message = _own(desk, channel, given["ts"])
    draft = checked(_text(given), given.get("blocks"))
    if len(given.get("text", "")) > UPDATED_TEXT_MOST:
        raise SlackRefused("msg_too_long")
    if "metadata" in given:
        message = replace(message, metadata=_metadata(given["metadata"] or None))
    changed = desk.workspace.amend(message, text=draft.text, blocks=draft.blocks)
    written = message_json(desk.workspace, changed, metadata=True)
    return {"ok": True, "channel": channel.id, "ts": changed.ts, "text": changed.text, "message": written}


def delete_message(desk: Desk, given: Json) -> Json:
    """Take a message of the bot's own away."""
    channel = desk.channel(given["channel"])
    message = _public(desk, channel, given["ts"])
    if message.user != desk.workspace.bot.user_id:
        raise SlackRefused("cant_delete_message")
    desk.workspace.remove(message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def permalink(desk: Desk, given: Json) -> Json:
    """The address of a message, whoever said it."""
    channel = desk.channel(given["channel"])
    message = _public(desk, channel, given["message_ts"])
    address = f"https://{desk.workspace.team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    in_thread = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.thread_ts else ""
    return {"ok": True, "channel": channel.id, "permalink": address + in_thread}


def _public(desk: Desk, channel: Channel, ts: str) -> Message:
    message = desk.workspace.find(channel.id, ts)
    if message is None or message.ephemeral_to is not None:
        raise SlackRefused("message_not_found")
    return message


def _own(desk: Desk, channel: Channel, ts: str) -> Message:
    message = _public(desk, channel, ts)
    if message.user != desk.workspace.bot.user_id:
        raise SlackRefused("cant_update_message")
    if channel.is_archived:
        raise SlackRefused("is_inactive")
    if _is_too_old(desk, message):
        raise SlackRefused("edit_window_closed")
    return message


def _is_too_old(desk: Desk, message: Message) -> bool:
    window = desk.workspace.edit_window
    return window is not None and desk.workspace.clock() - float(message.ts) > window


def _refuse_place(desk: Desk, channel: Channel) -> None:
    if channel.is_archived:
        raise SlackRefused("is_archived")
    uninvited = "chat:write.public" in desk.workspace.bot.scopes
    if not desk.is_in(channel) and not uninvited:
        raise SlackRefused("not_in_channel")


def _text(given: Json) -> str:
    markdown = given.get("markdown_text")
    if markdown is None:
        return str(given.get("text", ""))
    if given.get("text") or given.get("blocks"):
        raise SlackRefused("markdown_text_conflict")
    if len(markdown) > MARKDOWN_MOST:
        raise SlackRefused("msg_too_long")
    return str(markdown)


def _refuse_thread(parent: Message | None) -> None:
    if parent is None or parent.ephemeral_to is not None:
        raise SlackRefused("thread_not_found")


def _metadata(metadata: Any) -> Json | None:
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise SlackRefused("invalid_metadata_format")
    if set(metadata) != {"event_type", "event_payload"}:
        raise SlackRefused("invalid_metadata_schema")
    if not isinstance(metadata["event_type"], str):
        raise SlackRefused("invalid_metadata_schema")
    if not isinstance(metadata["event_payload"], dict):
        raise SlackRefused("invalid_metadata_schema")
    return metadata
