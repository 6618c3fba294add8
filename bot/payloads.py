"""Slack's payloads as the words of the knowledge base: what was asked, where, by whom, and what was pressed.

Whatever has another shape than Slack gives it reads as if it were missing.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.characters import storable
from knowledge.posts import Question
from knowledge.subscriptions import Place

Payload = Mapping[str, Any]

# Subtypes of messages that a person wrote; all others tell of edits, joins and the like.
_WRITTEN_SUBTYPES = ("", "file_share", "thread_broadcast")

# The ids of direct messages begin so, be they with us or between two people, where we can't post.
_DIRECT = "D"

_MENTION_OR_LINK = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: what was typed after it, where and by whom.

    `trigger` opens a modal within three seconds, `response_url` takes what is answered later.
    """

    workspace: str
    channel: str
    person: str
    text: str
    trigger: str = ""
    response_url: str = ""
    is_outsider: bool = False

    @property
    def place(self) -> Place:
        """Where subscriptions that are made there post: to the person alone in a direct message."""
        return _place(self.workspace, self.channel, self.person)


@dataclass(frozen=True, slots=True)
class View:
    """An open modal: its id, and what it was told to remember."""

    id: str
    memory: Payload


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button: what it carries, and the message or the modal that it stands on.

    `trigger` opens a modal within three seconds. `is_outsider` says that another organisation's member pressed it.
    """

    workspace: str
    channel: str
    person: str
    message_ts: str
    value: Payload
    response_url: str
    trigger: str = ""
    view: View | None = None
    is_outsider: bool = False

    def text(self, name: str) -> str:
        """A text that the button carries, or nothing."""
        return _text(self.value, name)

    def as_command(self) -> Command:
        """The command that might have been typed instead, without its words."""
        return Command(
            self.workspace, self.channel, self.person, "", self.trigger, self.response_url, is_outsider=self.is_outsider
        )

    def number(self, name: str) -> int:
        """A number that the button carries, or 0."""
        found = self.value.get(name)
        return found if isinstance(found, int) else 0

    @property
    def place(self) -> Place:
        """Where subscriptions that are made there post: to the person alone in a direct message."""
        return _place(self.workspace, self.channel, self.person)


@dataclass(frozen=True, slots=True)
class Submission:
    """A modal that was filled in and submitted: what it was told to remember, and what was given, by block.

    Each block of ours has one input.
    """

    workspace: str
    person: str
    memory: Payload
    values: Payload
    is_outsider: bool = False

    def given(self, block: str) -> str:
        """The text that was typed in a block, or the value or the time that was chosen; nothing where there is none."""
        found = self._input(block)
        return _text(found, "value") or _text(found, "selected_option", "value") or _text(found, "selected_time")

    def ticked(self, block: str) -> frozenset[str]:
        """The values of the boxes that were ticked in a block."""
        options = self._input(block).get("selected_options")
        return frozenset(_text(option, "value") for option in options) if isinstance(options, list) else frozenset()

    def as_command(self) -> Command:
        """The command that might have been typed instead, without its words, where the modal was opened."""
        channel, response_url = _text(self.memory, "channel"), _text(self.memory, "response_url")
        return Command(
            self.workspace, channel, self.person, "", response_url=response_url, is_outsider=self.is_outsider
        )

    def _input(self, block: str) -> Payload:
        inputs = self.values.get(block)
        found = next(iter(inputs.values()), None) if isinstance(inputs, dict) else None
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A message shortcut: the message it was used on (its own words in `text`), the thread that this stands in or
    would start, and by whom. `trigger` opens a modal within three seconds."""

    workspace: str
    channel: str
    person: str
    text: str
    thread_ts: str
    trigger: str
    response_url: str
    is_outsider: bool = False


def command_from(body: Payload) -> Command:
    """The slash command in a payload."""
    return Command(
        workspace=_text(body, "team_id"),
        channel=_text(body, "channel_id"),
        person=_text(body, "user_id"),
        text=plain_text(_text(body, "text")),
        trigger=_text(body, "trigger_id"),
        response_url=_text(body, "response_url"),
    )


