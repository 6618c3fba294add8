"""Slack's payloads as the words of the knowledge base: what was asked, where, by whom, and what was pressed.

Whatever has another shape than Slack gives it reads as if it were missing.
"""

import re
from collections.abc import Mapping

from bot.gestures import Command, Press, Shortcut, Submission, View
from bot.shapes import Payload, at, object_in, text_at
from knowledge.posts import Question

# Subtypes of messages that a person wrote; all others tell of edits, joins and the like.
_WRITTEN_SUBTYPES = ("", "file_share", "thread_broadcast")

_MENTION_OR_LINK = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def command_from(body: Payload) -> Command:
    """The slash command in a payload."""
    return Command(
        workspace=text_at(body, "team_id"),
        channel=text_at(body, "channel_id"),
        person=text_at(body, "user_id"),
        text=plain_text(text_at(body, "text")),
        trigger=text_at(body, "trigger_id"),
        response_url=text_at(body, "response_url"),
    )


def press_from(body: Payload) -> Press:
    """The pressed button in a `block_actions` payload; its value is the JSON object that our buttons carry."""
    view = _view(body)
    return Press(
        workspace=_workspace(body),
        channel=text_at(body, "channel", "id") or text_at(body, "container", "channel_id") or _remembered_channel(view),
        person=text_at(body, "user", "id"),
        message_ts=text_at(body, "container", "message_ts"),
        value=object_in(text_at(body, "actions", 0, "value")),
        response_url=text_at(body, "response_url") or (text_at(view.memory, "response_url") if view else ""),
        trigger=text_at(body, "trigger_id"),
        view=view,
        is_outsider=_is_outsider(body),
    )


def submission_from(body: Payload) -> Submission:
    """The submitted modal in a `view_submission` payload."""
    values = at(body, "view", "state", "values")
    return Submission(
        workspace=_workspace(body),
        person=text_at(body, "user", "id"),
        memory=object_in(text_at(body, "view", "private_metadata")),
        values=values if isinstance(values, dict) else {},
        is_outsider=_is_outsider(body),
    )


def shortcut_from(body: Payload) -> Shortcut:
    """The message shortcut in a `message_action` payload."""
    return Shortcut(
        workspace=_workspace(body),
        channel=text_at(body, "channel", "id"),
        person=text_at(body, "user", "id"),
        text=plain_text(text_at(body, "message", "text")),
        thread_ts=text_at(body, "message", "thread_ts") or text_at(body, "message", "ts"),
        trigger=text_at(body, "trigger_id"),
        response_url=text_at(body, "response_url"),
        is_outsider=_is_outsider(body),
    )


def question_from(body: Payload) -> Question | None:
    """The question in an `app_mention` or direct message, or None where no person asked one.

    Bots, edits, joins, messages without a writer and what people say to each other ask nothing. A mention is
    answered in its thread, which it starts where there is none; a direct message is answered below it.
    """
    event = at(body, "event")
    if not isinstance(event, Mapping):
        return None
    direct = text_at(event, "channel_type") == "im"
    to_us = direct or event.get("type") == "app_mention"
    written = text_at(event, "subtype") in _WRITTEN_SUBTYPES and not event.get("edited") and not event.get("hidden")
    channel, person, ts = text_at(event, "channel"), text_at(event, "user"), text_at(event, "ts")
    if not (to_us and written and channel and person and ts) or event.get("bot_id"):
        return None
    return Question(
        event=text_at(body, "event_id"),
        workspace=_workspace(body),
        channel=channel,
        person=person,
        ts=ts,
        text=plain_text(text_at(event, "text")),
        thread_ts=text_at(event, "thread_ts") or ("" if direct else ts),
    )


def sharing_from(body: Payload) -> bool | None:
    """Whether an event says that its channel is shared with another organisation; None when it says nothing.

    A person of another workspace writes only where theirs reads along, be it a direct message.
    """
    theirs = text_at(body, "event", "user_team")
    if theirs and theirs != _workspace(body):
        return True
    shared = at(body, "is_ext_shared_channel")
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


def _workspace(body: Payload) -> str:
    return text_at(body, "team_id") or text_at(body, "team", "id")


def _is_outsider(body: Payload) -> bool:
    theirs = text_at(body, "user", "team_id")
    return bool(theirs) and theirs != _workspace(body)


def _view(body: Payload) -> View | None:
    id = text_at(body, "view", "id")
    return View(id, object_in(text_at(body, "view", "private_metadata"))) if id else None


def _remembered_channel(view: View | None) -> str:
    """A press in a modal names no channel: our modals remember the one that they were opened from."""
    return text_at(view.memory, "channel") if view else ""
