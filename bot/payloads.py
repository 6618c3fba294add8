"""Slack's payloads as the words of the knowledge base: what was asked, where, by whom, and which button was pressed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.posts import Question

Payload = Mapping[str, Any]

# Subtypes of messages that a person wrote; all others tell of edits, joins and the like.
_WRITTEN_SUBTYPES = (None, "file_share", "thread_broadcast")

_MENTION_OR_LINK = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: what was typed after it, where and by whom."""

    workspace: str
    channel: str
    person: str
    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: what it carries, and the message it stands on."""

    workspace: str
    channel: str
    person: str
    message_ts: str
    value: Mapping[str, Any]
    response_url: str


def command_from(body: Payload) -> Command:
    """The slash command in a payload."""
    return Command(
        workspace=str(body.get("team_id", "")),
        channel=str(body.get("channel_id", "")),
        person=str(body.get("user_id", "")),
        text=plain_text(str(body.get("text") or "")),
    )


def press_from(body: Payload) -> Press:
    """The pressed button in a `block_actions` payload; its value is the JSON object that our buttons carry."""
    container = body.get("container") or {}
    return Press(
        workspace=str((body.get("team") or {}).get("id", "")),
        channel=str((body.get("channel") or {}).get("id") or container.get("channel_id", "")),
        person=str((body.get("user") or {}).get("id", "")),
        message_ts=str(container.get("message_ts", "")),
        value=_object((body.get("actions") or [{}])[0].get("value", "")),
        response_url=str(body.get("response_url", "")),
    )


def question_from(body: Payload) -> Question | None:
    """The question in an `app_mention` or direct message, or None where no person asked one.

    Bots, edits, joins, messages without a writer and what people say to each other ask nothing. A mention is
    answered in its thread, which it starts where there is none; a direct message is answered below it.
    """
    event = body.get("event") or {}
    direct = event.get("channel_type") == "im"
    to_us = direct or event.get("type") == "app_mention"
    written = event.get("subtype") in _WRITTEN_SUBTYPES and not event.get("edited") and not event.get("hidden")
    by_a_person = event.get("user") and not event.get("bot_id")
    if not (to_us and written and by_a_person and event.get("channel") and event.get("ts")):
        return None
    return Question(
        event=str(body.get("event_id", "")),
        workspace=str(body.get("team_id", "")),
        channel=str(event["channel"]),
        person=str(event["user"]),
        ts=str(event["ts"]),
        text=plain_text(str(event.get("text") or "")),
        thread_ts=str(event.get("thread_ts") or ("" if direct else event["ts"])),
    )


def sharing_from(body: Payload) -> bool | None:
    """Whether an event says that its channel is shared with another organisation; None when it says nothing.

    A person of another workspace writes only where theirs reads along, be it a direct message.
    """
    event = body.get("event") or {}
    if event.get("user_team", body.get("team_id")) != body.get("team_id"):
        return True
    shared = body.get("is_ext_shared_channel")
    return shared if isinstance(shared, bool) else None


def plain_text(text: str) -> str:
    """A message as its writer saw it: mentions left out, links as their labels, & < > as themselves."""
    read = _MENTION_OR_LINK.sub(_shown, text)
    for entity, char in _ENTITIES:
        read = read.replace(entity, char)
    return " ".join(read.replace("\0", " ").split())


def _shown(found: re.Match[str]) -> str:
    target, label = found.group(1), found.group(2)
    if target.startswith(("@", "!")):
        return " "
    return label or target.lstrip("#")


def _object(text: object) -> Mapping[str, Any]:
    try:
        value = json.loads(str(text))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