def press_from(body: Payload) -> Press:
    """The pressed button in a `block_actions` payload; its value is the JSON object that our buttons carry."""
    view = _view(body)
    return Press(
        workspace=_workspace(body),
        channel=_text(body, "channel", "id") or _text(body, "container", "channel_id") or _remembered_channel(view),
        person=_text(body, "user", "id"),
        message_ts=_text(body, "container", "message_ts"),
        value=_object(_text(body, "actions", 0, "value")),
        response_url=_text(body, "response_url") or (_text(view.memory, "response_url") if view else ""),
        trigger=_text(body, "trigger_id"),
        view=view,
        is_outsider=_is_outsider(body),
    )


def submission_from(body: Payload) -> Submission:
    """The submitted modal in a `view_submission` payload."""
    values = _at(body, "view", "state", "values")
    return Submission(
        workspace=_workspace(body),
        person=_text(body, "user", "id"),
        memory=_object(_text(body, "view", "private_metadata")),
        values=values if isinstance(values, dict) else {},
        is_outsider=_is_outsider(body),
    )


def shortcut_from(body: Payload) -> Shortcut:
    """The message shortcut in a `message_action` payload."""
    return Shortcut(
        workspace=_workspace(body),
        channel=_text(body, "channel", "id"),
        person=_text(body, "user", "id"),
        text=plain_text(_text(body, "message", "text")),
        thread_ts=_text(body, "message", "thread_ts") or _text(body, "message", "ts"),
        trigger=_text(body, "trigger_id"),
        response_url=_text(body, "response_url"),
        is_outsider=_is_outsider(body),
    )


def question_from(body: Payload) -> Question | None:
    """The question in an `app_mention` or direct message, or None where no person asked one.

    Bots, edits, joins, messages without a writer and what people say to each other ask nothing. A mention is
    answered in its thread, which it starts where there is none; a direct message is answered below it.
    """
    event = _at(body, "event")
    if not isinstance(event, Mapping):
        return None
    direct = _text(event, "channel_type") == "im"
    to_us = direct or event.get("type") == "app_mention"
    written = _text(event, "subtype") in _WRITTEN_SUBTYPES and not event.get("edited") and not event.get("hidden")
    channel, person, ts = _text(event, "channel"), _text(event, "user"), _text(event, "ts")
    if not (to_us and written and channel and person and ts) or event.get("bot_id"):
        return None
    return Question(
        event=_text(body, "event_id"),
        workspace=_workspace(body),
        channel=channel,
        person=person,
        ts=ts,
        text=plain_text(_text(event, "text")),
        thread_ts=_text(event, "thread_ts") or ("" if direct else ts),
    )


def sharing_from(body: Payload) -> bool | None:
    """Whether an event says that its channel is shared with another organisation; None when it says nothing.

    A person of another workspace writes only where theirs reads along, be it a direct message.
    """
    theirs = _text(body, "event", "user_team")
    if theirs and theirs != _workspace(body):
        return True
    shared = _at(body, "is_ext_shared_channel")
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


def _place(workspace: str, channel: str, person: str) -> Place:
    return Place(workspace, person if channel.startswith(_DIRECT) else channel)


def _workspace(body: Payload) -> str:
    return _text(body, "team_id") or _text(body, "team", "id")


def _is_outsider(body: Payload) -> bool:
    theirs = _text(body, "user", "team_id")
    return bool(theirs) and theirs != _workspace(body)


def _view(body: Payload) -> View | None:
    id = _text(body, "view", "id")
    return View(id, _object(_text(body, "view", "private_metadata"))) if id else None


def _remembered_channel(view: View | None) -> str:
    """A press in a modal names no channel: our modals remember the one that they were opened from."""
    return _text(view.memory, "channel") if view else ""


def _at(body: object, *path: str | int) -> object:
    """What stands at a path of names and places, or None."""
    for step in path:
        if isinstance(body, Mapping) and isinstance(step, str):
            body = body.get(step)
        elif isinstance(body, list) and isinstance(step, int) and step < len(body):
            body = body[step]
        else:
            return None
    return body


def _text(body: object, *path: str | int) -> str:
    found = _at(body, *path)
    return storable(found) if isinstance(found, str) else ""


def _object(text: str) -> Payload:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
