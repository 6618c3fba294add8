"""chat.postMessage: what it takes, what it refuses, what it answers."""

from collections.abc import Mapping
from typing import Any

from bot.playground.desk import Desk, Reader, flag, structure, words
from bot.playground.limits import SlackRefused, checked
from bot.playground.model import Channel, Json, Message
from bot.playground.wire import message_json

MARKDOWN_MOST = 12_000

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


def post_message(desk: Desk, given: Json) -> Json:
    channel = desk.channel(given["channel"])
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
