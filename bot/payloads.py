"""Slack's payloads as the words of the knowledge base: what was asked, where, by whom, and what was pressed.

Whatever has another shape than Slack gives it reads as if it were missing.
"""

import re
from collections.abc import Mapping

from bot.gestures import Command, Press, Shortcut, Submission, View, Visit, is_home
from bot.shapes import Payload, at, object_in, text_at
from knowledge.posts import Question, Way

# Subtypes of messages that a person wrote; all others tell of edits, joins and the like.
_WRITTEN_SUBTYPES = ("", "file_share", "thread_broadcast")

# Conversations of which every message comes as an event, where we asked for that and may hear it.
_CHANNELS = ("channel", "group")

_NAMED = re.compile(r"<@([A-Z0-9]+)")
_NAMES_FIRST = re.compile(r"\W*<@")

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
    """The pressed button in a `block_actions` payload; its value is the JSON object that our buttons carry.

    Of a `block_suggestion`, who types where; `begun_from` says what.
    """
    view = _view(body)
    memory = view.memory if view else {}
    pressed = text_at(body, "actions", 0, "value")
    return Press(
        workspace=_workspace(body),
        # A press in a view names no channel: ours remember the one that they were opened from.
        channel=text_at(body, "channel", "id")
        or text_at(body, "container", "channel_id")
        or text_at(memory, "channel"),
        person=text_at(body, "user", "id"),
        message_ts=text_at(body, "container", "message_ts"),
        value=object_in(pressed),
        response_url=text_at(body, "response_url") or text_at(memory, "response_url"),
        trigger=text_at(body, "trigger_id"),
        view=None if text_at(body, "view", "type") == "home" else view,
        is_outsider=_is_outsider(body),
        thread_ts=_seen_thread(body),
        at_home=is_home(memory),
        typed=pressed,
        chosen=text_at(body, "actions", 0, "selected_option", "value"),
    )


def begun_from(body: Payload) -> str:
    """What has been typed so far into a menu that asks for its options, in a `block_suggestion` payload."""
    return text_at(body, "value")


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
    """What a person may have asked with a mention, a direct message or a message in a channel; None where nobody did.

    Bots, edits, joins and messages without a writer ask nothing. A message in a channel that names us is left to its
    `app_mention`. A direct message is answered below it, all else in its thread, which it starts where there is none.
    """
    event = at(body, "event")
    if not isinstance(event, Mapping):
        return None
    way = _way(body, event)
    written = text_at(event, "subtype") in _WRITTEN_SUBTYPES and not event.get("edited") and not event.get("hidden")
    channel, person, ts = text_at(event, "channel"), text_at(event, "user"), text_at(event, "ts")
    if not (way and written and channel and person and ts) or event.get("bot_id"):
        return None
    return Question(
        event=text_at(body, "event_id"),
        workspace=_workspace(body),
        channel=channel,
        person=person,
        ts=ts,
        text=plain_text(text_at(event, "text")),
        thread_ts=text_at(event, "thread_ts") or ("" if way is Way.DIRECT else ts),
        way=way,
    )


def visit_from(body: Payload) -> Visit | None:
    """The visit in an `app_home_opened`, or None where nobody is named."""
    person, channel = text_at(body, "event", "user"), text_at(body, "event", "channel")
    if not person:
        return None
    return Visit(
        workspace=_workspace(body),
        channel=channel,
        person=person,
        is_messages=text_at(body, "event", "tab") == "messages",
        hash=text_at(body, "event", "view", "hash"),
    )


def names_somebody_first(body: Payload) -> bool:
    """Whether a message begins with somebody's name, and so is meant for them."""
    return bool(_NAMES_FIRST.match(text_at(body, "event", "text")))


def is_by_outsider(body: Payload) -> bool:
    """Whether somebody of another organisation wrote or pressed what a payload tells of."""
    theirs = text_at(body, "event", "user_team")
    return _is_outsider(body) or bool(theirs and theirs != _workspace(body))


def sharing_from(body: Payload) -> bool | None:
    """Whether an event says that its channel is shared with another organisation; None when it says nothing.

    A person of another workspace writes only where theirs reads along, be it a direct message.
    """
    if is_by_outsider(body):
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


def _way(body: Payload, event: Payload) -> Way | None:
    kind = text_at(event, "channel_type")
    if kind == "im":
        return Way.DIRECT
    if event.get("type") == "app_mention":
        return Way.MENTION
    return Way.MESSAGE if kind in _CHANNELS and not _names_us(body, event) else None


def _names_us(body: Payload, event: Payload) -> bool:
    """Whether a message names us, by the bots for which its event came; where Slack does not say, whether anybody."""
    named = set(_NAMED.findall(text_at(event, "text")))
    given = body.get("authorizations")
    ours = {text_at(each, "user_id") for each in given} - {""} if isinstance(given, list) else set()
    return bool(named & ours) if ours else bool(named)


def _workspace(body: Payload) -> str:
    return text_at(body, "team_id") or text_at(body, "team", "id")


def _is_outsider(body: Payload) -> bool:
    theirs = text_at(body, "user", "team_id")
    return bool(theirs) and theirs != _workspace(body)


def _seen_thread(body: Payload) -> str:
    if at(body, "container", "is_ephemeral") is True:
        return ""
    return text_at(body, "container", "thread_ts") or text_at(body, "message", "thread_ts")


def _view(body: Payload) -> View | None:
    id = text_at(body, "view", "id")
    return View(id, object_in(text_at(body, "view", "private_metadata"))) if id else None
