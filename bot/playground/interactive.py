"""The payloads of presses, shortcuts and modals, whole, as plain objects."""

from collections.abc import Sequence

from bot.playground.model import Json, Message, Person, View
from bot.playground.wire import channel_name, message_json, thread_json, view_json
from bot.playground.workspace import Workspace


def pressed_on_message(
    workspace: Workspace,
    message: Message,
    *,
    action: Json,
    values: Json,
    person: Person,
    response_url: str,
) -> Json:
    """A block_actions payload; `values` are those of all elements of the message."""
    channel = workspace.channel(message.channel)
    payload = _interaction(workspace, "block_actions", person, channel=channel.id) | {
        "container": _container(message),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": values},
        "response_url": response_url,
        "actions": [action],
    }
    # Slack keeps no ephemeral message, so it cannot send one back.
    if message.ephemeral_to is None:
        payload["message"] = message_json(workspace, message, metadata=True)
    return payload


def pressed_in_view(workspace: Workspace, view: View, *, action: Json, person: Person) -> Json:
    """A block_actions payload of a modal or a Home: it belongs to no channel and has no response_url."""
    return _interaction(workspace, "block_actions", person, channel=view.channel) | {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(workspace, view),
        "actions": [action],
    }


def block_suggestion(
    workspace: Workspace, shown: Message | View, *, block: Json, part: Json, typed: str, person: Person
) -> Json:
    """What is asked of the app for the options of a menu, wherever the menu stands. Nothing can be opened by it."""
    asked = {"action_id": part["action_id"], "block_id": block["block_id"], "value": typed}
    payload = _interaction(workspace, "block_suggestion", person) | asked
    del payload["trigger_id"]
    if isinstance(shown, View):
        return payload | {"container": {"type": "view", "view_id": shown.id}, "view": view_json(workspace, shown)}
    channel = workspace.channel(shown.channel)
    payload |= {"container": _container(shown), "channel": {"id": channel.id, "name": channel_name(channel)}}
    if shown.ephemeral_to is None:
        payload["message"] = message_json(workspace, shown, metadata=True)
    return payload


def message_action(
    workspace: Workspace,
    message: Message,
    *,
    callback_id: str,
    person: Person,
    response_url: str,
) -> Json:
    """A message shortcut, with the message whole."""
    channel = workspace.channel(message.channel)
    answers = workspace.transcripts.answers(channel.id, message.ts)
    written = message_json(workspace, message, metadata=False)
    return _interaction(workspace, "message_action", person, channel=channel.id) | {
        "callback_id": callback_id,
        "action_ts": workspace.new_ts(),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "response_url": response_url,
        "message": written | thread_json(message, answers),
    }


def view_submission(workspace: Workspace, view: View, *, person: Person, response_urls: Sequence[Json]) -> Json:
    payload = _interaction(workspace, "view_submission", person)
    return payload | {"view": view_json(workspace, view), "response_urls": list(response_urls)}


def view_closed(workspace: Workspace, view: View, *, person: Person) -> Json:
    payload = _interaction(workspace, "view_closed", person)
    # Nothing can be opened any more, so there is no trigger.
    del payload["trigger_id"]
    return payload | {"view": view_json(workspace, view), "is_cleared": bool(view.given.get("clear_on_close"))}


def _interaction(workspace: Workspace, kind: str, person: Person, *, channel: str | None = None) -> Json:
    names = {"username": person.name, "name": person.name}
    return {
        "type": kind,
        "user": {"id": person.id, **names, "team_id": person.team_id},
        "api_app_id": workspace.bot.app_id,
        "token": workspace.bot.verification_token,
        "trigger_id": workspace.triggers.new(person.id, channel),
        "team": {"id": workspace.team.id, "domain": workspace.team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _container(message: Message) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    return container
